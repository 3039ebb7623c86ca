"""The plan that stays good when things go otherwise: scenarios, and a table of regret.

A candidate is the best plan of one scenario. Under another scenario it keeps its activities and their order, and each
starts as early as it then can. Its regret [weeks] is how much longer it takes than the best plan of that scenario; the
choice is the candidate whose greatest regret is smallest, of equal ones the one with the smaller sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from cmo_pathways.plan.explain import LONGEST
from cmo_pathways.plan.greedy import spread
from cmo_pathways.plan.model import Placed, Plan, Problem, Task
from cmo_pathways.plan.program import Effort
from cmo_pathways.plan.solve import DEFAULT, plan_value, shortest_plan
from cmo_pathways.plan.verify import faults_of


@dataclass(frozen=True, slots=True)
class Scenario:
    """One way in which things may go: ``hours`` and ``weeks`` are factors on every activity; ``again`` are repeated."""

    id: str
    words: str
    hours: float = 1.0
    weeks: float = 1.0
    again: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Regret:
    """A candidate under every scenario: its weeks, and the weeks by which it is longer than the best plan there."""

    candidate: str
    weeks: tuple[int, ...]
    regret: tuple[int, ...]

    @property
    def worst(self) -> int:
        """The greatest regret [weeks]."""
        return max(self.regret)


@dataclass(frozen=True, slots=True)
class RobustPlan:
    """The plan that stays good, the scenarios, and the table with one row per candidate, best first."""

    plan: Plan
    scenarios: tuple[Scenario, ...]
    table: tuple[Regret, ...]


def usual_scenarios(exams: Sequence[str]) -> tuple[Scenario, ...]:
    """As planned, a quarter more or fewer hours, a quarter more weeks, exams failed once (factors: assumptions)."""
    found = [
        Scenario("as-planned", "as planned"),
        Scenario("more-hours", "each activity takes a quarter more hours", hours=1.25),
        Scenario("fewer-hours", "each activity takes a quarter fewer hours", hours=0.75),
        Scenario("slow", "each activity takes a quarter more weeks", weeks=1.25),
    ]
    if exams:
        found.append(Scenario("exam-failed", "each examination is failed once", again=frozenset(exams)))
    return tuple(found)


def robust_plan(problem: Problem, scenarios: Sequence[Scenario], effort: Effort = DEFAULT) -> RobustPlan | None:
    """The plan with the smallest greatest regret over the scenarios; None where no plan fits the limits as planned.

    The months count as planned only: in a scenario a plan may take longer.
    """
    worlds = [in_scenario(problem, scenario) for scenario in scenarios]
    best = [shortest_plan(world, effort.share(0.5)) for world in worlds]
    rows: list[tuple[Regret, tuple[Placed, ...]]] = []
    for scenario, plan in zip(scenarios, best, strict=True):
        if plan.found and _sound(problem, plan.placed) and plan.placed not in [placed for _, placed in rows]:
            weeks = tuple(_weeks(world, plan.placed) for world in worlds)
            rows.append((Regret(scenario.id, weeks, ()), plan.placed))
    if not rows:
        return None
    least = [min(row.weeks[at] for row, _ in rows) for at in range(len(worlds))]
    least = [low if plan.weeks is None else min(low, plan.weeks) for low, plan in zip(least, best, strict=True)]
    done = [(replace(row, regret=_over(row.weeks, least)), placed) for row, placed in rows]
    done.sort(key=lambda pair: (pair[0].worst, sum(pair[0].regret), pair[0].candidate))
    chosen = spread(problem, done[0][1])
    assert chosen is not None  # only such candidates were taken
    plan = plan_value(problem, chosen, bound=0, proved=False)
    return RobustPlan(plan, tuple(scenarios), tuple(row for row, _ in done))


def in_scenario(problem: Problem, scenario: Scenario) -> Problem:
    """The problem as it is in a scenario, with time enough for every plan."""
    return replace(problem, tasks=tuple(_changed(task, scenario) for task in problem.tasks), horizon=LONGEST)


def _changed(task: Task, scenario: Scenario) -> Task:
    twice = 2 if task.id in scenario.again else 1
    return replace(
        task,
        hours=task.hours * scenario.hours * twice,
        weeks=max(1, ceil(task.weeks * scenario.weeks * twice - 1e-9)),
        latest=None,
        running=False,
        must=task.must or task.running,
    )


def _sound(problem: Problem, placed: Sequence[Placed]) -> bool:
    own = spread(problem, placed)
    return own is not None and not faults_of(problem, own)


def _over(weeks: Sequence[int], least: Sequence[int]) -> tuple[int, ...]:
    return tuple(own - low for own, low in zip(weeks, least, strict=True))


def _weeks(world: Problem, placed: Sequence[Placed]) -> int:
    return max((item.end for item in spread(world, placed) or ()), default=0)
