"""The case "One level too low": what it tells is what its tables hold, and each ending can be played."""

from __future__ import annotations

import runpy

import pytest
from cases.played import played
from cases.told import EXERCISES, prose, rows, shipped

from cmo_pathways.analytics.funnel import funnel_of_shares
from cmo_pathways.cases import NumberQuestion, expected_value

SLUG = "wrong-level"
CASE = shipped(SLUG)
AUDIT, REPORTS = rows(SLUG, "audit.csv"), rows(SLUG, "reports.csv")
DONE = {r["surgeon"]: int(r["audited"]) for r in AUDIT}
MISSING = {r["surgeon"]: int(r["no_image"]) for r in AUDIT}
OTHERS, OTHERS_MISSING = sum(DONE.values()) - DONE["A"], sum(MISSING.values()) - MISSING["A"]
COUNTING = [r for r in REPORTS if "count" in r["what"] or "numbers six" in r["what"]]
NO_ACTION = [r for r in REPORTS if r["action"] == "none"]
WORDS = {4: "Four", 6: "six", 9: "nine"}

TOLD = [
    f"{OTHERS_MISSING} of {OTHERS} cases, {OTHERS_MISSING / OTHERS:.2f}. A: {MISSING['A']} of {DONE['A']}, "
    f"{MISSING['A'] / DONE['A']:.2f}",
    f"has the most missing ones, {MISSING['A']}, because he has the most cases; his share is "
    f"{100 * MISSING['A'] / DONE['A']:.1f} %, that of his six colleagues {100 * OTHERS_MISSING / OTHERS:.1f} %",
    f"F has {100 * MISSING['F'] / DONE['F']:.1f} % in {DONE['F']} cases",
    f"A has {MISSING['A']}, more than anyone",
    f"{WORDS[len(COUNTING)]} of {WORDS[len(REPORTS)]} reports described counting; {WORDS[len(NO_ACTION)]} of "
    f'{WORDS[len(REPORTS)]} ended with "none"',
    f"{WORDS[len(REPORTS)]} reports in 14 months",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_planted_truth_is_there() -> None:
    assert MISSING["A"] == max(MISSING.values()) and DONE["A"] == max(DONE.values())
    assert abs(MISSING["A"] / DONE["A"] - OTHERS_MISSING / OTHERS) < 0.02
    assert 0.22 < sum(MISSING.values()) / sum(DONE.values()) < 0.28  # "about one case in four"
    funnel = funnel_of_shares(list(DONE), list(MISSING.values()), list(DONE.values()))
    assert all(u.flag != "alarm" for u in funnel.units)
    assert all(r["reported_by"] in {"nurse", "technologist"} for r in REPORTS)


def test_question_asks_the_share_of_the_colleagues() -> None:
    question = next(s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert expected_value(CASE, question) == pytest.approx(49 / 204)


def test_generator_makes_the_same_bytes() -> None:
    for name, text in runpy.run_path(str(EXERCISES / SLUG / "make_data.py"))["build"]().items():
        assert text == (EXERCISES / SLUG / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("choices", "ending"),
    [
        ("cover-list both ask-them-back six-people sit-with-joel all-seven tell-open hard-stop invite", "same-room"),
        ("cover-list both hold-bills six-people no-discipline all-seven send-letter second-surgeon visit", "told-late"),
        ("risk-first until-monday peers no-discipline close-human back-on-list train-all board-only", "binder"),
        ("stand-down keep-off facts-now you-alone date-for-both peers privacy-line focus-on-a send-letter "
         "second-surgeon show-the-case", "silence"),
    ],
)  # fmt: skip
def test_each_ending_is_reached_by_a_known_play(choices: str, ending: str) -> None:
    assert played(CASE, choices).scene == ending
