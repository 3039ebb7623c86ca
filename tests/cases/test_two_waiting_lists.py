"""The case "Two waiting lists": who is chosen and who is reached, as told and as counted."""

from __future__ import annotations

import random
import runpy

import pytest
from cases.told import EXERCISES, prose, rows, shipped

from cmo_pathways.analytics import METHODS
from cmo_pathways.cases import NumberQuestion, answer, choose, expected_value, outcome, start_case

SLUG = "two-waiting-lists"
CASE = shipped(SLUG)
SCRIPT = runpy.run_path(str(EXERCISES / SLUG / "make_data.py"))
FIRST = rows(SLUG, "scores.csv")[0]
NEED = {r["group"]: {k: float(r[k]) for k in ("need", "chosen")} for r in rows(SLUG, "need.csv")}
AFTER = {r["group"]: {k: float(v) for k, v in r.items() if k != "group"} for r in rows(SLUG, "after.csv")}
WHITE, BLACK, HISPANIC, OTHER = NEED


def before(group: str) -> str:
    return f"{NEED[group]['chosen']:.0f} of {NEED[group]['need']:,.0f}"


def after(group: str, what: str = "chosen", of: str = "need", digits: int = 1) -> str:
    return f"{100 * AFTER[group][what] / AFTER[group][of]:.{digits}f}"


IMPACT = METHODS["impact_ratio"].function([r["chosen"] for r in NEED.values()], [r["need"] for r in NEED.values()])
TOLD = [
    f"White members have {FIRST['white_conditions']} active conditions on average, Black members "
    f"{FIRST['black_conditions']}",
    f"{sum(r['need'] for r in NEED.values()):,.0f} adults in the four groups",
    f"{before(WHITE)} White, {before(BLACK)} Black, {before(HISPANIC)} Hispanic, {before(OTHER)} without",
    f"22.2 over 52.4 %: {IMPACT:.2f}",
    f"{after(WHITE)} % of White, {after(BLACK)} % of Black and {after(HISPANIC)} % of Hispanic",
    f"{AFTER[WHITE]['chosen']:.0f} of 878 White members were chosen, {AFTER[BLACK]['chosen']:.0f} of 1,014 Black, "
    f"{AFTER[HISPANIC]['chosen']:.0f} of 269 Hispanic",
    f"{AFTER[WHITE]['letter_enrolled']:.0f} White, {AFTER[BLACK]['letter_enrolled']:.0f} Black and "
    f"{AFTER[HISPANIC]['letter_enrolled']:.0f} Hispanic members have enrolled",
    f"when {after(BLACK, 'letter_enrolled', 'chosen', 0)} of 100 accept in one group and "
    f"{after(WHITE, 'letter_enrolled', 'chosen', 0)} in another",
    f"and now it is {after(BLACK, digits=0)} and {after(WHITE, digits=0)}",
    f"by letter {after(BLACK, 'letter_enrolled', digits=0)} and {after(WHITE, 'letter_enrolled', digits=0)} of 100",
    f"{after(WHITE, 'visit_enrolled', digits=0)} White, {after(BLACK, 'visit_enrolled', digits=0)} Black, "
    f"{after(HISPANIC, 'visit_enrolled', digits=0)} Hispanic members",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_places_by_cost_and_by_need_are_as_told() -> None:
    rng = random.Random(SCRIPT["SEED"])
    people = [SCRIPT["_person"](rng) for _ in range(SCRIPT["PEOPLE"])]
    by_cost = sorted(people, key=lambda p: p.cost, reverse=True)[: SCRIPT["PLACES"]]
    by_need = sorted(people, key=lambda p: (p.conditions, p.urgency), reverse=True)[: SCRIPT["PLACES"]]
    black = [round(100 * sum(p.group == "Black" for p in part) / len(part)) for part in (by_cost, by_need)]
    assert black == [22, 43] and "goes from 22 to 43 %" in prose(CASE)
    less = 1 - sum(p.cost for p in by_need) / sum(p.cost for p in by_cost)
    assert 0.18 < less < 0.21  # "about a fifth less"
    small = sum(p.group == "American Indian" and p.conditions >= SCRIPT["NEEDY"] for p in people)
    assert 0 < small < 11  # not shown
    assert sum(p.group == "not recorded" for p in people) / len(people) == pytest.approx(1 / 9, abs=0.003)


def test_planted_truth_is_there() -> None:
    chosen = METHODS["impact_ratio"].function(
        [r["chosen"] for r in AFTER.values()], [r["need"] for r in AFTER.values()]
    )
    ways = {
        way: AFTER[BLACK][way] / AFTER[BLACK]["need"] / (AFTER[WHITE][way] / AFTER[WHITE]["need"])
        for way in ("letter_enrolled", "visit_enrolled")
    }
    assert IMPACT < 0.5 < 0.8 < chosen
    assert ways["letter_enrolled"] == pytest.approx(0.75, abs=0.01) and ways["visit_enrolled"] > 0.95


def test_generator_makes_the_same_bytes() -> None:
    made = SCRIPT["build"]()
    for name, text in made.items():
        assert text == (EXERCISES / SLUG / name).read_text(encoding="utf-8")


def test_computed_question_compares_those_in_need() -> None:
    question = next(s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert expected_value(CASE, question) == pytest.approx((225 / 1014) / (460 / 878)) == IMPACT


KNOWN = {
    "one-list": "match-book her-sentence ask-cost same-places-by-need by-need with-deja doors-for-all one-list",
    "half-way": "what-does-it-predict add-race why-less-care both-tracks half-and-half all-of-it better-letter in-part",
    "closed-on-paper": "add-some ask-cost points withdraw avoidable what-changes count-chosen claim-closed",
    "alone": "what-does-it-predict drop-product same-places-by-need by-need all-of-it better-letter truth-now",
}


@pytest.mark.parametrize("ending", KNOWN)
def test_known_play_reaches_its_ending(ending: str) -> None:
    state = start_case(CASE)
    for choice in KNOWN[ending].split():
        if state.scene == "ratio":
            state = answer(CASE, state, 0.42)
        state = choose(CASE, state, choice)
    assert outcome(CASE, state).ending == ending
