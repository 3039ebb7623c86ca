"""The report on a class as a file, and the log of what was shown to whom, which is written first."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cmo_pathways.cohort.agreement_shown import (
    UNIT,
    ShownAgreement,
    agreement_body,
    agreement_shown_before,
    show_agreement,
)
from cmo_pathways.cohort.invented import is_invented
from cmo_pathways.cohort.memo_agreement import agreement_of
from cmo_pathways.cohort.rubric import load_rubric
from cmo_pathways.cohort.share import Share
from cmo_pathways.cohort.summary import CohortSummary, summarise_cohort
from cmo_pathways.document import Paper
from cmo_pathways.errors import ExportError
from cmo_pathways.export.as_html import document_html
from cmo_pathways.export.class_memos import class_memos
from cmo_pathways.export.files import write_whole
from cmo_pathways.export.pdf import pdf_bytes, pdf_pages
from cmo_pathways.journey import Journey
from cmo_pathways.reports.cohort import READERS, cohort_report

REPORT = "class-report"
"""Subject of the log entries that say what was shown to whom."""
SEED = 7
"""Seed of the bootstrap behind the agreement of raters, as on the scoring screen."""


@dataclass(frozen=True, slots=True)
class WrittenClass:
    """A report on a class: the numbers that were shown, the file (None for numbers alone) and its pages (PDF only)."""

    summary: CohortSummary
    file: Path | None
    content: bytes
    pages: int | None


def summary_for(journey: Journey, shares: Sequence[Share], *, role: str, engine: str = "pandas") -> CohortSummary:
    """What may be shown of a class today, given what was shown before. Nothing is logged.

    Raises UnknownId for the role, LearnerError for the engine, LedgerError.
    """
    today = journey.clock().date().isoformat()
    events = journey.ledger.events()
    return summarise_cohort(shares, journey.catalogue, role=role, on=today, events=events, engine=engine)


def release_summary(
    journey: Journey,
    summary: CohortSummary,
    *,
    to: str,
    agreement: ShownAgreement | None = None,
    file: str = "",
    sha256: str = "",
) -> None:
    """Log at once that a summary is shown to somebody: each table that is new, then the report itself.

    All of it is on disk when this returns, or none is. Raises LedgerError.
    """
    units = [row.shown.unit for row in summary.heatmap if row.shown.groups]
    units += [decision.shown.unit for decision in summary.decisions if decision.shown.groups]
    units += [table.unit for table in (summary.plan, summary.size, *summary.parts) if table.groups]
    units += [growth.unit for growth in summary.growth if growth.mean is not None]
    tables = [("release", unit, told) for unit, told in summary.fresh]
    if agreement is not None:
        units.append(UNIT)
        if agreement not in agreement_shown_before(journey.ledger.events()):
            tables.append(("release", UNIT, agreement_body(agreement)))
    body = {"to": to, "file": file, "sha256": sha256, "n": summary.n, "on": summary.on, "tables": units}
    journey.record_all([*tables, ("release", REPORT, body)])


def agreement_for(journey: Journey, folder: Path) -> ShownAgreement | None:
    """How far two raters agree on the memos of a folder, as it may be shown today; None where none is scored twice.

    Nothing is logged. Raises LedgerError.
    """
    memos = class_memos(journey, folder)
    earlier = agreement_shown_before(journey.ledger.events())
    twice = [id for id in memos.ids if memos.scores.is_paired(id)]
    first = memos.queue.memo(twice[0]) if twice else None
    if first is None:
        return earlier[-1] if earlier else None
    criteria = memos.criteria_of(first.case, first.scene)
    found = agreement_of(memos.scores, twice, criteria, too_few=load_rubric().too_few, seed=SEED)
    authors: dict[str, str] = {}
    for id in sorted(twice):
        learner = memos.queue.authors[id].learner
        authors[learner] = f"{authors.get(learner, '')} {id}"
    return show_agreement(found, authors, earlier, on=journey.clock().date().isoformat())


def write_cohort_report(
    journey: Journey,
    shares: Sequence[Share],
    *,
    role: str,
    to: str = "sponsor",
    file: Path | None = None,
    paper: Paper = "letter",
    engine: str = "pandas",
    agreement: ShownAgreement | None = None,
) -> WrittenClass:
    """Log and write the report on a class; without ``file`` only the numbers are released.

    The ending of ``file`` says the format: .pdf or .html. Raises ExportError for another ending, another reader or
    where the file cannot be written, UnknownId for the role, LearnerError, LedgerError.
    """
    if to not in READERS:
        raise ExportError(f'There is no report to "{to}". Use {", ".join(READERS[:-1])} or {READERS[-1]}.')
    if file is not None and file.suffix.lower() not in (".pdf", ".html"):
        raise ExportError(f'A class report ends in .pdf or .html; "{file.name}" does not. Give it another name.')
    summary = summary_for(journey, shares, role=role, engine=engine)
    if file is None:
        release_summary(journey, summary, to=to)  # numbers alone hold no agreement
        return WrittenClass(summary, None, b"", None)
    sheet = cohort_report(
        summary, journey.catalogue, to=to, agreement=agreement, invented=is_invented(shares), paper=paper
    )  # fmt: skip
    pdf = file.suffix.lower() == ".pdf"
    content = pdf_bytes(sheet) if pdf else document_html(sheet).encode()
    digest = hashlib.sha256(content).hexdigest()
    release_summary(journey, summary, to=to, agreement=agreement, file=file.name, sha256=digest)
    write_whole(file, content)
    return WrittenClass(summary, file, content, pdf_pages(content) if pdf else None)
