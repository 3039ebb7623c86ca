from __future__ import annotations

import math
from statistics import fmean, stdev

import pandas as pd
import pytest
import statsmodels.formula.api as smf
from analytics.agreement.published import SHROUT_FLEISS
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.anova import anova_lm

from cmo_pathways.analytics.agreement import (
    FORMS,
    ICC_BANDS,
    Agreement,
    band,
    icc,
    icc_of,
    one_way,
    one_way_of_summaries,
    two_way,
)
from cmo_pathways.errors import LearnerError

LEVELS = st.integers(0, 5)
TABLES = st.integers(2, 4).flatmap(lambda k: st.lists(st.lists(LEVELS, min_size=k, max_size=k), min_size=2, max_size=8))


def test_the_published_mean_squares_come_out():
    two, one = two_way(SHROUT_FLEISS), one_way(SHROUT_FLEISS)
    assert one is not None
    found = (two.between, one.within, two.within, two.raters, two.rest)
    assert [round(v, 2) for v in found] == [11.24, 6.26, 6.26, 32.49, 1.02]


@pytest.mark.parametrize(
    ("form", "value", "low", "high"),
    [
        # Values: Shrout and Fleiss 1979, table 4; limits: as the manual of the R package psych prints them.
        ("1,1", 0.17, -0.133, 0.72),
        ("2,1", 0.29, 0.019, 0.76),
        ("3,1", 0.71, 0.342, 0.95),
        ("1,k", 0.44, -0.884, 0.91),
        ("2,k", 0.62, 0.071, 0.93),
        ("3,k", 0.91, 0.676, 0.99),
    ],
)
def test_all_six_forms_agree_with_the_published_table(form, value, low, high):
    found = icc(SHROUT_FLEISS, form)
    assert found.value == pytest.approx(value, abs=0.005)
    assert found.low == pytest.approx(low, abs=0.0005)
    assert found.high == pytest.approx(high, abs=0.005)


@given(TABLES)
def test_mean_squares_agree_with_statsmodels_and_scipy(table):
    if len({v for row in table for v in row}) < 2:
        return
    long = [(v, f"p{i}", f"r{j}") for i, row in enumerate(table) for j, v in enumerate(row)]
    frame = pd.DataFrame(long, columns=["v", "p", "r"])
    oracle = anova_lm(smf.ols("v ~ C(p) + C(r)", frame).fit())["sum_sq"]
    two = two_way(table)
    assert two.between * (two.rows - 1) == pytest.approx(oracle["C(p)"], abs=1e-9)
    assert two.raters * (two.columns - 1) == pytest.approx(oracle["C(r)"], abs=1e-9)
    assert two.rest * (two.rows - 1) * (two.columns - 1) == pytest.approx(oracle["Residual"], abs=1e-9)
    one = one_way(table)
    assert one is not None
    if one.within > 1e-9:
        assert one.between / one.within == pytest.approx(stats.f_oneway(*table).statistic)


@given(TABLES, st.sampled_from(FORMS))
def test_a_value_is_at_most_one_and_lies_inside_its_interval_or_says_why_there_is_none(table, form):
    found = icc(table, form)
    if found.value is None:
        assert found.why
        return
    assert found.value <= 1 + 1e-9
    assert found.low is not None and found.high is not None
    assert found.low <= found.value + 1e-9
    assert found.value <= found.high + 1e-9


@given(TABLES, st.sampled_from(FORMS), st.integers(-3, 3))
def test_adding_the_same_to_every_rating_changes_nothing(table, form, shift):
    moved = [[v + shift for v in row] for row in table]
    one, other = icc(table, form).value, icc(moved, form).value
    assert one == other if one is None or other is None else one == pytest.approx(other)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("table", [[[3, 3], [3, 3], [3, 3]], [[0, 0], [0, 0]]])
def test_equal_ratings_have_no_value_and_say_why(table, form):
    found = icc(table, form)
    assert (found.value, found.low, found.high) == (None, None, None)
    assert "all ratings are equal" in found.why
    with pytest.raises(LearnerError, match="all ratings are equal"):
        found.number()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("table", [[], [[]], [[1, 2, 3]], [[1], [2]], [[None, None], [None, 3]]])
def test_too_little_has_no_value_and_says_what_is_needed(table, form):
    found = icc(table, form)
    assert found.value is None
    assert "at least two" in found.why


@pytest.mark.parametrize("form", FORMS)
def test_raters_who_agree_wholly_give_one(form):
    found = icc([[1, 1, 1], [2, 2, 2], [5, 5, 5]], form)
    assert (found.value, found.low, found.high) == (1.0, 1.0, 1.0)


def test_people_of_equal_mean_leave_the_mean_of_raters_without_a_value():
    assert icc([[1, 3], [3, 1]], "1,1").value == pytest.approx(-1)
    assert icc([[1, 3], [3, 1]], "1,k").value is None


def test_unbalanced_rows_are_taken_whole_by_the_one_way_form():
    rows = [[4, 5, None, 4], [2, None, None, 3], [1, 1, 2, None], [None, 5, 5, None], [3, None, None, None]]
    found = one_way(rows)
    assert found is not None
    assert (found.rows, found.total) == (5, 11)
    assert found.per_row == pytest.approx((11 - (9 + 4 + 9 + 4 + 1) / 11) / 4)
    assert found.between / found.within == pytest.approx(
        stats.f_oneway([4, 5, 4], [2, 3], [1, 1, 2], [5, 5], [3]).statistic
    )
    value = icc(rows, "1,1").value
    ratio = found.between / found.within
    assert value == pytest.approx((ratio - 1) / (ratio + found.per_row - 1))


def test_a_released_summary_gives_the_same_as_the_ratings():
    rows = [[4, 5, 4], [2, 3], [1, 1, 2], [5, 5], [3]]
    again = one_way_of_summaries(
        [len(r) for r in rows], [fmean(r) for r in rows], [stdev(r) if len(r) > 1 else None for r in rows]
    )
    assert icc_of(again).value == pytest.approx(icc(rows, "1,1").value)
    assert icc_of(again, mean=True).high == pytest.approx(icc(rows, "1,k").high)
    assert one_way_of_summaries([0, 3], [0.0, 2.0], [None, 1.0]) is None


def test_the_two_way_form_leaves_incomplete_rows_out_and_says_so():
    found = icc([*SHROUT_FLEISS, (1, None, 2, 3)], "3,1")
    assert found.value == pytest.approx(icc(SHROUT_FLEISS, "3,1").value)
    assert found.rows == 6
    assert "1 of 7 rows" in found.why


def test_a_wider_confidence_gives_a_wider_interval():
    narrow, wide = (icc(SHROUT_FLEISS, "2,1", confidence=c) for c in (0.8, 0.95))
    assert wide.low < narrow.low < narrow.high < wide.high  # type: ignore[operator]


def test_faults_are_refused_in_words():
    with pytest.raises(LearnerError, match="no ICC form"):
        icc(SHROUT_FLEISS, "4,1")  # type: ignore[arg-type]
    with pytest.raises(LearnerError, match="differ in length"):
        icc([[1, 2], [1, 2, 3]], "3,1")


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Agreement("x", 0.8, 0.76, 0.88, 0.95, 20, 4), "good"),
        (Agreement("x", 0.8, 0.60, 0.88, 0.95, 20, 4), "moderate to good"),
        (Agreement("x", 0.8, 0.30, 0.88, 0.95, 20, 4), "too few to say"),
        (Agreement("x", 0.8, 0.76, 0.88, 0.95, 4, 4), "too few to say"),
        (Agreement("x", None, None, None, 0.95, 20, 4), "too few to say"),
        (Agreement("x", 0.92, None, None, 0.95, 20, 4), "excellent"),
        (Agreement("x", -3.0, -math.inf, 0.2, 0.95, 20, 4), "poor"),
    ],
)
def test_the_band_follows_the_interval_not_the_value(found, words):
    assert band(found, ICC_BANDS) == words
