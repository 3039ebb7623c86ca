"""How large a change or a difference is in standard deviations: Hedges' g with its interval.

Source: Borenstein, Hedges, Higgins, Rothstein: Introduction to Meta-Analysis (2009), chapter 4,
https://doi.org/10.1002/9780470743386.ch4 .
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist, correlation, mean, stdev

from cmo_pathways.analytics import given
from cmo_pathways.errors import InputError, Problem


@dataclass(frozen=True, slots=True)
class Effect:
    """Hedges' g [standard deviations], its standard error and the interval at ``confidence`` [0-1]; n people."""

    g: float
    error: float
    low: float
    high: float
    n: int
    confidence: float


def hedges_paired(before: Sequence[float], after: Sequence[float], *, confidence: float = 0.95) -> Effect:
    """The change of the same people, in standard deviations of their level, with a normal interval.

    ``before`` and ``after`` in the same order of people [any unit, at least 3 people]. The change is divided by the
    standard deviation within a moment, worked out from that of the changes and the correlation of both moments.
    Raises InputError for lists of different length, too few people, or people who do not differ from each other.
    """
    given.same_length(before=before, after=after)
    was, now = given.numbers("before", before, count=3), given.numbers("after", after, count=3)
    changes = [two - one for one, two in zip(was, now, strict=True)]
    if min(stdev(was), stdev(now), stdev(changes)) == 0:
        raise InputError([Problem("before", 0, "E-VALUE", "people who do not differ have no effect size - add others")])
    r = correlation(was, now)
    return paired_from_summary(mean(changes), stdev(changes), r, len(changes), confidence=confidence)


def paired_from_summary(change: float, spread: float, r: float, n: int, *, confidence: float = 0.95) -> Effect:
    """Hedges' g of a change from its mean, the standard deviation of the changes, the correlation and n.

    spread [above 0]; r, correlation of before and after [-1 to below 1]; n [3 or more]. Raises InputError.
    """
    given.number("spread", spread, above=0)
    given.number("r", r, least=-1, below=1)
    people = given.whole("n", n, least=3)
    within = spread / math.sqrt(2 * (1 - r))
    d = change / within
    variance = (1 / people + d * d / (2 * people)) * 2 * (1 - r)
    return _corrected(d, variance, people - 1, people, confidence)


def hedges_groups(one: Sequence[float], two: Sequence[float], *, confidence: float = 0.95) -> Effect:
    """The difference of two groups of different people (two minus one), in pooled standard deviations.

    At least 2 people in each [any unit]. Raises InputError where there are fewer or nobody differs.
    """
    one, two = given.numbers("one", one, count=2), given.numbers("two", two, count=2)
    summary = (mean(one), stdev(one), len(one), mean(two), stdev(two), len(two))
    return groups_from_summary(*summary, confidence=confidence)


def groups_from_summary(
    mean_one: float,
    spread_one: float,
    n_one: int,
    mean_two: float,
    spread_two: float,
    n_two: int,
    *,
    confidence: float = 0.95,
) -> Effect:
    """Hedges' g of two groups from means, standard deviations [0 or more, one above 0] and sizes [2 or more].

    Raises InputError for numbers that cannot be.
    """
    one, two = given.whole("n_one", n_one, least=2), given.whole("n_two", n_two, least=2)
    freedom = one + two - 2
    pooled = math.sqrt(((one - 1) * spread_one**2 + (two - 1) * spread_two**2) / freedom)
    d = (mean_two - mean_one) / given.number("pooled standard deviation", pooled, above=0)
    variance = (one + two) / (one * two) + d * d / (2 * (one + two))
    return _corrected(d, variance, freedom, one + two, confidence)


def _corrected(d: float, variance: float, freedom: int, n: int, confidence: float) -> Effect:
    """Without the correction small groups overstate the effect."""
    given.number("confidence", confidence, above=0, below=1)
    factor = 1 - 3 / (4 * freedom - 1)
    g, error = factor * d, factor * math.sqrt(variance)
    reach = NormalDist().inv_cdf((1 + confidence) / 2) * error
    return Effect(g, error, g - reach, g + reach, n, confidence)
