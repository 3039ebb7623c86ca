"""Every position that a play of a case can reach: the ground for checks, best scores and the soundest path.

A position is a scene, the counters that a guard still ahead asks for, the answer to the scene's computed question, and
which repeatable choices are used up. A choice can be taken once in a play, so that every play ends even where scenes
lead back. Counters that no guard ahead asks for are left out: they cannot change what may happen, and thousands of
plays that differ in nothing else fall together. (A counter that some choice puts to a value, ``=n``, always stays.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from operator import add
from typing import NamedTuple

from cmo_pathways.cases.model import Case, Choice, Effect, NumberQuestion, Parts, Scene

LIMIT = 100_000  # positions looked at before giving up

Counters = tuple[tuple[str, int], ...]
Points = tuple[int, ...]


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
    return Position(case.start, ahead(case, case.start, case.counters))


def ahead(case: Case, scene: str, counters: Counters) -> Counters:
    """The counters that matter from a scene on: those that a guard there or beyond asks for."""
    wanted = _wanted(case).get(scene, frozenset())
    return counters if len(wanted) >= len(counters) else tuple(pair for pair in counters if pair[0] in wanted)


def moves_from(case: Case, position: Position, loops: frozenset[str]) -> tuple[Move, ...]:
    """The moves open at a position; a computed question may also be passed over. ``loops``: scenes that can recur."""
    scene = case.scene(position.scene)
    if scene is None:
        return ()
    _, counters, answered, used = position
    found = []
    if answered is None and isinstance(scene.question, NumberQuestion):
        found = [_answer(position, scene.question, right) for right in (True, False)]
    for choice in () if scene.ending else scene.choices:
        step = (scene.id, choice.id)
        if (choice.guard and not is_open(choice, counters)) or (used and step in used):
            continue
        after = ahead(case, choice.to, apply_counters(counters, choice.parts))
        passed = used | {step} if scene.id in loops else used
        found.append(Move(choice.id, None, choice.effects, Position(choice.to, after, None, passed)))
    return tuple(found)


def is_open(choice: Choice, counters: Counters) -> bool:
    """True where the guard of a choice holds; a counter that is not declared counts as 0."""
    values = dict(counters)
    return all(condition.holds(values.get(condition.counter, 0)) for condition in choice.guard)


def apply_counters(counters: Counters, parts: Parts) -> Counters:
    """The counters after a move; only declared counters change."""
    if not parts.counts:
        return counters
    values = dict(counters)
    for name, amount, sets in parts.counts:
        if name in values:
            values[name] = amount if sets else values[name] + amount
    return tuple(values.items())


@lru_cache(maxsize=128)
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


@lru_cache(maxsize=128)
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
    reply = question.right if right else question.wrong
    after = apply_counters(position.counters, reply.parts)
    return Move("", right, reply.effects, Position(position.scene, after, right, position.used))


def _extremes(case: Case) -> dict[str, tuple[int, int]]:
    """Highest and lowest sum per competency over all plays that end; 0 and 0 where none ends."""
    walked, names = walk(case), case.competencies
    at = {position: i for i, position in enumerate(walked.moves)}
    none, points = (0,) * len(names), _points_of(case)
    high: list[Points | None] = []  # per position, in the order of the walk; None where no ending lies beyond
    low: list[Points | None] = []
    for position, moves in walked.moves.items():
        highs, lows = ([none], [none]) if is_ending(case.scene(position.scene)) else ([], [])
        for move in moves:
            place = at.get(move.to)
            if place is not None and (best := high[place]) is not None and (worst := low[place]) is not None:
                gained = points[position.scene, move.choice, move.right]
                highs.append(tuple(map(add, best, gained)))
                lows.append(tuple(map(add, worst, gained)))
        high.append(_each(max, highs))
        low.append(_each(min, lows))
    if not high or not walked.complete or (best := high[-1]) is None or (worst := low[-1]) is None:
        best = worst = none
    return dict(zip(names, zip(best, worst, strict=True), strict=True))


def _each(pick: Callable[[Iterable[int]], int], ways: list[Points]) -> Points | None:
    """The largest or smallest of each competency over all ways on."""
    return ways[0] if len(ways) == 1 else tuple(map(pick, zip(*ways, strict=True))) if ways else None


def _points_of(case: Case) -> dict[tuple[str, str, bool | None], Points]:
    """The points of each competency for every choice and answer, by scene, choice and whether the answer was right."""
    found: dict[tuple[str, str, bool | None], Points] = {}
    for scene in case.scenes:
        for choice in reversed(scene.choices):
            found[scene.id, choice.id, None] = tuple(score_of(choice.effects, name) for name in case.competencies)
        if isinstance(scene.question, NumberQuestion):
            for right, reply in ((True, scene.question.right), (False, scene.question.wrong)):
                found[scene.id, "", right] = tuple(score_of(reply.effects, name) for name in case.competencies)
    return found


@lru_cache(maxsize=128)
def _wanted(case: Case) -> dict[str, frozenset[str]]:
    """Per scene the declared counters whose value can still matter."""
    ways, declared = {s.id: {c.to for c in s.choices} for s in case.scenes}, dict(case.counters)
    kept = set_counters(case)
    asked = {s.id: {g.counter for c in s.choices for g in c.guard if g.counter in declared} for s in case.scenes}
    return {s: kept.union(asked[s], *(asked.get(beyond, ()) for beyond in _beyond(ways, s))) for s in ways}


def set_counters(case: Case) -> frozenset[str]:
    """The declared counters that some move puts to a value (``=n``) instead of moving them."""
    parts = [choice.parts for scene in case.scenes for choice in scene.choices]
    asked = [scene.question for scene in case.scenes if isinstance(scene.question, NumberQuestion)]
    parts += [reply.parts for question in asked for reply in (question.right, question.wrong)]
    names = dict(case.counters)
    return frozenset(name for part in parts for name, _, sets in part.counts if sets and name in names)


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
