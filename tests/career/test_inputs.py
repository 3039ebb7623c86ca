from __future__ import annotations

from datetime import date

import pytest

from cmo_pathways.career import (
    CareerGraph,
    YourNumbers,
    inputs_of,
    plan_routes,
    tornado_of,
    your_numbers,
    yours_among,
)
from cmo_pathways.errors import LearnerError, UnknownId
from cmo_pathways.scale import Mark

GOAL = "cmo-hospital-large"
OPENING = f"opening:{GOAL}:wait"


def test_every_number_of_a_route_is_listed_once_with_its_mark_and_source(shipped: CareerGraph):
    schedule = plan_routes(shipped, to=GOAL, held={}).routes[0].schedule
    inputs = inputs_of(shipped, schedule)
    assert len({one.id for one in inputs}) == len(inputs)
    listed = {one.id: one for one in inputs}
    degree = listed["step:md-degree:years"]
    assert (degree.typical, degree.unit, degree.said, degree.yours) == (4, "years", "sourced", False)
    assert "S01" in degree.sources
    match = listed["exam:residency-match:pass"]
    assert match.assumed and match.sources == () and match.unit == "chance, 0 to 1"
    assert listed[OPENING].mark is Mark.ASSUMPTION
    assert all(one.sources or one.mark is Mark.ASSUMPTION for one in inputs)


def test_an_own_number_takes_the_place_of_the_given_one_and_says_yours(shipped: CareerGraph):
    plan = plan_routes(shipped, to=GOAL, held={}, yours={OPENING: YourNumbers(5, 5, 5)})
    one = next(one for one in inputs_of(shipped, plan.routes[0].schedule) if one.id == OPENING)
    assert (one.typical, one.said, one.mark, one.sources) == (5, "yours", None, ())
    assert plan.routes[0].years.p50 > plan_routes(shipped, to=GOAL, held={}).routes[0].years.p50 + 4


def test_an_own_length_ends_the_at_least(shipped: CareerGraph):
    plain = plan_routes(shipped, to="cmo-health-plan", held={}, k=5)
    missing = next(
        (one for route in plain.routes for one in inputs_of(shipped, route.schedule) if one.typical is None), None
    )
    if missing is None:
        assert not any(route.at_least for route in plain.routes)
    else:
        assert missing.said == "not published"


@pytest.mark.parametrize(
    ("id", "body", "words"),
    [
        ("step:md-degree:years", {"low": 5, "typical": 4, "high": 6}, "do not rise"),
        ("step:md-degree:years", {"value": -1}, "from 0 to 60"),
        ("step:md-degree:years", {"value": 61}, "from 0 to 60"),
        ("step:md-degree:years", {"value": float("nan")}, "has no low number"),
        ("step:md-degree:years", {"value": "four"}, "has no low number"),
        ("step:md-degree:years", {}, "has no low number"),
        ("exam:mcat:pass", {"value": 1.2}, "from 0 to 1"),
        ("exam:mcat:pass", {"value": 0}, "means never"),
        ("exam:mcat:attempts", {"value": 0}, "whole number"),
        ("exam:mcat:attempts", {"value": 2.5}, "whole number"),
    ],
)
def test_numbers_that_cannot_be_are_refused_in_one_line(shipped: CareerGraph, id: str, body: dict, words: str):
    with pytest.raises(LearnerError, match=words) as found:
        your_numbers(shipped, id, body)
    assert "\n" not in str(found.value)


@pytest.mark.parametrize("id", ["step:md-degre:years", "step:t001:years", "transition:md-degree:gap", "luck", "a:b:c"])
def test_an_id_that_is_no_input_is_refused(shipped: CareerGraph, id: str):
    with pytest.raises(UnknownId):
        your_numbers(shipped, id, {"value": 1})


def test_a_post_waits_for_an_opening_and_a_degree_does_not(shipped: CareerGraph):
    assert your_numbers(shipped, OPENING, {"value": 1}) == YourNumbers(1, 1, 1)
    with pytest.raises(UnknownId):
        your_numbers(shipped, "opening:md-degree:wait", {"value": 1})


def test_what_cannot_be_read_in_the_record_is_passed_over(shipped: CareerGraph):
    bodies = {
        OPENING: {"at": "2026-11-03T21:14:00Z", "low": 0, "typical": 1, "high": 2},
        "step:md-degree:years": {"low": 9, "typical": 1},
        "hours-per-week": {"value": 6},
    }
    assert yours_among(shipped, bodies) == {OPENING: YourNumbers(0, 1, 2)}


def test_a_typical_value_alone_counts_as_certain(shipped: CareerGraph):
    assert your_numbers(shipped, OPENING, {"typical": 2}) == YourNumbers(2, 2, 2)


def test_what_moves_the_median_comes_widest_first_and_tells_assumptions(shipped: CareerGraph):
    schedule = plan_routes(shipped, to=GOAL, held={}).routes[0].schedule
    found = tornado_of(shipped, schedule)
    widths = [swing.width for swing in found.swings]
    assert widths == sorted(widths, reverse=True) and widths[0] > 5
    assert found.swings[0].input.assumed
    for swing in found.swings:
        better_when_high = swing.input.id.endswith(":pass")
        low, high = (swing.at_high, swing.at_low) if better_when_high else (swing.at_low, swing.at_high)
        assert low <= found.median + 1e-9 and found.median <= high + 1e-9


def test_a_way_that_closes_counts_from_today(shipped: CareerGraph):
    held = {"attending-physician": 1.0, "board-certification": 1.0}
    plan = plan_routes(shipped, to="cert-halm-board", held=held, k=10, today=date(2026, 11, 22))
    windows = [
        wait.closes
        for route in plan.routes
        for task in route.schedule.tasks
        for wait in task.waits
        if wait.closes is not None
    ]
    assert all(closes == pytest.approx(4.1, abs=0.02) for closes in windows)
