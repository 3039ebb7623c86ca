"""How far the raters tell a person's competencies apart, from the released results alone.

One-way intraclass correlation, raters nested in competencies with unequal numbers: Shrout and Fleiss 1979,
doi:10.1037/0033-2909.86.2.420; the number of raters by the Spearman-Brown formula. Because only released counts go
in, these numbers tell nothing that the report does not tell already.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from cmo_pathways.assess.feedback360.suppress import Cell

GOAL = 0.70
"""Reliability to aim at (Lockyer 2003; facts: multisource feedback)."""
MOST_RATERS = 200  # a larger need is told as "cannot be said"
Shown = Iterable[tuple[str, Cell]]


def reliability(shown: Shown) -> float | None:
    """The reliability [0-1] of the means over all raters shown; None where there is too little to say."""
    found = _single(shown)
    if found is None:
        return None
    single, raters = found
    return round(raters * single / (1 + (raters - 1) * single), 2)


def raters_needed(shown: Shown) -> int | None:
    """The raters per competency [count] for a reliability of 0.70; None where that cannot be said."""
    found = _single(shown)
    if found is None or found[0] <= 0:
        return None
    single = found[0]
    needed = max(2, ceil(GOAL * (1 - single) / (single * (1 - GOAL)) - 1e-9))
    return needed if needed <= MOST_RATERS else None


def _single(shown: Shown) -> tuple[float, float] | None:
    """The reliability of one rater, held to 0-1, and the usual number of raters per competency."""
    levels: dict[str, list[int]] = {}
    for id, cell in shown:
        levels.setdefault(id, []).extend(level for level, count in enumerate(cell.counts) for _ in range(count))
    sizes = [len(given) for given in levels.values()]
    total, groups = sum(sizes), len(sizes)
    if groups < 2 or total <= groups:
        return None
    grand = sum(map(sum, levels.values())) / total
    means = {id: sum(given) / len(given) for id, given in levels.items()}
    between = sum(len(given) * (means[id] - grand) ** 2 for id, given in levels.items()) / (groups - 1)
    within = sum((x - means[id]) ** 2 for id, given in levels.items() for x in given) / (total - groups)
    usual = (total - sum(size**2 for size in sizes) / total) / (groups - 1)
    if between == within == 0:
        return None
    single = (between - within) / (between + (usual - 1) * within)
    return min(1.0, max(0.0, single)), usual
