"""Predicted risks against what happened: the points of a calibration plot, and the curves of one operator over time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cmo_pathways.analytics import given
from cmo_pathways.analytics.classifier.calibration import Calibration, calibration, calibration_bins
from cmo_pathways.analytics.intervals import wilson
from cmo_pathways.analytics.risk_cusum import RiskCusum, risk_cusum, signal_level, vlad

BARS = 20
"""Parts of the strip that shows how the risks are spread."""
_REACHES = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)
RUN_LENGTH = 1000
"""Cases to a false alarm on average, for which the level is worked out where none is given; our choice."""
SEED = 1137


@dataclass(frozen=True, slots=True)
class RiskGroup:
    """A tenth of the patients by rising risk: mean predicted risk, observed share and its Wilson interval [0-1]."""

    predicted: float
    observed: float
    low: float
    high: float
    patients: int


@dataclass(frozen=True, slots=True)
class CalibrationPlot:
    """The points, the numbers about all patients, and how many lie in each twentieth of the scale 0 to ``spread_to``.

    The scale reaches as far as the groups do; ``beyond`` patients have a higher risk still.
    """

    groups: tuple[RiskGroup, ...]
    summary: Calibration
    spread: tuple[int, ...]
    spread_to: float
    beyond: int
    patients: int
    events: int


@dataclass(frozen=True, slots=True)
class OperatorCurves:
    """Case by case: expected minus observed deaths added up (VLAD), and the risk-adjusted CUSUM with its level.

    ``run_length`` [cases to a false alarm] is None where the level was given.
    """

    lives: tuple[float, ...]
    cusum: RiskCusum
    deaths: int
    expected: float
    run_length: int | None


def calibration_plot(risks: Sequence[float], outcomes: Sequence[float]) -> CalibrationPlot:
    """Predicted risks [0-1] against outcomes (1 or 0) in ten groups of equal size, equal risks kept together.

    Raises InputError for a missing value or a risk beyond 0 to 1, LearnerError where all risks are 0.
    """
    summary = calibration(risks, outcomes)
    groups = []
    for point in calibration_bins(risks, outcomes):
        ends = wilson(round(point.observed * point.stays), point.stays)
        groups.append(RiskGroup(point.predicted, point.observed, ends.low, ends.high, point.stays))
    furthest = max(max(group.predicted, group.observed) for group in groups)
    reach = next(end for end in _REACHES if end >= min(1.0, 1.15 * furthest))
    spread = [0] * BARS
    inside = [risk for risk in risks if risk <= reach]
    for risk in inside:
        spread[min(int(risk / reach * BARS), BARS - 1)] += 1
    beyond = len(risks) - len(inside)
    return CalibrationPlot(tuple(groups), summary, tuple(spread), reach, beyond, len(risks), int(sum(outcomes)))


def operator_curves(risks: Sequence[float], died: Sequence[float], level: float | None = None) -> OperatorCurves:
    """The VLAD and the risk-adjusted CUSUM (doubled odds of death) of cases in the order of time.

    risks [0-1]; died [1 or 0]; level [above 0]: where None, that which somebody who performs as expected reaches once
    in 1,000 such cases on average (simulated, always with the same seed).
    Raises InputError; LearnerError where all risks are 0 or 1 and no level is given.
    """
    lives = vlad(risks, died)
    bound = _level(tuple(risks)) if level is None else given.number("level", level, above=0)
    cusum = risk_cusum(risks, died, level=bound)
    return OperatorCurves(lives, cusum, int(sum(died)), math.fsum(risks), RUN_LENGTH if level is None else None)


@lru_cache(maxsize=32)
def _level(risks: tuple[float, ...]) -> float:
    return signal_level(risks, run_length=RUN_LENGTH, seed=SEED)
