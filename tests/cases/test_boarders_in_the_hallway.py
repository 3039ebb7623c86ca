"""The case "Boarders in the hallway": what its people say of flow is what its tables and the methods give."""

from __future__ import annotations

from statistics import median

import pytest
from cases.told import played, prose, rows, same_bytes, shipped

from cmo_pathways.analytics import run_chart
from cmo_pathways.analytics.figures.waiting import waiting
from cmo_pathways.analytics.queues import queue
from cmo_pathways.analytics.staffing import staffing_by_ratio
from cmo_pathways.cases import NumberQuestion, expected_value
from cmo_pathways.errors import LearnerError

SLUG = "boarders-in-the-hallway"
CASE = shipped(SLUG)
WEEK, HOLDS, PLANS, REPLAY = (rows(SLUG, f"{n}.csv") for n in ("weekdays", "holds", "plans", "replay"))
HELD = [float(r["patients_a_day"]) * float(r["days_each"]) for r in HOLDS]
MEAN, WEDNESDAY = ([r[k] for r in REPLAY] for k in ("mean_boarders_07", "wednesday_boarders_07"))
WAIT = [r["wait_hours"] for r in PLANS]
EMERGENCY, ELECTIVE = ([float(r[k]) for r in WEEK] for k in ("emergency", "elective"))
WEDNESDAYS = [int(r["boarders_07"]) for r in rows(SLUG, "wednesdays.csv")]
POSTS = staffing_by_ratio(12, 4).posts

TOLD = [
    f"between {min(EMERGENCY)} and {max(EMERGENCY)} on every day",
    f"Electives run from {ELECTIVE[0]} on Mondays to {ELECTIVE[4]} on Fridays",
    f"ran from {min(WEDNESDAYS)} to {max(WEDNESDAYS)} around a median of {median(WEDNESDAYS):g}, without a signal",
    f"On Saturdays and Sundays {WEEK[5]['left']} and {WEEK[6]['left']} patients leave; on a weekday between "
    f"{min(r['left'] for r in WEEK[:5])} and {max(r['left'] for r in WEEK[:5])}",
    f"Twelve beds cut the mean wait from {WAIT[0]} hours to {WAIT[1]}. Halving the placement wait cuts it to {WAIT[2]}",
    f"As it was: {MEAN[0]} boarders on an average morning, {WEDNESDAY[0]} on Wednesdays, "
    f"{REPLAY[0]['days_over_10']} mornings above ten. With 4 West: {MEAN[1]} and {WEDNESDAY[1]}. With the electives "
    f"spread: {MEAN[3]}, but {WEDNESDAY[3]} on Wednesdays. With the placement wait halved: {MEAN[2]}. With both of "
    f"these: {MEAN[4]}",
    f"halves Wednesday ({WEDNESDAY[0]} to {WEDNESDAY[3]}) and hardly moves the mean ({MEAN[0]} to {MEAN[3]})",
    f"Spread and placement together ({MEAN[4]}) do about as much as the ward ({MEAN[1]})",
    f"{HELD[1]:.1f} for nursing facilities, {HELD[0]:.1f} for rides and papers, {HELD[2]:.1f} for the weekend, "
    f"{HELD[3]:.1f} for the insurer",
    f"3.2 a day times 5.0 days, {HELD[1]:.1f} beds",
    f"one nurse to four take {POSTS:.1f} more before leave",
]  # fmt: skip


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_the_hospital_makes_the_week_itself() -> None:
    assert max(EMERGENCY) - min(EMERGENCY) < 2 < 10 < max(ELECTIVE) - min(ELECTIVE)
    assert len(WEDNESDAYS) * 7 == 182 and max(WEEK, key=lambda r: float(r["boarders_07"]))["weekday"] == "Wed"
    assert HELD[1] > 12 > HELD[0]  # placement holds more than the ward has, late departures less


def test_the_wednesday_of_the_story_is_an_ordinary_one() -> None:
    assert run_chart(WEDNESDAYS).signals == () and min(WEDNESDAYS) < 19 < max(WEDNESDAYS)
    assert f"{sum(WEDNESDAYS) / len(WEDNESDAYS):.1f}" == WEDNESDAY[0]


def test_the_queueing_table_is_that_of_the_method_and_cannot_see_a_week() -> None:
    for plan in PLANS:
        rate, stay, beds = (float(plan[k]) for k in ("admissions_a_day", "stay_days", "beds"))
        assert 24 * queue(rate, 1 / stay, beds).wait == pytest.approx(float(plan["wait_hours"]), abs=0.05)
    assert PLANS[0]["wait_hours"] == PLANS[3]["wait_hours"]


def test_the_curve_of_waiting_carries_the_waits_of_the_table() -> None:
    lines = rows(SLUG, "lines.csv")
    numbers = ([float(r[k]) for r in lines] for k in ("admissions_an_hour", "leaving_a_bed_an_hour", "beds"))
    drawn = waiting([r["plan"] for r in lines], *numbers).situations
    assert [f"{s.wait:.1f}" for s in drawn if s.wait] == WAIT[:3]


def test_the_beds_held_are_worked_out_by_littles_law() -> None:
    question = next(s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert expected_value(CASE, question) == pytest.approx(3.2 * 5.0)


def test_generator_makes_the_same_bytes() -> None:
    assert same_bytes(SLUG)


PLAYS = {
    "even-week": (
        "walk-list week-first surgeon-first places-first earlier-call pilot-rule swap-rooms carry-three both-ends"
    ),
    "quiet-exits": "walk-list inside-first weekend-team pilot-rule leave-blocks boone-first exits-only",
    "twelve-beds": "share-load two-rules ward-first take-it noon-rank sign-both pilot-four send-alone open-ward",
    "noon-club": "walk-list inside-first noon-rank report-out leave-blocks boone-first noon-plan",
    "grid-war": (
        "clear-thursday stand-firm week-first to-executives weekend-team sign-both new-grid send-alone grid-vote"
    ),
}


@pytest.mark.parametrize("ending", PLAYS)
def test_a_play_to_each_ending(ending: str) -> None:
    assert played(CASE, PLAYS[ending], {"holds": 16.0}).ending == ending


def test_a_surgeon_told_in_public_closes_the_joint_plan() -> None:
    lonely = "walk-list week-first to-executives places-first share-clinician report-out new-grid send-alone both-ends"
    with pytest.raises(LearnerError, match="both-ends"):
        played(CASE, lonely, {"holds": 16.0})
