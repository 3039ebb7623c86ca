"""The learner's notebook of a session, as JSON text: prose, its cases to play, the readiness check with hidden answers.

It holds no outputs and no answers of the learner; what is played is kept in the learner's own record, as in lesson 07.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from cmo_pathways.catalogue import Catalogue
from cmo_pathways.reports.session import Run
from cmo_pathways.reports.words import listed

Cell = dict[str, object]


def learner_notebook(run: Run, catalogue: Catalogue) -> str:
    """The notebook as text: equal input gives equal text."""
    cells = [*_before(run, catalogue), *_play(run, catalogue), *_ready(run), *_room(run), *_after(run)]
    notebook = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _before(run: Run, catalogue: Catalogue) -> Iterator[Cell]:
    session = run.session
    skills = listed([catalogue.framework.competency(id).short for id in session.primary])
    yield _prose(
        "title",
        f"# {session.title}",
        f"**Session {session.number}** · {run.hours} · practices {skills}",
        f"*{session.question}*",
    )
    yield _prose("objectives", "## What you will be able to do", _list(session.objectives))
    work = [f"{part.what} *({part.minutes} minutes)*" for part in session.prework]
    yield _prose("prework", f"## Before the session: {session.prework_minutes} minutes", _list(work))


def _play(run: Run, catalogue: Catalogue) -> Iterator[Cell]:
    lead, second = catalogue.case(run.lead), catalogue.case(run.session.second)
    yield _prose(
        "cases",
        "## The cases",
        f"Run the cell below and choose **{lead.title}**; {second.title} is the second case and waits in the same "
        f"list. Plan {lead.minutes.play} minutes for the play. You can leave at any time; the play waits where you "
        "left it, on this computer only.",
    )
    yield {
        "cell_type": "code",
        "execution_count": None,
        "id": "screen",
        "metadata": {"jupyter": {"source_hidden": True}, "tags": ["screen"]},
        "outputs": [],
        "source": _lines(
            '# Press Shift+Enter once to open the cases\nfrom cmo_pathways import start\n\nstart("case-studio")'
        ),
    }


def _ready(run: Run) -> Iterator[Cell]:
    parts = ["## Readiness check", "Decide for each before you open it. In the room you do the same again in a team."]
    for number, item in enumerate(run.session.readiness, start=1):
        options = "\n".join(f"- **{chr(64 + at)}** {words}" for at, words in enumerate(item.options, start=1))
        answer = f"<details><summary>Answer {number}</summary>\n\n**{item.letter}.** {item.why}\n\n</details>"
        parts += [f"**{number}. {item.question}**", options, answer]
    yield _prose("readiness", *parts)


def _room(run: Run) -> Iterator[Cell]:
    rows = "\n".join(f"| {run.at(slot.begins)} | {slot.segment.title} | {slot.minutes} |" for slot in run.slots)
    yield _prose(
        "agenda",
        "## In the room",
        f"| From | What | Minutes |\n|---|---|---|\n{rows}",
        "Minutes and order are a proposal of the authors (*assumption*).",
    )
    yield _prose("questions-words", "## Questions to carry into the room", "Double-click a question to write below it.")
    for number, ask in enumerate(run.asks, start=1):
        yield _prose(f"question-{number}", f"**{number}. {ask.ask}**", "…")


def _after(run: Run) -> Iterator[Cell]:
    session = run.session
    yield _prose("artefact", "## What you take along", f"{session.artefact}. It is good when:", _list(session.good))
    yield _prose("memo", f"## After the session: {session.after_minutes} minutes", session.memo)
    yield _prose("action", "## One action before the next session", "What, with whom, by when:", "…")


def _prose(id: str, *parts: str) -> Cell:
    return {"cell_type": "markdown", "id": id, "metadata": {}, "source": _lines("\n\n".join(parts))}


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _list(items: tuple[str, ...] | list[str]) -> str:
    return "\n".join(f"- {item}" for item in items)
