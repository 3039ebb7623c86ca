"""Charts of counts: shares of patients (p), counts (c) and rates (u), and their forms for very large totals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from cmo_pathways.analytics.control_charts.chart import (
    SIGMA_PER_RANGE,
    ControlChart,
    Line,
    base_end,
    cut,
    mean_range,
    phased,
)
from cmo_pathways.analytics.control_charts.measured import distance
from cmo_pathways.analytics.control_charts.phases import checked, refuse, refuse_impossible
from cmo_pathways.analytics.run_rules import WESTERN_ELECTRIC, Rule
from cmo_pathways.errors import Problem


def p_chart(
    counts: Sequence[float],
    totals: Sequence[float],
    phases: Sequence[str] | None = None,
    *,
    baseline: int | None = None,
    rules: Sequence[Rule] = WESTERN_ELECTRIC,
) -> ControlChart:
    """A chart of proportions [0-1] with limits that widen where fewer patients were counted.

    counts: patients with the event; totals: patients looked at [more than 0]. centre = all counts / all totals;
    limits = centre -/+ 3 sqrt(centre (1 - centre) / total), cut at 0 and 1. Not for rates per 1,000 days, and too
    narrow for very large totals: see ``p_prime_chart``. Where all counts are zero (or all equal the totals) the
    limits lie on the centre. baseline [points]: limits come from the first points of each phase.

    Raises InputError where a value is missing, a total is not above 0, or a count is negative or above its total.
    Source: NIST/SEMATECH e-Handbook 6.3.3.2; Montgomery's data in qcc (https://github.com/cran/qcc).
    """
    return _shares("p", counts, totals, phases, baseline, rules)


def p_prime_chart(
    counts: Sequence[float],
    totals: Sequence[float],
    phases: Sequence[str] | None = None,
    *,
    baseline: int | None = None,
    rules: Sequence[Rule] = WESTERN_ELECTRIC,
) -> ControlChart:
    """The p chart for very large totals (Laney p'): limits also hold what varies between periods beyond chance.

    Sigma of the p chart times the mean moving range of the standardized points / 1.128, per phase. A factor near 1
    says that the plain p chart would do; below 1 the limits are narrower than those. Two points or more per phase.
    Raises InputError as ``p_chart`` does. Source: Laney's method as in qicharts2 (https://github.com/anhoej/qicharts2).
    """
    return _shares("p_prime", counts, totals, phases, baseline, rules)


def c_chart(
    counts: Sequence[float],
    phases: Sequence[str] | None = None,
    *,
    baseline: int | None = None,
    rules: Sequence[Rule] = WESTERN_ELECTRIC,
) -> ControlChart:
    """A chart of event counts over equal periods: limits = mean -/+ 3 sqrt(mean), the lower one cut at 0.

    Raises InputError where a count is missing or negative. Source: Montgomery's data in qcc; NIST e-Handbook 6.3.3.1.
    """
    numbers, names = checked(counts, phases, 1, "counts")
    refuse([Problem("counts", i, "E-VALUE", f"{x:g} is negative - counts start at 0")
            for i, x in enumerate(numbers, start=1) if x < 0])  # fmt: skip

    def draw(start: int, stop: int) -> list[Line]:
        mean = fmean(numbers[start : base_end(start, stop, baseline)])
        sigma = math.sqrt(mean)
        low, high = max(0.0, mean - 3 * sigma), mean + 3 * sigma
        return [Line(mean, low, high, _distance(x, mean, sigma)) for x in numbers[start:stop]]

    return phased("c", "events", numbers, names, draw, rules)


def u_chart(
    counts: Sequence[float],
    exposures: Sequence[float],
    phases: Sequence[str] | None = None,
    *,
    per: float = 1,
    unit: str = "events per unit",
    baseline: int | None = None,
    rules: Sequence[Rule] = WESTERN_ELECTRIC,
) -> ControlChart:
    """A chart of rates: events over what was watched, such as infections per 1,000 device days.

    counts: events, may exceed the exposure; exposures: device days, patient days ... [more than 0]. per: the rate is
    told for this much exposure (1,000, say). centre = all counts / all exposures; limits = centre -/+ 3
    sqrt(centre / exposure), the lower one cut at 0. Without any event the limits lie on the centre.

    Raises InputError where a value is missing or negative, or an exposure is not above 0.
    Source: NIST/SEMATECH e-Handbook 6.3.3.1; data dyedcloth in qcc (https://github.com/cran/qcc).
    """
    return _chart("u", unit, counts, exposures, phases, baseline, rules, per=per, ceiling=None)


def u_prime_chart(
    counts: Sequence[float],
    exposures: Sequence[float],
    phases: Sequence[str] | None = None,
    *,
    per: float = 1,
    unit: str = "events per unit",
    baseline: int | None = None,
    rules: Sequence[Rule] = WESTERN_ELECTRIC,
) -> ControlChart:
    """The u chart for very large exposures (Laney u'), as ``p_prime_chart`` is to ``p_chart``.

    Raises InputError as ``u_chart`` does, and where a phase has fewer than 2 points.
    Source: Laney's method as in qicharts2.
    """
    return _chart("u_prime", unit, counts, exposures, phases, baseline, rules, per=per, ceiling=None)


def laney_factor(counts: Sequence[float], totals: Sequence[float]) -> float:
    """By how much shares of patients vary beyond chance [ratio, 1 = chance alone]: Laney's sigma z of a p' chart.

    0 where nothing, or everything, happened. Raises InputError as ``p_chart`` does, or with fewer than 2 points.
    Source: qicharts2.
    """
    return _laney(counts, totals, shares=True)


def laney_rate_factor(counts: Sequence[float], exposures: Sequence[float]) -> float:
    """By how much rates vary beyond chance [ratio, 1 = chance alone]: Laney's sigma z of a u' chart.

    0 where nothing happened. Raises InputError as ``u_chart`` does, or with fewer than 2 points. Source: qicharts2.
    """
    return _laney(counts, exposures, shares=False)


@dataclass(frozen=True, slots=True)
class _Standardized:
    mean: float
    sigmas: tuple[float, ...]
    z: tuple[float, ...]

    def factor(self, base: int) -> float:
        return mean_range(self.z[:base]) * SIGMA_PER_RANGE


def _standardized(tops: Sequence[float], bottoms: Sequence[float], base: int, shares: bool) -> _Standardized:
    """Points of a phase in sigma of chance alone: binomial for shares, Poisson for rates."""
    mean = math.fsum(tops[:base]) / math.fsum(bottoms[:base])
    sigmas = tuple(math.sqrt((mean * (1 - mean) if shares else mean) / n) for n in bottoms)
    z = tuple(_distance(d / n, mean, s) for d, n, s in zip(tops, bottoms, sigmas, strict=True))
    return _Standardized(mean, sigmas, z)


def _distance(point: float, mean: float, sigma: float) -> float:
    """In sigma; a point off a centre that allows no variation is as far away as can be."""
    return distance(point - mean, sigma) if sigma or point == mean else math.copysign(math.inf, point - mean)


def _laney(counts: Sequence[float], totals: Sequence[float], *, shares: bool) -> float:
    tops, _ = checked(counts, None, 2, "counts")
    bottoms, _ = checked(totals, None, 2, "totals")
    refuse_impossible(tops, bottoms, at_most_total=shares)
    return _standardized(tops, bottoms, len(tops), shares).factor(len(tops))


def _shares(
    kind: str,
    counts: Sequence[float],
    totals: Sequence[float],
    phases: Sequence[str] | None,
    baseline: int | None,
    rules: Sequence[Rule],
) -> ControlChart:
    return _chart(kind, "proportion", counts, totals, phases, baseline, rules, per=1, ceiling=1.0)


def _chart(
    kind: str,
    unit: str,
    counts: Sequence[float],
    totals: Sequence[float],
    phases: Sequence[str] | None,
    baseline: int | None,
    rules: Sequence[Rule],
    *,
    per: float,
    ceiling: float | None,
) -> ControlChart:
    prime, shares = kind.endswith("_prime"), ceiling is not None
    least = 2 if prime else 1
    tops, names = checked(counts, phases, least, "counts")
    bottoms, _ = checked(totals, phases, least, "totals")
    refuse_impossible(tops, bottoms, at_most_total=shares)

    def draw(start: int, stop: int) -> list[Line]:
        base = base_end(start, stop, baseline, least) - start
        found = _standardized(tops[start:stop], bottoms[start:stop], base, shares)
        wider = found.factor(base) if prime else 1.0
        return [
            Line(
                found.mean * per,
                max(0.0, found.mean - 3 * sigma * wider) * per,
                cut(found.mean + 3 * sigma * wider, None, ceiling) * per,
                distance(z, wider),
            )
            for sigma, z in zip(found.sigmas, found.z, strict=True)
        ]

    points = [d / n * per for d, n in zip(tops, bottoms, strict=True)]
    return phased(kind, unit, points, names, draw, rules, least=least)
