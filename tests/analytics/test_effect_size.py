"""Hedges' g against the worked examples of Borenstein and colleagues (2009), chapter 4."""

from __future__ import annotations

import pytest

from cmo_pathways.analytics.effect_size import groups_from_summary, hedges_groups, hedges_paired, paired_from_summary
from cmo_pathways.errors import InputError


def test_paired_example_of_the_book() -> None:
    # Means 103 and 100, standard deviation of the differences 5.5, correlation 0.7, 50 pairs.
    found = paired_from_summary(103 - 100, 5.5, 0.7, 50)
    assert found.g == pytest.approx(0.4160, abs=5e-5)
    assert found.error**2 == pytest.approx(0.0127, abs=5e-5)
    assert found.low == pytest.approx(0.4160 - 1.96 * 0.1127, abs=5e-4)


def test_group_example_of_the_book() -> None:
    # Means 103 and 100, standard deviations 5.5 and 4.5, 50 in each: g 0.5924, variance 0.0411.
    found = groups_from_summary(100, 4.5, 50, 103, 5.5, 50)
    assert found.g == pytest.approx(0.5924, abs=5e-5)
    assert found.error**2 == pytest.approx(0.0411, abs=5e-5)


def test_people_one_by_one_give_the_same_as_their_summary() -> None:
    before, after = [1.0, 2, 2, 3, 4], [2.0, 2, 3, 4, 4]
    # Changes 1 0 1 1 0: mean 0.6, standard deviation 0.5477; correlation of before and after 0.8770.
    by_hand = paired_from_summary(0.6, 0.547723, 0.877058, 5)
    assert hedges_paired(before, after).g == pytest.approx(by_hand.g, rel=1e-4)


def test_groups_one_by_one() -> None:
    assert hedges_groups([1, 2, 3], [2, 3, 4]).g == pytest.approx(1 - 3 / (4 * 4 - 1))


@pytest.mark.parametrize(
    ("before", "after"),
    [([1.0, 2], [2.0, 3]), ([1.0, 2, 3], [1.0, 2]), ([2.0, 2, 2], [3.0, 3, 3]), ([1.0, 2, 3], [2.0, 3, 4])],
)
def test_too_few_or_all_alike_is_an_error_and_no_number(before: list[float], after: list[float]) -> None:
    with pytest.raises(InputError):
        hedges_paired(before, after)
