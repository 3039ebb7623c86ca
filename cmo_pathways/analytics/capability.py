"""Process capability: does a stable process fit between the limits that we set for it?

Cp and Cpk use the variation within (moving ranges or samples), Pp and Ppk the whole variation seen. All four speak of
a stable process only: look at the control chart first.
Source: NIST/SEMATECH e-Handbook of Statistical Methods 6.1.6 (https://itl.nist.gov/div898/handbook).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from cmo_pathways.analytics.control_charts import xmr_chart
from cmo_pathways.analytics.control_charts.chart import SIGMA_PER_RANGE, mean_range
from cmo_pathways.analytics.method import Method
from cmo_pathways.errors import LearnerError


@dataclass(frozen=True, slots=True)
class Capability:
    """How a process fits between two limits [ratios; 1 = just fits at three sigma, below 0 = the mean lies outside].

    ``cp`` and ``pp`` are None where only one limit is set. ``sigma`` is the variation within, ``sigma_overall`` the
    standard deviation of all values [unit]. ``outside`` is the share of values beyond a limit [0-1]. ``stable`` is
    False where the control chart of the values signals: then the figures promise nothing.
    """

    mean: float
    sigma: float
    sigma_overall: float
    cp: float | None
    cpk: float
    pp: float | None
    ppk: float
    outside: float
    stable: bool


def capability(
    values: Sequence[float],
    *,
    lower: float | None = None,
    upper: float | None = None,
    sigma: float | None = None,
) -> Capability:
    """Cp, Cpk, Pp and Ppk of values [unit] against a lower and an upper limit [unit], or one of them.

    Cp = (upper - lower) / 6 sigma; Cpk = the smaller of (upper - mean) and (mean - lower) over 3 sigma. sigma [unit]:
    the variation within; mean moving range / 1.128 where None.

    Raises InputError where a value is missing or fewer than 2 are there; LearnerError where no limit is set, the
    lower is not below the upper, or all values are equal.
    """
    chart = xmr_chart(values)
    if lower is None and upper is None:
        raise LearnerError("Capability needs a limit. Give the lower limit, the upper one, or both.")
    if lower is not None and upper is not None and lower >= upper:
        raise LearnerError(f"The lower limit {lower:g} is not below the upper limit {upper:g}. Swap them.")
    within = mean_range(chart.points) * SIGMA_PER_RANGE if sigma is None else sigma
    overall = stdev(chart.points)
    if not (within > 0 and overall > 0):
        raise LearnerError("All values are equal: capability has no value without variation.")
    mean = fmean(chart.points)
    beyond = [x for x in chart.points if (lower is not None and x < lower) or (upper is not None and x > upper)]
    return Capability(
        mean,
        within,
        overall,
        None if lower is None or upper is None else (upper - lower) / (6 * within),
        _nearest(mean, lower, upper) / (3 * within),
        None if lower is None or upper is None else (upper - lower) / (6 * overall),
        _nearest(mean, lower, upper) / (3 * overall),
        len(beyond) / len(chart.points),
        not chart.signals,
    )


def _nearest(mean: float, lower: float | None, upper: float | None) -> float:
    below = math.inf if lower is None else mean - lower
    above = math.inf if upper is None else upper - mean
    return min(below, above)


def _cp(values: Sequence[float], lower: Sequence[float], upper: Sequence[float]) -> float:
    return (upper[0] - lower[0]) / (6 * capability(values, lower=lower[0], upper=upper[0]).sigma)


def _cpk(values: Sequence[float], lower: Sequence[float], upper: Sequence[float]) -> float:
    return capability(values, lower=lower[0], upper=upper[0]).cpk


_COLUMNS, _KINDS = ("values", "lower", "upper"), ("number",) * 3

ROWS = (
    Method("cp", _cp, _COLUMNS, _KINDS, 3, (), "room between the limits over six sigma, sigma from moving ranges"),
    Method("cpk", _cpk, _COLUMNS, _KINDS, 3, (), "mean to the nearer limit over three sigma, sigma from moving ranges"),
)
