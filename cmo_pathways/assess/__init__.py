"""Where a person stands: what was observed, and the estimate of a level that follows from it."""

from __future__ import annotations

from cmo_pathways.assess.adaptive import ENOUGH, TOP, Aim, Ask, ask_next
from cmo_pathways.assess.balance import BalanceCheck, HelpLine, load_balance, read_balance
from cmo_pathways.assess.batch import rate_many, score_many
from cmo_pathways.assess.constants import Constants, read_constants, uncorrelated
from cmo_pathways.assess.in_depth import SIGNAL_ANSWERS, is_complete, next_level, signal_key, suggest_level
from cmo_pathways.assess.instrument import SURENESS, Answers, Evidence, read_answers
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
from cmo_pathways.assess.score import Estimate, Reason, estimate_of, lean_words, shortfall

__all__ = [
    "ENOUGH",
    "SELF",
    "SIGNAL_ANSWERS",
    "SURENESS",
    "TOP",
    "Aim",
    "Answers",
    "Ask",
    "BalanceCheck",
    "Constants",
    "Estimate",
    "Evidence",
    "Forecast",
    "HelpLine",
    "Observation",
    "Posterior",
    "Prior",
    "Reason",
    "Spread",
    "as_one_view",
    "ask_next",
    "begin",
    "condition",
    "estimate_of",
    "from_case",
    "from_evidence",
    "from_gain",
    "from_group",
    "from_rating",
    "from_signals",
    "is_complete",
    "lean_words",
    "load_balance",
    "make_prior",
    "next_level",
    "rate_many",
    "read_answers",
    "read_balance",
    "read_constants",
    "score_many",
    "shortfall",
    "signal_key",
    "signal_level",
    "suggest_level",
    "uncorrelated",
]
