"""Playing cases: how many steps a second the engine makes, and how long finding every fault of all cases takes.

A step takes one choice and looks up the scene that it leads to. The plays are drawn once with a seed, so that only
the engine is timed. Limits: 100,000 steps a second on the slowest case; all checks of a case within 2 seconds.
Time is processor time, the least of several rounds.

    python -m benchmarks.cases
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable

from cmo_pathways.cases import (
    Case,
    case_files,
    check_case,
    choose,
    current_scene,
    is_over,
    open_choices,
    read_case,
    start_case,
)
from cmo_pathways.cases.walk import walk
from cmo_pathways.content import Report, content_root

PLAYS, ROUNDS, SEED = 300, 7, 11
LEAST_STEPS, LONGEST_CHECK = 100_000.0, 2.0
"""The bars: steps a second, seconds to check one case."""


def plays_of(case: Case, count: int, seed: int) -> tuple[tuple[str, ...], ...]:
    """The choices of plays drawn at random, each to an ending."""
    dice, found = random.Random(seed), []
    for _ in range(count):
        state = start_case(case)
        while not is_over(case, state):
            state = choose(case, state, dice.choice(open_choices(case, state)).id)
        found.append(tuple(choice for _, choice in state.path))
    return tuple(found)


def steps_per_second(case: Case, plays: tuple[tuple[str, ...], ...]) -> float:
    """Choices taken, each with its next scene looked up, in one second of the processor."""

    def play_all() -> None:
        for choices in plays:
            state = start_case(case)
            for choice in choices:
                state = choose(case, state, choice)
                current_scene(case, state)

    return sum(map(len, plays)) / _least(play_all, ROUNDS)


def _least(work: Callable[[], object], rounds: int) -> float:
    spent = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return min(spent)


def main() -> int:
    """Print a row per case; 1 where a limit is broken."""
    broken = False
    for file in case_files(content_root()):
        case = read_case(file, Report(file.parent))
        if case is None:
            return 1
        walk.cache_clear()
        checked = _least(lambda case=case: check_case(case), 1)  # type: ignore[misc]
        steps = steps_per_second(case, plays_of(case, PLAYS, SEED))
        positions = len(walk(case).moves)
        broken |= steps < LEAST_STEPS or checked > LONGEST_CHECK
        words = f"{steps:9,.0f} steps/s  {positions:7,} positions  checked in {checked:5.2f} s"
        print(f"{case.id:28} {words}", flush=True)
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
