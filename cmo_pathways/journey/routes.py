"""Ways to a role from what the learner holds: the intake, routes, what a lost step changes, moves abroad."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cmo_pathways.career import (
    Intake,
    Learner,
    Loss,
    Move,
    RoutePlan,
    Standing,
    Structure,
    intake_body,
    intake_problems,
    international_moves,
    limits_of,
    loss_of,
    plan_routes,
    read_intake,
    shut_ways,
    specialty_of,
    standing_of,
    structure_of,
    years_since,
    yours_among,
)
from cmo_pathways.errors import UnknownId
from cmo_pathways.journey.learner import Journey, target_of
from cmo_pathways.journey.progress import gaps_of
from cmo_pathways.ledger import LedgerState


def routes_of(
    journey: Journey,
    state: LedgerState,
    *,
    to: str | None = None,
    start: str | None = None,
    k: int = 3,
    draws: int = 2000,
    seed: int = 7,
    regions: frozenset[str] = frozenset(),
) -> RoutePlan:
    """Alternative routes from what the learner holds to a role, within the limits of the intake.

    ``regions`` are further countries through which a route may lead. Raises UnknownId, LearnerError.
    """
    graph, intake = journey.catalogue.career, intake_of(state)
    goal = to or target_of(state)
    return plan_routes(
        graph,
        to=goal,
        held=held_years(state, journey.clock().date()),
        specialty=specialty_of(graph, intake),
        regions=regions,
        limits=limits_of(intake),
        gaps=_levels_short(journey, state, goal),
        k=k,
        draws=draws,
        seed=seed,
        start=start,
        waived=state.waived,
        yours=yours_among(journey.catalogue.career, state.of("assumption")),
        today=journey.clock().date(),
    )


def intake_of(state: LedgerState) -> Intake:
    """What the learner said of the present, with the steps held; the empty intake where nothing was said."""
    held = {id: step.since for id, step in state.steps.items() if step.held}
    return read_intake(state.of("intake").get("me", {}), held)


def keep_intake(journey: Journey, intake: Intake) -> tuple[str, ...]:
    """Record an intake that can be right; what is wrong with it comes back, one sentence each, and nothing is kept.

    Steps held are recorded step by step (kind ``step``), not here.
    """
    problems = intake_problems(journey.catalogue.career, intake, journey.clock().date())
    if not problems:
        journey.record("intake", "me", intake_body(intake))
    return problems


def standing_for(journey: Journey, state: LedgerState, to: str | None = None) -> Standing:
    """What the learner builds on when the career graph is asked: steps held or implied, limits, dates of today."""
    graph, intake, today = journey.catalogue.career, intake_of(state), journey.clock().date()
    held = {id: years or 0.0 for id, years in held_years(state, today).items()}
    limits = limits_of(intake)
    wishes = Learner(
        held=frozenset(held),
        specialty=specialty_of(graph, intake),
        waived=state.waived,
        regions=frozenset(graph.step(id).region for id in (to or target_of(state), *held)),
        home=limits.home,
        only=limits.only,
        shut=shut_ways(graph, today),
    )
    return standing_of(graph, held, wishes)


def structure_for(journey: Journey, state: LedgerState, to: str | None = None) -> Structure:
    """Which of the steps still to come blocks most, and which opens most doors. Raises UnknownId."""
    return structure_of(journey.catalogue.career, standing_for(journey, state, to).learner)


def loss_for(journey: Journey, state: LedgerState, step: str, to: str | None = None) -> Loss:
    """What changes on the way to the target if a step falls away. Raises UnknownId, LearnerError."""
    goal = to or target_of(state)
    return loss_of(journey.catalogue.career, step, to=goal, standing=standing_for(journey, state, goal))


def moves_for(journey: Journey, state: LedgerState) -> tuple[Move, ...]:
    """What it would take to become a CMO in each of the nine countries. Raises LearnerError."""
    return international_moves(journey.catalogue.career, standing_for(journey, state))


def held_years(state: LedgerState, today: date) -> Mapping[str, float | None]:
    """The steps that the learner holds, each with the years since it began or ended (None = not said)."""
    return {id: years_since(step.since, today) for id, step in state.steps.items() if step.held}


def _levels_short(journey: Journey, state: LedgerState, goal: str) -> Mapping[str, float]:
    """Levels short of target per competency of a role; empty where nothing is rated or the step has no targets."""
    try:
        gaps = gaps_of(journey, state, goal)
    except UnknownId:
        return {}
    return {gap.competency: 0.0 if gap.met else gap.size for gap in gaps} if any(gap.rated for gap in gaps) else {}
