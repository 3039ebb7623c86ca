"""Where I stand: the learner's events and the content give estimates, and estimates give ranked gaps."""

from __future__ import annotations

from cmo_pathways.standing.gaps import WIDE_GAP, Gap, rank_gaps
from cmo_pathways.standing.observed import observations_of
from cmo_pathways.standing.scored import posterior_of, prior_of, score_assessment

__all__ = [
    "WIDE_GAP",
    "Gap",
    "observations_of",
    "posterior_of",
    "prior_of",
    "rank_gaps",
    "score_assessment",
]
