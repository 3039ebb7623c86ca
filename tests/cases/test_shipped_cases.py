"""Every shipped case, whatever its story: sound, playable to each ending, its data made again from its seed."""

from __future__ import annotations

import random
import re
import runpy
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_pathways.cases import (
    Case,
    MemoQuestion,
    NumberQuestion,
    PlayState,
    answer,
    case_files,
    check_case_file,
    choose,
    current_scene,
    expected_value,
    is_over,
    open_choices,
    open_question,
    outcome,
    read_case,
    start_case,
)
from cmo_pathways.cases.walk import best_and_worst, is_ending, walk
from cmo_pathways.content import Report, content_root

ROOT = content_root()
FILES = {file.parent.name: file for file in case_files(ROOT)}
SKILLS = {f.stem for f in (ROOT / "data" / "framework" / "competencies").glob("*.yaml")}
TODAY = date(2026, 11, 22)

every_case = pytest.mark.parametrize("slug", FILES)


@cache
def case_of(slug: str) -> Case:
    case = read_case(FILES[slug], Report(FILES[slug].parent))
    assert case is not None
    return case


def test_there_are_cases_and_a_skill_map_to_compare_with() -> None:
    assert FILES
    assert len(SKILLS) == 20


@every_case
def test_nothing_is_found_in_it(slug: str) -> None:
    found = check_case_file(FILES[slug], competencies=SKILLS, today=TODAY)
    assert not found, "\n".join(map(str, found))


@every_case
def test_its_id_is_the_name_of_its_folder(slug: str) -> None:
    assert case_of(slug).id == slug


@every_case
def test_each_ending_is_reached_and_endings_differ_in_grade(slug: str) -> None:
    case = case_of(slug)
    reached = {position.scene for position in walk(case).moves}
    assert {scene.id for scene in case.endings} <= reached
    assert len({scene.ending for scene in case.endings}) >= 2


@every_case
def test_no_reachable_position_is_a_dead_end(slug: str) -> None:
    case, walked = case_of(slug), walk(case_of(slug))
    assert walked.complete
    ends: set[object] = set()
    for position, moves in walked.moves.items():  # a position stands after all that it leads to
        if is_ending(case.scene(position.scene)) or any(move.to in ends for move in moves):
            ends.add(position)
    stuck = [position for position in walked.moves if position not in ends]
    assert not stuck, stuck[:3]


@every_case
def test_each_choice_is_taken_on_some_path(slug: str) -> None:
    case = case_of(slug)
    taken = {(position.scene, move.choice) for position, moves in walk(case).moves.items() for move in moves}
    written = {(scene.id, choice.id) for scene in case.scenes for choice in scene.choices}
    assert written
    assert not written - taken


@every_case
def test_it_decides_more_than_once_with_ways_to_differ(slug: str) -> None:
    decisions = [scene for scene in case_of(slug).scenes if len(scene.choices) > 1]
    assert len(decisions) >= 3
    assert all(len(scene.choices) <= 5 for scene in decisions)


@every_case
def test_it_asks_for_two_memos_with_a_model_and_a_number_where_it_has_data(slug: str) -> None:
    case = case_of(slug)
    memos = [scene.question for scene in case.scenes if isinstance(scene.question, MemoQuestion)]
    assert len(memos) >= 2
    assert all(memo.model and len(memo.levels) >= 3 for memo in memos)
    assert not case.tables or any(isinstance(scene.question, NumberQuestion) for scene in case.scenes)


@every_case
def test_the_right_number_is_not_met_by_guessing(slug: str) -> None:
    case = case_of(slug)
    for scene in case.scenes:
        if isinstance(scene.question, NumberQuestion):
            right, tolerance = expected_value(case, scene.question), scene.question.tolerance
            assert tolerance is not None
            for wrong in (0.0, right / 2, right * 2, -right, right * 100, right / 100):
                assert abs(wrong - right) > tolerance, (scene.id, right, tolerance, wrong)


@every_case
def test_each_table_is_shown_or_asked_about(slug: str) -> None:
    case = case_of(slug)
    used = {name for scene in case.scenes for name in scene.reveal}
    used |= {scene.question.table for scene in case.scenes if isinstance(scene.question, NumberQuestion)}
    assert {table.name for table in case.tables} == used


@every_case
def test_a_question_is_asked_about_a_table_that_was_shown(slug: str) -> None:
    case = case_of(slug)
    for scene in case.scenes:
        if isinstance(scene.question, NumberQuestion):
            table = case.table(scene.question.table)
            assert table is not None
            shown = {t.file for t in case.tables if any(t.name in other.reveal for other in case.scenes)}
            assert table.file in shown, scene.id


@every_case
def test_the_same_seed_makes_the_same_data_and_another_seed_other_data(slug: str) -> None:
    case, folder = case_of(slug), FILES[slug].parent
    assert {file.name for file in folder.glob("*.csv")} == {table.file for table in case.tables}
    for generator in {table.generator for table in case.tables}:
        made = runpy.run_path(str(folder / generator))
        tables = [table for table in case.tables if table.generator == generator]
        assert {table.seed for table in tables} == {made["SEED"]}
        files = made["build"]()
        assert {table.file for table in tables} <= set(files)
        for name, text in files.items():
            assert text == (folder / name).read_text(encoding="utf-8"), name
        assert any(made["build"](made["SEED"] + more) != files for more in (1, 2))


@every_case
@settings(max_examples=12)
@given(seed=st.integers(0, 2**32))
def test_random_plays_end_and_stay_between_worst_and_best(slug: str, seed: int) -> None:
    case, dice = case_of(slug), random.Random(seed)
    state = played_at_random(case, dice)
    result = outcome(case, state)
    assert result.grade in ("strong", "mixed", "poor")
    for score in result.scores:
        assert score.worst <= score.got <= score.best, score
    assert [(s.best, s.worst) for s in result.scores] == [best_and_worst(case)[s.competency] for s in result.scores]


@every_case
def test_nobody_real_is_named_by_a_web_address_outside_its_sources(slug: str) -> None:
    body = FILES[slug].read_text(encoding="utf-8").split("\n---\n", 1)[1]
    assert not re.search(r"https?://|www\.", body)


def played_at_random(case: Case, dice: random.Random) -> PlayState:
    """A whole play; numbers are right, wrong or passed over, memos written or not."""
    state = start_case(case)
    for _ in range(1000):
        if is_over(case, state):
            return state
        question = open_question(case, state)
        if isinstance(question, NumberQuestion) and dice.random() < 0.7:
            right = expected_value(case, question)
            state = answer(case, state, right + dice.choice((0.0, 2 * (question.tolerance or 0.0) + 1)))
        elif isinstance(question, MemoQuestion) and dice.random() < 0.5:
            state = answer(case, state, "A sentence.")
        state = choose(case, state, dice.choice(open_choices(case, state)).id)
    raise AssertionError(f"{case.id} does not end: it stands at {current_scene(case, state).id}")


def test_two_cases_never_share_their_name_or_title() -> None:
    cases = [case_of(slug) for slug in FILES]
    assert len({case.title for case in cases}) == len(cases)
    assert all(Path(case.file).name == "case.md" for case in cases)
