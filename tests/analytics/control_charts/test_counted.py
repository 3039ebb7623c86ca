"""Rates, and shares and rates of very large totals, against published data and closed forms."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.analytics import p_chart
from cmo_pathways.analytics.control_charts import (
    laney_factor,
    laney_rate_factor,
    p_prime_chart,
    u_chart,
    u_prime_chart,
)
from cmo_pathways.errors import InputError, LearnerError

# dataset dyedcloth of qcc: defects and inspection units of ten rolls
DEFECTS = (14, 12, 20, 11, 7, 10, 21, 16, 19, 23)
UNITS = (10, 8, 13, 10, 10, 10, 12, 11, 12, 13)


def test_u_chart_has_the_published_centre_and_limits_that_follow_the_exposure() -> None:
    chart = u_chart(DEFECTS, UNITS)
    assert chart.centre[0] == pytest.approx(1.40367, abs=5e-6)
    for units, lower, upper in zip(UNITS, chart.lower, chart.upper, strict=True):
        width = 3 * math.sqrt(153 / 109 / units)
        assert (lower, upper) == pytest.approx((153 / 109 - width, 153 / 109 + width))
    assert chart.signals == ()


def test_a_rate_per_thousand_days_is_the_same_chart_in_another_unit() -> None:
    plain, scaled = u_chart(DEFECTS, UNITS), u_chart(DEFECTS, UNITS, per=1000, unit="per 1,000 days")
    assert scaled.upper == pytest.approx([1000 * v for v in plain.upper if v is not None])
    assert (scaled.points[0], scaled.unit) == (1400, "per 1,000 days")


def test_events_may_exceed_the_exposure_of_a_rate_but_not_of_a_share() -> None:
    assert u_chart((30, 20), (10, 10)).centre[0] == 2.5
    with pytest.raises(InputError, match="not possible"):
        p_chart((30, 20), (10, 10))


def test_no_event_at_all_leaves_limits_on_the_centre() -> None:
    for chart in (u_chart((0, 0, 0), (5, 6, 7)), u_prime_chart((0, 0, 0), (5, 6, 7)), p_prime_chart((0, 0), (5, 6))):
        assert set(chart.upper) == set(chart.lower) == {0}
        assert chart.signals == ()


def test_laney_factor_worked_by_hand() -> None:
    # Shares 0.4, 0.6, 0.4 of 100 each: mean 7/15, sigma 0.0499; every step is 0.2 / 0.0499 sigma.
    sigma = math.sqrt(7 / 15 * 8 / 15 / 100)
    expected = 0.2 / sigma / 1.128
    assert laney_factor((40, 60, 40), (100,) * 3) == pytest.approx(expected)
    chart = p_prime_chart((40, 60, 40), (100,) * 3)
    assert chart.upper[0] == pytest.approx(7 / 15 + 3 * sigma * expected)


def test_limits_of_large_totals_widen_where_periods_differ_beyond_chance() -> None:
    counts = (49_000, 51_000, 48_500, 51_500, 49_800, 50_700, 48_900, 51_200)
    totals = (100_000,) * 8
    assert len(p_chart(counts, totals).signals) > 0
    assert p_prime_chart(counts, totals).signals == ()
    assert laney_factor(counts, totals) > 5
    assert laney_rate_factor(counts, totals) > 4
    assert u_prime_chart(counts, totals).signals == ()


def test_a_baseline_holds_its_limits_for_later_points() -> None:
    chart = u_chart((4, 5, 6, 5, 30), (10,) * 5, baseline=4)
    assert chart.centre == (0.5,) * 5
    assert [s.index for s in chart.signals] == [4]
    first_case = u_chart((0, 0, 0, 1), (10,) * 4, baseline=3)
    assert [s.index for s in first_case.signals] == [3]
    with pytest.raises(LearnerError, match="too short"):
        p_prime_chart((1, 2), (10, 10), baseline=1)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(50, 500)), min_size=2, max_size=20))
def test_more_exposure_never_widens_a_limit(pairs: list[tuple[int, int]]) -> None:
    counts, totals = zip(*pairs, strict=True)
    chart = u_chart(counts, totals)
    widths = sorted((n, u - c) for n, u, c in zip(totals, chart.upper, chart.centre, strict=True) if u is not None)
    assert all(a[1] >= b[1] - 1e-12 for a, b in pairwise(widths))


@pytest.mark.parametrize("draw", [u_chart, u_prime_chart])
def test_a_period_without_exposure_is_refused(draw: object) -> None:
    with pytest.raises(InputError, match="nothing was watched"):
        draw((1, 2), (10, 0))  # type: ignore[operator]
    with pytest.raises(InputError, match="not possible"):
        draw((-1, 2), (10, 10))  # type: ignore[operator]
