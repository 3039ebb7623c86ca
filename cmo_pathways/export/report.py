"""The assessment report as a file, and the record of it in the ledger: what the screens and the command line call."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from cmo_pathways.errors import ExportError
from cmo_pathways.export.files import write_whole
from cmo_pathways.export.pdf import pdf_bytes, pdf_pages
from cmo_pathways.journey import Journey, target_of
from cmo_pathways.reports import assessment_csv, assessment_json, assessment_report

REPORT_FORMATS = ("pdf", "csv", "json")
_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """A report that lies on disk: where, its bytes, and its pages (None for anything but a PDF)."""

    file: Path
    content: bytes
    pages: int | None


def write_assessment(
    journey: Journey, *, file: Path | None = None, role: str | None = None, paper: str = "letter"
) -> WrittenReport:
    """Write the assessment report (by default as PDF into the learner's ``exports/``) and record the export.

    The ending of ``file`` says the format: .pdf, .csv or .json. Raises ExportError for another ending or where the
    file cannot be written, UnknownId for the role, LearnerError where nothing is rated, LedgerError.
    """
    state, today = journey.state(), journey.clock().date()
    chosen = role or target_of(state)
    target = file or journey.home / "exports" / f"assessment-{chosen}-{today:%Y-%m-%d}.pdf"
    form = target.suffix.lower().removeprefix(".")
    if form not in REPORT_FORMATS:
        raise ExportError(f'A report ends in .pdf, .csv or .json; "{target.name}" does not. Give it another name.')
    if form == "pdf":
        sheet = assessment_report(journey, state, role=role, today=today, paper="a4" if paper == "a4" else "letter")
        content = pdf_bytes(sheet)
    elif form == "csv":
        # Spreadsheets read a CSV as UTF-8 only where it begins with this mark.
        content = (_MARK + assessment_csv(journey, state, role=role)).encode()
    else:
        content = assessment_json(journey, state, role=role, today=today).encode()
    write_whole(target, content)
    pages = pdf_pages(content) if form == "pdf" else None
    sha256 = hashlib.sha256(content).hexdigest()
    body = {"audience": chosen, "kind": "assessment", "format": form, "sha256": sha256, "pages": pages}
    journey.record("export", target.name, body)
    return WrittenReport(target, content, pages)
