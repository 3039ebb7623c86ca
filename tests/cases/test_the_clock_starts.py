"""The case "The clock starts": its dates are those of the compliance clocks, its counts those of its tables."""

from __future__ import annotations

import runpy
from datetime import date

import pytest
from cases.played import played
from cases.told import EXERCISES, prose, rows, shipped

from cmo_pathways.analytics.clocks import hipaa_breach
from cmo_pathways.cases import NumberQuestion, expected_value

SLUG = "the-clock-starts"
CASE = shipped(SLUG)
FILE, OPENED = rows(SLUG, "file.csv"), rows(SLUG, "opened.csv")
PEOPLE = {r["clinic"]: round(int(r["rows_in_file"]) * float(r["share_people"]), 6) for r in FILE}
AT_HOME = [PEOPLE[r["clinic"]] for r in FILE if r["state"] == "home"]
ACROSS = [PEOPLE[r["clinic"]] for r in FILE if r["state"] == "across"]
TOTAL = int(sum(PEOPLE.values()))
ROWS = sum(int(r["rows_in_file"]) for r in FILE)
SEEN = {r["day"]: int(r["opened_first_time"]) for r in OPENED}
LATE = sum(n for day, n in SEEN.items() if day > "2026-11-09")
KNOWN, ENTERED = date(2026, 11, 9), date(2026, 11, 17)


def words(day: date) -> str:
    return f"{day:%B} {day.day}"


def due(discovered: date, people: int) -> tuple[str, str]:
    individuals, hhs, *_ = hipaa_breach(discovered, people)
    return words(individuals.when()), words(hhs.when())


TOLD = [
    f"letters {due(KNOWN, TOTAL)[0]}, not {due(ENTERED, TOTAL)[0]}; with {TOTAL} people HHS at the same time; "
    f"with {TOTAL - 1}, HHS by {due(KNOWN, TOTAL - 1)[1]}",
    f"then offers {due(ENTERED, TOTAL)[0]} as the last day for letters",
    f"{due(KNOWN, TOTAL)[0]} as the outer date",
    f"the law's outer date for both is {due(KNOWN, TOTAL)[1]}",
    f"{ROWS} rows, {TOTAL} people: {sum(AT_HOME):.0f} at home, {sum(ACROSS):.0f} across the river. "
    f"{sum(SEEN.values())} of 1,150 recipients opened the message, {LATE} of them after November 9",
    " + ".join(f"{n:.0f}" for n in PEOPLE.values()) + f" = {TOTAL}, of whom {sum(AT_HOME):.0f} live at home",
    f"What was seen stays seen: {sum(SEEN.values())} had opened it",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_data_and_clocks(told: str) -> None:
    assert told in prose(CASE)


def test_planted_truth_is_there() -> None:
    assert all(n == round(n) for n in PEOPLE.values())
    assert TOTAL == 500 and max(sum(AT_HOME), sum(ACROSS)) <= 500
    assert SEEN["2026-11-05"] + SEEN["2026-11-06"] > sum(SEEN.values()) / 2
    assert 0.79 < 1 - sum(SEEN.values()) / 1150 < 0.81  # "four in five had never looked at it"
    assert (date(2026, 12, 1) - ENTERED).days == 14 and 21 <= (date(2026, 12, 1) - KNOWN).days <= 22
    assert ENTERED.strftime("%A") == "Tuesday" and KNOWN.strftime("%A") == "Monday"


def test_question_asks_for_people_and_not_for_rows() -> None:
    question = next(s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert expected_value(CASE, question) == pytest.approx(TOTAL)
    assert question.tolerance is not None and question.tolerance < 1


def test_generator_makes_the_same_bytes() -> None:
    for name, text in runpy.run_path(str(EXERCISES / SLUG / "make_data.py"))["build"]().items():
        assert text == (EXERCISES / SLUG / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("choices", "ending"),
    [
        ("split-lead pull-it the-ninth as-five-hundred leave-blank phones-first three-sentences one-mailing one-page",
         "every-friday"),
        ("greet-first log-first today check-again late-entry six-sharp through-counsel one-mailing to-counsel",
         "handed-over"),
        ("split-lead pull-it two-clocks as-five-hundred leave-blank six-sharp three-sentences one-mailing keep-it",
         "one-head"),
        ("breach-first write-all today check-again swap-tracer letters-speak as-asked first-january keep-course "
         "count-on-law", "day-sixty"),
    ],
)  # fmt: skip
def test_each_ending_is_reached_by_a_known_play(choices: str, ending: str) -> None:
    assert played(CASE, choices).scene == ending
