"""The case "Short-staffed nights": the three layers of a ranking and the price of a night are those of the tables."""

from __future__ import annotations

from statistics import median

import pytest
from cases.told import played, prose, rows, same_bytes, shipped

from cmo_pathways.cases import NumberQuestion, expected_value

SLUG = "short-staffed-nights"
CASE = shipped(SLUG)
YEAR, MIX, AUDIT, CALLS, OPTIONS = (rows(SLUG, f"{n}.csv") for n in ("year", "mix", "audit", "calls", "options"))
ONE, HER, HIM, ERIKSEN = YEAR[0], MIX[0], MIX[-1], MIX[4]
GROUP = median(int(r["work_rvu"]) for r in YEAR)
PER_POST = median(int(r["rvu_per_clinical_post"]) for r in MIX)
NIGHTS = [round(round(182 * float(r["clinical_post"])) * int(r["night_percent"]) / 100) for r in YEAR]
AGENCY = 365 - sum(NIGHTS)
SAVED = [int(o["agency_night"]) - int(o["own_night"]) for o in OPTIONS]
EVEN = [int(o["fixed_cost"]) / saved for o, saved in zip(OPTIONS, SAVED, strict=True)]
LEFTOVER = sum(int(r["calls"]) for r in CALLS[:3])

TOLD = [
    f"{int(ONE['work_rvu']):,} work RVUs in twelve months, median of the group {GROUP:,}, "
    f'"{100 * (1 - int(ONE["work_rvu"]) / GROUP):.0f} % below',
    f"Divide by the clinical post of 0.70: {int(HER['rvu_per_clinical_post']):,} against {PER_POST:,}, "
    f"{100 * (1 - int(HER['rvu_per_clinical_post']) / PER_POST):.0f} % below",
    f"{int(HER['expected_from_shifts']):,}, so a ratio of {HER['ratio']}",
    f"Eriksen, the other one with many nights: {int(ERIKSEN['rvu_per_clinical_post']):,} against "
    f"{int(ERIKSEN['expected_from_shifts']):,}",
    f"Vasquez stands at {HIM['ratio']}",
    f"covered {sum(NIGHTS)} of 365 nights; an agency physician covered the other {AGENCY}",
    f"{OPTIONS[0]['fixed_cost'][:3]},500 divided by the {SAVED[0]:,} dollars saved each night: {EVEN[0]}",
    f"At {EVEN[1]} nights it never pays",
    f"keep {NIGHTS[0]}, win {round(EVEN[0]) + 1 - NIGHTS[0]} of the {AGENCY}",
    f"If she leaves there are {AGENCY + NIGHTS[0]} agency nights",
    f"has read {sum(int(r['notes']) for r in AUDIT)} notes",
    f"{sum(int(r['calls']) for r in CALLS)} calls so far, {LEFTOVER} of them for sleep",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_each_layer_takes_away_part_of_the_gap() -> None:
    assert min(YEAR, key=lambda r: int(r["work_rvu"])) is ONE
    raw, per_post = int(ONE["work_rvu"]) / GROUP, int(HER["rvu_per_clinical_post"]) / PER_POST
    assert raw < 0.65 < per_post < 0.9 < 1 <= float(HER["ratio"]) < 1.05
    assert max(MIX, key=lambda r: float(r["ratio"])) is HIM
    for row in AUDIT:
        assert int(row["notes"]) == sum(int(row[k]) for k in ("as_billed", "billed_too_low", "billed_too_high"))
    wrong = [r["physician"] for r in YEAR if r["post_on_file"] != r["clinical_post"]]
    assert wrong == ["Adeyemi", "Fontaine", "Morimoto"]


def test_the_two_questions_by_hand() -> None:
    first, second = (s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert expected_value(CASE, first) == pytest.approx(2498 / 0.70)
    assert expected_value(CASE, second) == pytest.approx(148500 / (2940 - 1620))


def test_generator_makes_the_same_bytes() -> None:
    assert same_bytes(SLUG)


GOOD = "bring-director rehearse what-nights-give audit-all both-ends second-pair the-package director-shows"
PLAYS = {
    "nights-kept": f"{GOOD} leave-room ask-first rebuild",
    "bought-nights": "ask-file enough before-seven agency-june half-year three-ways build-role bridge",
    "side-deal": "ask-file enough carry-phone more-pay own-risk assign-six match-offer sign-private",
    "letter-won": "sign-plan explain-clause fix-file pace-setter before-seven agency-june half-year assign-six "
    "build-role give-notice",
}


@pytest.mark.parametrize("ending", PLAYS)
def test_a_play_to_each_ending(ending: str) -> None:
    assert played(CASE, PLAYS[ending], {"year": 3569, "package": 112.5}).ending == ending
