"""How counts of a class are published so that nobody is singled out: neighboring cells are joined, none is left small.

Cells stand in a fixed order (levels, or choices as their author wrote them). From the left, cells are joined until at
least three people are in a group; what is left over at the end joins the last group. So every number that is printed,
and every sum of printed numbers, is a group of three or more, and a cell inside a group can hold any of several
counts even for a reader who knows this rule and how many people there are. docs/decisions/0013-privacy.md argues it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SMALLEST = 3
"""Fewest people in a group that is printed [people]; our choice, the least that hides one person from two others."""


@dataclass(frozen=True, slots=True)
class Group:
    """Cells that are printed as one number: their places in order, and how many people they hold together."""

    cells: tuple[int, ...]
    n: int


def publishable_groups(counts: Sequence[int], *, smallest: int = SMALLEST) -> tuple[Group, ...]:
    """The groups in which these counts of people may be printed; empty where nothing may be.

    ``counts`` are people per cell [0 or more]. At least two groups are needed: one group alone would say that
    everybody is in it. Each group holds ``smallest`` people or more.
    """
    groups: list[Group] = []
    cells: list[int] = []
    held = 0
    for cell, count in enumerate(counts):
        cells.append(cell)
        held += count
        if held >= smallest:
            groups.append(Group(tuple(cells), held))
            cells, held = [], 0
    if cells and groups:
        last = groups.pop()
        groups.append(Group(last.cells + tuple(cells), last.n + held))
    return tuple(groups) if len(groups) > 1 else ()


def cell_values(groups: Iterable[Group], cells: int) -> tuple[int | None, ...]:
    """The printed count of each cell, None where it is withheld inside a group or with the whole row."""
    values: list[int | None] = [None] * cells
    for group in groups:
        if len(group.cells) == 1:
            values[group.cells[0]] = group.n
    return tuple(values)


def bounds(groups: Sequence[Group], cells: int, total: int, first: int) -> tuple[int, int]:
    """From how many to how many people stand in the cells from ``first`` on, as far as the printed groups tell."""
    if not groups:
        return 0, total
    inside = [group for group in groups if group.cells[0] >= first]
    touching = [group for group in groups if group.cells[-1] >= first]
    return sum(group.n for group in inside), sum(group.n for group in touching)
