"""The facilitator's copy of a case: the session plan, the map of decisions, and what each choice says and scores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from cmo_pathways.cases import Case, MemoQuestion, NumberQuestion, Scene, expected_value, soundest_play
from cmo_pathways.cases.computed import how_computed
from cmo_pathways.cases.model import Effect
from cmo_pathways.document import Block, Bullets, Column, Document, Entry, Facts, Heading, Note, Paper, Prose, Table
from cmo_pathways.reports.scene_numbers import Numbers, guard_words, id_words, letter, minutes_words, numbers_of
from cmo_pathways.reports.words import as_typed, listed
from cmo_pathways.scale import number_words

_CUE_WORDS = 45


def facilitator_handout(case: Case, *, names: Mapping[str, str], today: date, paper: Paper = "letter") -> Document:
    """The facilitator's copy as a document; it gives the whole case away.

    ``names`` are the short names of competencies by id. Raises InputError where a question cannot be computed.
    """
    numbers = numbers_of(case)
    numbered = enumerate(numbers.scenes, start=1)
    scenes = (block for at, scene in numbered for block in _scene(case, scene, at, numbers, names))
    return Document(
        title=case.title,
        author="The authors of the case",
        date=today.isoformat(),
        blocks=(
            *_opening(case, names),
            *_map(case, numbers),
            *scenes,
            *(block for scene in numbers.endings for block in _ending(scene)),
            *_sources(case),
        ),
        language="en-US" if case.lang == "en" else case.lang,
        description=f"Facilitator's copy of the case {case.title}",
        design="handout",
        paper=paper,
        kicker="Case, facilitator's copy",
        headline="Gives the case away: feedback, scores, answers and endings",
        footer=f"{case.title}, facilitator's copy, version {case.version}",
    )


def _opening(case: Case, names: Mapping[str, str]) -> Iterator[Block]:
    rows = [
        ("Time", minutes_words(case)),
        ("Setting", f"{case.sector.capitalize()}; difficulty {case.difficulty} of 5 (judged by the authors)"),
        ("Scores", listed([names.get(id, id) for id in case.competencies])),
    ]
    if case.counters:
        rows.append(("Counters", listed([f"{id_words(name)} from {start}" for name, start in case.counters])))
    weights = dict(case.weights)
    if weights:
        rows.append(("Points", f"set by {weights['set_by']}; agreement: {weights['agreement']}"))
    yield Facts(tuple(rows))
    yield Heading("The session")
    yield Prose(case.facilitator)
    yield Heading("What a learner should take along")
    yield Bullets(tuple(as_typed(words) for _, words in case.objectives))
    yield Heading("To read aloud before the play")
    yield Prose(case.intro)
    if case.debrief:
        yield Heading("To talk over after every play")
        yield Bullets(case.debrief)


def _map(case: Case, numbers: Numbers) -> Iterator[Block]:
    guarded = any(choice.guard for scene in case.scenes for choice in scene.choices)
    counters = " Keep the counters on the board as decisions fall: they open and close choices." if guarded else ""
    yield Heading("Map of the decisions")
    yield Prose(f"Scenes have the numbers of the learner's copy.{counters}")
    rows = []
    for at, scene in enumerate(numbers.scenes, start=1):
        for n, choice in enumerate(scene.choices):
            where = f"{at} {id_words(scene.id)}" if n == 0 else ""
            rows.append((where, letter(n), choice.text, _to(choice.to, numbers), guard_words(choice)))
    columns = (Column("Scene"), Column(""), Column("Choice"), Column("Leads to"), Column("Open when"))
    yield Table(columns, tuple(rows))
    yield Prose(f"**The soundest way by the points of the case:** {_soundest(case, numbers)}.")


def _soundest(case: Case, numbers: Numbers) -> str:
    play = soundest_play(case)
    order = {scene.id: at for at, scene in enumerate(numbers.scenes, start=1)}
    steps = []
    for scene_id, choice_id in play.path:
        scene = case.scene(scene_id)
        ids = [choice.id for choice in scene.choices] if scene else []
        steps.append(f"{order[scene_id]}{letter(ids.index(choice_id))}")
    return as_typed(f"{', '.join(steps)}, to the ending {id_words(play.scene)}")


def _to(scene_id: str, numbers: Numbers) -> str:
    return f"ending {id_words(scene_id)}" if numbers.of(scene_id) == "the last page" else numbers.of(scene_id)


def _scene(case: Case, scene: Scene, at: int, numbers: Numbers, names: Mapping[str, str]) -> Iterator[Block]:
    yield Heading(f"Scene {at}: {id_words(scene.id)}")
    yield Prose(_cue(scene.text))
    shown = [table.title for name in scene.reveal if (table := case.table(name)) is not None]
    if shown:
        yield Prose(f"*Shown: {as_typed('; '.join(shown))}.*")
    yield from _question(case, scene, names)
    for n, choice in enumerate(scene.choices):
        facts = [f"To {_to(choice.to, numbers)}", *_effects(choice.effects, names)]
        if choice.guard:
            facts.append(f"open when {guard_words(choice)}")
        yield Entry(f"{letter(n)}. {choice.text}", place="; ".join(facts), text=choice.feedback)


def _question(case: Case, scene: Scene, names: Mapping[str, str]) -> Iterator[Block]:
    question = scene.question
    if isinstance(question, NumberQuestion):
        yield from _number(case, question, names)
    elif isinstance(question, MemoQuestion):
        yield Heading(f"Memo: {question.question}", level=2)
        levels = tuple((str(n), words) for n, words in question.levels)
        yield Table((Column("Level", number=True), Column("What the text does")), levels)
        if question.model:
            yield Note("information", "One text that would do", question.model)


def _number(case: Case, question: NumberQuestion, names: Mapping[str, str]) -> Iterator[Block]:
    right, near = expected_value(case, question), question.tolerance or 0.0
    places = _places(near)
    unit = f" {question.unit}" if question.unit else ""
    low, high = (number_words(round(value, places)) for value in (right - near, right + near))
    yield Heading(f"Number: {question.question}", level=2)
    points = "; ".join(_effects(question.right.effects, names))
    lost = "; ".join(_effects(question.wrong.effects, names))
    yield Note(
        "information",
        f"{number_words(round(right, places))}{unit} (accepted from {low} to {high})",
        "\n\n".join(
            part
            for part in (
                f"How: {as_typed(how_computed(question))}.",
                f"**If right{f' ({points})' if points else ''}:** {question.right.feedback}",
                f"**If wrong{f' ({lost})' if lost else ''}:** {question.wrong.feedback}",
            )
            if part
        ),
    )


def _places(tolerance: float) -> int:
    """Decimals of an answer: as many as its tolerance."""
    return next((n for n in range(5) if tolerance >= 10.0**-n), 5)


def _effects(effects: Sequence[Effect], names: Mapping[str, str]) -> list[str]:
    told = []
    for effect in effects:
        if effect.kind == "objective":
            told.append(f"objective {id_words(effect.name)}")
        else:
            name = names.get(effect.name, id_words(effect.name))
            told.append(f"{name} = {effect.amount}" if effect.sets else f"{name} {_signed(effect.amount)}")
    return told


def _signed(amount: int) -> str:
    return f"+{amount}" if amount >= 0 else f"\N{MINUS SIGN}{-amount}"


def _cue(text: str) -> str:
    """The beginning of a scene: enough to know where one is."""
    first = text.split("\n\n", 1)[0]
    words = first.split()
    return first if len(words) <= _CUE_WORDS and first == text else " ".join(words[:_CUE_WORDS]) + " …"


def _ending(scene: Scene) -> Iterator[Block]:
    yield Heading(f"Ending: {id_words(scene.id)} ({scene.ending})")
    yield Prose(scene.text)
    if scene.debrief:
        yield Heading("Ask", level=2)
        yield Bullets(scene.debrief)
    if scene.facilitator:
        yield Heading("For you", level=2)
        yield Prose(scene.facilitator)


def _sources(case: Case) -> Iterator[Block]:
    if not case.sources:
        return
    yield Heading("Sources")
    told = []
    for source in case.sources:
        title = as_typed(source.title)
        words = f"[{title}]({source.url})" if source.url.startswith(("https://", "http://")) else title
        year = f", {source.year}" if source.year else ""
        told.append(f"**{as_typed(source.key)}** {words}{year}; checked {as_typed(source.checked)}")
    yield Bullets(tuple(told))
