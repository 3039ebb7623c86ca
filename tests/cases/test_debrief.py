"""The debrief of a play as a value; one whole debrief compared as text.

After an intended change: ``REFRESH_GOLDEN=1 python -m pytest tests/cases/test_debrief.py``, then read the difference.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from cmo_pathways.cases import (
    Case,
    answer,
    choose,
    debrief,
    open_choices,
    open_question,
    outcome,
    read_case,
    soundest_play,
    start_case,
)
from cmo_pathways.cases.model import ENDINGS
from cmo_pathways.content import Report
from cmo_pathways.errors import LearnerError

GOLDEN = Path(__file__).parent / "golden" / "debrief-this-months-number.json"
DETOUR = ("name-owner", "take-back", "pull-charts", "send-causes", "all-months", "stock-now", "after-board", "plain")


def detour(case: Case):  # type: ignore[no-untyped-def]
    state = start_case(case)
    for choice in (*DETOUR, "ninety-days"):
        if state.scene == "limits":
            state = answer(case, state, "41.8 %")
        if state.scene == "memo":
            state = answer(case, state, "October is chance. We will look at the pharmacy.")
        state = choose(case, state, choice)
    return state


def test_golden_debrief(number: Case) -> None:
    text = json.dumps(asdict(debrief(number, detour(number))), indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("REFRESH_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_each_decision_says_what_it_secured_and_cost(vacant: Case) -> None:
    state = choose(vacant, choose(vacant, start_case(vacant), "stop"), "suspend")
    first, second = debrief(vacant, state, names={"patient-safety": "Patient Safety Principles"}).decisions
    assert (first.secured, first.cost) == (("+2 Patient Safety Principles",), ("−1 trust",))
    assert (first.missed, first.sources) == ("", ("s1",))
    assert second.missed_choice == "listen"
    assert second.missed == (
        '"Hear both sides today, then follow section 7" would have brought +1 conflict resolution negotiation and '
        "+4 trust compared with your choice, at the price of −1 resolve."
    )


def test_closed_choice_is_not_held_against_the_learner(number: Case) -> None:
    state = start_case(number)
    for choice in ("teach-now", "pull-charts", "send-causes", "no-signal", "after-board", "plain", "close-item"):
        state = choose(number, state, choice)
    board = debrief(number, state).decisions[-1]
    assert {c.id for c in open_choices(number, _before_last(number, state))} == {"close-item", "corrective-plan"}
    assert board.missed == ""


def test_wrong_number_is_reviewed_with_the_right_value_and_how(number: Case) -> None:
    (review,) = debrief(number, detour(number)).numbers
    assert (review.given, review.within, review.unit) == (41.8, False, "%")
    assert review.right == pytest.approx(50.2754, abs=5e-5)
    assert review.how == "mean of the phase minus 3/1.128 (2.66) times its average moving range"
    assert "50.3 %" in review.feedback


def test_question_passed_over_is_still_reviewed(number: Case) -> None:
    state = start_case(number)
    for choice in ("by-nine", "limits-first", "no-signal", "call-tonight", "plain", "close-item"):
        state = choose(number, state, choice)
    value = debrief(number, state)
    assert (value.numbers[0].given, value.numbers[0].within) == (None, False)
    assert (value.memos[0].text, len(value.memos[0].levels)) == ("", 4)


def test_soundest_path_ends_best_and_answers_right(number: Case) -> None:
    best = soundest_play(number)
    assert outcome(number, best).grade == ENDINGS[-1]
    assert [a.right for a in best.answers] == [True]
    value = debrief(number, detour(number))
    assert [s.choice for s in value.soundest] == [c for _, c in best.path]
    assert [s.choice for s in value.yours][-1] == "ninety-days"


def test_a_better_ending_comes_before_more_points(changed: Callable[..., Path]) -> None:
    file = changed("vacant", ("-> harm [-2 patient-safety]", "-> harm [+9 patient-safety]"))
    case = read_case(file, Report(file.parent))
    assert case is not None
    assert soundest_play(case).scene == "fair"


def test_debrief_lists_the_endings_questions_then_those_of_every_play(number: Case) -> None:
    ending = number.scene("half-way")
    assert ending is not None
    assert debrief(number, detour(number)).questions == (*ending.debrief, *number.debrief)


def test_only_cited_sources_are_listed(vacant: Case) -> None:
    assert debrief(vacant, choose(vacant, start_case(vacant), "defer")).sources == ()
    state = choose(vacant, choose(vacant, start_case(vacant), "stop"), "listen")
    assert [s.key for s in debrief(vacant, state).sources] == ["s1"]


def test_no_debrief_before_the_end(vacant: Case) -> None:
    with pytest.raises(LearnerError, match="not over"):
        debrief(vacant, start_case(vacant))


def _before_last(case: Case, state):  # type: ignore[no-untyped-def]
    now = start_case(case)
    for _, choice in state.path[:-1]:
        now = choose(case, now, choice)
    assert open_question(case, now) is None
    return now
