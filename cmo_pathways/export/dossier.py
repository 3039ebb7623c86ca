"""The learner's dossier as a file, and the record of it in the ledger: what the screen and the command line call."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cmo_pathways.document import Document, to_values
from cmo_pathways.errors import ExportError
from cmo_pathways.export.files import write_whole
from cmo_pathways.export.final_report import file_checks
from cmo_pathways.export.letters import countable
from cmo_pathways.export.pdf import STANDARDS, pdf_bytes, pdf_pages
from cmo_pathways.journey import Journey, dossier_of, source_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.portfolio import Check, Portfolio, proof_checks, refuse_identifiers, sendable_entries

PAGED = ("pdf", "docx", "html", "md", "json")
"""Formats of the document for one reader; all of them hold the same words."""
EXCHANGED = {"json-resume": "resume.json", "bibtex": "bib"}
"""Formats of other programs, with the ending of their files; they hold all entries that may go to the reader."""
FORMATS = (*PAGED, *EXCHANGED)

Exchange = Callable[[Mapping[str, Any], Mapping[str, Mapping[str, Any]], str], tuple[bytes, tuple[str, ...]]]
"""Profile, entries by id and the day (ISO) -> the bytes of a file, and what it could not hold, in sentences."""


@dataclass(frozen=True, slots=True)
class WrittenDossier:
    """A dossier that lies on disk; ``pages`` is None and ``standards`` empty for anything but a PDF.

    ``cannot_hold`` says in sentences what the format of another program has no place for; ``checks`` is the final
    report: what its content rests on, and what was measured in the file.
    """

    file: Path
    pages: int | None
    sha256: str
    standards: tuple[str, ...]
    portfolio: Portfolio
    cannot_hold: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()


def write_dossier(
    journey: Journey,
    *,
    audience: str,
    form: str = "pdf",
    file: Path | None = None,
    paper: str = "letter",
    design: str | None = None,
    kind: str = "dossier",
    language: str = "en",
    exchange: Exchange | None = None,
) -> WrittenDossier:
    """Write a document for an audience (by default into the learner's ``exports/``) and record the export.

    The page budget of the audience or of the kind is kept for every format of the document, so that all of them hold
    the same. ``exchange`` makes the file of another program (``EXCHANGED``). Raises UnknownId for the audience, kind or
    language, UnsafeExport where it could name a patient, ExportError where the file cannot be made, LedgerError.
    """
    state, today = journey.state(), journey.clock().date()
    asked: dict[str, Any] = {
        "audience": audience,
        "today": today,
        "paper": "a4" if paper == "a4" else "letter",
        "kind": kind,
        "language": language,
    }
    if form not in FORMATS or (form in EXCHANGED and exchange is None):
        raise ExportError(f'There is no format "{form}". Use one of these: {", ".join(FORMATS)}.')
    cannot_hold: tuple[str, ...] = ()
    if exchange is not None and form in EXCHANGED:
        found = _all_of(dossier_of(journey, state, **asked), state, audience)
        entries, _ = sendable_entries(state.entries, audience=audience)
        content, cannot_hold = exchange(dict(state.profile), entries, today.isoformat())
    else:
        found, content = _document_file(journey, state, asked, form, design)
    shown = {id: state.entries[id] for id in found.chosen if id in state.entries}
    hits = refuse_identifiers(shown, state.profile, people=state.entries)
    target = file or journey.home / "exports" / f"{kind}-{audience}-{today:%Y-%m-%d}.{EXCHANGED.get(form, form)}"
    pages = pdf_pages(content) if form == "pdf" else None
    sha256 = hashlib.sha256(content).hexdigest()
    body = {"audience": audience, "kind": kind, "format": form, "sha256": sha256, "pages": pages}
    write_whole(target, content, note=lambda: journey.record("export", target.name, body))
    measured = file_checks(found.document, content, form) if form in PAGED else ()
    checks = (*proof_checks(shown, state.profile, hits, today), *measured)
    standards = tuple(check.name for check in measured if check.name in STANDARDS and check.ok)
    return WrittenDossier(target, pages, sha256, standards, found, cannot_hold, checks)


def _document_file(
    journey: Journey, state: LedgerState, asked: Mapping[str, Any], form: str, design: str | None
) -> tuple[Portfolio, bytes]:
    """The fitted document of a reader and the bytes of its file."""

    def styled(document: Document) -> Document:
        return replace(document, design=design) if design else document

    def pages_of(document: Document) -> int:
        """The pages that a document takes in this design. Raises ExportError where its PDF cannot be made."""
        try:
            return pdf_pages(pdf_bytes(styled(document)))
        except ExportError:
            if form == "pdf":
                raise
            # Other formats hold letters that no font of the PDF has; others of that width stand in for the count.
            return pdf_pages(pdf_bytes(countable(styled(document))))

    def made(found: Portfolio) -> bytes:
        return _bytes_of(styled(found.document), source_of(state, found), form)

    found = dossier_of(journey, state, **asked)
    content = made(found)
    if form == "pdf":
        found = replace(found, pages=pdf_pages(content))
    elif found.budget:
        found = replace(found, pages=pages_of(found.document))
    if found.budget and (found.pages or 0) > found.budget:
        found = dossier_of(journey, state, **asked, pages_of=pages_of)
        content = made(found)
    return found, content


def _bytes_of(document: Document, source: Mapping[str, Any], form: str) -> bytes:
    if form == "pdf":
        return pdf_bytes(document, attachment=source)
    if form == "docx":
        from cmo_pathways.export.as_docx import document_docx

        return document_docx(document)
    if form == "html":
        from cmo_pathways.export.as_html import document_html

        return document_html(document).encode()
    if form == "md":
        from cmo_pathways.export.as_markdown import document_markdown

        return document_markdown(document).encode() + b"\n"
    values = {"document": to_values(document), "source": source}
    return json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def _all_of(found: Portfolio, state: LedgerState, audience: str) -> Portfolio:
    """The portfolio as a file without pages shows it: every entry that may go to the reader, and none for its room."""
    entries, left_out = sendable_entries(state.entries, audience=audience)
    return replace(found, chosen=tuple(entries), left_out=left_out, choices=(), budget=0, pages=None, fits=True)
