"""How far a play still goes: the fewest and the most decisions that can follow."""

from __future__ import annotations

from functools import lru_cache

from cmo_pathways.cases import Case, PlayState
from cmo_pathways.cases.walk import Position, is_ending, walk


def decisions_ahead(case: Case, play: PlayState) -> tuple[int, int] | None:
    """The fewest and the most decisions [count] from here to an ending; None where the case is too large to tell.

    The range holds for the scene, whatever the counters are: it never promises a door that is closed.
    """
    return _ahead(case).get(play.scene)


@lru_cache(maxsize=64)
def _ahead(case: Case) -> dict[str, tuple[int, int]]:
    found: dict[Position, tuple[int, int]] = {}
    scenes: dict[str, tuple[int, int]] = {}
    walked = walk(case)
    if not walked.complete:
        return {}
    for position, moves in walked.moves.items():
        ways = [(0, 0)] if is_ending(case.scene(position.scene)) else []
        for move in moves:
            if move.to in found:
                step, (few, most) = int(bool(move.choice)), found[move.to]
                ways.append((few + step, most + step))
        if ways:
            found[position] = min(few for few, _ in ways), max(most for _, most in ways)
            few, most = scenes.get(position.scene, found[position])
            scenes[position.scene] = min(few, found[position][0]), max(most, found[position][1])
    return scenes
