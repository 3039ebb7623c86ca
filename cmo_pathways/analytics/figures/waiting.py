"""The hockey stick of waiting: mean wait against load, or against the number of servers, with the named situations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cmo_pathways.analytics import given
from cmo_pathways.analytics.queues import queue
from cmo_pathways.errors import LearnerError

FULLEST = 0.97
"""How far a curve is followed [share of capacity]: beyond it the mean wait says little but that it is long."""


@dataclass(frozen=True, slots=True)
class Situation:
    """A named line: load [share of what its servers can do] and mean wait [unit of time], None where it has no end."""

    name: str
    servers: int
    load: float
    wait: float | None


@dataclass(frozen=True, slots=True)
class WaitCurve:
    """Mean wait [unit of time] at each ``x``, for one speed of service and, where x is the load, one number of servers.

    ``servers`` is None where x is the number of servers.
    """

    servers: int | None
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Situations and the curves on which they lie; ``axis`` says what x is."""

    axis: Literal["load", "servers"]
    situations: tuple[Situation, ...]
    curves: tuple[WaitCurve, ...]


def waiting(
    names: Sequence[str], arrivals: Sequence[float], service: Sequence[float], servers: Sequence[float]
) -> Waiting:
    """Mean wait of each named situation (M/M/c, see ``queues.queue``), with the curve around it.

    One row per situation: arrivals and service per server [patients per unit of time], servers [whole, 1 or more].
    Where the rows differ in nothing but servers, x is the number of servers; else it is the load, with a curve for each
    speed and number of servers. A load of 1 or more has no mean wait: the line grows without end.

    Raises InputError for impossible numbers.
    """
    given.same_length(names=names, arrivals=arrivals, service=service, servers=servers)
    rates, speeds = given.numbers("arrivals", arrivals, least=0), given.numbers("service", service, above=0)
    counts = tuple(given.whole("servers", c, least=1) for c in servers)
    rows = tuple(zip(rates, speeds, counts, strict=True))
    found = tuple(Situation(n, c, r / (c * s), _wait(r, s, c)) for n, (r, s, c) in zip(names, rows, strict=True))
    if len(set(rates)) == len(set(speeds)) == 1 and len(set(counts)) > 1:
        return Waiting("servers", found, (_by_servers(rates[0], speeds[0], counts),))
    kinds = dict.fromkeys((s, c) for _, s, c in rows)
    return Waiting("load", found, tuple(_by_load(s, c, found) for s, c in kinds))


def _by_servers(rate: float, speed: float, counts: Sequence[int]) -> WaitCurve:
    told = [(float(c), _wait(rate, speed, c)) for c in range(min(counts), max(counts) + 2)]
    return WaitCurve(None, tuple((c, wait) for c, wait in told if wait is not None))


def _by_load(speed: float, count: int, found: Sequence[Situation]) -> WaitCurve:
    most = max([FULLEST, *(s.load for s in found if s.wait is not None and s.servers == count)])
    loads = [min(most, step / 200) for step in range(int(most * 200) + 2)]
    told = [(load, _wait(load * count * speed, speed, count)) for load in dict.fromkeys(loads)]
    return WaitCurve(count, tuple((load, wait) for load, wait in told if wait is not None))


def _wait(rate: float, speed: float, count: int) -> float | None:
    try:
        return queue(rate, speed, count).wait
    except LearnerError:
        return None
