"""Where I stand: the learner's events and the content give estimates, and estimates give ranked gaps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cmo_pathways.assess import Estimate, Observation, estimate_level, from_case, from_rating, shortfall
from cmo_pathways.catalogue import Catalogue
from cmo_pathways.errors import LearnerError
from cmo_pathways.ledger import LedgerState
from cmo_pathways.scale import Mark, day_words

WIDE_GAP = 1.2
"""Distance to the target [levels] from which a gap is drawn and named as wide (our choice)."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One competency against the target of a role; levels on the scale [0-5].

    ``p_meets`` is the chance [0-1] that the level reaches the target, ``importance`` [1-5] the learner's own or the
    role's, ``priority`` the expected shortfall [levels] times importance / 5; ``because`` names the inputs.
    """

    competency: str
    level: float
    low: float
    high: float
    target: int
    p_meets: float
    importance: int
    priority: float
    because: str
    rated: bool
    own_importance: bool = False

    @property
    def marks(self) -> dict[str, Mark | None]:
        """How well each number is supported; an importance that the learner set needs no mark."""
        weight = None if self.own_importance else Mark.ASSUMPTION
        return {"level": Mark.COMPUTED, "target": Mark.ASSUMPTION, "importance": weight}

    @property
    def size(self) -> float:
        """Distance from the estimated level to the target [levels], never below 0."""
        return max(0.0, self.target - self.level)

    @property
    def met(self) -> bool:
        """True if it is more likely than not that the target is reached."""
        return self.p_meets >= 0.5

    @property
    def wide(self) -> bool:
        """True for a gap that screens and charts point out."""
        return not self.met and self.size > WIDE_GAP


def score_assessment(catalogue: Catalogue, state: LedgerState) -> Mapping[str, Estimate]:
    """The estimate of each competency that is part of the learner's work, in the order of the skill map."""
    skipped = {id for id, rating in state.ratings.items() if rating.not_applicable}
    return {
        id: estimate_level(id, _observations(catalogue, state, id), catalogue.constants)
        for id in catalogue.framework.competencies
        if id not in skipped
    }


def rank_gaps(catalogue: Catalogue, state: LedgerState, role: str | None = None) -> tuple[Gap, ...]:
    """The gaps to a role, the one that matters most first; competencies marked as not applicable are left out.

    Without a role the learner's own target counts. Raises UnknownId for an unknown role, LearnerError where no
    target is chosen yet.
    """
    chosen = role or state.target
    if chosen is None:
        raise LearnerError("No target role is chosen yet. Choose one on the start page or give --role.")
    profile = catalogue.framework.role(chosen)
    gaps = []
    for id, estimate in score_assessment(catalogue, state).items():
        target = profile.targets[id]
        own = state.importance.get(id)
        importance = own or target.weight
        priority = shortfall(estimate, target.level) * importance / 5
        weight = (
            f"you set its importance to {own} of 5"
            if own
            else f"{profile.short} weighs it {importance} of 5 (our assumption)"
        )
        because = "; ".join((*estimate.because, weight))
        chance = estimate.p_at_least(target.level)
        gaps.append(
            Gap(
                competency=id,
                level=estimate.level,
                low=estimate.low,
                high=estimate.high,
                target=target.level,
                p_meets=chance,
                importance=importance,
                priority=priority,
                because=because,
                rated=estimate.observed > 0,
                own_importance=own is not None,
            )
        )
    return tuple(sorted(gaps, key=lambda gap: -gap.priority))


def _observations(catalogue: Catalogue, state: LedgerState, competency: str) -> tuple[Observation, ...]:
    seen: list[Observation] = []
    rating = state.ratings.get(competency)
    if rating is not None and rating.level is not None:
        when = day_words(rating.at)
        seen.append(from_rating(rating.level, rating.sureness, when, catalogue.constants))
    latest = {play.case: play for play in state.plays.values() if play.result is not None}
    for play in latest.values():
        case, result = catalogue.cases.get(play.case), play.result
        score = result.scores.get(competency) if result else None
        if case is None or result is None or score is None or score.best <= 0:
            continue
        share = min(1.0, max(0.0, score.got / score.best))
        points = f"{score.got} of {score.best}"
        when = day_words(result.at)
        seen.append(from_case(case.title, share, points, case.difficulty, when, catalogue.constants))
    return tuple(seen)
