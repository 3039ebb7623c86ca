"""The lines of the control charts as a case asks for them: columns in, one number out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from cmo_pathways.analytics.control_charts.chart import ControlChart
from cmo_pathways.analytics.control_charts.counted import (
    c_chart,
    laney_factor,
    laney_rate_factor,
    p_chart,
    p_prime_chart,
    u_chart,
    u_prime_chart,
)
from cmo_pathways.analytics.control_charts.measured import run_chart, xmr_chart
from cmo_pathways.analytics.control_charts.rare import g_chart, t_chart
from cmo_pathways.analytics.method import Method

CHARTS: dict[str, Callable[..., ControlChart]] = {
    "run": run_chart,
    "xmr": xmr_chart,
    "p": p_chart,
    "p_prime": p_prime_chart,
    "c": c_chart,
    "u": u_chart,
    "u_prime": u_prime_chart,
    "g": g_chart,
    "t": t_chart,
}
"""The charts that a table of a case may ask for, by the name an author writes."""


def _line(draw: Callable[..., ControlChart], line: str, columns: int) -> Callable[..., float]:
    """One line of a chart at the last point of a phase (of the last phase where none is named)."""

    def method(*given: Any) -> float:
        phase = given[-1] if len(given) > columns + 1 else None
        chart = draw(*given[: columns + 1])
        at = len(chart.points) - 1 if phase is None else len(chart.phase) - 1 - chart.phase[::-1].index(phase)
        if line == "range_upper" and chart.ranges is not None:
            return chart.ranges.upper[at]
        lines: Sequence[float] = getattr(chart, line)
        return lines[at]

    return method


_ONE = {"xmr": "values", "c": "counts", "g": "gaps", "t": "times"}
_TWO = {"p": "totals", "p_prime": "totals", "u": "exposures", "u_prime": "exposures"}


def _row(chart: str, line: str, how: str) -> Method:
    columns = (_ONE[chart],) if chart in _ONE else ("counts", _TWO[chart])
    places = (*columns, "phases")
    kinds = (*("number",) * len(columns), "text")
    function = _line(CHARTS[chart], line, len(columns))
    return Method(f"{chart}_{line}", function, places, kinds, len(columns), ("phase",), how)


_HOW = {
    "xmr": (
        "mean of the values of the phase",
        "mean of the phase {} 3/1.128 (2.66) times its average moving range",
    ),
    "p": (
        "all counts of the phase divided by all totals",
        "mean share {} three times the root of share x (1 - share) / patients, last point",
    ),
    "p_prime": (
        "all counts of the phase divided by all totals",
        "mean share {} three sigma of the p chart times Laney's factor, last point",
    ),
    "c": ("mean count of the phase", "mean count {} three times its root"),
    "u": (
        "all counts of the phase divided by all exposures",
        "mean rate {} three times the root of rate / exposure, last point",
    ),
    "u_prime": (
        "all counts of the phase divided by all exposures",
        "mean rate {} three sigma of the u chart times Laney's factor, last point",
    ),
    "g": ("mean of the gaps of the phase", "mean gap {} three times the root of gap x (gap + 1)"),
    "t": (
        "mean of the times to the power 1/3.6, turned back",
        "XmR limit ({} 3/1.128 mean moving ranges) of the times to the power 1/3.6, turned back",
    ),
}

ROWS = (
    *(_row(chart, "centre", centre) for chart, (centre, _) in _HOW.items()),
    *(_row(chart, "lower", limit.format("minus")) for chart, (_, limit) in _HOW.items()),
    *(_row(chart, "upper", limit.format("plus")) for chart, (_, limit) in _HOW.items()),
    _row("xmr", "range_upper", "3.267 times the average moving range of the phase"),
    Method(
        "p_prime_factor",
        laney_factor,
        ("counts", "totals"),
        ("number", "number"),
        2,
        (),
        "mean moving range of the standardized shares / 1.128: 1 says that chance explains all",
    ),
    Method(
        "u_prime_factor",
        laney_rate_factor,
        ("counts", "exposures"),
        ("number", "number"),
        2,
        (),
        "mean moving range of the standardized rates / 1.128: 1 says that chance explains all",
    ),
)
