"""Playing: pure steps, sentences for what cannot be done, equal results for equal plays."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cmo_pathways.cases import (
    Case,
    PlayState,
    answer,
    choose,
    is_over,
    last_feedback,
    open_choices,
    open_question,
    outcome,
    read_case,
    replay_moves,
    start_case,
    take_back,
)
from cmo_pathways.cases.model import Condition
from cmo_pathways.content import Report
from cmo_pathways.errors import LearnerError, UnknownId


def play(case: Case, *ids: str) -> PlayState:
    state = start_case(case)
    for choice in ids:
        state = choose(case, state, choice)
    return state


def load(file: Path) -> Case:
    case = read_case(file, Report(file.parent))
    assert case is not None
    return case


def test_start_has_the_counters_and_zero_scores(vacant: Case) -> None:
    state = start_case(vacant)
    assert (state.scene, dict(state.counters), state.path) == ("call", {"trust": 0, "resolve": 0}, ())
    assert dict(state.scores) == {"patient-safety": 0, "conflict-resolution-negotiation": 0}
    assert last_feedback(vacant, state) == ""


@pytest.mark.parametrize(
    ("ids", "ending", "safety", "conflict", "trust"),
    [
        (("stop", "listen"), "fair", 2, 2, 1),
        (("stop", "suspend"), "fast", 2, 1, -3),
        (("defer",), "harm", -2, 0, 0),
    ],
)
def test_known_results_of_the_sample(
    vacant: Case, ids: tuple[str, ...], ending: str, safety: int, conflict: int, trust: int
) -> None:
    result = outcome(vacant, play(vacant, *ids))
    assert result.ending == ending
    assert [(s.got, s.best, s.worst) for s in result.scores] == [(safety, 2, -2), (conflict, 2, 0)]
    assert dict(result.counters)["trust"] == trust


def test_json_of_an_outcome_is_what_the_ledger_keeps(vacant: Case) -> None:
    body = json.loads(json.dumps(outcome(vacant, play(vacant, "stop", "listen")).as_json()))
    assert body == {
        "version": "1.0.0",
        "ending": "fair",
        "scores": {
            "patient-safety": {"got": 2, "best": 2},
            "conflict-resolution-negotiation": {"got": 2, "best": 2},
        },
        "counters": {"trust": 1, "resolve": 0},
        "path": ["call/stop", "review/listen"],
    }


def test_a_step_leaves_the_state_before_it_alone(vacant: Case) -> None:
    before = start_case(vacant)
    after = choose(vacant, before, "stop")
    assert before == start_case(vacant) != after
    with pytest.raises(AttributeError):
        after.scene = "harm"  # type: ignore[misc]


def test_unknown_choice_gets_a_suggestion(vacant: Case) -> None:
    with pytest.raises(UnknownId, match='Did you mean "stop"'):
        choose(vacant, start_case(vacant), "stopp")


def test_closed_choice_says_why_in_a_sentence(changed: Callable[..., Path]) -> None:
    case = load(changed("vacant", ("trust -2; resolve +1]", "trust -2; resolve +1] when trust >= 2")))
    state = play(case, "stop")
    assert [c.id for c in open_choices(case, state)] == ["listen"]
    with pytest.raises(LearnerError) as caught:
        choose(case, state, "suspend")
    assert str(caught.value) == (
        'The choice "suspend" is closed here: it needs trust of at least 2, and yours is -1. Take another one.'
    )


@pytest.mark.parametrize(("sign", "open_at"), [(">=", {1, 2}), ("<=", {0, 1}), ("==", {1}), ("!=", {0, 2})])
def test_guard_compares_with_its_border(sign: str, open_at: set[int]) -> None:
    assert {count for count in range(3) if Condition("trust", sign, 1).holds(count)} == open_at


def test_nothing_goes_on_after_an_ending_and_no_result_before_it(vacant: Case) -> None:
    over = play(vacant, "defer")
    assert is_over(vacant, over)
    assert open_choices(vacant, over) == ()
    with pytest.raises(LearnerError, match="This play is over"):
        choose(vacant, over, "stop")
    with pytest.raises(LearnerError, match="not over"):
        outcome(vacant, start_case(vacant))


def test_last_feedback_is_that_of_the_choice(vacant: Case) -> None:
    assert last_feedback(vacant, play(vacant, "stop")) == "The patient first; the argument can wait. (s1)"


@pytest.mark.parametrize("value", [4.24, "4.24", "4,24", " 4.3 per 1,000 patient-days ", "4.14248227", 4.342])
def test_number_within_tolerance_is_right_however_it_is_typed(falls: Case, value: float | str) -> None:
    given = answer(falls, start_case(falls), value).answer_in("first-look")
    assert given is not None and given.right is True
    assert given.feedback.startswith("Mean plus")


def test_number_outside_is_wrong_and_scores_nothing(falls: Case) -> None:
    state = answer(falls, start_case(falls), 4.4)
    given = state.answer_in("first-look")
    assert given is not None and given.right is False
    assert dict(state.scores)["data-analytics"] == 0
    assert dict(answer(falls, start_case(falls), 4.2).scores)["data-analytics"] == 1


@pytest.mark.parametrize("value", ["", "about four", "nan", "inf", "1,200", "4.2.1", "1 2", True])
def test_what_is_no_number_is_refused_in_a_sentence(falls: Case, value: str) -> None:
    with pytest.raises(LearnerError, match=r"is not a number\. Write digits"):
        answer(falls, start_case(falls), value)


def test_first_number_counts(falls: Case) -> None:
    state = answer(falls, start_case(falls), 1)
    assert open_question(falls, state) is None
    with pytest.raises(LearnerError, match="Your first number counts; it was 1"):
        answer(falls, state, 4.2)


def test_question_may_be_passed_over(falls: Case) -> None:
    state = play(falls, "chart-first")
    assert (state.scene, state.answers) == ("meeting", ())


def test_memo_is_kept_and_may_be_written_again(falls: Case) -> None:
    state = answer(falls, play(falls, "chart-first"), " First. ")
    state = answer(falls, state, "Second.")
    assert [(a.scene, a.ask, a.value, a.right) for a in state.answers] == [("meeting", "memo", "Second.", None)]
    assert answer(falls, state, "  ").answers == ()
    assert answer(falls, answer(falls, state, ""), "Third.").answers[-1].value == "Third."


def test_scene_without_a_question_takes_no_answer(vacant: Case) -> None:
    with pytest.raises(LearnerError, match="asks no question"):
        answer(vacant, start_case(vacant), 3)


def test_tables_are_revealed_as_the_play_goes_on(number: Case) -> None:
    state = start_case(number)
    assert state.revealed == ("tile",)
    assert play(number, "by-nine", "by-shift").revealed == ("tile", "series", "nights")
    assert play(number, "by-nine", "limits-first", "no-signal").revealed == ("tile", "series", "phases", "limits-chart")


def test_replay_of_ledger_bodies_gives_the_same_state(falls: Case) -> None:
    state = answer(falls, start_case(falls), "4.2")
    state = choose(falls, state, "chart-first")
    state = answer(falls, state, "Inside its limits.")
    state = choose(falls, state, "limits")
    common = {"play": "p1", "version": "1.0.0"}
    moves = [
        {**common, "scene": "first-look", "ask": "number", "value": "4.2"},
        {**common, "scene": "first-look", "choice": "chart-first"},
        {**common, "scene": "meeting", "ask": "memo", "value": "Inside its limits."},
        {**common, "scene": "meeting", "choice": "limits"},
    ]
    assert replay_moves(falls, moves) == state
    assert replay_moves(falls, []) == start_case(falls)


def test_replay_follows_renamed_choices(changed: Callable[..., Path]) -> None:
    case = load(changed("vacant", ("start: call", "start: call\nreplaces: {halt: stop}")))
    assert replay_moves(case, [{"scene": "call", "choice": "halt"}]) == play(case, "stop")


def test_replay_that_does_not_fit_this_version_says_so(vacant: Case) -> None:
    with pytest.raises(LearnerError, match=r'does not fit version 1\.0\.0 of "vacant-list"'):
        replay_moves(vacant, [{"scene": "review", "choice": "listen"}])


def test_choice_stands_unless_the_case_allows_taking_back(vacant: Case, changed: Callable[..., Path]) -> None:
    with pytest.raises(LearnerError, match="a choice stands"):
        take_back(vacant, play(vacant, "stop"))
    case = load(changed("falls", ("undo: false", "undo: true ")))
    state = answer(case, start_case(case), 4.2)
    assert take_back(case, choose(case, state, "wait-a-month")) == state
    with pytest.raises(LearnerError, match="no choice to take back"):
        take_back(case, state)
    moves = [{"scene": "first-look", "choice": "wait-a-month"}, {"scene": "first-look", "choice": "chart-first"}]
    assert replay_moves(case, moves) == play(case, "chart-first")


def test_replay_follows_a_choice_that_was_taken_back(changed: Callable[..., Path]) -> None:
    case = load(changed("falls", ("undo: false", "undo: true ")))
    gone = {"scene": "first-look", "choice": "chart-first"}
    moves = [gone, {"scene": "meeting", "ask": "memo", "value": "Later."}, {**gone, "taken_back": True}]
    assert replay_moves(case, moves) == start_case(case)
    number = {"scene": "first-look", "ask": "number", "value": 4.2}
    assert replay_moves(case, [*moves, number]) == answer(case, start_case(case), 4.2)


def test_choice_in_a_loop_can_be_taken_once(changed: Callable[..., Path]) -> None:
    case = load(changed("vacant", ("-> harm [-2 patient-safety]", "-> call [-2 patient-safety]")))
    state = play(case, "defer")
    assert [c.id for c in open_choices(case, state)] == ["stop"]
    with pytest.raises(LearnerError, match="you have taken it already"):
        choose(case, state, "defer")
    assert outcome(case, play(case, "defer", "stop", "listen")).scores[0].worst == 0


def test_case_without_its_start_cannot_be_played(changed: Callable[..., Path]) -> None:
    case = load(changed("vacant", ("start: call", "start: phone")))
    with pytest.raises(LearnerError, match='its start "phone" is no scene'):
        start_case(case)
