"""Charts that find small, lasting shifts early: the weighted moving average (EWMA) and the cumulative sum (CUSUM)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from cmo_pathways.analytics.control_charts.chart import SIGMA_PER_RANGE, ControlChart, Line, mean_range, phased
from cmo_pathways.analytics.control_charts.phases import checked
from cmo_pathways.analytics.run_rules import Rule
from cmo_pathways.analytics.thresholds import figure
from cmo_pathways.errors import LearnerError


def ewma_chart(
    values: Sequence[float],
    *,
    target: float | None = None,
    sigma: float | None = None,
    weight: float = 0.3,
    unit: str = "",
) -> ControlChart:
    """The moving average in which older values count less and less (EWMA), with limits that settle after some points.

    z = weight x value + (1 - weight) x the z before, beginning at the target. Limits: target -/+ 3 sigma
    sqrt(weight / (2 - weight) x (1 - (1 - weight)^(2 t))). values: [unit], two or more where target or sigma is not
    given; target [unit]: the mean where None; sigma [unit, 0 or more]: that of single values, mean moving range /
    1.128 where None. weight [above 0, at most 1]: 1 is an XmR chart. Only points beyond a limit signal, as
    neighbouring points depend on each other.

    Raises InputError where a value is missing; LearnerError for a weight or sigma that cannot be.
    Source: NIST/SEMATECH e-Handbook 6.3.2.4.
    """
    numbers, names = checked(values, None, 1 if target is not None and sigma is not None else 2)
    if not 0 < weight <= 1:
        raise LearnerError(f"The weight of the newest value is {weight:g}. Give more than 0 and at most 1.")
    goal, spread = _goal_and_sigma(numbers, target, sigma)
    averages: list[float] = []
    for value in numbers:
        averages.append(weight * value + (1 - weight) * (averages[-1] if averages else goal))

    def draw(start: int, stop: int) -> list[Line]:
        lines = []
        for t, z in enumerate(averages[start:stop], start=1):
            width = spread * math.sqrt(weight / (2 - weight) * (1 - (1 - weight) ** (2 * t)))
            away = (z - goal) / width if width else math.copysign(math.inf, z - goal) if z != goal else 0.0
            lines.append(Line(goal, goal - 3 * width, goal + 3 * width, away))
        return lines

    return phased("ewma", unit, averages, names, draw, (Rule.BEYOND_LIMIT,))


@dataclass(frozen=True, slots=True)
class Cusum:
    """Two running sums [unit of the values] of what lies beyond the target and the allowance, never below 0.

    ``signals`` are the points [counted from 0] at which either sum first lies above ``limit`` [unit]; ``since`` gives
    for each the point at which that sum left 0: the best guess of when the shift began.
    """

    target: float
    allowance: float
    limit: float
    above: tuple[float, ...]
    below: tuple[float, ...]
    signals: tuple[int, ...]
    since: tuple[int, ...]


def cusum(
    values: Sequence[float],
    *,
    target: float | None = None,
    sigma: float | None = None,
    allowance: float | None = None,
    limit: float | None = None,
) -> Cusum:
    """The tabular cumulative sum (CUSUM) of measured values [unit].

    above = max(0, value - (target + allowance) + the sum before); below = max(0, (target - allowance) - value + the
    sum before); a signal where a sum exceeds the limit. target [unit]: the mean where None; sigma [unit]: mean moving
    range / 1.128 where None; allowance [unit, 0 or more]: half a sigma where None; limit [unit, above 0]: 5 sigma
    where None. The sums go on after a signal: whether to begin again is a decision, and to be told.

    Raises InputError where a value is missing or fewer than 2 are there without target and sigma; LearnerError for an
    allowance or limit that cannot be, or where all values are equal and nothing sets a limit.
    Source: NIST/SEMATECH e-Handbook 6.3.2.3; Montgomery, Introduction to Statistical Quality Control.
    """
    alone = target is not None and (sigma is not None or (allowance is not None and limit is not None))
    numbers, _ = checked(values, None, 1 if alone else 2)
    known = sigma if sigma is not None or len(numbers) > 1 else 0.0
    goal, spread = _goal_and_sigma(numbers, target, known)
    slack = spread * figure("cusum-allowance") if allowance is None else allowance
    bound = spread * figure("cusum-signal-high") if limit is None else limit
    if slack < 0 or bound <= 0:
        raise LearnerError(
            "The allowance must be 0 or more and the limit above 0. Give both where all values are equal."
        )
    above, below = [0.0], [0.0]
    for value in numbers:
        above.append(max(0.0, value - (goal + slack) + above[-1]))
        below.append(max(0.0, (goal - slack) - value + below[-1]))
    found = sorted({*_crossings(above, bound), *_crossings(below, bound)})
    return Cusum(
        goal,
        slack,
        bound,
        tuple(above[1:]),
        tuple(below[1:]),
        tuple(at for at, _ in found),
        tuple(since for _, since in found),
    )


def _goal_and_sigma(numbers: Sequence[float], target: float | None, sigma: float | None) -> tuple[float, float]:
    if sigma is not None and not (math.isfinite(sigma) and sigma >= 0):
        raise LearnerError(f"Sigma is {sigma:g}. Give a number of 0 or more.")
    goal = fmean(numbers) if target is None else target
    return goal, mean_range(numbers) * SIGMA_PER_RANGE if sigma is None else sigma


def _crossings(sums: Sequence[float], bound: float) -> list[tuple[int, int]]:
    """Where a sum first exceeds the bound, and where it had left 0; the first sum is the 0 before the values."""
    found, since = [], 0
    for i in range(1, len(sums)):
        if sums[i - 1] == 0:
            since = i - 1
        if sums[i] > bound >= sums[i - 1]:
            found.append((i - 1, since))
    return found
