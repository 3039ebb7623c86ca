"""The case "Too few ventilators": what ends first follows from its tables, and known plays reach its endings."""

from __future__ import annotations

import math
import runpy

import pytest
from cases.told import EXERCISES, prose, rows, shipped

from cmo_pathways.cases import NumberQuestion, answer, choose, expected_value, open_question, outcome, start_case

SLUG = "too-few-ventilators"
CASE = shipped(SLUG)
CENSUS = rows(SLUG, "census.csv")
STOCK = {r["item"]: r for r in rows(SLUG, "stock.csv")}
STAFF = {r["who"]: r for r in rows(SLUG, "staff.csv")}
VIALS = STOCK["propofol vials"]


def days(item: str, mean: int) -> float:
    return int(STOCK[item]["stock"]) / int(STOCK[item][f"daily_use_{mean}_days"])


def missing(who: str) -> int:
    row = STAFF[who]
    return math.ceil(int(row["patients"]) / int(row["patients_per_person"])) - int(row["there"])


NURSES = STAFF["ICU nurses, Saturday night"]
TOLD = [
    f"{VIALS['stock']} vials last {days('propofol vials', 14):.1f} days by the mean of 14 days, past Monday's truck; "
    f"{days('propofol vials', 7):.1f} by the last seven, until Sunday evening; "
    f"{int(VIALS['stock']) / int(CENSUS[-1]['propofol_vials_used']):.1f} at Wednesday's rate",
    f"{VIALS['stock']} over {VIALS['daily_use_7_days']} is {days('propofol vials', 7):.1f} days",
    f"crossed out {CENSUS[-1]['ventilated']}",
    f"{NURSES['patients']} ventilated patients need 13 nurses at one for two, and {NURSES['there']} are there",
    f"25 over 2 is 12.5, so 13 nurses; {NURSES['there']} are there, "
    f"{missing('ICU nurses, Saturday night')} are missing",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_planted_truth_is_there() -> None:
    text = prose(CASE)
    assert days("propofol vials", 7) < 4 < days("propofol vials", 14)  # the truck comes four days after the count
    assert "doubled in two weeks" in text and CENSUS[-1]["ventilated"] == "20" and CENSUS[0]["ventilated"] == "10"
    assert all(days(item, mean) >= 7 for item in STOCK if item != "propofol vials" for mean in (7, 14))
    assert "therapists are two short" in text and missing("Therapists, Saturday night") == 2
    assert missing("ICU nurses, Thursday night") == 0 == missing("Therapists, Thursday night")


def test_questions_by_hand() -> None:
    stock, night = (s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert expected_value(CASE, stock) == pytest.approx(640 / 176)
    assert abs(640 / 152 - expected_value(CASE, stock)) > 10 * (stock.tolerance or 1)
    assert expected_value(CASE, night) == 13 - 9


def test_generator_makes_the_same_bytes() -> None:
    made = runpy.run_path(str(EXERCISES / SLUG / "make_data.py"))["build"]()
    assert set(made) == {"census.csv", "stock.csv", "staff.csv"}
    assert all(text == (EXERCISES / SLUG / name).read_text(encoding="utf-8") for name, text in made.items())


@pytest.mark.parametrize(
    ("ids", "ending"),
    [
        ("say-contingency stop-elective only-low most-stable team-of-three one-for-three thank-and-record stay-in-unit "
         "public-and-review", "named"),
        ("ask-the-state borrow-now ask-boateng open-nights whole-committee call-the-six second-look call-the-others "
         "region-first", "regional"),
        ("send-home new-sedation both-groups most-to-gain tanabe-decides ask-haddad team-nursing tell-kessler-no "
         "write-it-down quiet-week", "drawer"),
        ("send-home stop-elective both-groups most-stable you-decide her-witness team-nursing bed-twelve stay-in-unit "
         "take-it-on-you", "alone"),
    ],
)  # fmt: skip
def test_known_plays_reach_their_endings(ids: str, ending: str) -> None:
    state = start_case(CASE)
    for choice in ids.split():
        question = open_question(CASE, state)
        if isinstance(question, NumberQuestion):
            state = answer(CASE, state, expected_value(CASE, question))
        state = choose(CASE, state, choice)
    assert outcome(CASE, state).ending == ending
