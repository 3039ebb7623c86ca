"""A mean of a few ratings with its interval, and whether two means, or a mean and one rating, differ beyond chance.

Ratings are whole levels, so each stands for a value within half a level: a rounding variance of 1/12 is the least
that any of them carries, also where all raters gave the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

ROUNDING = 1 / 12
"""Variance of a value rounded to whole levels [levels squared]."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Ratings summed up: how many, their mean and sample standard deviation [levels]."""

    n: int
    mean: float
    sd: float

    @property
    def variance_of_mean(self) -> float:
        """Variance of the mean [levels squared], never below what rounding alone leaves."""
        return max(self.sd**2, ROUNDING) / self.n


def summary_of_counts(counts: Iterable[int]) -> Summary | None:
    """The summary of how many raters gave level 0, 1, 2 ...; None where nobody did."""
    given = [(level, n) for level, n in enumerate(counts) if n > 0]
    total = sum(n for _, n in given)
    if total == 0:
        return None
    mean = sum(level * n for level, n in given) / total
    squares = sum(n * (level - mean) ** 2 for level, n in given)
    return Summary(total, mean, sqrt(squares / (total - 1)) if total > 1 else 0.0)


def pooled(parts: Iterable[Summary]) -> Summary | None:
    """All ratings of several groups as one; None where there is no group."""
    kept = [part for part in parts if part.n > 0]
    total = sum(part.n for part in kept)
    if total == 0:
        return None
    mean = sum(part.n * part.mean for part in kept) / total
    squares = sum((part.n - 1) * part.sd**2 + part.n * (part.mean - mean) ** 2 for part in kept)
    return Summary(total, mean, sqrt(squares / (total - 1)) if total > 1 else 0.0)


def mean_interval(found: Summary, *, confidence: float = 0.8) -> tuple[float, float] | None:
    """The interval of the mean [levels, not held to the scale] after Student; None with fewer than two ratings."""
    if found.n < 2:
        return None
    half = _t(confidence, found.n - 1) * sqrt(found.variance_of_mean)
    return found.mean - half, found.mean + half


def from_rating(own: float, others: Summary, *, confidence: float = 0.95) -> tuple[float, float] | None:
    """The interval of one rating minus the mean of others [levels]; None with fewer than two others.

    The single rating carries its rounding only: what it says of the person is not in question, how others see it is.
    Degrees of freedom after Welch 1947 (doi 10.1093/biomet/34.1-2.28).
    """
    if others.n < 2:
        return None
    error = others.variance_of_mean
    df = (error + ROUNDING) ** 2 * (others.n - 1) / error**2
    half = _t(confidence, df) * sqrt(error + ROUNDING)
    return own - others.mean - half, own - others.mean + half


def between(one: Summary, other: Summary, *, confidence: float = 0.95) -> tuple[float, float] | None:
    """The interval of the difference of two means [levels] after Welch; None where either has fewer than two."""
    if one.n < 2 or other.n < 2:
        return None
    a, b = one.variance_of_mean, other.variance_of_mean
    df = (a + b) ** 2 / (a**2 / (one.n - 1) + b**2 / (other.n - 1))
    half = _t(confidence, df) * sqrt(a + b)
    return one.mean - other.mean - half, one.mean - other.mean + half


def excludes_zero(interval: tuple[float, float] | None) -> bool:
    """True where an interval lies wholly above or wholly below 0."""
    return interval is not None and (interval[0] > 0 or interval[1] < 0)


def _t(confidence: float, df: float) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(df, (1 + confidence) / 2))
