"""The arithmetic of the simulation: columns of simulated lives, drawn in blocks, one stream of chance per input.

Every time is a table of 4,096 equally likely values, the inverse of its distribution; a draw is a number that picks
one (small enough a table to stay in the fastest memory). What an input is called decides its stream, so that routes
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
_SHIFT = 4  # from a pick to a point


class Reached:
    """The lives of one task: ``start``, ``end``, when others can go on (``ready``), and in which life it is
    ``missed``, because a window had closed or the last attempt failed.
    """

    __slots__ = ("end", "missed", "ready", "start")

    def __init__(self, start: Column, end: Column, ready: Column, missed: Column) -> None:
        self.start, self.end, self.ready, self.missed = start, end, ready, missed


class Block:
    """Some lives of a seed, counted by ``number``.

    The first block keeps what it draws for the next route; a later one is read once, and memory stays small.
    """

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
            reached = self._tasks.get(key) or self._reach(task, origins, past)
            if not self._number:
                self._tasks[key] = reached
            done[task.step] = reached
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
        column = self._times.get(key)
        if column is None:
            width = time.high - time.low
            table = pert_table(round((time.typical - time.low) / width, 6))
            column = table.take(
                self._pick(name) >> _SHIFT, mode="clip"
            )  # no pick lies outside, and clip is twice as fast
            column *= width
            column += time.low
            if not self._number:
                self._times[key] = column
        return column

    def _failures(self, task: Task) -> tuple[Column, Column]:
        assert task.attempts is not None
        chance, most = task.attempts.chance.typical, task.attempts.most
        failures = _failure_table(chance).take(self._pick(f"exam:{task.step}:pass"), mode="clip")
        if most is None:
            return failures, False
        return np.minimum(failures, most - 1), failures >= most

    def _pick(self, name: str) -> Column:
        pick = self._picks.get(name)
        if pick is None:
            key = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")
            stream = np.random.SFC64([self._seed, self._number, key])
            numbers = stream.random_raw(-(-self.lives // 4)).astype("<u8", copy=False).view("<u2")
            pick = numbers[: self.lives].astype(np.intp)
            if not self._number:
                self._picks[name] = pick
        return pick


def blocks(draws: int, seed: int) -> Iterator[Block]:
    """The lives in blocks; the first block of a seed is the beginning of every larger one."""
    for number, begun in enumerate(range(0, draws, BLOCK)):
        yield Block(seed, number, min(BLOCK, draws - begun))


@lru_cache(maxsize=512)
def pert_table(mode: float) -> Column:
    """4,096 equally likely values of the beta-PERT distribution on [0, 1] with weight 4 and this most likely value.

    Shape (4096,), ascending, each the mean of its part. Malcolm, Roseboom, Clark & Fazar 1959,
    doi:10.1287/opre.7.5.646.
    """
    edges = np.linspace(0, 1, _SLICES + 1)
    middle = (edges[1:] + edges[:-1]) / 2
    reached = np.concatenate([[0.0], np.cumsum(middle ** (4 * mode) * (1 - middle) ** (4 * (1 - mode)))])
    wanted = (np.arange(_PICKS) + 0.5) / _PICKS
    return np.interp(wanted, reached / reached[-1], edges).reshape(_POINTS, -1).mean(axis=1)


@lru_cache(maxsize=64)
def _failure_table(chance: float) -> Column:
    """65,536 equally likely numbers of failed attempts before the first success; shape (65536,), ascending."""
    if chance >= 1:
        return np.zeros(_PICKS)
    left = 1 - (np.arange(_PICKS) + 0.5) / _PICKS
    return np.floor(np.log(left) / np.log1p(-chance))
