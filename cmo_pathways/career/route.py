"""Routes to a role: which steps, how long, what it costs, and what every way has in common."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from cmo_pathways.career.alternatives import Needs, alternatives
from cmo_pathways.career.cost import Cost, add_costs
from cmo_pathways.career.explain import name_in_text, say_why
from cmo_pathways.career.graph import CareerGraph
from cmo_pathways.career.limits import NO_ROUTE_LIMITS, RouteLimits, at_pace
from cmo_pathways.career.needs import Learner, Standing, standing_of
from cmo_pathways.career.readiness import Readiness, Weighed, readiness_of, told_apart, unbeaten
from cmo_pathways.career.request import refuse_numbers, refuse_places, refuse_unknown, specialty_named
from cmo_pathways.career.schedule import Schedule, make_schedule, typical_times
from cmo_pathways.career.simulate import Simulation, Years
from cmo_pathways.career.spread import YourNumbers
from cmo_pathways.career.weakness import Weakness, assumptions_of, weaknesses_of
from cmo_pathways.career.windows import Window, windows_on
from cmo_pathways.errors import LearnerError


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

    ``efficient`` if no other one simulated is as quick, as cheap and makes as ready, and better in one of these;
    ``readiness`` where the gaps to the goal are known; ``windows`` are the dated ways that it takes; ``assumes`` and
    ``weaknesses`` say what it rests on and what would break it.
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
    efficient: bool = True
    readiness: Readiness | None = None
    windows: tuple[Window, ...] = ()
    assumes: tuple[str, ...] = ()
    weaknesses: tuple[Weakness, ...] = ()


@dataclass(frozen=True, slots=True)
class RoutePlan:
    """The best routes to a goal, quickest first, of ``alternatives`` in all.

    ``bottlenecks``: steps still to do, apart from the goal, that every alternative needs. ``taken_as_held``: steps
    that whoever holds the given ones must hold too and that so count as done. ``missed``: dated ways that are closed
    or close before the learner would typically reach them.
    """

    to: str
    routes: tuple[Route, ...]
    bottlenecks: tuple[str, ...]
    alternatives: int
    taken_as_held: tuple[str, ...]
    missed: tuple[Window, ...] = ()


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
    limits: RouteLimits = NO_ROUTE_LIMITS,
    gaps: Mapping[str, float] = MappingProxyType({}),
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
    today : the day from which windows that open or close count; without it they do not. A way that is closed, or that
        typically closes before it is reached, is not offered.
    limits : what the learner's situation allows (``limits_of`` an intake): home, no relocation, part time, budget.
    gaps : levels short of target per competency of the goal (0 = met), for the readiness of each route.

    Routes that no other one beats in time, cost and readiness are taken first; then those are shown quickest first.
    No route contains another one with steps to spare, and each differs from the others in a post, a degree or a course.
    The same seed gives the same answer. Raises UnknownId for an id that is no step, LearnerError where the goal is held
    already, cannot be reached, or a number is out of range.
    """
    refuse_unknown(graph, [to, *held, *waived, *([start] if start else [])], regions)
    refuse_numbers(graph, k, draws, held, limits)
    refuse_places(graph, to, regions, limits)
    standing = _stand(
        graph,
        to,
        held,
        start,
        regions,
        limits,
        Learner(
            specialty=specialty_named(graph, specialty) if specialty else None, waived=waived, unverified=unverified
        ),
    )

    def make(steps: frozenset[str], needs: Needs) -> Schedule:
        schedule = make_schedule(graph, steps, needs, standing.ago, yours=yours, today=today)
        return at_pace(graph, schedule, limits.pace)

    found = alternatives(graph, to, standing.learner, make, today)
    simulation = Simulation(draws, seed)
    told = _Told(
        graph=graph,
        simulation=simulation,
        standing=standing,
        undated=tuple(step for step, years in held.items() if years is None),
        shared=found.shared - {to},
        gaps=gaps,
        limits=limits,
        today=today,
    )
    return RoutePlan(
        to=to,
        routes=tuple(_route(told, schedule, efficient) for schedule, efficient in _best(told, found.schedules, k)),
        bottlenecks=tuple(sorted(told.shared, key=graph.rank)),
        alternatives=len(found.schedules),
        taken_as_held=tuple(sorted(standing.certain - set(held) - {start}, key=graph.rank)),
        missed=found.missed,
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """Everything that the routes of one plan have in common."""

    graph: CareerGraph
    simulation: Simulation
    standing: Standing
    undated: tuple[str, ...]
    shared: frozenset[str]
    gaps: Mapping[str, float]
    limits: RouteLimits
    today: date | None


def _stand(
    graph: CareerGraph,
    to: str,
    held: Mapping[str, float | None],
    start: str | None,
    regions: frozenset[str],
    limits: RouteLimits,
    wishes: Learner,
) -> Standing:
    """What the learner builds on. Raises LearnerError where that includes the goal."""
    dated = {step: float(years or 0) for step, years in held.items()}
    if start is not None:
        dated.setdefault(start, 0.0)
    if to in dated:
        raise LearnerError(f"You hold {name_in_text(graph, to)} already. Choose another goal.")
    near = regions | {graph.step(step).region for step in (to, *dated)}
    wishes = replace(wishes, held=frozenset(dated), regions=near, home=limits.home, only=limits.only)
    standing = standing_of(graph, dated, wishes)
    if to in standing.learner.held:
        raise LearnerError(
            f"What you hold already includes {name_in_text(graph, to)}. Choose another goal or check your steps."
        )
    return standing


def _best(told: _Told, schedules: Sequence[Schedule], k: int) -> list[tuple[Schedule, bool]]:
    """The ``k`` to show, quickest first, each with whether no other one beats it.

    Of those with the same posts one comes in, those that no other beats in time, cost and readiness first; places left
    go to ways that differ in a degree or a course alone.
    """

    def place(schedule: Schedule) -> tuple[float, float, tuple[str, ...]]:
        cost = add_costs(told.graph.step(task.step) for task in schedule.tasks).typical
        steps = tuple(task.step for task in schedule.tasks)
        return told.simulation.quick_median(schedule), math.inf if cost is None else cost, steps

    ranked = sorted(schedules, key=place)
    best = set(unbeaten([_weigh(told, schedule) for schedule in ranked]))
    posts = told_apart([_steps_of(told.graph, schedule, studies=False) for schedule in ranked], best)
    rest = told_apart([_steps_of(told.graph, schedule, studies=True) for schedule in ranked], best)
    chosen = sorted({*posts, *rest}, key=lambda n: (n not in posts, n not in best, n))[:k]
    return [(ranked[n], n in best) for n in sorted(chosen)]


def _steps_of(graph: CareerGraph, schedule: Schedule, *, studies: bool) -> frozenset[str]:
    """The posts of a route, and where ``studies`` its degrees of management and courses too."""
    steps = (graph.step(task.step) for task in schedule.tasks)
    return frozenset(step.id for step in steps if step.is_role or (studies and step.stage == "study"))


def _weigh(told: _Told, schedule: Schedule) -> Weighed:
    steps = [task.step for task in schedule.tasks]
    cost = add_costs(told.graph.step(id) for id in steps)
    ready = readiness_of(told.graph, steps[:-1], told.gaps)
    years = told.simulation.quick_median(schedule)
    return Weighed(years, cost.typical, cost.currency, frozenset(cost.unpriced), ready.share)


def _route(told: _Told, schedule: Schedule, efficient: bool) -> Route:
    graph, simulation = told.graph, told.simulation
    ids = [task.step for task in schedule.tasks]
    steps = tuple(graph.step(id) for id in ids)
    spreads = schedule.spreads
    assumed = sum(spread.assumed for spread in spreads)
    start, end = typical_times(schedule)[-1]
    cost = add_costs(steps)
    windows = windows_on(graph, schedule, told.today) if told.today else ()
    return Route(
        steps=_route_steps(graph, schedule, simulation),
        transitions=tuple(dict.fromkeys(wait.transition for task in schedule.tasks for wait in task.waits)),
        years=simulation.years(schedule),
        typical_years=start if steps[-1].lasting else end,
        cost=cost,
        assumed_share=assumed / len(spreads) if spreads else 0.0,
        because=say_why(graph, schedule, told.standing.certain, told.undated),
        strengthened_by=_strengthened_by(graph, set(ids), told.standing.learner),
        at_least=any(graph.step(task.step).length_missing and not task.length.yours for task in schedule.tasks),
        schedule=schedule,
        efficient=efficient,
        readiness=readiness_of(graph, ids[:-1], told.gaps) if told.gaps else None,
        windows=windows,
        assumes=assumptions_of(graph, schedule, told.limits),
        weaknesses=weaknesses_of(graph, schedule, windows=windows, shared=told.shared, cost=cost, limits=told.limits),
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
