"""How people get there: steps, requirements, routes with time and cost, and what is published about them."""

from __future__ import annotations

from cmo_pathways.career.activity import Activity, Training
from cmo_pathways.career.activity_read import read_activities, read_training
from cmo_pathways.career.beliefs import VERDICTS, Belief
from cmo_pathways.career.codes import OccupationCode, codes_for
from cmo_pathways.career.cost import Cost
from cmo_pathways.career.explain import name_in_text, names_in_text
from cmo_pathways.career.facts import CareerFacts, cited_by, read_facts
from cmo_pathways.career.figures import PublishedFigure
from cmo_pathways.career.graph import CareerGraph, build_graph
from cmo_pathways.career.inputs import Input, inputs_of
from cmo_pathways.career.model import REGIONS, STAGES, Source, Step, Transition, Wildcard
from cmo_pathways.career.read import read_career
from cmo_pathways.career.route import Route, RoutePlan, RouteStep, plan_routes
from cmo_pathways.career.schedule import Schedule
from cmo_pathways.career.simulate import Simulation, StepTime, TimeToRole, Years, simulate_time
from cmo_pathways.career.sources import check_sources, read_sources
from cmo_pathways.career.spread import Attempts, Spread, YourNumbers
from cmo_pathways.career.tornado import Swing, Tornado, tornado_of
from cmo_pathways.career.yours import with_input, your_numbers, yours_among

__all__ = [
    "REGIONS",
    "STAGES",
    "VERDICTS",
    "Activity",
    "Attempts",
    "Belief",
    "CareerFacts",
    "CareerGraph",
    "Cost",
    "Input",
    "OccupationCode",
    "PublishedFigure",
    "Route",
    "RoutePlan",
    "RouteStep",
    "Schedule",
    "Simulation",
    "Source",
    "Spread",
    "Step",
    "StepTime",
    "Swing",
    "TimeToRole",
    "Tornado",
    "Training",
    "Transition",
    "Wildcard",
    "Years",
    "YourNumbers",
    "build_graph",
    "check_sources",
    "cited_by",
    "codes_for",
    "inputs_of",
    "name_in_text",
    "names_in_text",
    "plan_routes",
    "read_activities",
    "read_career",
    "read_facts",
    "read_sources",
    "read_training",
    "simulate_time",
    "tornado_of",
    "with_input",
    "your_numbers",
    "yours_among",
]
