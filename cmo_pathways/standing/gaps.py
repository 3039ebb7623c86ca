"""The ranked gaps: estimates against the targets of a role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cmo_pathways.assess import Reason, shortfall
from cmo_pathways.catalogue import Catalogue
from cmo_pathways.errors import LearnerError
from cmo_pathways.ledger import LedgerState
from cmo_pathways.scale import Mark
from cmo_pathways.standing.scored import score_assessment

WIDE_GAP = 1.2
"""Distance to the target [levels] from which a gap is drawn and named as wide (our choice)."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One competency against the target of a role; levels on the scale [0-5].

    ``p_meets`` is the chance [0-1] that the level reaches the target, ``importance`` [1-5] the learner's own or the
    role's, ``priority`` the expected shortfall [levels] times importance / 5; ``because`` names the strongest inputs,
    ``reasons`` all of them with how far each moved the level.
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
    reasons: tuple[Reason, ...] = ()

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


def rank_gaps(
    catalogue: Catalogue, state: LedgerState, role: str | None = None, *, today: date | None = None
) -> tuple[Gap, ...]:
    """The gaps to a role, the one that matters most first; competencies marked as not applicable are left out.

    Without a role the learner's own target counts; ``today`` as in ``score_assessment``. Raises UnknownId for an
    unknown role, LearnerError where no target is chosen yet.
    """
    chosen = role or state.target
    if chosen is None:
        raise LearnerError("No target role is chosen yet. Choose one on the start page or give --role.")
    profile = catalogue.framework.role(chosen)
    gaps = []
    for id, estimate in score_assessment(catalogue, state, today=today).items():
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
                reasons=estimate.reasons,
            )
        )
    return tuple(sorted(gaps, key=lambda gap: -gap.priority))
