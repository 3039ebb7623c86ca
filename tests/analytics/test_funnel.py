"""Funnel plots against UKHSA's test data, closed forms and an independent estimate of the spread."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.analytics import METHODS
from cmo_pathways.analytics.funnel import (
    dispersion,
    expected_on_limits,
    funnel_of_ratios,
    funnel_of_shares,
    ratio_limits,
    share_limits,
    wilson_limits,
)
from cmo_pathways.errors import InputError, LearnerError


@pytest.mark.parametrize(
    ("observed", "level", "published"),
    [
        (5, 0.95, (11.6683331, 1.623486324)),
        (5, 0.998, (16.45474478, 0.739371928)),
        (1, 0.95, (5.571644585, 0.025317898)),
        (100, 0.95, (121.6268111, 81.36400699)),
        (100, 0.998, (134.9243187, 71.92139974)),
    ],
)
def test_m30_expected_events_on_the_limits(observed: int, level: float, published: tuple[float, float]) -> None:
    # The published values were found by search: they agree to six places of seven.
    assert expected_on_limits(observed, level) == pytest.approx(published, rel=2e-6, abs=1e-6)


@pytest.mark.parametrize(
    ("total", "level", "published"),
    [(1, 0.95, (3.204264, 100)), (18, 0.95, (62.390093, 98.894803)), (3, 0.998, (10.150815, 100)),
     (41, 0.998, (61.574398, 99.710497)), (110_000, 0.95, (80.408963, 80.875933))],
)  # fmt: skip
def test_wilson_limits_equal_the_published_funnel(total: int, level: float, published: tuple[float, float]) -> None:
    low, high = wilson_limits(0.80642448, total, level)
    assert (100 * low, 100 * high) == pytest.approx(published, abs=1e-5)


def test_exact_limits_come_near_the_normal_ones_for_large_units() -> None:
    assert share_limits(0.2, 100_000, 0.95) == pytest.approx(wilson_limits(0.2, 100_000, 0.95), abs=2e-5)
    low, high = ratio_limits(10_000, 0.95)
    assert (low, high) == pytest.approx((1 - 0.0196, 1 + 0.0196), abs=2e-4)


@pytest.mark.parametrize("level", [0.95, 0.998])
@pytest.mark.parametrize("size", [1, 2, 7, 40, 900])
def test_exact_limits_lie_within_one_event_below_the_quantile(size: int, level: float) -> None:
    from scipy.stats import binom, poisson

    for p, share, ratio in zip(
        ((1 - level) / 2, (1 + level) / 2), share_limits(0.3, size, level), ratio_limits(size, level), strict=True
    ):
        assert max(0, binom.ppf(p, size, 0.3) - 1) - 1e-6 <= share * size <= binom.ppf(p, size, 0.3) + 1e-6
        assert max(0, poisson.ppf(p, size) - 1) - 1e-6 <= ratio * size <= poisson.ppf(p, size) + 1e-6


def test_an_interpolated_limit_worked_by_hand() -> None:
    # Two patients at 0.5: P(0) = 0.25, P(1 or fewer) = 0.75. A tail of 0.3 is reached 1/10 of the way from 0 to 1.
    assert share_limits(0.5, 2, 0.4)[0] == pytest.approx(0.1 / 2)


@given(st.integers(1, 400), st.floats(0.02, 0.98))
def test_limits_nest_and_stay_in_range(total: int, target: float) -> None:
    inner, outer = share_limits(target, total, 0.95), share_limits(target, total, 0.998)
    assert 0 <= outer[0] <= inner[0] <= inner[1] <= outer[1] <= 1


def test_a_unit_far_off_raises_an_alarm_and_a_near_one_an_alert() -> None:
    funnel = funnel_of_shares(("a", "b", "c", "d"), (10, 10, 17, 40), (100,) * 4, target=0.1)
    assert [(u.flag, u.side) for u in funnel.units] == [("", ""), ("", ""), ("alert", "above"), ("alarm", "above")]
    assert funnel.by_chance == pytest.approx(4 / 500)
    assert funnel.units[3].z == pytest.approx(0.3 / 0.03)


def test_ratios_stand_around_one() -> None:
    funnel = funnel_of_ratios(("a", "b"), (5, 40), (11.6683331, 20))
    assert funnel.target == 1
    assert funnel.units[0].value < 1 and funnel.units[1].flag == "alarm"


def test_dispersion_worked_by_hand() -> None:
    # Twenty scores of 2 and -2 by turns: nothing to pull in, phi = 4; equal errors: tau^2 = (80 - 19) / 19
    found = dispersion([2, -2] * 10, [1] * 20, 0)
    assert found.phi == pytest.approx(4)
    assert found.bound == pytest.approx(1 + 2 * math.sqrt(0.1))
    assert found.tau == pytest.approx(math.sqrt(61 / 19))
    assert found.over


def test_extreme_units_are_pulled_in_before_the_spread_is_measured() -> None:
    found = dispersion([0.1, -0.1] * 10 + [50.0], [1] * 21, 0)
    assert found.phi < 0.02 and not found.over and found.tau == 0


def test_widened_limits_take_alarms_back() -> None:
    counts = (60, 140, 70, 130, 65, 135, 80, 120, 75, 125)
    names, totals = tuple("abcdefghij"), (1000,) * 10
    plain = funnel_of_shares(names, counts, totals)
    assert plain.dispersion is not None and plain.dispersion.over
    assert any(u.flag == "alarm" for u in plain.units)
    for adjustment in ("additive", "multiplicative"):
        wide = funnel_of_shares(names, counts, totals, adjustment=adjustment)  # type: ignore[arg-type]
        assert not any(u.flag == "alarm" for u in wide.units)
        assert abs(wide.units[0].z) < abs(plain.units[0].z)


def test_small_units_keep_wider_limits_when_widened() -> None:
    wide = funnel_of_ratios(("a", "b", "c"), (30, 3, 90), (20, 8, 60), adjustment="additive")
    widths = [u.alarm[1] - u.alarm[0] for u in wide.units]
    assert widths[1] > widths[0] > widths[2]


def test_funnels_are_refused_where_nothing_varies_or_counts_cannot_be() -> None:
    with pytest.raises(LearnerError, match="nothing varies"):
        funnel_of_shares(("a",), (0,), (10,))
    with pytest.raises(LearnerError, match="at least 2"):
        dispersion([1], [1], 0)
    with pytest.raises(InputError):
        funnel_of_shares(("a",), (11,), (10,))
    with pytest.raises(InputError):
        funnel_of_ratios(("a",), (1,), (0,))
    with pytest.raises(InputError):
        funnel_of_shares(("a", "b"), (1,), (10,))


def test_one_unit_alone_has_limits_but_no_dispersion() -> None:
    assert funnel_of_ratios(("a",), (3,), (4.0,)).dispersion is None


def test_a_case_asks_for_alarms_and_phi() -> None:
    columns = (("a", "b", "c", "d"), (10, 10, 10, 60), (100,) * 4)
    assert METHODS["funnel_alarms"].function(*columns) >= 1
    assert METHODS["funnel_phi"].function(*columns) > 1
