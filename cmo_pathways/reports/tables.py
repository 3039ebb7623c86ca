"""The assessment report as rows: for a spreadsheet (CSV) and for other programs (JSON)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from datetime import date

from cmo_pathways.journey import Journey, gaps_of, target_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.reports.assessment import next_level

COLUMNS = (
    "competency", "name", "domain", "rated", "level", "low", "high", "target", "target_mark", "p_meets", "met",
    "importance", "importance_mark", "priority", "because", "next_level", "next_signals", "next_evidence",
)  # fmt: skip
"""One row per competency, the gap that matters most first; levels [0-5], p_meets [0-1], importance [1-5]."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def assessment_rows(
    journey: Journey, state: LedgerState, *, role: str | None = None
) -> tuple[Mapping[str, object], ...]:
    """The numbers and texts of the assessment report, one mapping per competency. Raises UnknownId for the role.

    A mark E says that a number is our assumption; an importance that the learner set has none.
    """
    framework = journey.catalogue.framework
    rows = []
    for gap in gaps_of(journey, state, role):
        competency, level = framework.competency(gap.competency), max(1, next_level(gap))
        marks = {name: str(mark) if mark else "" for name, mark in gap.marks.items()}
        values = (
            gap.competency, competency.name, framework.domain_of(gap.competency).name, gap.rated,
            round(gap.level, 3), round(gap.low, 3), round(gap.high, 3), gap.target, marks["target"],
            round(gap.p_meets, 4), gap.met, gap.importance, marks["importance"], round(gap.priority, 4), gap.because,
            level, " / ".join(competency.levels[level].signals), competency.levels[level].evidence,
        )  # fmt: skip
        rows.append(dict(zip(COLUMNS, values, strict=True)))
    return tuple(rows)


def assessment_csv(journey: Journey, state: LedgerState, *, role: str | None = None) -> str:
    """The rows as CSV with a header; no cell can act as a formula in a spreadsheet. Raises UnknownId for the role."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in assessment_rows(journey, state, role=role):
        writer.writerow([safe_cell(value) for value in row.values()])
    return out.getvalue()


def assessment_json(journey: Journey, state: LedgerState, *, role: str | None = None, today: date) -> str:
    """The rows as JSON with the role, the day and the version of the framework. Raises UnknownId for the role."""
    values = {
        "format": "cmo-pathways-assessment",
        "version": 1,
        "date": today.isoformat(),
        "role": role or target_of(state),
        "framework": journey.catalogue.framework.version,
        "competencies": assessment_rows(journey, state, role=role),
    }
    return json.dumps(values, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def safe_cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula; numbers and truth values stay as they are."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
