"""The file that was just written: where it lies, what was checked, and a way to hand it to the reader's downloads."""

from __future__ import annotations

from collections.abc import Sequence

from cmo_pathways.export.dossier import WrittenDossier
from cmo_pathways.portfolio import Check
from cmo_pathways.reports.words import listed
from cmo_pathways.widgets import blocks as b

_LARGEST = 2_000_000  # [bytes] a file that the page hands over itself; a larger one is fetched from its folder
_NAMED = "Some sentences could name a patient. They stand under Before you send it."
_MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "md": "text/markdown",
    "json": "application/json",
    "bib": "text/plain",
}


def done_blocks(made: WrittenDossier | None) -> list[b.Block]:
    """What was written, with a link that downloads it; nothing before the first export."""
    if made is None:
        return []
    pages = "" if made.pages is None else f"{made.pages} page{'' if made.pages == 1 else 's'}, in "
    ending = made.file.suffix.removeprefix(".")
    holds = " The file holds your entries too, so that it can be opened again." if ending == "pdf" else ""
    text = f"{pages}{made.file}.{holds}" + "".join(f" {said}" for said in made.cannot_hold)
    wrong = [check for check in made.checks if not check.ok and check.fix]
    fixes = [_NAMED if check.name == "identifiers" else check.fix for check in wrong]
    holds_good = _measured(made.checks)
    return [
        b.note("Your dossier is written.", text),
        *_download(made, ending),
        *([b.title("Look at this before you send it", level=3), b.bullets(fixes)] if fixes else []),
        *([b.title("Checked in this file", level=3), b.bullets(holds_good)] if holds_good else []),
    ]


def _measured(checks: Sequence[Check]) -> list[str]:
    """A line for each finding; checks that found the same share one."""
    found: dict[str, list[str]] = {}
    for check in checks:
        if check.ok and check.fix:
            found.setdefault(check.fix, []).append(check.name)
    return [f"{(names := listed(which))[:1].upper()}{names[1:]}: {said}" for said, which in found.items()]


def _download(made: WrittenDossier, ending: str) -> list[b.Block]:
    content = made.file.read_bytes()
    if len(content) > _LARGEST:
        return []
    return [b.download(f"Download {made.file.name}", made.file.name, content, _MIME.get(ending, "text/plain"))]
