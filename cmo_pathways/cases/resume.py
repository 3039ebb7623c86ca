"""Takes up a saved play after its case was edited: what still fits is kept, and what changed is told in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from cmo_pathways.cases.engine import PlayState, answer, choose, current_scene, is_over, replay_moves, start_case
from cmo_pathways.cases.model import Case, MemoQuestion
from cmo_pathways.errors import LearnerError

Recorded = Mapping[str, Any]


class Resumed(NamedTuple):
    """Where a saved play stands now, and what an edit of the case changed: at most one sentence for the learner."""

    state: PlayState
    notes: tuple[str, ...]


def resume_play(case: Case, moves: Iterable[Recorded]) -> Resumed:
    """A saved play in this version of its case.

    An unchanged case, other words, or a choice that ``replaces:`` renames give the play as it was, without a note.
    Otherwise the play follows the recorded moves scene by scene as far as they fit; it stands where a decision is
    missing, and the note says which. Moves that were recorded later are kept and count again once they fit. Raises
    LearnerError where the case itself cannot be played.
    """
    recorded = tuple(moves)
    try:
        return Resumed(replay_moves(case, recorded), ())
    except LearnerError:
        return _refitted(case, _standing(case, recorded))


def _refitted(case: Case, moves: list[Recorded]) -> Resumed:
    """The play by the moves that fit: in each scene the first that can be made, whatever was recorded around it."""
    state, left, latest, lost = start_case(case), dict(enumerate(moves)), -1, ""
    while not is_over(case, state):
        state, lost = _answers(case, state, left.values()), ""
        here = [at for at, move in left.items() if move["scene"] == state.scene and "choice" in move]
        for at in here:
            choice_id = str(left[at]["choice"])
            try:
                state = choose(case, state, _now_called(case, state, choice_id))
            except LearnerError:
                lost = lost or _lost(case, state, choice_id)
                continue
            latest = max(latest, at)
            del left[at]
            break
        else:
            later = any("choice" in move for at, move in left.items() if at > latest)
            return Resumed(state, (lost,) if lost else (_new(state),) if later else ())
    return Resumed(state, ())


def _answers(case: Case, state: PlayState, left: Iterable[Recorded]) -> PlayState:
    """The state with the answers recorded in its scene; an answer to a question that is gone is passed over."""
    kind = "memo" if isinstance(current_scene(case, state).question, MemoQuestion) else "number"
    for move in left:
        if move["scene"] == state.scene and "value" in move and move.get("ask", kind) == kind:
            try:
                state = answer(case, state, move["value"])
            except LearnerError:
                continue
    return state


def _standing(case: Case, moves: tuple[Recorded, ...]) -> list[Recorded]:
    """The moves without those that were taken back."""
    kept: list[Recorded] = []
    for move in moves:
        last = next((at for at in reversed(range(len(kept))) if "choice" in kept[at]), None)
        if last is not None and move.get("taken_back") is True:
            kept = kept[:last]
            continue
        if case.undo and last is not None and "choice" in move and kept[last]["scene"] == move["scene"]:
            kept = kept[:last]  # the same scene decided again
        kept.append(move)
    return kept


def _now_called(case: Case, state: PlayState, choice_id: str) -> str:
    there = current_scene(case, state).choice(choice_id)
    return choice_id if there else dict(case.replaces).get(choice_id, choice_id)


def _lost(case: Case, state: PlayState, choice_id: str) -> str:
    there = current_scene(case, state).choice(_now_called(case, state, choice_id))
    why = "can no longer be taken there" if there else "is no longer among the choices"
    return (
        f'This case was revised after you played it: in "{_words(state.scene)}" your decision "{_words(choice_id)}" '
        f"{why}, so please decide there again; what still fits is kept."
    )


def _new(state: PlayState) -> str:
    return (
        f'This case was revised after you played it: "{_words(state.scene)}" now lies on your path, so please decide '
        "there; your later decisions count again where they still fit."
    )


def _words(id: str) -> str:
    return id.replace("-", " ")
