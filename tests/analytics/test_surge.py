from __future__ import annotations

import pytest

from cmo_pathways.analytics.surge import (
    Level,
    daily_use,
    days_on_hand,
    reverse_triage_class,
    staff_gap,
    surge_beds,
    surge_level,
)
from cmo_pathways.errors import InputError, LearnerError


def test_stock_lasts_as_long_as_it_is_used() -> None:
    assert days_on_hand(1200, daily_use((90, 100, 110))) == 12
    assert days_on_hand(0, 5) == 0
    with pytest.raises(LearnerError, match="Nothing is used"):
        days_on_hand(1200, daily_use((0, 0)))
    with pytest.raises(InputError, match="used"):
        daily_use(())


@pytest.mark.parametrize(
    ("patients", "ratio", "there", "missing"), [(20, 4, 3, 2), (21, 4, 6, 0), (0, 2, 3, -3), (3, 0.3, 10, 0)]
)
def test_missing_nurses_are_whole_people(patients: float, ratio: float, there: float, missing: float) -> None:
    assert staff_gap(patients, ratio, there) == missing


@pytest.mark.parametrize(
    ("census", "level"),
    [(0, "conventional"), (100, "conventional"), (101, "contingency"), (130, "crisis"), (151, "beyond the plan")],
)
def test_a_level_is_left_only_when_it_is_full(census: float, level: str) -> None:
    assert surge_level(census, usual=100, contingency=120, crisis=150) == Level(level)


def test_levels_are_added_up() -> None:
    with pytest.raises(InputError, match="add them up"):
        surge_level(90, usual=100, contingency=20, crisis=30)


def test_beds_missing_in_a_lasting_surge() -> None:
    assert surge_beds(30, 5, 120) == 30
    assert surge_beds(20, 5, 120) == -20


@pytest.mark.parametrize(
    ("risk", "group"), [(0, 1), (0.04, 1), (0.05, 2), (0.12, 2), (0.33, 3), (0.6, 4), (0.61, 5), (1, 5)]
)
def test_reverse_triage_classes(risk: float, group: int) -> None:
    assert reverse_triage_class(risk) == group
    with pytest.raises(InputError, match="risk"):
        reverse_triage_class(12)
