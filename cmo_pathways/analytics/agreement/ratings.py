"""A table of ratings (who is rated in rows, raters or items in columns), and the answer of every coefficient."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

from cmo_pathways.errors import LearnerError

Ratings = Sequence[Sequence[float | None]]
"""One row per person (or competency) that is rated, one cell per rater (or item); None where nothing was said."""

TOO_FEW = 5
"""Rows below which no band is named, however high a coefficient is; our choice."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """One coefficient of agreement or reliability, at most 1; ``value`` is None where it is not defined.

    ``low`` and ``high`` hold the interval at ``confidence`` [0-1] (None where there is none), ``rows`` how many people
    or things were rated, ``raters`` how many ratings each had (a mean where they differ); ``why`` says in a sentence
    why a value is missing, or what was left out.
    """

    name: str
    value: float | None
    low: float | None
    high: float | None
    confidence: float
    rows: int
    raters: float
    why: str = ""

    @property
    def defined(self) -> bool:
        """True where there is a value."""
        return self.value is not None

    def number(self) -> float:
        """The value. Raises LearnerError with the reason where it is not defined."""
        if self.value is None:
            raise LearnerError(f"{self.name} is not defined here: {self.why}")
        return self.value


def undefined(name: str, why: str, *, rows: int = 0, raters: float = 0.0, confidence: float = 0.95) -> Agreement:
    """The answer where a coefficient has no value, with the reason as a sentence."""
    return Agreement(name, None, None, None, confidence, rows, raters, why)


def band(found: Agreement, cuts: Sequence[tuple[float, str]]) -> str:
    """What a coefficient amounts to, in words: ``good``, ``poor to good``, or ``too few to say``.

    ``cuts`` are (from, word) in ascending order, such as ``ICC_BANDS``. The words are those of both ends of the
    interval, because a coefficient of few people is a guess; where the interval reaches over more than two bands, or
    fewer than five rows were rated, it is too few to say. The bands are conventions.
    """
    if found.value is None or found.rows < TOO_FEW:
        return "too few to say"
    ends = (found.value, found.value) if found.low is None or found.high is None else (found.low, found.high)
    low, high = (_place(value, cuts) for value in ends)
    if high - low > 1:
        return "too few to say"
    return cuts[low][1] if low == high else f"{cuts[low][1]} to {cuts[high][1]}"


ICC_BANDS = ((-math.inf, "poor"), (0.5, "moderate"), (0.75, "good"), (0.9, "excellent"))
"""Koo and Li 2016, doi 10.1016/j.jcm.2016.02.012: conventions, not laws."""

KAPPA_BANDS = (
    (-math.inf, "none"),
    (0.01, "slight"),
    (0.21, "fair"),
    (0.41, "moderate"),
    (0.61, "substantial"),
    (0.81, "almost perfect"),
)
"""Landis and Koch 1977, doi 10.2307/2529310: conventions, not laws."""


def present(row: Sequence[float | None]) -> list[float]:
    """The ratings of one row that are there."""
    return [float(v) for v in row if v is not None and not math.isnan(v)]


def complete(ratings: Ratings) -> list[list[float]]:
    """The rows in which nothing is missing. Raises LearnerError where rows are of different length."""
    if len({len(row) for row in ratings}) > 1:
        raise LearnerError("The rows of the ratings differ in length. Put an empty cell where a rater said nothing.")
    full = [present(row) for row in ratings]
    return [values for values, row in zip(full, ratings, strict=True) if len(values) == len(row)]


def left_out(found: Agreement, rows: int) -> Agreement:
    """The answer with the note that incomplete rows were left out."""
    gone = rows - found.rows
    if gone <= 0 or found.why:
        return found
    return replace(found, why=f"{gone} of {rows} rows with a missing rating were left out.")


def by_row(values: Sequence[float], rows: Sequence[Hashable]) -> list[list[float]]:
    """Ratings in long form, grouped by who or what was rated, in order of appearance."""
    groups: dict[Hashable, list[float]] = {}
    for value, row in zip(values, rows, strict=True):
        groups.setdefault(row, []).append(float(value))
    return list(groups.values())


def crossed(values: Sequence[float], rows: Sequence[Hashable], raters: Sequence[Hashable]) -> list[list[float | None]]:
    """Ratings in long form as a table with one column per rater. Raises LearnerError where a rater rated twice."""
    cells: dict[tuple[Hashable, Hashable], float] = {}
    for value, row, rater in zip(values, rows, raters, strict=True):
        if (row, rater) in cells:
            raise LearnerError(f"{rater} rated {row} twice. Keep one rating of each.")
        cells[row, rater] = float(value)
    heads = tuple(dict.fromkeys(raters))
    return [[cells.get((row, rater)) for rater in heads] for row in dict.fromkeys(rows)]


def _place(value: float, cuts: Sequence[tuple[float, str]]) -> int:
    return max(i for i, (start, _) in enumerate(cuts) if value >= start)
