"""What a schedule really does, worked out without the solver: the levels it leads to, and every rule that it breaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cmo_pathways.plan.model import PARTS, Closed, Placed, Problem


def closings(problem: Problem, placed: Sequence[Placed]) -> tuple[Closed, ...]:
    """The gaps that a schedule closes, in the order in which it does; a gain counts only from its level on."""
    counted = _counted(problem, placed)
    found = {}
    for end, id in sorted((item.end, item.id) for item in placed):
        for competency, (_, to) in problem.by_id[id].gains.items():
            target = problem.gaps.get(competency)
            if target is not None and to >= target and (id, competency) in counted and competency not in found:
                found[competency] = Closed(competency, target, id, end)
    return tuple(found.values())


def faults_of(problem: Problem, placed: Sequence[Placed]) -> tuple[str, ...]:
    """Every rule that a schedule breaks, one sentence each; empty for a sound one."""
    at = {item.id: item for item in placed}
    closed = {closed.competency for closed in closings(problem, placed)}
    return (
        *_order_faults(problem, at),
        *_time_faults(problem, at),
        *_limit_faults(problem, at),
        *(f"{id} stays open" for id in problem.gaps if id not in closed),
    )


def weekly_load(problem: Problem, placed: Iterable[Placed]) -> list[int]:
    """Parts of an hour taken in each week, from week 0 to the end of the schedule."""
    items = tuple(placed)
    load = [0] * max((item.end for item in items), default=0)
    for item in items:
        own = problem.load(problem.by_id[item.id])
        for week in range(item.start, item.end):
            load[week] += own
    return load


def weekly_hours(problem: Problem, placed: Iterable[Placed]) -> tuple[float, ...]:
    """Hours taken in each week [hours], from week 0 to the end of the schedule."""
    return tuple(parts / PARTS for parts in weekly_load(problem, placed))


def _counted(problem: Problem, placed: Sequence[Placed]) -> set[tuple[str, str]]:
    counted: set[tuple[str, str]] = set()
    done: list[Placed] = []
    for item in sorted(placed, key=lambda item: (item.start, item.end)):
        for competency, (start, _) in problem.by_id[item.id].gains.items():
            before = (
                problem.by_id[earlier.id].gains[competency][1]
                for earlier in done
                if earlier.end <= item.start and (earlier.id, competency) in counted
            )
            if max((problem.level(competency), *before)) >= start:
                counted.add((item.id, competency))
        done.append(item)
    return counted


def _order_faults(problem: Problem, at: Mapping[str, Placed]) -> Iterable[str]:
    for id, item in at.items():
        for need in problem.by_id[id].needs:
            if not any(other in at and at[other].end <= item.start for other in need):
                yield f"{id} starts before any of {', '.join(need)} is done"


def _time_faults(problem: Problem, at: Mapping[str, Placed]) -> Iterable[str]:
    for id, item in at.items():
        task = problem.by_id[id]
        if item.end - item.start != problem.length(task):
            yield f"{id} takes {item.end - item.start} weeks instead of {problem.length(task)}"
        if item.start < (0 if task.running else task.earliest) or (task.running and item.start):
            yield f"{id} starts in week {item.start}"
        if task.latest is not None and item.end > task.latest:
            yield f"{id} ends in week {item.end}, after its last week {task.latest}"
        if item.end > problem.horizon:
            yield f"{id} ends in week {item.end}, after the end of the plan"


def _limit_faults(problem: Problem, at: Mapping[str, Placed]) -> Iterable[str]:
    if max(weekly_load(problem, at.values()), default=0) > problem.capacity:
        yield "a week holds more hours than there are"
    if sum(problem.by_id[id].cost for id in at) > problem.budget + 1e-6:
        yield "the plan costs more than the budget"
    for group in problem.one_of:
        if len(group & at.keys()) > 1:
            yield f"more than one of {', '.join(sorted(group))}"
    for task in problem.tasks:
        if (task.must or task.running) and task.id not in at:
            yield f"{task.id} is missing"
        if task.never and task.id in at:
            yield f"{task.id} was not wanted"
