"""Every smallest way to a goal that can still be taken, also where a way closes before it is reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from cmo_pathways.career.enumerate import smallest_sets
from cmo_pathways.career.explain import name_in_text, say_blocked
from cmo_pathways.career.graph import CareerGraph
from cmo_pathways.career.model import REGIONS
from cmo_pathways.career.needs import Learner, Need, reachable_needs
from cmo_pathways.career.schedule import Schedule
from cmo_pathways.career.windows import Window, closed_windows, shut_ways, windows_on
from cmo_pathways.errors import LearnerError

Needs = Mapping[str, tuple[Need, ...]]
Make = Callable[[frozenset[str], Needs], Schedule]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """The schedule of every smallest set of steps, and the ways that no longer count: closed, or closing too soon."""

    schedules: tuple[Schedule, ...]
    missed: tuple[Window, ...]

    @property
    def shared(self) -> frozenset[str]:
        """The steps that all of them need."""
        return frozenset.intersection(*(_steps(schedule) for schedule in self.schedules))


def alternatives(graph: CareerGraph, to: str, learner: Learner, make: Make, today: date | None) -> Alternatives:
    """Every smallest way to a goal; ``make`` gives the schedule of a set of steps.

    A set whose way typically closes before it is reached is not offered; what else leads there without that way takes
    its place. Raises LearnerError where nothing is left, with what bars the goal.
    """
    over = shut_ways(graph, today) if today else frozenset()
    todo, tried = [over], set[frozenset[str]]()
    found: dict[frozenset[str], Schedule] = {}
    late: dict[str, Window] = {}
    needs: Needs = {}
    while todo:
        shut = todo.pop()
        if shut in tried:
            continue
        tried.add(shut)
        needs = reachable_needs(graph, to, replace(learner, shut=learner.shut | shut))
        for chosen in smallest_sets(to, needs, learner.held):
            schedule = make(chosen, needs)
            missed = {} if today is None else _late(graph, schedule, today)
            if missed:
                late |= missed
                todo.append(shut | set(missed))
            else:
                found.setdefault(chosen, schedule)
    steps = [to, *(step for chosen in found or [needs] for step in chosen)]
    gone = (*late.values(), *(closed_windows(graph, steps, today) if today else ()))
    if not found:
        raise LearnerError(_say_barred(graph, to, learner, needs, gone))
    smallest = [schedule for chosen, schedule in found.items() if not any(other < chosen for other in found)]
    return Alternatives(tuple(smallest), gone)


def _steps(schedule: Schedule) -> frozenset[str]:
    return frozenset(task.step for task in schedule.tasks)


def _late(graph: CareerGraph, schedule: Schedule, today: date) -> dict[str, Window]:
    if not any(wait.closes is not None for task in schedule.tasks for wait in task.waits):
        return {}
    return {found.transition: found for found in windows_on(graph, schedule, today) if found.state == "late"}


def _say_barred(graph: CareerGraph, to: str, learner: Learner, needs: Needs, gone: tuple[Window, ...]) -> str:
    goal = name_in_text(graph, to)
    if learner.only:
        free = replace(learner, only=frozenset())
        if smallest_sets(to, reachable_needs(graph, to, free), learner.held):
            home = " and ".join(REGIONS[region] for region in sorted(learner.only - {"global"}))
            return (
                f"Every route to {goal} leads out of your country ({home}). Allow relocation, or choose another goal."
            )
    bars = [step for step, found in needs.items() if any(not need.ways for need in found)]
    closed = [window for window in gone if window.step in bars or window.state == "late"]
    if closed:
        return f"{closed[0].words} No other way leads to {goal}."
    return say_blocked(graph, to, needs)
