"""The registry that computed questions of cases look methods up in."""

from __future__ import annotations

import pytest

from cmo_pathways.analytics import CHARTS, METHODS, p_chart, xmr_chart

VALUES = (50.0, 52.0, 51.0, 70.0, 74.0, 71.0)
PHASES = ("old",) * 3 + ("new",) * 3


def test_every_method_says_what_it_takes_and_how_it_works() -> None:
    assert METHODS
    for name, method in METHODS.items():
        assert name == method.name
        assert method.how
        assert len(method.columns) == len(method.kinds) >= method.needed > 0


@pytest.mark.parametrize(("name", "line"), [("xmr_centre", "centre"), ("xmr_lower", "lower"), ("xmr_upper", "upper")])
def test_xmr_methods_give_the_lines_of_the_chart(name: str, line: str) -> None:
    chart = xmr_chart(VALUES, PHASES)
    assert METHODS[name].function(VALUES, PHASES, "old") == getattr(chart, line)[0]
    assert METHODS[name].function(VALUES, PHASES, "new") == getattr(chart, line)[-1]
    assert METHODS[name].function(VALUES, PHASES) == getattr(chart, line)[-1]
    assert METHODS[name].function(VALUES, None) == getattr(xmr_chart(VALUES), line)[0]


def test_range_limit_is_that_of_the_moving_ranges() -> None:
    ranges = xmr_chart(VALUES, PHASES).ranges
    assert ranges is not None
    assert METHODS["xmr_range_upper"].function(VALUES, PHASES, "old") == ranges.upper[0]


@pytest.mark.parametrize(("name", "line"), [("p_centre", "centre"), ("p_lower", "lower"), ("p_upper", "upper")])
def test_p_methods_give_the_lines_at_the_last_point(name: str, line: str) -> None:
    counts, totals = (5, 6, 7, 8), (20, 30, 40, 50)
    chart = p_chart(counts, totals, "aabb")
    assert METHODS[name].function(counts, totals, "aabb", "a") == getattr(chart, line)[1]
    assert METHODS[name].function(counts, totals, None) == getattr(p_chart(counts, totals), line)[-1]


def test_every_chart_draws() -> None:
    for name, draw in CHARTS.items():
        columns = ((1, 2, 3), (4, 5, 6)) if name == "p" else ((1, 2, 3),)
        assert draw(*columns).kind == name
