"""The case "Before the signing": every ratio told is the method applied to the reports."""

from __future__ import annotations

import runpy

import pytest
from cases.told import EXERCISES, prose, rows, shipped

from cmo_pathways.analytics import METHODS
from cmo_pathways.cases import (
    NumberQuestion,
    PlayState,
    answer,
    choose,
    current_scene,
    expected_value,
    open_choices,
    outcome,
    start_case,
)

SLUG = "liver-signal"
CASE = shipped(SLUG)
KEYS = ("drug_liver", "drug_other", "others_liver", "others_other")
COUNTS = {r["reports"]: [int(r[k]) for k in KEYS] for file in ("cleaning", "strata") for r in rows(SLUG, f"{file}.csv")}
PATIENTS = rows(SLUG, "patients.csv")
AS_RECEIVED, CLEAN, EARLY = list(COUNTS)[:3]
WITH, WITHOUT, WITHOUT_EARLY = list(COUNTS)[3:]


def of(method: str, name: str) -> float:
    return METHODS[method].function(*([n] for n in COUNTS[name]))


def share(name: str) -> str:
    return f"{COUNTS[name][0]} of {sum(COUNTS[name][:2])}"


def others(name: str) -> str:
    return f"{COUNTS[name][2]} of {sum(COUNTS[name][2:]):,}"


STOPPED = [r for r in PATIENTS if r["drug_stopped"] == "yes"]
WELL = sum(r["recovered"] == "yes" for r in STOPPED)
TOLD = [
    f"{share(AS_RECEIVED)} reports on Orvanil name liver injury, against {others(AS_RECEIVED)} on the other drugs",
    f"PRR {of('prr', AS_RECEIVED):.2f}, chi-square {of('signal_chi_square', AS_RECEIVED):.0f}",
    f"it is {share(CLEAN)}. PRR {of('prr', CLEAN):.2f}, chi-square {of('signal_chi_square', CLEAN):.1f}",
    f"PRR {of('prr', EARLY):.2f} now, chi-square {of('signal_chi_square', EARLY):.0f}",
    f"with methotrexate: {others(WITH).replace(' of', ' liver reports of')}. Without: {others(WITHOUT)}",
    f"Orvanil with methotrexate: {share(WITH)}, PRR {of('prr', WITH):.2f}",
    f"{share(WITHOUT)} is {100 * 13 / 301:.1f} %, {others(WITHOUT)} is 1.0 %: PRR {of('prr', WITHOUT):.1f}, "
    f"chi-square {of('signal_chi_square', WITHOUT):.0f}",
    f"Six of {sum(COUNTS[WITHOUT_EARLY][:2])} against {others(WITHOUT_EARLY)}: PRR {of('prr', WITHOUT_EARLY):.1f}, "
    f"chi-square {of('signal_chi_square', WITHOUT_EARLY):.1f}, on six",
    f"{of('prr', AS_RECEIVED):.2f}, {of('prr', CLEAN):.2f}, {of('prr', EARLY):.2f}. Ask who",
    f"Then write {of('prr', WITH):.2f} and {of('prr', WITHOUT):.2f} beside them, and last "
    f"{of('prr', WITHOUT_EARLY):.2f}",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_patients_are_as_told() -> None:
    weeks = [int(r["week_of_onset"]) for r in PATIENTS]
    assert (len(PATIENTS), min(weeks), max(weeks)) == (13, 5, 11)
    assert sum(r["jaundice"] == "yes" for r in PATIENTS) == 3
    assert (len(STOPPED), WELL) == (9, 6)
    assert all(r["recovered"] != "yes" for r in PATIENTS if r not in STOPPED)


def test_planted_truth_is_there() -> None:
    received, clean = COUNTS[AS_RECEIVED], COUNTS[CLEAN]
    assert received[0] - clean[0] == 9  # the duplicates
    assert of("prr", CLEAN) < 2 < of("prr", WITHOUT_EARLY) < of("prr", WITHOUT)
    assert [w + n for w, n in zip(COUNTS[WITH], COUNTS[WITHOUT], strict=True)] == clean
    wave = [sum(int(r[k]) for r in rows(SLUG, "months.csv")[6:]) for k in ("liver", "reports")]
    assert wave == [clean[0] - COUNTS[EARLY][0], sum(clean[:2]) - sum(COUNTS[EARLY][:2])]


def test_generator_makes_the_same_bytes() -> None:
    script = runpy.run_path(str(EXERCISES / SLUG / "make_data.py"))
    made = script["build"]()
    for name, text in made.items():
        assert text == (EXERCISES / SLUG / name).read_text(encoding="utf-8")
    assert script["build"](script["SEED"] + 1) != made


def test_computed_question_needs_the_stratum() -> None:
    question = next(s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert expected_value(CASE, question) == pytest.approx((13 / 301) / (257 / 25114)) == of("prr", WITHOUT)
    assert question.tolerance is not None and abs(13 * 24857 / (288 * 257) - of("prr", WITHOUT)) > question.tolerance


KNOWN = {
    "together": "tell-ruth by-wednesday split before-the-wave refute together-tonight one-page three-weeks",
    "candor": "committee who-are-they four-tonight before-the-wave act-now yourself leave-it letter-alone",
    "after": "hepatologist below-two twenty-third after-friday lucille-first",
    "alone": "committee who-are-they blind-read claims-study act-now yourself stand-alone",
}


@pytest.mark.parametrize("ending", KNOWN)
def test_known_play_reaches_its_ending(ending: str) -> None:
    state = start_case(CASE)
    for choice in KNOWN[ending].split():
        if state.scene == "strata":
            state = answer(CASE, state, 4.2)
        state = choose(CASE, state, choice)
    assert outcome(CASE, state).ending == ending


def endings(*, number: float | None) -> set[str | None]:
    """The grades of all endings that can be reached when the ratio is answered so, or (None) passed over."""
    waiting: list[PlayState] = [start_case(CASE)]
    met: set[tuple[object, ...]] = set()
    found: set[str | None] = set()
    while waiting:
        state = waiting.pop()
        if number is not None and state.scene == "strata":
            state = answer(CASE, state, number)
        found.add(current_scene(CASE, state).ending)
        for choice in open_choices(CASE, state):
            after = choose(CASE, state, choice.id)
            if (after.scene, after.counters) not in met:
                met.add((after.scene, after.counters))
                waiting.append(after)
    return found - {"", None}


def test_strong_ending_asks_that_the_ratio_was_worked_out_on_wednesday() -> None:
    assert endings(number=None) == {"mixed", "poor"}
    assert endings(number=4.2) == endings(number=1.98) == {"strong", "mixed", "poor"}


def test_three_weeks_are_closed_where_the_question_was_passed_over() -> None:
    state = start_case(CASE)
    *before, last = KNOWN["together"].split()
    for choice in before:
        state = choose(CASE, state, choice)
    assert last not in {choice.id for choice in open_choices(CASE, state)}
