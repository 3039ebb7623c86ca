"""What to talk about after a play: what each decision secured or cost, what was missed, and the soundest path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cmo_pathways.cases.check_choices import effect_totals
from cmo_pathways.cases.check_words import cited_keys
from cmo_pathways.cases.computed import expected_value, how_computed
from cmo_pathways.cases.engine import (
    Outcome,
    PlayState,
    answer,
    choose,
    open_choices,
    open_question,
    outcome,
    start_case,
)
from cmo_pathways.cases.model import ENDINGS, Case, Choice, Effect, MemoQuestion, NumberQuestion, Source
from cmo_pathways.cases.walk import Move, Position, score_of, set_counters, start_position, walk


@dataclass(frozen=True, slots=True)
class DecisionReview:
    """One decision taken: gains and costs in words, its feedback, and the better sibling that was open, if any.

    ``missed`` is a sentence, empty where no open sibling scored higher; ``missed_choice`` is its id.
    """

    scene: str
    choice: str
    text: str
    secured: tuple[str, ...]
    cost: tuple[str, ...]
    feedback: str
    sources: tuple[str, ...]
    missed_choice: str
    missed: str


@dataclass(frozen=True, slots=True)
class NumberReview:
    """A computed question: what was given (None: passed over), the right value, and how it is computed."""

    scene: str
    question: str
    given: float | None
    right: float
    tolerance: float
    within: bool
    unit: str
    how: str
    feedback: str


@dataclass(frozen=True, slots=True)
class MemoReview:
    """A memo: what was written (empty: passed over), the levels to judge it by, and a model text."""

    scene: str
    question: str
    text: str
    levels: tuple[tuple[int, str], ...]
    model: str


@dataclass(frozen=True, slots=True)
class Step:
    """One decision of a path, with the words of the choice."""

    scene: str
    choice: str
    text: str


@dataclass(frozen=True, slots=True)
class Debrief:
    """All that a screen or a page shows after a play; nothing here is rendered."""

    outcome: Outcome
    ending_text: str
    decisions: tuple[DecisionReview, ...]
    numbers: tuple[NumberReview, ...]
    memos: tuple[MemoReview, ...]
    yours: tuple[Step, ...]
    soundest: tuple[Step, ...]
    soundest_outcome: Outcome
    questions: tuple[str, ...]
    objectives_missed: tuple[str, ...]
    sources: tuple[Source, ...]


def debrief(case: Case, state: PlayState, *, names: Mapping[str, str] | None = None) -> Debrief:
    """The debrief of a finished play.

    names: display names by competency or counter id; ids are shown as words where none is given.
    The soundest path ends best; among those it has the most points, then the highest counters, then the fewest
    decisions. Raises LearnerError where the play is not over.
    """
    result = outcome(case, state)
    ending = case.scene(result.ending)
    decisions = tuple(_decisions(case, state, names or {}))
    numbers = tuple(_numbers(case, state))
    memos = tuple(_memos(case, state))
    best = soundest_play(case)
    questions = (*(ending.debrief if ending else ()), *case.debrief)
    told = [*(d.feedback for d in decisions), *(n.feedback for n in numbers), *(m.model for m in memos), *questions]
    known = {s.key for s in case.sources}
    cited = {key for text in told for key in cited_keys(text, known)}
    return Debrief(
        outcome=result,
        ending_text=ending.text if ending else "",
        decisions=decisions,
        numbers=numbers,
        memos=memos,
        yours=_steps(case, state),
        soundest=_steps(case, best),
        soundest_outcome=outcome(case, best),
        questions=questions,
        objectives_missed=tuple(words for key, words in case.objectives if key not in state.objectives),
        sources=tuple(s for s in case.sources if s.key in cited),
    )


def soundest_play(case: Case) -> PlayState:
    """The finished play that the case's own weights call soundest, with its computed questions answered right."""
    best: dict[Position, tuple[tuple[int, int, int, int], Move | None]] = {}
    moved = {name for name, _ in case.counters} - set_counters(case)  # the sum of the others stands in the position
    for position, moves in walk(case).moves.items():
        scene = case.scene(position.scene)
        ways: list[tuple[tuple[int, int, int, int], Move | None]] = []
        if scene is not None and scene.ending:
            held = sum(n for name, n in position.counters if name not in moved)
            ways.append(((ENDINGS.index(scene.ending), 0, held, 0), None))
        for move in moves:
            if move.to in best:
                grade, points, counters, decisions = best[move.to][0]
                points += score_of(move.effects)
                counters += sum(e.amount for e in move.effects if e.kind == "counter" and e.name in moved)
                ways.append(((grade, points, counters, decisions - bool(move.choice)), move))
        if ways:
            best[position] = max(ways, key=lambda way: way[0])  # the first of equals: the author's order
    state, position = start_case(case), start_position(case)
    while position in best and (step := best[position][1]) is not None:
        state, position = _made(case, state, step), step.to
    return state


def _made(case: Case, state: PlayState, move: Move) -> PlayState:
    if move.choice:
        return choose(case, state, move.choice)
    question = open_question(case, state)
    if not isinstance(question, NumberQuestion):
        return state
    value = expected_value(case, question)
    return answer(case, state, value if move.right else value + 2 * (question.tolerance or 0.0) + 1)


def _steps(case: Case, state: PlayState) -> tuple[Step, ...]:
    return tuple(Step(scene, choice, _choice(case, scene, choice).text) for scene, choice in state.path)


def _choice(case: Case, scene_id: str, choice_id: str) -> Choice:
    scene = case.scene(scene_id)
    return next(c for c in (scene.choices if scene else ()) if c.id == choice_id)


def _decisions(case: Case, state: PlayState, names: Mapping[str, str]) -> Iterator[DecisionReview]:
    known = {s.key for s in case.sources}
    now = start_case(case)
    for scene_id, choice_id in state.path:
        given = state.answer_in(scene_id)
        if given is not None and open_question(case, now) is not None:
            now = answer(case, now, given.value)
        taken = _choice(case, scene_id, choice_id)
        siblings = [c for c in open_choices(case, now) if c.id != choice_id]
        missed = max(siblings, key=_worth, default=None)
        if missed is not None and score_of(missed.effects) <= score_of(taken.effects):
            missed = None
        gains, costs = _weighed(taken.effects, names)
        yield DecisionReview(
            scene_id,
            choice_id,
            taken.text,
            gains,
            costs,
            taken.feedback,
            cited_keys(taken.feedback, known),
            missed.id if missed else "",
            _missed_words(taken, missed, names) if missed else "",
        )
        now = choose(case, now, choice_id)


def _worth(choice: Choice) -> tuple[int, int]:
    return score_of(choice.effects), sum(effect_totals(choice.effects, "counter").values())


def _weighed(effects: tuple[Effect, ...], names: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    totals = {**effect_totals(effects, "competency"), **effect_totals(effects, "counter")}
    gains = tuple(_points(name, n, names) for name, n in totals.items() if n > 0)
    return gains, tuple(_points(name, n, names) for name, n in totals.items() if n < 0)


def _missed_words(taken: Choice, missed: Choice, names: Mapping[str, str]) -> str:
    turned = tuple(Effect(e.kind, e.name, -e.amount) for e in taken.effects if e.kind != "objective")
    gains, costs = _weighed((*missed.effects, *turned), names)
    price = f", at the price of {_listed(costs)}" if costs else ""
    return f'"{missed.text}" would have brought {_listed(gains)} compared with your choice{price}.'


def _points(name: str, amount: int, names: Mapping[str, str]) -> str:
    return f"{amount:+d} {names.get(name, name.replace('-', ' '))}".replace("-", "\N{MINUS SIGN}", int(amount < 0))


def _listed(words: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else "nothing more"


def _numbers(case: Case, state: PlayState) -> Iterator[NumberReview]:
    for scene_id in _visited(state):
        scene = case.scene(scene_id)
        if scene is None or not isinstance(scene.question, NumberQuestion):
            continue
        asked, given = scene.question, state.answer_in(scene_id)
        yield NumberReview(
            scene_id,
            asked.question,
            float(given.value) if given else None,
            expected_value(case, asked),
            asked.tolerance or 0.0,
            bool(given and given.right),
            asked.unit,
            how_computed(asked),
            given.feedback if given else "",
        )


def _memos(case: Case, state: PlayState) -> Iterator[MemoReview]:
    for scene_id in _visited(state):
        scene = case.scene(scene_id)
        if scene is not None and isinstance(scene.question, MemoQuestion):
            given, asked = state.answer_in(scene_id), scene.question
            yield MemoReview(scene_id, asked.question, str(given.value) if given else "", asked.levels, asked.model)


def _visited(state: PlayState) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*(scene for scene, _ in state.path), state.scene]))
