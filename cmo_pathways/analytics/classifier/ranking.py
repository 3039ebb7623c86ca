"""How well scores sort cases above the others: the area under the ROC curve, with its standard error.

Source: Hanley and McNeil 1982, doi:10.1148/radiology.143.1.7063747. The area says nothing about a threshold, alert
burden or calibration.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cmo_pathways.analytics.classifier.confusion import checked
from cmo_pathways.errors import LearnerError

Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Ranking:
    """The chance [0-1] that a random case scores above a random other, half of ties added; 0.5 is a coin.

    ``error`` is the standard error of Hanley and McNeil (0 where cases and others are split without overlap: too few
    to say, not certain).
    """

    area: float
    error: float
    cases: int
    others: int

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval, area -/+ 1.96 errors, cut at 0 and 1; rough with few cases."""
        return max(0.0, self.area - Z95 * self.error), min(1.0, self.area + Z95 * self.error)


def ranking(scores: Sequence[float], outcomes: Sequence[float]) -> Ranking:
    """The area under the ROC curve of scores against outcomes (1 or 0), one per stay.

    All scores equal give 0.5. Raises InputError for missing values, LearnerError where all or none have the outcome.
    """
    from scipy.stats import rankdata

    values, happened = checked(scores, outcomes)
    cases = sum(value == 1 for value in happened)
    others = len(happened) - cases
    if not cases or not others:
        raise LearnerError("The area under the curve needs stays with the outcome and stays without. Give both.")
    ranks = rankdata(values)
    above = sum(float(rank) for rank, seen in zip(ranks, happened, strict=True) if seen) - cases * (cases + 1) / 2
    area = above / (cases * others)
    return Ranking(area, _error(area, cases, others), cases, others)


def _error(area: float, cases: int, others: int) -> float:
    first, second = area / (2 - area), 2 * area**2 / (1 + area)
    spread = area * (1 - area) + (cases - 1) * (first - area**2) + (others - 1) * (second - area**2)
    return math.sqrt(max(0.0, spread) / (cases * others))
