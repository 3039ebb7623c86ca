"""Control charts: is this process stable, and what can it be expected to give next month?

Every chart here is a ``ControlChart``: per point its value, centre, limits, phase and the rules that fired. Limits are
worked out per phase, and no moving range crosses the border between two phases. Choose phases by what was changed and
when, not by looking for the best fit.

Constants: limits of individual values use 3/1.128 (often rounded to 2.66), the moving-range limit uses 3.267.
Sources: NIST/SEMATECH e-Handbook of Statistical Methods 6.3.2.2 and 6.3.3 (https://itl.nist.gov/div898/handbook);
qicharts2 (https://github.com/anhoej/qicharts2).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import fmean, median

from cmo_pathways.analytics.run_rules import (
    WESTERN_ELECTRIC,
    Rule,
    Signal,
    detect_run_chart_signals,
    detect_signals,
)
from cmo_pathways.errors import InputError, Problem

SIGMA_PER_RANGE = 1 / 1.128  # d2 for moving ranges of two points
RANGE_LIMIT = 3.267  # D4 for ranges of two points; some tables print 3.268


@dataclass(frozen=True, slots=True)
class MovingRanges:
    """Distances between neighbouring points [unit of the chart]; None at the first point of each phase."""

    values: tuple[float | None, ...]
    centre: tuple[float, ...]
    upper: tuple[float, ...]
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class ControlChart:
    """A control chart as a value: one entry per point in every tuple, in the order of time.

    ``lower`` and ``upper`` hold None where a chart has no limits (run charts). ``points`` of a signal are counted
    from 0 over the whole chart. ``ranges`` is there for XmR charts only.
    """

    kind: str
    unit: str
    points: tuple[float, ...]
    centre: tuple[float, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    phase: tuple[str, ...]
    signals: tuple[Signal, ...]
    ranges: MovingRanges | None = None

    @property
    def phases(self) -> tuple[str, ...]:
        """The names of the phases, in order."""
        return tuple(dict.fromkeys(self.phase))

    def first_of(self, phase: str) -> int:
        """The first point [counted from 0] of a phase."""
        return self.phase.index(phase)


def xmr_chart(
    values: Sequence[float],
    phases: Sequence[str] | None = None,
    *,
    unit: str = "",
    floor: float | None = None,
    ceiling: float | None = None,
    rules: Sequence[Rule] = WESTERN_ELECTRIC,
) -> ControlChart:
    """A chart of individual values with moving ranges (XmR): one number per month, say.

    centre = mean; limits = mean -/+ (3/1.128) x mean moving range; moving-range limit = 3.267 x mean moving range.
    values: [unit], two or more per phase, in the order of time; zeros are ordinary values; where all are equal the
    limits lie on the centre and nothing signals. phases: one name per value, neighbours with the same name belong
    together. floor and ceiling [unit]: limits are not drawn beyond them (0 and 100 for a percentage); by default
    limits are not cut.

    Raises InputError where a value is missing, a phase has fewer than 2 points, or a phase name comes back later.
    Source: NIST/SEMATECH e-Handbook 6.3.2.2.
    """
    numbers, names = _checked(values, phases)
    chart: list[tuple[float, float, float]] = []
    moving: list[float | None] = []
    range_lines: list[tuple[float, float]] = []
    signals: list[Signal] = []
    range_signals: list[Signal] = []
    for start, stop in _spans(names):
        part = numbers[start:stop]
        ranges = [abs(b - a) for a, b in pairwise(part)]
        mean, mean_range = fmean(part), fmean(ranges)
        sigma = mean_range * SIGMA_PER_RANGE
        chart += [(mean, _cut(mean - 3 * sigma, floor, ceiling), _cut(mean + 3 * sigma, floor, ceiling))] * len(part)
        moving += [None, *ranges]
        range_lines += [(mean_range, RANGE_LIMIT * mean_range)] * len(part)
        signals += _moved(detect_signals([(x - mean) / sigma if sigma else 0.0 for x in part], rules), start)
        range_signals += [
            Signal(Rule.BEYOND_LIMIT, start + i, (start + i,), "above")
            for i, r in enumerate(ranges, start=1)
            if r > RANGE_LIMIT * mean_range
        ]
    range_centre, range_upper = zip(*range_lines, strict=True)
    ranges_drawn = MovingRanges(tuple(moving), range_centre, range_upper, tuple(range_signals))
    centre, lower, upper = zip(*chart, strict=True)
    return ControlChart("xmr", unit, numbers, centre, lower, upper, names, tuple(signals), ranges_drawn)


def p_chart(
    counts: Sequence[float],
    totals: Sequence[float],
    phases: Sequence[str] | None = None,
    *,
    rules: Sequence[Rule] = WESTERN_ELECTRIC,
) -> ControlChart:
    """A chart of proportions [0-1] with limits that widen where fewer patients were counted.

    counts: patients with the event; totals: patients looked at [more than 0]. centre = all counts / all totals;
    limits = centre -/+ 3 sqrt(centre (1 - centre) / total), cut at 0 and 1. Not for rates per 1,000 days, and too
    narrow for very large totals. Where all counts are zero (or all equal the totals) the limits lie on the centre.

    Raises InputError where a value is missing, a total is not above 0, or a count is negative or above its total.
    Source: NIST/SEMATECH e-Handbook 6.3.3.2; Montgomery's data in qcc (https://github.com/cran/qcc).
    """
    tops, names = _checked(counts, phases, least=1)
    bottoms, _ = _checked(totals, phases, least=1)
    _refuse_impossible(tops, bottoms)
    chart: list[tuple[float, float, float]] = []
    signals: list[Signal] = []
    for start, stop in _spans(names, least=1):
        mean = math.fsum(tops[start:stop]) / math.fsum(bottoms[start:stop])
        sigmas = [math.sqrt(mean * (1 - mean) / n) for n in bottoms[start:stop]]
        chart += [(mean, max(0.0, mean - 3 * s), min(1.0, mean + 3 * s)) for s in sigmas]
        shares = [d / n for d, n in zip(tops[start:stop], bottoms[start:stop], strict=True)]
        z = [(p - mean) / s if s else 0.0 for p, s in zip(shares, sigmas, strict=True)]
        signals += _moved(detect_signals(z, rules), start)
    points = tuple(d / n for d, n in zip(tops, bottoms, strict=True))
    centre, lower, upper = zip(*chart, strict=True)
    return ControlChart("p", "proportion", points, centre, lower, upper, names, tuple(signals))


def c_chart(
    counts: Sequence[float], phases: Sequence[str] | None = None, *, rules: Sequence[Rule] = WESTERN_ELECTRIC
) -> ControlChart:
    """A chart of event counts over equal periods: limits = mean -/+ 3 sqrt(mean), the lower one cut at 0.

    Raises InputError where a count is missing or negative. Source: Montgomery's data in qcc; NIST e-Handbook 6.3.3.1.
    """
    numbers, names = _checked(counts, phases, least=1)
    _refuse([Problem("counts", i, "E-VALUE", f"{x:g} is negative - counts start at 0")
             for i, x in enumerate(numbers, start=1) if x < 0])  # fmt: skip
    chart: list[tuple[float, float, float]] = []
    signals: list[Signal] = []
    for start, stop in _spans(names, least=1):
        mean = fmean(numbers[start:stop])
        sigma = math.sqrt(mean)
        chart += [(mean, max(0.0, mean - 3 * sigma), mean + 3 * sigma)] * (stop - start)
        z = [(x - mean) / sigma if sigma else 0.0 for x in numbers[start:stop]]
        signals += _moved(detect_signals(z, rules), start)
    centre, lower, upper = zip(*chart, strict=True)
    return ControlChart("c", "events", numbers, centre, lower, upper, names, tuple(signals))


def run_chart(values: Sequence[float], phases: Sequence[str] | None = None, *, unit: str = "") -> ControlChart:
    """A line through time with its median and no limits; signals follow the Anhoej rules.

    Points on the median are left out of the run counts. Raises InputError where a value is missing.
    Source: Anhoej and Olesen 2014, https://doi.org/10.1371/journal.pone.0113825.
    """
    numbers, names = _checked(values, phases, least=1)
    centre: list[float] = []
    signals: list[Signal] = []
    for start, stop in _spans(names, least=1):
        middle = median(numbers[start:stop])
        centre += [middle] * (stop - start)
        signals += _moved(detect_run_chart_signals(numbers[start:stop], middle), start)
    none = (None,) * len(numbers)
    return ControlChart("run", unit, numbers, tuple(centre), none, none, names, tuple(signals))


def _checked(
    values: Sequence[float], phases: Sequence[str] | None, least: int = 2
) -> tuple[tuple[float, ...], tuple[str, ...]]:
    problems = [
        Problem("values", i, "E-VALUE", "the value is missing - find it or leave the point out")
        for i, value in enumerate(values, start=1)
        if not _is_number(value)
    ]
    if len(values) < least:
        problems.append(Problem("values", 0, "E-VALUE", f"{len(values)} points are too few - give {least} or more"))
    names = tuple(phases) if phases is not None else ("all",) * len(values)
    if len(names) != len(values):
        problems.append(
            Problem("phases", 0, "E-VALUE", f"{len(names)} names for {len(values)} values - give one per value")
        )
    _refuse(problems)
    _spans(names, least)
    return tuple(float(v) for v in values), names


def _spans(names: Sequence[str], least: int = 2) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    seen: set[str] = set()
    problems: list[Problem] = []
    for name, group in groupby(names):
        start = spans[-1][1] if spans else 0
        spans.append((start, start + len(list(group))))
        if name in seen:
            problems.append(Problem("phases", start + 1, "E-VALUE", f'phase "{name}" comes back - give it a new name'))
        if spans[-1][1] - start < least:
            problems.append(
                Problem("phases", start + 1, "E-VALUE", f'phase "{name}" has fewer than {least} points - wait or join')
            )
        seen.add(name)
    _refuse(problems)
    return spans


def _refuse_impossible(counts: Sequence[float], totals: Sequence[float]) -> None:
    problems = []
    if len(counts) != len(totals):
        problems.append(Problem("totals", 0, "E-VALUE", f"{len(totals)} totals for {len(counts)} counts - pair them"))
    for i, (count, total) in enumerate(zip(counts, totals, strict=False), start=1):
        if total <= 0:
            problems.append(Problem("totals", i, "E-VALUE", "no patients were counted - leave the point out"))
        elif not 0 <= count <= total:
            problems.append(Problem("counts", i, "E-VALUE", f"{count:g} of {total:g} is not possible - check both"))
    _refuse(problems)


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise InputError(problems)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _cut(value: float, floor: float | None, ceiling: float | None) -> float:
    value = value if floor is None else max(floor, value)
    return value if ceiling is None else min(ceiling, value)


def _moved(signals: Sequence[Signal], by: int) -> list[Signal]:
    return [Signal(s.rule, s.index + by, tuple(i + by for i in s.points), s.side) for s in signals]
