"""What a reader could work out from published counts: the range that each hidden number still has.

Every published number is a linear equation over counts of people that are 0 or more. The least and the greatest value
that a hidden count can take under all equations together are two linear programs; where they meet, it is disclosed.
Source: Fischetti and Salazar, Management Science 47 (2001) 1008, https://doi.org/10.1287/mnsc.47.7.1008.9805.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

_LEAST = 1 - 1e-6
"""A hidden count of people is open where it can differ by one person."""


@dataclass(frozen=True, slots=True)
class Published:
    """One table that readers have seen: which classes of people it counts, and its groups of cells with their counts.

    ``classes`` are places in the list of class sizes, each group is (cells, count), cells by place.
    """

    classes: tuple[int, ...]
    groups: tuple[tuple[tuple[int, ...], int], ...]


@dataclass(frozen=True, slots=True)
class AtMost:
    """At most so many people of some classes are in some cells, both by place."""

    classes: tuple[int, ...]
    cells: tuple[int, ...]
    most: int


Alternatives = Sequence[Sequence[AtMost]]
"""What a reader knows without a number: at least one of these lists of bounds holds. Empty where nothing is known."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What can be worked out: a ``cell`` of ``table`` number so, or that all of class ``people`` are in ``cells``."""

    table: int | None = None
    cell: int | None = None
    people: int | None = None
    cells: tuple[int, ...] = ()


def is_possible(sizes: Sequence[int], cells: int, tables: Sequence[Published], alternatives: Alternatives = ()) -> bool:
    """True where some distribution of the classes over the cells fits all tables and one of the alternatives."""
    space = _Space(sizes, cells, tables, alternatives)
    return any(True for _ in space.solve([0.0] * len(sizes) * cells))


def find_disclosure(
    sizes: Sequence[int], cells: int, tables: Sequence[Published], alternatives: Alternatives = ()
) -> Disclosure | None:
    """The first thing that a reader of all tables can work out, or None where everything hidden stays open.

    The reader knows how many people each class has [sizes], and who they are. Hidden are the cells inside a group, and
    in which group the people of a class are. Raises ValueError where the tables contradict each other.
    """
    space = _Space(sizes, cells, tables, alternatives)
    for number, table in enumerate(tables):
        for group, _ in table.groups:
            for cell in group if len(group) > 1 else ():
                if not space.spans([(c, cell) for c in table.classes]):
                    return Disclosure(table=number, cell=cell)
    for people, size in enumerate(sizes):
        for group in sorted({group for table in tables for group, _ in table.groups if len(group) < cells}):
            if size and not space.can_reach_below([(people, cell) for cell in group], size):
                return Disclosure(people=people, cells=group)
    return None


class _Space:
    """All distributions that fit; solutions found once answer later questions too."""

    def __init__(
        self, sizes: Sequence[int], cells: int, tables: Sequence[Published], alternatives: Alternatives
    ) -> None:
        self._cells, self._width = cells, len(sizes) * cells
        rows, totals = [], []
        for people, size in enumerate(sizes):
            rows.append(self._row(product((people,), range(cells))))
            totals.append(size)
        for table in tables:
            for group, count in table.groups:
                rows.append(self._row(product(table.classes, group)))
                totals.append(count)
        self._rows, self._totals = rows, totals
        self._alternatives = [
            {"A_ub": [self._row(product(one.classes, one.cells)) for one in bounds], "b_ub": [b.most for b in bounds]}
            for bounds in alternatives
        ] or [{}]
        self._known: list[Sequence[float]] = []

    def spans(self, places: Sequence[tuple[int, int]]) -> bool:
        """True where the sum over (class, cell) places can differ by a person or more."""
        row = self._row(places)
        opposite = [-weight for weight in row]

        def differs() -> bool:
            found = [_dot(row, known) for known in self._known]
            return bool(found) and max(found) - min(found) >= _LEAST

        return differs() or self._finds(row, differs) or self._finds(opposite, differs)

    def can_reach_below(self, places: Sequence[tuple[int, int]], size: int) -> bool:
        """True where the sum over the places can be a person or more under ``size``."""
        row = self._row(places)

        def below() -> bool:
            return any(_dot(row, known) <= size - _LEAST for known in self._known)

        return below() or self._finds(row, below)

    def solve(self, weights: Sequence[float]) -> Iterator[Sequence[float]]:
        """The distribution with the least weighted sum in each alternative that is possible."""
        from scipy.optimize import linprog

        for bounds in self._alternatives:
            found: Any = linprog(
                weights, A_eq=self._rows, b_eq=self._totals, bounds=(0, None), method="highs-ds", **bounds
            )
            if found.success:
                yield tuple(map(float, found.x))

    def _finds(self, weights: Sequence[float], answered: Callable[[], bool]) -> bool:
        """True as soon as a least solution answers the question. Raises ValueError where there is none at all."""
        possible = False
        for solution in self.solve(weights):
            possible = True
            self._known.append(solution)
            if answered():
                return True
        if not possible:
            raise ValueError("no distribution fits the tables")
        return False

    def _row(self, places: Any) -> list[float]:
        row = [0.0] * self._width
        for people, cell in places:
            row[people * self._cells + cell] = 1.0
        return row


def _dot(one: Sequence[float], two: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, two, strict=True))
