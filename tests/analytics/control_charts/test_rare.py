"""Charts of rare harm against a published example, the geometric distribution and edge cases."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from cmo_pathways.analytics import Rule
from cmo_pathways.analytics.control_charts import g_chart, g_quantile_chart, t_chart
from cmo_pathways.analytics.control_charts.rare import POWER, ZEROS
from cmo_pathways.analytics.thresholds import figure
from cmo_pathways.errors import InputError

# Montgomery exercise 7.6, in the tests of qicharts2
M04 = (286, 948, 536, 124, 816, 729, 4, 143, 431, 8, 2837, 596, 81, 227, 603, 492, 1199, 1214, 2831, 96)


def test_m04_t_chart_equals_the_published_limits_with_the_exact_constant() -> None:
    chart = t_chart(M04, unit="hours")
    assert chart.centre[0] == pytest.approx(430.04, abs=0.005)
    assert chart.upper[0] == pytest.approx(6937.93, abs=0.005)
    assert chart.upper[0] != pytest.approx(6940.08, abs=1)  # the value with 2.66
    assert chart.lower[0] == 0
    roots = [t ** (1 / 3.6) for t in M04]
    assert sum(roots) / 20 == pytest.approx(5.3893, abs=5e-5)
    assert sum(abs(b - a) for a, b in pairwise(roots)) / 19 == pytest.approx(2.3609, abs=5e-5)


def test_the_constants_are_those_of_the_table() -> None:
    assert figure("t-chart-power") == POWER
    assert figure("g-chart-zeros") == ZEROS


def test_g_chart_worked_by_hand() -> None:
    chart = g_chart((10, 20, 30))
    assert chart.centre[0] == 20
    assert chart.upper[0] == pytest.approx(20 + 3 * math.sqrt(20 * 21))
    assert chart.lower[0] == 0


def test_three_zeros_in_a_row_tell_of_clustering_once() -> None:
    chart = g_chart((5, 0, 0, 9, 0, 0, 0, 0, 8))
    assert [(s.rule, s.index, s.points, s.side) for s in chart.signals] == [(Rule.ZEROS, 6, (4, 5, 6, 7), "below")]
    assert g_chart((0, 0, 5, 0), ["a", "a", "b", "b"]).signals == ()


def test_quantile_limits_hold_what_the_geometric_distribution_says() -> None:
    chart = g_quantile_chart((99,) * 20)
    low, high = chart.lower[0], chart.upper[0]
    assert low is not None and high is not None
    chance = 1 / 100
    assert (1 - chance) ** (high + 1) <= 0.00135 < (1 - chance) ** high
    assert 1 - (1 - chance) ** low <= 0.00135 + chance
    assert chart.centre[0] == 99


def test_a_very_long_gap_signals_on_both_charts() -> None:
    gaps = (20, 15, 30, 10, 25, 18, 22, 500)
    for draw in (g_chart, g_quantile_chart):
        assert [s.index for s in draw(gaps, baseline=7).signals if s.rule is Rule.BEYOND_LIMIT] == [7]


def test_only_zeros_have_no_width() -> None:
    chart = g_chart((0, 0))
    assert (chart.centre, chart.upper, chart.signals) == ((0, 0), (0, 0), ())
    assert g_quantile_chart((0, 0)).upper == (0, 0)


@pytest.mark.parametrize(
    ("draw", "values", "words"),
    [
        (t_chart, (5, 0, 3), "record the hour"),
        (t_chart, (5,), "2 or more"),
        (g_chart, (5, -1), "no number of cases"),
        (g_chart, (5, 1.5), "no number of cases"),
        (g_quantile_chart, (), "1 or more"),
    ],
)
def test_impossible_gaps_are_refused(draw: object, values: tuple[float, ...], words: str) -> None:
    with pytest.raises(InputError, match=words):
        draw(values)  # type: ignore[operator]
