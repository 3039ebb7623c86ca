"""Alpha, planning and the generalizability study."""

from __future__ import annotations

import numpy as np
import pytest
from analytics.agreement.published import SHROUT_FLEISS
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.analytics.agreement import (
    cronbach_alpha,
    generalizability,
    generalizability_of,
    icc,
    one_way_of_summaries,
    raters_needed,
    spearman_brown,
)
from cmo_pathways.errors import LearnerError


def test_alpha_is_the_published_consistency_of_the_mean():
    found = cronbach_alpha(SHROUT_FLEISS)
    assert found.value == pytest.approx(0.91, abs=0.005)
    assert (found.low, found.high) == pytest.approx((icc(SHROUT_FLEISS, "3,k").low, icc(SHROUT_FLEISS, "3,k").high))


def test_alpha_agrees_with_its_textbook_formula():
    table = np.random.default_rng(4).integers(0, 6, size=(30, 5)).astype(float)
    k = table.shape[1]
    variance = table.var(axis=0, ddof=1).sum() / table.sum(axis=1).var(ddof=1)
    assert cronbach_alpha(table.tolist()).value == pytest.approx(k / (k - 1) * (1 - variance))


def test_alpha_leaves_gaps_out_and_says_so():
    found = cronbach_alpha([*SHROUT_FLEISS, (1, 2, None, 4)])
    assert found.value == cronbach_alpha(SHROUT_FLEISS).value
    assert "1 of 7 rows" in found.why


@pytest.mark.parametrize("table", [[], [[1, 2]], [[1], [2]], [[3, 3], [3, 3]], [[1, 2], [2, 1]]])
def test_alpha_without_people_items_or_differences_has_no_value(table):
    found = cronbach_alpha(table)
    assert found.value is None
    assert found.why


def test_alpha_of_items_that_run_against_each_other_falls_below_zero():
    value = cronbach_alpha([[1, 5], [2, 4], [5, 2], [4, 1]]).value
    assert value is not None
    assert value < 0


@pytest.mark.parametrize(("one", "times", "mean"), [(0.5, 2, 2 / 3), (0.17, 4, 0.4503), (0.4, 1, 0.4), (0, 9, 0)])
def test_spearman_brown_by_hand(one, times, mean):
    assert spearman_brown(one, times) == pytest.approx(mean, abs=1e-4)


@pytest.mark.parametrize(
    ("one", "wanted", "needed"),
    [
        (0.17, 0.7, 12),
        (0.29, 0.7, 6),
        (0.71, 0.7, 1),
        (0.7, 0.7, 1),
        (0.3, 0.7, 6),
        (0.1, 0.7, 21),
        (1, 0.7, 1),
        (0.5, 0.8, 4),
    ],
)
def test_raters_needed_by_hand(one, wanted, needed):
    assert raters_needed(one, wanted=wanted) == needed


@pytest.mark.parametrize("one", [0, -0.2, None, float("nan")])
def test_no_number_of_raters_mends_a_rater_without_information(one):
    assert raters_needed(one) is None


@pytest.mark.parametrize("wanted", [0, 1, 1.2, -1])
def test_an_impossible_wish_is_refused(wanted):
    with pytest.raises(LearnerError, match="between 0 and 1"):
        raters_needed(0.5, wanted=wanted)


@given(st.floats(0.01, 0.99), st.floats(0.05, 0.95))
def test_the_needed_raters_reach_what_is_wanted_and_one_fewer_does_not(one, wanted):
    m = raters_needed(one, wanted=wanted)
    assert m is not None
    assert spearman_brown(one, m) >= wanted - 1e-6
    assert m == 1 or spearman_brown(one, m - 1) < wanted + 1e-6


def test_the_study_splits_variance_and_plans_raters():
    found = generalizability(SHROUT_FLEISS)
    assert found.of_rows == pytest.approx((11.2417 - 6.2639) / 4, abs=1e-3)
    assert found.of_raters == pytest.approx(6.2639, abs=1e-3)
    assert found.with_raters(1) == pytest.approx(icc(SHROUT_FLEISS, "1,1").value)
    assert found.with_raters(4) == pytest.approx(icc(SHROUT_FLEISS, "1,k").value)
    assert found.needed == 12
    assert found.with_raters(12) >= 0.7 > found.with_raters(11)  # type: ignore[operator]


def test_the_variances_of_a_simulated_study_are_recovered():
    rng = np.random.default_rng(11)
    people = rng.normal(0, 1.0, size=(4000, 1))
    found = generalizability((people + rng.normal(0, 2.0, size=(4000, 5))).tolist())
    assert found.of_rows == pytest.approx(1.0, rel=0.1)
    assert found.of_raters == pytest.approx(4.0, rel=0.05)


def test_a_study_of_gaps_works_from_the_released_summary():
    rows = [[4, 5, None], [2, None, 3], [1, 1, 2]]
    again = generalizability_of(
        one_way_of_summaries([2, 2, 3], [4.5, 2.5, 4 / 3], [0.5**0.5, 0.5**0.5, (1 / 3) ** 0.5])
    )
    assert again.one.value == pytest.approx(generalizability(rows).one.value)
    assert again.needed == generalizability(rows).needed


def test_raters_who_differ_more_than_the_people_leave_no_number_that_is_enough():
    found = generalizability([[0, 5, 2], [5, 0, 3], [1, 4, 2]])
    assert found.of_rows == 0
    assert found.needed is None
    assert found.with_raters(50) == 0


@pytest.mark.parametrize("rows", [[], [[3, 4]], [[3], [4]], [[3, 3], [3, 3]]])
def test_a_study_that_cannot_be_made_says_so(rows):
    found = generalizability(rows)
    assert found.needed is None
    assert found.with_raters(5) is None
    assert found.one.why
