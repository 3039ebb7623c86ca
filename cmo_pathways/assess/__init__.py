"""Where a person stands: what was observed, and the estimate of a level that follows from it."""

from __future__ import annotations

from cmo_pathways.assess.instrument import SURENESS, Answers, read_answers
from cmo_pathways.assess.score import (
    Constants,
    Estimate,
    Observation,
    estimate_level,
    from_case,
    from_rating,
    read_constants,
    shortfall,
)

__all__ = [
    "SURENESS",
    "Answers",
    "Constants",
    "Estimate",
    "Observation",
    "estimate_level",
    "from_case",
    "from_rating",
    "read_answers",
    "read_constants",
    "shortfall",
]
