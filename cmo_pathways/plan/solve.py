"""The shortest plan with proof, in stages that each give a plan which is no worse: quick, then short, then cheap."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from cmo_pathways.plan.greedy import first_plan, packed
from cmo_pathways.plan.model import Placed, Plan, Problem, refuse
from cmo_pathways.plan.program import Answer, Effort, Program
from cmo_pathways.plan.prune import without_dominated
from cmo_pathways.plan.verify import closings, faults_of

DEFAULT = Effort()


def shortest_plan(problem: Problem, effort: Effort = DEFAULT, *, near: Sequence[Placed] = ()) -> Plan:
    """The plan that closes every gap soonest; of equally long ones the cheapest, then the one with fewest hours.

    With ``near``, a plan that is already followed, changing it little comes before money. The status says whether the
    weeks are proved; ``infeasible`` means that no plan exists, ``unknown`` that none was found in time. Raises
    LearnerError for limits that cannot be meant.
    """
    *_, last = improve(problem, effort, near=near)
    return last


def improve(problem: Problem, effort: Effort = DEFAULT, *, near: Sequence[Placed] = ()) -> Iterator[Plan]:
    """Ever better plans: the quick one within a second where there is one, then the shortest, then the cheapest.

    The last one is the answer of ``shortest_plan``. Raises LearnerError for limits that cannot be meant.
    """
    refuse(problem)
    first = first_plan(problem)
    if first is not None:
        yield first
    small = problem if near else without_dominated(problem)
    least = Program(small, timed=False).least_effort(effort.share(0.1))
    if least.status == "infeasible":
        yield Plan("infeasible")
        return
    bound = max(0, math.ceil(least.bound / problem.capacity - 1e-6)) if least.found else 0
    best = _better(first, _of_choice(small, least, effort), problem)
    if best is not None:
        best = replace(best, bound_weeks=min(bound, best.weeks or 0))
        yield best
    if best is None or best.weeks != bound:
        best = _proved(small, problem, best, bound, effort.share(0.6))
        yield best
    elif best is not None:
        best = replace(best, status="optimal", bound_weeks=bound)
    if best.found:
        yield _cheapest(problem, best, effort, near)


def reachable(problem: Problem, worth: Mapping[str, float], effort: Effort = DEFAULT) -> Mapping[str, int]:
    """The levels, per competency, that a plan within the limits can reach where not every gap can be closed.

    ``worth`` is what closing a gap is worth; each level on the way counts as its even share, and the sum is the
    greatest there is. Competencies that cannot be moved are left out.
    """
    share = {
        id: max(1, round(1000 * worth.get(id, 1.0) / (target - problem.level(id))))
        for id, target in problem.gaps.items()
    }
    answer = Program(without_dominated(problem), partly=True).richest(share, (), effort)
    return dict(answer.reached or {})


def plan_value(problem: Problem, placed: Sequence[Placed], *, bound: int, proved: bool) -> Plan:
    """A schedule as a plan with its totals; a schedule that breaks a rule is a bug of ours and stops here."""
    faults = faults_of(problem, placed)
    if faults:
        raise AssertionError("; ".join(faults))
    tasks = [problem.by_id[item.id] for item in placed]
    weeks = max((item.end for item in placed), default=0)
    return Plan(
        status="optimal" if proved else "feasible",
        placed=tuple(sorted(placed, key=lambda item: (item.start, item.end, item.id))),
        weeks=weeks,
        bound_weeks=weeks if proved else min(bound, weeks),
        cost=sum(task.cost for task in tasks),
        hours=sum(task.hours for task in tasks),
        closes=closings(problem, placed),
    )


def _of_choice(problem: Problem, choice: Answer, effort: Effort) -> tuple[Placed, ...] | None:
    """The shortest schedule of chosen tasks alone; None where they cannot be placed."""
    if not choice.found:
        return None
    only = {item.id for item in choice.placed}
    tasks = tuple(
        replace(task, must=True, needs=tuple(tuple(id for id in need if id in only) for need in task.needs))
        for task in problem.tasks
        if task.id in only
    )
    answer = Program(replace(problem, tasks=tasks)).shortest((), effort.share(0.1))
    return answer.placed if answer.found else None


def _better(first: Plan | None, placed: tuple[Placed, ...] | None, problem: Problem) -> Plan | None:
    if placed is None:
        return first
    found = plan_value(problem, placed, bound=0, proved=False)
    return found if first is None or (found.weeks or 0) < (first.weeks or 0) else first


def _proved(small: Problem, problem: Problem, best: Plan | None, bound: int, effort: Effort) -> Plan:
    answer = Program(small).shortest(best.placed if best else (), effort, bound=bound)
    if answer.status == "infeasible":
        return Plan("infeasible")
    if not answer.found:
        return best or Plan("unknown", bound_weeks=bound)
    low = max(bound, math.ceil(answer.bound - 1e-6))
    found = plan_value(problem, answer.placed, bound=low, proved=answer.status == "optimal")
    if best is not None and (best.weeks or 0) < (found.weeks or 0):
        return replace(best, bound_weeks=min(low, best.weeks or 0))
    return found


def _cheapest(problem: Problem, best: Plan, effort: Effort, near: Sequence[Placed]) -> Plan:
    assert best.weeks is not None and best.bound_weeks is not None
    answer = Program(problem).cheapest(best.placed, effort.share(0.2), weeks=best.weeks, near=near)
    placed = answer.placed if answer.found else best.placed
    tidy = placed if near else packed(problem, placed)
    found = plan_value(problem, tidy, bound=best.bound_weeks, proved=best.status == "optimal")
    return replace(found, cheapest=answer.status == "optimal")
