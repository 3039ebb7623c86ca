"""How the gaps are closed: the shortest development plan under hours, money and months, with proof."""

from __future__ import annotations

from cmo_pathways.plan.build import Draft, Limits, Past, Running, make_problem
from cmo_pathways.plan.model import Closed, Placed, Plan, Problem, Task
from cmo_pathways.plan.program import Effort
from cmo_pathways.plan.solve import improve, reachable, shortest_plan

__all__ = [
    "Closed",
    "Draft",
    "Effort",
    "Limits",
    "Past",
    "Placed",
    "Plan",
    "Problem",
    "Running",
    "Task",
    "improve",
    "make_problem",
    "reachable",
    "shortest_plan",
]
