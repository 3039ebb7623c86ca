"""The case "Never again, nine weeks": numbers told equal the method applied to the data, known plays end as known."""

from __future__ import annotations

import math
import runpy
from datetime import date
from statistics import fmean

import pytest
from cases.told import EXERCISES, prose, rows, shipped

from cmo_pathways.analytics.control_charts.rare import g_chart, g_quantile_chart
from cmo_pathways.cases import NumberQuestion, answer, choose, expected_value, outcome, start_case

SLUG = "never-again-nine-weeks"
CASE = shipped(SLUG)
EVENTS = rows(SLUG, "events.csv")
HELD, OPERATIONS = rows(SLUG, "relief.csv")
GAPS = [int(e["operations_since_previous"]) for e in EVENTS]
DATES = [date.fromisoformat(e["date"]) for e in EVENTS]
CHART = g_chart(GAPS)
MEAN, UPPER = CHART.centre[0], CHART.upper[0] or 0
WITH, WITHOUT = int(OPERATIONS["with_relief"]), int(OPERATIONS["without_relief"])
EXPECTED = 63 * 84 / MEAN
THREE = 1 - math.exp(-EXPECTED) * (1 + EXPECTED + EXPECTED**2 / 2)


def mean(key: str, building: str) -> float:
    return fmean(int(e[key]) for e in EVENTS if e["building"] == building)


BEFORE, SINCE = (mean("days_since_previous", b) for b in ("one", "two"))
BEFORE_OPS, SINCE_OPS = (mean("operations_since_previous", b) for b in ("one", "two"))
TOLD = [
    f"has all {len(EVENTS)} events since 2019",
    f"one every {BEFORE:.0f} days before the new building, one every {SINCE:.0f} since",
    f"{BEFORE_OPS:,.0f} between two events before, {SINCE_OPS:,.0f} since. Mean over all, {MEAN:,.0f}",
    f"Mean days between events: {BEFORE:.1f} and {SINCE:.1f}",
    f"{round(MEAN, -1):,.0f} plus 3 times {MEAN + 0.5:,.1f}, about {round(UPPER, -1):,.0f}",
    f"{EXPECTED:.2f} events are expected, and three or more come in about one nine-week span of nine",
    f"in {HELD['with_relief']} of the {len(EVENTS)} somebody had relieved",
    f"in {WITH:,} of {WITH + WITHOUT:,} operations, one in five",
    f"they were {sum(e['item'] in ('needle', 'instrument part') for e in EVENTS)} of the {len(EVENTS)}",
    f"an event about every {MEAN / 84:.0f} days",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    # The text rounds the mean to 4,590, and its half step with it.
    assert told.replace(f"{MEAN + 0.5:,.1f}", "4,590.5") in prose(CASE)


def test_words_that_count_are_true() -> None:
    assert round(1 / THREE) == 9
    assert 7 <= UPPER / 84 / 30.4 < 7.5  # "seven months"
    assert round((WITH + WITHOUT) / 365) == 84 and round(WITH / 365) == 17
    assert (DATES[-1], DATES[-2], DATES[-3]) == (date(2026, 9, 30), date(2026, 9, 13), date(2026, 8, 18))
    may = [d for d in DATES if date(2025, 5, 1) <= d <= date(2025, 5, 31)]
    assert len(may) == 3 and (may[-1] - may[0]).days == 11  # "three in eleven days"
    assert sum(int(e["days_since_previous"]) for e in EVENTS[-3:]) <= 63


def test_planted_truth_is_there() -> None:
    assert CHART.signals == () and g_quantile_chart(GAPS).signals == () and CHART.lower[0] == 0
    assert abs(BEFORE_OPS - SINCE_OPS) < 0.05 * MEAN
    assert 1.8 < BEFORE / SINCE < 2.0  # "twice as many a year"
    times = (int(HELD["with_relief"]) / WITH) / (int(HELD["without_relief"]) / WITHOUT)
    assert round(times) == 5


def test_computed_question_by_hand() -> None:
    question = next(s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert question.tolerance is not None
    assert abs(4590 + 3 * 4590.5 - expected_value(CASE, question)) < question.tolerance
    assert abs(4 * 4590 - expected_value(CASE, question)) < question.tolerance
    assert expected_value(CASE, question) == MEAN + 3 * math.sqrt(MEAN * (MEAN + 1))


def test_generator_makes_the_same_bytes() -> None:
    for name, text in runpy.run_path(str(EXERCISES / SLUG / "make_data.py"))["build"]().items():
        assert text == (EXERCISES / SLUG / name).read_text(encoding="utf-8")


KNOWN = {
    "counted": "tell-now sit-with-her start-review daily-measure count-at-relief his-case ask-her-in thank-aloud "
    "daily-and-rare",
    "quiet-year": "petrov-tells start-review twice-as-many detector not-a-vote bill-and-care bin-liner detector-now",
    "never-again": "secure-room off-the-list stop-morning not-worse no-relief four-weeks show-her-numbers hale-alone "
    "zero-goal",
}


@pytest.mark.parametrize("ending", KNOWN)
def test_known_plays(ending: str) -> None:
    state = start_case(CASE)
    for choice in KNOWN[ending].split():
        if state.scene == "ruler":
            state = answer(CASE, state, 18360)
        state = choose(CASE, state, choice)
    assert outcome(CASE, state).ending == ending
