"""Intervals against UKHSA's test data, closed forms and each other."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.analytics import METHODS
from cmo_pathways.analytics.intervals import (
    byar,
    count_interval,
    exact_count,
    exact_share,
    mid_p,
    mid_p_count,
    wilson,
)
from cmo_pathways.errors import InputError


def test_m09_wilson_equals_the_published_interval() -> None:
    found = wilson(65, 100)
    assert (found.low, found.high) == pytest.approx((0.552544, 0.736358), abs=5e-7)


def test_m07_byar_equals_the_published_interval() -> None:
    found = byar(65)
    assert (found.low, found.high) == pytest.approx((50.163188, 82.849139), abs=1e-6)


def test_m08_mid_p_equals_openepi() -> None:
    assert mid_p(4, 3.3) == pytest.approx(0.6571, abs=5e-5)


def test_m08_intervals_of_the_ratio() -> None:
    exact, approximate = exact_count(4).divided_by(3.3), byar(4).divided_by(3.3)
    assert (exact.low, exact.high) == pytest.approx((0.330, 3.104), abs=5e-4)
    assert (approximate.low, approximate.high) == pytest.approx((0.326, 3.103), abs=5e-4)


def test_counts_below_ten_are_exact_and_from_ten_on_byar() -> None:
    assert count_interval(9) == exact_count(9)
    assert count_interval(10) == byar(10)


def test_no_event_has_closed_forms() -> None:
    assert exact_count(0).low == byar(0).low == mid_p_count(0).low == wilson(0, 5).low == 0
    assert exact_count(0).high == pytest.approx(-math.log(0.025))
    assert mid_p_count(0).high == pytest.approx(-math.log(0.05))
    assert wilson(5, 5).high == exact_share(5, 5).high == 1
    assert exact_share(0, 5).high == pytest.approx(1 - 0.025**0.2)


@given(st.integers(0, 3000))
def test_mid_p_interval_lies_within_the_exact_one(count: int) -> None:
    inner, outer = mid_p_count(count), exact_count(count)
    assert outer.low <= inner.low <= count <= inner.high <= outer.high


@given(st.integers(0, 200), st.integers(1, 200))
def test_more_confidence_never_narrows_a_share(count: int, total: int) -> None:
    count = min(count, total)
    for way in (wilson, exact_share):
        narrow, wide = way(count, total, confidence=0.8), way(count, total, confidence=0.998)
        assert 0 <= wide.low <= narrow.low <= count / total + 1e-12
        assert count / total - 1e-12 <= narrow.high <= wide.high <= 1


def test_mid_p_is_one_at_most_and_small_far_away() -> None:
    assert mid_p(3, 3) <= 1
    assert mid_p(0, 20) < 1e-8
    assert exact_count(1_000_000).excludes(1_010_000)


@pytest.mark.parametrize(
    "work",
    [
        lambda: wilson(6, 5),
        lambda: wilson(-1, 5),
        lambda: wilson(1.5, 5),
        lambda: wilson(0, 0),
        lambda: wilson(1, 5, confidence=95),
        lambda: exact_count(2.5),
        lambda: byar(-1),
        lambda: byar(math.nan),
        lambda: mid_p(3, 0),
    ],
)
def test_impossible_numbers_are_refused(work: object) -> None:
    with pytest.raises(InputError):
        work()  # type: ignore[operator]


def test_a_case_asks_for_the_ends_of_an_interval_over_all_rows() -> None:
    assert METHODS["wilson_low"].function((60, 5), (80, 20)) == pytest.approx(0.552544, abs=5e-7)
    assert METHODS["byar_high"].function((60, 5)) == pytest.approx(82.849139, abs=1e-6)
    assert METHODS["exact_low"].function((4,)) == exact_count(4).low
    assert METHODS["mid_p"].function((3, 1), (3.0, 0.3)) == pytest.approx(0.6571, abs=5e-5)
