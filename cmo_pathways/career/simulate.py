"""How long routes take when every uncertain time is drawn: many simulated lives from an explicit seed."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cmo_pathways.career.schedule import Schedule
from cmo_pathways.errors import LearnerError

if TYPE_CHECKING:
    from cmo_pathways.career.lives import Block

DOTS = 50
"""Dots of a quantile plot; each stands for one life in fifty."""

_QUANTILES = 1000


@dataclass(frozen=True, slots=True)
class Years:
    """Years from today to the goal: in 1, 5 and 9 of 10 simulated lives it is reached by then."""

    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class StepTime:
    """When one step starts and ends [years from today], over the simulated lives."""

    step: str
    start: Years
    end: Years


@dataclass(frozen=True, slots=True)
class TimeToRole:
    """When the goal of a route is reached [years from today], over ``draws`` simulated lives of one ``seed``.

    ``years`` and ``quantiles`` (1,001 of them, from the shortest life to the longest) count every life as if its
    windows were met and its last attempt passed. ``holds`` [0-1] is the share of lives in which that is so;
    ``arrivals`` are the same quantiles with the other lives at infinity.
    """

    years: Years
    quantiles: tuple[float, ...]
    arrivals: tuple[float, ...]
    holds: float
    steps: tuple[StepTime, ...]
    draws: int
    seed: int

    @property
    def p10(self) -> float:
        """In 1 of 10 lives the goal is reached by then [years]."""
        return self.years.p10

    @property
    def p50(self) -> float:
        """In half of the lives the goal is reached by then [years]."""
        return self.years.p50

    @property
    def p90(self) -> float:
        """In 9 of 10 lives the goal is reached by then [years]."""
        return self.years.p90

    @property
    def dots(self) -> tuple[float, ...]:
        """Fifty years that stand for all lives, ascending: the middle of each fiftieth."""
        width = _QUANTILES // DOTS
        return self.quantiles[width // 2 :: width]

    def chance_by(self, years: float) -> float:
        """The chance [0-1] that the goal is reached within so many years from today."""
        place = bisect_right(self.arrivals, years)
        if place in (0, len(self.arrivals)):
            return float(place > 0)
        before, after = self.arrivals[place - 1 : place + 1]
        return (place - 1 + ((years - before) / (after - before) if math.isfinite(after) else 0.0)) / _QUANTILES


def simulate_time(schedule: Schedule, *, draws: int = 2000, seed: int = 7) -> TimeToRole:
    """Years until the last task of a schedule starts (a post) or ends (any other step), in many simulated lives.

    Each time is drawn from the beta-PERT distribution with weight 4 of its low, typical and high value (Malcolm,
    Roseboom, Clark & Fazar 1959, doi:10.1287/opre.7.5.646). An exam is taken until it is passed, each attempt with
    the typical chance; the pause between attempts is drawn once a life. The inputs of one route are drawn
    independently; the same seed gives the same answer, and what two routes share is the same in both. The times of
    single steps come from the first 16,384 lives. Raises LearnerError where ``draws`` is below 1.
    """
    return Simulation(draws, seed).time(schedule)


class Simulation:
    """The lives of one seed, in which any number of routes can be followed; what routes share is drawn once."""

    def __init__(self, draws: int, seed: int) -> None:
        if draws < 1:
            raise LearnerError(f"The number of draws is {draws}. Use 1 or more.")
        self.draws, self.seed = draws, seed % 2**64
        self._first: Block | None = None

    def time(self, schedule: Schedule) -> TimeToRole:
        """The goal and each step over all lives [years from today]."""
        import numpy as np

        goal, missed = self._goal(schedule)
        ordered = np.sort(goal)
        arrived = np.sort(np.where(missed, np.inf, goal)) if missed.any() else ordered
        steps = tuple(
            StepTime(task.step, _years(np.sort(self._block.whole(r.start))), _years(np.sort(self._block.whole(r.end))))
            for task, r in zip(schedule.tasks, self._block.run(schedule), strict=True)
        )
        return TimeToRole(
            years=_years(ordered),
            quantiles=_thousand(ordered),
            arrivals=_thousand(arrived),
            holds=1.0 - float(missed.mean()),
            steps=steps,
            draws=self.draws,
            seed=self.seed,
        )

    def years(self, schedule: Schedule) -> Years:
        """When the goal is reached [years from today]."""
        import numpy as np

        return _years(np.sort(self._goal(schedule)[0]))

    def quick_median(self, schedule: Schedule) -> float:
        """The median [years from today] over the first 16,384 lives, for comparing many routes."""
        import numpy as np

        return percentile(np.sort(self._block.whole(self._block.run(schedule)[-1].ready)), 0.5)

    def medians(self, schedule: Schedule) -> tuple[tuple[float, float], ...]:
        """The median start and end of each task [years from today], over the first 16,384 lives."""
        import numpy as np

        whole = self._block.whole
        return tuple(
            (percentile(np.sort(whole(r.start)), 0.5), percentile(np.sort(whole(r.end)), 0.5))
            for r in self._block.run(schedule)
        )

    @property
    def _block(self) -> Block:
        from cmo_pathways.career.lives import blocks

        if self._first is None:
            self._first = next(blocks(self.draws, self.seed))
        return self._first

    def _goal(self, schedule: Schedule) -> tuple[Any, Any]:
        """When the goal is reached in each life, and whether it is missed; later blocks are dropped once read."""
        import numpy as np

        from cmo_pathways.career.lives import blocks

        goal: Any = np.empty(self.draws)
        missed: Any = np.zeros(self.draws, dtype=bool)
        begun = 0
        for block in blocks(self.draws, self.seed):
            reached = (block if begun else self._block).run(schedule)[-1]
            part = slice(begun, begun + block.lives)
            goal[part], missed[part] = reached.ready, reached.missed
            begun += block.lives
        return goal, missed


def percentile(ordered: Any, share: float) -> float:
    """The value below which ``share`` [0-1] of the ordered values lie, straight between neighbors."""
    place = share * (len(ordered) - 1)
    below = int(place)
    low, high = float(ordered[below]), float(ordered[min(below + 1, len(ordered) - 1)])
    return low if low == high or not math.isfinite(high) else low + (place - below) * (high - low)


def _years(ordered: Any) -> Years:
    return Years(percentile(ordered, 0.1), percentile(ordered, 0.5), percentile(ordered, 0.9))


def _thousand(ordered: Any) -> tuple[float, ...]:
    return tuple(percentile(ordered, place / _QUANTILES) for place in range(_QUANTILES + 1))
