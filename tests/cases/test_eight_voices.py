"""The case "Eight voices": what a mean of eight can bear is worked out from its marks, by hand and by method."""

from __future__ import annotations

import math
import runpy
from statistics import mean, variance

import pytest
from cases.played import played
from cases.told import EXERCISES, prose, rows, shipped

from cmo_pathways.analytics import METHODS
from cmo_pathways.cases import NumberQuestion, expected_value

SLUG = "eight-voices"
CASE = shipped(SLUG)
MEANS = {r["chief"]: r["mean"] for r in rows(SLUG, "means.csv")}
TABLE = rows(SLUG, "marks.csv")
MARKS = {chief: [int(r["mark"]) for r in TABLE if r["chief"] == chief] for chief in MEANS}
WITHIN = mean(variance(marks) for marks in MARKS.values())
BETWEEN = 8 * variance([mean(marks) for marks in MARKS.values()])
OF_EIGHT = (BETWEEN - WITHIN) / BETWEEN
OF_ONE = (BETWEEN - WITHIN) / (BETWEEN + 7 * WITHIN)
ERROR = math.sqrt(WITHIN / 8)
NEEDED = METHODS["raters_needed"].function([float(r["mark"]) for r in TABLE], [r["chief"] for r in TABLE])

TOLD = [
    f"The mean square between chiefs is {BETWEEN:.2f}, within chiefs {WITHIN:.2f}",
    f"({BETWEEN:.2f} - {WITHIN:.2f}) / {BETWEEN:.2f} = {OF_EIGHT:.2f}",
    f"One voice has a reliability of {OF_ONE:.2f}, the mean of eight {OF_EIGHT:.2f}; fourteen would reach 0.70",
    f"Two means have to lie about {2 * math.sqrt(2) * ERROR:.1f} apart",
    f"put {2 * ERROR:.2f} above and below each",
    f"Her {MEANS['Rahimi']} with two standard errors runs from {3.25 - 2 * ERROR:.1f} to {3.25 + 2 * ERROR:.1f}",
    f"{MEANS['Rahimi']} to {max(MEANS.values())}",
    f"Whitlock's {MEANS['Whitlock']}",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_planted_truth_is_there() -> None:
    assert sorted(MARKS["Rahimi"]) == [2, 2, 2, 4, 4, 4, 4, 4] and "five of 4 and three of 2" in prose(CASE)
    assert [chief for chief, value in MEANS.items() if float(value) < 3.5] == ["Rahimi"]
    assert 3.25 + 2 * ERROR > 3.5 and NEEDED == 14
    assert all(f"{mean(marks):.2f}" == MEANS[chief] for chief, marks in MARKS.items())


def test_question_asks_the_reliability_of_the_mean() -> None:
    question = next(s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert expected_value(CASE, question) == pytest.approx(OF_EIGHT) == pytest.approx(0.5815, abs=5e-5)
    assert question.tolerance is not None
    assert abs((1.65 - 0.69) / 1.65 - OF_EIGHT) < question.tolerance < OF_EIGHT - OF_ONE


def test_generator_makes_the_same_bytes() -> None:
    for name, text in runpy.run_path(str(EXERCISES / SLUG / "make_data.py"))["build"]().items():
        assert text == (EXERCISES / SLUG / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("choices", "ending"),
    [
        ("stop-form ask-writer cannot-carry own-criteria her-reading call-nadia measure-nights renew-with-plan",
         "ninth-voice"),
        ("one-of-four paraphrase fourteen-voices own-criteria show-spread rater-may-leave her-own-pace one-year",
         "on-probation"),
        ("ask-marks let-it-go talk-to-her two-groups send-upstairs your-view let-her-drive her-own-pace trust-the-bar",
         "all-fives"),
        ("stop-form paraphrase cannot-carry purpose-rule your-view rater-may-leave measure-nights lock-it-away",
         "locked-away"),
    ],
)  # fmt: skip
def test_each_ending_is_reached_by_a_known_play(choices: str, ending: str) -> None:
    assert played(CASE, choices).scene == ending
