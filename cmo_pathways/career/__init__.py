"""How people get there: steps, requirements, routes with time and cost."""

from __future__ import annotations

from cmo_pathways.career.cost import Cost
from cmo_pathways.career.explain import name_in_text, names_in_text
from cmo_pathways.career.graph import CareerGraph, build_graph
from cmo_pathways.career.model import STAGES, Source, Step, Transition, Wildcard
from cmo_pathways.career.read import read_career
from cmo_pathways.career.route import Route, RoutePlan, RouteStep, plan_routes
from cmo_pathways.career.schedule import Schedule
from cmo_pathways.career.simulate import Years, simulate_time

__all__ = [
    "STAGES",
    "CareerGraph",
    "Cost",
    "Route",
    "RoutePlan",
    "RouteStep",
    "Schedule",
    "Source",
    "Step",
    "Transition",
    "Wildcard",
    "Years",
    "build_graph",
    "name_in_text",
    "names_in_text",
    "plan_routes",
    "read_career",
    "simulate_time",
]
