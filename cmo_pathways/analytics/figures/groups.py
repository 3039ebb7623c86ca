"""Groups side by side, each with the interval within which chance alone could have carried it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cmo_pathways.analytics import given
from cmo_pathways.analytics.intervals import count_interval, wilson
from cmo_pathways.errors import InputError, Problem


@dataclass(frozen=True, slots=True)
class Group:
    """One group: its value and the interval around it [unit of the whole]; ``low`` and ``high`` None without one.

    ``differs`` is ``above`` or ``below`` where the interval leaves out the value of all groups together, else empty.
    ``count`` of ``size`` are behind the value where it is a share or a rate.
    """

    value: float
    low: float | None = None
    high: float | None = None
    differs: str = ""
    count: float | None = None
    size: float | None = None


@dataclass(frozen=True, slots=True)
class GroupValues:
    """Groups in the order given; ``overall`` is the value of all together, None where the numbers cannot say.

    ``kind``: ``plain`` values, ``share`` [0-1], or ``rate`` of events per ``per`` of something.
    """

    kind: Literal["plain", "share", "rate"]
    groups: tuple[Group, ...]
    overall: float | None
    per: float = 1


def plain_values(
    values: Sequence[float], lows: Sequence[float] | None = None, highs: Sequence[float] | None = None
) -> GroupValues:
    """Values as they are, with the ends of their intervals where both are given [any one unit].

    Raises InputError for a missing number, or an interval that does not hold its value.
    """
    given.numbers("values", values)
    if (lows is None) != (highs is None):
        raise InputError([Problem("highs", 0, "E-VALUE", "an interval has two ends - give lows and highs, or neither")])
    if lows is None or highs is None:
        return GroupValues("plain", tuple(Group(v) for v in values), None)
    given.same_length(values=values, lows=lows, highs=highs)
    for value, low, high in zip(values, lows, highs, strict=True):
        given.number("lows", low, most=value)
        given.number("highs", high, least=value)
    rows = zip(values, lows, highs, strict=True)
    return GroupValues("plain", tuple(Group(v, low, high) for v, low, high in rows), None)


def shares_or_rates(counts: Sequence[float], totals: Sequence[float], per: float | None = None) -> GroupValues:
    """Each group's share [0-1] with its Wilson interval; with ``per``, its events per so much of the totals.

    counts [whole, 0 or more]; totals: patients [whole, 1 or more, at least the counts], or with ``per`` [above 0] an
    exposure such as device-days [above 0], where intervals are exact below 10 events and Byar's from there on.
    Intervals are at 95 %: of 20 groups that do not differ one leaves out the overall value by chance.

    Raises InputError for impossible numbers.
    """
    given.same_length(counts=counts, totals=totals)
    events = [given.whole("counts", x) for x in counts]
    if per is None:
        sizes = [float(given.whole("totals", n, least=1)) for n in totals]
        ends = [wilson(x, n) for x, n in zip(events, sizes, strict=True)]
        scale = 1.0
    else:
        sizes, scale = list(given.numbers("totals", totals, above=0)), given.number("per", per, above=0)
        ends = [count_interval(x).divided_by(n / scale) for x, n in zip(events, sizes, strict=True)]
    overall = scale * sum(events) / math.fsum(sizes)
    groups = []
    for x, n, interval in zip(events, sizes, ends, strict=True):
        side = "above" if interval.low > overall else "below" if interval.high < overall else ""
        groups.append(Group(scale * x / n, interval.low, interval.high, side, x, n))
    return GroupValues("share" if per is None else "rate", tuple(groups), overall, scale)
