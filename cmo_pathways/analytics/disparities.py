"""Is there a disparity: differences and ratios against a reference, one number for all groups, and a gradient.

Tell the absolute and the relative difference together, and choose the reference before looking. Sources: AHRQ National
Healthcare Quality and Disparities Report, methods 2018-19, https://ahrq.gov; Pearcy and Keppel 2002,
doi:10.1093/phr/117.3.273 (index of disparity); Harper and Lynch 2005, NCI (between-group variance); slope index as in
https://github.com/ukhsa-collaboration/PHEindicatormethods; four-fifths rule, 29 CFR 1607.4(D).
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from cmo_pathways.analytics import given
from cmo_pathways.analytics.method import Method, whole_column
from cmo_pathways.analytics.thresholds import load_thresholds
from cmo_pathways.errors import LearnerError, UnknownId


@dataclass(frozen=True, slots=True)
class GroupRate:
    """One group against the reference.

    ``rate`` and ``difference`` (rate less that of the reference) as shares [0-1]; ``ratio`` None where the reference
    has no event; ``p`` two-sided, Fisher's exact test, None for the reference itself; ``meaningful`` by the rule of
    AHRQ: p of 0.05 or less and a relative difference of 10 % or more, measured with the event or without it, whichever
    is larger; ``too_few`` where the events or the others of a group are below ``small-cell``.
    """

    group: str
    events: int
    people: int
    rate: float
    difference: float
    ratio: float | None
    p: float | None
    meaningful: bool
    too_few: bool


@dataclass(frozen=True, slots=True)
class Gradient:
    """A line through rates of ranked groups: its value at the bottom (0) and the top (1) of the ranking.

    ``slope`` (slope index of inequality) is top - bottom [unit of the rates]; ``ratio`` (relative index) top / bottom,
    None where the line reaches 0 or less at the bottom.
    """

    bottom: float
    top: float
    slope: float
    ratio: float | None


def compare(
    events: Sequence[float], people: Sequence[float], groups: Sequence[str], reference: str
) -> tuple[GroupRate, ...]:
    """Every group against the reference: difference, ratio, test, and whether the gap is meaningful.

    ``events`` of ``people`` per group [whole numbers], each group once. With many groups some gaps are chance. Raises
    InputError for impossible counts, UnknownId for another reference.
    """
    counts = _counts(events, people, groups)
    if reference not in counts:
        raise UnknownId("group", reference, counts)
    return tuple(_against(name, counts[name], counts[reference], name == reference) for name in counts)


def impact_ratios(selected: Sequence[float], people: Sequence[float]) -> tuple[float, ...]:
    """Each group's selection rate over the best rate [0-1]; below ``four-fifths`` (0.8) flags adverse impact.

    A rule of thumb from employment law: small numbers need a test too. Raises InputError, LearnerError where nobody
    was selected.
    """
    rates = [events / all_ for events, all_ in _counts(selected, people, range(len(selected))).values()]
    if not max(rates):
        raise LearnerError("Nobody was selected in any group, so there is no best rate.")
    return tuple(rate / max(rates) for rate in rates)


def flagged(ratio: float) -> bool:
    """True where an impact ratio [0-1] lies below four fifths; exactly 0.8 does not. Raises InputError."""
    return given.share("ratio", ratio) < load_thresholds().threshold("four-fifths").number - 1e-12


def index_of_disparity(rates: Sequence[float], reference: float) -> float:
    """Mean distance of the groups' rates from the reference, as a share of it [0 and up]; groups count equally.

    ``reference`` is the rate of all people, or of the best group, above 0: say which. Where the reference is one of the
    groups, leave it out of ``rates``. Raises InputError.
    """
    values, against = given.numbers("rates", rates, least=0), given.number("reference", reference, above=0)
    return math.fsum(abs(rate - against) for rate in values) / len(values) / against


def between_group_variance(rates: Sequence[float], people: Sequence[float]) -> float:
    """Variance of the groups' rates around the rate of all [squared unit of the rates], weighted by people.

    For groups without an order. Raises InputError.
    """
    values, sizes = _weighted(rates, people)
    mean = math.fsum(r * n for r, n in zip(values, sizes, strict=True)) / math.fsum(sizes)
    return math.fsum(n * (r - mean) ** 2 for r, n in zip(values, sizes, strict=True)) / math.fsum(sizes)


def gradient(rates: Sequence[float], people: Sequence[float]) -> Gradient:
    """The line of rates over the ranking of groups, worst off first, weighted by people (slope and relative index).

    Each group stands at the middle of its share of the ranking (ridit). Two groups or more; raises InputError.
    """
    import numpy

    values, sizes = _weighted(rates, people, count=2)
    total, before, ridits = math.fsum(sizes), 0.0, []
    for size in sizes:
        ridits.append((before + size / 2) / total)
        before += size
    slope, bottom = (float(c) for c in numpy.polyfit(ridits, values, 1, w=numpy.sqrt(sizes)))
    top = bottom + slope
    return Gradient(bottom, top, slope, top / bottom if bottom > 1e-12 else None)


def _against(name: str, own: tuple[int, int], base: tuple[int, int], itself: bool) -> GroupRate:
    from scipy.stats import fisher_exact

    rate, standard = own[0] / own[1], base[0] / base[1]
    p = None if itself else float(fisher_exact([[own[0], own[1] - own[0]], [base[0], base[1] - base[0]]]).pvalue)
    relative = [abs(rate - standard) / part for part in (standard, 1 - standard) if part > 0]
    table = load_thresholds()
    far = max(relative) >= table.threshold("disparity-relative").number / 100 - 1e-12
    sure = p is not None and p <= table.threshold("disparity-p").number
    few = min(own[0], own[1] - own[0]) < table.threshold("small-cell").number
    ratio = rate / standard if standard else None
    return GroupRate(name, own[0], own[1], rate, rate - standard, ratio, p, far and sure, few)


def _counts(events: Sequence[float], people: Sequence[float], groups: Sequence[Hashable]) -> dict[Any, tuple[int, int]]:
    given.same_length(events=events, people=people, groups=groups)
    counts = {}
    for name, part, whole in zip(groups, events, people, strict=True):
        total = given.whole("people", whole, least=1)
        counts[name] = (int(given.number("events", given.whole("events", part), most=total)), total)
    given.number("groups", len(groups), least=1)
    given.same_length(groups=groups, names_once=tuple(counts))
    return counts


def _weighted(
    rates: Sequence[float], people: Sequence[float], count: int = 1
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    given.same_length(rates=rates, people=people)
    return given.numbers("rates", rates, count=count), given.numbers("people", people, count=count, above=0)


def _ratio(events: Sequence[float], people: Sequence[float], groups: Sequence[str], *names: str) -> float:
    own, base = _pair(events, people, groups, *names)
    if not base:
        raise LearnerError(f'The rate of "{names[1]}" is 0, so there is no ratio. Tell the difference.')
    return own / base


def _difference(events: Sequence[float], people: Sequence[float], groups: Sequence[str], *names: str) -> float:
    own, base = _pair(events, people, groups, *names)
    return own - base


def _pair(
    events: Sequence[float], people: Sequence[float], groups: Sequence[str], group: str, reference: str
) -> tuple[float, float]:
    counts = _counts(events, people, groups)
    return counts[group][0] / counts[group][1], counts[reference][0] / counts[reference][1]


_GROUPED = (("events", "people", "groups"), ("number", "number", "text"), 3, ("group", "reference"))

ROWS = (
    Method("rate_ratio", _ratio, *_GROUPED, "rate of the group / rate of the reference", 2),
    Method("rate_difference", _difference, *_GROUPED, "rate of the group less rate of the reference", 2),
    whole_column(
        "impact_ratio", lambda *c: min(impact_ratios(*c)), ("selected", "people"), "lowest selection rate / best one"
    ),
    whole_column(
        "index_of_disparity",
        index_of_disparity,
        ("rates",),
        "mean distance of the rates from the reference / reference",
        literals=("reference",),
    ),
    whole_column(
        "between_group_variance",
        between_group_variance,
        ("rates", "people"),
        "mean of squared distances from the rate of all, weighted by people",
    ),
    whole_column(
        "slope_index",
        lambda *c: gradient(*c).slope,
        ("rates", "people"),
        "slope of the weighted line of rates over the middle ranks, worst off first",
    ),
)
"""What a case can ask of this family."""
