"""Why no plan works, and what would mend it: a minimal set of limits that clash, and how far each has to give."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from cmo_pathways.plan.greedy import first_plan
from cmo_pathways.plan.model import Problem
from cmo_pathways.plan.program import Effort, Program
from cmo_pathways.plan.prune import without_dominated
from cmo_pathways.plan.solve import shortest_plan

LONGEST = 52 * 20
"""As many weeks as a plan without a limit of time may take."""
_MOST_HOURS = 60
_WEEKS_PER_MONTH = 52 / 12


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One limit that, given up as far as said, lets a plan work: ``limit`` as in a conflict, and how far.

    ``more`` is the amount on top [months, hours a week or USD; 0 for an activity that is allowed again], ``to`` the new
    limit or the id of that activity. ``least`` is True where less is proved not to do.
    """

    limit: str
    more: float
    to: float | str
    words: str
    least: bool


def conflict_of(problem: Problem, effort: Effort) -> tuple[str, ...]:
    """The limits that clash, none of them to spare: of ``months``, ``hours``, ``budget``, ``never``, ``windows``,
    ``one-of`` and ``must``; empty where even without any of them there is no plan.

    Each limit is lifted in turn; where there is still no plan, it stays lifted and is not to blame.
    """
    blamed = [name for name in _LIFTS if name in LIMITS or _LIFTS[name](problem) != problem]
    if not is_possible(_lifted(problem, blamed), effort):
        return ()
    for name in tuple(blamed):
        rest = [other for other in _LIFTS if other not in blamed or other == name]
        if not is_possible(_lifted(problem, rest), effort):
            blamed.remove(name)
    return tuple(name for name in reversed(_LIFTS) if name in blamed)


def relaxations_of(problem: Problem, conflict: tuple[str, ...], effort: Effort) -> tuple[Relaxation, ...]:
    """For each limit of a conflict the least by which it alone has to give; none for one that alone does not help."""
    ways: dict[str, Callable[[Problem, Effort], Iterator[Relaxation]]] = {
        "months": _longer,
        "hours": _busier,
        "budget": _dearer,
        "never": _allowed,
    }
    return tuple(found for name in conflict if name in ways for found in ways[name](problem, effort))


def is_possible(problem: Problem, effort: Effort) -> bool:
    """False where it is proved that there is no plan."""
    if first_plan(problem) is not None:
        return True
    small = without_dominated(problem)
    if Program(small, timed=False).any(effort.share(0.1)).status == "infeasible":
        return False
    return Program(small).any(effort.share(0.25)).status != "infeasible"


def _works(problem: Problem, effort: Effort) -> bool:
    """True where a plan is found."""
    return first_plan(problem) is not None or Program(without_dominated(problem)).any(effort.share(0.25)).found


def _lifted(problem: Problem, names: list[str]) -> Problem:
    for name in names:
        problem = _LIFTS[name](problem)
    return problem


def _without_must(problem: Problem) -> Problem:
    return replace(problem, tasks=tuple(replace(task, must=False) for task in problem.tasks))


def _without_windows(problem: Problem) -> Problem:
    return replace(problem, tasks=tuple(replace(task, earliest=0, latest=None) for task in problem.tasks))


def _without_never(problem: Problem) -> Problem:
    return replace(problem, tasks=tuple(replace(task, never=False) for task in problem.tasks))


LIMITS = ("months", "hours", "budget")
_LIFTS: dict[str, Callable[[Problem], Problem]] = {
    "must": _without_must,
    "one-of": lambda problem: replace(problem, one_of=()),
    "windows": _without_windows,
    "never": _without_never,
    "budget": lambda problem: replace(problem, budget=1e9),
    "hours": lambda problem: replace(problem, hours_per_week=168.0),
    "months": lambda problem: replace(problem, horizon=LONGEST),
}


def _longer(problem: Problem, effort: Effort) -> Iterator[Relaxation]:
    plan = shortest_plan(replace(problem, horizon=LONGEST), effort.share(0.5))
    if plan.weeks is None:
        return
    months = math.ceil(plan.weeks / _WEEKS_PER_MONTH - 1e-9)
    more = max(1, months - math.floor(problem.horizon / _WEEKS_PER_MONTH + 1e-9))
    yield Relaxation(
        "months", more, months, f"{_counted(more, 'more month')} ({months} in all)", plan.status == "optimal"
    )


def _busier(problem: Problem, effort: Effort) -> Iterator[Relaxation]:
    """The first whole number of hours more that works, found by halving."""

    def works(more: int) -> bool:
        return _works(replace(problem, hours_per_week=problem.hours_per_week + more), effort.share(0.5))

    low, high = 0, 1
    while not works(high):
        low, high = high, 2 * high
        if high > _MOST_HOURS:
            return
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if works(middle) else (middle, high)
    total = problem.hours_per_week + high
    yield Relaxation("hours", high, total, f"{_counted(high, 'more hour')} a week ({total:g} in all)", False)


def _dearer(problem: Problem, effort: Effort) -> Iterator[Relaxation]:
    answer = Program(replace(problem, budget=1e9)).least_money(effort.share(0.5))
    if answer.found:
        cost = float(sum(math.ceil(problem.by_id[item.id].cost) for item in answer.placed))
        more = cost - math.floor(problem.budget)
        words = f"USD {more:,.0f} more (USD {cost:,.0f} in all)"
        yield Relaxation("budget", more, cost, words, answer.status == "optimal")


def _allowed(problem: Problem, effort: Effort) -> Iterator[Relaxation]:
    for task in problem.tasks:
        if task.never:
            tasks = tuple(replace(other, never=other.never and other.id != task.id) for other in problem.tasks)
            if _works(replace(problem, tasks=tasks), effort):
                yield Relaxation("never", 0, task.id, f'the activity "{task.id}" allowed again', True)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
