"""The lines of the control charts as a case asks for them: columns in, one number out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from cmo_pathways.analytics.control_charts.measured import ControlChart, c_chart, p_chart, run_chart, xmr_chart
from cmo_pathways.analytics.method import Method

CHARTS: dict[str, Callable[..., ControlChart]] = {"run": run_chart, "xmr": xmr_chart, "p": p_chart, "c": c_chart}


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


def _xmr(name: str, line: str, how: str) -> Method:
    columns, kinds = ("values", "phases"), ("number", "text")
    return Method(name, _line(xmr_chart, line, 1), columns, kinds, 1, ("phase",), how)


def _p(name: str, line: str, how: str) -> Method:
    columns, kinds = ("counts", "totals", "phases"), ("number", "number", "text")
    return Method(name, _line(p_chart, line, 2), columns, kinds, 2, ("phase",), how)


ROWS = (
    _xmr("xmr_centre", "centre", "mean of the values of the phase"),
    _xmr("xmr_lower", "lower", "mean of the phase minus 3/1.128 (2.66) times its average moving range"),
    _xmr("xmr_upper", "upper", "mean of the phase plus 3/1.128 (2.66) times its average moving range"),
    _xmr("xmr_range_upper", "range_upper", "3.267 times the average moving range of the phase"),
    _p("p_centre", "centre", "all counts of the phase divided by all totals"),
    _p("p_lower", "lower", "mean share minus three times the root of share x (1 - share) / patients, last point"),
    _p("p_upper", "upper", "mean share plus three times the root of share x (1 - share) / patients, last point"),
)
