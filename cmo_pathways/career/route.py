"""Routes to a role: which steps, how long, what it costs, and what every way has in common."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from cmo_pathways.career.cost import Cost, add_costs
from cmo_pathways.career.enumerate import smallest_sets
from cmo_pathways.career.explain import name_in_text, say_blocked, say_why
from cmo_pathways.career.graph import CareerGraph
from cmo_pathways.career.needs import Learner, Standing, reachable_needs, standing_of
from cmo_pathways.career.schedule import Schedule, make_schedule, typical_times
from cmo_pathways.career.simulate import Simulation, Years
from cmo_pathways.career.spread import YourNumbers
from cmo_pathways.errors import LearnerError, UnknownId

SHORTLIST = 60
"""So many of the typically quickest ways are simulated and ranked; the hospital path has 27."""


@dataclass(frozen=True, slots=True)
class RouteStep:
    """A step still to do [years from today]: median start and end, and both if every time is typical.

    A post ends where the last step that builds on it starts; the goal ends where it starts. An exam stands where it
    is first needed.
    """

    id: str
    start: float
    end: float
    typical_start: float
    typical_end: float


@dataclass(frozen=True, slots=True)
class Route:
    """One way to the goal.

    ``steps`` in an order in which none comes too early; ``transitions`` that were followed; ``years`` simulated and
    ``typical_years`` with every time typical [years from today]; ``assumed_share`` [0-1] of the time figures that
    are our assumptions; ``because`` for a reader; ``strengthened_by`` degrees and certificates that help but are not
    needed; ``at_least`` if a step without a published length makes the time a minimum.
    """

    steps: tuple[RouteStep, ...]
    transitions: tuple[str, ...]
    years: Years
    typical_years: float
    cost: Cost
    assumed_share: float
    because: str
    strengthened_by: tuple[str, ...]
    at_least: bool
    schedule: Schedule


@dataclass(frozen=True, slots=True)
class RoutePlan:
    """The best routes to a goal, quickest first, of ``alternatives`` in all.

    ``bottlenecks``: steps still to do, apart from the goal, that every alternative needs. ``taken_as_held``: steps
    that whoever holds the given ones must hold too and that so count as done.
    """

    to: str
    routes: tuple[Route, ...]
    bottlenecks: tuple[str, ...]
    alternatives: int
    taken_as_held: tuple[str, ...]


def plan_routes(
    graph: CareerGraph,
    *,
    to: str,
    held: Mapping[str, float | None],
    k: int = 3,
    draws: int = 2000,
    seed: int = 7,
    specialty: str | None = None,
    waived: frozenset[str] = frozenset(),
    start: str | None = None,
    unverified: bool = False,
    regions: frozenset[str] = frozenset(),
    yours: Mapping[str, YourNumbers] = MappingProxyType({}),
    today: date | None = None,
) -> RoutePlan:
    """The ``k`` routes with the shortest median time to the step ``to``, then the lowest cost.

    Parameters
    ----------
    held : years since each step was reached: since the start of a post or membership, else since the end; None where
        unknown, which counts as today. Whoever holds a step also holds what it requires.
    specialty : the residency (``residency-pediatrics``) to be taken; internal medicine where nothing is said.
    waived : steps whose ``usual-requires`` rows do not count.
    start : a step that counts as reached today, with all before it.
    unverified : also follow what no source confirms.
    regions : further countries (``uk``, ``germany``) through which a route may lead. The United States, the country
        of the goal and those of the held steps always count; another one is taken only where no other way is left.
    yours : the learner's own numbers by input id (``inputs_of`` lists the ids), in place of those of the tables.
    today : the day from which windows that open or close count; without it they do not.

    No route contains another one with steps to spare, and each differs from every other in a role. The same seed
    gives the same answer. Raises UnknownId for an id that is no step, LearnerError where the goal is held already,
    cannot be reached, or a number is out of range.
    """
    _refuse(graph, to, [*held, *waived, *([start] if start else [])], k, draws, held)
    chosen = specialty and _specialty(graph, specialty)
    dated = {step: float(years or 0) for step, years in held.items()}
    if start is not None:
        dated.setdefault(start, 0.0)
    if to in dated:
        raise LearnerError(f"You hold {name_in_text(graph, to)} already. Choose another goal.")
    near = regions | {graph.step(step).region for step in (to, *dated)}
    standing = standing_of(graph, dated, Learner(frozenset(dated), chosen, waived, unverified, near))
    learner = standing.learner
    if to in learner.held:
        raise LearnerError(
            f"What you hold already includes {name_in_text(graph, to)}. Choose another goal or check your steps."
        )
    needs = reachable_needs(graph, to, learner)
    sets = smallest_sets(to, needs, learner.held)
    if not sets:
        raise LearnerError(say_blocked(graph, to, needs))
    simulation = Simulation(draws, seed)
    schedules = sorted(
        (make_schedule(graph, steps, needs, standing.ago, yours=yours, today=today) for steps in sets),
        key=lambda found: typical_times(found)[-1][0],
    )
    undated = tuple(step for step, years in held.items() if years is None)
    ranked = _ranked(graph, schedules[:SHORTLIST], simulation)[:k]
    shared = frozenset.intersection(*sets) - {to}
    return RoutePlan(
        to=to,
        routes=tuple(_route(graph, schedule, simulation, undated, standing) for schedule in ranked),
        bottlenecks=tuple(sorted(shared, key=graph.rank)),
        alternatives=len(sets),
        taken_as_held=tuple(sorted(standing.certain - set(dated), key=graph.rank)),
    )


def _refuse(
    graph: CareerGraph, to: str, others: list[str], k: int, draws: int, held: Mapping[str, float | None]
) -> None:
    for id in (to, *others):
        graph.step(id)
    for number, name in ((k, "the number of routes"), (draws, "the number of draws")):
        if number < 1:
            raise LearnerError(f"{name.capitalize()} is {number}. Use 1 or more.")
    for id, years in held.items():
        if years is not None and not (math.isfinite(years) and years >= 0):
            raise LearnerError(f"{name_in_text(graph, id, first=True)} lies {years:g} years back. Use 0 or more years.")


def _specialty(graph: CareerGraph, specialty: str) -> str:
    known = [step.id for step in graph.steps.values() if step.kind == "residency"]
    for id in (specialty, f"residency-{specialty}"):
        if id in known:
            return id
    raise UnknownId("residency", specialty, known)


def _ranked(graph: CareerGraph, schedules: list[Schedule], simulation: Simulation) -> list[Schedule]:
    """Quickest at the median first, then cheapest; of those with the same roles only the first."""

    def place(schedule: Schedule) -> tuple[float, float, tuple[str, ...]]:
        cost = add_costs(graph.step(task.step) for task in schedule.tasks).typical
        steps = tuple(task.step for task in schedule.tasks)
        return simulation.quick_median(schedule), math.inf if cost is None else cost, steps

    distinct: dict[frozenset[str], Schedule] = {}
    for schedule in sorted(schedules, key=place):
        roles = frozenset(task.step for task in schedule.tasks if graph.step(task.step).is_role)
        distinct.setdefault(roles, schedule)
    return list(distinct.values())


def _route(
    graph: CareerGraph, schedule: Schedule, simulation: Simulation, undated: tuple[str, ...], standing: Standing
) -> Route:
    steps = tuple(graph.step(task.step) for task in schedule.tasks)
    spreads = schedule.spreads
    assumed = sum(spread.assumed for spread in spreads)
    start, end = typical_times(schedule)[-1]
    return Route(
        steps=_route_steps(graph, schedule, simulation),
        transitions=tuple(dict.fromkeys(wait.transition for task in schedule.tasks for wait in task.waits)),
        years=simulation.years(schedule),
        typical_years=start if steps[-1].lasting else end,
        cost=add_costs(steps),
        assumed_share=assumed / len(spreads) if spreads else 0.0,
        because=say_why(graph, schedule, standing.certain, undated),
        strengthened_by=_strengthened_by(graph, {step.id for step in steps}, standing.learner),
        at_least=any(graph.step(task.step).length_missing and not task.length.yours for task in schedule.tasks),
        schedule=schedule,
    )


def _route_steps(graph: CareerGraph, schedule: Schedule, simulation: Simulation) -> tuple[RouteStep, ...]:
    both = simulation.medians(schedule), typical_times(schedule)
    shown = zip(*(_shown(graph, schedule, times) for times in both), strict=True)
    steps = [RouteStep(task.step, *one, *other) for task, (one, other) in zip(schedule.tasks, shown, strict=True)]
    return tuple(sorted(steps, key=lambda step: step.typical_start))


def _shown(
    graph: CareerGraph, schedule: Schedule, times: Sequence[tuple[float, float]]
) -> tuple[tuple[float, float], ...]:
    """Start and end of each task as a reader sees them: posts last until they are built on, exams wait their turn."""
    shown: dict[str, tuple[float, float]] = {}
    for task, (start, end) in reversed(list(zip(schedule.tasks, times, strict=True))):
        after = [
            (shown[other.step][0], wait.gap.typical + other.opening.typical)
            for other in schedule.tasks
            for wait in other.waits
            if wait.origin == task.step
        ]
        if after and task.lasting:
            end = max(end, *(begins for begins, _ in after))
        elif after and graph.step(task.step).kind == "exam":
            start = end = max(start, min(begins - before for begins, before in after))
        shown[task.step] = (start, end)
    return tuple(shown[task.step] for task in schedule.tasks)


def _strengthened_by(graph: CareerGraph, chosen: set[str], learner: Learner) -> tuple[str, ...]:
    boosts = (
        origin
        for row in graph.transitions
        if row.type == "boost" and chosen & set(graph.members(row.target))
        if learner.allows(row)
        for origin in graph.members(row.origin)
        if origin not in chosen | learner.held and learner.allows(graph.step(origin))
    )
    return tuple(dict.fromkeys(boosts))
