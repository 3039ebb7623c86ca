"""How people get there: steps, requirements, routes with time and cost, and what is published about them."""

from __future__ import annotations

from cmo_pathways.career.activity import Activity, Training
from cmo_pathways.career.activity_read import read_activities, read_training
from cmo_pathways.career.beliefs import VERDICTS, Belief
from cmo_pathways.career.codes import OccupationCode, codes_for
from cmo_pathways.career.company import Company, read_company
from cmo_pathways.career.compare import RouteComparison, compare_routes
from cmo_pathways.career.cost import Cost
from cmo_pathways.career.curriculum import CourseMetrics, CurriculumMetrics, curriculum_metrics
from cmo_pathways.career.edits import with_transitions
from cmo_pathways.career.explain import name_in_text, names_in_text
from cmo_pathways.career.facts import CareerFacts, cited_by, read_facts
from cmo_pathways.career.figures import PublishedFigure
from cmo_pathways.career.graph import CareerGraph, build_graph
from cmo_pathways.career.inputs import Input, inputs_of
from cmo_pathways.career.intake import (
    COUNTRIES,
    CURRENCIES,
    WHERE,
    Intake,
    intake_body,
    intake_problems,
    limits_of,
    read_intake,
    specialty_of,
    years_since,
)
from cmo_pathways.career.limits import NO_ROUTE_LIMITS, RouteLimits
from cmo_pathways.career.model import HOME, REGIONS, STAGES, Source, Step, Transition, Wildcard
from cmo_pathways.career.moves import Move, international_moves
from cmo_pathways.career.needs import Learner, Standing, standing_of
from cmo_pathways.career.offer import Offer, OfferGroup, OfferPoint, load_offer, read_offer
from cmo_pathways.career.read import read_career
from cmo_pathways.career.readiness import Readiness
from cmo_pathways.career.recognize import Proposal, ResumeEntry, propose_steps
from cmo_pathways.career.renewals import (
    Renewal,
    RenewalRule,
    RenewalRules,
    load_renewals,
    read_renewals,
    renewals_of,
)
from cmo_pathways.career.route import Route, RoutePlan, RouteStep, plan_routes
from cmo_pathways.career.schedule import Schedule, years_until
from cmo_pathways.career.setting import ReportingLine, Setting, Settings, WeekKind, load_settings, read_settings
from cmo_pathways.career.simulate import Simulation, StepTime, TimeToRole, Years, simulate_time
from cmo_pathways.career.sources import check_sources, read_sources
from cmo_pathways.career.spread import Attempts, Spread, YourNumbers
from cmo_pathways.career.structure import Loss, StepPlace, Structure, loss_of, structure_of
from cmo_pathways.career.tornado import Swing, Tornado, tornado_of
from cmo_pathways.career.weakness import Weakness
from cmo_pathways.career.what_if import WhatIf, usual_wait, what_if
from cmo_pathways.career.windows import Window, shut_ways
from cmo_pathways.career.world import Country, TrainingYears, load_world, read_world, training_years
from cmo_pathways.career.yours import with_input, your_numbers, yours_among

__all__ = [
    "COUNTRIES",
    "CURRENCIES",
    "HOME",
    "NO_ROUTE_LIMITS",
    "REGIONS",
    "STAGES",
    "VERDICTS",
    "WHERE",
    "Activity",
    "Attempts",
    "Belief",
    "CareerFacts",
    "CareerGraph",
    "Company",
    "Cost",
    "Country",
    "CourseMetrics",
    "CurriculumMetrics",
    "Input",
    "Intake",
    "Learner",
    "Loss",
    "Move",
    "OccupationCode",
    "Offer",
    "OfferGroup",
    "OfferPoint",
    "Proposal",
    "PublishedFigure",
    "Readiness",
    "Renewal",
    "RenewalRule",
    "RenewalRules",
    "ReportingLine",
    "ResumeEntry",
    "Route",
    "RouteComparison",
    "RouteLimits",
    "RoutePlan",
    "RouteStep",
    "Schedule",
    "Setting",
    "Settings",
    "Simulation",
    "Source",
    "Spread",
    "Standing",
    "Step",
    "StepPlace",
    "StepTime",
    "Structure",
    "Swing",
    "TimeToRole",
    "Tornado",
    "Training",
    "TrainingYears",
    "Transition",
    "Weakness",
    "WeekKind",
    "WhatIf",
    "Wildcard",
    "Window",
    "Years",
    "YourNumbers",
    "build_graph",
    "check_sources",
    "cited_by",
    "codes_for",
    "compare_routes",
    "curriculum_metrics",
    "inputs_of",
    "intake_body",
    "intake_problems",
    "international_moves",
    "limits_of",
    "load_offer",
    "load_renewals",
    "load_settings",
    "load_world",
    "loss_of",
    "name_in_text",
    "names_in_text",
    "plan_routes",
    "propose_steps",
    "read_activities",
    "read_career",
    "read_company",
    "read_facts",
    "read_intake",
    "read_offer",
    "read_renewals",
    "read_settings",
    "read_sources",
    "read_training",
    "read_world",
    "renewals_of",
    "shut_ways",
    "simulate_time",
    "specialty_of",
    "standing_of",
    "structure_of",
    "tornado_of",
    "training_years",
    "usual_wait",
    "what_if",
    "with_input",
    "with_transitions",
    "years_since",
    "years_until",
    "your_numbers",
    "yours_among",
]
