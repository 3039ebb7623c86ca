"""When each step of a route starts and ends: what waits for what, and for how long [years]."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from cmo_pathways.career.graph import CareerGraph
from cmo_pathways.career.model import Delay, Step, Transition
from cmo_pathways.career.needs import Need, Way
from cmo_pathways.career.spread import (
    NO_TIME,
    ROLE_TO_ROLE,
    Attempts,
    Spread,
    YourNumbers,
    chance_spread,
    spread,
    yours_or,
)

_NOBODY: Mapping[str, YourNumbers] = MappingProxyType({})
_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class Wait:
    """A task waits for ``origin`` and then for the gap of ``transition``.

    This way can be taken from ``opens`` until ``closes`` [years from today]; None where it never closes.
    """

    transition: str
    origin: str
    gap: Spread
    opens: float = 0.0
    closes: float | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One step still to do; a lasting one (a post) lets others go on from its start, any other from its end.

    ``opening`` is the wait until a post is free [years]; ``attempts`` belong to an exam or application.
    """

    step: str
    lasting: bool
    length: Spread
    waits: tuple[Wait, ...]
    opening: Spread = NO_TIME
    attempts: Attempts | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """The tasks of one route, each after all it waits for, the goal last; ``held``: years from today, 0 or below."""

    tasks: tuple[Task, ...]
    held: Mapping[str, float]

    @property
    def spreads(self) -> tuple[Spread, ...]:
        """Every time that the route depends on, also the gaps that follow a held step; no pauses after a failure."""
        times = [task.length for task in self.tasks] + [wait.gap for task in self.tasks for wait in task.waits]
        return tuple(time for time in (*times, *(task.opening for task in self.tasks)) if time.adds_time)


def make_schedule(
    graph: CareerGraph,
    chosen: Collection[str],
    needs: Mapping[str, tuple[Need, ...]],
    held: Mapping[str, float],
    *,
    yours: Mapping[str, YourNumbers] = _NOBODY,
    today: date | None = None,
) -> Schedule:
    """The tasks of the chosen steps; where a need is met in two ways, the one that is typically ready first counts.

    ``held`` is how long ago each step was reached [years]; ``yours`` are the learner's own numbers by input id; days
    on which a way opens or closes count from ``today`` and not at all where it is not given.
    """
    ready = {step: -years for step, years in held.items()}
    tasks = []
    for id in sorted(chosen, key=graph.rank):
        step = graph.step(id)
        waits = tuple(
            min(
                (_wait(graph, way, step, yours, today) for way in need.ways if way.origin in ready),
                key=lambda wait: _typical_ready(wait, ready),
            )
            for need in needs[id]
            if not need.only_if or need.only_if in chosen or need.only_if in held
        )
        length = yours_or(yours.get(f"step:{id}:years"), spread(step.length))
        task = Task(id, step.lasting, length, waits, _opening(graph, step, yours), _attempts(graph, step, yours))
        start, end = _typical(task, ready)
        ready[id] = start if step.lasting else end
        tasks.append(task)
    used = {wait.origin for task in tasks for wait in task.waits} - set(chosen)
    return Schedule(tuple(tasks), {step: -held[step] for step in sorted(used)})


def typical_times(schedule: Schedule) -> tuple[tuple[float, float], ...]:
    """Start and end of each task [years from today] if every time is typical and every exam passed at once."""
    ready = dict(schedule.held)
    times = []
    for task in schedule.tasks:
        start, end = _typical(task, ready)
        times.append((start, end))
        ready[task.step] = start if task.lasting else end
    return tuple(times)


def gap_spread(transition: Transition, origin: Step, target: Step) -> Spread:
    """The gap of a transition; where none is given, nothing, and between two posts our assumption of 2, 4, 8."""
    if transition.gap.known:
        return spread(transition.gap)
    return ROLE_TO_ROLE if origin.is_role and target.is_role else NO_TIME


def pause_after(graph: CareerGraph, step: str) -> Delay | None:
    """The time until the next attempt at an exam or application; what is known of exams where it has none."""
    return graph.delay(step, "again") or graph.delay_for("kind:exam", "again")


def years_until(day: str, today: date) -> float:
    """Years from today to an ISO day; negative for one that has passed."""
    return (date.fromisoformat(day) - today).days / _DAYS


def _typical(task: Task, ready: Mapping[str, float]) -> tuple[float, float]:
    start = max([0.0, *(_typical_ready(wait, ready) for wait in task.waits)]) + task.opening.typical
    return start, start + task.length.typical


def _typical_ready(wait: Wait, ready: Mapping[str, float]) -> float:
    return (
        max(wait.opens, ready[wait.origin] + wait.gap.typical) if wait.opens else ready[wait.origin] + wait.gap.typical
    )


def _wait(graph: CareerGraph, way: Way, target: Step, yours: Mapping[str, YourNumbers], today: date | None) -> Wait:
    row = way.transition
    gap = yours_or(yours.get(f"transition:{row.id}:gap"), gap_spread(row, graph.step(way.origin), target))
    opens = max(0.0, years_until(row.opens, today)) if row.opens and today else 0.0
    closes = years_until(row.closes, today) if row.closes and today else None
    return Wait(row.id, way.origin, gap, opens, closes)


def _opening(graph: CareerGraph, step: Step, yours: Mapping[str, YourNumbers]) -> Spread:
    if not step.is_role:
        return NO_TIME
    given = graph.delay(step.id, "wait")
    return yours_or(yours.get(f"opening:{step.id}:wait"), spread(given.amount) if given else NO_TIME)


def _attempts(graph: CareerGraph, step: Step, yours: Mapping[str, YourNumbers]) -> Attempts | None:
    own, given = yours.get(f"exam:{step.id}:pass"), graph.delay(step.id, "pass")
    if own is None and given is None:
        return None
    chance = yours_or(own, chance_spread(given.amount) if given else Spread(1, 1, 1, assumed=False))
    pause = pause_after(graph, step.id)
    again = yours_or(yours.get(f"exam:{step.id}:again"), spread(pause.amount) if pause else NO_TIME)
    limit, most = yours.get(f"exam:{step.id}:attempts"), graph.delay(step.id, "attempts")
    allowed = limit.typical if limit else most.amount.typical.value if most else None
    return Attempts(chance, again, None if allowed is None else int(allowed))
