from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.analytics import METHODS
from cmo_pathways.analytics.disparities import (
    between_group_variance,
    compare,
    flagged,
    gradient,
    impact_ratios,
    index_of_disparity,
)
from cmo_pathways.errors import InputError, LearnerError, UnknownId


def test_the_published_selection_is_flagged() -> None:
    ratios = impact_ratios((30, 40), (50, 100))
    assert ratios == pytest.approx((1, 0.667), abs=5e-4)
    assert [flagged(ratio) for ratio in ratios] == [False, True]
    assert not flagged(0.8)


def test_difference_and_ratio_are_told_together() -> None:
    best, other = compare((60, 80), (100, 200), ("A", "B"), "A")
    assert (best.difference, best.ratio, best.p, best.meaningful) == (0, 1, None, False)
    assert (other.difference, other.ratio) == (pytest.approx(-0.2), pytest.approx(2 / 3))
    assert other.p is not None and other.p < 0.05 and other.meaningful


def test_a_clear_but_small_gap_is_not_meaningful() -> None:
    # 50.0 % against 52.0 % of 100,000: certain, and 4 % in relative terms on either side.
    _, other = compare((50_000, 52_000), (100_000, 100_000), ("A", "B"), "A")
    assert other.p is not None and other.p < 1e-6 and not other.meaningful


def test_the_relative_gap_is_taken_on_the_larger_side() -> None:
    # 95 % against 93 %: 2 % of those who had it, 40 % of those who did not.
    _, other = compare((9500, 9300), (10_000, 10_000), ("A", "B"), "A")
    assert other.meaningful


def test_small_cells_and_an_empty_reference_are_told() -> None:
    base, other = compare((0, 5), (100, 100), ("A", "B"), "A")
    assert base.too_few and other.too_few and other.ratio is None
    assert other.difference == 0.05


def test_wrong_groups_are_refused() -> None:
    with pytest.raises(UnknownId, match="group"):
        compare((1, 2), (10, 10), ("A", "B"), "C")
    with pytest.raises(InputError, match="names_once"):
        compare((1, 2), (10, 10), ("A", "A"), "A")
    with pytest.raises(InputError, match="events"):
        compare((11, 2), (10, 10), ("A", "B"), "A")
    with pytest.raises(LearnerError, match="Nobody was selected"):
        impact_ratios((0, 0), (10, 10))


def test_one_number_for_all_groups_by_hand() -> None:
    assert index_of_disparity((12, 8, 16), 10) == pytest.approx((2 + 2 + 6) / 3 / 10)
    assert between_group_variance((10, 20), (300, 100)) == pytest.approx((300 * 2.5**2 + 100 * 7.5**2) / 400)
    assert between_group_variance((7, 7), (1, 9)) == 0
    with pytest.raises(InputError, match="reference"):
        index_of_disparity((1, 2), 0)


def test_a_straight_gradient_is_found_exactly() -> None:
    # Equal fifths stand at 0.1, 0.3 ... 0.9; rates on the line 20 - 10 x rank.
    found = gradient((19, 17, 15, 13, 11), (100,) * 5)
    assert (found.bottom, found.top, found.slope) == (pytest.approx(20), pytest.approx(10), pytest.approx(-10))
    assert found.ratio == pytest.approx(0.5)
    assert gradient((0, 10), (1, 1)).ratio is None
    with pytest.raises(InputError, match="at least 2"):
        gradient((1,), (1,))


@given(st.lists(st.tuples(st.floats(1, 100), st.floats(1, 1000)), min_size=2, max_size=8), st.floats(0.1, 10))
def test_measures_scale_with_the_rates(rows: list[tuple[float, float]], by: float) -> None:
    rates, people = [r for r, _ in rows], [n for _, n in rows]
    scaled = [r * by for r in rates]
    assert gradient(scaled, people).slope == pytest.approx(by * gradient(rates, people).slope, abs=1e-6)
    assert index_of_disparity(scaled, by) == pytest.approx(index_of_disparity(rates, 1))
    assert between_group_variance(scaled, people) == pytest.approx(
        by**2 * between_group_variance(rates, people), abs=1e-6
    )


def test_a_case_can_ask_for_the_ratio_of_two_groups() -> None:
    columns = ((60.0, 80.0), (100.0, 200.0), ("A", "B"))
    assert METHODS["rate_ratio"].function(*columns, "B", "A") == pytest.approx(2 / 3)
    assert METHODS["rate_difference"].function(*columns, "B", "A") == pytest.approx(-0.2)
