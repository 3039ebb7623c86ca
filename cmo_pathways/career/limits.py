"""What a learner's situation means for routes: where they may lead, how fast study goes, and what may be spent."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cmo_pathways.career.graph import CareerGraph
from cmo_pathways.career.model import HOME
from cmo_pathways.career.schedule import Schedule, Task
from cmo_pathways.career.spread import Spread


@dataclass(frozen=True, slots=True)
class RouteLimits:
    """The learner's limits; the empty one limits nothing.

    ``home``: regions whose steps always count as near. ``only``: where it is not empty, no step outside these regions
    is taken. ``pace`` [0-1]: share of full time for training and study. ``budget`` [``currency``, None = not said].
    ``clinical_share`` [0-1]: share of clinical work to keep; it is said on the route and rules nothing out.
    """

    home: frozenset[str] = HOME
    only: frozenset[str] = frozenset()
    pace: float = 1.0
    budget: float | None = None
    currency: str = "USD"
    clinical_share: float | None = None


NO_ROUTE_LIMITS = RouteLimits()


def at_pace(graph: CareerGraph, schedule: Schedule, pace: float) -> Schedule:
    """The schedule of somebody who studies and trains part time.

    Our assumption: at half of full time, every degree, program and training takes twice as long. Time between two
    posts stays as it is. The stretched times count as assumptions.
    """
    if pace == 1:
        return schedule
    return replace(schedule, tasks=tuple(_stretched(graph, task, pace) for task in schedule.tasks))


def _stretched(graph: CareerGraph, task: Task, pace: float) -> Task:
    length = task.length
    if graph.step(task.step).is_role or not length.adds_time:
        return task
    return replace(task, length=_longer(length, 1 / pace))


def _longer(time: Spread, factor: float) -> Spread:
    low, typical, high = (value * factor for value in (time.low, time.typical, time.high))
    return replace(time, low=low, typical=typical, high=high, assumed=True)
