"""Why an activity is in a plan, on a small plan worked by hand."""

from __future__ import annotations

from cmo_pathways.plan import Lift, Problem, Task, levels_at, reasons_of, shortest_plan

PROBLEM = Problem(
    tasks=(
        Task("seat", 10, 4),
        Task("project", 20, 8, gains={"finance": (2, 3)}, needs=(("seat",),)),
        Task("course", 10, 4, gains={"finance": (3, 4)}),
        Task("talk", 2, 1, must=True),
    ),
    levels={"finance": 2},
    targets={"finance": 4},
    hours_per_week=6,
    budget=0,
    horizon=52,
)


def test_each_activity_lifts_opens_or_is_wished_for():
    plan = shortest_plan(PROBLEM)
    reasons = reasons_of(plan, PROBLEM)
    assert reasons["seat"].opens == ("project",) and not reasons["seat"].lifts
    assert reasons["project"].lifts == (Lift("finance", 2, 3),)
    assert reasons["course"].lifts == (Lift("finance", 3, 4),)
    assert reasons["talk"].must


def test_a_level_counts_from_the_end_of_the_activity_that_leads_to_it():
    plan = shortest_plan(PROBLEM)
    ends = {item.id: item.end for item in plan.placed}
    assert levels_at(PROBLEM, plan.placed, ends["project"] - 1) == {"finance": 2}
    assert levels_at(PROBLEM, plan.placed, ends["project"]) == {"finance": 3}
    assert levels_at(PROBLEM, plan.placed, ends["course"]) == {"finance": 4}
