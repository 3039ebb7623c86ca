"""The case "Back within a month": factor, index, the bias of time and the first week are those of its tables."""

from __future__ import annotations

import pytest
from cases.told import played, prose, rows, same_bytes, shipped

from cmo_pathways.analytics.intervals import wilson
from cmo_pathways.analytics.readmission import ReadmissionMeasure, lace, payment_factor
from cmo_pathways.cases import NumberQuestion, expected_value

SLUG = "back-within-a-month"
CASE = shipped(SLUG)
MEASURES, TEN, VISITS, CAUSES, PLANS, OPTIONS = (
    rows(SLUG, f"{n}.csv") for n in ("measures", "ten", "visits", "causes", "plans", "options")
)
COUNTED = [ReadmissionMeasure(float(r["payments"]), float(r["ratio"]), int(r["cases"])) for r in MEASURES]
EXCESS = {r["measure"]: m.payments * (m.ratio - 1) for r, m in zip(MEASURES, COUNTED, strict=True)}
HEART, LUNG, HIP = (EXCESS[name] for name in ("Heart failure", "Chronic lung disease", "Hip and knee replacement"))
FACTOR = payment_factor(COUNTED, 96e6)
SCORE = {
    r["patient"]: lace(
        int(r["days"]), acute=r["through_ed"] == "1", charlson=int(r["charlson"]), visits=int(r["ed_visits"])
    ).total
    for r in TEN
}
SEEN, UNSEEN, STILL_SEEN, STILL_UNSEEN = VISITS
BACK = int(SEEN["back_in_30_days"]) + int(UNSEEN["back_in_30_days"])
PLAN, NONE = PLANS
AFTER = wilson(51, 320)

TOLD = [
    f"heart failure {HEART:,.0f}, hip and knee {HIP:,.0f}, lung {LUNG:,.0f}; the sum over 96 million gives a factor of "
    f"{FACTOR:.4f}",
    f"together {HEART + LUNG + HIP:,.0f}, over 96 million",
    f"Tackett {SCORE['Tackett']}, Hatfield {SCORE['Hatfield']}, Stidham {SCORE['Stidham']}, Vitale {SCORE['Vitale']}",
    f"of {SEEN['patients']} who were seen within a week {SEEN['percent']} % came back, of {UNSEEN['patients']} who "
    f"were not {UNSEEN['percent']} %",
    f"on day seven: {STILL_SEEN['percent']} and {STILL_UNSEEN['percent']} %",
    f"{int(PLAN['back_in_7_days']) + int(NONE['back_in_7_days'])} of {BACK} returns fall into the first week",
    f"of {PLAN['patients']} with a written plan for weight and water pill twelve were back within a week, of "
    f"{NONE['patients']} without {NONE['back_in_7_days']}",
    f"{100 * int(PLAN['back_in_7_days']) / int(PLAN['patients']):.1f} against "
    f"{100 * int(NONE['back_in_7_days']) / int(NONE['patients']):.1f} % within seven days",
    f"In {CAUSES[0]['patients']} the weight was up",
    f"and the two nurses: {int(OPTIONS[0]['cost_a_year']) + int(OPTIONS[2]['cost_a_year']):,}",
    f"51 of 320 ({100 * AFTER.low:.1f} to {100 * AFTER.high:.1f} %)",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_the_loud_ratios_rest_on_few_cases() -> None:
    loud = sorted(MEASURES, key=lambda r: -float(r["ratio"]))[:2]
    assert [int(r["cases"]) for r in loud] == [22, 27]
    assert HEART > LUNG + HIP


def test_most_of_the_visits_gain_is_time() -> None:
    naive = float(UNSEEN["percent"]) - float(SEEN["percent"])
    fair = float(STILL_UNSEEN["percent"]) - float(STILL_SEEN["percent"])
    assert round(naive) == 9 and round(naive - fair) == 7 and fair > 0


def test_the_words_on_returns_and_scores_are_true() -> None:
    assert [name for name in ("Tackett", "Orlov", "Lacy") if SCORE[name] >= 10] == ["Tackett"]
    assert SCORE["Orlov"] == SCORE["Lacy"] == 9 and sum(s >= 8 for s in SCORE.values()) == 7
    assert sum(int(r["patients"]) for r in CAUSES) == 60 and 0.2 < BACK / 640 < 0.215
    assert 5 < BACK / 2 * (1 - 1 / 1.086) < 6  # "five or six returns fewer a year"


def test_the_two_questions_by_hand() -> None:
    first, second = (s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert expected_value(CASE, first) == pytest.approx(1 - (9.4 * 0.086 + 4.1 * 0.031 + 3.9 * 0.142) / 96)
    assert expected_value(CASE, second) == pytest.approx(0.4)


def test_generator_makes_the_same_bytes() -> None:
    assert same_bytes(SLUG)


PLAYS = {
    "fewer-back": "ask-home doubt-story hearts one-picture what-need say-bias plan-for-all trade-boxes page-and-nurses "
    "with-rao take-page",
    "clinic-full": "treat-him joints no-thanks keep-ten clinic-yes pill-boxes nwosu-owns calls-all with-crystal "
    "buy-clinic",
    "same-beds": "read-sixty joints observe-first keep-ten clinic-yes plan-for-all hard-stop page-first with-albright "
    "sign-callahan",
    "page-alone": "ask-home give-number official one-picture lower-cut alternate plan-for-all hard-stop page-and-trial "
    "with-albright order-it",
}


@pytest.mark.parametrize("ending", PLAYS)
def test_a_play_to_each_ending(ending: str) -> None:
    assert played(CASE, PLAYS[ending], {"money": 0.9845, "lace": 0.4}).ending == ending
