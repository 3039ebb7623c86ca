"""What may be released: groups of at least three, in steps of at least three, so that no difference singles out.

Raters of a group join the released results in batches of three or more, and stay. The same holds for each
competency on its own, because not everybody has observed everything. So any two released results of a competency
are about the same raters, or differ by three or more; and no totals across groups are released at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

from cmo_pathways.scale import LEVELS

THRESHOLD = 3
"""Raters below which nothing of a group is shown (facts: reporting rules; our assumption)."""


@dataclass(frozen=True, slots=True)
class Given:
    """The answers of one rater without anything else: an id, a level [0-5] or None per competency, comments."""

    id: str
    answers: Mapping[str, int | None]
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """Which raters of a group are in its released results, altogether and per competency."""

    raters: frozenset[str] = frozenset()
    cells: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """The released answers of a group on a competency: n [count], mean and sd [0-5 levels], raters per level 0-5."""

    n: int
    mean: float
    sd: float
    counts: tuple[int, ...]


def next_shown(given: Sequence[Given], before: Shown) -> Shown:
    """The raters whose answers may be in the next release of a group, given those of the release before."""
    raters = _grown(before.raters, (item.id for item in given))
    asked = sorted({id for item in given for id in item.answers})
    cells = {}
    for id in asked:
        saw = (item.id for item in given if item.id in raters and item.answers.get(id) is not None)
        cells[id] = _grown(before.cells.get(id, frozenset()), saw)
    return Shown(raters, {id: members for id, members in cells.items() if members})


def cells_of(given: Sequence[Given], shown: Shown) -> dict[str, Cell]:
    """The released results of a group per competency; a competency with too few answers is not in it."""
    found = {}
    for id, members in shown.cells.items():
        levels = [level for item in given if item.id in members and (level := item.answers.get(id)) is not None]
        found[id] = _cell(levels)
    return found


def comments_of(given: Sequence[Given], shown: Shown) -> tuple[str, ...]:
    """The free texts of the raters in the release, in the order of the alphabet, which tells nothing of time."""
    return tuple(sorted(text for item in given if item.id in shown.raters for text in item.comments if text))


def _grown(before: frozenset[str], now: Iterable[str]) -> frozenset[str]:
    fresh = frozenset(now) - before
    return before | fresh if len(fresh) >= THRESHOLD else before


def _cell(levels: Sequence[int]) -> Cell:
    n = len(levels)
    mean = sum(levels) / n
    sd = sqrt(sum((level - mean) ** 2 for level in levels) / (n - 1))
    return Cell(n, round(mean, 2), round(sd, 2), tuple(levels.count(level) for level in LEVELS))
