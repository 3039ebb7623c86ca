"""Control charts against published worked examples, closed forms and their edge cases."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.analytics import Rule, c_chart, p_chart, run_chart, xmr_chart
from cmo_pathways.errors import InputError

# NIST/SEMATECH e-Handbook 6.3.2.2
M01 = (49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1)
# Montgomery, dataset orangejuice of qcc: 30 samples of 50; NIST 6.3.3.2
M02 = (12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6)
# Montgomery, dataset circuit of qcc: 26 counts
M03 = (21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15)


def beyond(chart: object) -> list[int]:
    """Numbers of the points beyond a limit, counted from 1 as books do."""
    return [s.index + 1 for s in chart.signals if s.rule is Rule.BEYOND_LIMIT]  # type: ignore[attr-defined]


def test_m01_xmr_chart_equals_the_handbook() -> None:
    chart = xmr_chart(M01)
    assert chart.ranges is not None
    assert chart.centre[0] == pytest.approx(50.81, abs=5e-5)
    assert chart.ranges.centre[0] == pytest.approx(1.8778, abs=5e-5)
    assert chart.upper[0] == pytest.approx(55.8041, abs=5e-5)
    assert chart.lower[0] == pytest.approx(45.8159, abs=5e-5)
    assert chart.ranges.upper[0] == pytest.approx(3.267 * 1.87778, abs=1e-4)
    assert chart.signals == () == chart.ranges.signals


def test_m02_p_chart_equals_the_textbook() -> None:
    chart = p_chart(M02, [50] * 30)
    assert chart.centre[0] == pytest.approx(0.2313, abs=5e-5)
    assert chart.upper[0] == pytest.approx(0.4102, abs=5e-5)
    assert chart.lower[0] == pytest.approx(0.0524, abs=5e-5)
    assert beyond(chart) == [15, 23]


def test_m03_c_chart_equals_the_textbook() -> None:
    chart = c_chart(M03)
    assert sum(M03) == 516
    assert chart.centre[0] == pytest.approx(19.846, abs=5e-4)
    assert chart.upper[0] == pytest.approx(33.211, abs=5e-4)
    assert chart.lower[0] == pytest.approx(6.481, abs=5e-4)
    assert beyond(chart) == [6, 20]


def test_limits_use_the_exact_constant_not_its_rounding() -> None:
    chart = xmr_chart((0.0, 1000.0))
    assert chart.upper[0] == pytest.approx(500 + 1000 * 3 / 1.128)
    assert chart.upper[0] != pytest.approx(500 + 1000 * 2.66, abs=0.1)


def test_limits_are_cut_only_where_asked() -> None:
    assert xmr_chart((0.0, 10.0)).lower[0] == pytest.approx(5 - 10 * 3 / 1.128)
    cut = xmr_chart((0.0, 100.0), floor=0, ceiling=100)
    assert (cut.lower[0], cut.upper[0]) == (0, 100)


def test_each_phase_has_its_own_limits_and_no_range_crosses_the_break() -> None:
    chart = xmr_chart((1, 3, 1, 101, 103, 101), ["old"] * 3 + ["new"] * 3)
    assert chart.ranges is not None
    assert chart.ranges.values == (None, 2, 2, None, 2, 2)
    assert chart.centre == pytest.approx((5 / 3,) * 3 + (305 / 3,) * 3)
    assert chart.phases == ("old", "new")
    assert chart.first_of("new") == 3


def test_signals_of_a_later_phase_are_counted_over_the_whole_chart() -> None:
    values = (5, 6, 5, 6, 5, 6, 5, 6, 5, 6, 5, 6, 30)
    chart = xmr_chart((1, 2, *values), ["a"] * 2 + ["b"] * 13)
    assert beyond(chart) == [15]


def test_a_shift_inside_one_phase_fires_and_two_phases_do_not() -> None:
    values = (10, 12, 11, 10, 12, 11, 10, 12, 11, 10, 20, 22, 21, 20, 22, 21, 20, 22, 21, 20)
    assert Rule.RUN_OF_EIGHT in {s.rule for s in xmr_chart(values).signals}
    assert xmr_chart(values, ["a"] * 10 + ["b"] * 10).signals == ()


def test_equal_values_give_limits_on_the_centre_and_no_signal() -> None:
    for value in (0.0, 7.3, 0.1):
        chart = xmr_chart((value,) * 12)
        assert chart.lower == chart.centre == chart.upper == pytest.approx((value,) * 12)
        assert chart.signals == ()


def test_p_chart_with_no_event_or_only_events_has_no_width() -> None:
    assert p_chart((0, 0, 0), (10, 20, 30)).upper == (0, 0, 0)
    assert p_chart((10, 20), (10, 20)).lower == (1, 1)


def test_p_chart_limits_widen_where_fewer_were_counted_and_stay_in_range() -> None:
    chart = p_chart((1, 10), (10, 100))
    assert chart.lower == (0, pytest.approx(0.01))
    assert chart.upper[0] > chart.upper[1]
    assert chart.upper[0] == pytest.approx(0.1 + 3 * math.sqrt(0.009))


def test_c_chart_of_zeros_stays_at_zero() -> None:
    chart = c_chart((0, 0, 0))
    assert chart.upper == chart.lower == (0, 0, 0)
    assert chart.signals == ()


def test_run_chart_has_a_median_and_no_limits() -> None:
    chart = run_chart((3, 1, 2), unit="%")
    assert (chart.centre, chart.lower, chart.unit) == ((2, 2, 2), (None, None, None), "%")


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda: xmr_chart(()), "2 or more"),
        (lambda: xmr_chart((1.0,)), "2 or more"),
        (lambda: xmr_chart((1.0, None, 2.0)), "missing"),  # type: ignore[arg-type]
        (lambda: xmr_chart((1.0, math.nan)), "missing"),
        (lambda: xmr_chart((1, 2, 3), ["a", "a", "b"]), "fewer than 2"),
        (lambda: xmr_chart((1, 2, 3, 4, 5, 6), ["a", "a", "b", "b", "a", "a"]), "comes back"),
        (lambda: xmr_chart((1, 2, 3), ["a", "a"]), "one per value"),
        (lambda: p_chart((1, 2), (10, 0)), "no patients"),
        (lambda: p_chart((11, 2), (10, 10)), "not possible"),
        (lambda: p_chart((-1, 2), (10, 10)), "not possible"),
        (lambda: p_chart((1, 2), (10,)), "pair them"),
        (lambda: c_chart((1, -2)), "negative"),
    ],
)
def test_impossible_input_is_refused_in_a_sentence(draw: object, words: str) -> None:
    with pytest.raises(InputError, match=words):
        draw()  # type: ignore[operator]


def test_all_missing_values_are_told_together() -> None:
    with pytest.raises(InputError) as caught:
        xmr_chart((None, 1.0, None))  # type: ignore[arg-type]
    assert [p.line for p in caught.value.problems] == [1, 3]


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=40), st.floats(-1e3, 1e3))
def test_moving_all_values_moves_the_limits_with_them(values: list[float], by: float) -> None:
    here, there = xmr_chart(values), xmr_chart([v + by for v in values])
    assert there.centre[0] == pytest.approx(here.centre[0] + by, abs=1e-6)
    assert there.upper[0] - there.centre[0] == pytest.approx(here.upper[0] - here.centre[0], abs=1e-5, rel=1e-6)
