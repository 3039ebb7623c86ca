"""Intraclass correlations after Shrout and Fleiss 1979 (doi 10.1037/0033-2909.86.2.420) with their F intervals.

Choose the form before looking at the ratings. (1,.): each person has other raters. (2,.): the same raters, a sample of
all raters, absolute agreement. (3,.): the same raters and no others, agreement but for a rater's own severity. (.,1)
is one rater, (.,k) the mean of all. An estimate can fall below 0; it is reported as it is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean
from typing import Literal

from cmo_pathways.analytics.agreement.planning import spearman_brown
from cmo_pathways.analytics.agreement.ratings import Agreement, Ratings, complete, left_out, present, undefined
from cmo_pathways.errors import LearnerError

Form = Literal["1,1", "1,k", "2,1", "2,k", "3,1", "3,k"]
FORMS: tuple[Form, ...] = ("1,1", "1,k", "2,1", "2,k", "3,1", "3,k")
_TINY = 1e-12


@dataclass(frozen=True, slots=True)
class OneWay:
    """The one-way analysis of variance of ratings nested in rows.

    ``between`` and ``within`` are mean squares [rating squared]; ``rows`` and ``total`` count rows and ratings;
    ``per_row`` is the number of ratings per row that the expected mean squares hold (k0; the plain number where
    every row has equally many).
    """

    between: float
    within: float
    rows: int
    total: int
    per_row: float

    @property
    def variance(self) -> float:
        """Variance between rows, never below 0 [rating squared]."""
        return max(0.0, (self.between - self.within) / self.per_row)


@dataclass(frozen=True, slots=True)
class TwoWay:
    """The two-way analysis of variance of a full table: mean squares of rows, raters and what remains."""

    between: float
    raters: float
    rest: float
    within: float
    rows: int
    columns: int


def icc(ratings: Ratings, form: Form = "2,1", *, confidence: float = 0.95) -> Agreement:
    """The intraclass correlation of a table (rows: who is rated; columns: raters), with its interval.

    The one-way forms take every rating that is there, also where rows have different numbers of raters (the interval
    is then approximate); the two-way forms leave out rows with a missing rating. Where all ratings are equal, or
    there are fewer than two rows or raters, the answer carries no value and says why. Raises LearnerError for another
    form or rows of different length.
    """
    if form not in FORMS:
        raise LearnerError(f'There is no ICC form "{form}". Use one of {"; ".join(FORMS)}.')
    if form.startswith("1"):
        return icc_of(one_way(ratings), mean=form.endswith("k"), confidence=confidence)
    full = complete(ratings)
    name = f"ICC({form})"
    if len(full) < 2 or len(full[0]) < 2:
        return undefined(name, "it needs at least two rows that two raters rated", rows=len(full))
    single = _crossed(two_way(full), form[0] == "2", confidence)
    found = single if form.endswith("1") else _of_mean(single, len(full[0]))
    return left_out(found, len(ratings))


def icc_of(found: OneWay | None, *, mean: bool = False, confidence: float = 0.95) -> Agreement:
    """ICC(1,1), or ICC(1,k) of the mean of all raters, from a one-way analysis."""
    name = "ICC(1,k)" if mean else "ICC(1,1)"
    if found is None:
        return undefined(name, "it needs at least two rows, one of them with two ratings")
    k = found.per_row
    if found.between + found.within < _TINY:
        return undefined(name, "all ratings are equal, so there is nothing to tell apart", rows=found.rows, raters=k)
    value = (found.between - found.within) / (found.between + (k - 1) * found.within)
    low, high = value, value
    if found.within > _TINY:
        ratio = found.between / found.within
        df = found.rows - 1, found.total - found.rows
        low, high = (_from_ratio(r, k) for r in (ratio / _f(confidence, *df), ratio * _f(confidence, df[1], df[0])))
    single = Agreement("ICC(1,1)", value, low, high, confidence, found.rows, found.total / found.rows)
    return _of_mean(single, k) if mean else single


def one_way(ratings: Ratings) -> OneWay | None:
    """The one-way analysis of all ratings that are there; None where nothing can be told apart (see ``icc``)."""
    rows = [values for values in (present(row) for row in ratings) if values]
    means = [fmean(values) for values in rows]
    squares = sum((v - m) ** 2 for values, m in zip(rows, means, strict=True) for v in values)
    return _one_way([len(values) for values in rows], means, squares)


def one_way_of_summaries(
    counts: Sequence[int], means: Sequence[float], deviations: Sequence[float | None]
) -> OneWay | None:
    """The same analysis from a released summary: per row the number of ratings, their mean and sample deviation.

    A deviation may be None where there is one rating. A row without ratings is left out.
    """
    kept = [(n, m, d or 0.0) for n, m, d in zip(counts, means, deviations, strict=True) if n > 0]
    squares = sum((n - 1) * d**2 for n, _, d in kept)
    return _one_way([n for n, _, _ in kept], [m for _, m, _ in kept], squares)


def two_way(full: Sequence[Sequence[float]]) -> TwoWay:
    """The two-way analysis of a table without gaps, of at least two rows and two columns."""
    n, k = len(full), len(full[0])
    grand = fmean(v for row in full for v in row)
    rows = k * sum((fmean(row) - grand) ** 2 for row in full)
    columns = n * sum((fmean(column) - grand) ** 2 for column in zip(*full, strict=True))
    all_squares = sum((v - grand) ** 2 for row in full for v in row)
    rest = max(0.0, all_squares - rows - columns)
    return TwoWay(
        between=rows / (n - 1),
        raters=columns / (k - 1),
        rest=rest / ((n - 1) * (k - 1)),
        within=(all_squares - rows) / (n * (k - 1)),
        rows=n,
        columns=k,
    )


def _one_way(counts: Sequence[int], means: Sequence[float], squares: float) -> OneWay | None:
    n, total = len(counts), sum(counts)
    if n < 2 or total <= n:
        return None
    grand = sum(c * m for c, m in zip(counts, means, strict=True)) / total
    between = sum(c * (m - grand) ** 2 for c, m in zip(counts, means, strict=True))
    # k0 of the unbalanced one-way layout: Snedecor and Cochran, Statistical Methods, chapter on unequal class sizes.
    per_row = (total - sum(c * c for c in counts) / total) / (n - 1)
    return OneWay(between / (n - 1), max(0.0, squares) / (total - n), n, total, per_row)


def _crossed(v: TwoWay, absolute: bool, confidence: float) -> Agreement:
    n, k = v.rows, v.columns
    name = "ICC(2,1)" if absolute else "ICC(3,1)"
    if v.between + v.raters + v.rest < _TINY:
        return undefined(name, "all ratings are equal, so there is nothing to tell apart", rows=n, raters=k)
    severity = k * (v.raters - v.rest) / n if absolute else 0.0
    below = v.between + (k - 1) * v.rest + severity
    if abs(below) < _TINY:
        why = "the people do not differ at all, only the raters do" if absolute else "the people do not differ at all"
        return undefined(name, why, rows=n, raters=k)
    value = (v.between - v.rest) / below
    low, high = _absolute_limits(v, value, confidence) if absolute else _fixed_limits(v, confidence)
    return Agreement(name, value, low, high, confidence, n, k)


def _fixed_limits(v: TwoWay, confidence: float) -> tuple[float, float]:
    if v.rest < _TINY:
        return 1.0, 1.0
    ratio, df = v.between / v.rest, (v.rows - 1, (v.rows - 1) * (v.columns - 1))
    return (
        _from_ratio(ratio / _f(confidence, *df), v.columns),
        _from_ratio(ratio * _f(confidence, df[1], df[0]), v.columns),
    )


def _absolute_limits(v: TwoWay, value: float, confidence: float) -> tuple[float, float]:
    """Shrout and Fleiss 1979, page 424, after Satterthwaite; without error the raters' spread alone decides."""
    n, k = v.rows, v.columns
    if v.rest < _TINY:
        return value, value
    spread, rest = k * value * v.raters / v.rest, n * (1 + (k - 1) * value) - k * value
    df = (k - 1) * (n - 1) * (spread + rest) ** 2 / ((n - 1) * spread**2 + rest**2)
    over, under = _f(confidence, n - 1, df), _f(confidence, df, n - 1)
    both = k * v.raters + (k * n - k - n) * v.rest
    low = n * (v.between - over * v.rest) / (over * both + n * v.between)
    high = n * (under * v.between - v.rest) / (both + n * under * v.between)
    return low, high


def _of_mean(single: Agreement, k: float) -> Agreement:
    """The same for the mean of k raters, by Spearman and Brown; where the rows are all alike it has no value."""
    name = single.name.replace(",1)", ",k)")
    value, low, high = (None if v is None else spearman_brown(v, k) for v in (single.value, single.low, single.high))
    if value is not None and not math.isfinite(value):
        why = "the means of all rows are equal, so there is nothing to tell apart"
        return undefined(name, why, rows=single.rows, raters=single.raters)
    return replace(single, name=name, value=value, low=low, high=high)


def _from_ratio(ratio: float, k: float) -> float:
    return (ratio - 1) / (ratio + k - 1)


def _f(confidence: float, df1: float, df2: float) -> float:
    """The upper quantile of the F distribution that cuts off half of what the interval leaves out."""
    # The special function alone: the whole of scipy.stats takes seconds to load.
    from scipy.special import fdtri

    return float(fdtri(df1, df2, (1 + confidence) / 2))
