"""The hash list beside an export: the file itself and each file of evidence, as ``sha256sum -c`` reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cmo_pathways.export.dossier import WrittenDossier
from cmo_pathways.export.files import write_whole
from cmo_pathways.journey import Journey
from cmo_pathways.ledger import LedgerState
from cmo_pathways.portfolio import text_hits

_SHA256 = re.compile(r"[0-9a-f]{64}")
_HEAD = (
    "# SHA-256 of an exported portfolio and of the files that prove it. With the files beside this list,",
    "# sha256sum -c says which are unchanged. A list is no signature: whoever changes a file can change the list too.",
)


def write_hashes(journey: Journey, made: WrittenDossier) -> Path:
    """Write the hash list of an export beside it, and say where it lies. Raises ExportError, LedgerError.

    It names the evidence that the shown entries link to or that is noted for their competencies, with the SHA-256 that
    was recorded when the file was chosen; the files themselves are not read.
    """
    file = made.file.with_name(made.file.name + ".sha256")
    lines = [*_HEAD, _line(made.sha256, made.file.name), *_evidence(journey.state(), made.portfolio.chosen)]
    write_whole(file, ("\n".join(lines) + "\n").encode())
    return file


def _evidence(state: LedgerState, chosen: tuple[str, ...]) -> Iterator[str]:
    shown = {id: state.entries[id] for id in chosen if id in state.entries}
    linked = {id for body in shown.values() for id in _ids(body, "evidence")}
    named = {id for body in shown.values() for id in _ids(body, "competencies")}
    known: set[str] = set()
    for id, body in sorted(state.of("evidence").items()):
        digest = str(body.get("sha256") or "")
        wanted = id in linked or body.get("competency") in named
        if wanted and not body.get("removed") and _SHA256.fullmatch(digest) and digest not in known:
            known.add(digest)
            yield _named(digest, str(body.get("file") or ""))
    for body in shown.values():
        digest = str(body.get("document") or "").strip().lower()
        if _SHA256.fullmatch(digest) and digest not in known:
            known.add(digest)
            yield f"# {digest}  (file named by nobody) {_one_line(str(body.get('title') or ''))}"


def _named(digest: str, name: str) -> str:
    """One line for a file; a name that could name a patient stays at home."""
    base = re.split(r"[/\\]", name)[-1].strip()
    if not base:
        return f"# {digest}  (file named by nobody)"
    readable = re.sub(r"[_.-]+", " ", base)
    if any(hit.blocks for text in (base, readable) for hit in text_hits(text)):
        return f"# {digest}  (the name of this file could name a patient and was left out)"
    return _line(digest, base)


def _line(digest: str, name: str) -> str:
    """A line of the list; names with a backslash or a new line are written as sha256sum writes them."""
    safe = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return f"{'' if safe == name else chr(92)}{digest}  {safe}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _ids(body: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = body.get(key)
    return tuple(str(item) for item in value) if isinstance(value, list | tuple) else ()
