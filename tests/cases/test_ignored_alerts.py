"""The case "Ignored alerts": the log, the sample and the weeks hold what the case tells of them."""

from __future__ import annotations

import runpy

import pytest
from cases.told import EXERCISES, prose, rows, shipped

from cmo_pathways.analytics import METHODS
from cmo_pathways.cases import NumberQuestion, answer, choose, expected_value, outcome, start_case

SLUG = "ignored-alerts"
CASE = shipped(SLUG)
RULES = {r["rule"]: r for r in rows(SLUG, "rules.csv")}
LOUD, JORDAN, MODERATE, OPIOID = list(RULES)[:4]
WEEKS = rows(SLUG, "weeks.csv")


def total(key: str, *names: str) -> int:
    return sum(int(RULES[name][key]) for name in names or RULES)


def rate(phase: str) -> float:
    part = [r for r in WEEKS if r["phase"] == phase]
    return 100 * sum(int(r["alerts"]) for r in part) / sum(int(r["orders"]) for r in part)


def override_rate(name: str) -> float:
    return 100 * total("overridden", name) / total("shown", name)


CEILING = METHODS["wilson_high"].function([0], [50])
TOLD = [
    f"{total('shown'):,} alerts, {total('overridden'):,} overridden. Two rules make "
    f"{100 * total('shown', LOUD, JORDAN) / total('shown'):.0f} %",
    f"{total('shown', LOUD, JORDAN, MODERATE, OPIOID):,} alerts would go at once",
    f"opioid with sedative, at {override_rate(OPIOID):.1f}",
    f"Acetaminophen: {RULES[JORDAN]['override_right_of_50']}. Opioid with sedative: "
    f"{RULES[OPIOID]['override_right_of_50']}.",
    f"Not one of these {total('overridden', LOUD):,} was wrong",
    f"3.84 divided by 53.84 is {CEILING:.3f}. (s305) Of {total('overridden', LOUD):,}",
    f"the Wilson interval is z squared over (n plus z squared), {100 * CEILING:.1f} %",
    f"the ceiling would come down to {100 * METHODS['wilson_high'].function([0], [250]):.1f} %",
    f"overridden {total('overridden', JORDAN):,} times last quarter",
    f"about 14 to {rate('two-off'):.1f} and stayed",
    f"half of our {total('shown'):,} alerts of the spring quarter",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_words_that_count_are_true() -> None:
    assert 620 < CEILING * total("overridden", LOUD) < 640  # "some 630"
    assert total("overridden") / total("shown") == pytest.approx(0.88, abs=0.005)  # "nearly nine in ten", "88"
    assert [name for name in RULES if override_rate(name) > 90] == [LOUD, JORDAN, MODERATE, OPIOID]
    assert total("shown", LOUD, JORDAN, MODERATE, OPIOID) / total("shown") == pytest.approx(0.75, abs=0.02)
    assert 65 < total("overridden", JORDAN) / 91 < 75  # "each of those days some seventy people"
    read = [int(RULES[name]["override_right_of_50"]) for name in (LOUD, JORDAN)]
    assert sum(read) == 99  # "of a hundred overrides that pharmacists read, 99 were right"


def test_planted_truth_is_there() -> None:
    right = {name: r["override_right_of_50"] for name, r in RULES.items() if r["override_right_of_50"]}
    assert min(right, key=lambda name: int(right[name])) == OPIOID and right[LOUD] == "50"
    assert rate("all-on") == pytest.approx(14, abs=0.2)
    orders = [int(r["orders"]) for r in WEEKS]
    assert orders.index(min(orders)) == 20  # the downtime of week 21
    assert abs(float(WEEKS[20]["per_100"]) - rate("two-off")) < 0.3


def test_generator_makes_the_same_bytes() -> None:
    script = runpy.run_path(str(EXERCISES / SLUG / "make_data.py"))
    made = script["build"]()
    for name, text in made.items():
        assert text == (EXERCISES / SLUG / name).read_text(encoding="utf-8")
    assert script["build"](script["SEED"] + 1) != made


def test_computed_question_takes_the_formula_and_the_rule_of_three() -> None:
    question = next(s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    by_hand = 1.96**2 / (50 + 1.96**2)
    assert question.tolerance is not None
    assert expected_value(CASE, question) == pytest.approx(by_hand, abs=1e-4)
    assert abs(3 / 50 - by_hand) < question.tolerance < by_hand


KNOWN = {
    "quieter": "log-and-sample read-fifty narrow call-father all-at-once two-lists trace keep-and-mend",
    "half-quiet": "sunday-shift report-it loud-two two-hundred council one-hospital by-the-book ask-luis restore-some",
    "pendulum": "ninety-rule four-off over-65 both-off pharmacy-check no-desk wait-for-it back-today restore-all",
    "outvoted": "ninety-rule loud-two both-off same-list all-at-once wait-for-it defend stand-firm",
}


@pytest.mark.parametrize("ending", KNOWN)
def test_known_play_reaches_its_ending(ending: str) -> None:
    state = start_case(CASE)
    for choice in KNOWN[ending].split():
        if state.scene == "sample":
            state = answer(CASE, state, 0.07)
        state = choose(CASE, state, choice)
    assert outcome(CASE, state).ending == ending
