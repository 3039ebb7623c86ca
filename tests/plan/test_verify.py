"""What a schedule leads to, worked by hand."""

from __future__ import annotations

import pytest

from cmo_pathways.plan.model import Closed, Placed, Problem, Task
from cmo_pathways.plan.verify import closings, faults_of, weekly_load

COURSE = Task("course", hours=20, weeks=4, cost=500, gains={"finance": (1, 3)})
BUDGET = Task("budget-owner", hours=50, weeks=10, gains={"finance": (3, 4)}, needs=(("course", "degree"),))
DEGREE = Task("degree", hours=600, weeks=60, cost=90_000, gains={"finance": (1, 4)})


def problem(**changes):
    values = {
        "tasks": (COURSE, BUDGET, DEGREE),
        "levels": {"finance": 1},
        "targets": {"finance": 4},
        "hours_per_week": 10.0,
        "budget": 1000.0,
        "horizon": 52,
    }
    return Problem(**{**values, **changes})


def test_a_chain_of_two_closes_the_gap_when_the_second_one_ends():
    plan = (Placed("course", 0, 4), Placed("budget-owner", 4, 14))
    assert faults_of(problem(), plan) == ()
    assert closings(problem(), plan) == (Closed("finance", 4, "budget-owner", 14),)


def test_the_end_level_is_a_ceiling_gains_do_not_add():
    again = Task("second-course", hours=20, weeks=4, gains={"finance": (1, 3)})
    both = problem(tasks=(COURSE, again))
    assert closings(both, (Placed("course", 0, 4), Placed("second-course", 4, 8))) == ()


def test_an_activity_counts_only_from_its_level_on():
    alone = Task("budget-owner", hours=50, weeks=10, gains={"finance": (3, 4)})
    assert closings(problem(tasks=(alone,)), (Placed("budget-owner", 0, 10),)) == ()


@pytest.mark.parametrize(
    ("plan", "changes", "words"),
    [
        ((Placed("course", 0, 4), Placed("budget-owner", 3, 13)), {}, "starts before any of course, degree"),
        ((Placed("course", 0, 3), Placed("budget-owner", 4, 14)), {}, "takes 3 weeks instead of 4"),
        ((Placed("course", 0, 4), Placed("budget-owner", 4, 14)), {"budget": 499.0}, "more than the budget"),
        ((Placed("course", 0, 4), Placed("budget-owner", 4, 14)), {"horizon": 13}, "after the end of the plan"),
        ((Placed("course", 0, 4),), {}, "finance stays open"),
        (
            (Placed("course", 0, 4), Placed("degree", 0, 60)),
            {"horizon": 99, "budget": 1e6},
            "a week holds more hours",
        ),
        (
            (Placed("course", 0, 4), Placed("degree", 4, 64)),
            {"horizon": 99, "budget": 1e6, "one_of": (frozenset({"course", "degree"}),)},
            "more than one of course, degree",
        ),
    ],
)
def test_every_broken_rule_is_named(plan, changes, words):
    assert any(words in fault for fault in faults_of(problem(**changes), plan))


def test_a_short_course_is_stretched_over_the_weeks_that_its_hours_take():
    slow = problem(hours_per_week=4.0)
    assert (slow.length(COURSE), slow.load(COURSE)) == (5, 400)
    assert weekly_load(slow, (Placed("course", 1, 6),)) == [0, 400, 400, 400, 400, 400]
