"""The case "Nothing to report": what it tells is in its table, and every ending has a known play."""

from __future__ import annotations

import pytest
from cases.told import prose, rows, same_bytes, shipped

from cmo_pathways.cases import NumberQuestion, answer, choose, expected_value, outcome, start_case

SLUG = "nothing-to-report"
CASE = shipped(SLUG)
ROWS = rows(SLUG, "reports.csv")


def total(period: str, column: str) -> int:
    return sum(int(row[column]) for row in ROWS if row["period"] == period)


def test_the_numbers_told_are_those_of_the_table() -> None:
    before, after = total("before", "reports"), total("after", "reports")
    harm = total("before", "with_harm")
    assert (before, after, harm, total("after", "with_harm")) == (72, 24, 8, 8)
    text = prose(CASE)
    assert f"{harm} of {after}, one in three. Before the letter it was {harm} of {before}, one in nine" in text
    assert f"the {before - after} reports that cost nobody anything" in text
    assert f"Reports without harm fell from {before - harm} to {after - harm}" in text


def test_the_share_is_what_a_pocket_calculator_gives() -> None:
    (question,) = [s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion)]
    assert expected_value(CASE, question) == pytest.approx(8 / 24)


def test_the_data_are_made_again_alike() -> None:
    assert same_bytes(SLUG)


@pytest.mark.parametrize(
    ("choices", "ending"),
    [
        ("ask-adeyemi show-prows both-speak printer all-eleven", "spoken"),
        ("ask-drawer promise-names box-again you-speak pens worst-first", "half-told"),
        ("praise-graph who-drew risk-office written double-check sort-first", "starred"),
    ],
)
def test_a_known_play_of_each_ending(choices: str, ending: str) -> None:
    state = start_case(CASE)
    for choice in choices.split():
        if state.scene == "letter":
            state = answer(CASE, state, 0.33)
        state = choose(CASE, state, choice)
    assert outcome(CASE, state).ending == ending
