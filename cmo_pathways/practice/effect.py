"""What a finished play did to the learner's estimates: per competency the weight, the move, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cmo_pathways.assess import Observation
from cmo_pathways.journey import Journey, estimates_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.standing import observations_of


@dataclass(frozen=True, slots=True)
class CaseEffect:
    """One competency of a play as evidence.

    ``says`` [0-5] is the level that the points speak for (``bound`` says ``at least``, ``at most`` or nothing),
    ``weight`` how much that counts beside one self-rating of which you are fairly sure (1 = as much), ``before`` and
    ``after`` [0-5] the estimate without and with the play, ``why`` what the weight rests on.
    """

    competency: str
    says: float
    bound: str
    weight: float
    before: float
    after: float
    why: str


def counted_play(state: LedgerState, case: str) -> str | None:
    """The play of a case that counts as evidence: the last finished one; None where none is finished."""
    return next((id for id, play in reversed(list(state.plays.items())) if play.case == case and play.result), None)


def effects_of(journey: Journey, state: LedgerState, play: str) -> tuple[CaseEffect, ...]:
    """What a play counts for, in the order of the case; empty where a later play of the case counts instead.

    A competency that the learner marked as not part of the work, or of which no points can be got, is left out.
    """
    found = state.plays.get(play)
    if found is None or counted_play(state, found.case) != play:
        return ()
    catalogue, today = journey.catalogue, journey.clock().date()
    seen = {
        one.competency: one
        for one in observations_of(catalogue, state, today=today)
        if one.kind == "case" and one.shared == f"case:{found.case}"
    }
    without = replace(state, plays={id: other for id, other in state.plays.items() if id != play})
    before, after = estimates_of(journey, without), estimates_of(journey, state)
    return tuple(
        CaseEffect(
            id, one.value, _bound(one), _weight(journey, one), before[id].level, after[id].level, _why(journey, one)
        )
        for id in catalogue.case(found.case).competencies
        if (one := seen.get(id)) is not None and id in after and id in before
    )


def _bound(seen: Observation) -> str:
    return "at least" if seen.at_least else "at most" if seen.at_most else ""


def _weight(journey: Journey, seen: Observation) -> float:
    """The precision of the observation against that of one fresh self-rating, common errors included."""
    constants = journey.catalogue.constants
    rating = constants.rating_sd("fairly") ** 2 + constants.lean_sd**2
    return float(rating / (seen.sd**2 + seen.shared_sd**2))


def _why(journey: Journey, seen: Observation) -> str:
    case = journey.catalogue.cases[seen.shared.removeprefix("case:")]
    several = len(case.competencies) > 1
    whole = "full marks say nothing beyond what the case can show" if seen.at_least else ""
    none = "no marks say nothing below what the case can show" if seen.at_most else ""
    shared = "all scores of one play share its luck" if several else ""
    return "; ".join(filter(None, (f"difficulty {case.difficulty} of 5", shared, whole, none)))
