"""Control charts: is this process stable, and what can it be expected to give next month?"""

from __future__ import annotations

from cmo_pathways.analytics.control_charts.measured import (
    ControlChart,
    MovingRanges,
    c_chart,
    p_chart,
    run_chart,
    xmr_chart,
)

__all__ = ["ControlChart", "MovingRanges", "c_chart", "p_chart", "run_chart", "xmr_chart"]
