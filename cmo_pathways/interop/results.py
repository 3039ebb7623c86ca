"""A learner's results as other systems take them: one per competency, with the level, its interval and the target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cmo_pathways.framework import Framework
from cmo_pathways.interop.names import stable_id
from cmo_pathways.ledger import JSON, LedgerState
from cmo_pathways.standing import Gap


@dataclass(frozen=True, slots=True)
class ResultEvidence:
    """What the learner points at for a competency; ``id`` is the learner's own and stays the same."""

    id: str
    text: str
    date: str


@dataclass(frozen=True, slots=True)
class Result:
    """Where a learner stands in one competency; levels on the scale [0-5], ``at`` [ISO time] of the last rating.

    ``reached`` is the highest whole level that is more likely than not; ``low`` and ``high`` are the 80 % interval.
    """

    competency: str
    framework: str
    level: float
    low: float
    high: float
    reached: int
    target: int
    at: str
    because: str
    evidence: tuple[ResultEvidence, ...] = ()


def results_of(
    framework: Framework, state: LedgerState, gaps: Sequence[Gap], *, evidence: bool = False
) -> tuple[Result, ...]:
    """One result per rated competency, in the order of the skill map; ``gaps`` are those to the role in question.

    Nothing but ratings, estimates and, if asked for, evidence goes in: no name, no mail address, no entry of the
    portfolio, nothing from the balance check.
    """
    by_id = {gap.competency: gap for gap in gaps if gap.rated}
    found = []
    for id in framework.competencies:
        gap, rating = by_id.get(id), state.ratings.get(id)
        if gap is None:
            continue
        found.append(
            Result(
                competency=id,
                framework=framework.version,
                level=round(gap.level, 2),
                low=round(gap.low, 2),
                high=round(gap.high, 2),
                reached=_reached(gap.level),
                target=gap.target,
                at=rating.at if rating else (state.last_at or ""),
                because=gap.because,
                evidence=_evidence(state.of("evidence"), id) if evidence else (),
            )
        )
    return tuple(found)


def learner_name(learner: str) -> str:
    """A name for the learner in files: the same in all of them, and it leads back to nobody."""
    return stable_id("learner", learner)


def _reached(level: float) -> int:
    return max(0, min(5, int(level + 1e-9)))


def _evidence(found: Mapping[str, Mapping[str, JSON]], competency: str) -> tuple[ResultEvidence, ...]:
    return tuple(
        ResultEvidence(stable_id("evidence", id), str(body.get("text") or ""), str(body.get("date") or ""))
        for id, body in found.items()
        if body.get("competency") == competency
    )
