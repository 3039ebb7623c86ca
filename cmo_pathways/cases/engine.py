"""Plays a case: pure functions from one frozen state to the next. Every screen and command calls only these.

Keep ids and the case version of a play, never positions in the file: ``replay_moves`` rebuilds it from ledger events.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from cmo_pathways.cases.computed import expected_value
from cmo_pathways.cases.model import Case, Choice, MemoQuestion, NumberQuestion, Parts, Question, Scene
from cmo_pathways.cases.script import plain_minus
from cmo_pathways.cases.walk import Counters, best_and_worst, is_open
from cmo_pathways.errors import LearnerError, UnknownId


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer given in a scene; ``right`` and ``feedback`` are for numbers, a memo has neither."""

    scene: str
    ask: str
    value: float | str
    right: bool | None
    feedback: str


class PlayState(NamedTuple):
    """Where a play stands: counters and scores in declared order, the (scene, choice) pairs of the path so far.

    A named tuple, because it is made at each step: a frozen dataclass takes five times as long to make.
    """

    case: str
    version: str
    scene: str
    counters: Counters
    scores: tuple[tuple[str, int], ...]
    path: tuple[tuple[str, str], ...]
    answers: tuple[Answer, ...]
    revealed: tuple[str, ...]
    objectives: tuple[str, ...]

    def answer_in(self, scene: str) -> Answer | None:
        """The answer given in a scene, or None."""
        return next((a for a in self.answers if a.scene == scene), None)


@dataclass(frozen=True, slots=True)
class Score:
    """Points of one competency: got, and the best and worst that any finished play can have."""

    competency: str
    got: int
    best: int
    worst: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a play ended."""

    case: str
    version: str
    ending: str
    grade: str
    scores: tuple[Score, ...]
    counters: Counters
    path: tuple[tuple[str, str], ...]
    objectives: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The outcome as the ledger, the command line and other programs read it."""
        return {
            "version": self.version,
            "ending": self.ending,
            "scores": {s.competency: {"got": s.got, "best": s.best} for s in self.scores},
            "counters": dict(self.counters),
            "path": [f"{scene}/{choice}" for scene, choice in self.path],
        }


def start_case(case: Case) -> PlayState:
    """The state at the start of a play.

    Raises LearnerError where the case has no such start (``check_case`` finds that before anybody plays).
    """
    scene = case.scene(case.start)
    if scene is None:
        raise LearnerError(
            f'The case "{case.id}" cannot be played: its start "{case.start}" is no scene. Check the file.'
        )
    scores = tuple((name, 0) for name in case.competencies)
    return PlayState(case.id, case.version, scene.id, case.counters, scores, (), (), scene.reveal, ())


def current_scene(case: Case, state: PlayState) -> Scene:
    """The scene in which the play stands. Raises UnknownId where the case has no such scene."""
    scene = case.scene(state.scene)
    if scene is None:
        raise UnknownId("scene", state.scene, (s.id for s in case.scenes))
    return scene


def open_choices(case: Case, state: PlayState) -> tuple[Choice, ...]:
    """The choices that can be taken now, in the author's order; none at an ending."""
    scene = current_scene(case, state)
    return () if scene.ending else tuple(c for c in scene.choices if not _closed(state, c))


def open_question(case: Case, state: PlayState) -> Question | None:
    """The question of the scene that still waits for an answer, or None. A screen asks it before the choice."""
    scene = current_scene(case, state)
    return None if state.answer_in(scene.id) else scene.question


def choose(case: Case, state: PlayState, choice_id: str) -> PlayState:
    """The state after taking a choice. A question of the scene that is not answered is passed over.

    Raises UnknownId for a choice that the scene does not have, LearnerError where it is closed or the play is over.
    """
    scene = current_scene(case, state)
    if scene.ending:
        raise LearnerError(f'This play is over: it ended at "{scene.id}". Start the case again to take another path.')
    choice = scene.choice(choice_id)
    if choice is None:
        raise UnknownId("choice", choice_id, (c.id for c in scene.choices))
    step = (scene.id, choice_id)
    if (choice.guard or step in state.path) and (why := _closed(state, choice)):
        raise LearnerError(f'The choice "{choice_id}" is closed here: {why}. Take another one.')
    scores, counters, objectives = _applied(state, choice.parts)
    to, revealed = case.scene(choice.to), state.revealed
    for name in to.reveal if to is not None else ():
        if name not in revealed:
            revealed = (*revealed, name)
    return PlayState(
        state.case, state.version, choice.to, counters, scores, (*state.path, step), state.answers, revealed, objectives
    )


def answer(case: Case, state: PlayState, value: float | str) -> PlayState:
    """The state after answering the scene's question; the first number counts, a memo may be written again.

    A memo that is emptied is withdrawn. A number may come as text (``50.3 %``, ``50,3``).
    ``state.answer_in(scene)`` tells whether it lay within the tolerance, and the feedback. Raises LearnerError where
    nothing is asked, the value cannot be used, or a number was given before.
    """
    scene = current_scene(case, state)
    given = state.answer_in(scene.id)
    if isinstance(scene.question, MemoQuestion):
        text = str(value).strip()
        kept = tuple(a for a in state.answers if a is not given)
        memo = (Answer(scene.id, "memo", text, None, ""),) if text else ()
        return state._replace(answers=(*kept, *memo))
    if scene.question is None:
        raise LearnerError(f'The scene "{scene.id}" asks no question. Take one of its choices.')
    if given is not None:
        raise LearnerError(f"Your first number counts; it was {given.value:g}. Go on with one of the choices.")
    return _answered(case, state, scene.question, _number(value, scene.question.unit))


def take_back(case: Case, state: PlayState) -> PlayState:
    """The state before the last choice, for cases that allow it (``undo: true``); answers given before it stay.

    Raises LearnerError where the case does not allow it or nothing was chosen yet.
    """
    if not case.undo:
        raise LearnerError("In this case a choice stands. Go on, and look at the other path in the debrief.")
    if not state.path:
        raise LearnerError("There is no choice to take back yet. Take one of the choices.")
    now = start_case(case)
    for _, choice_id in state.path[:-1]:
        now = choose(case, _answered_again(case, now, state), choice_id)
    return _answered_again(case, now, state)


def last_feedback(case: Case, state: PlayState) -> str:
    """The feedback on the choice taken last; empty at the start."""
    if not state.path:
        return ""
    scene_id, choice_id = state.path[-1]
    scene = case.scene(scene_id)
    taken = scene.choice(choice_id) if scene else None
    return taken.feedback if taken else ""


def is_over(case: Case, state: PlayState) -> bool:
    """True at an ending."""
    return bool(current_scene(case, state).ending)


def outcome(case: Case, state: PlayState) -> Outcome:
    """The result of a play that stands at an ending.

    Raises LearnerError where the play goes on.
    """
    scene = current_scene(case, state)
    if not scene.ending:
        raise LearnerError(f'The play is not over: scene "{scene.id}" waits for a choice.')
    range_of = best_and_worst(case)
    scores = tuple(Score(name, got, *range_of[name]) for name, got in state.scores)
    return Outcome(case.id, state.version, scene.id, scene.ending, scores, state.counters, state.path, state.objectives)


def replay_moves(case: Case, moves: Iterable[Mapping[str, Any]]) -> PlayState:
    """The state that the recorded moves of one play lead to; each holds ``scene`` and ``choice`` or ``value``.

    Bodies of the ledger's ``decision`` and ``answer`` events fit as they are, also those of a choice that was taken
    back (``taken_back``); ids that the case has renamed (``replaces:``) are followed. Raises LearnerError (UnknownId
    for an id) where a move does not fit this version.
    """
    state, renamed = start_case(case), dict(case.replaces)
    for move in moves:
        if move.get("taken_back") is True:
            state = take_back(case, state)
            continue
        if case.undo and "choice" in move and state.path and state.path[-1][0] == move["scene"] != state.scene:
            state = take_back(case, state)  # the same scene decided again
        if move["scene"] != state.scene:
            raise LearnerError(
                f'The recorded play does not fit version {case.version} of "{case.id}": it was in scene '
                f'"{move["scene"]}" where this version is in "{state.scene}". Start the case again.'
            )
        if "choice" in move:
            state = choose(case, state, _renamed(case, state, move["choice"], renamed))
        else:
            state = answer(case, state, move["value"])
    return state


def _answered_again(case: Case, now: PlayState, before: PlayState) -> PlayState:
    given = before.answer_in(now.scene)
    return now if given is None or now.answer_in(now.scene) else answer(case, now, given.value)


def _renamed(case: Case, state: PlayState, choice_id: str, renamed: Mapping[str, str]) -> str:
    here = {c.id for c in current_scene(case, state).choices}
    return choice_id if choice_id in here else renamed.get(choice_id, choice_id)


def _closed(state: PlayState, choice: Choice) -> str:
    """Why a choice is closed, or an empty text."""
    if (state.scene, choice.id) in state.path:
        return "you have taken it already"
    values = dict(state.counters)
    unmet = [c for c in choice.guard if not c.holds(values.get(c.counter, 0))]
    if is_open(choice, state.counters) or not unmet:
        return ""
    return f"it needs {unmet[0].words}, and yours is {values.get(unmet[0].counter, 0)}"


def _applied(state: PlayState, parts: Parts) -> tuple[tuple[tuple[str, int], ...], Counters, tuple[str, ...]]:
    """Scores, counters and objectives after a move; only what the case declares can change."""
    points, counts, touched = parts
    scores, counters, objectives = state.scores, state.counters, state.objectives
    if points:
        totals = dict(scores)
        for name, amount in points:
            if name in totals:
                totals[name] += amount
        scores = tuple(totals.items())
    if counts:
        values = dict(counters)
        for name, amount, sets in counts:
            if name in values:
                values[name] = amount if sets else values[name] + amount
        counters = tuple(values.items())
    for name in touched:
        if name not in objectives:
            objectives = (*objectives, name)
    return scores, counters, objectives


def _answered(case: Case, state: PlayState, question: NumberQuestion, number: float) -> PlayState:
    # A hair is added because 50.8 - 50.3 is a little more than 0.5 in binary arithmetic.
    right = abs(number - expected_value(case, question)) <= (question.tolerance or 0.0) + 1e-9
    reply = question.right if right else question.wrong
    given = Answer(state.scene, "number", number, right, reply.feedback)
    scores, counters, objectives = _applied(state, reply.parts)
    return state._replace(scores=scores, counters=counters, objectives=objectives, answers=(*state.answers, given))


def _number(value: float | str, unit: str) -> float:
    text = plain_minus(str(value)).strip().removesuffix(unit).strip()
    match = re.fullmatch(r"(-?\d+(?:\.\d+|,\d{1,2})?(?:e[+-]?\d+)?)\s*[^\d.,]{0,30}", text)
    number = float(match[1].replace(",", ".")) if match and not isinstance(value, bool) else math.nan
    if not math.isfinite(number):
        raise LearnerError(f'"{text[:40]}" is not a number. Write digits such as 50.3.')
    return number
