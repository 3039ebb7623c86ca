"""From gaps and the learner's limits to a planning problem: which activities are worth considering, and why not."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil, floor, isfinite

from cmo_pathways.career import Activity, CareerGraph
from cmo_pathways.errors import LearnerError, UnknownId
from cmo_pathways.plan.model import Problem, Task
from cmo_pathways.scale import Mark
from cmo_pathways.standing import Gap

WEEKS_PER_MONTH = 52 / 12
ONE_DEGREE = "degree"
"""Of this kind of activity a plan takes at most one: nobody studies for an MBA and an MHA for the same gap."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the learner can give: hours a week, money [USD] and months, and what must or may not be in the plan."""

    hours_per_week: float
    budget: float
    months: float
    must: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset({"us", "global"})
    sector: str = "hospital"
    unverified: bool = False

    @property
    def horizon(self) -> int:
        """Whole weeks in the months."""
        return floor(self.months * WEEKS_PER_MONTH + 1e-9)


@dataclass(frozen=True, slots=True)
class Running:
    """An activity under way: the hours [hours] and weeks that are left of it."""

    hours: float
    weeks: int


@dataclass(frozen=True, slots=True)
class Past:
    """What stands already: steps and activities that count as done, and activities under way.

    ``lifted`` holds levels [0-5] that activities led to since the level was last estimated, per competency.
    """

    done: frozenset[str] = frozenset()
    running: Mapping[str, Running] = field(default_factory=dict)
    lifted: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """A problem with what was looked at: so many activities were considered.

    ``unclosable`` holds the gaps that no chain of activities closes, each with the highest level [0-5] that one leads
    to; the problem aims for that level instead.
    """

    problem: Problem
    considered: int
    unclosable: Mapping[str, int]


def make_problem(
    activities: Mapping[str, Activity], graph: CareerGraph, gaps: Sequence[Gap], limits: Limits, past: Past
) -> Draft:
    """The problem of closing the open gaps; where no chain of activities reaches a target, the highest level counts.

    A level counts as reached from half a level below it on, as everywhere. Every activity that can help and suits the
    sector and region is considered; none is left out to make the solver's work lighter. Raises UnknownId for a must
    or never that is no activity, LearnerError for a must that cannot be in any plan.
    """
    _refuse_limits(limits)
    _refuse_unknown(activities, limits)
    levels = {gap.competency: max(level_now(gap), past.lifted.get(gap.competency, 0)) for gap in gaps}
    targets = {gap.competency: gap.target for gap in gaps if not gap.met}
    everything = _tasks(activities, graph, limits, past)
    _refuse_closed(limits, past, everything)
    kept = limits.must | past.running.keys()
    tasks = _useful(everything, levels, targets, kept)
    reach = _reach(tasks, levels)
    unclosable = {id: reach[id] for id, target in targets.items() if reach[id] < target}
    targets = {**targets, **unclosable}
    tasks = _useful(tasks, levels, targets, kept)
    degrees = frozenset(task.id for task in tasks if activities[task.id].kind == ONE_DEGREE)
    problem = Problem(
        tasks=tuple(tasks),
        levels=levels,
        targets=targets,
        hours_per_week=limits.hours_per_week,
        budget=limits.budget,
        horizon=limits.horizon,
        one_of=(degrees,) if len(degrees) > 1 else (),
    )
    return Draft(problem, len(tasks), unclosable)


def level_now(gap: Gap) -> int:
    """The whole level that counts as reached: the target's where it is met, else the nearest one below it."""
    nearest = floor(gap.level + 0.5)
    return max(nearest, gap.target) if gap.met else min(nearest, gap.target - 1)


def _refuse_limits(limits: Limits) -> None:
    bounds = (
        (limits.hours_per_week, "The hours per week", 0.25, 168),
        (limits.budget, "The budget", 0, 100_000_000),
        (limits.months, "The number of months", 1, 240),
    )
    for value, name, low, high in bounds:
        if not (isfinite(value) and low <= value <= high):
            raise LearnerError(f"{name} cannot be {value:g}. Give a number from {low:g} to {high:,}.")


def _refuse_unknown(activities: Mapping[str, Activity], limits: Limits) -> None:
    for id in sorted(limits.must | limits.never):
        if id not in activities:
            raise UnknownId("activity", id, activities)
    both = sorted(limits.must & limits.never)
    if both:
        raise LearnerError(f'"{both[0]}" is marked as a must and as never. Take one of the two marks away.')


def _refuse_closed(limits: Limits, past: Past, tasks: Sequence[Task]) -> None:
    held = sorted(limits.must & past.done)
    if held:
        raise LearnerError(f'"{held[0]}" is done already, so a plan cannot hold it. Take the must away.')
    closed = sorted(limits.must - {task.id for task in tasks})
    if closed:
        raise LearnerError(
            f'"{closed[0]}" cannot be in a plan: nothing here leads to what it asks for first, or its hours are not '
            "known. Take the must away, or say that you hold what it needs."
        )


def _tasks(activities: Mapping[str, Activity], graph: CareerGraph, limits: Limits, past: Past) -> list[Task]:
    found: dict[str, Task] = {}
    for activity in activities.values():
        if activity.id in past.done or not activity.hours.known or not activity.weeks.known:
            continue
        if not _offered(activity, limits, past):
            continue
        left = past.running.get(activity.id)
        found[activity.id] = Task(
            id=activity.id,
            hours=left.hours if left else float(activity.hours.typical.value or 0),
            weeks=max(1, left.weeks if left else ceil(activity.weeks.typical.value or 1)),
            cost=0.0 if left else float(activity.cost.typical.value or 0),
            gains=activity.gains,
            needs=() if left else _open_needs(activity, graph, past.done),
            running=left is not None,
            must=activity.id in limits.must,
            never=activity.id in limits.never,
        )
    return _startable(found)


def _offered(activity: Activity, limits: Limits, past: Past) -> bool:
    if activity.id in limits.must or activity.id in past.running:
        return True
    unsure = Mark.UNVERIFIED in activity.marks.values() and not limits.unverified
    near = bool(limits.regions.intersection(activity.regions))
    return not activity.retired and not unsure and near and activity.suits(limits.sector)


def _open_needs(activity: Activity, graph: CareerGraph, done: Collection[str]) -> tuple[tuple[str, ...], ...]:
    groups = [tuple(member for id in need for member in _members(graph, id)) for need in activity.needs]
    return tuple(group for group in groups if not set(group) & set(done))


def _members(graph: CareerGraph, id: str) -> tuple[str, ...]:
    return graph.members(id) if id in graph.wildcards or id in graph.steps else (id,)


def _startable(tasks: Mapping[str, Task]) -> list[Task]:
    """The tasks whose every need is met by a task that can be started itself; other ways to a need are dropped."""
    can: set[str] = set()
    grown = True
    while grown:
        ready = {id for id, task in tasks.items() if all(can & set(need) for need in task.needs)}
        grown, can = ready != can, ready
    found = []
    for id in tasks:
        if id in can:
            task = tasks[id]
            needs = tuple(tuple(other for other in need if other in can) for need in task.needs)
            found.append(replace(task, needs=needs))
    return found


def _useful(
    tasks: Sequence[Task], levels: Mapping[str, int], targets: Mapping[str, int], kept: Collection[str]
) -> list[Task]:
    """The tasks that move an open gap, what these need, and what the learner wants in any case."""
    by_id = {task.id: task for task in tasks}
    moving = {
        task.id
        for task in tasks
        if any(levels[id] < to and start < targets[id] for id, (start, to) in task.gains.items() if id in targets)
    }
    todo, wanted = [*moving, *(id for id in kept if id in by_id)], set[str]()
    while todo:
        id = todo.pop()
        if id not in wanted:
            wanted.add(id)
            todo += [other for need in by_id[id].needs for other in need]
    return [task for task in tasks if task.id in wanted]


def _reach(tasks: Sequence[Task], levels: Mapping[str, int]) -> dict[str, int]:
    """The highest level of each competency that any order of these tasks leads to."""
    reach = dict(levels)
    moved = True
    while moved:
        moved = False
        for task in tasks:
            for id, (start, to) in task.gains.items():
                if not task.never and start <= reach.get(id, 0) < to:
                    reach[id], moved = to, True
    return reach
