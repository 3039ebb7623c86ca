"""The case "Three stars": every number told equals the method applied to the data, known plays end as known."""

from __future__ import annotations

import runpy
from statistics import fmean

import pytest
from cases.told import EXERCISES, prose, rows, shipped

from cmo_pathways.analytics.stars import GROUPS, star_summary, stars
from cmo_pathways.cases import NumberQuestion, answer, choose, expected_value, outcome, start_case

SLUG = "three-stars"
CASE = shipped(SLUG)
SCRIPT = runpy.run_path(str(EXERCISES / SLUG / "make_data.py"))
MEASURES = {g: [float(r["score"]) for r in rows(SLUG, "measures.csv") if r["group"] == g] for g in GROUPS}
MEANS = {g: fmean(scores) for g, scores in MEASURES.items()}
SCORE = round(star_summary(MEASURES).number(), 3)
PEERS = [*SCRIPT["peers"](), SCORE]
LINE = rows(SLUG, "line.csv")
FOUR, BELOW = float(LINE[3]["lowest_score"]), float(LINE[1]["highest_score"])
LEVERS = {r["group"]: r for r in rows(SLUG, "levers.csv")}
NEXT = sum(float(r["points_next_refresh"]) for r in LEVERS.values())
LATER = {g: float(r["points_in_three_years"]) for g, r in LEVERS.items()}
COST = {g: int(r["cost_thousand_usd"]) for g, r in LEVERS.items()}
LEFT_OUT = round(star_summary({**MEASURES, "safety": MEASURES["safety"][:2]}).number(), 3)


def price(group: str) -> str:
    """What a hundredth of a point costs a year in three years' time [USD]."""
    return f"{round(COST[group] / (100 * SCRIPT['WEIGHTS'][group] * _effect(group))):,}"


def _effect(group: str) -> float:
    return next(lever[3] for lever in SCRIPT["LEVERS"] if lever[1] == group)


TOLD = [
    f"mortality {MEANS['mortality']:.2f}, safety {MEANS['safety']:.2f}, readmission {MEANS['readmission']:.2f}, "
    f"patient experience {MEANS['experience']:.2f}, timely and effective care {MEANS['timely']:.2f}",
    f"four means, {sum(MEANS[g] for g in GROUPS[:4]):.2f}, plus 0.12 times {MEANS['timely']:.2f}: {SCORE}",
    f"begin at {FOUR} this year; it was {FOUR - 0.03:.3f} a year ago and {FOUR - 0.06:.3f} before",
    f"Four stars are {FOUR - SCORE:.3f} away; the best two-star peer is {SCORE - BELOW:.3f} below",
    f"The gap up is {FOUR - SCORE:.3f}; the gap down is {SCORE - BELOW:.3f}",
    f"I get {LEFT_OUT}",
    f"{LEFT_OUT - SCORE:.3f} against {float(LEVERS['safety']['points_next_refresh'])} for the best",
    f"All five together, at full strength, make {NEXT:.3f}, for {sum(COST.values()) / 1000:.2f} million a year",
    f"{sum(COST.values()) / 1000:.2f} million for {NEXT:.3f}, short of the line by {FOUR - SCORE - NEXT:.3f}",
    f"Safety and experience alone give {LATER['safety'] + LATER['experience']:.3f} in three years, a score of "
    f"{SCORE + LATER['safety'] + LATER['experience']:.3f}",
    f"safety and the nights: {(COST['safety'] + COST['experience']) / 1000:.2f} million",
    f"Safety {price('safety')},000 dollars, experience {price('experience')},000, heart failure clinic "
    f"{price('readmission')},000, night intensivist {price('mortality')},000, consultants for speed "
    f"{price('timely')},000",
    f"He knew: {LATER['timely']:.2f} at most",
    f"260 admissions at 5,200 contribution is {260 * 5200 / 1e6:.2f} million a year",
    f"22 infections fewer at 21,000 of our own cost is {22 * 21000:,}",
    f"and {COST['safety'] * 1000 - 22 * 21000:,} that you ask to be spent",
    f"Some {round(260 * 5200 / 3, -4):,.0f} a year",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_stars_of_the_peers_are_those_of_the_method() -> None:
    found = stars(PEERS)
    assert [sum(s == k for s in found) for k in range(1, 6)] == [int(r["hospitals"]) for r in LINE]
    for row, star in zip(LINE, range(1, 6), strict=True):
        mine = [p for p, s in zip(PEERS, found, strict=True) if s == star]
        assert (float(row["lowest_score"]), float(row["highest_score"])) == (min(mine), max(mine))
    assert found[-1] == 3 and len(found) == 60


def test_planted_truth_is_there() -> None:
    others = PEERS[:-1]
    assert stars([*others, SCORE + NEXT])[-1] == 3  # no star by the next refresh, whatever is bought
    assert stars([*others, SCORE + LATER["safety"] + LATER["experience"]])[-1] == 4
    assert stars([*others, LEFT_OUT])[-1] == 3
    assert 3.9 < (FOUR - SCORE) / (SCORE - BELOW) < 4.2  # "four times nearer"
    assert len(MEASURES["safety"]) == 3


def test_computed_question_by_hand() -> None:
    question = next(s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    by_hand = 0.22 * (0.10 - 0.42 + 0.05 - 0.20) + 0.12 * 0.60
    assert expected_value(CASE, question) == pytest.approx(by_hand, abs=1e-9)
    plain = fmean(score for scores in MEASURES.values() for score in scores)
    assert question.tolerance is not None and abs(plain - by_hand) > 3 * question.tolerance


def test_generator_makes_the_same_bytes() -> None:
    for name, text in SCRIPT["build"]().items():
        assert text == (EXERCISES / SLUG / name).read_text(encoding="utf-8")


KNOWN = {
    "four-west": "ask-arithmetic weak-and-heavy show-it-falls-short safety-and-nights cut-the-polish with-him "
    "two-programs",
    "half-a-plan": "hear-tanner ask-weight hold-the-best cases-move nights-first expected-value one-year-pilot "
    "nights-now",
    "tiers": "say-in weak-and-heavy not-ours speed-contract expected-value stand-aside star-plan",
    "alone": "hear-tanner references guard-below counsel-and-board everything case-without-star stand-aside "
    "only-safety",
}


@pytest.mark.parametrize("ending", KNOWN)
def test_known_plays(ending: str) -> None:
    state = start_case(CASE)
    for choice in KNOWN[ending].split():
        if state.scene == "score":
            state = answer(CASE, state, -0.03)
        state = choose(CASE, state, choice)
    assert outcome(CASE, state).ending == ending
