"""Intervals of shares and counts: how far chance alone could have carried a number.

Shares: Wilson (score) and exact (Clopper-Pearson). Counts: exact (chi-square), Byar's approximation, and mid-P.
Sources: UKHSA PHEindicatormethods (https://github.com/ukhsa-collaboration/PHEindicatormethods); Sullivan, OpenEpi.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cmo_pathways.analytics import given
from cmo_pathways.analytics.method import Method
from cmo_pathways.analytics.thresholds import figure


@dataclass(frozen=True, slots=True)
class Interval:
    """The two ends of an interval, in the unit of what it is about, and the confidence [0-1] it holds at."""

    low: float
    high: float
    confidence: float

    def excludes(self, value: float) -> bool:
        """True where the value lies outside."""
        return not self.low <= value <= self.high

    def divided_by(self, by: float) -> Interval:
        """The interval of a count as that of a rate or ratio; ``by`` above 0."""
        return Interval(self.low / by, self.high / by, self.confidence)


def wilson(count: float, total: float, *, confidence: float = 0.95) -> Interval:
    """The Wilson interval of a share [0-1]: good from the smallest numbers on, never outside 0 to 1.

    count: patients with the event [whole, 0 to total]; total [whole, 1 or more]; confidence [between 0 and 1]. With no
    event the lower end is 0, with all the upper end is 1. Raises InputError for numbers that cannot be.
    Source: Wilson 1927; UKHSA PHEindicatormethods; scipy.stats.binomtest.
    """
    return _of_share(count, total, confidence, "wilson")


def exact_share(count: float, total: float, *, confidence: float = 0.95) -> Interval:
    """The exact interval of a share [0-1] (Clopper-Pearson): never too narrow, so rather wide.

    Arguments and errors as for ``wilson``. Source: Clopper and Pearson 1934; scipy.stats.binomtest.
    """
    return _of_share(count, total, confidence, "exact")


def exact_count(count: float, *, confidence: float = 0.95) -> Interval:
    """The exact Poisson interval of a count [events]: chi-square quantiles / 2; the lower end of 0 events is 0.

    count [whole, 0 or more]. Raises InputError. Source: UKHSA PHEindicatormethods; scipy.stats.chi2.
    """
    from scipy.stats import chi2

    events, tail = given.whole("count", count), _tail(confidence)
    low = float(chi2.ppf(tail, 2 * events)) / 2 if events else 0.0
    return Interval(low, float(chi2.ppf(1 - tail, 2 * events + 2)) / 2, confidence)


def byar(count: float, *, confidence: float = 0.95) -> Interval:
    """Byar's approximation to the Poisson interval of a count [events], close from about 10 events on.

    count [0 or more, need not be whole]; the lower end of 0 events is 0. Raises InputError.
    Source: UKHSA PHEindicatormethods (Breslow and Day 1987).
    """
    from scipy.stats import norm

    events, z = given.number("count", count, least=0), float(norm.ppf(1 - _tail(confidence)))
    more = events + 1
    low = events * (1 - 1 / (9 * events) - z / (3 * math.sqrt(events))) ** 3 if events else 0.0
    high = more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3
    return Interval(max(0.0, low), high, confidence)


def count_interval(count: float, *, confidence: float = 0.95) -> Interval:
    """The interval of a count [events] as UKHSA gives it: exact below 10 events, Byar from there on.

    count [whole, 0 or more]. Raises InputError. Source: UKHSA PHEindicatormethods.
    """
    events = given.whole("count", count)
    way = exact_count if events < figure("byar-minimum-events") else byar
    return way(events, confidence=confidence)


def mid_p(observed: float, expected: float) -> float:
    """The two-sided mid-P value [0-1] of an observed count against an expected one, for Poisson counts.

    Twice the smaller tail, of which the observed count itself counts half; at most 1. observed [whole, 0 or more];
    expected [above 0]. Raises InputError. Source: Sullivan, SMR methods of OpenEpi; CDC NHSN uses it for the SIR.
    """
    from scipy.stats import poisson

    events, mean = given.whole("observed", observed), given.number("expected", expected, above=0)
    at = float(poisson.pmf(events, mean)) / 2
    below, beyond = float(poisson.cdf(events - 1, mean)) + at, float(poisson.sf(events, mean)) + at
    return min(1.0, 2 * min(below, beyond))


def mid_p_count(count: float, *, confidence: float = 0.95) -> Interval:
    """The mid-P interval of a Poisson count [events]: narrower than the exact one, as CDC uses it for the SIR.

    count [whole, 0 or more]; the lower end of 0 events is 0. Raises InputError. Source: OpenEpi; CDC NHSN.
    """
    from scipy.optimize import brentq
    from scipy.stats import poisson

    events, tail = given.whole("count", count), _tail(confidence)

    def beyond(mean: float) -> float:
        return float(poisson.sf(events, mean)) + float(poisson.pmf(events, mean)) / 2 - tail

    def below(mean: float) -> float:
        return float(poisson.cdf(events - 1, mean)) + float(poisson.pmf(events, mean)) / 2 - tail

    outer = exact_count(events, confidence=confidence)
    low = float(brentq(beyond, outer.low * 0.99, max(events, 1e-9), xtol=1e-10)) if events else 0.0
    return Interval(low, float(brentq(below, max(events, 1e-9), outer.high * 1.01, xtol=1e-10)), confidence)


def _of_share(count: float, total: float, confidence: float, method: str) -> Interval:
    from scipy.stats import binomtest

    _tail(confidence)
    n = given.whole("total", total, least=1)
    found = binomtest(_within(count, n), n).proportion_ci(confidence_level=confidence, method=method)
    return Interval(max(0.0, float(found.low)), min(1.0, float(found.high)), confidence)


def _within(count: float, total: int) -> int:
    given.number("count", count, least=0, most=total)
    return given.whole("count", count)


def _tail(confidence: float) -> float:
    return (1 - given.number("confidence", confidence, above=0, below=1)) / 2


def _whole_table(way: Callable[..., Interval], end: str) -> Callable[..., float]:
    """One end of an interval for the sums of the columns."""
    return lambda *columns: float(getattr(way(*(math.fsum(column) for column in columns)), end))


def _mid_p(observed: Sequence[float], expected: Sequence[float]) -> float:
    return mid_p(math.fsum(observed), math.fsum(expected))


_SHARE = (("counts", "totals"), ("number", "number"), 2, ())
_COUNT = (("counts",), ("number",), 1, ())

ROWS = (
    Method("wilson_low", _whole_table(wilson, "low"), *_SHARE, "lower end of the 95% Wilson interval of the share"),
    Method("wilson_high", _whole_table(wilson, "high"), *_SHARE, "upper end of the 95% Wilson interval of the share"),
    Method("exact_low", _whole_table(exact_count, "low"), *_COUNT, "chi-square quantile 2.5% at 2 x count, halved"),
    Method(
        "exact_high", _whole_table(exact_count, "high"), *_COUNT, "chi-square quantile 97.5% at 2 x count + 2, halved"
    ),
    Method("byar_low", _whole_table(byar, "low"), *_COUNT, "lower end of Byar's 95% interval of the count"),
    Method("byar_high", _whole_table(byar, "high"), *_COUNT, "upper end of Byar's 95% interval of the count"),
    Method(
        "mid_p",
        _mid_p,
        ("observed", "expected"),
        ("number", "number"),
        2,
        (),
        "twice the smaller Poisson tail, the observed count itself counted half",
    ),
)
