"""Readmissions: the published step of the payment, the program's bounds, and LACE."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.analytics import METHODS
from cmo_pathways.analytics.readmission import (
    ReadmissionMeasure,
    excess_ratio,
    lace,
    payment_change,
    payment_factor,
)
from cmo_pathways.analytics.thresholds import figure
from cmo_pathways.errors import InputError, LearnerError


def test_m10_payment_change_equals_the_published_step() -> None:
    # The page's earlier base line gives 42,070,324 and is not reproducible; only this step is tested.
    assert payment_change(41_852_953, 0.9765) == pytest.approx(-983_544, abs=0.5)


def test_an_excess_ratio_needs_25_cases() -> None:
    assert excess_ratio(0.22, 0.20, cases=25) == pytest.approx(1.1)
    with pytest.raises(LearnerError, match="24 cases are too few"):
        excess_ratio(0.22, 0.20, cases=24)


def test_payment_factor_worked_by_hand() -> None:
    heart = ReadmissionMeasure(2_000_000, 1.10, 200)
    lungs = ReadmissionMeasure(1_000_000, 0.90, 150)
    few = ReadmissionMeasure(5_000_000, 2.00, 24)
    assert payment_factor([heart, lungs, few], 40_000_000) == pytest.approx(1 - 200_000 / 40_000_000)
    peers = ReadmissionMeasure(2_000_000, 1.10, 200, threshold=1.04)
    assert payment_factor([peers], 40_000_000, modifier=0.96) == pytest.approx(1 - 0.96 * 120_000 / 40_000_000)


def test_the_factor_stops_at_its_floor_and_at_one() -> None:
    assert payment_factor([ReadmissionMeasure(10_000_000, 2, 100)], 20_000_000) == 0.97
    assert payment_factor([], 1) == 1
    assert figure("hrrp-factor-floor") == pytest.approx(1 - figure("hrrp-penalty-cap") / 100)
    for factor in (0.96, 1.01):
        with pytest.raises(InputError):
            payment_change(1, factor)


@pytest.mark.parametrize(
    ("days", "points"), [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (6, 4), (7, 5), (13, 5), (14, 7), (90, 7)]
)
def test_points_for_the_stay(days: int, points: int) -> None:
    assert lace(days, acute=False, charlson=0, visits=0).total == points


@pytest.mark.parametrize(("charlson", "points"), [(0, 0), (3, 3), (4, 5), (12, 5)])
def test_points_for_comorbidity(charlson: int, points: int) -> None:
    assert lace(0, acute=False, charlson=charlson, visits=0).comorbidity == points


def test_m11_the_index_runs_from_0_to_19_with_the_published_risks() -> None:
    assert lace(0, acute=False, charlson=0, visits=0).total == 0
    assert lace(14, acute=True, charlson=4, visits=9).total == 19 == figure("lace-top")
    assert (figure("lace-risk-lowest"), figure("lace-risk-highest")) == (2.0, 43.7)


def test_it_is_the_first_lace_and_not_the_modified_one() -> None:
    found = lace(14, acute=False, charlson=4, visits=0)
    assert found.stay == 7 != figure("lace-modified-stay-14")
    assert found.comorbidity == 5 < figure("lace-modified-comorbidity-top")


@given(st.integers(0, 60), st.booleans(), st.integers(0, 20), st.integers(0, 20))
def test_more_of_anything_never_lowers_the_index(days: int, acute: bool, charlson: int, visits: int) -> None:
    found = lace(days, acute=acute, charlson=charlson, visits=visits)
    assert 0 <= found.total <= 19
    assert found.high is (found.total >= 10)
    assert lace(days + 1, acute=True, charlson=charlson + 1, visits=visits + 1).total >= found.total


def test_half_days_and_negative_visits_are_refused() -> None:
    with pytest.raises(InputError):
        lace(2.5, acute=True, charlson=0, visits=0)  # type: ignore[arg-type]
    with pytest.raises(InputError):
        lace(2, acute=True, charlson=0, visits=-1)


def test_a_case_asks_with_columns() -> None:
    assert METHODS["excess_ratio"].function((11, 11), (10, 10), (20, 20)) == pytest.approx(1.1)
    columns = ((2e6, 1e6), (1.1, 0.9), (200, 150), (4e7, 4e7))
    assert METHODS["payment_factor"].function(*columns) == pytest.approx(0.995)
    assert METHODS["lace_high_share"].function((14, 1), (1, 0), (4, 0), (0, 0)) == 0.5
