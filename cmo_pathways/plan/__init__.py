"""How the gaps are closed: the shortest development plan under hours, money and months, with proof."""

from __future__ import annotations

from cmo_pathways.plan.agenda import Entry, agenda_of, calendar_bytes, next_monday, table_text
from cmo_pathways.plan.build import Draft, Limits, Past, Running, level_now, make_problem
from cmo_pathways.plan.develop import (
    AIMS,
    FIRST_GAPS,
    Development,
    conflict_sentence,
    develop_steps,
    explained,
    plan_development,
    wanted_gaps,
)
from cmo_pathways.plan.explain import Relaxation, conflict_of, relaxations_of
from cmo_pathways.plan.model import Closed, Placed, Plan, Problem, Task
from cmo_pathways.plan.program import Brake, CalledOff, Effort
from cmo_pathways.plan.reality import Change, change_between, past_of, shifted, without_dropped
from cmo_pathways.plan.reasons import Lift, Reason, levels_at, reasons_of
from cmo_pathways.plan.scenarios import Regret, RobustPlan, Scenario, robust_plan, usual_scenarios
from cmo_pathways.plan.solve import improve, reachable, shortest_plan
from cmo_pathways.plan.verify import weekly_hours

__all__ = [
    "AIMS",
    "FIRST_GAPS",
    "Brake",
    "CalledOff",
    "Change",
    "Closed",
    "Development",
    "Draft",
    "Effort",
    "Entry",
    "Lift",
    "Limits",
    "Past",
    "Placed",
    "Plan",
    "Problem",
    "Reason",
    "Regret",
    "Relaxation",
    "RobustPlan",
    "Running",
    "Scenario",
    "Task",
    "agenda_of",
    "calendar_bytes",
    "change_between",
    "conflict_of",
    "conflict_sentence",
    "develop_steps",
    "explained",
    "improve",
    "level_now",
    "levels_at",
    "make_problem",
    "next_monday",
    "past_of",
    "plan_development",
    "reachable",
    "reasons_of",
    "relaxations_of",
    "robust_plan",
    "shifted",
    "shortest_plan",
    "table_text",
    "usual_scenarios",
    "wanted_gaps",
    "weekly_hours",
    "without_dropped",
]
