"""The case "Line infections": every number told equals the method applied to the data, known plays end as known."""

from __future__ import annotations

import math
import runpy

import pytest
from cases.told import EXERCISES, prose, rows, shipped

from cmo_pathways.analytics.control_charts.counted import u_chart
from cmo_pathways.analytics.intervals import mid_p
from cmo_pathways.analytics.standardization import sir
from cmo_pathways.cases import NumberQuestion, answer, choose, expected_value, outcome, start_case

SLUG = "line-infections"
CASE = shipped(SLUG)
UNITS = {r["unit"]: (int(r["infections"]), float(r["predicted"])) for r in rows(SLUG, "units.csv")}
QUARTERS = rows(SLUG, "quarters.csv")
NEED, _, DRY, ANTISEPTIC, _ = rows(SLUG, "audit.csv")
SEEN, PREDICTED = UNITS["Medical ICU"]
ALL, ALL_PREDICTED = (math.fsum(u[i] for u in UNITS.values()) for i in (0, 1))
UNIT = sir(SEEN, PREDICTED)
assert UNIT.interval is not None


def seen(item: dict[str, str]) -> int:
    return int(item["seen_own_nurses"]) + int(item["seen_agency_nurses"])


def share(item: dict[str, str], key: str, of: int) -> str:
    return f"{100 * int(item[key]) / of:.0f}"


TOLD = [
    f"The medical ICU has {SEEN} infections where the national model predicts {PREDICTED}",
    f"The surgical ICU has {UNITS['Surgical ICU'][0]} with {UNITS['Surgical ICU'][1]} predicted",
    f"Pediatrics has {UNITS['Pediatrics'][0]} with {UNITS['Pediatrics'][1]} predicted",
    f"In all, {ALL:.0f} with {ALL_PREDICTED:.2f} predicted",
    f"line infections, ratio {ALL / ALL_PREDICTED:.2f}, green",
    f"{SEEN} over {PREDICTED} is {UNIT.number():.2f}, interval {UNIT.interval.low:.2f} to {UNIT.interval.high:.2f}",
    f"2 over 0.61 would be {2 / 0.61:.1f}, the worst of the house",
    f"The chart by quarter shows {QUARTERS[-2]['infections']} and {QUARTERS[-1]['infections']}",
    f"Need for the line asked on rounds: {seen(NEED)} of 60. Antiseptic dressing in place: {seen(ANTISEPTIC)} of 60",
    f"{DRY['seen_own_nurses']} of 36 among own nurses, {DRY['seen_agency_nurses']} of 24 among agency nurses",
    f"acted on {share(DRY, 'seen_own_nurses', 36)} against {share(DRY, 'seen_agency_nurses', 24)} %",
    f"{ANTISEPTIC['seen_own_nurses']} of 36 and {ANTISEPTIC['seen_agency_nurses']} of 24",
    f"2 infections, {980 * 1.9 / 1000:.2f} predicted, on 980 line days",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_planted_truth_is_there() -> None:
    assert UNIT.differs
    others = [sir(*u) for name, u in UNITS.items() if name not in ("Medical ICU", "Pediatrics")]
    assert not any(r.differs and r.number() > 1 for r in others)
    assert sir(*UNITS["Pediatrics"]).value is None
    before = [int(q["infections"]) for q in QUARTERS if q["phase"] == "before"]
    assert {1, 3} == {min(before), max(before)}  # "years of one to three"
    assert sum(int(q["infections"]) for q in QUARTERS[-2:]) == SEEN
    assert abs(int(ANTISEPTIC["seen_own_nurses"]) / 36 - int(ANTISEPTIC["seen_agency_nurses"]) / 24) < 0.03
    chart = u_chart([float(q["infections"]) for q in QUARTERS], [float(q["thousand_line_days"]) for q in QUARTERS])
    assert chart.signals == ()
    assert min(int(r["checklist_percent"]) for r in rows(SLUG, "audit.csv")) == 96


def test_words_about_chance_are_true() -> None:
    assert round(SEEN - PREDICTED) == 6  # "about six infections more than predicted"
    assert mid_p(2, 5) > 0.05  # from six and four to two may be luck
    assert mid_p(5, 7.3) > 0.05  # "still compatible with luck"


def test_computed_question_is_the_ratio_of_one_unit() -> None:
    question = next(s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert expected_value(CASE, question) == pytest.approx(10 / 4.05)
    assert question.tolerance is not None and abs(3.28 - 10 / 4.05) > 5 * question.tolerance


def test_generator_makes_the_same_bytes() -> None:
    for name, text in runpy.run_path(str(EXERCISES / SLUG / "make_data.py"))["build"]().items():
        assert text == (EXERCISES / SLUG / name).read_text(encoding="utf-8")


KNOWN = {
    "held": "walk-up ask-show medical-and-read both-columns into-drawer nurse-script say-and-go-on spread-it",
    "one-unit": "ask-counts only-medical stop-ticking value-committee order-expires emergency-lines wait-a-year",
    "green-again": "call-mensah whole-house agency-course old-kit director-asks pause-it headline",
}


@pytest.mark.parametrize("ending", KNOWN)
def test_known_plays(ending: str) -> None:
    state = start_case(CASE)
    for choice in KNOWN[ending].split():
        if state.scene == "numbers":
            state = answer(CASE, state, 2.47)
        state = choose(CASE, state, choice)
    assert outcome(CASE, state).ending == ending
