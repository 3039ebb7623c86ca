"""The case "The man in bed eleven": what none of twelve can bear, and a play to each ending."""

from __future__ import annotations

import runpy

import pytest
from cases.played import played
from cases.told import EXERCISES, prose, rows, shipped

from cmo_pathways.cases import NumberQuestion, expected_value

SLUG = "who-decides"
CASE = shipped(SLUG)
SERIES = rows(SLUG, "series.csv")
PATIENTS = sum(int(r["patients"]) for r in SERIES)
HOME = sum(int(r["home_or_rehabilitation"]) for r in SERIES)
HIGH = 1.96**2 / (PATIENTS + 1.96**2)

TOLD = [
    f"The 95 % interval of {HOME} of {PATIENTS} reaches {100 * HIGH:.0f} %",
    f"3.84 over {PATIENTS + 3.84:.2f}: {HIGH:.2f}",
    f"3.84 / ({PATIENTS} + 3.84) = {HIGH:.2f}",
    "Four years, twelve patients",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_planted_truth_is_there() -> None:
    assert (HOME, PATIENTS, len(SERIES)) == (0, 12, 4)
    assert "in more than one such series in four" in prose(CASE) and 0.25 < 0.9**PATIENTS < 0.33


def test_question_asks_how_high_the_true_share_may_be() -> None:
    question = next(s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert expected_value(CASE, question) == pytest.approx(HIGH, abs=0.0005)


def test_generator_makes_the_same_bytes() -> None:
    for name, text in runpy.run_path(str(EXERCISES / SLUG / "make_data.py"))["build"]().items():
        assert text == (EXERCISES / SLUG / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("choices", "ending"),
    [
        ("leave-chair stay-for-it ask-market what-he-wants ask-uncle bring-both name-the-hat with-marcus",
         "sooner-the-sea"),
        ("set-trial neurology-again give-hours unlikely make-decider write-for-them read-policy to-court",
         "seventy-days"),
        ("sign-it thank-olu close-search strand-knows book-trach", "by-itself"),
        ("set-trial stay-for-it give-hours strand-knows not-yet only-experts adjourn committee-decides", "monday-ten"),
    ],
)  # fmt: skip
def test_each_ending_is_reached_by_a_known_play(choices: str, ending: str) -> None:
    assert played(CASE, choices).scene == ending
