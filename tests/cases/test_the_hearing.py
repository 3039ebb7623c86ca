"""The case "The hearing": difference, range and price follow from its tables, and known plays reach its endings."""

from __future__ import annotations

import math
import runpy

import pytest
from cases.told import EXERCISES, prose, rows, shipped

from cmo_pathways.cases import NumberQuestion, answer, choose, expected_value, open_question, outcome, start_case

SLUG = "the-hearing"
CASE = shipped(SLUG)
STAYS = {r["group"]: (int(r["back_within_six_weeks"]), int(r["women"])) for r in rows(SLUG, "stays.csv")}
COST = {r["item"]: int(r["amount"]) for r in rows(SLUG, "cost.csv")}
PILOT, OTHER = STAYS["pilot counties"], STAYS["other counties"]
PILOT_BEFORE, OTHER_BEFORE = STAYS["pilot counties, before"], STAYS["other counties, before"]


def share(group: tuple[int, int]) -> float:
    return group[0] / group[1]


GAP = share(OTHER) - share(PILOT)
ERROR = math.sqrt(sum(share(g) * (1 - share(g)) / g[1] for g in (PILOT, OTHER)))
LOW, HIGH = GAP - 1.96 * ERROR, GAP + 1.96 * ERROR
NET = GAP - (share(OTHER_BEFORE) - share(PILOT_BEFORE))
NET_ERROR = math.sqrt(sum(share(g) * (1 - share(g)) / g[1] for g in STAYS.values()))
PRICE, BEST, WORST = (f"{round(COST['program per woman'] / gap, -2):,.0f}" for gap in (GAP, HIGH, LOW))

TOLD = [
    f"Pilot {PILOT[0]} of {PILOT[1]}, {100 * share(PILOT):.2f} %; other counties {OTHER[0]} of {OTHER[1]:,}, "
    f"{100 * share(OTHER):.2f} %; difference {100 * GAP:.2f} points, interval {100 * LOW:.2f} to {100 * HIGH:.2f}",
    f"about {PRICE} USD for a stay avoided, from {BEST} to {WORST}, against {COST['stay in hospital']:,} for a stay",
    f"had {100 * share(PILOT_BEFORE):.2f} % against {100 * share(OTHER_BEFORE):.2f} %",
    f"Less that head start the difference is {100 * NET:.2f} points, and a stay avoided costs about "
    f"{round(COST['program per woman'] / NET, -3):,.0f}",
    f"runs from {100 * (NET - 1.96 * NET_ERROR):.2f} to {100 * (NET + 1.96 * NET_ERROR):.2f}: with the head start",
    f"22 of 980 less 43 of 1,020 is {-GAP:.4f}",
    f"some {PRICE}, with a range from {BEST} to {WORST}",
    f"{COST['program per woman']} USD a woman, {COST['women a year']:,} women a year",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_words_that_count_are_true() -> None:
    text = prose(CASE)
    assert "It costs 1.1 million USD a year" in text and COST["program a year"] == 210 * 5200 == 1_092_000
    assert "some 2,600 women a year will wait" in text and COST["women a year"] / 2 == 2600
    assert "from under one half to three and a half" in text and 0.4 < 100 * LOW < 0.5 < 3.5 < 100 * HIGH < 3.6


def test_planted_truth_savings_are_not_shown_and_counties_volunteered() -> None:
    assert 210 / HIGH < COST["stay in hospital"] < 210 / GAP < 210 / LOW
    assert LOW > 0 and share(PILOT_BEFORE) < share(OTHER_BEFORE) and 0.01 < NET < GAP


def test_question_by_hand() -> None:
    question = next(s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert expected_value(CASE, question) == pytest.approx(22 / 980 - 43 / 1020)
    assert abs(0.0224 - 0.0422 - expected_value(CASE, question)) < (question.tolerance or 0)
    assert abs(-NET - expected_value(CASE, question)) > 5 * (question.tolerance or 1)


def test_generator_makes_the_same_bytes() -> None:
    made = runpy.run_path(str(EXERCISES / SLUG / "make_data.py"))["build"]()
    assert set(made) == {"stays.csv", "cost.csv"}
    assert all(text == (EXERCISES / SLUG / name).read_text(encoding="utf-8") for name, text in made.items())


@pytest.mark.parametrize(
    ("ids", "ending"),
    [
        ("position-before for-it two-in-hundred trade-line hear-him-out her-terms prescott-is-right two-rungs amend",
         "staged"),
        ("say-yes half leave-slide count-votes she-first the-reading proven whole-bill", "thin"),
        ("position-before inform-only ask-university withdraw-slide staged-offer written-only ask-first tell-them "
         "step-back", "waiting"),
        ("say-yes half leave-slide count-votes she-first the-reading proven say-yes-reporter", "quoted"),
    ],
)  # fmt: skip
def test_known_plays_reach_their_endings(ids: str, ending: str) -> None:
    state = start_case(CASE)
    for choice in ids.split():
        if isinstance(open_question(CASE, state), NumberQuestion):
            state = answer(CASE, state, -0.0197)
        state = choose(CASE, state, choice)
    assert outcome(CASE, state).ending == ending
