"""Plans against the exhaustive optimum, hand-worked problems, and the rules that no plan may break."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from plan.strategies import exhaustive, problems, schedules

from cmo_pathways.errors import LearnerError
from cmo_pathways.plan.earliest import earliest_of
from cmo_pathways.plan.greedy import first_plan, packed
from cmo_pathways.plan.model import Placed, Problem, Task
from cmo_pathways.plan.program import Brake, CalledOff
from cmo_pathways.plan.prune import without_dominated
from cmo_pathways.plan.solve import Effort, improve, reachable, shortest_plan
from cmo_pathways.plan.verify import faults_of, weekly_load

QUICK = Effort(searches=1)
slowly = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))

MBA = Task("mba", hours=800, weeks=80, cost=60_000, gains={"finance": (1, 4), "strategy": (1, 3)})
MHA = Task("mha", hours=700, weeks=70, cost=50_000, gains={"finance": (1, 3), "strategy": (1, 4)})
COURSE = Task("course", hours=40, weeks=8, cost=2_000, gains={"finance": (1, 3)})
OWNER = Task("budget-owner", hours=60, weeks=20, gains={"finance": (3, 4)})
RETREAT = Task("strategy-retreat", hours=30, weeks=6, cost=4_000, gains={"strategy": (1, 4)})


def ladder(**changes):
    values = {
        "tasks": (MBA, MHA, COURSE, OWNER, RETREAT),
        "levels": {"finance": 1, "strategy": 1},
        "targets": {"finance": 4, "strategy": 4},
        "hours_per_week": 10.0,
        "budget": 100_000.0,
        "horizon": 150,
        "one_of": (frozenset({"mba", "mha"}),),
    }
    return Problem(**{**values, **changes})


def test_the_hand_worked_plan_course_then_budget_with_the_retreat_beside():
    plan = shortest_plan(ladder(), QUICK)
    assert (plan.status, plan.weeks, plan.bound_weeks, plan.cost) == ("optimal", 28, 28, 6_000)
    assert {item.id for item in plan.placed} == {"course", "budget-owner", "strategy-retreat"}
    assert plan.cheapest


def test_of_two_degrees_at_most_one_is_taken():
    only_degrees = ladder(tasks=(MBA, MHA), horizon=300, budget=1e6)
    assert shortest_plan(only_degrees, QUICK).status == "infeasible"
    both = replace(only_degrees, one_of=())
    assert shortest_plan(both, QUICK).weeks == 150


def test_equally_long_plans_the_cheaper_one_is_taken():
    dear = Task("dear-course", hours=40, weeks=8, cost=9_000, gains={"finance": (1, 3)})
    plan = shortest_plan(ladder(tasks=(dear, COURSE), targets={"finance": 3}), QUICK)
    assert [item.id for item in plan.placed] == ["course"]


def test_nothing_to_do_is_a_plan_of_no_weeks():
    plan = shortest_plan(ladder(targets={"finance": 1}), QUICK)
    assert (plan.status, plan.weeks, plan.cost, plan.placed) == ("optimal", 0, 0, ())


def test_what_runs_goes_on_from_today_and_what_must_be_is_there():
    running = replace(RETREAT, hours=10, weeks=2, running=True)
    must = Task("mentor", hours=12, weeks=12, must=True)
    plan = shortest_plan(ladder(tasks=(running, must, COURSE, OWNER)), QUICK)
    at = {item.id: item for item in plan.placed}
    assert at["strategy-retreat"] == Placed("strategy-retreat", 0, 2)
    assert "mentor" in at


def test_a_window_is_kept():
    late = replace(COURSE, earliest=30, latest=40)
    plan = shortest_plan(ladder(tasks=(late, OWNER), targets={"finance": 4}), QUICK)
    assert {item.id: item.start for item in plan.placed}["course"] >= 30
    assert plan.weeks == 58


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"hours_per_week": 0.0}, "The hours per week cannot be 0"),
        ({"hours_per_week": float("nan")}, "The hours per week cannot be nan"),
        ({"budget": -1.0}, "The budget cannot be -1"),
        ({"horizon": 0}, "The time"),
        ({"tasks": (replace(MBA, must=True, never=True),)}, "marked as a must and as never"),
    ],
)
def test_limits_that_cannot_be_meant_get_one_sentence(changes, words):
    with pytest.raises(LearnerError, match=words):
        shortest_plan(ladder(**changes), QUICK)


@slowly
@given(problems())
def test_a_plan_equals_the_exhaustive_optimum(problem):
    plan, best = shortest_plan(problem, QUICK), exhaustive(problem)
    if best is None:
        assert plan.status == "infeasible"
    else:
        assert (plan.status, plan.weeks, plan.cost, plan.hours) == ("optimal", *best)
        assert faults_of(problem, plan.placed) == ()
        assert max(weekly_load(problem, plan.placed), default=0) <= problem.capacity


@slowly
@given(problems())
def test_leaving_out_dominated_activities_loses_nothing(problem):
    best, small = exhaustive(problem), exhaustive(without_dominated(problem))
    assert (best is None) == (small is None)
    assert best is None or best[0] == small[0]


@slowly
@given(problems())
def test_no_schedule_is_earlier_than_the_quickest_chains(problem):
    soonest = earliest_of(problem)
    for placed in schedules(problem):
        assert all(item.start >= soonest.start(problem.by_id[item.id]) for item in placed)


@slowly
@given(problems())
def test_the_quick_plan_is_sound_and_every_stage_is_no_worse(problem):
    first = first_plan(problem)
    assert first is None or not faults_of(problem, first.placed)
    stages = [plan.weeks for plan in improve(problem, QUICK) if plan.found]
    assert stages == sorted(stages, reverse=True)
    assert first is None or stages


@slowly
@given(problems())
def test_packing_moves_nothing_later_and_breaks_nothing(problem):
    for placed in list(schedules(problem))[:3]:
        tidy = packed(problem, placed)
        assert faults_of(problem, tidy) == ()
        start = {item.id: item.start for item in placed}
        assert all(item.start <= start[item.id] for item in tidy)


def test_the_same_problem_gives_the_same_plan_again():
    assert shortest_plan(ladder()) == shortest_plan(ladder())


def test_levels_that_can_be_reached_are_those_worth_most():
    tight = ladder(horizon=20)
    assert reachable(tight, {"finance": 1.0, "strategy": 1.0}, QUICK) == {"finance": 3, "strategy": 4}
    poor = ladder(horizon=20, budget=4_000.0)
    assert reachable(poor, {"finance": 2.0, "strategy": 1.0}, QUICK) == {"finance": 3}
    assert reachable(poor, {"finance": 1.0, "strategy": 2.0}, QUICK) == {"strategy": 4}


def test_a_plan_near_the_old_one_keeps_its_activities_where_both_take_as_long():
    twin = replace(COURSE, id="other-course", cost=1_000)
    problem = ladder(tasks=(COURSE, twin, OWNER), targets={"finance": 4})
    old = (Placed("course", 0, 8), Placed("budget-owner", 8, 28))
    assert "other-course" in {item.id for item in shortest_plan(problem, QUICK).placed}
    assert shortest_plan(problem, QUICK, near=old).placed == old


def test_a_search_that_was_called_off_gives_no_answer_and_stops_the_solver_that_runs():
    class Solver:
        stopped = 0

        def stop_search(self) -> None:
            self.stopped += 1

    brake, solver = Brake(), Solver()
    with pytest.raises(CalledOff), brake.on(solver):
        brake.pull()
    assert solver.stopped == 1
    with pytest.raises(CalledOff):
        shortest_plan(ladder(), replace(QUICK, brake=brake))


def test_a_brake_that_nobody_pulls_changes_no_plan():
    assert shortest_plan(ladder(), replace(QUICK, brake=Brake())) == shortest_plan(ladder(), QUICK)
    assert Effort() == Effort() and Effort().share(0.5).brake is not None
