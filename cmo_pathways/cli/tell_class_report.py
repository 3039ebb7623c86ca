"""What ``cohort report`` does."""

from __future__ import annotations

from pathlib import Path

from cmo_pathways.cli.group import now
from cmo_pathways.cli.output import counted, paragraph, say, say_json
from cmo_pathways.cli.problems import problem_values
from cmo_pathways.cli.tell_cohort import problem_lines
from cmo_pathways.cohort import read_shares
from cmo_pathways.cohort.summary import CohortSummary, class_role
from cmo_pathways.document import Paper
from cmo_pathways.errors import LearnerError
from cmo_pathways.export.cohort import agreement_for, write_cohort_report
from cmo_pathways.journey import open_journey, target_of
from cmo_pathways.reports.cohort import fellows


def tell_class_report(
    folder: Path | None, out: Path | None, home: Path, *, to: str, role: str | None, paper: str, engine: str,
    as_json: bool,
) -> None:  # fmt: skip
    """Write the report and say what it holds. Raises LearnerError where there is no share."""
    found = read_shares(folder or home / "shares", now=now())
    if not found.shares:
        raise LearnerError(f"There is no share in {folder or home / 'shares'}. Add some with: cmo-pathways cohort add")
    journey = open_journey(home, clock=now)
    chosen = role or class_role(found.shares, journey.catalogue.framework, target_of(journey.state()))
    agreement = agreement_for(journey, folder or home / "shares") if out is not None else None
    sheet: Paper = "a4" if paper == "a4" else "letter"
    written = write_cohort_report(
        journey, found.shares, role=chosen, to=to, file=out, paper=sheet, engine=engine, agreement=agreement
    )
    if as_json:
        values = {**written.summary.values(), "to": to, "problems": problem_values(found.problems)}
        say_json({**values, "file": str(out) if out else None, "pages": written.pages})
        return
    for line in _told(written.summary, to):
        say(paragraph(line))
    if out is not None:
        say(paragraph(f"Written: {out}" + (f", {counted(written.pages, 'page')}." if written.pages else ".")))
    for line in problem_lines(found.problems):
        say(line)


def _told(summary: CohortSummary, to: str) -> list[str]:
    shown = sum(bool(row.shown.groups) for row in summary.heatmap)
    older = sum(bool(row.shown.groups) and row.shown.on != summary.on for row in summary.heatmap)
    lines = [
        f"{fellows(summary)}; {shown} of {len(summary.heatmap)} competencies can be shown to the {to}. "
        f"{counted(summary.suppressed, 'cell')} withheld."
    ]
    if older:
        lines.append(f"{counted(older, 'competency', 'competencies')} shown as before: too few joined or left since.")
    for growth in summary.growth:
        if growth.form == "pre-post" and growth.mean is not None:
            lines.append(f"{growth.domain.capitalize()}: {growth.mean:+.1f} levels, {growth.words} (n {growth.n}).")
    return lines
