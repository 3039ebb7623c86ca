"""Standardized rates and ratios: is a rate high because of the patients, or because of the care?

Before care is blamed, look at the data, the case mix, the structure and the process, in this order.
Sources: UKHSA PHEindicatormethods (https://github.com/ukhsa-collaboration/PHEindicatormethods); CDC NHSN (SIR).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cmo_pathways.analytics import given
from cmo_pathways.analytics.intervals import Interval, count_interval, mid_p, mid_p_count
from cmo_pathways.analytics.method import Method
from cmo_pathways.analytics.thresholds import figure
from cmo_pathways.errors import LearnerError


@dataclass(frozen=True, slots=True)
class Ratio:
    """Observed over expected events, with its interval and mid-P value; without a value, ``why`` says the reason."""

    observed: float
    expected: float
    value: float | None
    interval: Interval | None
    p: float | None
    why: str = ""

    def number(self) -> float:
        """The ratio. Raises LearnerError where there is none."""
        if self.value is None:
            raise LearnerError(self.why)
        return self.value

    @property
    def differs(self) -> bool:
        """True where the interval excludes 1."""
        return self.interval is not None and self.interval.excludes(1)


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate [events per ``per``] with its interval."""

    value: float
    interval: Interval
    per: float


def expected_events(risks: Sequence[float]) -> float:
    """Expected events: the sum of the patients' modeled risks [each 0-1]. Raises InputError for a risk outside."""
    return math.fsum(given.numbers("risks", risks, least=0, most=1))


def expected_from_rates(populations: Sequence[float], reference_rates: Sequence[float]) -> float:
    """Expected events by indirect standardization: sum of the reference rate of each stratum x the people in it.

    populations [people or person-years, 0 or more]; reference_rates [events per person, 0 or more].
    Raises InputError. Source: UKHSA PHEindicatormethods.
    """
    given.same_length(populations=populations, reference_rates=reference_rates)
    people = given.numbers("populations", populations, least=0)
    return math.fsum(a * b for a, b in zip(people, given.numbers("rates", reference_rates, least=0), strict=True))


def smr(observed: float, expected: float, *, confidence: float = 0.95) -> Ratio:
    """The standardized mortality ratio: observed deaths over expected ones (O/E); 1 is as expected.

    No value where less than 1 death is expected: chance would decide. The interval is exact below 10 deaths and
    Byar's from there on. observed [whole, 0 or more]; expected [0 or more]. Raises InputError.
    Source: UKHSA PHEindicatormethods; Sullivan, OpenEpi.
    """
    return _ratio(observed, expected, count_interval, confidence, figure("smr-minimum-expected"), "deaths are expected")


def sir(observed: float, predicted: float, *, confidence: float = 0.95) -> Ratio:
    """The standardized infection ratio of CDC: observed infections over predicted ones, with the mid-P interval.

    No value where fewer than 1 infection is predicted. observed [whole, 0 or more]; predicted [0 or more].
    Raises InputError. Source: CDC NHSN, keys to success with the SIR.
    """
    least = figure("sir-minimum-predicted")
    return _ratio(observed, predicted, mid_p_count, confidence, least, "infections are predicted")


def risk_adjusted_rate(ratio: Ratio, reference_rate: float) -> float:
    """The risk-adjusted rate: observed / expected x the rate of the reference population [unit of that rate].

    Raises LearnerError where the ratio has no value, InputError for a rate below 0. Source: AHRQ, UKHSA.
    """
    return ratio.number() * given.number("reference_rate", reference_rate, least=0)


def smoothed_rate(adjusted_rate: float, reference_rate: float, reliability: float) -> float:
    """A risk-adjusted rate drawn toward the reference rate where it is unreliable [unit of the rates].

    reliability x adjusted + (1 - reliability) x reference; reliability [0-1] is signal variance over signal plus
    noise variance, and comes with the indicator. Raises InputError. Source: AHRQ Quality Indicators, Empirical Methods.
    """
    weight = given.share("reliability", reliability)
    rates = given.numbers("rates", (adjusted_rate, reference_rate), least=0)
    return weight * rates[0] + (1 - weight) * rates[1]


def event_rate(events: float, exposure: float, *, per: float = 1000, confidence: float = 0.95) -> Rate:
    """Events per 1,000 device days (or another exposure), with the interval of the count.

    events [whole, 0 or more]; exposure [days, above 0]. Raises InputError. Source: CDC NHSN; UKHSA PHEindicatormethods.
    """
    days = given.number("exposure", exposure, above=0) / given.number("per", per, above=0)
    return Rate(
        given.whole("events", events) / days, count_interval(events, confidence=confidence).divided_by(days), per
    )


def to_prevent(observed: float, predicted: float, target_ratio: float) -> float:
    """Infections to prevent to reach a target ratio: observed - predicted x target [events; below 0: reached].

    CDC calls it the cumulative attributable difference. Choose the target of the program year.
    Raises InputError. Source: CDC targeted assessment for prevention (https://pmc.ncbi.nlm.nih.gov/articles/PMC6707375).
    """
    seen, model, target = given.numbers("infections", (observed, predicted, target_ratio), least=0)
    return seen - model * target


def direct_rate(
    events: Sequence[float],
    populations: Sequence[float],
    standard: Sequence[float],
    *,
    per: float = 100_000,
    confidence: float = 0.95,
) -> Rate:
    """The directly standardized rate: what the rate would be with the ages (strata) of the standard population.

    events [whole, 0 or more], populations [people, above 0] and standard [weights, 0 or more] per stratum. Sum of
    weight x events / population over the sum of weights. The interval is Dobson's: that of all events, scaled by the
    standard error of the rate; without any event it runs up from 0 by the largest stratum weight.

    Raises InputError where columns do not fit, or all weights are 0.
    Source: UKHSA PHEindicatormethods; Dobson 1991, doi 10.1002/sim.4780100317.
    """
    given.same_length(events=events, populations=populations, standard=standard)
    for count in events:
        given.whole("events", count)
    people = given.numbers("populations", populations, above=0)
    weights = given.numbers("standard", standard, least=0)
    whole = given.number("sum of the standard", math.fsum(weights), above=0)
    shares = [w / whole / n for w, n in zip(weights, people, strict=True)]
    rate = math.fsum(s * x for s, x in zip(shares, events, strict=True))
    total = math.fsum(events)
    bounds = count_interval(total, confidence=confidence)
    variance = math.fsum(s * s * x for s, x in zip(shares, events, strict=True))
    scale = math.sqrt(variance / total) if total else max(shares)
    low, high = max(0.0, rate + scale * (bounds.low - total)), rate + scale * (bounds.high - total)
    return Rate(rate * per, Interval(low * per, high * per, confidence), per)


def _ratio(
    observed: float,
    expected: float,
    bounds: Callable[..., Interval],
    confidence: float,
    least: float,
    what: str,
) -> Ratio:
    events, model = given.whole("observed", observed), given.number("expected", expected, least=0)
    if model < least:
        return Ratio(
            events, model, None, None, None, f"No ratio is given: only {model:.2g} {what}, fewer than {least:g}."
        )
    interval = bounds(events, confidence=confidence).divided_by(model)
    return Ratio(events, model, events / model, interval, mid_p(events, model))


def _of_units(way: Callable[[float, float], Ratio]) -> Callable[..., float]:
    """The ratio of the rows of one unit, or of all rows where none is named."""

    def method(observed: Sequence[float], expected: Sequence[float], units: Sequence[str] | None, *unit: str) -> float:
        rows = [i for i in range(len(observed)) if not unit or units is None or units[i] == unit[0]]
        return way(math.fsum(observed[i] for i in rows), math.fsum(expected[i] for i in rows)).number()

    return method


_UNITS = (("number", "number", "text"), 2, ("unit",))

ROWS = (
    Method("smr", _of_units(smr), ("observed", "expected", "units"), *_UNITS, "observed deaths over expected deaths"),
    Method(
        "sir", _of_units(sir), ("observed", "predicted", "units"), *_UNITS, "observed infections over predicted ones"
    ),
    Method(
        "direct_rate",
        lambda *columns: direct_rate(*columns).value,
        ("events", "populations", "standard"),
        ("number",) * 3,
        3,
        (),
        "per 100,000: each stratum's rate weighted by the standard population",
    ),
    Method(
        "expected_events",
        expected_events,
        ("risks",),
        ("number",),
        1,
        (),
        "sum of the modeled risks",
    ),
    Method(
        "expected_from_rates",
        expected_from_rates,
        ("populations", "rates"),
        ("number", "number"),
        2,
        (),
        "each stratum's reference rate times its people, added up",
    ),
)
