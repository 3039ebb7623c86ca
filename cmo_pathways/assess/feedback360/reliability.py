"""How far the raters tell a person's competencies apart, from the released results alone.

One row per competency, raters of all shown groups nested in it; because only released counts go in, these numbers
tell nothing that the report does not tell already.
"""

from __future__ import annotations

from collections.abc import Iterable

from cmo_pathways.analytics.agreement.generalizability import Generalizability, generalizability
from cmo_pathways.assess.feedback360.suppress import Cell

_MOST_RATERS = 500
"""A larger need than this is told as "cannot be said" (our choice)."""


def reliability_of(shown: Iterable[tuple[str, Cell]]) -> tuple[float | None, int | None]:
    """The reliability [0-1] of the means over all raters shown, and the raters needed for 0.70 [count].

    ``shown`` are released results with the competency that each is about. None where there is too little to say,
    or where no number of raters that a person could ask would be enough.
    """
    rows: dict[str, list[float]] = {}
    for id, cell in shown:
        rows.setdefault(id, []).extend(level for level, count in enumerate(cell.counts) for _ in range(count))
    found = generalizability(list(rows.values()))
    return _held(found), found.needed if found.needed is not None and found.needed <= _MOST_RATERS else None


def _held(found: Generalizability) -> float | None:
    value = found.all.value
    return None if value is None or not found.all.defined else round(min(1.0, max(0.0, value)), 2)
