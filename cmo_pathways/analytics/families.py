"""The families of methods on running, financing and governing care that cases may ask, one module each."""

from __future__ import annotations

from cmo_pathways.analytics import (
    concentration,
    disparities,
    emergency_access,
    finance,
    outbreak,
    queues,
    safety_signals,
    shared_savings,
    staffing,
    stopping,
    surge,
)
from cmo_pathways.analytics.classifier import methods as classifier
from cmo_pathways.analytics.method import Method

ROWS: tuple[Method, ...] = (
    *queues.ROWS,
    *emergency_access.ROWS,
    *staffing.ROWS,
    *finance.ROWS,
    *shared_savings.ROWS,
    *safety_signals.ROWS,
    *stopping.ROWS,
    *outbreak.ROWS,
    *surge.ROWS,
    *classifier.ROWS,
    *disparities.ROWS,
    *concentration.ROWS,
)
"""What a case can ask of these families."""
