"""Why each activity is in a plan: the levels that it lifts, what it opens, or the learner's own word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cmo_pathways.plan.model import Placed, Plan, Problem


@dataclass(frozen=True, slots=True)
class Lift:
    """A competency that an activity of a plan raises: from which level [0-5] to which."""

    competency: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an activity is in a plan.

    ``lifts`` are the open competencies that it raises there and then, ``opens`` the activities of the plan that need it
    first; ``must`` is the learner's wish, ``running`` says that it is under way.
    """

    lifts: tuple[Lift, ...] = ()
    opens: tuple[str, ...] = ()
    must: bool = False
    running: bool = False


def reasons_of(plan: Plan, problem: Problem) -> Mapping[str, Reason]:
    """The reason of each activity of a plan, by its id, in the order in which they start."""
    return {
        item.id: Reason(
            lifts=_lifts(problem, plan.placed, item),
            opens=_opens(problem, plan.placed, item),
            must=problem.by_id[item.id].must,
            running=problem.by_id[item.id].running,
        )
        for item in plan.placed
    }


def levels_at(problem: Problem, placed: tuple[Placed, ...], week: int) -> Mapping[str, int]:
    """The level [0-5] of each competency with a gap at the start of a week, after all that has ended by then."""
    levels = {id: problem.level(id) for id in problem.gaps}
    counted: list[tuple[Placed, dict[str, int]]] = []
    for item in sorted(placed, key=lambda item: (item.start, item.end)):
        gains = {id: gain for id, gain in problem.by_id[item.id].gains.items() if id in levels}
        before = {id: max([problem.level(id), *(to[id] for old, to in counted if old.end <= item.start and id in to)])
                  for id in gains}  # fmt: skip
        counted.append((item, {id: to for id, (start, to) in gains.items() if before[id] >= start}))
    for item, gained in counted:
        if item.end <= week:
            levels.update({id: max(levels[id], to) for id, to in gained.items()})
    return levels


def _lifts(problem: Problem, placed: tuple[Placed, ...], item: Placed) -> tuple[Lift, ...]:
    able = levels_at(problem, placed, item.start)
    without = levels_at(problem, tuple(other for other in placed if other != item), item.end)
    found = []
    for id, (start, to) in problem.by_id[item.id].gains.items():
        before = without.get(id, to)
        if id in able and able[id] >= start and before < to:
            found.append(Lift(id, before, to))
    return tuple(found)


def _opens(problem: Problem, placed: tuple[Placed, ...], item: Placed) -> tuple[str, ...]:
    later = [other for other in placed if other.start >= item.end]
    return tuple(other.id for other in later if any(item.id in need for need in problem.by_id[other.id].needs))
