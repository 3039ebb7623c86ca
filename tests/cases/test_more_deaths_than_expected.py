"""The case "More deaths than expected": numbers told equal the method applied to the data, known plays end as known."""

from __future__ import annotations

import runpy

import pytest
from cases.told import EXERCISES, prose, rows, shipped

from cmo_pathways.analytics.standardization import smr
from cmo_pathways.cases import NumberQuestion, answer, choose, expected_value, outcome, start_case

SLUG = "more-deaths-than-expected"
CASE = shipped(SLUG)
SPRING, FALL = rows(SLUG, "halves.csv")
HELD, MOVED, NONE = rows(SLUG, "ways.csv")
ATTENDINGS = {r["attending"]: r for r in rows(SLUG, "attendings.csv")}
TRANSFERS = rows(SLUG, "transfers.csv")
STAYS = rows(SLUG, "stays.csv")
LATE = [s for s in STAYS if s["half"] == FALL["half"]]
HELD_LATE = [s for s in LATE if "over 8 hours" in s["start"]]
DEATHS, BILLED, RECODED = int(FALL["deaths"]), float(FALL["expected_as_billed"]), float(FALL["expected_recoded"])
NOW, NWOSU = (
    smr(DEATHS, RECODED),
    smr(int(ATTENDINGS["Nwosu"]["deaths"]), float(ATTENDINGS["Nwosu"]["expected_recoded"])),
)
assert NOW.value and NWOSU.value and NOW.interval and NWOSU.interval
ELSEWHERE = float(MOVED["expected_recoded"]) + float(NONE["expected_recoded"])
TOLD = [
    f"{DEATHS} deaths in {FALL['stays']} heart failure stays, {BILLED} expected, ratio {DEATHS / BILLED:.2f}",
    f"January to June was {SPRING['deaths']} with {SPRING['expected_as_billed']} expected",
    f"we coded {SPRING['palliative_coded']} of {SPRING['palliative_seen']}",
    f"do not open: {FALL['palliative_coded']} of {FALL['palliative_seen']}",
    f"go from {BILLED} to {RECODED}",
    f"{DEATHS} over {RECODED} is {NOW.value:.2f}, with an interval from {NOW.interval.low:.2f} to "
    f"{NOW.interval.high:.2f}",
    f"Coding explains {RECODED - BILLED:.1f} of an excess of {DEATHS - BILLED:.1f} deaths",
    f"Above {RECODED} remain {DEATHS - RECODED:.1f}",
    f"{SPRING['deaths']} over {SPRING['expected_recoded']}",
    f"{HELD['deaths']} of these {HELD['stays']}, where {HELD['expected_recoded']} were expected",
    f"{int(MOVED['deaths']) + int(NONE['deaths'])} where {ELSEWHERE:.1f} were expected",
    f"{NWOSU.observed} deaths where {NWOSU.expected} were expected, {NWOSU.value:.2f}, the highest of eight",
    f"runs from {NWOSU.interval.low:.2f} to {NWOSU.interval.high:.2f}",
    f"January to June: {TRANSFERS[0]['transfers']} transfers, none died",
    f"July to December: {TRANSFERS[1]['transfers']} transfers, three died",
    f"The model expected {TRANSFERS[0]['transfer_expected_recoded']} each time",
    f"Have the {int(FALL['palliative_seen']) - int(FALL['palliative_coded'])} uncoded visits",
    f"all {int(SPRING['palliative_seen']) + int(FALL['palliative_seen'])} palliative notes",
    f"Abbott, her senior by twenty years: {ATTENDINGS['Abbott']['deaths']}, "
    f"{ATTENDINGS['Abbott']['expected_recoded']} expected",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_words_that_count_are_true() -> None:
    assert 0.45 < (RECODED - BILLED) / (DEATHS - BILLED) < 0.55  # "half"
    assert sum("over 8 hours" in s["start"] for s in STAYS) - len(HELD_LATE) == 3  # "three ... Since July, thirty-one"
    held = {n: sum(s["died"] == "1" and s["attending"] == n for s in HELD_LATE) for n in ATTENDINGS}
    assert held["Nwosu"] == held["Abbott"] == 3
    assert TRANSFERS[1]["transfer_expected_recoded"] == TRANSFERS[0]["transfer_expected_recoded"]
    assert [TRANSFERS[i]["transfer_deaths"] for i in (0, 1)] == ["0", "3"]
    assert ATTENDINGS["Castellano"]["deaths"] == ATTENDINGS["Reyes-Marsh"]["deaths"] == "1"
    assert len(HELD_LATE) - int(HELD["deaths"]) == 18  # "Eighteen survivors"


def test_planted_truth_is_there() -> None:
    assert smr(DEATHS, BILLED).differs and not NOW.differs
    assert smr(int(HELD["deaths"]), float(HELD["expected_recoded"])).differs
    assert not smr(int(MOVED["deaths"]) + int(NONE["deaths"]), ELSEWHERE).differs
    ratios = {n: smr(int(r["deaths"]), float(r["expected_recoded"])) for n, r in ATTENDINGS.items()}
    assert not any(r.differs for r in ratios.values())
    assert max(ratios, key=lambda n: ratios[n].number()) == "Nwosu"
    assert sum(float(s["risk_recoded"]) for s in LATE) == pytest.approx(RECODED, abs=0.05)


def test_computed_question_is_the_ratio_of_the_half_year_with_every_visit_coded() -> None:
    question = next(s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert expected_value(CASE, question) == pytest.approx(32 / 25.5)
    assert question.tolerance is not None
    assert abs(DEATHS / BILLED - 32 / 25.5) > 5 * question.tolerance


def test_generator_makes_the_same_bytes() -> None:
    for name, text in runpy.run_path(str(EXERCISES / SLUG / "make_data.py"))["build"]().items():
        assert text == (EXERCISES / SLUG / name).read_text(encoding="utf-8")


KNOWN = {
    "one-hour": "tell-nwosu look-codes both-ways look-places night-there look-attendings with-intervals write-up "
    "both-halves one-owner",
    "boarding-on": "agree-order accept-risk look-places blind-pairs write-up care-only beds-back",
    "clean-number": "answer-codes look-at-her look-codes late-only look-transfers close-transfers write-up "
    "codes-answer",
    "chief-leaves": "tell-nwosu look-attendings focused-review write-up chief-answer",
}


@pytest.mark.parametrize("ending", KNOWN)
def test_known_plays(ending: str) -> None:
    state = start_case(CASE)
    for choice in KNOWN[ending].split():
        if state.scene == "codes":
            state = answer(CASE, state, 1.25)
        state = choose(CASE, state, choice)
    assert outcome(CASE, state).ending == ending
