"""Waiting: how busy a unit is, how long patients wait, and how many servers a promise takes.

All of it holds for a steady state: arrivals at random at one even rate, service times that vary like a decaying curve,
nobody who leaves. Emergency arrivals change by the hour, so take the answers as a floor for thinking and use a
simulation for staffing. Sources: Hillier and Lieberman, Introduction to Operations Research; Little and Graves 2008,
Little's law, doi:10.1007/978-0-387-73699-0_5.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from cmo_pathways.analytics import given
from cmo_pathways.analytics.method import by_row
from cmo_pathways.errors import LearnerError


@dataclass(frozen=True, slots=True)
class Queue:
    """A waiting line with one or more equal servers (M/M/c) in its steady state.

    ``arrivals`` and ``service`` [patients per unit of time] (service: of one server); ``offered`` [servers kept busy,
    erlangs]; ``utilization`` [0-1]; ``empty`` chance that nobody is there [0-1]; ``must_wait`` chance that an arrival
    waits [0-1]; ``waiting`` and ``present`` mean numbers of patients; ``wait`` and ``stay`` mean times [unit of time].
    """

    arrivals: float
    service: float
    servers: int
    offered: float
    utilization: float
    empty: float
    must_wait: float
    waiting: float
    present: float
    wait: float
    stay: float

    def waits_longer(self, time: float) -> float:
        """The chance [0-1] that an arrival waits longer than ``time`` [unit of time, 0 or more] before service."""
        time = given.number("time", time, least=0)
        return self.must_wait * math.exp(-(self.servers * self.service - self.arrivals) * time)


def queue(arrivals: float, service: float, servers: float = 1) -> Queue:
    """The steady state of a line with ``servers`` equal servers: how long patients wait, how many are there.

    ``arrivals`` [patients per unit of time, 0 or more]; ``service`` [patients that one server finishes per unit of
    time, above 0]; one server gives M/M/1. Chance of waiting by Erlang C: B / (1 - u (1 - B)), B the Erlang B of the
    offered load, u the utilization.

    Raises InputError for impossible numbers, LearnerError where arrivals reach what the servers can do: then the line
    grows without end and no mean exists.
    """
    rate, per = given.number("arrivals", arrivals, least=0), given.number("service", service, above=0)
    count = given.whole("servers", servers, least=1)
    load = rate / per
    used = load / count
    if used >= 1:
        raise LearnerError(
            f"The line grows without end: {rate:g} arrive and {count} x {per:g} can be served. Add servers or time."
        )
    lost = erlang_b(load, count)
    must_wait = lost / (1 - used * (1 - lost))
    wait = must_wait / (count * per - rate)
    stay = wait + 1 / per
    empty = _empty(load, count, lost)
    return Queue(rate, per, count, load, used, empty, must_wait, rate * wait, rate * stay, wait, stay)


def erlang_b(offered: float, servers: float) -> float:
    """The chance [0-1] that an arrival finds every server busy where nobody can wait (Erlang B).

    ``offered`` [erlangs: arrivals x mean time of service, 0 or more]; ``servers`` 0 or more (0 servers lose everybody).
    Recursion B(k) = a B(k-1) / (k + a B(k-1)), B(0) = 1, which stays exact for thousands of servers. Works above a load
    of one too: the rest is lost. Raises InputError.
    """
    load = given.number("offered", offered, least=0)
    lost = 1.0
    for busy in range(1, given.whole("servers", servers) + 1):
        lost = load * lost / (busy + load * lost)
    return lost


def erlang_c(offered: float, servers: float) -> float:
    """The chance [0-1] that an arrival has to wait (Erlang C), from the offered load [erlangs] and the servers.

    Raises InputError, or LearnerError where the load reaches the servers.
    """
    return queue(offered, 1.0, servers).must_wait


def servers_needed(arrivals: float, service: float, *, within: float, share: float) -> int:
    """The fewest servers with which at least ``share`` [0-1, below 1] of arrivals wait no longer than ``within``.

    ``within`` [unit of time, 0 or more]; arrivals and service as in ``queue``. Raises InputError.
    """
    rate, per = given.number("arrivals", arrivals, least=0), given.number("service", service, above=0)
    wanted = given.number("share", share, least=0, below=1)
    count = math.floor(rate / per) + 1
    while queue(rate, per, count).waits_longer(within) > 1 - wanted + 1e-12:
        count += 1
    return count


def number_present(arrivals: float, stay: float) -> float:
    """How many are there on average: arrivals [per unit of time] x mean stay [unit of time] (Little's law).

    Holds for any stable system, whatever the order of service. Raises InputError for numbers below 0.
    """
    return given.number("arrivals", arrivals, least=0) * given.number("stay", stay, least=0)


def time_present(present: float, arrivals: float) -> float:
    """How long one stays on average: mean number present / arrivals per unit of time (Little's law).

    Raises InputError where the number is below 0 or nobody arrives.
    """
    return given.number("present", present, least=0) / given.number("arrivals", arrivals, above=0)


def occupancy(arrivals_per_day: float, days: float, beds: float) -> float:
    """The mean share of beds in use [0 and up]: arrivals a day x length of stay [days] / beds.

    Above 1 the demand does not fit: patients board elsewhere. Raises InputError where there is no bed.
    """
    return number_present(arrivals_per_day, days) / given.number("beds", beds, above=0)


def _empty(load: float, count: int, lost: float) -> float:
    """P0; by logarithms, because powers and factorials overflow with a few hundred servers."""
    if load == 0:
        return 1.0
    if lost < 1e-290:
        return math.exp(-load)
    top = count * math.log(load) - math.lgamma(count + 1)
    return math.exp(-top - math.log(1 / lost - 1 + 1 / (1 - load / count)))


_LINE = ("arrivals", "service", "servers")

ROWS = (
    by_row("queue_wait", lambda *row: queue(*row).wait, _LINE, "Erlang C chance / (servers x service - arrivals)"),
    by_row("queue_waiting", lambda *row: queue(*row).waiting, _LINE, "arrivals x mean wait (M/M/c, Little's law)"),
    by_row("queue_stay", lambda *row: queue(*row).stay, _LINE, "mean wait of M/M/c plus the time of one service"),
    by_row("queue_present", lambda *row: queue(*row).present, _LINE, "arrivals x mean stay (M/M/c, Little's law)"),
    by_row("queue_must_wait", lambda *row: queue(*row).must_wait, _LINE, "Erlang C: chance that an arrival waits"),
    by_row("queue_use", lambda *row: queue(*row).utilization, _LINE, "arrivals / (servers x service)"),
    by_row("erlang_b", erlang_b, ("offered", "servers"), "Erlang B: chance that every server is busy"),
    by_row("little_number", number_present, ("arrivals", "stay"), "arrivals x mean stay (Little's law)"),
    by_row("little_time", time_present, ("present", "arrivals"), "mean number present / arrivals (Little's law)"),
    by_row("occupancy", occupancy, ("arrivals", "days", "beds"), "arrivals a day x length of stay / beds"),
)
"""What a case can ask of this family."""
