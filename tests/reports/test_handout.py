"""The printed copies of a case: the learner's gives nothing away, the facilitator's holds everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from cases.conftest import EXERCISES, read

from cmo_pathways.cases import Case, MemoQuestion, NumberQuestion, case_files
from cmo_pathways.content import content_root
from cmo_pathways.document import Bullets, Document, Entry, Figure, Heading, Lines, Prose, Table
from cmo_pathways.reports.exhibits import MOST_ROWS, exhibit
from cmo_pathways.reports.facilitator import facilitator_handout
from cmo_pathways.reports.handout import learner_handout
from cmo_pathways.reports.scene_numbers import numbers_of

FILES = case_files(content_root())
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module", params=FILES, ids=lambda file: file.parent.name)
def case(request) -> Case:
    return read(request.param)


@pytest.fixture(scope="module")
def number() -> Case:
    return read(EXERCISES / "this-months-number" / "case.md")


@pytest.fixture(scope="module")
def template() -> Case:
    return read(EXERCISES / "_template" / "case.md")


def texts(document: Document) -> str:
    """All words of the blocks, one blank between them."""
    found: list[str] = []
    for block in document.blocks:
        for name in block.__dataclass_fields__:
            value = getattr(block, name)
            if name in ("text", "title", "place", "caption", "label", "alt") and isinstance(value, str):
                found.append(value)
        if isinstance(block, Bullets):
            found += block.items
        if isinstance(block, Table):
            found += [cell for row in block.rows for cell in row]
    return " ".join(" ".join(found).replace("\\", "").split())


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_the_learners_copy_holds_every_scene_and_choice_and_no_more(case: Case):
    told = texts(learner_handout(case, names={}, today=TODAY))
    for scene in case.scenes:
        if not scene.ending:
            assert one_line(scene.text) in told
        for choice in scene.choices:
            assert one_line(choice.text) in told


def test_the_learners_copy_gives_nothing_away(case: Case):
    told = texts(learner_handout(case, names={}, today=TODAY))
    for scene in case.scenes:
        assert not scene.ending or one_line(scene.text) not in told
        assert not scene.facilitator or one_line(scene.facilitator)[:60] not in told
        for choice in scene.choices:
            assert one_line(choice.feedback)[:60] not in told
        question = scene.question
        if isinstance(question, MemoQuestion):
            assert all(one_line(level) not in told for _, level in question.levels)
            assert not question.model or one_line(question.model)[:60] not in told
        if isinstance(question, NumberQuestion):
            assert one_line(question.right.feedback)[:60] not in told
    assert not case.facilitator or one_line(case.facilitator)[:60] not in told
    assert all(one_line(objective) not in told for _, objective in case.objectives)
    assert not any(f"ending {name}" in told.lower() for name in ("strong", "mixed", "poor"))


def test_each_scene_begins_a_page_and_leaves_room_to_write(case: Case):
    document = learner_handout(case, names={}, today=TODAY)
    pages = [block for block in document.blocks if isinstance(block, Heading) and block.new_page]
    assert len(pages) == len(numbers_of(case).scenes) + 1
    assert sum(isinstance(block, Lines) and block.rows == 0 for block in document.blocks) == len(pages) + 1


def test_the_facilitators_copy_holds_feedback_scores_models_endings_and_sources(case: Case):
    document = facilitator_handout(case, names={}, today=TODAY)
    told = texts(document)
    for scene in case.scenes:
        for choice in scene.choices:
            assert one_line(choice.feedback) in told
        if scene.ending:
            assert one_line(scene.text) in told and one_line(scene.facilitator) in told
        if isinstance(scene.question, MemoQuestion):
            assert one_line(scene.question.model) in told
            assert all(one_line(level) in told for _, level in scene.question.levels)
    for source in case.sources:
        assert source.title.split(",")[0] in told
    assert one_line(case.facilitator) in told
    entries = [block for block in document.blocks if isinstance(block, Entry)]
    assert len(entries) == sum(len(scene.choices) for scene in case.scenes)


def test_the_number_and_the_way_of_this_months_number(number: Case):
    document = facilitator_handout(number, names={"data-analytics": "Data analytics"}, today=TODAY)
    told = texts(document)
    assert "50.3 % (accepted from 49.8 to 50.8)" in told
    assert "**If right (Data analytics +2):**" in told
    assert "1B, 3C, 6C, 7B, 8B, 9C, 10B, to the ending redesign" in told
    first = next(block for block in document.blocks if isinstance(block, Entry))
    assert first.place == "To scene 2; emotional intelligence −1; board trust +2; frontline candor −2"


def test_guards_are_told_to_the_facilitator_and_hidden_from_the_learner(number: Case):
    told = texts(learner_handout(number, names={}, today=TODAY))
    assert "*May be closed: ask.*" in told and "process insight" not in told
    table = next(b for b in facilitator_handout(number, names={}, today=TODAY).blocks if isinstance(b, Table))
    assert any("process insight is at least 1" in row[-1] for row in table.rows)


def test_charts_are_drawn_and_long_tables_cut_with_a_word(number: Case):
    drawn = exhibit(number, "limits-chart")
    assert isinstance(drawn[1], Figure) and drawn[1].alt
    assert exhibit(number, "nothing") == ()
    (table,) = exhibit(number, "tile")
    assert isinstance(table, Table) and len(table.rows) == 3


def test_a_long_table_shows_its_first_rows_and_says_so(template: Case):
    table = template.tables[0]
    long = replace(template, tables=(replace(table, chart=None, rows=table.rows * 4),))
    rows, note = exhibit(long, table.name)
    assert isinstance(rows, Table) and len(rows.rows) == MOST_ROWS
    assert isinstance(note, Prose) and f"first {MOST_ROWS} of {4 * len(table.rows)} rows" in note.text


def test_both_copies_number_scenes_alike(case: Case):
    headings = [
        [b.text for b in make(case, names={}, today=TODAY).blocks if isinstance(b, Heading) and b.text[:6] == "Scene "]
        for make in (learner_handout, facilitator_handout)
    ]
    assert headings[0] == [text.split(":")[0] for text in headings[1]]
    assert headings[0][0] == "Scene 1" and numbers_of(case).scenes[0].id == case.start
