"""Every position that a play of a case can reach: the ground for checks, best scores and the soundest path.

A position is a scene, the counters, the answer to the scene's computed question, and which repeatable choices are
used up. A choice can be taken once in a play, so that every play ends even where scenes lead back.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from cmo_pathways.cases.model import Case, Choice, Effect, NumberQuestion, Scene

LIMIT = 100_000  # positions looked at before giving up

Counters = tuple[tuple[str, int], ...]


class Position(NamedTuple):
    """Where a play can stand; ``answered`` is None, or whether the computed question of the scene was met.

    A named tuple, as its moves are: a walk makes and looks up tens of thousands.
    """

    scene: str
    counters: Counters
    answered: bool | None = None
    used: frozenset[tuple[str, str]] = frozenset()


class Move(NamedTuple):
    """One way on from a position: a choice, or (``choice`` empty) a right or wrong number."""

    choice: str
    right: bool | None
    effects: tuple[Effect, ...]
    to: Position


@dataclass(frozen=True, slots=True)
class Walk:
    """All reachable positions with their moves; a position comes after all positions it leads to."""

    moves: dict[Position, tuple[Move, ...]]
    complete: bool


def start_position(case: Case) -> Position:
    """The position at the start of a play."""
    return Position(case.start, case.counters)


def moves_from(case: Case, position: Position, loops: frozenset[str]) -> tuple[Move, ...]:
    """The moves open at a position; a computed question may also be passed over. ``loops``: scenes that can recur."""
    scene = case.scene(position.scene)
    if scene is None:
        return ()
    found = [_answer(position, scene.question, right) for right in (True, False)
             if isinstance(scene.question, NumberQuestion) and position.answered is None]  # fmt: skip
    for choice in () if scene.ending else scene.choices:
        if is_open(choice, position.counters) and (scene.id, choice.id) not in position.used:
            used = position.used | {(scene.id, choice.id)} if scene.id in loops else position.used
            after = apply_counters(position.counters, choice.effects)
            found.append(Move(choice.id, None, choice.effects, Position(choice.to, after, None, used)))
    return tuple(found)


def is_open(choice: Choice, counters: Counters) -> bool:
    """True where the guard of a choice holds; a counter that is not declared counts as 0."""
    if not choice.guard:
        return True
    values = dict(counters)
    return all(condition.holds(values.get(condition.counter, 0)) for condition in choice.guard)


def apply_counters(counters: Counters, effects: tuple[Effect, ...]) -> Counters:
    """The counters after a move; only declared counters change."""
    if not effects:
        return counters
    values = dict(counters)
    for effect in effects:
        if effect.kind == "counter" and effect.name in values:
            values[effect.name] = effect.amount if effect.sets else values[effect.name] + effect.amount
    return tuple(values.items())


@lru_cache(maxsize=64)
def walk(case: Case) -> Walk:
    """Every position reachable from the start (up to ``LIMIT``), in an order that allows working backwards."""
    moves: dict[Position, tuple[Move, ...]] = {}
    done: dict[Position, tuple[Move, ...]] = {}
    stack, loops = [start_position(case)], _loops(case)
    while stack and len(moves) <= LIMIT:
        position = stack[-1]
        if position not in moves:
            moves[position] = moves_from(case, position, loops)
            stack += [move.to for move in moves[position] if move.to not in moves]
        else:
            done.setdefault(stack.pop(), moves[position])
    return Walk(done, not stack)


@lru_cache(maxsize=64)
def best_and_worst(case: Case) -> dict[str, tuple[int, int]]:
    """Per competency the highest and the lowest score [points] of any finished play."""
    return _extremes(case)


def score_of(effects: tuple[Effect, ...], competency: str = "") -> int:
    """The points that a move gives to one competency, or to all together."""
    return sum(e.amount for e in effects if e.kind == "competency" and competency in ("", e.name))


def is_ending(scene: Scene | None) -> bool:
    """True for a scene that closes a play."""
    return scene is not None and bool(scene.ending)


def _answer(position: Position, question: NumberQuestion, right: bool) -> Move:
    effects = (question.right if right else question.wrong).effects
    after = apply_counters(position.counters, effects)
    return Move("", right, effects, Position(position.scene, after, right, position.used))


def _extremes(case: Case) -> dict[str, tuple[int, int]]:
    """Highest and lowest sum per competency over all plays that end; 0 and 0 where none ends."""
    walked, names = walk(case), case.competencies
    at = {position: i for i, position in enumerate(walked.moves)}
    points: dict[tuple[Effect, ...], tuple[int, ...]] = {}
    found: list[list[tuple[int, int]]] = []
    for position, moves in walked.moves.items():
        ways = [[(0, 0)] * len(names)] if is_ending(case.scene(position.scene)) else []
        for move in moves:
            beyond = found[at[move.to]] if move.to in at else []
            if beyond:
                if move.effects not in points:
                    points[move.effects] = tuple(score_of(move.effects, name) for name in names)
                gained = points[move.effects]
                ways.append([(high + n, low + n) for (high, low), n in zip(beyond, gained, strict=True)])
        found.append([(max(h for h, _ in one), min(low for _, low in one)) for one in zip(*ways, strict=True)])
    best = found[-1] if found and walked.complete else []
    return dict(zip(names, best or [(0, 0)] * len(names), strict=True))


def _loops(case: Case) -> frozenset[str]:
    """The scenes that can lead back to themselves."""
    ways = {s.id: {c.to for c in s.choices} for s in case.scenes}
    return frozenset(s for s in ways if s in _beyond(ways, s))


def _beyond(ways: dict[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    queue = list(ways[start])
    while queue:
        scene = queue.pop()
        if scene not in seen:
            seen.add(scene)
            queue += ways.get(scene, ())
    return seen
