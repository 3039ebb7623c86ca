"""Run rules: which points of a control chart cannot be explained by the usual variation, and why.

Declare the rules before looking at the data: every further rule finds more real changes and raises more false alarms.
The four Western Electric rules follow the qicharts2 vignette (https://github.com/anhoej/qicharts2); the run-chart
limits follow Anhoej and Olesen 2014 (https://doi.org/10.1371/journal.pone.0113825); the eight tests of Nelson 1984
(Journal of Quality Technology 16(4):237) as the handbooks of statistics programs give them; the NHS rules of Making
Data Count as NHSRplotthedots has them (https://github.com/nhs-r-community/NHSRplotthedots).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

_ON_THE_LINE = 1e-9  # points nearer than this [sigma] count as lying on the centre line


class Rule(StrEnum):
    """One run rule; ``words`` says it to a reader."""

    BEYOND_LIMIT = "beyond-limit"
    TWO_OF_THREE = "two-of-three"
    FOUR_OF_FIVE = "four-of-five"
    RUN_OF_SEVEN = "run-of-seven"
    RUN_OF_EIGHT = "run-of-eight"
    RUN_OF_NINE = "run-of-nine"
    TREND_OF_SIX = "trend-of-six"
    TREND_OF_SEVEN = "trend-of-seven"
    ALTERNATING = "alternating"
    CLOSE_TO_CENTRE = "close-to-centre"
    AWAY_FROM_CENTRE = "away-from-centre"
    ZEROS = "zeros"
    LONG_RUN = "long-run"
    FEW_CROSSINGS = "few-crossings"

    @property
    def words(self) -> str:
        """The rule as a reader sees it."""
        return _WORDS[self]


_WORDS = {
    Rule.BEYOND_LIMIT: "one point beyond a limit",
    Rule.TWO_OF_THREE: "two of three points beyond two sigma on one side",
    Rule.FOUR_OF_FIVE: "four of five points beyond one sigma on one side",
    Rule.RUN_OF_SEVEN: "seven or more points in a row on one side of the center",
    Rule.RUN_OF_EIGHT: "eight or more points in a row on one side of the center",
    Rule.RUN_OF_NINE: "nine or more points in a row on one side of the center",
    Rule.TREND_OF_SIX: "six or more points in a row, each further than the last",
    Rule.TREND_OF_SEVEN: "seven or more points in a row, each further than the last",
    Rule.ALTERNATING: "fourteen or more points in a row, up and down by turns",
    Rule.CLOSE_TO_CENTRE: "fifteen or more points in a row within one sigma of the center",
    Rule.AWAY_FROM_CENTRE: "eight or more points in a row beyond one sigma, on both sides",
    Rule.ZEROS: "events that follow each other without a case between them",
    Rule.LONG_RUN: "a run longer than chance allows for this number of points",
    Rule.FEW_CROSSINGS: "fewer crossings of the median than chance allows",
}

WESTERN_ELECTRIC = (Rule.BEYOND_LIMIT, Rule.TWO_OF_THREE, Rule.FOUR_OF_FIVE, Rule.RUN_OF_EIGHT)
NELSON = (
    Rule.BEYOND_LIMIT,
    Rule.RUN_OF_NINE,
    Rule.TREND_OF_SIX,
    Rule.ALTERNATING,
    Rule.TWO_OF_THREE,
    Rule.FOUR_OF_FIVE,
    Rule.CLOSE_TO_CENTRE,
    Rule.AWAY_FROM_CENTRE,
)
MAKING_DATA_COUNT = (Rule.BEYOND_LIMIT, Rule.RUN_OF_SEVEN, Rule.TREND_OF_SEVEN, Rule.TWO_OF_THREE)
"""The rules of the NHS program; two of three counts points beyond two sigma, whatever lies between them."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One finding: ``index`` is the point [counted from 0] at which the rule fired, ``points`` all that belong to it.

    ``side`` is ``above``, ``below`` or, where the pattern has no side, ``both``; a rising trend is told as ``above``.
    """

    rule: Rule
    index: int
    points: tuple[int, ...]
    side: str

    @property
    def words(self) -> str:
        """The rule that fired, with its side, for a chart or a reader."""
        if self.side == "both":
            return self.rule.words
        side = _DIRECTION[self.side] if self.rule in _TRENDS else self.side
        return f"{self.rule.words} ({side})"


def detect_signals(
    z: Sequence[float],
    rules: Sequence[Rule] = WESTERN_ELECTRIC,
    *,
    run_length: int = 8,
    values: Sequence[float] | None = None,
) -> tuple[Signal, ...]:
    """The signals of one phase, ordered by the point at which they fired.

    z: distance of each point from the centre [sigma of that point]. A point on the centre line belongs to neither
    side and ends a run; two equal neighbors end a trend. Windows that overlap are told as one signal.
    ``run_length`` [points] is that of the rule of eight; some rule sets use 7 or 9. values: the points themselves
    [unit], for trends where sigma differs between points. Rules of run charts belong to ``detect_run_chart_signals``.
    """
    found: list[Signal] = []
    for rule in rules:
        if rule in _SHAPE:
            need, window, beyond = (run_length, run_length, 0.0) if rule is Rule.RUN_OF_EIGHT else _SHAPE[rule]
            for side, sign in (("above", 1.0), ("below", -1.0)):
                hits = [sign * value > beyond + _ON_THE_LINE for value in z]
                found.extend(_windows(hits, need, window, rule, side))
        else:
            found.extend(_patterns(rule, z, z if values is None else values))
    return tuple(sorted(found, key=lambda s: (s.index, list(Rule).index(s.rule))))


_SHAPE = {
    Rule.BEYOND_LIMIT: (1, 1, 3.0),
    Rule.TWO_OF_THREE: (2, 3, 2.0),
    Rule.FOUR_OF_FIVE: (4, 5, 1.0),
    Rule.RUN_OF_SEVEN: (7, 7, 0.0),
    Rule.RUN_OF_EIGHT: (8, 8, 0.0),
    Rule.RUN_OF_NINE: (9, 9, 0.0),
}
"""Points that must hit, out of how many in a row, and how far from the centre [sigma]."""
_TRENDS = {Rule.TREND_OF_SIX: 6, Rule.TREND_OF_SEVEN: 7}
_DIRECTION = {"above": "rising", "below": "falling"}
_ALTERNATING, _CLOSE, _AWAY = 14, 15, 8


def longest_run_limit(useful: int) -> int:
    """The longest run [points] that chance still explains among ``useful`` points off the median (Anhoej 2014)."""
    return round(math.log2(useful) + 3) if useful > 0 else 0


def crossings_limit(useful: int) -> int:
    """The fewest crossings of the median that chance still explains: the 5 % point of Binomial(useful - 1, 0.5)."""
    if useful < 2:
        return 0
    n, below = useful - 1, 0.0
    for k in range(n + 1):
        below += math.comb(n, k) / 2**n
        if below >= 0.05:
            return k
    return n


def detect_run_chart_signals(values: Sequence[float], median: float) -> tuple[Signal, ...]:
    """The run-chart signals (Anhoej rules); points on the median are left out of every count."""
    useful = [i for i, value in enumerate(values) if value != median]
    runs = _runs(useful, lambda i: values[i] > median)
    if not runs:
        return ()
    limit, found = longest_run_limit(len(useful)), []
    for run in runs:
        if len(run) > limit:
            side = "above" if values[run[0]] > median else "below"
            found.append(Signal(Rule.LONG_RUN, run[limit], tuple(run), side))
    if len(runs) - 1 < crossings_limit(len(useful)):
        found.append(Signal(Rule.FEW_CROSSINGS, useful[-1], tuple(useful), "both"))
    return tuple(found)


def _runs(indices: Sequence[int], side: Callable[[int], bool]) -> list[list[int]]:
    runs: list[list[int]] = []
    for i in indices:
        if runs and side(runs[-1][-1]) == side(i):
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _patterns(rule: Rule, z: Sequence[float], values: Sequence[float]) -> list[Signal]:
    """The signals of the rules that look at neighbors or at both sides of the centre."""
    steps = [(b > a) - (b < a) for a, b in pairwise(values)]
    if rule in _TRENDS:
        need = _TRENDS[rule] - 1
        up = _windows([step > 0 for step in steps], need, need, rule, "above")
        down = _windows([step < 0 for step in steps], need, need, rule, "below")
        return [_of_steps(signal) for signal in (*up, *down)]
    if rule is Rule.ALTERNATING:
        turns = [a * b < 0 for a, b in pairwise(steps)]
        found = _windows(turns, _ALTERNATING - 2, _ALTERNATING - 2, rule, "both")
        return [_of_steps(_of_steps(signal)) for signal in found]
    if rule is Rule.CLOSE_TO_CENTRE:
        # A stretch that lies wholly on the line has no variation at all: nothing can be said of it.
        found = _windows([abs(v) < 1 for v in z], _CLOSE, _CLOSE, rule, "both")
        return [signal for signal in found if any(abs(z[i]) > _ON_THE_LINE for i in signal.points)]
    if rule is Rule.AWAY_FROM_CENTRE:
        found = _windows([abs(v) > 1 + _ON_THE_LINE for v in z], _AWAY, _AWAY, rule, "both")
        return [signal for signal in found if len({z[i] > 0 for i in signal.points}) == 2]
    return []


def _of_steps(signal: Signal) -> Signal:
    """A signal found in the steps between points, told in points."""
    points = tuple(sorted({*signal.points, *(i + 1 for i in signal.points)}))
    return Signal(signal.rule, signal.index + 1, points, signal.side)


def _windows(hits: Sequence[bool], need: int, window: int, rule: Rule, side: str) -> list[Signal]:
    found: list[Signal] = []
    for end in range(len(hits)):
        # A shorter window at the start lets "4 of 5" fire at the fourth point.
        points = [i for i in range(max(0, end - window + 1), end + 1) if hits[i]]
        if not hits[end] or len(points) < need:
            continue
        if found and window > 1 and found[-1].points[-1] >= points[0]:
            merged = tuple(sorted({*found[-1].points, *points}))
            found[-1] = Signal(rule, found[-1].index, merged, side)
        else:
            found.append(Signal(rule, end, tuple(points), side))
    return found
