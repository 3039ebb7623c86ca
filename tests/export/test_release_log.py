"""What was shown of a class is logged at once: the report and each table in it, or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.cohort.invented import invented_class
from cmo_pathways.errors import LedgerError
from cmo_pathways.export.cohort import REPORT, release_summary, summary_for
from cmo_pathways.journey import Journey, open_journey


@pytest.fixture
def journey(tmp_path: Path) -> Journey:
    return open_journey(tmp_path, clock=lambda: datetime(2026, 11, 20, tzinfo=UTC))


def test_tables_are_logged_first_and_the_report_last(journey: Journey) -> None:
    summary = summary_for(journey, invented_class(load_catalogue(), 12, seed=9), role="cmo-hospital-small")
    release_summary(journey, summary, to="sponsor")
    told = [event.subject for event in journey.ledger.events()]
    assert told == [*(unit for unit, _ in summary.fresh), REPORT]


def test_a_log_that_cannot_be_kept_whole_is_not_kept_at_all(journey: Journey) -> None:
    summary = summary_for(journey, invented_class(load_catalogue(), 12, seed=9), role="cmo-hospital-small")
    broken = replace(summary, fresh=(*summary.fresh, ("No Id", {})))
    with pytest.raises(LedgerError):
        release_summary(journey, broken, to="sponsor")
    assert journey.ledger.events() == ()
