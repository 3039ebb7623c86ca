"""What a control chart says at its last point: is something changing, and will the target be met?

Two questions in the manner of the NHS program Making Data Count: variation (common or special cause, and in which
direction) and assurance (does the process, as it is, meet its target?).
Source: NHSRplotthedots (https://github.com/nhs-r-community/NHSRplotthedots), assurance and point types.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from cmo_pathways.analytics.control_charts.chart import ControlChart
from cmo_pathways.analytics.run_rules import Signal


class Variation(StrEnum):
    """What the last point tells of the process."""

    COMMON = "common"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    CHANGE = "change"


class Assurance(StrEnum):
    """What the limits tell of the target."""

    MET = "met"
    MISSED = "missed"
    HIT_OR_MISS = "hit-or-miss"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Variation and assurance at the last point, each in words; ``signals`` are those the last point belongs to."""

    variation: Variation
    assurance: Assurance
    signals: tuple[Signal, ...]
    words: str


def verdict(chart: ControlChart, *, better: Literal["lower", "higher"] | None, target: float | None = None) -> Verdict:
    """The two answers of a chart at its last point.

    better: which direction is good; None where neither is (then a signal is a change, and there is no assurance).
    target [unit of the chart]: met by the process where it lies beyond the limit on the bad side, missed where it
    lies beyond the limit on the good side; on a limit or between the limits the process will hit or miss it by
    chance. A run chart has no limits and gives no assurance. Where signals point both ways, the one that fired last
    counts.
    """
    last = len(chart.points) - 1
    found = tuple(signal for signal in chart.signals if last in signal.points)
    variation = _variation(chart, found, better)
    assurance = _assurance(chart.lower[last], chart.upper[last], better, target)
    return Verdict(variation, assurance, found, f"{_VARIATION[variation]} {_ASSURANCE[assurance]}")


def _variation(chart: ControlChart, found: tuple[Signal, ...], better: str | None) -> Variation:
    if not found:
        return Variation.COMMON
    side = max(found, key=lambda signal: signal.index).side
    if side == "both":
        side = "above" if chart.points[-1] > chart.centre[-1] else "below"
    if better is None:
        return Variation.CHANGE
    return Variation.IMPROVEMENT if (side == "above") == (better == "higher") else Variation.CONCERN


def _assurance(lower: float | None, upper: float | None, better: str | None, target: float | None) -> Assurance:
    if target is None or better is None or lower is None or upper is None:
        return Assurance.NONE
    if lower <= target <= upper:
        return Assurance.HIT_OR_MISS
    return Assurance.MET if (target < lower) == (better == "higher") else Assurance.MISSED


_VARIATION = {
    Variation.COMMON: "Usual variation: nothing has changed.",
    Variation.IMPROVEMENT: "Special cause: an improvement.",
    Variation.CONCERN: "Special cause: a concern.",
    Variation.CHANGE: "Special cause: a change that is neither good nor bad.",
}
_ASSURANCE = {
    Assurance.MET: "As it is, the process meets the target every time.",
    Assurance.MISSED: "As it is, the process misses the target every time.",
    Assurance.HIT_OR_MISS: "As it is, the process hits or misses the target by chance.",
    Assurance.NONE: "Nothing can be said about a target.",
}
