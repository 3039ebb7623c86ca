"""Do predicted risks come true: calibration in the large, slope, Brier score and the bins of a calibration plot.

Sources: Brier 1950, doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2; Van Calster 2019,
doi:10.1186/s12916-019-1466-7, for intercept and slope.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

from cmo_pathways.analytics import given
from cmo_pathways.analytics.classifier.confusion import checked
from cmo_pathways.errors import LearnerError


@dataclass(frozen=True, slots=True)
class Calibration:
    """How predicted risks compare with what happened.

    ``ratio`` observed / expected events (below 1: risks too high); ``intercept`` how far log odds are off overall (0 is
    right, below 0: risks too high); ``slope`` 1 is right, below 1: risks too extreme; ``brier`` mean squared error
    [0-1, lower is better] and ``brier_of_mean``, what predicting the prevalence for everybody would score. Intercept
    and slope are None where they cannot be fitted; ``why`` says so.
    """

    ratio: float
    intercept: float | None
    slope: float | None
    brier: float
    brier_of_mean: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class Bin:
    """One point of a calibration plot: mean predicted risk, observed share [0-1] and the number of stays."""

    predicted: float
    observed: float
    stays: int


def brier(risks: Sequence[float], outcomes: Sequence[float]) -> float:
    """Mean squared distance between predicted risk [0-1] and outcome (1 or 0): the Brier score. Raises InputError."""
    chances, happened = _pairs(risks, outcomes)
    return math.fsum((p - y) ** 2 for p, y in zip(chances, happened, strict=True)) / len(chances)


def calibration(risks: Sequence[float], outcomes: Sequence[float]) -> Calibration:
    """How predicted risks [0-1] compare with outcomes (1 or 0), one of each per stay.

    Intercept and slope come from logistic regression of the outcome on the log odds of the risk (the intercept with the
    slope held at 1); a risk of exactly 0 or 1 has no log odds. Raises InputError, LearnerError where all risks are 0.
    """
    chances, happened = _pairs(risks, outcomes)
    expected, seen = math.fsum(chances), math.fsum(happened)
    if expected == 0:
        raise LearnerError("All predicted risks are 0, so nothing can be compared. Check the column.")
    share = seen / len(happened)
    intercept, slope, why = _fitted(chances, happened)
    return Calibration(seen / expected, intercept, slope, brier(chances, happened), share * (1 - share), why)


def calibration_bins(risks: Sequence[float], outcomes: Sequence[float], *, bins: int = 10) -> tuple[Bin, ...]:
    """The points of a calibration plot: stays by rising risk in equal parts, equal risks kept together.

    Fewer points where there are fewer stays or many equal risks. Raises InputError.
    """
    pairs = sorted(zip(*_pairs(risks, outcomes), strict=True))
    count = min(given.whole("bins", bins, least=1), len(pairs))
    points: list[Bin] = []
    start = 0
    for part in range(1, count + 1):
        stop = max(round(part * len(pairs) / count), start)
        while 0 < stop < len(pairs) and pairs[stop][0] == pairs[stop - 1][0]:
            stop += 1
        if inside := pairs[start:stop]:
            mean, rate = (math.fsum(column) / len(inside) for column in zip(*inside, strict=True))
            points.append(Bin(mean, rate, len(inside)))
        start = stop
    return tuple(points)


def _pairs(risks: Sequence[float], outcomes: Sequence[float]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    given.numbers("risks", risks, least=0, most=1)
    return checked(risks, outcomes)


def _fitted(chances: Sequence[float], happened: Sequence[float]) -> tuple[float | None, float | None, str]:
    import numpy
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_linear_model import GLM
    from statsmodels.tools.sm_exceptions import PerfectSeparationError, PerfectSeparationWarning

    if min(chances) <= 0 or max(chances) >= 1:
        return None, None, "a risk of exactly 0 or 1 has no log odds"
    if min(happened) == max(happened):
        return None, None, "all stays have the same outcome"
    odds = numpy.array([math.log(p / (1 - p)) for p in chances])
    ones = numpy.ones((len(odds), 1))
    intercept = float(GLM(happened, ones, family=Binomial(), offset=odds).fit().params[0])
    if float(numpy.ptp(odds)) < 1e-12:
        return intercept, None, "all risks are equal, so there is no slope"
    with warnings.catch_warnings():
        warnings.simplefilter("error", PerfectSeparationWarning)
        try:
            slope = float(GLM(happened, numpy.column_stack([ones, odds]), family=Binomial()).fit().params[1])
        except (PerfectSeparationWarning, PerfectSeparationError):
            return intercept, None, "risks split the outcomes without overlap, so the slope is endless"
    return intercept, slope, ""
