"""The case "Video first": the two comparisons, the months and the clinicians are as told."""

from __future__ import annotations

import runpy

import pytest
from cases.told import EXERCISES, prose, rows, shipped

from cmo_pathways.analytics import METHODS, p_chart
from cmo_pathways.analytics.funnel import funnel_of_shares
from cmo_pathways.cases import NumberQuestion, answer, choose, expected_value, outcome, start_case

SLUG = "video-first"
CASE = shipped(SLUG)
KEYS = ("visits", "antibiotic", "back_in_7_days")
VISITS = {r["visits_by"]: [int(r[k]) for k in KEYS] for r in rows(SLUG, "visits.csv")}
MONTHS, CLINICIANS = rows(SLUG, "months.csv"), rows(SLUG, "clinicians.csv")
FUNNEL = funnel_of_shares(
    [r["clinician"] for r in CLINICIANS],
    [int(r["antibiotic"]) for r in CLINICIANS],
    [int(r["visits"]) for r in CLINICIANS],
)
OUTSIDE = [u for u in FUNNEL.units if u.flag == "alarm"]
HIGH = [u for u in OUTSIDE if u.side == "above"]


def share(*groups: str, what: int = 1) -> str:
    return f"{100 * sum(VISITS[g][what] for g in groups) / sum(VISITS[g][0] for g in groups):.1f}"


def months(phase: str) -> str:
    part = [r for r in MONTHS if r["phase"] == phase]
    return f"{100 * sum(int(r['antibiotic']) for r in part) / sum(int(r['visits']) for r in part):.1f}"


ALL = [share("video mild", "video marked"), share("clinic mild", "clinic marked")]
OTHERS = [r for r in CLINICIANS if r["clinician"] not in {u.name for u in HIGH}]
REST = f"{100 * sum(int(r['antibiotic']) for r in OTHERS) / sum(int(r['visits']) for r in OTHERS):.1f}"
TOLD = [
    f"by video: {ALL[0]} %. In the walk-in clinics of our partner: {ALL[1]} %",
    f"Under them, in two columns, the mild ({share('video mild')} and {share('clinic mild')}) and the marked "
    f"({share('video marked')} and {share('clinic marked')})",
    f"{VISITS['video mild'][0]:,} were mild and {VISITS['video marked'][0]} marked; in the clinics "
    f"{VISITS['clinic mild'][0]} and {VISITS['clinic marked'][0]:,}",
    f"{VISITS['video mild'][1]} of {VISITS['video mild'][0]:,} is {share('video mild')} %, "
    f"{VISITS['clinic mild'][1]} of {VISITS['clinic mild'][0]} is {share('clinic mild')} %",
    f"{ALL[0]} over {ALL[1]} gives {float(ALL[0]) / float(ALL[1]):.2f}",
    f"{months('before')} % for seven months, {months('five-minutes')} % since the eighth",
    f"Four dots above the upper limit, {100 * min(u.value for u in HIGH):.1f} to "
    f"{100 * max(u.value for u in HIGH):.1f} %",
    f"Without the four the share is {REST} %",
    f"In the mild, {share('video mild', what=2)} % of video patients are back within seven days with the same "
    f"complaint, {share('clinic mild', what=2)} % in the clinics",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_words_that_count_are_true() -> None:
    marked = VISITS["video marked"][1] / VISITS["video marked"][0] / (731 / 1300)
    assert "In the marked it is 1.20" in prose(CASE) and round(marked, 2) == 1.20
    assert "84 of 100 by video, 41 of 100 in the clinics" in prose(CASE)
    assert (round(100 * 2287 / 2723), round(100 * 900 / 2200)) == (84, 41)
    assert 255 < sum(VISITS[g][2] for g in ("video mild", "video marked")) < 265  # "some 260 visits"


def test_planted_truth_is_there() -> None:
    assert [u.name for u in HIGH] == ["C03", "C09", "C15", "C21"]
    assert [(u.name, f"{100 * u.value:.1f}") for u in OUTSIDE if u.side == "below"] == [("C05", "14.9")]
    assert abs(float(REST) - float(months("before"))) < 0.3
    assert {r["clinician"] for r in CLINICIANS if float(r["stars"]) >= 4.8} == {u.name for u in HIGH}
    drawn = p_chart(*([int(r[k]) for r in MONTHS] for k in ("antibiotic", "visits")), [r["phase"] for r in MONTHS])
    assert drawn.signals == ()
    assert sum(int(r["visits"]) for r in CLINICIANS) == sum(int(r["visits"]) for r in MONTHS[7:]) == 2287 + 436


def test_generator_makes_the_same_bytes() -> None:
    script = runpy.run_path(str(EXERCISES / SLUG / "make_data.py"))
    made = script["build"]()
    for name, text in made.items():
        assert text == (EXERCISES / SLUG / name).read_text(encoding="utf-8")
    assert script["build"](script["SEED"] + 1) != made


def test_computed_question_compares_like_with_like() -> None:
    question = next(s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert expected_value(CASE, question) == pytest.approx((593 / 2287) / (144 / 900))
    odds = METHODS["ror"].function([593], [2287 - 593], [144], [900 - 144])
    assert question.tolerance is not None and abs(odds - expected_value(CASE, question)) > question.tolerance


KNOWN = {
    "redesigned": "by-severity since-when by-person see-rachel write-with-her ask-where nine-with-gates hard-stop "
    "cmo-may-close",
    "slower": "four-kinds tell-jonah stop-stars six-states all-fourteen review-first quarterly-look",
    "growth": "say-it mostly-mild all-trained delayed-script agency all-fourteen review-first growth-now",
    "left-behind": "by-severity since-when by-person all-four ask-where not-yet stay-small",
}


@pytest.mark.parametrize("ending", KNOWN)
def test_known_play_reaches_its_ending(ending: str) -> None:
    state = start_case(CASE)
    for choice in KNOWN[ending].split():
        if state.scene == "strata":
            state = answer(CASE, state, 1.6)
        state = choose(CASE, state, choice)
    assert outcome(CASE, state).ending == ending
