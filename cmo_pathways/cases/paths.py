"""Every way through a case: the paths one by one, how many there are, and what they come to.

A path is a row of choices from the start to an ending; computed questions count as passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from operator import add

from cmo_pathways.cases.engine import PlayState, choose, is_over, open_choices, outcome, start_case
from cmo_pathways.cases.model import ENDINGS, Case
from cmo_pathways.cases.walk import Counters, Points, Position, score_of, start_position, walk
from cmo_pathways.errors import LearnerError


@dataclass(frozen=True, slots=True)
class Path:
    """One way through a case: the (scene, choice) pairs, the ending with its grade, points and counters at its end."""

    steps: tuple[tuple[str, str], ...]
    ending: str
    grade: str
    scores: tuple[tuple[str, int], ...]
    counters: Counters

    @property
    def choices(self) -> tuple[str, ...]:
        """The ids of the choices, as ``case play --choices`` takes them."""
        return tuple(choice for _, choice in self.steps)


@dataclass(frozen=True, slots=True)
class PathList:
    """The first paths in the author's order, and how many more there are."""

    paths: tuple[Path, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Result:
    """One distinct result: an ending with its points, and how many paths come to it."""

    ending: str
    grade: str
    scores: tuple[tuple[str, int], ...]
    paths: int


@dataclass(frozen=True, slots=True)
class EndingPaths:
    """One ending: how many paths reach it, and per competency the fewest and the most points that they bring."""

    ending: str
    grade: str
    paths: int
    points: tuple[tuple[str, int, int], ...]


def iterate_paths(case: Case) -> Iterator[Path]:
    """The paths one after the other, in the author's order; a case may have a hundred thousand."""
    for state in _ends(case, start_case(case)):
        result = outcome(case, state)
        yield Path(state.path, result.ending, result.grade, state.scores, state.counters)


def list_paths(case: Case, limit: int = 200) -> PathList:
    """The first ``limit`` paths and the exact number of the others.

    Raises LearnerError for a case with too many positions to count (the checker warns of it: W-TOO-LARGE).
    """
    first = tuple(islice(iterate_paths(case), limit))
    return PathList(first, sum(result.paths for result in distinct_results(case)) - len(first))


@lru_cache(maxsize=64)
def distinct_results(case: Case) -> tuple[Result, ...]:
    """Each ending with each set of points that some path brings, best ending and most points first.

    Raises LearnerError for a case with too many positions to count (the checker warns of it: W-TOO-LARGE).
    """
    grades = {scene.id: scene.ending for scene in case.endings}
    found = [
        Result(ending, grades[ending], tuple(zip(case.competencies, points, strict=True)), count)
        for (ending, points), count in _counted(case).items()
    ]
    return tuple(sorted(found, key=_rank))


def paths_by_ending(case: Case) -> tuple[EndingPaths, ...]:
    """The endings in the author's order with their paths and the span of points. Raises as ``distinct_results``."""
    found = []
    for scene in case.endings:
        here = [result for result in distinct_results(case) if result.ending == scene.id]
        columns = zip(*([n for _, n in result.scores] for result in here), strict=True)
        spans = [(min(column), max(column)) for column in columns] or [(0, 0)] * len(case.competencies)
        points = tuple((name, low, high) for name, (low, high) in zip(case.competencies, spans, strict=True))
        found.append(EndingPaths(scene.id, scene.ending, sum(result.paths for result in here), points))
    return tuple(found)


def _ends(case: Case, state: PlayState) -> Iterator[PlayState]:
    if is_over(case, state):
        yield state
        return
    for choice in open_choices(case, state):
        yield from _ends(case, choose(case, state, choice.id))


def _counted(case: Case) -> dict[tuple[str, Points], int]:
    """How many paths come to each ending with each set of points, added up backwards over the walk."""
    walked, none = walk(case), (0,) * len(case.competencies)
    if not walked.complete:
        raise LearnerError(f'The case "{case.id}" has too many positions to count its paths. Use fewer counters.')
    points = {
        (scene.id, choice.id): tuple(score_of(choice.effects, name) for name in case.competencies)
        for scene in case.scenes
        for choice in reversed(scene.choices)
    }
    beyond: dict[Position, dict[tuple[str, Points], int]] = {}
    for position, moves in walked.moves.items():
        scene = case.scene(position.scene)
        if scene is None or position.answered is not None:
            continue
        ways = {(scene.id, none): 1} if scene.ending else {}
        for move in moves if not scene.ending else ():
            gained = points[scene.id, move.choice] if move.choice else none
            for (ending, got), count in beyond.get(move.to, {}).items() if move.choice else ():
                key = ending, tuple(map(add, got, gained))
                ways[key] = ways.get(key, 0) + count
        beyond[position] = ways
    return beyond.get(start_position(case), {})


def _rank(result: Result) -> tuple[int, int, str, tuple[int, ...]]:
    points = [n for _, n in result.scores]
    return -ENDINGS.index(result.grade), -sum(points), result.ending, tuple(-n for n in points)
