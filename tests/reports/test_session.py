"""The printed kit of a session: what the learner may see, what the facilitator needs, and the notebook."""

from __future__ import annotations

import json
from datetime import date

import nbformat
import pytest

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.document import Bullets, Document, Heading, Table, to_values
from cmo_pathways.errors import LearnerError, UnknownId
from cmo_pathways.reports.session import Run, facilitator_script, learner_sheet
from cmo_pathways.reports.session_notebook import learner_notebook
from cmo_pathways.sessions import load_sessions

SESSIONS = load_sessions()
CATALOGUE = load_catalogue()
TODAY = date(2026, 11, 22)
MONEY = SESSIONS["session-05-money-and-value"]


def words(document: Document) -> str:
    return json.dumps(to_values(document), ensure_ascii=False)


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


@pytest.mark.parametrize("id", SESSIONS)
def test_the_learners_sheet_holds_no_answer_cue_or_trap(id: str) -> None:
    session = SESSIONS[id]
    text = words(learner_sheet(Run(session), CATALOGUE, today=TODAY))
    kept_apart = [item.why for item in session.readiness] + [ask.listen for ask in session.asks]
    kept_apart += [cue for segment in session.agenda for cue in segment.cues] + [trap.do for trap in session.traps]
    assert len(kept_apart) > 30
    assert [told for told in kept_apart if json.dumps(told, ensure_ascii=False)[1:-1] in text] == []
    assert all(json.dumps(ask.ask, ensure_ascii=False)[1:-1] in text for ask in session.asks)


@pytest.mark.parametrize("id", SESSIONS)
@pytest.mark.parametrize("form", ["long", "short"])
def test_the_script_gives_every_part_its_hour_and_its_cues(id: str, form: str) -> None:
    run = Run(SESSIONS[id], "short" if form == "short" else "long", "13:00")
    document = facilitator_script(run, CATALOGUE, today=TODAY)
    for slot in run.slots:
        assert f"{run.between(slot)}: {slot.segment.title}" in headings(document)
        assert Bullets(slot.segment.cues) in document.blocks
    assert headings(document).count("Traps") == 1


def test_the_hours_follow_the_start() -> None:
    run = Run(MONEY, "short", "13:00")
    assert run.hours == "13:00 to 14:30 (90 minutes)"
    assert [run.between(slot) for slot in run.slots][:3] == ["13:00 to 13:05", "13:05 to 13:15", "13:15 to 13:20"]


def test_a_sector_changes_the_case_and_the_questions_and_says_so() -> None:
    payer = facilitator_script(Run(MONEY, sector="payer"), CATALOGUE, today=TODAY)
    text = words(payer)
    assert "Payer: another lead case" in text
    assert all(ask.ask in text for ask in MONEY.sectors["payer"].asks)
    assert not any(ask.ask in text for ask in MONEY.asks)
    assert "another lead case" not in words(facilitator_script(Run(MONEY), CATALOGUE, today=TODAY))


def test_the_right_answer_stands_in_the_script_with_its_letter() -> None:
    item = MONEY.readiness[0]
    assert (item.letter, item.options[item.right - 1]) == ("C", "About 142")
    assert "**C. About 142.**" in words(facilitator_script(Run(MONEY), CATALOGUE, today=TODAY))


def test_minutes_are_marked_as_an_assumption_on_both_copies() -> None:
    assert "(assumption)" in words(learner_sheet(Run(MONEY), CATALOGUE, today=TODAY))
    assert "(assumption)" in words(facilitator_script(Run(MONEY), CATALOGUE, today=TODAY))


def test_the_hands_are_left_blank_to_write_on() -> None:
    tables = [b for b in facilitator_script(Run(MONEY), CATALOGUE, today=TODAY).blocks if isinstance(b, Table)]
    poll = next(table for table in tables if table.columns[0].name == "Option")
    assert [row[1] for row in poll.rows] == [""] * len(MONEY.poll.options)


@pytest.mark.parametrize("wrong", [{"sector": "space"}, {"starts": "noon"}])
def test_a_sector_or_start_that_is_none_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises((UnknownId, LearnerError)):
        Run(MONEY, **wrong)


@pytest.mark.parametrize("id", SESSIONS)
def test_the_notebook_is_valid_empty_of_outputs_and_hides_its_code(id: str) -> None:
    text = learner_notebook(Run(SESSIONS[id]), CATALOGUE)
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len(code) == 1
    assert code[0].outputs == [] and code[0].execution_count is None
    assert code[0].metadata.jupyter.source_hidden is True
    assert code[0].source.startswith("# Press Shift+Enter once") and code[0].source.endswith('start("case-studio")')
    assert text.count("<details>") == len(SESSIONS[id].readiness)
    assert CATALOGUE.case(SESSIONS[id].lead).title in text


def test_equal_input_gives_an_equal_notebook() -> None:
    assert learner_notebook(Run(MONEY), CATALOGUE) == learner_notebook(Run(MONEY), CATALOGUE)
