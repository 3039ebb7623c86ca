"""From the learner's events to what is known of every level."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cmo_pathways.assess import Estimate, Posterior, Prior, condition, estimate_of, make_prior
from cmo_pathways.catalogue import Catalogue
from cmo_pathways.ledger import LedgerState
from cmo_pathways.standing.observed import observations_of

_STAGES = ("training", "practice", "first-leadership", "senior-leadership", "cmo")


def score_assessment(catalogue: Catalogue, state: LedgerState, *, today: date | None = None) -> Mapping[str, Estimate]:
    """The estimate of each competency that is part of the learner's work, in the order of the skill map.

    What was said or seen loses weight with its age on the day ``today``; without it, on the day of the last event.
    """
    posterior = posterior_of(catalogue, state, today=today)
    skipped = {id for id, rating in state.ratings.items() if rating.not_applicable}
    return {id: estimate_of(posterior, id) for id in posterior.competencies if id not in skipped}


def posterior_of(catalogue: Catalogue, state: LedgerState, *, today: date | None = None) -> Posterior:
    """What is known of all levels together and of the learner's lean, with every observation that went in."""
    return condition(prior_of(catalogue, state), observations_of(catalogue, state, today=today))


def prior_of(catalogue: Catalogue, state: LedgerState) -> Prior:
    """What is assumed of the learner before any answer: by responsibility where placed, else by the posts held."""
    domains = {id: competency.domain for id, competency in catalogue.framework.competencies.items()}
    placement = state.of("placement").get("me", {})
    given = placement.get("responsibility")
    responsibility = given if isinstance(given, int) and given in range(6) else None
    expected = catalogue.constants.expected_at(responsibility=responsibility, stage=_stage(catalogue, state))
    return make_prior(domains, catalogue.constants, expected=expected, placed=responsibility is not None)


def _stage(catalogue: Catalogue, state: LedgerState) -> str | None:
    known = catalogue.career.steps
    held = {known[id].stage for id, step in state.steps.items() if step.held and id in known}
    return max(held & set(_STAGES), key=_STAGES.index, default=None)
