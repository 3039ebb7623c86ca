"""What readers can work out from published counts: hand-worked tables."""

from __future__ import annotations

import pytest

from cmo_pathways.analytics.disclosure import Disclosure, Published, find_disclosure, is_possible


def test_one_withheld_cell_beside_a_total_is_worked_out() -> None:
    # 10 people; 4 and 6 are printed, the third cell is "withheld" together with nothing else: it must be 0.
    shown = Published((0,), (((0,), 4), ((1, 2), 6)))
    total = Published((0,), (((1,), 6),))
    assert find_disclosure([10], 3, [shown, total]) == Disclosure(table=0, cell=1)


def test_two_joined_cells_with_three_people_stay_open() -> None:
    assert find_disclosure([9], 3, [Published((0,), (((0,), 6), ((1, 2), 3)))]) is None


def test_everybody_in_one_cell_is_worked_out() -> None:
    shown = Published((0,), (((0,), 0), ((1,), 7), ((2,), 0)))
    assert find_disclosure([7], 3, [shown]) == Disclosure(people=0, cells=(1,))


def test_three_who_joined_and_went_into_one_cell_are_worked_out() -> None:
    # Class 0 stayed (6 people), class 1 joined (3): cell 1 rose from 3 to 6 and cell 0 stayed at 3.
    before, after = Published((0,), (((0,), 3), ((1,), 3))), Published((0, 1), (((0,), 3), ((1,), 6)))
    assert find_disclosure([6, 3], 2, [before, after]) == Disclosure(people=1, cells=(1,))


def test_three_who_joined_and_spread_stay_open() -> None:
    before, after = Published((0,), (((0,), 3), ((1,), 3))), Published((0, 1), (((0,), 4), ((1,), 5)))
    assert find_disclosure([6, 3], 2, [before, after]) is None


def test_a_finer_table_may_open_an_older_joined_cell() -> None:
    # Before: cells 0 and 1 hold 4 together. After, nobody left and cell 1 alone holds 4 + 0: so cell 0 was 0 or so.
    before = Published((0,), (((0, 1), 4), ((2,), 4)))
    after = Published((0,), (((0,), 0), ((1,), 4), ((2,), 4)))
    assert find_disclosure([8], 3, [before, after]) == Disclosure(table=0, cell=0)


def test_tables_that_contradict_each_other_are_impossible() -> None:
    before, after = Published((0,), (((0,), 3), ((1,), 3))), Published((0,), (((0,), 4), ((1,), 2)))
    assert not is_possible([6], 2, [before, after])
    with pytest.raises(ValueError):
        find_disclosure([6], 2, [before, Published((0,), (((0, 1), 5),))])
