"""Run rules: which fires at which point, on hand-made series."""

from __future__ import annotations

import math

import pytest

from cmo_pathways.analytics.run_rules import (
    MAKING_DATA_COUNT,
    NELSON,
    Rule,
    crossings_limit,
    detect_run_chart_signals,
    detect_signals,
    longest_run_limit,
)


@pytest.mark.parametrize(
    ("z", "expected"),
    [
        ([0, 3.1, 0], [(Rule.BEYOND_LIMIT, 1, (1,), "above")]),
        ([0, -3.1, 0], [(Rule.BEYOND_LIMIT, 1, (1,), "below")]),
        ([0, 3.0, 0], []),
        ([2.1, 0, 2.2], [(Rule.TWO_OF_THREE, 2, (0, 2), "above")]),
        ([2.1, 0, -2.2], []),
        ([2.1, 0, 0, 2.2], []),
        ([1.1, 1.2, -1, 1.1, 1.3], [(Rule.FOUR_OF_FIVE, 4, (0, 1, 3, 4), "above")]),
        ([1.1, 1.2, 1.1, 1.3], [(Rule.FOUR_OF_FIVE, 3, (0, 1, 2, 3), "above")]),
        ([0.5] * 7, []),
        ([0.5] * 8, [(Rule.RUN_OF_EIGHT, 7, tuple(range(8)), "above")]),
        ([-0.5] * 12, [(Rule.RUN_OF_EIGHT, 7, tuple(range(12)), "below")]),
        ([0.5] * 4 + [0.0] + [0.5] * 4, []),
    ],
)
def test_western_electric_rule_and_points(z: list[float], expected: list[tuple[object, ...]]) -> None:
    assert [(s.rule, s.index, s.points, s.side) for s in detect_signals(z)] == expected


def test_two_separate_outliers_are_two_signals() -> None:
    assert [s.index for s in detect_signals([4, 4, 0, 4], [Rule.BEYOND_LIMIT])] == [0, 1, 3]


def test_only_declared_rules_are_looked_for() -> None:
    assert detect_signals([0.5] * 9, [Rule.BEYOND_LIMIT]) == ()
    assert [s.index for s in detect_signals([0.5] * 9, [Rule.RUN_OF_EIGHT], run_length=9)] == [8]


def test_m06_run_chart_limits_for_24_points() -> None:
    assert longest_run_limit(24) == 8
    assert crossings_limit(24) == 8


@pytest.mark.parametrize("useful", range(2, 40))
def test_crossings_limit_is_the_5_percent_point_of_the_binomial(useful: int) -> None:
    n, limit = useful - 1, crossings_limit(useful)
    below = [sum(math.comb(n, k) for k in range(limit + more)) / 2**n for more in (0, 1)]
    assert below[0] < 0.05 <= below[1]


def test_points_on_the_median_count_for_no_run() -> None:
    values = [1, 1, 1, 5, 1, 1, 1, 1, 1, 9, 9, 9, 9, 9, 9, 9, 9]
    found = detect_run_chart_signals(values, 5)
    assert (Rule.LONG_RUN, tuple(i for i in range(9) if i != 3)) in [(s.rule, s.points) for s in found]


def test_a_shifted_series_crosses_too_seldom_and_a_zigzag_does_not() -> None:
    assert Rule.FEW_CROSSINGS in {s.rule for s in detect_run_chart_signals([1] * 10 + [9] * 10, 5)}
    assert detect_run_chart_signals([1, 9] * 10, 5) == ()
    assert detect_run_chart_signals([5, 5, 5], 5) == ()


def test_a_signal_says_itself_in_words() -> None:
    assert detect_signals([4.0])[0].words == "one point beyond a limit (above)"


@pytest.mark.parametrize(
    ("z", "expected"),
    [
        ([0.5] * 8, []),
        ([0.5, 0.6] * 4 + [0.5], [(Rule.RUN_OF_NINE, 8, 9, "above")]),
        ([0.1, 0.2, 0.3, 0.4, 0.5], []),
        ([-0.1, 0.2, 0.3, 0.4, 0.5, 0.6], [(Rule.TREND_OF_SIX, 5, 6, "above")]),
        ([0.6, 0.5, 0.4, 0.3, 0.2, -0.1], [(Rule.TREND_OF_SIX, 5, 6, "below")]),
        ([-0.1, 0.2, 0.3, 0.3, 0.5, 0.6], []),
        ([0.5, -0.5] * 6 + [0.5], []),
        ([0.5, -0.5] * 7, [(Rule.ALTERNATING, 13, 14, "both")]),
        ([0.4, -0.2, -0.3] * 5, [(Rule.CLOSE_TO_CENTRE, 14, 15, "both")]),
        ([0.4, -0.2, -0.3] * 4 + [0.4, -0.2, 1.0], []),
        ([0.0] * 20, []),
        ([1.5, 1.4, -1.5, -1.4, 1.5, 1.4, -1.5], []),
        ([1.5, 1.4, -1.5, -1.4, 1.5, 1.4, -1.5, -1.4], [(Rule.AWAY_FROM_CENTRE, 7, 8, "both")]),
    ],
)
def test_nelson_rule_and_points(z: list[float], expected: list[tuple[object, ...]]) -> None:
    assert [(s.rule, s.index, len(s.points), s.side) for s in detect_signals(z, NELSON)] == expected


def test_rules_of_the_nhs_program_want_seven() -> None:
    assert [s.rule for s in detect_signals([0.5, 0.6] * 3 + [0.5], MAKING_DATA_COUNT)] == [Rule.RUN_OF_SEVEN]
    assert [s.rule for s in detect_signals([-0.3, -0.2, -0.1, 0.1, 0.2, 0.3, 0.4], MAKING_DATA_COUNT)] == [
        Rule.TREND_OF_SEVEN
    ]


def test_a_trend_is_looked_for_in_the_values_where_sigma_differs() -> None:
    z, values = [1.0, 0.5, 0.9, 0.4, 0.8, 0.3], [1, 2, 3, 4, 5, 6]
    assert detect_signals(z, [Rule.TREND_OF_SIX]) == ()
    assert [s.points for s in detect_signals(z, [Rule.TREND_OF_SIX], values=values)] == [(0, 1, 2, 3, 4, 5)]


def test_every_rule_has_words() -> None:
    assert all(rule.words for rule in Rule)
    assert detect_signals([0, 0.1, 0.2, 0.3, 0.4, 0.5], NELSON)[0].words.endswith("(rising)")
