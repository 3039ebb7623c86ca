"""The case "Measles at school": its numbers are those of its tables, and known plays reach the four endings."""

from __future__ import annotations

import runpy

import pytest
from cases.told import EXERCISES, prose, rows, shipped

from cmo_pathways.analytics import METHODS
from cmo_pathways.cases import NumberQuestion, answer, choose, expected_value, open_question, outcome, start_case

SLUG = "measles-at-school"
CASE = shipped(SLUG)
ONSETS, CHILDREN = rows(SLUG, "onsets.csv"), rows(SLUG, "children.csv")
COMPARE = {r["group"]: [int(r[k]) for k in ("ill_two_doses", "two_doses", "ill_none", "none")]
           for r in rows(SLUG, "compare.csv")}  # fmt: skip
CONFIRMED = sum(int(r["confirmed"]) for r in CHILDREN)
FIRST_WEEK = sum(int(r["confirmed"]) for r in ONSETS[:7])
TWO, ONE, NONE = ((int(r["children"]), int(r["confirmed"])) for r in CHILDREN)


def effect(group: str) -> float:
    a, n, c, m = COMPARE[group]
    return 1 - (a / n) / (c / m)


SCHOOL, FOUR, REST = COMPARE["whole school"], COMPARE["grade 4"], COMPARE["other grades"]
TOLD = [
    f"On Monday {TWO[0]} of the other {TWO[0] + ONE[0] + NONE[0]} children had two doses on file, "
    f"{ONE[0]} had one, {NONE[0]} none",
    f"{CONFIRMED} confirmed cases besides the first child, {FIRST_WEEK} in the first week of rashes and "
    f"{CONFIRMED - FIRST_WEEK} in the second",
    f"{CONFIRMED + 4} kids with a rash at Willow Fork. {TWO[1] + ONE[1] + 4} of them were VACCINATED",
    f"{SCHOOL[0]} of {SCHOOL[1]} with two doses, {SCHOOL[2]} of {SCHOOL[3]} with none, "
    f"effectiveness {100 * effect('whole school'):.1f} %",
    f"{FOUR[0]} of {FOUR[1]} and {FOUR[2]} of {FOUR[3]}, effectiveness {100 * effect('grade 4'):.1f} %",
    f"{REST[0]} of {REST[1]} and {REST[2]} of {REST[3]}, {100 * effect('other grades'):.1f} %",
    f"{FOUR[0]} of {FOUR[1]} is {100 * FOUR[0] / FOUR[1]:.1f} %, {FOUR[2]} of {FOUR[3]} is "
    f"{100 * FOUR[2] / FOUR[3]:.1f} %. One minus 5.9 over 58.3 is {1 - 5.9 / 58.3:.2f}",
    f"1 - {FOUR[0] / FOUR[1]:.3f} / {FOUR[2] / FOUR[3]:.3f} = {effect('grade 4'):.2f}",
    f"of a hundred with two doses in grade 4, six fell ill; of a hundred with none, {100 * FOUR[2] / FOUR[3]:.0f}",
    f"of 12 to 18 the simple formula asks for {100 * (1 - 1 / 12):.0f} to {100 * (1 - 1 / 18):.0f} % immune",
    f"The school stood at {100 * TWO[0] / (TWO[0] + ONE[0] + NONE[0]):.0f} % with two doses",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_planted_truth_is_there() -> None:
    assert "Five had two doses, one had one" in prose(CASE) and (TWO[1], ONE[1]) == (5, 1)
    assert all(0.85 < effect(group) < 0.95 for group in COMPARE)
    assert (TWO[1] + ONE[1]) / CONFIRMED > 0.25  # vaccinated cases are common among cases, rare among the vaccinated
    assert FOUR[0] + REST[0] == SCHOOL[0] and FOUR[2] + REST[2] == SCHOOL[2]
    high = METHODS["risk_ratio"].function([FOUR[0]], [FOUR[1]], [FOUR[2]], [FOUR[3]])
    assert high == pytest.approx(1 - effect("grade 4"))


def test_question_by_hand() -> None:
    question = next(s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert expected_value(CASE, question) == pytest.approx(0.8992, abs=5e-5)
    assert abs((1 - 5.9 / 58.3) - expected_value(CASE, question)) < (question.tolerance or 0)
    assert abs((TWO[1] + ONE[1]) / CONFIRMED - expected_value(CASE, question)) > 10 * (question.tolerance or 1)


def test_generator_makes_the_same_bytes() -> None:
    script = runpy.run_path(str(EXERCISES / SLUG / "make_data.py"))
    made = script["build"]()
    assert set(made) == {"children.csv", "compare.csv", "onsets.csv"}
    assert all(text == (EXERCISES / SLUG / name).read_text(encoding="utf-8") for name, text in made.items())


@pytest.mark.parametrize(
    ("ids", "ending"),
    [
        ("by-register finish-list with-way-back three-sign visit-first answer-him laboratory-note hold-and-carry "
         "joint-report", "together"),
        ("wait-for-noon grade-only page-first own-meeting numbers laboratory-note lift-grades plain-report", "half"),
        ("act-tonight own-it all-eighty county-signs own-meeting numbers laboratory-note hold-alone alone-again",
         "quiet-end"),
        ("wait-for-noon grade-only page-first send-okafor answer-him per-hundred lift-grades declare", "early"),
    ],
)  # fmt: skip
def test_known_plays_reach_their_endings(ids: str, ending: str) -> None:
    state = start_case(CASE)
    for choice in ids.split():
        if isinstance(open_question(CASE, state), NumberQuestion):
            state = answer(CASE, state, 0.9)
        state = choose(CASE, state, choice)
    assert outcome(CASE, state).ending == ending
