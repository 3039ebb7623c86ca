"""When each step of a route starts and ends: what waits for what, and for how long [years]."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from cmo_pathways.career.graph import CareerGraph
from cmo_pathways.career.model import Step, Transition
from cmo_pathways.career.needs import Need, Way
from cmo_pathways.scale import Range


@dataclass(frozen=True, slots=True)
class Spread:
    """An uncertain time [years] with its low, typical and high value; ``assumed`` if the typical one is ours."""

    low: float
    typical: float
    high: float
    assumed: bool

    @property
    def adds_time(self) -> bool:
        """False for a time that is nothing for certain."""
        return self.high > 0


NO_TIME = Spread(0.0, 0.0, 0.0, assumed=False)
ROLE_TO_ROLE = Spread(2.0, 4.0, 8.0, assumed=True)
"""Between two posts for which nobody gives a time (our assumption)."""


@dataclass(frozen=True, slots=True)
class Wait:
    """A task waits for ``origin`` and then for the gap of ``transition``."""

    transition: str
    origin: str
    gap: Spread


@dataclass(frozen=True, slots=True)
class Task:
    """One step still to do; a lasting one (a post) lets others go on from its start, any other from its end."""

    step: str
    lasting: bool
    length: Spread
    waits: tuple[Wait, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """The tasks of one route, each after all it waits for, the goal last; ``held``: years from today, 0 or below."""

    tasks: tuple[Task, ...]
    held: Mapping[str, float]

    @property
    def spreads(self) -> tuple[Spread, ...]:
        """Every time that the route depends on, also the gaps that follow a held step."""
        times = [task.length for task in self.tasks] + [wait.gap for task in self.tasks for wait in task.waits]
        return tuple(time for time in times if time.adds_time)


def make_schedule(
    graph: CareerGraph, chosen: Collection[str], needs: Mapping[str, tuple[Need, ...]], held: Mapping[str, float]
) -> Schedule:
    """The tasks of the chosen steps; where a need is met in two ways, the one that is typically ready first counts.

    ``held`` is how long ago each step was reached [years].
    """
    ready = {step: -years for step, years in held.items()}
    tasks = []
    for id in sorted(chosen, key=graph.rank):
        step = graph.step(id)
        waits = tuple(
            min(
                (_wait(graph, way, step) for way in need.ways if way.origin in ready),
                key=lambda wait: ready[wait.origin] + wait.gap.typical,
            )
            for need in needs[id]
            if not need.only_if or need.only_if in chosen or need.only_if in held
        )
        task = Task(id, step.lasting, spread(step.length), waits)
        start = max([0.0, *(ready[wait.origin] + wait.gap.typical for wait in waits)])
        ready[id] = start if step.lasting else start + task.length.typical
        tasks.append(task)
    used = {wait.origin for task in tasks for wait in task.waits} - set(chosen)
    return Schedule(tuple(tasks), {step: -held[step] for step in sorted(used)})


def typical_times(schedule: Schedule) -> tuple[tuple[float, float], ...]:
    """Start and end of each task [years from today] if every time takes its typical value."""
    ready = dict(schedule.held)
    times = []
    for task in schedule.tasks:
        start = max([0.0, *(ready[wait.origin] + wait.gap.typical for wait in task.waits)])
        times.append((start, start + task.length.typical))
        ready[task.step] = start if task.lasting else start + task.length.typical
    return tuple(times)


def spread(numbers: Range | None) -> Spread:
    """The time of a row; no low value counts as the typical one, a missing high value follows rule 7 of the tables.

    That is typical + 2 x (typical - low), at least 1.5 x typical.
    """
    if numbers is None or numbers.typical.value is None:
        return NO_TIME
    typical = numbers.typical.value
    low = typical if numbers.low.value is None else numbers.low.value
    rule = max(typical + 2 * (typical - low), 1.5 * typical)
    high = rule if numbers.high.value is None else numbers.high.value
    return Spread(low, typical, high, numbers.typical.mark.assumed)


def gap_spread(transition: Transition, origin: Step, target: Step) -> Spread:
    """The gap of a transition; where none is given, nothing, and between two posts our assumption of 2, 4, 8."""
    if transition.gap.known:
        return spread(transition.gap)
    return ROLE_TO_ROLE if origin.is_role and target.is_role else NO_TIME


def _wait(graph: CareerGraph, way: Way, target: Step) -> Wait:
    return Wait(way.transition.id, way.origin, gap_spread(way.transition, graph.step(way.origin), target))
