"""A saved play after an edit of its case: what still fits is kept, and one sentence tells which decision changed."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cmo_pathways.cases import (
    Case,
    answer,
    choose,
    is_over,
    open_choices,
    read_case,
    replay_moves,
    resume_play,
    start_case,
    take_back,
)
from cmo_pathways.content import Report

STOP = {"scene": "call", "choice": "stop"}
LISTEN = {"scene": "review", "choice": "listen"}
SUSPEND = {"scene": "review", "choice": "suspend"}
INSERTED = (
    ("-> review [+2 patient-safety", "-> pause [+2 patient-safety"),
    (
        "## review\n",
        "## pause\nA minute.\n- {go} Go on -> review [trust +1]\n  > So.\n- {sit} Sit -> review\n  > So.\n## review\n",
    ),
)
REMOVED = (
    "- {suspend} Suspend privileges on the spot -> fast [+1 conflict-resolution-negotiation; trust -2; resolve +1]\n"
    "  > Justified only where a patient is in danger now; that danger ended at 07:25. (s1)\n",
    "- {warn} Write a warning -> fast [+1 conflict-resolution-negotiation; resolve +1]\n  > So.\n",
)

Edited = Callable[..., Case]


@pytest.fixture
def edited(changed: Callable[..., Path]) -> Edited:
    """The sample case (or the falls) with some words replaced, read."""

    def make(*swaps: tuple[str, str], base: str = "vacant") -> Case:
        file = changed(base, *swaps)
        case = read_case(file, Report(file.parent))
        assert case is not None
        return case

    return make


def test_the_same_case_gives_the_same_play_without_a_note(vacant: Case) -> None:
    assert resume_play(vacant, [STOP, LISTEN]) == (replay_moves(vacant, [STOP, LISTEN]), ())
    assert resume_play(vacant, []) == (start_case(vacant), ())


def test_other_words_change_nothing(edited: Edited) -> None:
    case = edited(
        ("Stop the list and complete the count yourself", "Stop, and count"), ("It is 07:10.", "It is early.")
    )
    state, notes = resume_play(case, [STOP])
    assert (state.scene, state.path, notes) == ("review", (("call", "stop"),), ())


def test_a_renamed_choice_is_followed(edited: Edited) -> None:
    case = edited(("- {stop}", "- {halt}"), ("start: call", "start: call\nreplaces: {stop: halt}"))
    state, notes = resume_play(case, [STOP, LISTEN])
    assert (state.scene, state.path, notes) == ("fair", (("call", "halt"), ("review", "listen")), ())


def test_a_removed_choice_is_named_and_what_came_before_is_kept(edited: Edited) -> None:
    state, notes = resume_play(edited(REMOVED), [STOP, SUSPEND])
    assert (state.scene, state.path) == ("review", (("call", "stop"),))
    assert notes == (
        'This case was revised after you played it: in "review" your decision "suspend" is no longer among the '
        "choices, so please decide there again; what still fits is kept.",
    )


def test_deciding_again_settles_a_removed_choice(edited: Edited) -> None:
    state, notes = resume_play(edited(REMOVED), [STOP, SUSPEND, {"scene": "review", "choice": "warn"}])
    assert (state.scene, notes) == ("fast", ())


def test_a_choice_that_a_new_guard_closes_is_named(edited: Edited) -> None:
    case = edited(("trust -2; resolve +1]", "trust -2; resolve +1] when trust >= 3"))
    state, (note,) = resume_play(case, [STOP, SUSPEND])
    assert state.scene == "review"
    assert 'your decision "suspend" can no longer be taken there' in note


def test_an_inserted_scene_waits_for_a_decision_and_later_ones_count_again(edited: Edited) -> None:
    case = edited(*INSERTED)
    state, notes = resume_play(case, [STOP, LISTEN])
    assert (state.scene, state.path) == ("pause", (("call", "stop"),))
    assert notes == (
        'This case was revised after you played it: "pause" now lies on your path, so please decide there; '
        "your later decisions count again where they still fit.",
    )
    state, notes = resume_play(case, [STOP, LISTEN, {"scene": "pause", "choice": "go"}])
    assert (state.scene, [choice for _, choice in state.path], notes) == ("fair", ["stop", "go", "listen"], ())


def test_a_choice_that_leads_elsewhere_now_leads_there(edited: Edited) -> None:
    case = edited(("-> review [+2 patient-safety", "-> harm [+2 patient-safety"))
    state, notes = resume_play(case, [STOP, LISTEN])
    assert (state.scene, notes) == ("harm", ())


def test_decisions_that_were_overtaken_are_not_told_again(edited: Edited) -> None:
    case = edited(("-> harm [-2 patient-safety]", "-> review [-2 patient-safety]"), ("- {stop}", "- {halt}"))
    moves = [STOP, LISTEN, {"scene": "call", "choice": "defer"}]
    assert resume_play(case, moves)[0].path == (("call", "defer"), ("review", "listen"))
    case = edited(
        ("-> harm [-2 patient-safety]", "-> pause [-2 patient-safety]"), ("- {stop}", "- {halt}"), INSERTED[1]
    )
    state, notes = resume_play(case, moves)
    assert (state.scene, notes) == ("pause", ())


def test_answers_stay_with_their_scene_and_fall_with_their_question(edited: Edited) -> None:
    moves: list[dict[str, Any]] = [
        {"scene": "first-look", "ask": "number", "value": 4.2},
        {"scene": "first-look", "choice": "chart-first"},
        {"scene": "meeting", "ask": "memo", "value": "Inside its limits."},
        {"scene": "meeting", "choice": "limits"},
    ]
    gone = ("- {limits} Show the limits", "- {bounds} Show the limits")
    state, notes = resume_play(edited(gone, base="falls"), moves)
    assert [(a.scene, a.value) for a in state.answers] == [("first-look", 4.2), ("meeting", "Inside its limits.")]
    assert state.scene == "meeting" and len(notes) == 1
    state, notes = resume_play(edited(gone, ("ask: memo", "ask: number"), base="falls"), moves)
    assert [a.scene for a in state.answers] == ["first-look"]


def test_what_was_taken_back_stays_taken_back(edited: Edited) -> None:
    undo = ("undo: false", "undo: true ")
    moves: list[dict[str, Any]] = [
        {"scene": "first-look", "choice": "report-now"},
        {"scene": "meeting", "choice": "limits"},
        {"scene": "meeting", "choice": "limits", "taken_back": True},
        {"scene": "meeting", "choice": "explain"},
    ]
    case = edited(undo, ("- {explain} List", "- {list} List"), base="falls")
    state, (note,) = resume_play(case, moves)
    assert (state.scene, state.path) == ("meeting", (("first-look", "report-now"),))
    assert 'your decision "explain"' in note


@pytest.mark.parametrize("seed", range(40))
def test_without_an_edit_lenient_and_strict_agree_on_random_plays(number: Case, seed: int) -> None:
    from cmo_pathways.cases.resume import _refitted, _standing

    dice, state, moves = random.Random(seed), start_case(number), list[dict[str, Any]]()
    while not is_over(number, state) and dice.random() < 0.95:
        if state.scene == "limits":
            moves.append({"scene": "limits", "ask": "number", "value": 50.3})
            state = answer(number, state, 50.3)
        choice = dice.choice(open_choices(number, state)).id
        moves.append({"scene": state.scene, "choice": choice})
        state = choose(number, state, choice)
    assert _refitted(number, _standing(number, tuple(moves))) == (state, ())


def test_taking_back_and_resuming_agree(edited: Edited) -> None:
    case = edited(("undo: false", "undo: true "), base="falls")
    state = choose(case, start_case(case), "report-now")
    moves = [
        {"scene": "first-look", "choice": "report-now"},
        {"scene": "first-look", "choice": "report-now", "taken_back": True},
    ]
    assert resume_play(case, moves) == (take_back(case, state), ())
