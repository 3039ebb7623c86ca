"""The plan that stays good, on a problem whose table is worked by hand."""

from __future__ import annotations

from cmo_pathways.plan.model import Problem, Task
from cmo_pathways.plan.program import Effort
from cmo_pathways.plan.scenarios import Scenario, in_scenario, robust_plan, usual_scenarios

QUICK = Effort(searches=1)
EXAM = Task("exam", hours=40, weeks=10, gains={"quality": (1, 3)})
PROJECT = Task("project", hours=60, weeks=12, gains={"quality": (1, 3)})
PROBLEM = Problem((EXAM, PROJECT), {"quality": 1}, {"quality": 3}, 10.0, 0.0, 52)


def test_the_slower_project_is_chosen_because_a_failed_exam_costs_more():
    scenarios = (Scenario("as-planned", "as planned"), Scenario("failed", "failed", again=frozenset({"exam"})))
    found = robust_plan(PROBLEM, scenarios, QUICK)
    assert found is not None
    assert [item.id for item in found.plan.placed] == ["project"]
    table = {row.candidate: (row.weeks, row.regret, row.worst) for row in found.table}
    assert table == {"failed": ((12, 12), (2, 0), 2), "as-planned": ((10, 20), (0, 8), 8)}


def test_a_scenario_changes_hours_and_weeks_and_leaves_time_enough():
    slow = in_scenario(PROBLEM, Scenario("slow", "slow", hours=1.25, weeks=1.5))
    assert [(task.hours, task.weeks) for task in slow.tasks] == [(50, 15), (75, 18)]
    assert slow.horizon > PROBLEM.horizon


def test_without_examinations_no_scenario_of_failing_is_told():
    assert "exam-failed" not in {scenario.id for scenario in usual_scenarios(())}
    assert usual_scenarios(("exam",))[-1].again == {"exam"}


def test_where_no_plan_fits_the_limits_there_is_no_robust_one():
    short = Problem((EXAM,), {"quality": 1}, {"quality": 3}, 10.0, 0.0, 5)
    assert robust_plan(short, usual_scenarios(()), QUICK) is None
