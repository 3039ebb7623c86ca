"""The picture that a table of a case asks for: a control chart, or one of the figures, with its words."""

from __future__ import annotations

import re
from dataclasses import replace

from cmo_pathways.analytics import ControlChart, Rule
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
from cmo_pathways.charts.figure import Chart, number_text
from cmo_pathways.charts.funnel_plot import funnel_plot
from cmo_pathways.charts.group_chart import group_chart
from cmo_pathways.charts.operator_chart import operator_chart
from cmo_pathways.charts.sentence import listed
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
    labels = _labels(table.column(table.labels)) if table.labels else ()
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


def _labels(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Months and days as a reader writes them on an axis (days over several years as months); others as they are."""
    if not all(_DAY.fullmatch(cell) for cell in cells):
        return tuple(month_words(cell) for cell in cells)
    if len({cell[:4] for cell in cells}) > 2:
        return tuple(month_words(cell[:7]) for cell in cells)
    return tuple(f"{month_words(cell[:7])[:3]} {int(cell[8:])}" for cell in cells)


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
    better, unit = caption.better, caption.unit
    if chart.unit == "proportion":
        chart, unit = _in_percent(chart), "%"
    return control_chart_of(
        chart,
        labels,
        better="lower" if better == "lower" else "higher" if better else None,
        title=_message(chart, labels),
        subtitle=f"{caption.about}; {len(labels)} points, {labels[0]} to {labels[-1]}",
        source=f"{_METHODS[method]}.",
        unit=unit,
        decimals=_decimals(chart.points),
        events={name: name.replace("-", " ") for name in chart.phases} if len(chart.phases) > 1 else None,
        invented=caption.invented,
    )


def _in_percent(chart: ControlChart) -> ControlChart:
    """A chart of shares with its values in percent."""
    lower, upper = (tuple(None if v is None else 100 * v for v in line) for line in (chart.lower, chart.upper))
    points, centre = (tuple(100 * v for v in line) for line in (chart.points, chart.centre))
    return replace(chart, points=points, centre=centre, lower=lower, upper=upper)


def _decimals(points: tuple[float, ...]) -> int:
    """Places of the lines: enough that a small rate does not round to nothing, none in the thousands."""
    largest = max(abs(point) for point in points)
    if largest < 1:
        return 3
    fine = any(abs(point - round(point, 1)) > 1e-9 for point in points)
    return 2 if largest < 10 and fine else 0 if largest >= 1000 else 1


def _message(chart: ControlChart, labels: tuple[str, ...]) -> str:
    """What the rules say of a control chart, as a sentence."""
    if not chart.signals and len(chart.phases) > 1:
        first, *_, last = chart.phases
        means = [number_text(chart.centre[chart.first_of(name)], _decimals(chart.points)) for name in (first, last)]
        told = [f"{mean} ({name.replace('-', ' ')})" for mean, name in zip(means, (first, last), strict=True)]
        return f"From {told[0]} to {told[1]}; no rule fires within a phase"
    if not chart.signals:
        within = "around the median" if chart.kind == "run" else "within the limits"
        return f"No rule fires: {len(chart.points)} points of usual variation {within}"
    whole = list(dict.fromkeys(s.rule.words for s in chart.signals if s.rule in (Rule.LONG_RUN, Rule.FEW_CROSSINGS)))
    if whole:
        return f"Not chance alone: {listed(whole)}"
    beyond = [s.index for s in chart.signals if s.rule is Rule.BEYOND_LIMIT]
    patterns = list(dict.fromkeys(s.words for s in chart.signals if s.rule is not Rule.BEYOND_LIMIT))
    if not beyond:
        return f"A pattern that chance seldom makes: {patterns[0]}"
    lie = f"{labels[beyond[0]]} lies" if len(beyond) == 1 else f"{len(beyond)} points lie"
    return f"{lie} beyond a limit" + (f"; also {patterns[0]}" if patterns else "")
