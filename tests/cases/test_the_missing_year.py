"""The case "The missing year": ages of verifications, training and busy screens are those of its tables."""

from __future__ import annotations

import runpy
from datetime import date

import pytest
from cases.played import played
from cases.told import EXERCISES, prose, rows, shipped

from cmo_pathways.analytics.clocks import verification_in_time
from cmo_pathways.cases import NumberQuestion, expected_value

SLUG = "the-missing-year"
CASE = shipped(SLUG)
ELEMENTS, MODULES = rows(SLUG, "elements.csv"), rows(SLUG, "modules.csv")
NIGHTS = {r["on_duty"]: r for r in rows(SLUG, "nights.csv")}
BOARD, COMMITTEE = date(2026, 11, 20), date(2026, 11, 19)
VERIFIED = {r["element"].split(":")[0]: date.fromisoformat(r["verified_on"]) for r in ELEMENTS}
LATE = [name for name, on in VERIFIED.items() if not verification_in_time(on, BOARD)]
DONE = {r["physician"]: int(r["done"]) for r in MODULES}
COMPLAINTS = {r["physician"]: int(r["no_camera_complaints"]) for r in MODULES}
LOAD = float(NIGHTS["without her"]["calls_times_hours"])
TWO = LOAD**2 / 2 / (1 + LOAD + LOAD**2 / 2)
THREE = LOAD * TWO / (3 + LOAD * TWO)

TOLD = [
    f"the license, {(BOARD - VERIFIED['License']).days} days on Friday",
    f"Today is day {(COMMITTEE - VERIFIED['License']).days}",
    f"Dr. Everett has done {DONE['Everett']} of 6 modules",
    f"With two on duty all are busy in {100 * TWO:.0f} % of calls, with three in {100 * THREE:.0f} %",
    f"{LOAD**2 / 2:.2f} over {1 + LOAD + LOAD**2 / 2:.2f}: {TWO:.2f}. With three it is {THREE:.2f}",
    f"The network's load at night is {LOAD}",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_planted_truth_is_there() -> None:
    assert LATE == ["License"]
    assert all((BOARD - date.fromisoformat(r["verified_on"])).days == int(r["days_before_decision"]) for r in ELEMENTS)
    assert COMPLAINTS["Everett"] == 3 == max(COMPLAINTS.values()) and DONE["Farahani"] == 6
    assert [r["physician"] for r in MODULES if r["stroke_scale"] == "expired"] == ["Everett"]
    open_modules = [name for name, done in DONE.items() if done < 6]
    assert len(open_modules) == 3  # Everett and the "two who had left the parking module open"
    assert BOARD.strftime("%A") == "Friday"


def test_question_asks_how_often_two_screens_are_busy() -> None:
    question = next(s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert expected_value(CASE, question) == pytest.approx(TWO) == pytest.approx(0.18 / 1.78)


def test_generator_makes_the_same_bytes() -> None:
    for name, text in runpy.run_path(str(EXERCISES / SLUG / "make_data.py"))["build"]().items():
        assert text == (EXERCISES / SLUG / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("choices", "ending"),
    [
        ("ask-brendan ability-now hold-everett verify-again take-her phone-rule board-names", "screen-on"),
        ("close-folder same-five watch-her rule-for-all only-license with-nurse fix-line days-first", "days-only"),
        ("close-folder stay-closed tell-brendan their-clock take-her sign-off all-nine", "camera-off"),
        ("ask-her what-happened hold-everett verify-again leave-her-off fix-line defer-all", "one-sunday"),
    ],
)
def test_each_ending_is_reached_by_a_known_play(choices: str, ending: str) -> None:
    assert played(CASE, choices).scene == ending
