"""What if: the steps stay, a longer wait or a slower pace never shortens, and nothing asked changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_pathways.career import CareerGraph, Schedule, WhatIf, plan_routes, simulate_time, usual_wait, what_if
from cmo_pathways.catalogue import load_catalogue


@pytest.fixture(scope="module")
def graph() -> CareerGraph:
    return load_catalogue().career


@pytest.fixture(scope="module")
def schedule(graph) -> Schedule:
    return plan_routes(graph, to="cmo-hospital-small", held={}, k=1, draws=200).routes[0].schedule


def test_nothing_asked_changes_nothing(graph, schedule):
    assert WhatIf().empty and WhatIf(pace=1.0).empty
    assert what_if(graph, schedule, WhatIf()) == schedule


@settings(max_examples=15, deadline=None)
@given(pace=st.floats(0.25, 1.0), wait=st.floats(0.0, 4.0))
def test_the_steps_stay_and_more_of_either_never_shortens(graph, schedule, pace, wait):
    now = what_if(graph, schedule, WhatIf(pace=pace, wait=wait))
    later = what_if(graph, schedule, WhatIf(pace=pace / 1.5, wait=wait + 0.5))
    assert [task.step for task in now.tasks] == [task.step for task in schedule.tasks]
    assert simulate_time(now, draws=200).p50 <= simulate_time(later, draws=200).p50


def test_half_the_pace_doubles_study_and_leaves_posts_as_they_are(graph, schedule):
    slow = what_if(graph, schedule, WhatIf(pace=0.5))
    for before, after in zip(schedule.tasks, slow.tasks, strict=True):
        factor = 1 if graph.step(before.step).is_role else 2
        assert after.length.typical == pytest.approx(factor * before.length.typical)
        assert [wait.gap for wait in after.waits] == [wait.gap for wait in before.waits]


def test_the_wait_that_is_asked_is_the_wait_of_every_post(graph, schedule):
    assert usual_wait(graph, what_if(graph, schedule, WhatIf(wait=1.5))) == 1.5


def test_one_number_takes_the_place_of_its_input(graph, schedule):
    task = next(task for task in schedule.tasks if task.length.adds_time)
    asked = what_if(graph, schedule, WhatIf(input=f"step:{task.step}:years", value=9.0))
    assert next(found for found in asked.tasks if found.step == task.step).length.typical == 9.0
