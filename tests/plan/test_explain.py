"""Why there is no plan, on problems whose answer is worked by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from plan.strategies import exhaustive, problems

from cmo_pathways.plan.explain import conflict_of, is_possible, relaxations_of
from cmo_pathways.plan.model import Problem, Task
from cmo_pathways.plan.program import Effort

QUICK = Effort(searches=1)
COURSE = Task("course", hours=40, weeks=8, cost=2_000, gains={"finance": (1, 3)})
OWNER = Task("budget-owner", hours=60, weeks=20, gains={"finance": (3, 4)})
BASE = Problem((COURSE, OWNER), {"finance": 1}, {"finance": 4}, 10.0, 5_000.0, 52)


@pytest.mark.parametrize(
    ("problem", "conflict", "words"),
    [
        (replace(BASE, horizon=26), ("months",), ("1 more month (7 in all)",)),
        (replace(BASE, budget=500.0), ("budget",), ("USD 1,500 more (USD 2,000 in all)",)),
        (
            replace(BASE, horizon=29, hours_per_week=4.0),
            ("months", "hours"),
            ("1 more month (7 in all)", "1 more hour a week (5 in all)"),
        ),
        (
            replace(BASE, tasks=(replace(COURSE, never=True), OWNER)),
            ("never",),
            ('the activity "course" allowed again',),
        ),
        (replace(BASE, tasks=(replace(COURSE, latest=7), OWNER)), ("windows",), ()),
        (replace(BASE, one_of=(frozenset({"course", "budget-owner"}),)), ("one-of",), ()),
        (replace(BASE, tasks=(OWNER,)), (), ()),
    ],
)
def test_the_limits_that_clash_are_named_with_what_would_mend_them(problem, conflict, words):
    found = conflict_of(problem, QUICK)
    assert found == conflict
    assert tuple(relaxation.words for relaxation in relaxations_of(problem, found, QUICK)) == words


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(problems())
def test_possible_is_what_an_exhaustive_search_says(problem):
    assert is_possible(problem, QUICK) == (exhaustive(problem) is not None)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(problems())
def test_each_relaxation_lets_a_plan_work(problem):
    if exhaustive(problem) is not None:
        return
    for relaxation in relaxations_of(problem, conflict_of(problem, QUICK), QUICK):
        eased = {
            "months": {"horizon": round(float(relaxation.to) * 52 / 12 + 0.49) if relaxation.limit == "months" else 0},
            "hours": {"hours_per_week": relaxation.to},
            "budget": {"budget": relaxation.to},
        }[relaxation.limit]
        assert is_possible(replace(problem, **eased), QUICK)
