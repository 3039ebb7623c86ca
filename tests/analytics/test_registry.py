"""The registry that computed questions of cases look methods up in."""

from __future__ import annotations

import pytest

from cmo_pathways.analytics import _FAMILIES, CHARTS, METHODS, p_chart, xmr_chart
from cmo_pathways.errors import LearnerError

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
        columns = ((1, 2, 3), (4, 5, 6)) if name[0] in "pu" else ((1, 2, 3),)
        assert draw(*columns).kind == name


PEOPLE = tuple(f"p{i}" for i in range(6) for _ in range(4))
JUDGES = tuple(f"j{j}" for _ in range(6) for j in range(4))
RATINGS = (9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7)


@pytest.mark.parametrize(
    ("name", "columns", "value"),
    [
        ("icc_one_way", (RATINGS, PEOPLE), 0.17),
        ("icc_one_way_mean", (RATINGS, PEOPLE), 0.44),
        ("icc_absolute", (RATINGS, PEOPLE, JUDGES), 0.29),
        ("icc_absolute_mean", (RATINGS, PEOPLE, JUDGES), 0.62),
        ("icc_consistent", (RATINGS, PEOPLE, JUDGES), 0.71),
        ("icc_consistent_mean", (RATINGS, PEOPLE, JUDGES), 0.91),
        ("cronbach_alpha", (RATINGS, PEOPLE, JUDGES), 0.91),
        ("raters_needed", (RATINGS, PEOPLE), 12),
        ("kappa", ("y" * 25 + "n" * 25, "y" * 20 + "n" * 5 + "y" * 10 + "n" * 15), 0.40),
        ("kappa_linear", ((1, 2, 2, 1), (1, 2, 2, 2)), 0.50),
        ("kappa_quadratic", ((1, 2, 2, 1), (1, 2, 2, 2)), 0.50),
        ("fleiss_kappa", ("aabbab", "112233"), 1 / 3),
        ("gwet_ac1", ((1, 1, 2, 2, 1, 2), "112233"), 1 / 3),
    ],
)
def test_agreement_methods_give_the_published_or_hand_worked_value(
    name: str, columns: tuple[tuple[object, ...], ...], value: float
) -> None:
    method = METHODS[name]
    assert len(columns) == len(method.columns)
    assert method.function(*columns) == pytest.approx(value, abs=0.005)


def test_an_agreement_method_without_a_value_says_why() -> None:
    with pytest.raises(LearnerError, match="all ratings are equal"):
        METHODS["icc_one_way"].function((3, 3, 3, 3), ("a", "a", "b", "b"))
    with pytest.raises(LearnerError, match="No number of raters"):
        METHODS["raters_needed"].function((0, 5, 5, 0), ("a", "a", "b", "b"))


def test_no_two_families_give_the_same_name() -> None:
    names = [row.name for family in _FAMILIES for row in family.ROWS]
    assert len(names) > 60
    assert len(names) == len(set(names))
