"""The case "Stopping early": its lines come from the method, its looks from the closed report."""

from __future__ import annotations

import runpy

import pytest
from cases.told import EXERCISES, prose, rows, shipped

from cmo_pathways.analytics import METHODS
from cmo_pathways.cases import NumberQuestion, answer, choose, expected_value, outcome, start_case

SLUG = "stopping-early"
CASE = shipped(SLUG)
LOOKS = [{k: float(v) for k, v in r.items() if k != "look"} for r in rows(SLUG, "closed.csv")]
LINES = [METHODS["obrien_fleming"].function([4], [k]) for k in (1, 2, 3, 4)]
SECOND, THIRD, LAST = LOOKS[1:]


def died(look: dict[str, float], arm: str) -> str:
    return f"{100 * look[f'{arm}_deaths'] / look[arm]:.1f}"


TOLD = [
    ", ".join(f"{line:.2f}" for line in LINES),
    f"2.024 times the root of 4/2, about {LINES[1]:.2f}",
    f"closed report, z = {SECOND['z']:.2f}",
    f"Pocock's line is flat: {METHODS['pocock'].function([4], [1]):.2f} at each of four looks",
    f"{died(SECOND, 'drug')} against {died(SECOND, 'placebo')} %",
    f"{died(LAST, 'drug')} against {died(LAST, 'placebo')} %, z {LAST['z']:.2f}",
    f"540 patients. The open report has {THIRD['drug_deaths'] + THIRD['placebo_deaths']:.0f} deaths and "
    f"{THIRD['drug_infections'] + THIRD['placebo_infections']:.0f} infections in both arms together, that is "
    f"{100 * (THIRD['drug_infections'] + THIRD['placebo_infections']) / 540:.1f} %",
    f"{LAST['drug_deaths']:.0f} deaths on the drug and {LAST['placebo_deaths']:.0f} on placebo, z {LAST['z']:.2f} "
    f"against a line of {LINES[3]:.2f}",
    f"Infections stand at {LAST['drug_infections']:.0f} against {LAST['placebo_infections']:.0f}",
    f"{LAST['placebo_deaths'] - LAST['drug_deaths']:.0f} patients more died on placebo",
    f"z had fallen to {THIRD['z']:.2f}, under its line of {LINES[2]:.2f}",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_planted_truth_is_there() -> None:
    assert [look["z"] > line for look, line in zip(LOOKS, LINES, strict=True)] == [False, False, False, True]
    assert METHODS["pocock"].function([4], [2]) < SECOND["z"]  # the flat line would have been crossed
    gaps = [look["placebo_deaths"] / look["placebo"] - look["drug_deaths"] / look["drug"] for look in (SECOND, LAST)]
    assert gaps[1] / gaps[0] == pytest.approx(2 / 3, abs=0.03) and gaps[0] > 1.5 * 0.08
    both = [int(r["deaths"]) for r in rows(SLUG, "open.csv")]
    assert both == [look["drug_deaths"] + look["placebo_deaths"] for look in LOOKS[:2]]


def test_generator_makes_the_same_bytes() -> None:
    script = runpy.run_path(str(EXERCISES / SLUG / "make_data.py"))
    made = script["build"]()
    for name, text in made.items():
        assert text == (EXERCISES / SLUG / name).read_text(encoding="utf-8")
    assert script["build"](script["SEED"] + 1) != made


def test_computed_question_is_the_line_of_the_second_look() -> None:
    question = next(s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert question.tolerance is not None
    assert abs(expected_value(CASE, question) - 2.024 * 2**0.5) < question.tolerance
    assert expected_value(CASE, question) - METHODS["pocock"].function([4], [2]) > question.tolerance


KNOWN = {
    "finished": "call-chair exactly name-list hour-call hear-sites amend-now loan-and-finish",
    "discounted": "delete-it explain-line two-sentences written-reminder letter-to-sites shrink-and-finish",
    "stopped": "open-it flat-line board-first his-brother more-sites ask-why early-readout",
    "out-of-cash": "call-chair step-aside name-list board-first no-more written-reminder amend-now resign-threat",
}


@pytest.mark.parametrize("ending", KNOWN)
def test_known_play_reaches_its_ending(ending: str) -> None:
    state = start_case(CASE)
    for choice in KNOWN[ending].split():
        if state.scene == "naomi":
            state = answer(CASE, state, 2.86)
        state = choose(CASE, state, choice)
    assert outcome(CASE, state).ending == ending
