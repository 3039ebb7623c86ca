"""The same case by function call, from the command line and on the screen: equal results, equal events."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.conftest import run_main
from widgets.page import Page

from cmo_pathways.cases import (
    Case,
    MemoQuestion,
    NumberQuestion,
    PlayState,
    answer,
    choose,
    current_scene,
    is_over,
    open_choices,
    outcome,
    start_case,
)
from cmo_pathways.catalogue import load_catalogue

Moves = list[tuple[str, str]]
CASES = ("this-months-number", "the-sepsis-alert", "measles-at-school")
MEMO = "What we know, what we do not know yet, and when you hear from us again."


def walked(case: Case, pick: int) -> tuple[PlayState, Moves]:
    """A play by function calls that answers every question it meets, and its moves."""
    state, moves = start_case(case), Moves()
    while not is_over(case, state):
        question = current_scene(case, state).question
        if isinstance(question, NumberQuestion | MemoQuestion):
            value = "1" if isinstance(question, NumberQuestion) else MEMO
            moves.append((state.scene, value))
            state = answer(case, state, value)
        ways = open_choices(case, state)
        choice = ways[pick % len(ways)].id
        moves.append(("", choice))
        state = choose(case, state, choice)
    return state, moves


def on_screen(home: Path, case: Case, moves: Moves) -> Page:
    page = Page("case-studio", home).change("read", case.id)
    for scene, value in moves:
        if not scene:
            page.change("choice", value).press("decide")
        elif value == MEMO:
            page.change("memo", value)
        else:
            page.change("number", value).press("answer")
        assert page.alarm == ""
    return page


def from_command(home: Path, file: Path, case: Case, moves: Moves) -> dict[str, object]:
    file.write_text(json.dumps({scene: value for scene, value in moves if scene}), encoding="utf-8")
    choices = ",".join(value for scene, value in moves if not scene)
    done = run_main("case", "play", case.id, "--choices", choices, "--answers", file, "--home", home, "--json")
    assert done.status == 0, done.err
    return done.json


def recorded(page: Page) -> list[tuple[str, str, object]]:
    return [(event.kind, event.subject, event.body) for event in page.events if event.kind != "place"]


@pytest.mark.parametrize("pick", [0, 2])
@pytest.mark.parametrize("id", CASES)
def test_three_doors_give_the_same_outcome_and_the_same_events(tmp_path: Path, id: str, pick: int) -> None:
    case = load_catalogue().case(id)
    state, moves = walked(case, pick)
    expected = outcome(case, state).as_json()
    answers = tmp_path / "answers.json"
    told = from_command(tmp_path / "command", answers, case, moves)
    screen = on_screen(tmp_path / "screen", case, moves)
    result = screen.state.plays[f"{id}-1"].result
    assert {key: told[key] for key in expected} == json.loads(json.dumps(expected))
    assert result is not None and (result.ending, list(result.path)) == (expected["ending"], expected["path"])
    command = Page("case-studio", tmp_path / "command")
    assert recorded(screen) == recorded(command)
    assert [kind for kind, _, _ in recorded(screen)].count("result") == 1
    assert any(kind == "answer" for kind, _, _ in recorded(screen))
