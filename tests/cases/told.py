"""What the tests of single cases share: the words, the tables and the plays of a shipped case."""

from __future__ import annotations

import csv
import runpy
from collections.abc import Mapping

from cmo_pathways.cases import Case, NumberQuestion, Outcome, answer, choose, outcome, read_case, start_case
from cmo_pathways.content import Report, content_root

EXERCISES = content_root() / "exercises"


def shipped(slug: str) -> Case:
    """The shipped case of this id, read without a problem."""
    file = EXERCISES / slug / "case.md"
    report = Report(file.parent)
    case = read_case(file, report)
    assert not report.problems
    assert case is not None
    return case


def rows(slug: str, file: str) -> list[dict[str, str]]:
    """The rows of a table that lies beside a case."""
    with (EXERCISES / slug / file).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def prose(case: Case) -> str:
    """All words that a learner or facilitator reads, on one line."""
    texts = [case.intro, case.facilitator, *case.debrief]
    for scene in case.scenes:
        texts += [scene.text, scene.facilitator, *scene.debrief]
        texts += [words for c in scene.choices for words in (c.text, c.feedback)]
        if isinstance(scene.question, NumberQuestion):
            texts += [scene.question.question, scene.question.right.feedback, scene.question.wrong.feedback]
        elif scene.question:
            texts += [scene.question.question, scene.question.model, *(words for _, words in scene.question.levels)]
    return " ".join(" ".join(texts).split())


def played(case: Case, choices: str, numbers: Mapping[str, float] | None = None) -> Outcome:
    """What a play comes to: its choices in one line, and the number given in a scene (none: passed over)."""
    state = start_case(case)
    for choice in choices.split():
        if state.scene in (numbers or {}):
            state = answer(case, state, (numbers or {})[state.scene])
        state = choose(case, state, choice)
    return outcome(case, state)


def same_bytes(slug: str) -> bool:
    """Whether the case's generator makes exactly the tables that lie beside it, and others from another seed."""
    script = runpy.run_path(str(EXERCISES / slug / "make_data.py"))
    made = script["build"]()
    on_disk = {file.name: file.read_text(encoding="utf-8") for file in (EXERCISES / slug).glob("*.csv")}
    return bool(made == on_disk and script["build"](script["SEED"] + 1) != made)
