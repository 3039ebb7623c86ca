"""Standardized rates and ratios: published values, hand-worked ones, and the cases without a value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.analytics import METHODS
from cmo_pathways.analytics.intervals import count_interval
from cmo_pathways.analytics.standardization import (
    direct_rate,
    event_rate,
    expected_events,
    expected_from_rates,
    risk_adjusted_rate,
    sir,
    smoothed_rate,
    smr,
    to_prevent,
)
from cmo_pathways.errors import InputError, LearnerError


def test_m08_smr_equals_openepi() -> None:
    found = smr(4, 3.3)
    assert found.number() == pytest.approx(1.212, abs=5e-4)
    assert found.p == pytest.approx(0.6571, abs=5e-5)
    assert found.interval is not None
    assert (found.interval.low, found.interval.high) == pytest.approx((0.330, 3.104), abs=5e-4)
    assert not found.differs


@pytest.mark.parametrize(("ratio", "words"), [(smr, "deaths"), (sir, "infections")])
def test_below_one_expected_event_there_is_no_ratio_and_a_reason(ratio: object, words: str) -> None:
    found = ratio(3, 0.99)  # type: ignore[operator]
    assert (found.value, found.interval, found.p, found.differs) == (None, None, None, False)
    assert words in found.why
    with pytest.raises(LearnerError, match=r"0\.99"):
        found.number()
    assert ratio(3, 1).number() == 3  # type: ignore[operator]


def test_a_ratio_of_one_half_is_half_of_what_was_predicted() -> None:
    found = sir(5, 10)
    assert found.number() == 0.5
    assert found.interval is not None and found.interval.low < 0.5 < found.interval.high
    assert sir(50, 100).differs and not found.differs


def test_expected_events_by_model_and_by_strata() -> None:
    assert expected_events((0.1, 0.2, 0.7)) == pytest.approx(1.0)
    assert expected_from_rates((1000, 500), (0.01, 0.04)) == pytest.approx(30)
    with pytest.raises(InputError):
        expected_events((0.1, 12))


def test_rates_worked_by_hand() -> None:
    assert risk_adjusted_rate(smr(20, 16), 0.08) == pytest.approx(0.10)
    assert smoothed_rate(0.10, 0.08, 0.25) == pytest.approx(0.085)
    assert smoothed_rate(0.10, 0.08, 0) == 0.08
    rate = event_rate(6, 4000)
    assert rate.value == 1.5
    assert rate.interval.high == pytest.approx(count_interval(6).high / 4)
    assert to_prevent(12, 10, 0.5) == 7
    assert to_prevent(2, 10, 0.5) < 0
    with pytest.raises(InputError):
        event_rate(1, 0)


def test_direct_rate_worked_by_hand() -> None:
    # Young: 10 of 1,000, weight 60; old: 40 of 500, weight 40 -> 0.6 x 0.01 + 0.4 x 0.08 = 0.038
    found = direct_rate((10, 40), (1000, 500), (60, 40), per=1000)
    assert found.value == pytest.approx(38)
    # Dobson: scale = root(sum of (w/n)^2 x events / all events) = root((3.6e-7 x 10 + 6.4e-7 x 40) / 50)
    scale = ((3.6e-7 * 10 + 6.4e-7 * 40) / 50) ** 0.5
    byar = count_interval(50)
    assert found.interval.low == pytest.approx(1000 * (0.038 + scale * (byar.low - 50)))
    assert found.interval.high == pytest.approx(1000 * (0.038 + scale * (byar.high - 50)))


def test_one_stratum_is_the_crude_rate_with_its_interval() -> None:
    found = direct_rate((65,), (1000,), (7,), per=1000)
    assert found.value == pytest.approx(65)
    assert (found.interval.low, found.interval.high) == pytest.approx((50.163188, 82.849139), abs=1e-6)


def test_no_event_gives_a_rate_of_zero_with_an_upper_end() -> None:
    found = direct_rate((0, 0), (1000, 500), (50, 50), per=1000)
    assert found.value == found.interval.low == 0
    assert found.interval.high == pytest.approx(1000 * 0.5 / 500 * 3.6889, abs=1e-3)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(30, 900), st.integers(1, 9)), min_size=1, max_size=8))
def test_a_direct_rate_lies_between_those_of_its_strata(rows: list[tuple[int, int, int]]) -> None:
    events, people, weights = zip(*rows, strict=True)
    found = direct_rate(events, people, weights, per=1)
    rates = [x / n for x, n in zip(events, people, strict=True)]
    assert min(rates) - 1e-12 <= found.value <= max(rates) + 1e-12
    assert found.interval.low <= found.value <= found.interval.high


@pytest.mark.parametrize(
    "columns", [((1,), (10, 10), (1, 1)), ((1.5,), (10,), (1,)), ((1,), (0,), (1,)), ((1,), (10,), (0,))]
)
def test_columns_that_do_not_fit_are_refused(columns: tuple[tuple[float, ...], ...]) -> None:
    with pytest.raises(InputError):
        direct_rate(*columns)


def test_a_case_asks_for_the_ratio_of_one_unit_or_of_all() -> None:
    columns = ((4, 6), (2.0, 8.0), ("icu", "ward"))
    assert METHODS["smr"].function(*columns, "icu") == 2
    assert METHODS["smr"].function(*columns) == 1
    assert METHODS["sir"].function((4, 6), (2.0, 8.0), None) == 1
    assert METHODS["direct_rate"].function((10, 40), (1000, 500), (60, 40)) == pytest.approx(3800)
