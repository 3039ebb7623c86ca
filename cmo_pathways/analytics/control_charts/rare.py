"""Charts of rare harm: cases between events (g) and time between events (t).

Higher is better on both: more cases, or more days, without harm. The last gap, which has not ended yet, is no point.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean, median

from cmo_pathways.analytics.control_charts.chart import (
    SIGMA_PER_RANGE,
    ControlChart,
    Line,
    base_end,
    mean_range,
    moved,
    phased,
)
from cmo_pathways.analytics.control_charts.measured import distance
from cmo_pathways.analytics.control_charts.phases import checked, refuse, spans
from cmo_pathways.analytics.run_rules import WESTERN_ELECTRIC, Rule, Signal
from cmo_pathways.errors import Problem

POWER = 3.6
"""Times between events are drawn to the power of one over this, which makes them nearly normal."""
ZEROS = 3
"""Zeros in a row on a g chart that tell of clustering."""
_TAIL = 0.00135  # beyond three sigma on one side of a normal distribution


def g_chart(gaps: Sequence[float], phases: Sequence[str] | None = None, *, baseline: int | None = None) -> ControlChart:
    """A chart of cases between rare events, with sigma limits: surgeries between two infections, say.

    gaps: cases between one event and the next [0 or more]. centre = mean; limits = mean -/+ 3 sqrt(mean (mean + 1)),
    the lower one at least 0, so that it hardly ever signals: three zeros in a row do instead. Runs are not looked at,
    as the mean does not halve a skewed distribution; see ``g_quantile_chart``.

    Raises InputError where a gap is missing, negative or not a whole number.
    Source: qicharts2 (https://github.com/anhoej/qicharts2); zeros after Benneyan's test as Minitab has it.
    """
    numbers, names = _gaps(gaps, phases)

    def draw(start: int, stop: int) -> list[Line]:
        mean = fmean(numbers[start : base_end(start, stop, baseline)])
        sigma = math.sqrt(mean * (mean + 1))
        return [
            Line(mean, max(0.0, mean - 3 * sigma), mean + 3 * sigma, distance(x - mean, sigma))
            for x in numbers[start:stop]
        ]

    return _with_zeros(phased("g", "cases", numbers, names, draw, (Rule.BEYOND_LIMIT,)))


def g_quantile_chart(
    gaps: Sequence[float], phases: Sequence[str] | None = None, *, baseline: int | None = None
) -> ControlChart:
    """A chart of cases between rare events whose limits hold 99.73% of a geometric distribution.

    Better than sigma limits where events are rare: the lower limit means something. The centre is the median of the
    gaps, so that runs could be counted. gaps: cases between events [0 or more]. Raises InputError as ``g_chart`` does.
    Source: qcc, help for g charts (https://github.com/cran/qcc); scipy.stats.geom.
    """
    from scipy.stats import geom

    numbers, names = _gaps(gaps, phases)

    def draw(start: int, stop: int) -> list[Line]:
        base = numbers[start : base_end(start, stop, baseline)]
        chance = 1 / (fmean(base) + 1)
        low, high = (float(geom.ppf(q, chance, loc=-1)) if chance < 1 else 0.0 for q in (_TAIL, 1 - _TAIL))
        low, middle = max(0.0, low), median(base)
        return [
            Line(middle, low, high, math.inf if x > high else -math.inf if x < low else 0) for x in numbers[start:stop]
        ]

    return _with_zeros(phased("g", "cases", numbers, names, draw, (Rule.BEYOND_LIMIT,)))


def t_chart(
    times: Sequence[float],
    phases: Sequence[str] | None = None,
    *,
    unit: str = "days",
    baseline: int | None = None,
    rules: Sequence[Rule] = WESTERN_ELECTRIC,
) -> ControlChart:
    """A chart of time between rare events: limits of an XmR chart of the times to the power 1/3.6, turned back.

    times: [unit, above 0], two or more per phase. Limits use 3/1.128; a lower limit below 0 is 0.
    Raises InputError where a time is missing or not above 0: two events at the same time cannot be drawn here; record
    the hour, or count cases with ``g_chart``. Source: qicharts2; Montgomery exercise 7.6.
    """
    numbers, names = checked(times, phases, 2, "times")
    refuse([Problem("times", i, "E-VALUE", "no time lies between two events - record the hour, or use a g chart")
            for i, t in enumerate(numbers, start=1) if t <= 0])  # fmt: skip
    even = tuple(t ** (1 / POWER) for t in numbers)

    def draw(start: int, stop: int) -> list[Line]:
        base = even[start : base_end(start, stop, baseline, 2)]
        mean, sigma = fmean(base), mean_range(base) * SIGMA_PER_RANGE
        low, high = max(0.0, mean - 3 * sigma) ** POWER, (mean + 3 * sigma) ** POWER
        return [Line(mean**POWER, low, high, distance(y - mean, sigma)) for y in even[start:stop]]

    return phased("t", unit, numbers, names, draw, rules, least=2)


def _gaps(gaps: Sequence[float], phases: Sequence[str] | None) -> tuple[tuple[float, ...], tuple[str, ...]]:
    numbers, names = checked(gaps, phases, 1, "gaps")
    refuse([Problem("gaps", i, "E-VALUE", f"{x:g} is no number of cases - give 0, 1, 2 ...")
            for i, x in enumerate(numbers, start=1) if x < 0 or x != int(x)])  # fmt: skip
    return numbers, names


def _with_zeros(chart: ControlChart) -> ControlChart:
    found: list[Signal] = []
    for start, stop in spans(chart.phase, 1):
        run: list[int] = []
        for i, gap in enumerate(chart.points[start:stop]):
            run = [*run, i] if gap == 0 else []
            if len(run) == ZEROS:
                found.append(Signal(Rule.ZEROS, start + i, (), "below"))
            if len(run) >= ZEROS:
                found[-1] = moved([Signal(Rule.ZEROS, found[-1].index - start, tuple(run), "below")], start)[0]
    signals = sorted((*chart.signals, *found), key=lambda s: s.index)
    return replace(chart, signals=tuple(signals))
