"""The learner's dossier as a file, and the record of it in the ledger: what the screen and the command line call."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cmo_pathways.document import Document, to_values
from cmo_pathways.export.as_markdown import document_markdown
from cmo_pathways.export.files import write_whole
from cmo_pathways.export.pdf import STANDARDS, Exported, pdf_bytes, pdf_pages
from cmo_pathways.journey import Journey, dossier_of, source_of
from cmo_pathways.portfolio import Portfolio

FORMATS = ("pdf", "json", "md")


@dataclass(frozen=True, slots=True)
class WrittenDossier:
    """A dossier that lies on disk; ``pages`` is None and ``standards`` empty for anything but a PDF."""

    file: Path
    pages: int | None
    sha256: str
    standards: tuple[str, ...]
    portfolio: Portfolio


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
) -> WrittenDossier:
    """Write a document for an audience (by default into the learner's ``exports/``) and record the export.

    The page budget of the audience or of the kind is kept for every format, so that all formats hold the same. Raises
    UnknownId for the audience, kind or language, ExportError where the file cannot be made, LedgerError.
    """
    state, today = journey.state(), journey.clock().date()
    asked: dict[str, Any] = {
        "audience": audience,
        "today": today,
        "paper": "a4" if paper == "a4" else "letter",
        "kind": kind,
        "language": language,
    }

    def typeset(found: Portfolio) -> bytes:
        return pdf_bytes(styled(found.document), attachment=source_of(state, found))

    def styled(document: Document) -> Document:
        return replace(document, design=design) if design else document

    found = dossier_of(journey, state, **asked)
    content = typeset(found)
    found = replace(found, pages=pdf_pages(content))
    if found.budget and (found.pages or 0) > found.budget:
        found = dossier_of(journey, state, **asked, pages_of=lambda made: pdf_pages(pdf_bytes(styled(made))))
        content = typeset(found)
    document = styled(found.document)
    target = file or journey.home / "exports" / f"{kind}-{audience}-{today:%Y-%m-%d}.{form}"
    done = _write(document, content, source_of(state, found), form, target)
    pages = done.pages if form == "pdf" else None
    body = {"audience": audience, "kind": kind, "format": form, "sha256": done.sha256, "pages": pages}
    journey.record("export", target.name, body)
    return WrittenDossier(target, pages, done.sha256, done.standards, found)


def _write(document: Document, content: bytes, source: Mapping[str, Any], form: str, file: Path) -> Exported:
    if form == "pdf":
        write_whole(file, content)
        return Exported(file, pdf_pages(content), hashlib.sha256(content).hexdigest(), STANDARDS)
    values = {"document": to_values(document), "source": source}
    text = json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True) if form == "json" else ""
    data = (text or document_markdown(document)).encode() + b"\n"
    write_whole(file, data)
    return Exported(file, 0, hashlib.sha256(data).hexdigest(), ())
