"""The learner's copy of a case: a booklet to decide in, without feedback, scores, rubrics or endings.

Each scene stands on a page of its own and says which scene comes next, so that nobody reads ahead by accident. What a
choice brought and how the play ended are in the facilitator's copy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from cmo_pathways.cases import Case, Choice, MemoQuestion, NumberQuestion, Scene
from cmo_pathways.document import Block, Bullets, Document, Facts, Heading, Lines, Paper, Prose
from cmo_pathways.reports.exhibits import exhibit
from cmo_pathways.reports.scene_numbers import Numbers, minutes_words, numbers_of
from cmo_pathways.reports.words import as_typed, listed

_PATH_ROWS = 10


def learner_handout(case: Case, *, names: Mapping[str, str], today: date, paper: Paper = "letter") -> Document:
    """The learner's copy as a document; ``names`` are the names of competencies by id.

    Raises InputError or LearnerError where a chart of the case cannot be drawn.
    """
    numbers = numbers_of(case)
    pages = (block for at, scene in enumerate(numbers.scenes, start=1) for block in _scene(case, scene, at, numbers))
    return Document(
        title=case.title,
        author="The authors of the case",
        date=today.isoformat(),
        blocks=(*_opening(case, names), *pages, *_closing(case)),
        language="en-US" if case.lang == "en" else case.lang,
        description=f"Learner's copy of the case {case.title}",
        design="handout",
        paper=paper,
        kicker="Case, learner's copy",
        headline="Fictional: people, places and numbers are invented",
        footer=f"{case.title}, learner's copy, version {case.version}",
    )


def _opening(case: Case, names: Mapping[str, str]) -> Iterator[Block]:
    asks_number = any(isinstance(scene.question, NumberQuestion) for scene in case.scenes)
    bring = ["a pen", *(["a pocket calculator"] if asks_number else [])]
    yield Facts(
        (
            ("Time", minutes_words(case)),
            ("Setting", case.sector.capitalize()),
            ("Practices", listed([names.get(id, id) for id in case.competencies])),
            ("Bring", listed(bring)),
        )
    )
    yield Heading("Where you are")
    yield Prose(case.intro)
    yield Heading("How to play on paper")
    yield Bullets(
        (
            "Begin with scene 1. Read it to its end, look at its data, and decide before you turn the page.",
            "Tick one choice, and write down in two sentences what tipped it. Then go to the scene that it names; skip "
            "the pages between. A choice holds: do not go back.",
            "Where a number or a memo is asked for, give it before you choose.",
            "A choice that depends on what happened before says so. Ask your facilitator whether it is open.",
        ),
        mark="number",
    )
    yield Lines("Notes")


def _scene(case: Case, scene: Scene, at: int, numbers: Numbers) -> Iterator[Block]:
    yield Heading(f"Scene {at}", new_page=True)
    yield Prose(scene.text)
    for name in scene.reveal:
        yield from exhibit(case, name)
    yield from _question(scene)
    if len(scene.choices) == 1:
        yield Prose(f"{_sentence(scene.choices[0].text)} *{_go(scene.choices[0], numbers)}*")
    elif scene.choices:
        yield Heading("Decide", level=2)
        yield Bullets(
            tuple(
                f"{_sentence(choice.text)}{' *May be closed: ask.*' if choice.guard else ''} *{_go(choice, numbers)}*"
                for choice in scene.choices
            ),
            mark="box",
        )
    yield Lines("What tipped it, and notes")


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!", '"')) else f"{text}."


def _go(choice: Choice, numbers: Numbers) -> str:
    return f"Go to {numbers.of(choice.to)}."


def _question(scene: Scene) -> Iterator[Block]:
    if isinstance(scene.question, NumberQuestion):
        unit = f" Answer in {as_typed(scene.question.unit)}." if scene.question.unit else ""
        yield Heading("Work out a number", level=2)
        yield Prose(f"{scene.question.question}{unit}")
        yield Lines("Your number, and how you got it", 3)
    elif isinstance(scene.question, MemoQuestion):
        yield Heading("Write", level=2)
        yield Prose(scene.question.question)
        # A page that shows data too keeps room for the choices.
        yield Lines("Your text", max(5, 9 - 3 * len(scene.reveal)))


def _closing(case: Case) -> Iterator[Block]:
    yield Heading("The end of your play", new_page=True)
    yield Prose("Write down your way through the case. Your facilitator tells you what it led to.")
    yield Lines("Scene and choice, one below the other, and what you would want to know now", _PATH_ROWS)
    if case.debrief:
        yield Heading("To talk over", level=2)
        yield Bullets(case.debrief)
    yield Lines("Notes")
