"""The plan as a document: what is proved, what is assumed, every activity with its reason, every gap with its day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cmo_pathways.document import Figure, Note, Prose, Table
from cmo_pathways.errors import LearnerError
from cmo_pathways.journey import open_journey, plan_of, target_of
from cmo_pathways.plan import Limits, Plan
from cmo_pathways.reports.plan import gap_lines, plan_sheet, reason_words
from cmo_pathways.reports.plan_document import plan_report
from cmo_pathways.samples import live_sample, load_sample

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    journey = open_journey(tmp_path_factory.mktemp("plan") / "home", clock=lambda: NOW)
    live_sample(journey, load_sample())
    state = journey.state()
    found = plan_of(journey, state, Limits(6, 2_000, 24), number=2, aim="next-level")
    return plan_sheet(journey, found, found.best, role=target_of(state), today=NOW.date()), state


def test_the_report_tells_proof_days_reasons_and_assumptions(made):
    sheet, state = made
    document = plan_report(sheet, state)
    assert document.title.startswith("All 2 gaps to CMO, large hospital can close in")
    (lead,) = [block for block in document.blocks if isinstance(block, Prose)]
    assert "No shorter plan exists: proved" in lead.text.replace("\\", "")
    gaps, activities = [block for block in document.blocks if isinstance(block, Table)]
    assert len(gaps.rows) == 2 and len(activities.rows) == len(sheet.agenda)
    assert [row[-1] for row in activities.rows] == [reason_words(sheet, entry.id) for entry in sheet.agenda]
    assert len([block for block in document.blocks if isinstance(block, Figure) and block.alt]) == 3
    assert any(isinstance(block, Note) and block.kind == "assumption" for block in document.blocks)


def test_each_gap_has_the_day_on_which_its_activity_ends(made):
    sheet, _ = made
    ends = {entry.name: entry.last for entry in sheet.agenda}
    assert all(line.closed and line.on == ends[line.by] for line in gap_lines(sheet))
    assert sheet.begin == date(2026, 11, 23)


def test_an_empty_plan_is_not_printed(made):
    sheet, state = made
    empty = plan_sheet(sheet.journey, sheet.found, Plan("unknown"), role=target_of(state), today=NOW.date())
    with pytest.raises(LearnerError, match="nothing to print"):
        plan_report(empty, state)
