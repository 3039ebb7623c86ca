"""Simulated learners: true levels, and the ledger that such a person would leave.

How levels, ratings, raters and cases scatter is drawn with the numbers below, which stay as they are when somebody
edits the constants that score. Answers are whole levels from 0 to 5, as on screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from cmo_pathways.catalogue import Catalogue, load_catalogue
from cmo_pathways.ledger import Event, LedgerState, replay

MEAN, GENERAL, DOMAIN, OWN = 2.0, 0.9, 0.5, 0.75
RATING = {"guess": 1.3, "fairly": 0.9, "sure": 0.7}
RATER, RATER_LEAN, GROUP_LEAN = 1.0, 0.6, 0.35
CASE, CASE_LEAN = 1.2, 0.6
SCORED_PER_CASE = 4
POINTS = 8
TODAY, BEFORE = "2026-11-20T12:00:00Z", "2024-05-20T12:00:00Z"
_CASES = {f"simulated-{k}": 2 + k % 4 for k in range(8)}


@dataclass(frozen=True, slots=True)
class World:
    """What is true of the learners: the lean of their ratings [levels], and whether their levels correlate."""

    lean: float
    correlated: bool = True

    @property
    def name(self) -> str:
        """The world in words."""
        lean = "no lean" if not self.lean else f"{'over' if self.lean > 0 else 'under'}-rating {self.lean:+.1f}"
        return lean + ("" if self.correlated else ", uncorrelated")


@dataclass(frozen=True, slots=True)
class Inputs:
    """What there is to go by: competencies self-rated, peers who answer, cases played, pieces of evidence."""

    rated: int = 20
    peers: int = 0
    cases: int = 0
    evidence: int = 0
    aged: bool = False

    @property
    def name(self) -> str:
        """The inputs in words."""
        more = ((self.peers, "peers"), (self.cases, "cases"), (self.evidence, "pieces of evidence"))
        return " + ".join([f"{self.rated} ratings", *(f"{n} {word}" for n, word in more if n)])


def simulated_catalogue() -> Catalogue:
    """The shipped content, with cases of every difficulty to play."""
    catalogue = load_catalogue()
    sample = next(iter(catalogue.cases.values()))
    cases = {id: replace(sample, id=id, difficulty=difficulty) for id, difficulty in _CASES.items()}
    return replace(catalogue, cases=cases)


def draw(
    catalogue: Catalogue, world: World, inputs: Inputs, rng: np.random.Generator
) -> tuple[Mapping[str, float], LedgerState]:
    """One learner: the true level of each competency, and the state of the ledger that the person leaves."""
    truth = _levels(catalogue, world, rng)
    bodies = [
        *_ratings(truth, world.lean, inputs.rated, rng),
        *_peers(truth, inputs.peers, rng),
        *_cases(catalogue, truth, inputs.cases, rng),
        *_evidence(truth, inputs.evidence, rng),
    ]
    at = [BEFORE if inputs.aged and rng.random() < 0.5 else TODAY for _ in bodies[1:]]
    events = (
        Event(k, f"e{k}", when, *body) for k, (when, body) in enumerate(zip([*at, TODAY], bodies, strict=True), 1)
    )
    return truth, replay(events)


def _levels(catalogue: Catalogue, world: World, rng: np.random.Generator) -> Mapping[str, float]:
    general, domain, own = (GENERAL, DOMAIN, OWN) if world.correlated else (0.0, 0.0, np.hypot(GENERAL, DOMAIN))
    own = own if world.correlated else np.hypot(own, OWN)
    person = MEAN + rng.normal(0, general)
    of = {found.id: rng.normal(0, domain) for found in catalogue.framework.domains}
    competencies = catalogue.framework.competencies
    drawn = {id: person + of[found.domain] + rng.normal(0, own) for id, found in competencies.items()}
    return {id: float(min(5.5, max(-0.5, level))) for id, level in drawn.items()}


Body = tuple[str, str, Mapping[str, object]]


def _ratings(truth: Mapping[str, float], lean: float, count: int, rng: np.random.Generator) -> Iterator[Body]:
    for id in rng.permutation(list(truth))[:count]:
        sureness = str(rng.choice(list(RATING), p=[0.25, 0.5, 0.25]))
        said = _whole(truth[id] + lean + rng.normal(0, RATING[sureness]))
        yield "rating", str(id), {"level": said, "sureness": sureness, "not_applicable": False, "framework": "1"}


def _peers(truth: Mapping[str, float], count: int, rng: np.random.Generator) -> Iterator[Body]:
    if not count:
        return
    kind = rng.normal(0, GROUP_LEAN) + rng.normal(0, RATER_LEAN, count)
    means = {
        id: {"n": count, "mean": float(np.mean([_whole(level + k + rng.normal(0, RATER)) for k in kind]))}
        for id, level in truth.items()
    }
    group = {"group": "peers", "n": count, "suppressed": False, "competencies": means}
    yield "feedback", "report-1", {"groups": [group]}


def _cases(catalogue: Catalogue, truth: Mapping[str, float], count: int, rng: np.random.Generator) -> Iterator[Body]:
    constants = catalogue.constants
    for case in rng.permutation(list(_CASES))[:count]:
        kind, difficulty = rng.normal(0, CASE_LEAN), _CASES[case]
        scores = {}
        for id in rng.permutation(list(truth))[:SCORED_PER_CASE]:
            shown = truth[id] + kind + rng.normal(0, CASE * (3 / difficulty) ** 0.5)
            share = (shown - constants.case_floor) / (difficulty * constants.case_span_per_difficulty)
            scores[str(id)] = {"got": min(POINTS, max(0, round(POINTS * share))), "best": POINTS}
        body = {"play": f"{case}-1", "version": "1", "ending": "end", "counters": {}, "path": [], "scores": scores}
        yield "result", str(case), body


def _evidence(truth: Mapping[str, float], count: int, rng: np.random.Generator) -> Iterator[Body]:
    for k, id in enumerate(rng.permutation(list(truth))[:count]):
        level = max(1, _whole(truth[id] - 0.5))
        verifier = "chief" if rng.random() < 0.5 else ""
        yield "evidence", f"piece-{k}", {"competency": str(id), "text": "a piece", "level": level, "verifier": verifier}


def _whole(value: float) -> int:
    return min(5, max(0, round(value)))
