"""Where a person stands: what was observed, and the estimate of a level that follows from it."""

from __future__ import annotations

from cmo_pathways.assess.batch import rate_many, score_many
from cmo_pathways.assess.constants import Constants, read_constants, uncorrelated
from cmo_pathways.assess.instrument import SURENESS, Answers, read_answers
from cmo_pathways.assess.observe import (
    as_one_view,
    from_case,
    from_evidence,
    from_gain,
    from_group,
    from_rating,
    from_signals,
    signal_level,
)
from cmo_pathways.assess.posterior import (
    SELF,
    Forecast,
    Observation,
    Posterior,
    Prior,
    Spread,
    begin,
    condition,
    make_prior,
)
from cmo_pathways.assess.score import Estimate, Reason, estimate_of, shortfall

__all__ = [
    "SELF",
    "SURENESS",
    "Answers",
    "Constants",
    "Estimate",
    "Forecast",
    "Observation",
    "Posterior",
    "Prior",
    "Reason",
    "Spread",
    "as_one_view",
    "begin",
    "condition",
    "estimate_of",
    "from_case",
    "from_evidence",
    "from_gain",
    "from_group",
    "from_rating",
    "from_signals",
    "make_prior",
    "rate_many",
    "read_answers",
    "read_constants",
    "score_many",
    "shortfall",
    "signal_level",
    "uncorrelated",
]
