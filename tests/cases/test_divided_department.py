"""The case "The divided department": limits and break-even follow from its tables, known plays reach its endings."""

from __future__ import annotations

import runpy

import pytest
from cases.told import EXERCISES, prose, rows, shipped

from cmo_pathways.cases import NumberQuestion, answer, choose, expected_value, open_question, outcome, start_case

SLUG = "divided-department"
CASE = shipped(SLUG)
NIGHTS = rows(SLUG, "nights.csv")
MONEY = {r["second_team"]: r for r in rows(SLUG, "money.csv")}
MOVED = sum(int(r["moved"]) for r in NIGHTS)
GAIN = 9800 - 4600


def even(schedule: str) -> int:
    return round(int(MONEY[schedule]["cost_at_900"]) / GAIN)


def kept(schedule: str) -> int:
    return int(MONEY[schedule]["cases_moved"])


def ceiling(schedule: str) -> str:
    return f"{kept(schedule) * GAIN / int(MONEY[schedule]['nights']):,.0f}"


ALL, FOUR, TWO = "every night", "Thursday to Sunday", "Friday and Saturday"
TOLD = [
    f"Every night: {ceiling(ALL)}. From Thursday to Sunday: {ceiling(FOUR)}. Friday and Saturday: {ceiling(TWO)}",
    f"{kept(FOUR)} of {MOVED} moved cases on four nights of seven. At 900 a night break-even is {even(ALL)} cases for "
    f"every night, {even(FOUR)} for four nights, {even(TWO)} for two",
    f"together keep {kept(FOUR) - kept(TWO)} more cases",
    f"327,600 over 5,200, so {even(ALL)}; only {MOVED} were moved in the whole year. (s347, data) Her most for every "
    f"night is {ceiling(ALL)} USD",
    f"break-even is {even(FOUR)}, and {kept(FOUR)} were moved",
    f"Four nights catch {kept(FOUR)} of {MOVED}, and there the zone runs from 900 to {ceiling(FOUR)}",
    f"Break-even at {even(TWO)} against {kept(TWO)}",
    f"{MOVED} cases were moved, {kept(FOUR)} of them from Thursday to Sunday",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_words_that_count_are_true() -> None:
    text = prose(CASE)
    assert '"Sixty-one cases sent to another hospital last year' in text and MOVED == 61
    assert "Fourteen cases a year remain" in text and MOVED - kept(FOUR) == 14
    assert (
        "Half of the moved cases fall on the nights you left out" in text and 0.5 < (MOVED - kept(TWO)) / MOVED < 0.56
    )
    more, nights = kept(FOUR) - kept(TWO), 104
    assert nights * 900 < more * GAIN < nights * 1040  # "at 900 they still pay for themselves, at 1,040 not quite"
    assert abs((900 + kept(FOUR) * GAIN / 208) / 2 - 1040) < 5


def test_planted_truth_no_figure_for_every_night_and_one_for_four() -> None:
    assert even(ALL) > MOVED and kept(FOUR) > even(FOUR)
    assert sum(int(r["moved"]) for r in NIGHTS[3:]) == kept(FOUR)


def test_question_by_hand() -> None:
    question = next(s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert expected_value(CASE, question) == pytest.approx(364 * 900 / 5200) == 63
    assert abs(327_600 / 9800 - 63) > 10 * (question.tolerance or 10)


def test_generator_makes_the_same_bytes() -> None:
    made = runpy.run_path(str(EXERCISES / SLUG / "make_data.py"))["build"]()
    assert set(made) == {"nights.csv", "money.csv"}
    assert all(text == (EXERCISES / SLUG / name).read_text(encoding="utf-8") for name, text in made.items())


@pytest.mark.parametrize(
    ("ids", "ending"),
    [
        ("one-by-one keep-it through-adeyemi four-nights three-packages before-his-case two-names sign-with-review",
         "shared"),
        ("the-night both-count lead-yourself four-nights open-book before-his-case take-items sign-and-chair",
         "paid-peace"),
        ("one-by-one keep-it lead-yourself every-night open-book before-his-case weekly-hour hand-over", "her-desk"),
        ("same-room let-run appoint-her two-nights anchor-low raise-now answer-all weekly-hour rebid", "two-doors"),
    ],
)  # fmt: skip
def test_known_plays_reach_their_endings(ids: str, ending: str) -> None:
    state = start_case(CASE)
    for choice in ids.split():
        if isinstance(open_question(CASE, state), NumberQuestion):
            state = answer(CASE, state, 63)
        state = choose(CASE, state, choice)
    assert outcome(CASE, state).ending == ending
