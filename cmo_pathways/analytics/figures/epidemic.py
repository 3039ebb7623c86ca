"""The curve of an outbreak: new cases by day, counted and not smoothed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_pathways.analytics import given


@dataclass(frozen=True, slots=True)
class EpiCurve:
    """New cases per period in the order of time; ``peak`` is the first highest [counted from 0].

    ``events`` are what happened at a period, empty where nothing did.
    """

    cases: tuple[int, ...]
    events: tuple[str, ...]
    peak: int

    @property
    def total(self) -> int:
        """All cases."""
        return sum(self.cases)


def epi_curve(cases: Sequence[float], events: Sequence[str] | None = None) -> EpiCurve:
    """The curve of new cases [whole, 0 or more] per day or week, with what happened then where it is told.

    A period without a case stays in the list as 0: leaving it out changes the shape. Raises InputError.
    """
    given.numbers("cases", cases)
    counts = tuple(given.whole("cases", x) for x in cases)
    told = ("",) * len(counts) if events is None else tuple(events)
    given.same_length(cases=counts, events=told)
    return EpiCurve(counts, told, counts.index(max(counts)))
