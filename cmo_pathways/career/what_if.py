"""What if: the same route at another pace, with another wait for posts, or with another value of one number."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cmo_pathways.career.graph import CareerGraph
from cmo_pathways.career.schedule import Schedule
from cmo_pathways.career.spread import Spread, YourNumbers
from cmo_pathways.career.yours import with_input

SLOWEST, LONGEST_WAIT = 0.25, 4.0
"""Least share of full time [0-1] and longest wait for a post [years] that can be asked about."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What a learner asks about a route; whatever is None stays as it is.

    ``pace`` [0-1, 1 = as the route stands] is the share of full time for training and study; ``wait`` [years] the
    wait until each post is free; ``input`` names one number of the route, and ``value`` is put in its place.
    """

    pace: float | None = None
    wait: float | None = None
    input: str = ""
    value: float | None = None

    @property
    def empty(self) -> bool:
        """True if nothing differs from the route."""
        return self.pace in (None, 1.0) and self.wait is None and self.value is None


def what_if(graph: CareerGraph, schedule: Schedule, asked: WhatIf) -> Schedule:
    """The route as asked; the steps stay, so nothing that a step requires is skipped.

    At half of full time every degree, program and training takes twice as long (our assumption); time between two
    posts stays as it is.
    """
    pace = min(1.0, max(SLOWEST, asked.pace or 1.0))
    for task in schedule.tasks:
        step = graph.step(task.step)
        if step.is_role and asked.wait is not None:
            schedule = with_input(schedule, f"opening:{step.id}:wait", _exactly(asked.wait))
    if asked.input and asked.value is not None:
        schedule = with_input(schedule, asked.input, _exactly(asked.value))
    if pace == 1:
        return schedule
    tasks = (
        task if graph.step(task.step).is_role else replace(task, length=_longer(task.length, 1 / pace))
        for task in schedule.tasks
    )
    return replace(schedule, tasks=tuple(tasks))


def usual_wait(graph: CareerGraph, schedule: Schedule) -> float:
    """The longest typical wait for a post on the route [years]."""
    return max((task.opening.typical for task in schedule.tasks if graph.step(task.step).is_role), default=0.0)


def _exactly(value: float) -> YourNumbers:
    return YourNumbers(value, value, value)


def _longer(time: Spread, factor: float) -> Spread:
    if not time.adds_time:
        return time
    low, typical, high = (value * factor for value in (time.low, time.typical, time.high))
    return replace(time, low=low, typical=typical, high=high, assumed=True)
