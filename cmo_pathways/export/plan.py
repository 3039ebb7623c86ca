"""The development plan as a file, and the record of it: PDF to read, iCalendar for a calendar, CSV for a sheet."""

from __future__ import annotations

import hashlib
from pathlib import Path

from cmo_pathways.errors import ExportError, LearnerError
from cmo_pathways.export.files import write_whole
from cmo_pathways.export.pdf import pdf_bytes, pdf_pages
from cmo_pathways.export.report import WrittenReport
from cmo_pathways.ledger import LedgerState
from cmo_pathways.plan import calendar_bytes, table_text
from cmo_pathways.reports.plan import PlanSheet
from cmo_pathways.reports.plan_document import plan_report

PLAN_FORMATS = {"pdf": "application/pdf", "ics": "text/calendar", "csv": "text/csv"}


def write_plan(sheet: PlanSheet, form: str, *, file: Path | None = None, paper: str = "letter") -> WrittenReport:
    """Write a plan as ``pdf``, ``ics`` or ``csv``, by default into the learner's ``exports/``, and record the export.

    Raises ExportError for another format or where the file cannot be written, LearnerError where the plan holds no
    activity, LedgerError.
    """
    if form not in PLAN_FORMATS:
        raise ExportError(f'A plan cannot be written as "{form}". Use pdf, ics or csv.')
    if not sheet.plan.placed:
        raise LearnerError("The plan holds no activity, so there is nothing to save. Change its limits first.")
    journey = sheet.journey
    content = plan_bytes(sheet, form, journey.state(), paper=paper)
    target = file or journey.home / "exports" / f"development-plan-{sheet.today:%Y-%m-%d}.{form}"
    write_whole(target, content)
    pages = pdf_pages(content) if form == "pdf" else None
    digest = hashlib.sha256(content).hexdigest()
    body = {"audience": "", "kind": "plan", "format": form, "sha256": digest, "pages": pages}
    journey.record("export", target.name, body)
    return WrittenReport(target, content, pages)


def plan_bytes(sheet: PlanSheet, form: str, state: LedgerState, *, paper: str = "letter") -> bytes:
    """A plan as the bytes of a ``pdf``, ``ics`` or ``csv`` file; nothing is written or recorded."""
    if form == "pdf":
        return pdf_bytes(plan_report(sheet, state, paper="a4" if paper == "a4" else "letter"))
    if form == "ics":
        title = f"Development plan: {sheet.role}"
        return calendar_bytes(sheet.agenda, stamp=sheet.journey.clock(), title=title)
    return table_text(sheet.agenda).encode("utf-8-sig")
