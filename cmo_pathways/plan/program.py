"""The planning problem in the words of the solver, OR-Tools CP-SAT.

A choice per task, an interval per task, one cumulative limit of hours, an order wherever one task needs another, and
for each level of each gap the week in which it is reached. Three redundant rules make proofs quick: all effort must
fit under the hours of the weeks (the energy cut), no task and no level comes before the quickest chain that leads to
it, and no plan is shorter than its least possible effort takes.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from cmo_pathways.plan.earliest import earliest_of
from cmo_pathways.plan.model import Placed, Problem, Task


class CalledOff(Exception):
    """Nobody waits for this search any more, so there is no answer; it never reaches a person."""


class Brake:
    """Ends a search from another thread, because something else is asked by now."""

    def __init__(self) -> None:
        self._lock, self._pulled = threading.Lock(), False
        self._solver: Any = None

    def pull(self) -> None:
        """End what runs now and what would begin later with this brake; both raise CalledOff."""
        with self._lock:
            self._pulled = True
            if self._solver is not None:
                self._solver.stop_search()

    @contextmanager
    def on(self, solver: Any) -> Iterator[None]:
        """Lets a solver run until the brake is pulled. Raises CalledOff once it is, so no half answer is used."""
        self._hold(solver)
        try:
            yield
        finally:
            self._hold(None)

    def _hold(self, solver: Any) -> None:
        with self._lock:
            self._solver = solver
            if self._pulled:
                raise CalledOff


@dataclass(frozen=True, slots=True)
class Effort:
    """How long the solver may look.

    ``work`` is counted the same on every computer [about a second of a laptop each, 0.1-600]. ``seconds`` of the clock
    are a safety net for each stage; where it is not reached, equal efforts give equal plans. ``searches`` are the ways
    of searching that take turns, ``seed`` is that of their random choices. ``brake`` can call the search off.
    """

    work: float = 8.0
    seconds: float = 30.0
    searches: int = 4
    seed: int = 7
    brake: Brake = field(default_factory=Brake, compare=False, repr=False)

    def share(self, part: float) -> Effort:
        """That part [0-1] of the work."""
        return replace(self, work=self.work * part)


_UNIT = 0.03
"""The solver's own count of its work, in a second on a laptop (measured on problems of 60 to 150 activities)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a run of the solver said: ``status`` (optimal, feasible, infeasible, unknown), a schedule, a bound."""

    status: str
    placed: tuple[Placed, ...] = ()
    bound: float = 0.0
    reached: Mapping[str, int] | None = None

    @property
    def found(self) -> bool:
        """True if there is a schedule, be it an empty one."""
        return self.status in ("optimal", "feasible")


class Program:
    """The problem as variables and rules; each verb sets an aim and runs the solver."""

    def __init__(self, problem: Problem, *, partly: bool = False, timed: bool = True) -> None:
        from ortools.sat.python import cp_model

        self._cp, self._problem, self._timed = cp_model, problem, timed
        self._soonest = earliest_of(problem)
        self._model: Any = cp_model.CpModel()
        self._weeks = self._model.new_int_var(0, problem.horizon, "weeks")
        self._chosen = {task.id: self._model.new_bool_var(task.id) for task in problem.tasks}
        self._start = {task.id: self._place(task) for task in problem.tasks}
        self._orders: dict[tuple[str, str], Any] = {}
        self._reached: dict[tuple[str, int], Any] = {}
        self._limit()
        for task in problem.tasks:
            for need in task.needs:
                self._any_before(task.id, need)
        for competency, target in problem.gaps.items():
            self._levels(competency, target, partly)

    def least_effort(self, effort: Effort) -> Answer:
        """The choice with the least effort [parts of an hour]; orders and weeks are left aside (``timed`` False)."""
        self._model.minimize(self._energy())
        return self._run(None, effort)

    def shortest(self, hint: Sequence[Placed], effort: Effort, *, bound: int = 0) -> Answer:
        """The schedule with the fewest weeks; ``bound`` [weeks] is known to be no more than these."""
        self._model.add(self._weeks >= bound)
        self._model.minimize(self._weeks)
        return self._run(hint, effort)

    def cheapest(self, hint: Sequence[Placed], effort: Effort, *, weeks: int, near: Sequence[Placed] = ()) -> Answer:
        """Of all schedules of at most ``weeks`` the one that changes ``near`` least, costs least, takes fewest hours.

        An activity given up or added counts as a change of 52 weeks, one that moves as the weeks by which it moves.
        """
        model, tasks = self._model, self._problem.tasks
        model.add(self._weeks <= weeks)
        hours = sum(math.ceil(task.hours) for task in tasks) + 1
        dollars = sum(_dollars(task) for task in tasks) * hours + hours
        spent = sum((_dollars(task) * hours + math.ceil(task.hours)) * self._chosen[task.id] for task in tasks)
        model.minimize(spent + (self._changes(near) * (dollars + 1) if near else 0))
        return self._run(hint, effort)

    def richest(self, worth: Mapping[str, int], hint: Sequence[Placed], effort: Effort) -> Answer:
        """The schedule whose levels reached are worth most; ``worth`` is that of one level, per competency."""
        self._model.maximize(sum(worth[id] * literal for (id, _), literal in self._reached.items()))
        return self._run(hint, effort)

    def any(self, effort: Effort) -> Answer:
        """Any schedule at all."""
        return self._run(None, effort)

    def least_money(self, effort: Effort) -> Answer:
        """The schedule that costs least [USD]."""
        self._model.minimize(sum(_dollars(task) * self._chosen[task.id] for task in self._problem.tasks))
        return self._run(None, effort)

    def _place(self, task: Task) -> Any:
        problem, model = self._problem, self._model
        last = problem.horizon if task.latest is None else min(problem.horizon, task.latest)
        earliest = self._soonest.start(task)
        if task.must or task.running:
            model.add(self._chosen[task.id] == 1)
        if task.never or earliest + problem.length(task) > last:
            model.add(self._chosen[task.id] == 0)
            return model.new_constant(0)
        return model.new_int_var(earliest, 0 if task.running else last - problem.length(task), f"start {task.id}")

    def _limit(self) -> None:
        model, problem, chosen = self._model, self._problem, self._chosen
        if self._timed:
            intervals = []
            for task in problem.tasks:
                start, length, picked = self._start[task.id], problem.length(task), chosen[task.id]
                intervals.append(model.new_optional_fixed_size_interval_var(start, length, picked, task.id))
                model.add(self._weeks >= start + length).only_enforce_if(picked)
            model.add_cumulative(intervals, [problem.load(task) for task in problem.tasks], problem.capacity)
            model.add(self._energy() <= problem.capacity * self._weeks)
        # Cents would only make larger numbers: each cost is rounded up to a dollar, so no plan passes the budget.
        if math.isfinite(problem.budget):
            model.add(sum(_dollars(task) * chosen[task.id] for task in problem.tasks) <= math.floor(problem.budget))
        for group in problem.one_of:
            model.add_at_most_one(chosen[id] for id in sorted(group) if id in chosen)

    def _energy(self) -> Any:
        problem = self._problem
        return sum(problem.load(task) * problem.length(task) * self._chosen[task.id] for task in problem.tasks)

    def _any_before(self, id: str, others: Sequence[str]) -> None:
        before = (
            [self._ends_before(other, id) for other in others] if self._timed else [self._chosen[o] for o in others]
        )
        self._model.add_bool_or([*before, self._chosen[id].Not()])

    def _ends_before(self, first: str, second: str) -> Any:
        key = (first, second)
        if key not in self._orders:
            length = self._problem.length(self._problem.by_id[first])
            literal = self._model.new_bool_var(f"{first} before {second}")
            self._model.add_implication(literal, self._chosen[first])
            self._model.add(self._start[first] + length <= self._start[second]).only_enforce_if(literal)
            self._orders[key] = literal
        return self._orders[key]

    def _levels(self, competency: str, target: int, partly: bool) -> None:
        """Each level on the way is reached by one task, which starts when the level that it asks for is there."""
        model, problem, now = self._model, self._problem, self._problem.level(competency)
        movers = {t.id: t.gains[competency] for t in problem.tasks if competency in t.gains and not t.never}
        week: dict[int, Any] = {}
        for level in range(now + 1, target + 1):
            first = min(self._soonest.level(competency, level), problem.horizon)
            week[level] = model.new_int_var(first, problem.horizon, f"{competency} {level}")
            reached = self._reached[competency, level] = model.new_bool_var(f"{competency} reaches {level}")
            if level > now + 1:
                model.add_implication(reached, self._reached[competency, level - 1])
                model.add(week[level] >= week[level - 1])
            by = [self._by(id, competency, start, week) for id, (start, to) in movers.items() if start < level <= to]
            model.add(sum(literal for literal, _ in by) == reached)
            for literal, id in by:
                model.add(week[level] >= self._start[id] + self._length(id)).only_enforce_if(literal)
        if not partly:
            model.add(self._reached[competency, target] == 1)
            model.add(self._weeks >= week[target])

    def _by(self, id: str, competency: str, start: int, week: Mapping[int, Any]) -> tuple[Any, str]:
        literal = self._model.new_bool_var(f"{id} for {competency}")
        self._model.add_implication(literal, self._chosen[id])
        if start in week:
            self._model.add_implication(literal, self._reached[competency, start])
            if self._timed:
                self._model.add(self._start[id] >= week[start]).only_enforce_if(literal)
        return literal, id

    def _length(self, id: str) -> int:
        return self._problem.length(self._problem.by_id[id])

    def _changes(self, near: Sequence[Placed]) -> Any:
        """How far a schedule is from another one, in weeks."""
        before = {item.id: item.start for item in near if item.id in self._chosen}
        moved = []
        for id, start in before.items():
            by = self._model.new_int_var(0, self._problem.horizon, f"{id} moves")
            self._model.add(by >= self._start[id] - start).only_enforce_if(self._chosen[id])
            self._model.add(by >= start - self._start[id]).only_enforce_if(self._chosen[id])
            moved += [by, 52 * self._chosen[id].Not()]
        return sum(moved) + sum(52 * literal for id, literal in self._chosen.items() if id not in before)

    def _run(self, hint: Sequence[Placed] | None, effort: Effort) -> Answer:
        cp, solver = self._cp, self._cp.CpSolver()
        settings = solver.parameters
        settings.max_deterministic_time, settings.max_time_in_seconds = effort.work * _UNIT, effort.seconds
        settings.num_workers, settings.interleave_search = effort.searches, effort.searches > 1
        settings.random_seed = effort.seed
        self._hint(hint or ())
        with effort.brake.on(solver):
            status = solver.solve(self._model)
        words = {cp.OPTIMAL: "optimal", cp.FEASIBLE: "feasible", cp.INFEASIBLE: "infeasible"}.get(status, "unknown")
        bound = solver.best_objective_bound if status in (cp.OPTIMAL, cp.FEASIBLE, cp.UNKNOWN) else 0.0
        if status not in (cp.OPTIMAL, cp.FEASIBLE):
            return Answer(words, bound=bound)
        chosen = [task for task in self._problem.tasks if solver.boolean_value(self._chosen[task.id])]
        starts = {task.id: int(solver.value(self._start[task.id])) for task in chosen}
        placed = tuple(Placed(t.id, starts[t.id], starts[t.id] + self._problem.length(t)) for t in chosen)
        return Answer(words, placed, bound, self._levels_reached(solver))

    def _levels_reached(self, solver: Any) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for (id, level), literal in self._reached.items():
            if solver.boolean_value(literal):
                found[id] = max(level, found.get(id, 0))
        return found

    def _hint(self, placed: Sequence[Placed]) -> None:
        self._model.clear_hints()
        at = {item.id: item.start for item in placed}
        if not at:
            return
        for id, picked in self._chosen.items():
            self._model.add_hint(picked, id in at)
            if id in at:
                self._model.add_hint(self._start[id], at[id])
        self._model.add_hint(self._weeks, max(item.end for item in placed))


def _dollars(task: Task) -> int:
    return math.ceil(task.cost)
