"""Which node stands above which: the order inside each column of a layered map that keeps lines from crossing.

Barycentre sweeps (Sugiyama, Tagawa and Toda 1981, doi 10.1109/TSMC.1981.4308636), then small moves as long as they
help. No chance is involved: the same map gives the same order, and never one with more crossings than was given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

Columns = tuple[tuple[str, ...], ...]
_STARTS = 3


@dataclass(frozen=True, slots=True)
class Segment:
    """A line between neighbouring columns (``apart``) or inside one column; ``weight`` says how straight it wants."""

    source: str
    target: str
    weight: float
    apart: bool


def order_columns(columns: Columns, segments: Sequence[Segment], *, fixed: frozenset[str] = frozenset()) -> Columns:
    """The columns with their nodes in the best order found; ``fixed`` nodes keep their place at the foot."""
    limit = count_crossings(columns, segments)
    best, best_cost = columns, _cost(columns, segments)
    starts = sorted({columns, *_sweeps(columns, segments, fixed)}, key=lambda c: (_cost(c, segments), c))
    for start in (columns, *starts[:_STARTS]):
        found = _improve(start, segments, fixed)
        cost = _cost(found, segments)
        if cost < best_cost and count_crossings(found, segments) <= limit:
            best, best_cost = found, cost
    return best


def count_crossings(columns: Columns, segments: Sequence[Segment]) -> int:
    """How many pairs of lines between neighbouring columns cross."""
    at = _places(columns)
    gaps: dict[int, list[tuple[int, int]]] = {}
    for s in segments:
        if s.apart:
            gaps.setdefault(at[s.source][0], []).append((at[s.source][1], at[s.target][1]))
    return sum((a[0] - b[0]) * (a[1] - b[1]) < 0 for lines in gaps.values() for a, b in combinations(lines, 2))


def _places(columns: Columns) -> dict[str, tuple[int, int]]:
    return {name: (c, i) for c, column in enumerate(columns) for i, name in enumerate(column)}


def _cost(columns: Columns, segments: Sequence[Segment]) -> float:
    """Crossings first, then lines inside a column that cannot run straight down, then slanted lines."""
    at = _places(columns)
    cost = 10.0 * count_crossings(columns, segments)
    for s in segments:
        (c, i), (d, j) = at[s.source], at[s.target]
        if s.apart:
            middle_i, middle_j = i - (len(columns[c]) - 1) / 2, j - (len(columns[d]) - 1) / 2
            cost += 0.1 * s.weight * abs(middle_i - middle_j)
        elif j != i + 1:
            cost += 4 * abs(j - i) + (9 if j < i else 0)
    return cost


def _sweeps(columns: Columns, segments: Sequence[Segment], fixed: frozenset[str]) -> list[Columns]:
    """Orders found by sorting each column by the mean place of its neighbours, to the right and back."""
    found, current = [], columns
    for turn in range(6):
        right = turn % 2 == 0
        for c in range(len(columns)) if right else reversed(range(len(columns))):
            current = _sorted_column(current, c, segments, fixed, right)
        found.append(current)
    return found


def _sorted_column(
    columns: Columns, c: int, segments: Sequence[Segment], fixed: frozenset[str], right: bool
) -> Columns:
    at = _places(columns)
    neighbours: dict[str, list[int]] = {}
    for s in segments:
        if s.apart:
            here, there = (s.target, s.source) if right else (s.source, s.target)
            neighbours.setdefault(here, []).append(at[there][1])

    def key(name: str) -> tuple[bool, float]:
        places = neighbours.get(name)
        return (name in fixed, sum(places) / len(places) if places else at[name][1])

    return (*columns[:c], tuple(sorted(columns[c], key=key)), *columns[c + 1 :])


def _improve(columns: Columns, segments: Sequence[Segment], fixed: frozenset[str]) -> Columns:
    """Moves one node at a time to another place of its column while that makes the map better."""
    column_of = {name: c for c, column in enumerate(columns) for name in column}
    near = [  # only these lines can change when a column changes: those that touch it, and what they may cross
        [s for s in segments if c in (column_of[s.source], column_of[s.target])] for c in range(len(columns))
    ]
    better = True
    while better:
        better = False
        for c in range(len(columns)):
            cost = _cost(columns, near[c])
            for i, j in _moves(columns[c], fixed):
                column = list(columns[c])
                column.insert(j, column.pop(i))
                tried = (*columns[:c], tuple(column), *columns[c + 1 :])
                tried_cost = _cost(tried, near[c])
                if tried_cost < cost - 1e-9:
                    columns, cost, better = tried, tried_cost, True
    return columns


def _moves(column: Sequence[str], fixed: frozenset[str]) -> list[tuple[int, int]]:
    free = sum(name not in fixed for name in column)
    return [(i, j) for i in range(free) for j in range(free) if i != j]
