"""How long a million simulated lives of 60 steps take: our tables against drawing each time directly with numpy.

Both follow the same chain with the same spreads in blocks; CPU seconds of this process, the best of three rounds.

    python -m benchmarks.simulate [lives] [steps]
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable

import numpy as np

from cmo_pathways.career import Schedule, Simulation, Spread, Years
from cmo_pathways.career.schedule import Task, Wait
from cmo_pathways.career.spread import NO_TIME

BAR = 1.5  # [CPU s] for 1e6 lives of 60 steps
SMALL = 2000
BLOCK = 16_384


def chain(steps: int) -> Schedule:
    """A chain of posts, each with a gap of its own shape."""
    spreads = [Spread(1 + n % 3, 2 + n % 3 + (n % 7) / 4, 6 + n % 5, assumed=True) for n in range(steps)]
    names = ["held", *(f"s{n}" for n in range(steps))]
    tasks = (Task(names[n + 1], True, NO_TIME, (Wait(f"t{n}", names[n], gap),)) for n, gap in enumerate(spreads))
    return Schedule(tuple(tasks), {"held": 0.0})


def direct(schedule: Schedule, lives: int, seed: int) -> Years:
    """The same with ``Generator.beta`` for each time, in blocks as well."""
    rng, goal = np.random.default_rng(seed), np.empty(lives)
    for begun in range(0, lives, BLOCK):
        size = min(BLOCK, lives - begun)
        reached = np.zeros(size)
        for task in schedule.tasks:
            gap = task.waits[0].gap
            width = gap.high - gap.low
            left, right = 4 * (gap.typical - gap.low) / width, 4 * (gap.high - gap.typical) / width
            reached = np.maximum(0.0, reached + gap.low + width * rng.beta(1 + left, 1 + right, size))
        goal[begun : begun + size] = reached
    return Years(*map(float, np.quantile(goal, (0.1, 0.5, 0.9))))


def main() -> int:
    """Print both, their percentiles and the memory; 1 if the bar is missed at its own size."""
    asked = [int(text) for text in sys.argv[1:3]]
    lives, steps = (*asked, *(1_000_000, 60)[len(asked) :])
    schedule = chain(steps)
    ours, found = best(lambda: Simulation(lives, 7).years(schedule))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    slow, reference = best(lambda: direct(schedule, lives, 7))
    small, _ = best(lambda: Simulation(SMALL, 7).years(schedule))
    print(f"{lives:,} lives of {steps} steps: tables {ours:.2f} CPU s, direct {slow:.2f} CPU s, {slow / ours:.1f} x")
    print(f"{SMALL:,} lives: {1000 * small:.1f} ms; peak memory with tables {peak:.0f} MB")
    for name in ("p10", "p50", "p90"):
        one, other = getattr(found, name), getattr(reference, name)
        print(f"  {name}: {one:.3f} and {other:.3f} years, {100 * abs(one / other - 1):.3f} % apart")
    return int((lives, steps) == (1_000_000, 60) and ours > BAR)


def best(run: Callable[[], Years], rounds: int = 3) -> tuple[float, Years]:
    """CPU seconds of the best round, and what it found."""
    spent = []
    for _ in range(rounds):
        start = time.process_time()
        found = run()
        spent.append(time.process_time() - start)
    return min(spent), found


if __name__ == "__main__":
    sys.exit(main())
