"""A control chart as a value, and how one is put together phase by phase.

Every chart here is a ``ControlChart``: per point its value, centre, limits, phase and the rules that fired. Limits are
worked out per phase, and no moving range crosses the border between two phases. Choose phases by what was changed and
when, not by looking for the best fit. Where a ``baseline`` is given, the limits come from the first points of each
phase and are held for the rest.

Constants: limits of individual values use 3/1.128 (often rounded to 2.66), the moving-range limit uses 3.267.
Sources: NIST/SEMATECH e-Handbook of Statistical Methods 6.3.2.2 and 6.3.3 (https://itl.nist.gov/div898/handbook);
qicharts2 (https://github.com/anhoej/qicharts2).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from cmo_pathways.analytics.control_charts.phases import spans
from cmo_pathways.analytics.run_rules import Rule, Signal, detect_signals
from cmo_pathways.errors import LearnerError

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


@dataclass(frozen=True, slots=True)
class Line:
    """What is drawn at one point: centre and limits [unit], and its distance from the centre [sigma]."""

    centre: float
    lower: float
    upper: float
    z: float


def phased(
    kind: str,
    unit: str,
    points: Sequence[float],
    names: Sequence[str],
    draw: Callable[[int, int], Sequence[Line]],
    rules: Sequence[Rule],
    *,
    least: int = 1,
) -> ControlChart:
    """The chart whose phases ``draw`` works out from their first point to the one after the last."""
    lines: list[Line] = []
    signals: list[Signal] = []
    for start, stop in spans(names, least):
        part = draw(start, stop)
        lines += part
        signals += moved(detect_signals([line.z for line in part], rules, values=points[start:stop]), start)
    return ControlChart(
        kind,
        unit,
        tuple(points),
        tuple(line.centre for line in lines),
        tuple(line.lower for line in lines),
        tuple(line.upper for line in lines),
        tuple(names),
        tuple(signals),
    )


def mean_range(values: Sequence[float]) -> float:
    """The mean distance between neighbours [unit]; two values or more."""
    return fmean(abs(b - a) for a, b in pairwise(values))


def base_end(start: int, stop: int, baseline: int | None, least: int = 1) -> int:
    """The point after the last from which limits are worked out. Raises LearnerError for too short a baseline."""
    if baseline is None:
        return stop
    if baseline < least:
        raise LearnerError(f"A baseline of {baseline} points is too short here. Give {least} or more.")
    return min(stop, start + baseline)


def moved(signals: Sequence[Signal], by: int) -> list[Signal]:
    """The same signals, counted from another first point."""
    return [Signal(s.rule, s.index + by, tuple(i + by for i in s.points), s.side) for s in signals]


def cut(value: float, floor: float | None, ceiling: float | None) -> float:
    """A limit held between floor and ceiling [unit] where they are given."""
    value = value if floor is None else max(floor, value)
    return value if ceiling is None else min(ceiling, value)
