"""The quickest chains: before which week no activity can start and no level be reached, whatever else is planned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cmo_pathways.plan.model import Problem, Task

NEVER = 52 * 100
"""A week [weeks from today] that no plan reaches."""


@dataclass(frozen=True, slots=True)
class Earliest:
    """Lower bounds [weeks from today] of the start of each task and of each level of each gap."""

    starts: Mapping[str, int]
    levels: Mapping[tuple[str, int], int]

    def start(self, task: Task) -> int:
        """No plan starts the task before this week; ``NEVER`` where none starts it."""
        return self.starts[task.id]

    def level(self, competency: str, level: int) -> int:
        """No plan reaches the level before this week; ``NEVER`` where none reaches it."""
        return self.levels[competency, level]


def earliest_of(problem: Problem) -> Earliest:
    """The bounds of a problem, from its needs and levels alone: each chain runs as if there were hours without end."""
    starts = _starts(problem)
    levels: dict[tuple[str, int], int] = {}
    for competency, target in problem.gaps.items():
        levels.update(_levels(problem, competency, target, starts))
    return Earliest(starts, levels)


def _starts(problem: Problem) -> dict[str, int]:
    """From below: all at their own earliest week, then later as long as a need says so."""
    starts = {task.id: 0 if task.running else NEVER for task in problem.tasks}
    changed = True
    while changed:
        changed = False
        for task in problem.tasks:
            if task.running or task.never:
                continue
            met = [
                min((starts[id] + problem.length(problem.by_id[id]) for id in need), default=NEVER)
                for need in task.needs
            ]
            start = min(NEVER, max((task.earliest, *met)))
            if start < starts[task.id]:
                starts[task.id], changed = start, True
    return starts


def _levels(problem: Problem, competency: str, target: int, starts: Mapping[str, int]) -> dict[tuple[str, int], int]:
    now = problem.level(competency)
    weeks = {level: 0 if level <= now else NEVER for level in range(6)}
    for _ in range(now + 1, target + 1):
        for task in problem.tasks:
            if competency not in task.gains or task.never:
                continue
            start, to = task.gains[competency]
            end = max(starts[task.id], weeks[start]) + problem.length(task)
            for level in range(max(start, now) + 1, to + 1):
                weeks[level] = min(weeks[level], end)
    return {(competency, level): weeks[level] for level in range(now + 1, target + 1)}
