"""Funnel plots: which hospitals, units or surgeons need a closer look, and which differences are noise?

A point outside the 99.8% limits asks for a look at data, case mix and care, in this order; it proves nothing. At these
limits 1 unit in 500 lies outside by chance. No rank table without intervals.
Sources: Spiegelhalter 2005 (https://doi.org/10.1002/sim.1970, https://doi.org/10.1136/qshc.2005.013755); UKHSA
PHEindicatormethods; FunnelPlotR (https://github.com/nhs-r-community/FunnelPlotR) for winsorizing, phi and tau.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from cmo_pathways.analytics import given
from cmo_pathways.analytics.method import Method
from cmo_pathways.analytics.thresholds import figure
from cmo_pathways.errors import LearnerError

Adjustment = Literal["none", "additive", "multiplicative"]


@dataclass(frozen=True, slots=True)
class Dispersion:
    """How much units differ beyond chance: ``phi`` [1 = chance alone], its bound, and the spread between units.

    ``tau`` is the standard deviation between units [unit of the values]; ``over`` is True where phi exceeds its bound.
    """

    phi: float
    bound: float
    tau: float
    over: bool


@dataclass(frozen=True, slots=True)
class FunnelUnit:
    """One unit of a funnel plot: its value, where it stands across (patients or expected events), and its limits.

    ``z`` is its distance from the target [standard errors, widened where the funnel is]; ``flag`` is ``alarm`` beyond
    the 99.8% limits, ``alert`` beyond the 95% ones, else empty; ``side`` is ``above``, ``below`` or empty.
    """

    name: str
    value: float
    size: float
    alert: tuple[float, float]
    alarm: tuple[float, float]
    z: float
    flag: str
    side: str


@dataclass(frozen=True, slots=True)
class Funnel:
    """A funnel plot as a value; units in the order given. ``by_chance`` is how many alarms chance alone would raise."""

    kind: Literal["share", "ratio"]
    target: float
    units: tuple[FunnelUnit, ...]
    dispersion: Dispersion | None
    adjustment: Adjustment
    by_chance: float


def funnel_of_shares(
    names: Sequence[str],
    counts: Sequence[float],
    totals: Sequence[float],
    *,
    target: float | None = None,
    adjustment: Adjustment = "none",
) -> Funnel:
    """The funnel of shares [0-1], such as mortality: counts of patients over totals, one row per unit.

    Limits are exact (binomial, interpolated) at 95% and 99.8%; widened ones are normal. target [0-1, neither end]: the
    share of all units together where None. Where units differ beyond chance (``dispersion.over``), most often because
    the case mix model lacks something, widen with ``additive`` (the form its author prefers) or ``multiplicative``.

    Raises InputError for impossible counts; LearnerError where the target is 0 or 1, or too few units are there.
    """
    given.same_length(names=names, counts=counts, totals=totals)
    sizes = [given.whole("totals", n, least=1) for n in totals]
    events = [given.whole("counts", x) for x in counts]
    for x, n in zip(events, sizes, strict=True):
        given.number("counts", x, least=0, most=n)
    goal = sum(events) / sum(sizes) if target is None else given.share("target", target)
    if not 0 < goal < 1:
        raise LearnerError(f"The target is {goal:g}: nothing varies around it. Give a target between 0 and 1.")
    values = [x / n for x, n in zip(events, sizes, strict=True)]
    errors = [_error("share", goal, n) for n in sizes]
    exact = [tuple(share_limits(goal, n, level) for level in _levels()) for n in sizes]
    return _funnel("share", names, values, sizes, errors, goal, exact, adjustment)


def funnel_of_ratios(
    names: Sequence[str],
    observed: Sequence[float],
    expected: Sequence[float],
    *,
    adjustment: Adjustment = "none",
) -> Funnel:
    """The funnel of observed over expected events (SMR, SIR) around 1, one row per unit.

    observed [whole, 0 or more]; expected [above 0]. Limits are exact (Poisson, interpolated) at 95% and 99.8%;
    widened ones are normal. Arguments and errors otherwise as for ``funnel_of_shares``.
    """
    given.same_length(names=names, observed=observed, expected=expected)
    sizes = given.numbers("expected", expected, above=0)
    values = [given.whole("observed", x) / e for x, e in zip(observed, sizes, strict=True)]
    errors = [_error("ratio", 1, e) for e in sizes]
    exact = [tuple(ratio_limits(e, level) for level in _levels()) for e in sizes]
    return _funnel("ratio", names, values, sizes, errors, 1.0, exact, adjustment)


def share_limits(target: float, total: int, level: float) -> tuple[float, float]:
    """Exact limits [0-1] around a target share for one size: binomial quantiles, interpolated between counts.

    target [between 0 and 1]; total [patients, 1 or more]; level [between 0 and 1], 0.95 say.
    Source: Spiegelhalter 2005, appendix (https://doi.org/10.1002/sim.1970).
    """
    from scipy.special import bdtr, bdtrik

    def reached(count: float) -> float:
        return float(bdtr(count, total, target))

    low, high = (_interpolated(reached, float(bdtrik(p, total, target)), p) / total for p in _ends(level))
    return min(1.0, max(0.0, low)), min(1.0, max(0.0, high))


def limits_at(funnel: Funnel, size: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """The 95% and the 99.8% limits [unit of the values] of a funnel at any size: so that they can be drawn as curves.

    size: patients [whole, 1 or more], or expected events [above 0]; widened as the funnel is. Raises InputError.
    """
    if funnel.adjustment == "none" or funnel.dispersion is None:
        if funnel.kind == "ratio":
            expected = given.number("size", size, above=0)
            first, second = (ratio_limits(expected, level) for level in _levels())
        else:
            total = given.whole("size", size, least=1)
            first, second = (share_limits(funnel.target, total, level) for level in _levels())
        return first, second
    error = _error(funnel.kind, funnel.target, given.number("size", size, above=0))
    wide = _widened(error, funnel.dispersion, funnel.adjustment)
    first, second = (_around(funnel.kind, funnel.target, _z(level) * wide) for level in _levels())
    return first, second


def wilson_limits(target: float, total: float, level: float) -> tuple[float, float]:
    """Limits [0-1] of the shares whose Wilson interval just holds the target: target -/+ z root(target (1-target)/n).

    Source: UKHSA PHEindicatormethods.
    """
    half = _z(level) * math.sqrt(target * (1 - target) / total)
    return max(0.0, target - half), min(1.0, target + half)


def ratio_limits(expected: float, level: float) -> tuple[float, float]:
    """Exact limits [ratio] around 1 for so many expected events: Poisson quantiles, interpolated between counts.

    Source: Spiegelhalter 2005, appendix.
    """
    from scipy.special import pdtr, pdtrik

    def reached(count: float) -> float:
        return float(pdtr(count, expected))

    low, high = (_interpolated(reached, float(pdtrik(p, expected)), p) / expected for p in _ends(level))
    return max(0.0, low), max(0.0, high)


def expected_on_limits(observed: float, level: float) -> tuple[float, float]:
    """The expected events at which this observed count lies on the lower, and on the upper limit.

    observed [whole, 1 or more]; level [between 0 and 1]. Raises InputError. Source: UKHSA PHEindicatormethods.
    """
    from scipy.stats import chi2

    events, (tail, _) = given.whole("observed", observed, least=1), _ends(level)
    return float(chi2.ppf(1 - tail, 2 * events + 2)) / 2, float(chi2.ppf(tail, 2 * events)) / 2


def dispersion(values: Sequence[float], errors: Sequence[float], target: float) -> Dispersion:
    """Whether units differ beyond chance: the mean of their squared scores, extreme ones pulled in.

    values and their standard errors [above 0] around the target [same unit]. Scores below the 10th and above the 90th
    percentile count as these; phi = mean of squares, bound 1 + 2 root(2 / units); tau squared = (k phi - (k - 1)) /
    (sum w - sum of w squared / sum w), w = 1 / error squared, at least 0.
    Raises LearnerError with fewer than 2 units, InputError for an error of 0.
    Source: Spiegelhalter 2005, doi 10.1136/qshc.2005.013755; FunnelPlotR.
    """
    import numpy as np

    k = len(values)
    if k < 2:
        raise LearnerError("Whether units differ beyond chance takes at least 2 units.")
    spread = np.asarray(given.numbers("errors", errors, above=0))
    z = (np.asarray(values) - target) / spread
    cut = figure("funnel-winsorize") / 100
    z = np.clip(z, *np.quantile(z, (cut, 1 - cut)))
    phi, weights = float(np.mean(z**2)), spread**-2.0
    room = float(weights.sum() - (weights**2).sum() / weights.sum())
    tau2 = max(0.0, (k * phi - (k - 1)) / room)
    bound = 1 + 2 * math.sqrt(2 / k)
    return Dispersion(phi, bound, math.sqrt(tau2), phi > bound)


def _funnel(
    kind: Literal["share", "ratio"],
    names: Sequence[str],
    values: Sequence[float],
    sizes: Sequence[float],
    errors: Sequence[float],
    target: float,
    exact: Sequence[tuple[tuple[float, float], ...]],
    adjustment: Adjustment,
) -> Funnel:
    found = dispersion(values, errors, target) if len(values) > 1 or adjustment != "none" else None
    units = []
    for name, value, size, error, limits in zip(names, values, sizes, errors, exact, strict=True):
        wide = error
        if found is not None and adjustment != "none":
            wide = _widened(error, found, adjustment)
            limits = tuple(_around(kind, target, _z(level) * wide) for level in _levels())
        units.append(_unit(name, value, size, limits[0], limits[1], (value - target) / wide))
    return Funnel(kind, target, tuple(units), found, adjustment, len(values) * (1 - _levels()[1]))


def _error(kind: str, target: float, size: float) -> float:
    """The standard error of a unit of this size around the target, by chance alone."""
    return math.sqrt(target * (1 - target) / size) if kind == "share" else 1 / math.sqrt(size)


def _widened(error: float, found: Dispersion, adjustment: Adjustment) -> float:
    return math.hypot(error, found.tau) if adjustment == "additive" else error * math.sqrt(max(1.0, found.phi))


def _around(kind: str, target: float, half: float) -> tuple[float, float]:
    return max(0.0, target - half), min(1.0 if kind == "share" else math.inf, target + half)


def _unit(
    name: str, value: float, size: float, alert: tuple[float, float], alarm: tuple[float, float], z: float
) -> FunnelUnit:
    flag = next((f for f, (low, high) in (("alarm", alarm), ("alert", alert)) if not low <= value <= high), "")
    side = "" if not flag else "above" if value > alert[1] else "below"
    return FunnelUnit(name, value, size, alert, alarm, z, flag, side)


def _interpolated(reached: Callable[[float], float], guess: float, p: float) -> float:
    """The count at which a distribution reaches p, between whole counts; guess: its quantile, not yet whole."""
    count = math.ceil(guess) if guess > 0 else 0
    below, at = reached(count - 1) if count else 0.0, reached(count)
    while at < p:
        count, below, at = count + 1, at, reached(count + 1)
    while count and below >= p:
        count, at, below = count - 1, below, reached(count - 2) if count > 1 else 0.0
    return count - (at - p) / (at - below)


def _levels() -> tuple[float, float]:
    return figure("funnel-alert") / 100, figure("funnel-alarm") / 100


def _ends(level: float) -> tuple[float, float]:
    tail = (1 - given.number("level", level, above=0, below=1)) / 2
    return tail, 1 - tail


def _z(level: float) -> float:
    from scipy.stats import norm

    return float(norm.ppf(_ends(level)[1]))


def _alarms(names: Sequence[str], counts: Sequence[float], totals: Sequence[float]) -> float:
    return float(sum(unit.flag == "alarm" for unit in funnel_of_shares(names, counts, totals).units))


def _phi(names: Sequence[str], counts: Sequence[float], totals: Sequence[float]) -> float:
    found = funnel_of_shares(names, counts, totals).dispersion
    if found is None:
        raise LearnerError("Whether units differ beyond chance takes at least 2 units.")
    return found.phi


_SHARES = (("units", "counts", "totals"), ("text", "number", "number"), 3, ())

ROWS = (
    Method("funnel_alarms", _alarms, *_SHARES, "units outside the exact 99.8% limits around the share of all units"),
    Method("funnel_phi", _phi, *_SHARES, "mean squared distance in standard errors, 10% at each end pulled in"),
)
