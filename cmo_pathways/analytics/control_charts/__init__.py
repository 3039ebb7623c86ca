"""Control charts: is this process stable, and what can it be expected to give next month?"""

from __future__ import annotations

from cmo_pathways.analytics.control_charts.chart import ControlChart, MovingRanges
from cmo_pathways.analytics.control_charts.counted import (
    c_chart,
    laney_factor,
    laney_rate_factor,
    p_chart,
    p_prime_chart,
    u_chart,
    u_prime_chart,
)
from cmo_pathways.analytics.control_charts.drift import Cusum, cusum, ewma_chart
from cmo_pathways.analytics.control_charts.measured import MeansAndSpreads, run_chart, xbar_s_charts, xmr_chart
from cmo_pathways.analytics.control_charts.phases import phases_at
from cmo_pathways.analytics.control_charts.rare import g_chart, g_quantile_chart, t_chart
from cmo_pathways.analytics.control_charts.verdict import Assurance, Variation, Verdict, verdict

__all__ = [
    "Assurance",
    "ControlChart",
    "Cusum",
    "MeansAndSpreads",
    "MovingRanges",
    "Variation",
    "Verdict",
    "c_chart",
    "cusum",
    "ewma_chart",
    "g_chart",
    "g_quantile_chart",
    "laney_factor",
    "laney_rate_factor",
    "p_chart",
    "p_prime_chart",
    "phases_at",
    "run_chart",
    "t_chart",
    "u_chart",
    "u_prime_chart",
    "verdict",
    "xbar_s_charts",
    "xmr_chart",
]
