"""Healthcare methods as pure functions, and the registry by which a case asks a computed question.

A case names a method of ``METHODS`` with columns of its data and literals; it is looked up here and never evaluated
as Python. Each entry knows how to say in words what it did. Every family brings its own rows.
"""

from __future__ import annotations

from cmo_pathways.analytics import (
    capability,
    families,
    funnel,
    intervals,
    readmission,
    risk_cusum,
    standardization,
    stars,
)
from cmo_pathways.analytics.agreement import methods as agreement_methods
from cmo_pathways.analytics.control_charts import (
    ControlChart,
    MovingRanges,
    c_chart,
    p_chart,
    run_chart,
    xmr_chart,
)
from cmo_pathways.analytics.control_charts import methods as chart_methods
from cmo_pathways.analytics.control_charts.methods import CHARTS
from cmo_pathways.analytics.figures import FIGURES, FigureValue
from cmo_pathways.analytics.method import Method
from cmo_pathways.analytics.run_rules import WESTERN_ELECTRIC, Rule, Signal, detect_signals

__all__ = [
    "CHARTS",
    "FIGURES",
    "METHODS",
    "WESTERN_ELECTRIC",
    "ControlChart",
    "FigureValue",
    "Method",
    "MovingRanges",
    "Rule",
    "Signal",
    "c_chart",
    "detect_signals",
    "p_chart",
    "run_chart",
    "xmr_chart",
]

_FAMILIES = (
    agreement_methods,
    chart_methods,
    families,
    capability,
    intervals,
    standardization,
    funnel,
    risk_cusum,
    readmission,
    stars,
)

METHODS: dict[str, Method] = {row.name: row for family in _FAMILIES for row in family.ROWS}
