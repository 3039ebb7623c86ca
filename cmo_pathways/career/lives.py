"""The arithmetic of the simulation: columns of simulated lives, drawn in blocks, one stream of chance per input.

Every input is a table of 65,536 equally likely values, spelled out from 4,096 points of the inverse of its
distribution; a draw is a 16-bit number that picks one. What an input is called decides its stream, so that routes
which share it see the same lives, and so do two versions of a route that differ in one number.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import Any, TypeAlias

import numpy as np

from cmo_pathways.career.schedule import Schedule, Task
from cmo_pathways.career.spread import Spread

Column: TypeAlias = Any
"""One value per life (float64), or one float that is the same in all."""

BLOCK = 16_384
"""Lives drawn at once: a column of them stays in the fast memory of a processor."""

_POINTS, _PICKS, _SLICES = 4096, 65_536, 16_384


class Reached:
    """The lives of one task: ``start``, ``end``, when others can go on (``ready``), and in which life it is
    ``missed``, because a window had closed or the last attempt failed.
    """

    __slots__ = ("end", "missed", "ready", "start")

    def __init__(self, start: Column, end: Column, ready: Column, missed: Column) -> None:
        self.start, self.end, self.ready, self.missed = start, end, ready, missed


class Block:
    """Some lives of a seed, counted by ``number``; what routes have in common is drawn once."""

    def __init__(self, seed: int, number: int, lives: int) -> None:
        self.lives = lives
        self._seed, self._number = seed, number
        self._picks: dict[str, Column] = {}
        self._times: dict[tuple[str, Spread], Column] = {}
        self._tasks: dict[tuple[Any, ...], Reached] = {}

    def run(self, schedule: Schedule) -> list[Reached]:
        """Each task of the schedule in these lives."""
        done: dict[str, Reached] = {}
        for task in schedule.tasks:
            origins = [done.get(wait.origin) for wait in task.waits]
            past = [schedule.held.get(wait.origin, 0.0) for wait in task.waits]
            key = (task, *origins, *past)  # the lives of an origin are compared by identity
            if key not in self._tasks:
                self._tasks[key] = self._reach(task, origins, past)
            done[task.step] = self._tasks[key]
        return list(done.values())

    def whole(self, column: Column) -> Column:
        """A column with a value for each life."""
        return np.broadcast_to(column, (self.lives,))

    def _reach(self, task: Task, origins: list[Reached | None], past: list[float]) -> Reached:
        start: Column = 0.0
        missed: Column = False
        for wait, origin, ago in zip(task.waits, origins, past, strict=True):
            free = (origin.ready if origin else ago) + self._time(f"transition:{wait.transition}:gap", wait.gap)
            start = np.maximum(start, np.maximum(free, wait.opens) if wait.opens else free)
            missed = missed | origin.missed if origin else missed
        if task.opening.adds_time:
            start = start + self._time(f"opening:{task.step}:wait", task.opening)
        end = start + self._time(f"step:{task.step}:years", task.length) if task.length.adds_time else start
        for wait in task.waits:
            missed = missed if wait.closes is None else missed | (start > wait.closes)
        if task.attempts:
            failures, never = self._failures(task)
            end = end + failures * self._time(f"exam:{task.step}:again", task.attempts.again)
            missed = missed | never
        return Reached(start, end, start if task.lasting else end, missed)

    def _time(self, name: str, time: Spread) -> Column:
        if not time.low < time.high:
            return time.typical
        key = (name, time)
        if key not in self._times:
            width = time.high - time.low
            column = pert_table(round((time.typical - time.low) / width, 6)).take(self._pick(name))
            column *= width
            column += time.low
            self._times[key] = column
        return self._times[key]

    def _failures(self, task: Task) -> tuple[Column, Column]:
        assert task.attempts is not None
        chance, most = task.attempts.chance.typical, task.attempts.most
        failures = _failure_table(chance).take(self._pick(f"exam:{task.step}:pass"))
        if most is None:
            return failures, False
        return np.minimum(failures, most - 1), failures >= most

    def _pick(self, name: str) -> Column:
        if name not in self._picks:
            key = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")
            stream = np.random.SFC64([self._seed, self._number, key])
            self._picks[name] = stream.random_raw(-(-self.lives // 4)).astype("<u8").view("<u2")[: self.lives]
        return self._picks[name]


def blocks(draws: int, seed: int) -> Iterator[Block]:
    """The lives in blocks; the first block of a seed is the beginning of every larger one."""
    for number, begun in enumerate(range(0, draws, BLOCK)):
        yield Block(seed, number, min(BLOCK, draws - begun))


@lru_cache(maxsize=64)
def pert_table(mode: float) -> Column:
    """65,536 equally likely values of the beta-PERT distribution on [0, 1] with weight 4 and this most likely value.

    Shape (65536,), ascending. Malcolm, Roseboom, Clark & Fazar 1959, doi:10.1287/opre.7.5.646.
    """
    edges = np.linspace(0, 1, _SLICES + 1)
    middle = (edges[1:] + edges[:-1]) / 2
    reached = np.concatenate([[0.0], np.cumsum(middle ** (4 * mode) * (1 - middle) ** (4 * (1 - mode)))])
    points = np.interp(np.linspace(0, 1, _POINTS + 1), reached / reached[-1], edges)
    inside = (np.arange(_PICKS // _POINTS) + 0.5) * _POINTS / _PICKS
    return (points[:-1, None] + np.diff(points)[:, None] * inside).ravel()


@lru_cache(maxsize=64)
def _failure_table(chance: float) -> Column:
    """65,536 equally likely numbers of failed attempts before the first success; shape (65536,), ascending."""
    if chance >= 1:
        return np.zeros(_PICKS)
    left = 1 - (np.arange(_PICKS) + 0.5) / _PICKS
    return np.floor(np.log(left) / np.log1p(-chance))
