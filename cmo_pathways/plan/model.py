"""The planning problem and its answer as values: activities with hours and weeks, limits, gaps to close, a schedule.

Time is counted in whole weeks from today (week 0). Levels are whole [0-5]. An activity that moves a competency from 2
to 4 counts for it only if the level is 2 or more when it starts; afterwards the level is 4 or what it was before, if
that is higher. Gains with the same end do not add up.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cmo_pathways.errors import LearnerError

PARTS = 100
"""Hours are counted in parts of an hour, rounded up per week, so that the solver works with whole numbers."""


@dataclass(frozen=True, slots=True)
class Task:
    """An activity as the planner sees it.

    ``hours`` [hours in all], ``weeks`` [calendar weeks at least], ``cost`` [USD]. ``gains`` holds per competency the
    level it needs at the start and the level it leads to. Each of ``needs`` is met by any one of its tasks, finished
    before this one starts. ``earliest`` and ``latest`` [weeks from today] bound its start and its end. A ``running``
    task goes on from week 0 with the hours that are left; ``must`` and ``never`` are the learner's.
    """

    id: str
    hours: float
    weeks: int
    cost: float = 0.0
    gains: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    needs: tuple[tuple[str, ...], ...] = ()
    earliest: int = 0
    latest: int | None = None
    running: bool = False
    must: bool = False
    never: bool = False


@dataclass(frozen=True)
class Problem:
    """What the planner has to solve.

    ``levels`` are the levels now and ``targets`` those wanted, per competency; ``budget`` [USD] and ``horizon`` [weeks]
    bound the whole plan, ``hours_per_week`` every week of it. Of each set in ``one_of`` at most one task is taken.
    """

    tasks: tuple[Task, ...]
    levels: Mapping[str, int]
    targets: Mapping[str, int]
    hours_per_week: float
    budget: float
    horizon: int
    one_of: tuple[frozenset[str], ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Task]:
        """The tasks by their ids."""
        return {task.id: task for task in self.tasks}

    @cached_property
    def gaps(self) -> Mapping[str, int]:
        """The competencies whose level now is below the target, with that target."""
        return {id: target for id, target in self.targets.items() if self.levels.get(id, 0) < target}

    @cached_property
    def capacity(self) -> int:
        """Hours of a week in parts."""
        return math.floor(self.hours_per_week * PARTS + 1e-9)

    def length(self, task: Task) -> int:
        """Weeks that a task takes: its calendar weeks, or longer where its hours do not fit into them."""
        return max(1, task.weeks, math.ceil(task.hours * PARTS / self.capacity - 1e-9)) if self.capacity else task.weeks

    def load(self, task: Task) -> int:
        """Parts of an hour that a task takes in each of its weeks, rounded up."""
        return math.ceil(task.hours * PARTS / self.length(task) - 1e-9)

    def level(self, competency: str) -> int:
        """The level now [0-5]."""
        return self.levels.get(competency, 0)


@dataclass(frozen=True, slots=True)
class Placed:
    """One task in a plan: its first week and the week after its last [weeks from today]."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Closed:
    """One gap in a plan: the competency, its target, the task that reaches it, and the week in which it does."""

    competency: str
    target: int
    by: str
    week: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan and how good it is.

    ``status``: ``optimal`` (proved), ``feasible`` (a plan, and ``bound_weeks`` says what may still be saved),
    ``infeasible`` (proved that there is none) or ``unknown`` (none was found in time). ``weeks`` is the end of the last
    task; no plan is shorter than ``bound_weeks``; ``cost`` [USD]; ``hours`` in all; ``cheapest`` is True where no plan
    as short costs less.
    """

    status: str
    placed: tuple[Placed, ...] = ()
    weeks: int | None = None
    bound_weeks: int | None = None
    cost: float | None = None
    hours: float | None = None
    closes: tuple[Closed, ...] = ()
    cheapest: bool = False

    @property
    def found(self) -> bool:
        """True if there is a plan."""
        return self.status in ("optimal", "feasible")

    @property
    def gap(self) -> float:
        """Share [0-1] by which the plan may be longer than the shortest one; 0 where it is proved."""
        if not self.weeks or self.bound_weeks is None:
            return 0.0
        return (self.weeks - self.bound_weeks) / self.weeks


def refuse(problem: Problem) -> None:
    """Raise LearnerError, in one sentence, for limits that cannot be meant."""
    limits = (
        (problem.hours_per_week, "The hours per week", 0.25, 168.0),
        (problem.budget, "The budget", 0.0, 1e9),
        (problem.horizon, "The time [weeks]", 1, 52 * 40),
    )
    for value, name, low, high in limits:
        if not (math.isfinite(value) and low <= value <= high):
            raise LearnerError(f"{name} cannot be {value:g}. Use a number from {low:g} to {high:,.0f}.")
    both = [task.id for task in problem.tasks if task.must and task.never]
    if both:
        raise LearnerError(f'"{both[0]}" is marked as a must and as never. Take one of the two marks away.')
