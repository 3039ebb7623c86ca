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
        *_under("Look at this before you send it", [b.bullets(fixes)] if fixes else []),
        *_under("Checked in this file", [b.table(("What", "Found"), holds_good)] if holds_good else []),
    ]


def _under(heading: str, found: Sequence[b.Block]) -> list[b.Block]:
    return [b.group(f"under-{heading}", b.title(heading, level=3), *found)] if found else []


def _measured(checks: Sequence[Check]) -> list[tuple[str, str]]:
    """What was checked and what was found, as cells; checks that found the same share a row, pages stand above."""
    found: dict[str, list[str]] = {}
    for check in checks:
        if check.ok and check.fix and check.name != "pages":
            found.setdefault(check.fix, []).append(check.name)
    named = [(listed(which), said) for said, which in found.items()]
    return [(b.words(what[:1].upper() + what[1:]), b.words(said)) for what, said in named]


def _download(made: WrittenDossier, ending: str) -> list[b.Block]:
    content = made.file.read_bytes()
    if len(content) > _LARGEST:
        return []
    return [b.download(f"Download {made.file.name}", made.file.name, content, _MIME.get(ending, "text/plain"))]
