"""Groups of three: what is printed, and what a reader who knows the rule can still not tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.cohort.privacy import Group, bounds, cell_values, publishable_groups

_COUNTS = st.lists(st.integers(0, 12), min_size=2, max_size=8)


def test_small_cells_join_their_neighbors() -> None:
    assert publishable_groups((0, 2, 4, 7, 3, 0)) == (Group((0, 1, 2), 6), Group((3,), 7), Group((4, 5), 3))


def test_what_is_left_at_the_end_joins_the_last_group() -> None:
    assert publishable_groups((3, 4, 1, 1)) == (Group((0,), 3), Group((1, 2, 3), 6))


def test_everybody_in_one_cell_is_not_printed() -> None:
    assert publishable_groups((0, 0, 0, 16, 0, 0)) == ()
    assert publishable_groups((0, 2, 0, 16, 0, 0)) == ()


def test_fewer_than_six_people_are_never_printed() -> None:
    assert publishable_groups((3, 2)) == ()


def test_cells_inside_a_group_have_no_number() -> None:
    groups = publishable_groups((0, 2, 4, 7, 3, 0))
    assert cell_values(groups, 6) == (None, None, None, 7, None, None)


def test_bounds_come_from_printed_groups_alone() -> None:
    groups = publishable_groups((0, 2, 4, 7, 3, 0))
    assert bounds(groups, 6, 16, 3) == (10, 10)
    assert bounds(groups, 6, 16, 2) == (10, 16)
    assert bounds((), 6, 16, 3) == (0, 16)


@given(_COUNTS)
def test_groups_hold_three_or_more_and_everybody_once(counts: list[int]) -> None:
    groups = publishable_groups(counts)
    if groups:
        assert [cell for group in groups for cell in group.cells] == list(range(len(counts)))
        assert sum(group.n for group in groups) == sum(counts)
        assert all(group.n == sum(counts[cell] for cell in group.cells) >= 3 for group in groups)
        assert len(groups) > 1


def _all_counts(people: int, cells: int) -> Iterator[tuple[int, ...]]:
    if cells == 1:
        yield (people,)
        return
    for first in range(people + 1):
        for rest in _all_counts(people - first, cells - 1):
            yield (first, *rest)


@pytest.mark.parametrize(("cells", "most"), [(2, 14), (3, 14), (4, 12), (6, 10)])
def test_a_reader_who_knows_the_rule_cannot_tell_a_withheld_cell(cells: int, most: int) -> None:
    """Every distribution that there is: those that print alike differ in each cell that is withheld."""
    looked_at = 0
    for people in range(1, most + 1):
        alike = defaultdict(list)
        for counts in _all_counts(people, cells):
            alike[publishable_groups(counts)].append(counts)
        for groups, possible in alike.items():
            for cell, value in enumerate(cell_values(groups, cells)):
                found = {counts[cell] for counts in possible}
                assert len(found) > 1 if value is None else found == {value}
                assert any(counts[cell] < people for counts in possible)
                looked_at += 1
    assert looked_at > 100
