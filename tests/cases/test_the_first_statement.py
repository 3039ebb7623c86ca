"""The case "The first statement": both ratios follow from its tables, and known plays reach its endings."""

from __future__ import annotations

import math
import runpy

import pytest
from cases.told import EXERCISES, prose, rows, shipped

from cmo_pathways.cases import NumberQuestion, answer, choose, expected_value, open_question, outcome, start_case

SLUG = "the-first-statement"
CASE = shipped(SLUG)
DONE, LINE, OTHER = ((int(r["with_symptoms"]), int(r["number"])) for r in rows(SLUG, "students.csv"))
SHOT, PLACE = rows(SLUG, "compare.csv")


def share(group: tuple[int, int]) -> float:
    return group[0] / group[1]


TOLD = [
    f"In the gym {DONE[0]} of {DONE[1]} vaccinated students have symptoms, {100 * share(DONE):.1f} %, and {LINE[0]} of "
    f"{LINE[1]} who still stood in line, {100 * share(LINE):.1f} %: ratio {share(DONE) / share(LINE):.2f}",
    f"given in classrooms: {OTHER[0]} of {OTHER[1]}. Being in the gym is the exposure, "
    f"ratio {share(DONE) / share(OTHER):.1f}",
    f"{DONE[0]} of {DONE[1]} is {100 * share(DONE):.1f} %, {LINE[0]} of {LINE[1]} is {100 * share(LINE):.1f} %: ratio "
    f"{share(DONE) / share(LINE):.2f}",
    f"gives {share(DONE) / share(LINE):.2f}. (s308, data) The other line compares the gym with Dry Creek, "
    f"{share(DONE) / share(OTHER):.1f}",
    f"It was {DONE[0] + LINE[0]}, and the figure lived",
    f"What {DONE[0] + LINE[0]} frightened children",
    f"Of the {LINE[1]} who stood in line 44 come",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_planted_truth_the_place_and_not_the_shot() -> None:
    assert abs(share(DONE) / share(LINE) - 1) < 0.05 and share(DONE) / share(OTHER) > 10
    first = ("first_with_symptoms", "first_students")
    assert [SHOT[k] for k in first] == [PLACE[k] for k in first]
    assert "Who are the other 17" in prose(CASE) and LINE[1] - 44 == 17
    assert "twenty look like faints and stress" in prose(CASE) and DONE[0] + LINE[0] - 1 == 20


def test_few_children_leave_a_wide_interval() -> None:
    error = math.sqrt(1 / DONE[0] - 1 / DONE[1] + 1 / LINE[0] - 1 / LINE[1])
    low, high = (share(DONE) / share(LINE) * math.exp(z * error) for z in (-1.96, 1.96))
    assert round(low, 2) in (0.45, 0.46) and round(high, 1) == 2.3
    assert "from about 0.45 to 2.3" in prose(CASE)


def test_question_by_hand() -> None:
    question = next(s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert expected_value(CASE, question) == pytest.approx(13 * 61 / (96 * 8))
    assert abs(13.5 / 13.1 - expected_value(CASE, question)) < (question.tolerance or 0)


def test_generator_makes_the_same_bytes() -> None:
    made = runpy.run_path(str(EXERCISES / SLUG / "make_data.py"))["build"]()
    assert set(made) == {"students.csv", "compare.csv"}
    assert all(text == (EXERCISES / SLUG / name).read_text(encoding="utf-8") for name, text in made.items())


@pytest.mark.parametrize(
    ("ids", "ending"),
    [
        ("go-to-gym separate-rooms pause-site families-first both-true to-the-father neither-word thursday-room",
         "next-clinic"),
        ("two-sentences pause-site as-written wait-for-lab channel-down guarantee thursday-page", "read-online"),
        ("call-partners one-voice-now from-paper both-true no-comment-line marchetti-speaks leave-to-county",
         "handed-off"),
        ("two-sentences pause-site as-written show-the-table channel-down guarantee close-the-story", "explained"),
    ],
)  # fmt: skip
def test_known_plays_reach_their_endings(ids: str, ending: str) -> None:
    state = start_case(CASE)
    for choice in ids.split():
        if isinstance(open_question(CASE, state), NumberQuestion):
            state = answer(CASE, state, 1.03)
        state = choose(CASE, state, choice)
    assert outcome(CASE, state).ending == ending
