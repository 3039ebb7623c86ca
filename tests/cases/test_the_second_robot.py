"""The case "The second robot": present values, break-evens and hours told are those of its tables."""

from __future__ import annotations

import pytest
from cases.told import played, prose, rows, same_bytes, shipped

from cmo_pathways.analytics.finance import npv, spreadsheet_npv
from cmo_pathways.cases import NumberQuestion, expected_value

SLUG = "the-second-robot"
CASE = shipped(SLUG)
FLOWS, ROOM, SURGEONS, VOLUMES, ASKS = (
    rows(SLUG, f"{n}.csv") for n in ("flows", "room", "surgeons", "volumes", "asks")
)
PLAN = {name: [float(r[name]) for r in FLOWS] for name in ("as_requested", "second_robot", "late_team")}
VALUE = {name: npv(flows, 0.08) for name, flows in PLAN.items()}
GIVEN, USED = (sum(int(r[k]) for r in ROOM) for k in ("hours_given", "hours_used"))
SHARE = [100 * int(r["hours_used"]) / int(r["hours_given"]) for r in ROOM]
LEFT = int(VOLUMES[0]["net_revenue"]) - int(VOLUMES[0]["variable_cost"])
EVEN = [int(v["fixed_cost"]) / LEFT for v in VOLUMES]
TOP = int(SURGEONS[0]["robotic_cases"])
COST = [int(a["outlay"]) for a in ASKS]

TOLD = [
    f"present value {VALUE['as_requested']:,.0f} thousand",
    f"before they compute it: {VALUE['second_robot']:,.0f}. Then the late team: {VALUE['late_team']:.0f}, for 120 down",
    f"On the request it shows {round(spreadsheet_npv(PLAN['as_requested'], 0.08), -1):,.0f} where the value is "
    f"{VALUE['as_requested']:,.0f}; on the corrected plan {spreadsheet_npv(PLAN['second_robot'], 0.08):,.0f} where it "
    f"is {VALUE['second_robot']:,.0f}",
    f"880,000 by {LEFT:,}, about {EVEN[0]:.0f}",
    f"so {EVEN[1]:.0f} new cases",
    f"given out for {GIVEN:,} hours and used for {USED}",
    f"Urology used {ROOM[0]['hours_used']} of its {ROOM[0]['hours_given']}; general surgery {ROOM[3]['hours_used']} of "
    f"{ROOM[3]['hours_given']}",
    f"urology uses {SHARE[0]:.0f} % of its hours, general surgery {SHARE[3]:.0f} %",
    f"{USED} of the {GIVEN:,} hours given out, {100 * USED / GIVEN:.0f} %",
    f"{TOP} cases at {LEFT:,} dollars are {TOP * LEFT / 1e6:.2f} million",
    f"together {(COST[1] + COST[2] + COST[3]) / 1000:.2f} of the 2.8 million",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_the_robot_loses_money_and_her_cases_are_worth_more() -> None:
    assert VALUE["second_robot"] < 0 < VALUE["late_team"] < VALUE["as_requested"]
    two_years = npv([0, TOP * LEFT, TOP * LEFT], 0.08)
    assert -1000 * VALUE["second_robot"] < two_years == pytest.approx(2.37e6, rel=0.01)  # "about 2.4 million"
    assert sum(int(s["robotic_cases"]) <= 11 for s in SURGEONS) == 4
    assert sum(COST[1:]) <= 2800 < COST[0] + min(COST[2:])


def test_the_two_questions_by_hand() -> None:
    first, second = (s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert expected_value(CASE, first) == pytest.approx(880000 / 6200)
    by_hand = -2400 - 112 / 1.08 + 136 / 1.08**2 + 322 / 1.08**3 + 384 / 1.08**4 + 684 / 1.08**5
    assert expected_value(CASE, second) == pytest.approx(by_hand)
    assert second.tolerance is not None
    assert abs(spreadsheet_npv(PLAN["second_robot"], 0.08) - by_hand) > 10 * second.tolerance


def test_generator_makes_the_same_bytes() -> None:
    assert same_bytes(SLUG)


START = "good-week three-interests trace-cases late-rooms trade-hours show-novak four-together"
PLAYS = {
    "full-room": f"{START} ask-first late-team",
    "rented": f"{START} with-marquez rent-year",
    "second-robot": "back-it directorship team-now sister-site release-early take-hours count-novak lund-presents "
    "deadline buy-robot",
    "empty-room": "open-process count-minutes fix-sheet low-volume joint-rule close-robot send-quietly deadline "
    "hold-line",
}


@pytest.mark.parametrize("ending", PLAYS)
def test_a_play_to_each_ending(ending: str) -> None:
    assert played(CASE, PLAYS[ending], {"proforma": 142, "flows": -1384}).ending == ending
