"""Activities that no shortest plan needs: whatever another one does at least as well is left out, and nothing is lost.

One activity stands in for another if it takes no more hours a week, weeks and money, starts from no higher level and
leads as high in every gap, needs no more, is open at least as long, and every need that the other one meets takes it
too. A plan with the other one can then swap it, or drop it, and closes the same gaps at the same time or earlier.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from cmo_pathways.plan.model import Problem, Task


def without_dominated(problem: Problem) -> Problem:
    """The same problem without the activities that another one stands in for; its shortest plan is as short."""
    wanted = _wanted(problem)
    left = [task for task in problem.tasks if not task.never]
    dropped: set[str] = set()
    for task in left:
        if task.must or task.running:
            continue
        for other in left:
            if other.id != task.id and other.id not in dropped and _stands_in(problem, other, task, wanted):
                dropped.add(task.id)
                break
    gone = dropped | {task.id for task in problem.tasks if task.never}
    kept = tuple(_without(task, dropped) for task in problem.tasks if task.id not in dropped)
    return replace(problem, tasks=kept) if gone else problem


def _without(task: Task, dropped: Collection[str]) -> Task:
    if not any(id in dropped for need in task.needs for id in need):
        return task
    return replace(task, needs=tuple(tuple(id for id in need if id not in dropped) for need in task.needs))


def _wanted(problem: Problem) -> dict[str, tuple[tuple[str, int], ...]]:
    """For each task the needs, as (task, place), that it can meet."""
    found: dict[str, list[tuple[str, int]]] = {task.id: [] for task in problem.tasks}
    for task in problem.tasks:
        for place, need in enumerate(task.needs):
            for id in need:
                found[id].append((task.id, place))
    return {id: tuple(places) for id, places in found.items()}


def _stands_in(problem: Problem, one: Task, other: Task, wanted: dict[str, tuple[tuple[str, int], ...]]) -> bool:
    return (
        one.cost <= other.cost
        and one.hours <= other.hours
        and problem.length(one) <= problem.length(other)
        and problem.load(one) <= problem.load(other)
        and _open_as_long(one, other)
        and set(wanted[other.id]) <= set(wanted[one.id])
        and all(any(set(need) >= set(theirs) for theirs in other.needs) for need in one.needs)
        and all(other.id in group for group in problem.one_of if one.id in group)
        and all(_leads_as_high(problem, one, id, *gain) for id, gain in other.gains.items() if id in problem.gaps)
    )


def _open_as_long(one: Task, other: Task) -> bool:
    latest = one.latest is None or (other.latest is not None and one.latest >= other.latest)
    return latest and one.earliest <= other.earliest


def _leads_as_high(problem: Problem, one: Task, competency: str, start: int, to: int) -> bool:
    level, target = problem.level(competency), problem.gaps[competency]
    if to <= level or start >= target:
        return True
    begins, ends = one.gains.get(competency, (9, 0))
    return begins <= max(start, level) and min(ends, target) >= min(to, target)
