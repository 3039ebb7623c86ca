"""Charts of measured values: single values with their moving ranges, samples of several, and the run chart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import fmean, median, stdev

from cmo_pathways.analytics.control_charts.chart import (
    RANGE_LIMIT,
    SIGMA_PER_RANGE,
    ControlChart,
    Line,
    MovingRanges,
    base_end,
    cut,
    mean_range,
    moved,
    phased,
)
from cmo_pathways.analytics.control_charts.phases import checked, refuse, spans
from cmo_pathways.analytics.run_rules import (
    WESTERN_ELECTRIC,
    Rule,
    Signal,
    detect_run_chart_signals,
)
from cmo_pathways.errors import Problem


def xmr_chart(
    values: Sequence[float],
    phases: Sequence[str] | None = None,
    *,
    unit: str = "",
    floor: float | None = None,
    ceiling: float | None = None,
    baseline: int | None = None,
    rules: Sequence[Rule] = WESTERN_ELECTRIC,
) -> ControlChart:
    """A chart of individual values with moving ranges (XmR): one number per month, say.

    centre = mean; limits = mean -/+ (3/1.128) x mean moving range; moving-range limit = 3.267 x mean moving range.
    values: [unit], two or more per phase, in the order of time; zeros are ordinary values; where all are equal the
    limits lie on the centre and nothing signals. phases: one name per value, neighbours with the same name belong
    together. floor and ceiling [unit]: limits are not drawn beyond them (0 and 100 for a percentage); by default
    limits are not cut. baseline [points, 2 or more]: limits come from the first points of each phase.

    Raises InputError where a value is missing, a phase has fewer than 2 points, or a phase name comes back later;
    LearnerError for a baseline of one point. Source: NIST/SEMATECH e-Handbook 6.3.2.2.
    """
    numbers, names = checked(values, phases)

    def draw(start: int, stop: int) -> list[Line]:
        base = numbers[start : base_end(start, stop, baseline, 2)]
        mean, sigma = fmean(base), mean_range(base) * SIGMA_PER_RANGE
        low, high = cut(mean - 3 * sigma, floor, ceiling), cut(mean + 3 * sigma, floor, ceiling)
        return [Line(mean, low, high, distance(x - mean, sigma)) for x in numbers[start:stop]]

    chart = phased("xmr", unit, numbers, names, draw, rules, least=2)
    return replace(chart, ranges=_ranges(numbers, names, baseline))


def run_chart(values: Sequence[float], phases: Sequence[str] | None = None, *, unit: str = "") -> ControlChart:
    """A run chart: values [unit] around the median of each phase, without limits.

    Signals are an unusually long run and too few crossings of the median; points on the median count for neither.
    Raises InputError as ``xmr_chart`` does. Source: Anhoej and Olesen 2014, doi 10.1371/journal.pone.0113825.
    """
    numbers, names = checked(values, phases, least=1)
    centre: list[float] = []
    signals: list[Signal] = []
    for start, stop in spans(names, least=1):
        middle = median(numbers[start:stop])
        centre += [middle] * (stop - start)
        signals += moved(detect_run_chart_signals(numbers[start:stop], middle), start)
    no_limits = (None,) * len(numbers)
    return ControlChart("run", unit, numbers, tuple(centre), no_limits, no_limits, names, tuple(signals))


@dataclass(frozen=True, slots=True)
class MeansAndSpreads:
    """The two charts of samples: their means, and their standard deviations [both in the unit of the values].

    Read the spreads first: the limits of the means come from them. ``sigma`` is the standard deviation within
    samples per phase, by its name.
    """

    means: ControlChart
    spreads: ControlChart
    sigma: tuple[tuple[str, float], ...]


def xbar_s_charts(
    samples: Sequence[Sequence[float]],
    phases: Sequence[str] | None = None,
    *,
    unit: str = "",
    rules: Sequence[Rule] = WESTERN_ELECTRIC,
) -> MeansAndSpreads:
    """The charts of sample means (X-bar) and sample standard deviations (S): ten waiting times each day, say.

    samples: [unit], each of two or more values, in the order of time; sizes may differ. With equal sizes the mean
    standard deviation is the centre, otherwise the pooled one. Means: centre -/+ 3 s / (c4 root n); spreads: s (1 -/+
    3 root(1 - c4 squared) / c4), the lower limit at least 0, and only its limits signal, as they are not symmetric.

    Raises InputError where a sample has fewer than 2 values or one is missing.
    Source: NIST/SEMATECH e-Handbook 6.3.2.1; Montgomery, Introduction to Statistical Quality Control.
    """
    refuse([Problem("samples", i, "E-VALUE", f"sample {i} has fewer than 2 values - a spread needs two")
            for i, sample in enumerate(samples, start=1) if len(sample) < 2])  # fmt: skip
    for sample in samples:
        checked(sample, None)
    means, names = checked([fmean(sample) for sample in samples], phases, 1)
    spreads, sizes = tuple(stdev(sample) for sample in samples), tuple(len(sample) for sample in samples)

    def centres(start: int, stop: int) -> tuple[float, float]:
        n, s = sizes[start:stop], spreads[start:stop]
        middle = math.fsum(a * b for a, b in zip(n, means[start:stop], strict=True)) / sum(n)
        if len(set(n)) == 1:
            return middle, fmean(s)
        return middle, math.sqrt(math.fsum((a - 1) * b * b for a, b in zip(n, s, strict=True)) / (sum(n) - len(n)))

    def draw_means(start: int, stop: int) -> list[Line]:
        middle, spread = centres(start, stop)
        sigmas = [spread / (unbiasing(n) * math.sqrt(n)) for n in sizes[start:stop]]
        return [
            Line(middle, middle - 3 * sigma, middle + 3 * sigma, distance(x - middle, sigma))
            for x, sigma in zip(means[start:stop], sigmas, strict=True)
        ]

    def draw_spreads(start: int, stop: int) -> list[Line]:
        spread = centres(start, stop)[1]
        sigmas = [spread * math.sqrt(1 - unbiasing(n) ** 2) / unbiasing(n) for n in sizes[start:stop]]
        return [
            Line(spread, max(0.0, spread - 3 * sigma), spread + 3 * sigma, distance(x - spread, sigma))
            for x, sigma in zip(spreads[start:stop], sigmas, strict=True)
        ]

    within = [(names[a], centres(a, b)[1] / fmean(unbiasing(n) for n in sizes[a:b])) for a, b in spans(names, 1)]
    return MeansAndSpreads(
        phased("xbar", unit, means, names, draw_means, rules),
        phased("s", unit, spreads, names, draw_spreads, (Rule.BEYOND_LIMIT,)),
        tuple(within),
    )


def unbiasing(n: int) -> float:
    """c4 [0-1]: the mean standard deviation of samples of n values over the true one, for normal values, n >= 2."""
    return math.sqrt(2 / (n - 1)) * math.exp(math.lgamma(n / 2) - math.lgamma((n - 1) / 2))


def distance(difference: float, sigma: float) -> float:
    """A distance in sigma; 0 where there is no variation at all."""
    return difference / sigma if sigma else 0.0


def _ranges(numbers: Sequence[float], names: Sequence[str], baseline: int | None) -> MovingRanges:
    moving: list[float | None] = []
    centre: list[float] = []
    signals: list[Signal] = []
    for start, stop in spans(names):
        ranges = [abs(b - a) for a, b in pairwise(numbers[start:stop])]
        middle = mean_range(numbers[start : base_end(start, stop, baseline, 2)])
        moving += [None, *ranges]
        centre += [middle] * (stop - start)
        signals += [
            Signal(Rule.BEYOND_LIMIT, start + i, (start + i,), "above")
            for i, r in enumerate(ranges, start=1)
            if r > RANGE_LIMIT * middle
        ]
    return MovingRanges(tuple(moving), tuple(centre), tuple(RANGE_LIMIT * c for c in centre), tuple(signals))
