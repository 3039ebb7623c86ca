"""The picture that a table of a case asks for: a control chart, or one of the figures, with its words."""

from __future__ import annotations

import re

from cmo_pathways.analytics import ControlChart
from cmo_pathways.analytics.figures import (
    CalibrationPlot,
    CashFlow,
    EpiCurve,
    FigureValue,
    Funnel,
    GroupValues,
    OperatorCurves,
)
from cmo_pathways.cases import Table, draw_table
from cmo_pathways.charts.calibration_plot import calibration_chart
from cmo_pathways.charts.caption import Caption, heading
from cmo_pathways.charts.cash_bars import cash_chart
from cmo_pathways.charts.control_chart import control_chart_of
from cmo_pathways.charts.epidemic_curve import epidemic_curve
from cmo_pathways.charts.figure import Chart
from cmo_pathways.charts.funnel_plot import funnel_plot
from cmo_pathways.charts.group_chart import group_chart
from cmo_pathways.charts.operator_chart import operator_chart
from cmo_pathways.charts.wait_curve import wait_curve
from cmo_pathways.scale import month_words

_UNIT = re.compile(r"\s*\[([^\]]+)\]\s*$")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_METHODS = {
    "run": "Run chart around the median",
    "xmr": "XmR chart: mean and 2.66 mean moving ranges",
    "p": "p chart: mean share and 3 sigma limits",
    "c": "c chart: mean count and 3 sigma limits",
    "u": "u chart: mean rate and 3 sigma limits",
    "p_prime": "p' chart (Laney): 3 sigma limits widened by what varies beyond chance",
    "u_prime": "u' chart (Laney): 3 sigma limits widened by what varies beyond chance",
    "g": "g chart: mean cases between events and 3 sigma limits",
    "t": "t chart: time between events, XmR limits of its root 3.6",
}


def case_chart(table: Table, *, invented: bool = True) -> Chart | None:
    """The chart of a table, or None where the case shows it as a table only.

    The table's title says what is shown, with its unit in square brackets at the end. Raises InputError or LearnerError
    where the values cannot be drawn (``cmo-pathways case check`` says so beforehand).
    """
    value = draw_table(table)
    if value is None or table.chart is None:
        return None
    unit = _UNIT.search(table.title)
    labels = tuple(_label(cell) for cell in table.column(table.labels)) if table.labels else ()
    caption = Caption(
        about=_UNIT.sub("", table.title).strip(),
        unit=unit[1] if unit else "",
        columns=table.chart.columns,
        labels=labels,
        rows_are=heading(table.labels) if table.labels else "",
        better=table.better,
        invented=invented,
    )
    return _control(value, caption, table.chart.method) if isinstance(value, ControlChart) else _figure(value, caption)


def _label(cell: str) -> str:
    """A month or a day as a reader writes it on an axis; anything else as it is."""
    if _DAY.fullmatch(cell):
        return f"{month_words(cell[:7])[:3]} {int(cell[8:])}"
    return month_words(cell)


def _figure(value: FigureValue, caption: Caption) -> Chart:
    if isinstance(value, Funnel):
        return funnel_plot(value, caption)
    if isinstance(value, CalibrationPlot):
        return calibration_chart(value, caption)
    if isinstance(value, CashFlow):
        return cash_chart(value, caption)
    if isinstance(value, OperatorCurves):
        return operator_chart(value, caption)
    if isinstance(value, GroupValues):
        return group_chart(value, caption)
    return epidemic_curve(value, caption) if isinstance(value, EpiCurve) else wait_curve(value, caption)


def _control(chart: ControlChart, caption: Caption, method: str) -> Chart:
    labels = caption.labels or tuple(str(at + 1) for at in range(len(chart.points)))
    better = caption.better
    return control_chart_of(
        chart,
        labels,
        better="lower" if better == "lower" else "higher" if better else None,
        title=_message(chart),
        subtitle=f"{caption.about}; {len(labels)} points, {labels[0]} to {labels[-1]}",
        source=f"{_METHODS[method]}.",
        unit=caption.unit,
        decimals=_decimals(chart.points),
        events={name: name.replace("-", " ") for name in chart.phases} if len(chart.phases) > 1 else None,
        invented=caption.invented,
    )


def _decimals(points: tuple[float, ...]) -> int:
    """Places of the lines: enough that a share or a small rate does not round to nothing."""
    largest = max(abs(point) for point in points)
    return 3 if largest < 1 else 2 if largest < 10 and not all(p.is_integer() for p in points) else 1


def _message(chart: ControlChart) -> str:
    rules = list(dict.fromkeys(signal.words for signal in chart.signals))
    if not rules:
        within = "around the median" if chart.kind == "run" else "within the limits"
        return f"No rule fires: {len(chart.points)} points of usual variation {within}"
    marked = len({point for signal in chart.signals for point in signal.points})
    points = "1 point is" if marked == 1 else f"{marked} points are"
    return f"{points} marked: {rules[0]}" if len(rules) == 1 else f"{points} marked, by {len(rules)} rules"
