"""The case "This month's number": every number told equals the method applied to the data, every path ends."""

from __future__ import annotations

import csv
import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
from cases.told import prose

from cmo_pathways.analytics import Rule, p_chart, xmr_chart
from cmo_pathways.cases import (
    Case,
    NumberQuestion,
    PlayState,
    answer,
    choose,
    expected_value,
    is_over,
    open_choices,
    open_question,
    outcome,
    start_case,
)
from cmo_pathways.cases.walk import best_and_worst, is_ending, walk
from cmo_pathways.content import content_root

FOLDER = content_root() / "exercises" / "this-months-number"
ROWS = list(csv.DictReader((FOLDER / "sepsis.csv").open(encoding="utf-8")))
WAITS = list(csv.DictReader((FOLDER / "waits.csv").open(encoding="utf-8")))
PERCENT = [float(r["percent"]) for r in ROWS]
PHASE = [r["phase"] for r in ROWS]
SINCE = [r for r in ROWS if r["phase"] == "since-cabinet"]
CHART, MIXED = xmr_chart(PERCENT, PHASE), xmr_chart(PERCENT)
SHARE = p_chart([int(r["within_60"]) for r in ROWS], [int(r["patients"]) for r in ROWS], PHASE)


def total(rows: list[dict[str, str]], key: str) -> int:
    return sum(int(r[key]) for r in rows)


def percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.1f}"


NIGHT, NIGHT_IN = total(SINCE, "night_patients"), total(SINCE, "night_within_60")
DAY, DAY_IN = total(SINCE, "patients") - NIGHT, total(SINCE, "within_60") - NIGHT_IN
LAST_NIGHT, LAST_NIGHT_IN = total(SINCE[-2:], "night_patients"), total(SINCE[-2:], "night_within_60")
LAST_DAY = total(SINCE[-2:], "patients") - LAST_NIGHT
LAST_DAY_IN = total(SINCE[-2:], "within_60") - LAST_NIGHT_IN
MISSED = total(SINCE, "patients") - total(SINCE, "within_60")
OCTOBER = int(SINCE[-1]["patients"]) - int(SINCE[-1]["within_60"])
AUGUST = int(SINCE[-3]["patients"]) - int(SINCE[-3]["within_60"])
MEAN, LOWER, UPPER = (f"{line[-1]:.1f}" for line in (CHART.centre, CHART.lower, CHART.upper))
RANGE, MIXED_RANGE = (f"{c.ranges.centre[-1]:.1f}" for c in (CHART, MIXED) if c.ranges)
ALL_WAITS, AUGUST_WAITS, OCTOBER_WAITS = ([int(r[k]) for r in WAITS] for k in ("since_cabinet", "august", "october"))

TOLD = [
    f"August {PERCENT[-3]} %, September {PERCENT[-2]} %, October {PERCENT[-1]} %",
    f"October: {SINCE[-1]['within_60']} of {SINCE[-1]['patients']}",
    f"this June, {PERCENT[23]} %",
    f"June 2026 was lower ({PERCENT[23]})",
    f"All {len(ROWS)} months together: mean {MIXED.centre[0]:.1f} %, average moving range {MIXED_RANGE} points",
    f"The {len(SINCE)} months since September 2025: mean {MEAN} %, average moving range {RANGE} points",
    f"about {LOWER} %. (s372, data) October lies well inside. The upper limit, by the same step, is {UPPER} %",
    f"mean {MEAN} minus 2.66 times {RANGE}, about {LOWER} %",
    f"With all 28 months one gets {MIXED.lower[0]:.1f} %",
    f"{MIXED.lower[0]:.1f} to {MIXED.upper[0]:.1f} around {MIXED.centre[0]:.1f}",
    f"inside the {LOWER} to {UPPER} % that this process gives",
    f"from a mean of {CHART.centre[0]:.1f} to {MEAN} %",
    f"nights made the hour in {LAST_NIGHT_IN} of {LAST_NIGHT} patients, {percent(LAST_NIGHT_IN, LAST_NIGHT)} %",
    f"and days in {LAST_DAY_IN} of {LAST_DAY}, {percent(LAST_DAY_IN, LAST_DAY)} %",
    f"nights {percent(LAST_NIGHT_IN, LAST_NIGHT)} %, days {percent(LAST_DAY_IN, LAST_DAY)} %. All months since the "
    f"change: nights {percent(NIGHT_IN, NIGHT)} %, days {percent(DAY_IN, DAY)} %",
    f"nights {NIGHT_IN} of {NIGHT}, days {DAY_IN} of {DAY}, that is {percent(NIGHT_IN, NIGHT)} and "
    f"{percent(DAY_IN, DAY)} %",
    f"read all {OCTOBER}. Each has a reason: {OCTOBER_WAITS[1]} waited for a drug that the cabinet does not hold, "
    f"{OCTOBER_WAITS[0]} for a decision, {OCTOBER_WAITS[3]} were away in the scanner, {OCTOBER_WAITS[2]} had no line, "
    f"in {OCTOBER_WAITS[4]} nobody",
    f"Read August's {AUGUST} missed patients",
    f"{AUGUST_WAITS[1]} of {AUGUST} in August waited for the same drugs, {OCTOBER_WAITS[1]} of {OCTOBER} in October",
    f"There are {MISSED} of {total(SINCE, 'patients')}",
    f"in {ALL_WAITS[1]} of the {MISSED}, {percent(ALL_WAITS[1], MISSED)} %, an ordered drug",
    f"{ALL_WAITS[0]} waited for a decision, {ALL_WAITS[2]} for a line or cultures, {ALL_WAITS[3]} were away for a scan "
    f"or a transfer; for {ALL_WAITS[4]} the times are missing",
    f"where {ALL_WAITS[0]} of the {MISSED} were waiting, and leaves the {ALL_WAITS[1]} where they are",
    f"the mean share is {100 * SHARE.centre[-1]:.1f} %, and October's limits are {100 * (SHARE.lower[-1] or 0):.1f} to "
    f"{100 * (SHARE.upper[-1] or 0):.1f} %",
    f"the gap between {UPPER} and 90",
    f"a point under {LOWER}",
]
STORY = {"240", "60", "90", "12", "28", "2024", "2025", "2026", "2.66", "48", "5", "18", "25", "8", "7"}


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(number: Case, told: str) -> None:
    assert told in prose(number)


def test_no_other_number_hides_in_the_text(number: Case) -> None:
    text = re.sub(r"\d\d:\d\d|\((?:[a-z]+\d*(?:, )?)+\)", " ", prose(number))
    known = STORY | {n for told in TOLD for n in re.findall(r"\d+(?:\.\d+)?", told)}
    found = re.findall(r"\d+(?:\.\d+)?", text)
    assert len(found) > 100
    assert set(found) <= known


def test_words_that_count_are_true(number: Case) -> None:
    text = prose(number)
    assert "Nineteen points since August" in text and PERCENT[-3] - PERCENT[-1] == pytest.approx(19.0)
    assert "of three chance months, one order in six is two falls in a row" in text  # 1 / 3!
    assert "one in three waits longer than an hour" in text and 0.32 < MISSED / total(SINCE, "patients") < 0.35
    assert "Nearly half" in text and 0.45 < ALL_WAITS[1] / MISSED < 0.5
    runs = [s for s in MIXED.signals if s.rule is Rule.RUN_OF_EIGHT]
    assert "a run of ten months on one side" in text and [len(s.points) for s in runs] == [10]
    assert min(PERCENT[13:]) == PERCENT[23]  # "the lowest month since the summer of 2025"
    assert ROWS[23]["month"] == "2026-06"


def test_planted_truth_is_there() -> None:
    assert CHART.signals == () and CHART.ranges is not None and CHART.ranges.signals == ()
    assert SHARE.signals == ()
    assert MIXED.signals
    assert CHART.lower[-1] is not None and CHART.lower[-1] < PERCENT[-1] < PERCENT[-2] < PERCENT[-3]
    assert max(u or 0 for u in CHART.upper) < 90 and max(u or 0 for u in SHARE.upper) < 0.9
    assert abs(NIGHT_IN / NIGHT - DAY_IN / DAY) < 0.01 < LAST_DAY_IN / LAST_DAY - LAST_NIGHT_IN / LAST_NIGHT
    assert sum(ALL_WAITS) == MISSED and sum(AUGUST_WAITS) == AUGUST and sum(OCTOBER_WAITS) == OCTOBER


def test_generator_makes_the_same_bytes() -> None:
    script = runpy.run_path(str(FOLDER / "make_data.py"))
    made = script["build"]()
    assert set(made) == {"sepsis.csv", "waits.csv"}
    for name, text in made.items():
        assert text == (FOLDER / name).read_text(encoding="utf-8")
    assert script["build"](script["SEED"] + 1) != made


def test_computed_question_has_the_limit_of_the_phase(number: Case) -> None:
    question = next(s.question for s in number.scenes if isinstance(s.question, NumberQuestion))
    assert expected_value(number, question) == CHART.lower[-1] == pytest.approx(50.2754, abs=5e-5)
    assert question.tolerance is not None
    by_hand = float(MEAN) - 2.66 * float(RANGE)
    assert abs(by_hand - expected_value(number, question)) < question.tolerance
    assert abs((MIXED.lower[0] or 0) - expected_value(number, question)) > 5 * question.tolerance


KNOWN = {
    "sound": (
        "by-nine limits-first stable-and-short walk-test call-tonight with-chart redesign",
        "redesign",
        (6, 4, 5, 2, 5),
        {"board-trust": -1, "frontline-candor": 4, "process-insight": 2, "hours": 1},
    ),
    "right-and-alone": (
        "teach-now limits-first no-signal through-tomas plain close-item",
        "quiet",
        (1, 6, 1, 1, 0),
        {"board-trust": -2, "frontline-candor": 4, "process-insight": 0, "hours": 4},
    ),
    "name-and-plan": (
        "name-owner stand-by by-shift ask-keller all-months order-all after-board plain corrective-plan",
        "action-plan",
        (-1, 1, 7, -2, -1),
        {"board-trust": 11, "frontline-candor": -6, "process-insight": 1, "hours": 3},
    ),
}


@pytest.mark.parametrize("name", KNOWN)
def test_known_results(number: Case, name: str) -> None:
    ids, ending, points, counters = KNOWN[name]
    state = start_case(number)
    for choice in ids.split():
        if state.scene == "limits":
            state = answer(number, state, 50.2)
        state = choose(number, state, choice)
    result = outcome(number, state)
    assert (result.ending, tuple(s.got for s in result.scores), dict(result.counters)) == (ending, points, counters)


def every_play(case: Case, state: PlayState) -> Iterator[PlayState]:
    if is_over(case, state):
        yield state
        return
    assert open_choices(case, state), f"dead end at {state.scene} with {state.counters}"
    starts = [state]
    if isinstance(open_question(case, state), NumberQuestion):
        starts += [answer(case, state, 50.3), answer(case, state, 41.8)]
    for now in starts:
        for choice in open_choices(case, now):
            yield from every_play(case, choose(case, now, choice.id))


def test_every_play_ends_within_the_range_and_every_choice_is_taken(number: Case) -> None:
    ranges = best_and_worst(number)
    seen: dict[str, list[int]] = {name: [] for name in ranges}
    endings: set[str] = set()
    taken: set[tuple[str, str]] = set()
    lengths: set[int] = set()
    for state in every_play(number, start_case(number)):
        assert dict(state.counters)["hours"] >= 0
        endings.add(state.scene)
        taken.update(state.path)
        lengths.add(len(state.path))
        for name, got in state.scores:
            seen[name].append(got)
    assert endings == {s.id for s in number.endings}
    assert taken == {(s.id, c.id) for s in number.scenes for c in s.choices}
    assert min(lengths) >= 4 and len(lengths) > 1
    assert {name: (max(got), min(got)) for name, got in seen.items()} == ranges


def test_walk_and_plays_agree_on_the_endings(number: Case) -> None:
    walked = walk(number)
    assert walked.complete
    ends = {p.scene for p, moves in walked.moves.items() if not moves}
    assert ends == {s.id for s in number.scenes if is_ending(s)}


def test_case_is_fictional_and_its_tables_lie_beside_it(number: Case) -> None:
    assert number.fictional
    assert all(Path(t.file).name == t.file for t in number.tables)
