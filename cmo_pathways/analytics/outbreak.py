"""Outbreaks: attack rates by exposure, vaccine effectiveness, herd threshold, final size and reproduction number.

Sources: CDC case study 401-303 (Oswego 1940) for food-specific tables; Katz 1978, doi:10.2307/2530610, for the
interval of a ratio of risks; Cori 2013, doi:10.1093/aje/kwt133, and https://github.com/mrc-ide/EpiEstim for the
reproduction number over time.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cmo_pathways.analytics import given
from cmo_pathways.analytics.method import by_row, whole_column
from cmo_pathways.analytics.thresholds import load_thresholds
from cmo_pathways.errors import InputError, LearnerError, Problem


@dataclass(frozen=True, slots=True)
class Exposure:
    """Attack rates with and without an exposure: counts of people, rates [0-1], their ratio and its interval.

    ``ratio`` is None where nobody unexposed fell ill, ``low`` and ``high`` where a cell is empty; ``why`` says so.
    ``missing`` people were left out because their illness or exposure is not known.
    """

    ill_exposed: int
    exposed: int
    ill_unexposed: int
    unexposed: int
    rate_exposed: float
    rate_unexposed: float
    ratio: float | None
    low: float | None
    high: float | None
    missing: int = 0
    why: str = ""

    @property
    def difference(self) -> float:
        """Attack rate of the exposed less that of the unexposed [-1 to 1]."""
        return self.rate_exposed - self.rate_unexposed

    def number(self) -> float:
        """The ratio of attack rates. Raises LearnerError where it is not defined."""
        if self.ratio is None:
            raise LearnerError(f"The ratio of attack rates is not defined here: {self.why}.")
        return self.ratio

    def effectiveness(self) -> tuple[float, float | None, float | None]:
        """Vaccine effectiveness, 1 - ratio, with its limits, where the exposure is vaccination [at most 1].

        Below 0 the vaccinated fell ill more often. Raises LearnerError where the ratio is not defined.
        """
        low, high = (None if limit is None else 1 - limit for limit in (self.high, self.low))
        return 1 - self.number(), low, high


@dataclass(frozen=True, slots=True)
class Reproduction:
    """How many people one case infected in a window that ends on ``day`` [counted from 0]: mean and 95 % interval."""

    day: int
    mean: float
    low: float
    high: float


def attack_rate(ill: float, people: float) -> float:
    """The share of people who fell ill [0-1]. Raises InputError without people or with more ill than people."""
    total = given.whole("people", people, least=1)
    return given.number("ill", given.whole("ill", ill), most=total) / total


def exposure(
    ill_exposed: float,
    exposed: float,
    ill_unexposed: float,
    unexposed: float,
    *,
    confidence: float = 0.95,
    missing: int = 0,
) -> Exposure:
    """Attack rates with and without an exposure and their ratio, from counts of people (ill, all; ill, all).

    Interval on the logarithm: se = sqrt(1/ill - 1/all + 1/ill - 1/all). Nothing is added to empty cells. Raises
    InputError where a group has nobody in it or more ill than people.
    """
    from scipy.stats import norm

    first, second = attack_rate(ill_exposed, exposed), attack_rate(ill_unexposed, unexposed)
    a, n, c, m = int(ill_exposed), int(exposed), int(ill_unexposed), int(unexposed)
    z = float(norm.ppf((1 + given.number("confidence", confidence, above=0, below=1)) / 2))
    ratio, low, high, why = None, None, None, "nobody without the exposure fell ill"
    if c:
        ratio, why = first / second, "nobody with the exposure fell ill, so there is no interval"
    if ratio:
        spread = math.exp(z * math.sqrt(max(0.0, 1 / a - 1 / n + 1 / c - 1 / m)))
        low, high, why = ratio / spread, ratio * spread, ""
    return Exposure(a, n, c, m, first, second, ratio, low, high, missing, why)


def exposure_of_list(ill: Sequence[float | None], exposed: Sequence[float | None]) -> Exposure:
    """The same from a line list: per person 1 or 0 for ill and for exposed, None where it is not known.

    People with either unknown are left out and counted in ``missing``. Raises InputError for other values, or where
    nobody is left in one of the groups.
    """
    given.same_length(ill=ill, exposed=exposed)
    known = [(i, e) for i, e in zip(ill, exposed, strict=True) if i is not None and e is not None]
    if wrong := [at for at, pair in enumerate(known, start=1) if not set(pair) <= {0, 1}]:
        raise InputError([Problem("line list", wrong[0], "E-VALUE", "is neither 1 nor 0 - code yes as 1, no as 0")])
    counts = [(sum(i == 1 and e == side for i, e in known), sum(e == side for _, e in known)) for side in (1, 0)]
    return exposure(*counts[0], *counts[1], missing=len(ill) - len(known))


def herd_threshold(basic_number: float) -> float:
    """The share of immune people [0-1] above which an infection dies out: 1 - 1/R0; 0 where R0 is 1 or less.

    Everybody mixes with everybody. Raises InputError for a number below 0.
    """
    number = given.number("basic_number", basic_number, least=0)
    return 0.0 if number <= 1 else 1 - 1 / number


def final_size(basic_number: float) -> float:
    """The share of people [0-1] whom an unchecked epidemic reaches in the end: the root of z = 1 - exp(-R0 z).

    0 where R0 is 1 or less. Solved with Lambert's W. Raises InputError for a number below 0.
    """
    from scipy.special import lambertw

    number = given.number("basic_number", basic_number, least=0)
    if number <= 1:
        return 0.0
    return max(0.0, float(1 + lambertw(-number * math.exp(-number)).real / number))


def reproduction(
    cases: Sequence[float], serial: Sequence[float], *, window: int | None = None
) -> tuple[Reproduction, ...]:
    """The reproduction number over time (Cori 2013): how many people one case infects, per window of days.

    ``cases`` new cases per day, the first days included; ``serial`` the chance that a next case follows after 1, 2, ...
    days [adds up to 1]; ``window`` [days] as in ``rt-window`` (7). Posterior Gamma(a + cases, 1 / (1/b + infectivity)),
    infectivity of a day = sum of serial(s) x cases s days before; prior mean and spread as in ``rt-prior-mean`` and
    ``rt-prior-sd`` (5 and 5). The first day is never in a window. With few cases the prior shows: with
    none at all the mean is that of the prior. Raises InputError; empty where there are too few days.
    """
    from scipy.stats import gamma

    daily = given.numbers("cases", cases, least=0)
    weights = given.numbers("serial", serial, least=0)
    if not math.isclose(math.fsum(weights), 1, abs_tol=1e-3):
        raise InputError([Problem("serial", 0, "E-VALUE", f"adds up to {math.fsum(weights):g} - let it add up to 1")])
    days = given.whole("window", _figure("rt-window") if window is None else window, least=1)
    shape = (_figure("rt-prior-mean") / _figure("rt-prior-sd")) ** 2
    scale = _figure("rt-prior-sd") ** 2 / _figure("rt-prior-mean")
    force = [math.fsum(w * daily[t - s] for s, w in enumerate(weights, start=1) if s <= t) for t in range(len(daily))]
    found = []
    for last in range(days, len(daily)):
        span = slice(last - days + 1, last + 1)
        a, b = shape + math.fsum(daily[span]), 1 / (1 / scale + math.fsum(force[span]))
        low, high = (float(q) for q in gamma.ppf((0.025, 0.975), a, scale=b))
        found.append(Reproduction(last, a * b, low, high))
    return tuple(found)


def _figure(id: str) -> float:
    return load_thresholds().threshold(id).number


def _last_reproduction(cases: Sequence[float], serial: Sequence[float]) -> float:
    """The mean of the last window; a table's serial column is as long as that of cases, filled with 0."""
    if not (found := reproduction(cases, serial)):
        raise LearnerError("There are too few days for one window. Give more days.")
    return found[-1].mean


_GROUPS = ("ill_exposed", "exposed", "ill_unexposed", "unexposed")

ROWS = (
    by_row("attack_rate", attack_rate, ("ill", "people"), "ill / people"),
    by_row("risk_ratio", lambda *row: exposure(*row).number(), _GROUPS, "(ill / exposed) / (ill / unexposed)"),
    by_row("risk_difference", lambda *row: exposure(*row).difference, _GROUPS, "ill / exposed less ill / unexposed"),
    by_row(
        "vaccine_effectiveness",
        lambda *row: exposure(*row).effectiveness()[0],
        ("ill_vaccinated", "vaccinated", "ill_unvaccinated", "unvaccinated"),
        "1 - attack rate of the vaccinated / attack rate of the others",
    ),
    whole_column(
        "list_risk_ratio",
        lambda ill, exposed: exposure_of_list(ill, exposed).number(),
        ("ill", "exposed"),
        "attack rate of those exposed / attack rate of the others, from 1 and 0 per person",
    ),
    by_row("herd_threshold", herd_threshold, ("basic_number",), "1 - 1 / R0"),
    by_row("final_size", final_size, ("basic_number",), "root of z = 1 - exp(-R0 z)"),
    whole_column(
        "reproduction",
        _last_reproduction,
        ("cases", "serial"),
        "Cori: (1 + cases of the last 7 days) / (1/5 + their infectivity)",
    ),
)
"""What a case can ask of this family."""
