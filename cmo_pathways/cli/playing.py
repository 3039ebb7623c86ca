"""Playing a case from the command line: rehearsed first, then recorded move by move as the screen records it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cmo_pathways.cases import (
    Case,
    Debrief,
    MemoQuestion,
    NumberQuestion,
    PlayState,
    Table,
    answer,
    choose,
    current_scene,
    debrief,
    is_over,
    last_feedback,
    open_choices,
    start_case,
)
from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.cli.group import Whole, listed, now
from cmo_pathways.cli.output import paragraph, plain, say, table
from cmo_pathways.content import Report, read_table, read_yaml
from cmo_pathways.errors import InputError, LearnerError
from cmo_pathways.journey import Journey, decide, new_play, open_journey, reply

Value = float | str
_LONG = 100
"""More rows of a table than a reader follows in a terminal."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A play that was tried without recording: the moves (a choice, or an answer to the scene's question)."""

    moves: tuple[tuple[str, Value], ...]
    over: bool
    say: str


@dataclass(frozen=True, slots=True)
class Played:
    """A finished play; ``play`` is its id in the ledger, empty where nothing was recorded."""

    case: Case
    play: str
    state: PlayState
    debrief: Debrief


def read_replies(file: Path, case: Case) -> Mapping[str, Value]:
    """Numbers and memos by scene id, from CSV (scene,value), YAML or JSON. Raises InputError with every fault."""
    report = Report(file.parent)
    asking = tuple(scene.id for scene in case.scenes if scene.question is not None)
    found: dict[str, Value] = {}
    if file.suffix.lower() == ".csv":
        for row in read_table(file, report):
            found[row.choice("scene", asking)] = row.text("value")
            row.done()
    elif (top := read_yaml(file, report)) is not None:
        for scene in top.keys():  # noqa: SIM118 - a Record is no mapping
            if scene not in asking:
                hint = f"the scenes that ask are {listed(asking, 'and')}" if asking else "no scene of this case asks"
                top.problem("E-SCENE", f'"{scene}" asks no question - {hint}', scene)
            found[scene] = top.text(scene)
    if report.errors:
        raise InputError(report.errors)
    return found


def rehearse(case: Case, choices: tuple[str, ...], replies: Mapping[str, Value]) -> Rehearsal:
    """The moves of a play, tried on the engine alone; ``say`` tells what is open where the play is not over.

    Raises UnknownId for a choice that a scene lacks, LearnerError for one that is closed or too many.
    """
    state, moves = start_case(case), list[tuple[str, Value]]()
    for id in choices:
        state = _reply(case, state, replies, moves)
        state = choose(case, state, id)
        moves.append(("choice", id))
    if is_over(case, state):
        return Rehearsal(tuple(moves), True, "")
    still = [choice.id for choice in open_choices(case, state)]
    return Rehearsal(tuple(moves), False, f'In scene "{state.scene}" these choices are open: {listed(still, "and")}.')


def perform(case: Case, rehearsal: Rehearsal, home: Path | None) -> Played:
    """Play the rehearsed moves; each is recorded in the ledger of ``home``, or none where that is None.

    Raises LearnerError, with the number of moves that were recorded, where the ledger refuses one.
    """
    if home is None:
        return _played(case, "", _in_memory(case, rehearsal))
    journey = open_journey(home, clock=now)
    play, done = new_play(journey.state(), case.id), 0
    state = start_case(case)
    try:
        for kind, value in rehearsal.moves:
            state = (
                decide(journey, case.id, play, str(value)) if kind == "choice" else reply(journey, case.id, play, value)
            )
            done += 1
    except LearnerError as error:
        raise LearnerError(f"Only {done} of {len(rehearsal.moves)} moves were recorded: {error}") from error
    return _played(case, play, state)


def play_by_hand(case: Case, home: Path | None) -> Played:
    """Ask for each answer and choice in the terminal; each is recorded as it is given."""
    import click

    journey = open_journey(home, clock=now) if home else None
    play = new_play(journey.state(), case.id) if journey else ""
    state, shown = start_case(case), set[str]()
    say("\n".join([case.title, "", paragraph(case.intro or "Fictional."), ""]))
    while not is_over(case, state):
        say("\n".join(_scene_lines(case, state, shown)))
        shown |= set(state.revealed)
        if current_scene(case, state).question is not None and state.answer_in(state.scene) is None:
            state = _ask(case, state, journey, play)
        ways = open_choices(case, state)
        say("\n".join(paragraph(way.text, mark=f"{place}. ") for place, way in enumerate(ways, 1)))
        chosen = click.prompt(f"Your choice (1 to {len(ways)})", type=Whole(1, len(ways)), err=True)
        id = ways[chosen - 1].id
        state = decide(journey, case.id, play, id) if journey else choose(case, state, id)
        say("\n" + paragraph(last_feedback(case, state), indent=2) + "\n")
    return _played(case, play, state)


def play_values(played: Played) -> dict[str, object]:
    """A finished play as the contract's JSON."""
    told = plain(played.debrief)
    assert isinstance(told, dict)
    told.pop("outcome")
    result = played.debrief.outcome
    own = {"case": played.case.id, "play": played.play or None, "grade": result.grade}
    return {**own, **result.as_json(), "debrief": told}


def play_words(played: Played) -> str:
    """A finished play for a reader: ending, scores, counters, path, and what to talk about."""
    told, result = played.debrief, played.debrief.outcome
    where = f"Recorded as {played.play}." if played.play else "Played from a file: nothing was recorded."
    names = _names()
    scores = [(names.get(s.competency, s.competency), f"{_signed(s.got)} of {s.best}") for s in result.scores]
    counters = [(name.replace("-", " "), _signed(value)) for name, value in result.counters]
    lines = [f"{played.case.title}: {result.ending} ({result.grade} ending)", "", paragraph(told.ending_text), ""]
    lines += ["Points (reached of reachable)", table(scores, indent=2), ""]
    lines += ["Counters", table(counters, indent=2), ""] if counters else []
    lines += ["Your path", *(paragraph(s.text, indent=2, mark=f"{n}. ") for n, s in enumerate(told.yours, 1)), ""]
    lines += _debrief_lines(told)
    return "\n".join([*lines, where])


def _signed(number: int) -> str:
    return str(number).replace("-", "\N{MINUS SIGN}")


def _debrief_lines(told: Debrief) -> list[str]:
    lines = ["Debrief"]
    for review in told.decisions:
        weighed = "; ".join(filter(None, (", ".join(review.secured), ", ".join(review.cost)))) or "no points"
        lines.append(paragraph(f"{review.choice} ({weighed}): {review.feedback}", indent=2, mark="- "))
        lines += [paragraph(review.missed, indent=4)] if review.missed else []
    for number in told.numbers:
        given = "not answered" if number.given is None else f"your answer {number.given:g}"
        right = f"right is {number.right:.4g} {number.unit}".rstrip()
        lines.append(paragraph(f"{number.question} {given}, {right}. {number.how}", indent=2, mark="- "))
    for memo in told.memos:
        lines.append(paragraph(f"{memo.question} A model text: {memo.model}", indent=2, mark="- "))
    if told.objectives_missed:
        lines += ["", "Not touched", *(paragraph(words, indent=2, mark="- ") for words in told.objectives_missed)]
    soundest = ", ".join(step.choice for step in told.soundest)
    lines += ["", paragraph(f"The soundest path by the weights of the case: {soundest}.")]
    lines += ["", "To think about", *(paragraph(text, indent=2, mark="- ") for text in told.questions)]
    if told.sources:
        lines += ["", "Sources", *(paragraph(f"{s.key}: {s.title}", indent=2) for s in told.sources)]
    return [*lines, ""]


def _reply(case: Case, state: PlayState, replies: Mapping[str, Value], moves: list[tuple[str, Value]]) -> PlayState:
    if state.scene in replies and not is_over(case, state) and state.answer_in(state.scene) is None:
        moves.append(("answer", replies[state.scene]))
        return answer(case, state, replies[state.scene])
    return state


def _in_memory(case: Case, rehearsal: Rehearsal) -> PlayState:
    state = start_case(case)
    for kind, value in rehearsal.moves:
        state = choose(case, state, str(value)) if kind == "choice" else answer(case, state, value)
    return state


def _played(case: Case, play: str, state: PlayState) -> Played:
    return Played(case, play, state, debrief(case, state, names=_names()))


def _names() -> Mapping[str, str]:
    return {c.id: c.short for c in load_catalogue().framework.competencies.values()}


def _scene_lines(case: Case, state: PlayState, shown: set[str]) -> list[str]:
    lines = [paragraph(current_scene(case, state).text), ""]
    for name in state.revealed:
        data = case.table(name)
        if data is not None and name not in shown:
            lines += [data.title, _numbers(data), ""]
    return lines


def _numbers(data: Table) -> str:
    """The rows of a table; of one too long to read, the numbers behind its chart where these are fewer."""
    rows, head = data.rows, data.columns
    if data.chart is not None and len(rows) > _LONG:
        from cmo_pathways.charts import case_chart

        drawn = case_chart(data)
        if drawn is not None and len(drawn.rows) < len(rows):
            rows, head = drawn.rows, drawn.columns
    return table(rows, head=head, indent=2)


def _ask(case: Case, state: PlayState, journey: Journey | None, play: str) -> PlayState:
    """Ask the scene's question until the answer can be used; an empty one passes it over."""
    import click

    asked = current_scene(case, state).question
    assert isinstance(asked, NumberQuestion | MemoQuestion)
    unit = f" [{asked.unit}]" if isinstance(asked, NumberQuestion) and asked.unit else ""
    say(paragraph(asked.question))
    while True:
        given = click.prompt(f"Your answer{unit} (Enter passes it over)", default="", show_default=False, err=True)
        if not given.strip():
            return state
        try:
            after = reply(journey, case.id, play, given) if journey else answer(case, state, given)
        except LearnerError as error:
            say(str(error))
            continue
        kept = after.answer_in(state.scene)
        say(paragraph(kept.feedback, indent=2) if kept and kept.feedback else "")
        return after
