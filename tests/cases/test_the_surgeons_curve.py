"""The case "The surgeon's curve": every number told equals the method applied to the data, known plays end as known."""

from __future__ import annotations

import runpy

import pytest
from cases.told import EXERCISES, prose, rows, shipped

from cmo_pathways.analytics.risk_cusum import risk_cusum, signal_level, vlad
from cmo_pathways.analytics.standardization import smr
from cmo_pathways.cases import NumberQuestion, answer, choose, expected_value, outcome, start_case

SLUG = "the-surgeons-curve"
CASE = shipped(SLUG)
OPERATIONS = rows(SLUG, "cases.csv")
LATE = OPERATIONS[180:]
OLD, NEW = rows(SLUG, "approaches.csv")
RISKS, DIED = [float(r["risk"]) for r in OPERATIONS], [int(r["died"]) for r in OPERATIONS]
CURVE, LEVEL = vlad(RISKS, DIED), 2.6
SUM = risk_cusum(RISKS, DIED, level=LEVEL)
EXPECTED, DEATHS = sum(RISKS[180:]), sum(DIED[180:])
ALL, SMALL = smr(DEATHS, EXPECTED), smr(int(NEW["deaths"]), float(NEW["expected"]))
assert ALL.interval is not None and SMALL.interval is not None
SHARE = float(NEW["expected"]) / int(NEW["operations"])
TOLD = [
    f"{CURVE[179]:.2f} lives ahead at operation 180",
    f"down to {CURVE[-1]:.2f} at 260",
    f"crossed its level of {LEVEL} at operation {SUM.signals[0] + 1}",
    f"It was crossed at operation 245 ({max(SUM.path):.2f}) and has fallen to {SUM.path[-1]:.2f} since",
    f"{EXPECTED:.2f} expected, {DEATHS} died: minus {DEATHS - EXPECTED:.2f}",
    f"{OLD['operations']} operations, {OLD['deaths']} deaths, {OLD['expected']} expected",
    f"{NEW['operations']} operations, {NEW['deaths']} deaths, {NEW['expected']} expected; ratio {SMALL.number():.2f}, "
    f"interval {SMALL.interval.low:.2f} to {SMALL.interval.high:.2f}",
    f"Median time on the machine {OLD['median_machine_minutes']} and {NEW['median_machine_minutes']} minutes",
    f"{DEATHS} deaths, {EXPECTED:.2f} expected, {ALL.number():.2f}, interval {ALL.interval.low:.2f} to "
    f"{ALL.interval.high:.2f}",
    f"One death in ten, {10 * SHARE:.1f} expected",
    f"would have left 7 deaths where {float(NEW['expected']) + 20 * SHARE:.2f} were expected",
    f"31 more small incisions; two died, {31 * SHARE:.1f} expected",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_words_that_count_are_true() -> None:
    dead = [int(r["machine_minutes"]) for r in LATE if r["approach"] == "small incision" and r["died"] == "1"]
    assert len(dead) == 7 and min(dead) > 150  # "all seven ... more than two and a half hours"
    assert len(OPERATIONS) - int(NEW["operations"]) == 225
    assert SUM.signals == (244,) and SUM.path[-1] < LEVEL
    assert signal_level(RISKS, run_length=1000, seed=1) == pytest.approx(LEVEL, abs=0.15)


def test_planted_truth_is_there() -> None:
    assert not ALL.differs and SMALL.differs
    assert smr(int(OLD["deaths"]), float(OLD["expected"])).number() < 1
    assert CURVE[179] == max(CURVE) and CURVE[-1] > 0
    assert all(r["approach"] == "breastbone" for r in OPERATIONS[:180])
    blocks = rows(SLUG, "blocks.csv")
    assert [float(b["curve_after"]) for b in blocks] == pytest.approx([CURVE[i] for i in range(19, 260, 20)], abs=0.006)
    assert [float(b["risk_adjusted_sum_after"]) for b in blocks] == pytest.approx(
        [SUM.path[i] for i in range(19, 260, 20)], abs=0.006
    )


def test_computed_question_by_hand() -> None:
    question = next(s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert expected_value(CASE, question) == pytest.approx(EXPECTED - DEATHS) == pytest.approx(CURVE[-1] - CURVE[179])
    by_blocks = sum(float(b["expected"]) - int(b["deaths"]) for b in rows(SLUG, "blocks.csv")[-4:])
    assert question.tolerance is not None and abs(by_blocks - expected_value(CASE, question)) < question.tolerance


def test_generator_makes_the_same_bytes() -> None:
    for name, text in runpy.run_path(str(EXERCISES / SLUG / "make_data.py"))["build"]().items():
        assert text == (EXERCISES / SLUG / name).read_text(encoding="utf-8")


KNOWN = {
    "proctored": "go-to-chair by-approach outside-reader whole-curve own-figures focused what-he-needs close-with-rule",
    "laid-down": "read-sums check-model team-account seven-names postpone-him stop-approach accept-quietly",
    "across": "go-to-menon ask-each by-approach lindgren-views say-the-steps two-surgeons whole-practice hold-to-it "
    "clear-him",
    "next-dot": "go-to-menon answer-nobody await-april outside-reader whole-curve two-surgeons twenty-more",
}


@pytest.mark.parametrize("ending", KNOWN)
def test_known_plays(ending: str) -> None:
    state = start_case(CASE)
    for choice in KNOWN[ending].split():
        if state.scene == "curve":
            state = answer(CASE, state, -4.36)
        state = choose(CASE, state, choice)
    assert outcome(CASE, state).ending == ending
