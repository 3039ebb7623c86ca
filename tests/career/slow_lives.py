"""A slow, independent simulation for tests: one life at a time, ``random.betavariate``, attempts in a loop."""

from __future__ import annotations

import random

from cmo_pathways.career.schedule import Schedule, Task
from cmo_pathways.career.spread import Spread


def slow_times(schedule: Schedule, draws: int, seed: int) -> list[float]:
    """When the goal is reached in each life, ascending; a life that misses a window or an exam counts on."""
    source = random.Random(seed)
    return sorted(_life(schedule, source)[0] for _ in range(draws))


def slow_holds(schedule: Schedule, draws: int, seed: int) -> float:
    """The share of lives in which no window is missed and no exam failed for the last time."""
    source = random.Random(seed)
    return sum(not _life(schedule, source)[1] for _ in range(draws)) / draws


def _life(schedule: Schedule, source: random.Random) -> tuple[float, bool]:
    drawn: dict[str, float] = {}

    def time(name: str, spread: Spread) -> float:
        if name not in drawn:
            drawn[name] = _pert(spread, source)
        return drawn[name]

    ready, missed = dict(schedule.held), False
    for task in schedule.tasks:
        start = 0.0
        for wait in task.waits:
            start = max(start, wait.opens, ready[wait.origin] + time(wait.transition, wait.gap))
        start += time(f"opening {task.step}", task.opening)
        missed = missed or any(wait.closes is not None and start > wait.closes for wait in task.waits)
        end = start + time(f"length {task.step}", task.length)
        again, failed_for_good = _tries(task, source, time)
        missed = missed or failed_for_good
        ready[task.step] = start if task.lasting else end + again
    return ready[schedule.tasks[-1].step], missed


def _tries(task: Task, source: random.Random, time) -> tuple[float, bool]:
    if task.attempts is None:
        return 0.0, False
    pause, failed = time(f"again {task.step}", task.attempts.again), 0
    while source.random() >= task.attempts.chance.typical:
        failed += 1
        if task.attempts.most is not None and failed == task.attempts.most:
            return (failed - 1) * pause, True
    return failed * pause, False


def _pert(spread: Spread, source: random.Random) -> float:
    width = spread.high - spread.low
    if width <= 0:
        return spread.typical
    left, right = 4 * (spread.typical - spread.low) / width, 4 * (spread.high - spread.typical) / width
    return spread.low + width * source.betavariate(1 + left, 1 + right)
