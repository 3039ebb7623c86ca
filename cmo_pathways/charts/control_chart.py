"""The control chart: is a process stable, what changed and when; drawn in the habit of the NHS.

Grey points are usual variation, accent squares an improvement, warning diamonds a concern; the rule that fired stands
in words in the picture. Idea of the three marks: NHS England, Making Data Count, as in NHSRplotthedots
(https://github.com/nhs-r-community/NHSRplotthedots).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Literal

from cmo_pathways.analytics import ControlChart, Rule
from cmo_pathways.analytics import Signal as Finding
from cmo_pathways.charts.axes import SMALL
from cmo_pathways.charts.canvas import Canvas, draw
from cmo_pathways.charts.control_series import Kind, Phase, Series, Signal, spread
from cmo_pathways.charts.control_sheet import LINE, PLOT, TOP, Note, Sheet
from cmo_pathways.charts.figure import Chart, number_text
from cmo_pathways.charts.typeface import clean, text_width
from cmo_pathways.errors import LearnerError

_MARKS = {
    "concern": ("diamond", "warn", 7.0),
    "improvement": ("square", "accent", 6.6),
    "change": ("triangle", "ink", 7.0),
    None: ("circle", "edge", 6.0),
}


def control_chart(
    points: Sequence[tuple[str, float]],
    phases: Sequence[Phase],
    *,
    title: str,
    subtitle: str,
    unit: str,
    source: str,
    signals: Mapping[int, Signal] | None = None,
    target: float | None = None,
    decimals: int = 1,
    invented: bool = False,
) -> Chart:
    """A series over time with its centre line, limits and marked points.

    points: label and value [unit], in the order of time. signals: by point [counted from 0]. decimals: places that
    the data can bear, for the labels of the lines. Raises LearnerError where there is no point or no phase at 0.
    """
    if not points or not phases or phases[0].start != 0:
        raise LearnerError("A control chart needs at least one point and a phase that starts at the first one.")
    rows = spread(phases, len(points))
    series = Series(tuple(points), tuple(phases), rows, dict(signals or {}), target, unit, decimals)
    sheet = Sheet.of(series)
    return Chart(
        title=title,
        subtitle=subtitle,
        svg=draw(lambda canvas: _paint(canvas, series, sheet), height=sheet.height),
        alt=f"{clean(title)}. {_summary(series)}",
        columns=("Period", unit, "Center line", "Lower limit", "Upper limit", "Signal"),
        rows=tuple(_cells(series, i) for i in range(len(points))),
        source=source,
        invented=invented,
    )


def control_chart_of(
    chart: ControlChart,
    labels: Sequence[str],
    *,
    better: Literal["lower", "higher"] | None,
    title: str,
    subtitle: str,
    source: str,
    unit: str = "",
    events: Mapping[str, str] | None = None,
    target: float | None = None,
    decimals: int = 1,
    invented: bool = False,
) -> Chart:
    """A worked-out control chart of ``analytics``, drawn; ``better`` says which side is the good one.

    With None a signal is drawn as a change that is neither good nor bad.

    labels: one per point. events: what began, by the name of the phase; without it later phases show their name.
    """
    begun = {name: name for name in chart.phases[1:]} | dict(events or {})
    return control_chart(
        tuple(zip(labels, chart.points, strict=True)),
        tuple(_phase_of(chart, name, begun.get(name, "")) for name in chart.phases),
        title=title,
        subtitle=subtitle,
        unit=unit or chart.unit,
        source=source,
        signals=_signals_of(chart, better),
        target=target,
        decimals=decimals,
        invented=invented,
    )


def _phase_of(chart: ControlChart, name: str, event: str) -> Phase:
    first = chart.first_of(name)
    stop = first + chart.phase.count(name)
    lower, upper = ([v for v in line[first:stop] if v is not None] for line in (chart.lower, chart.upper))
    return Phase(first, chart.centre[first], lower or None, upper or None, event)


def _signals_of(chart: ControlChart, better: str | None) -> dict[int, Signal]:
    """One rule per point: a point beyond a limit says so, any other names its longest pattern.

    Too few crossings belong to the series and to none of its points, so nothing is marked for them.
    """
    found: dict[int, tuple[int, Signal]] = {}
    for finding in (signal for signal in chart.signals if signal.rule is not Rule.FEW_CROSSINGS):
        rank = 10_000 if len(finding.points) == 1 else len(finding.points)
        for i in finding.points:
            if rank > found.get(i, (0, None))[0]:
                found[i] = (rank, Signal(finding.words, _kind_of(chart, finding, i, better)))
    return {i: signal for i, (_, signal) in sorted(found.items())}


def _kind_of(chart: ControlChart, finding: Finding, i: int, better: str | None) -> Kind:
    if better is None:
        return "change"
    below = chart.points[i] < chart.centre[i] if finding.side == "both" else finding.side == "below"
    return "improvement" if below == (better == "lower") else "concern"


def _summary(series: Series) -> str:
    kinds = [signal.kind for signal in series.signals.values()]
    marked = ", ".join(f"{kinds.count(k)} marked as {k}" for k in ("concern", "improvement", "change") if k in kinds)
    last = series.lines[-1]
    mean = number_text(last.centre, series.decimals)
    return f"Control chart of {len(series.points)} points, mean at the end {mean}; {marked or 'no point marked'}."


def _cells(series: Series, i: int) -> tuple[str, ...]:
    label, value = series.points[i]
    lines, signal = series.lines[i], series.signals.get(i)
    limits = (
        "" if v is None else number_text(v, series.decimals + 1) for v in (lines.centre, lines.lower, lines.upper)
    )
    value_text = f"{value:.10g}".replace("-", "−")
    return (clean(label), value_text, *limits, f"{signal.kind}: {clean(signal.rule)}" if signal else "")


def _paint(canvas: Canvas, series: Series, sheet: Sheet) -> None:
    _paint_axes(canvas, series, sheet)
    for phase, start, stop in series.spans():
        _paint_phase(canvas, series, sheet, phase, start, stop)
    if series.target is not None:
        y = sheet.y(series.target)
        canvas.line(((sheet.left, y), (sheet.right, y)), "accent", 1.2, "dotted")
    _paint_points(canvas, series, sheet)
    _paint_ends(canvas, sheet)
    for baseline, note in sheet.notes:
        _paint_note(canvas, note, baseline)


def _paint_axes(canvas: Canvas, series: Series, sheet: Sheet) -> None:
    canvas.text(0, 10, series.unit, SMALL, "muted")
    for value, words in zip(sheet.scale.ticks, sheet.scale.words, strict=True):
        y = sheet.y(value)
        canvas.line(((sheet.left, y), (sheet.right, y)), "rule", 0.8)
        canvas.text(sheet.left - 6, y + 3.5, words, SMALL, "muted", anchor="right")
    foot = sheet.top + PLOT
    canvas.line(((sheet.left, foot), (sheet.right, foot)), "edge", 0.8)
    labels = [clean(label) for label, _ in series.points]
    step = _label_step(labels, sheet)
    for i in range(0, len(labels), step):
        canvas.line(((sheet.x(i), foot), (sheet.x(i), foot + 3)), "edge", 0.8)
        canvas.text(sheet.x(i), foot + 14, labels[i], SMALL, "muted", anchor="center")


def _label_step(labels: Sequence[str], sheet: Sheet) -> int:
    """Every how many points a label fits; a quarter, half or whole year is preferred over odd steps."""
    room = (sheet.right - sheet.left) / len(labels)
    widest = max(text_width(label, SMALL) for label in labels) + 10
    needed = widest / room
    return next((s for s in (1, 2, 3, 4, 6, 12, 24, 52) if s >= needed), max(1, math.ceil(needed)))


def _paint_phase(canvas: Canvas, series: Series, sheet: Sheet, phase: Phase, start: int, stop: int) -> None:
    left, right = sheet.x(start - 0.5), sheet.x(stop - 0.5)
    if start or phase.event:
        canvas.line(((left, TOP), (left, sheet.top + PLOT)), "edge", 1, "dotted")
    y = sheet.y(phase.centre)
    canvas.line(((left, y), (right, y)), "ink", 1.4)
    for name in ("lower", "upper"):
        steps = []
        for i in range(start, stop):
            value = getattr(series.lines[i], name)
            if value is not None:
                steps += [(sheet.x(i - 0.5), sheet.y(value)), (sheet.x(i + 0.5), sheet.y(value))]
        if steps:
            canvas.line(steps, "edge", 1, "dashed")


def _paint_points(canvas: Canvas, series: Series, sheet: Sheet) -> None:
    for _, start, stop in series.spans():
        path = [(sheet.x(i), sheet.y(series.points[i][1])) for i in range(start, stop)]
        if len(path) > 1:
            canvas.line(path, "edge", 1)
    for i, (_, value) in enumerate(series.points):
        signal = series.signals.get(i)
        shape, color, size = _MARKS[signal.kind if signal else None]
        canvas.mark(shape, sheet.x(i), sheet.y(value), size, color)


def _paint_ends(canvas: Canvas, sheet: Sheet) -> None:
    ordered = sorted(sheet.end_labels, key=lambda e: -e[0])
    baselines = [sheet.y(value) + 3.5 for value, _, _ in ordered]
    for i in range(1, len(baselines)):
        baselines[i] = max(baselines[i], baselines[i - 1] + 11.5)
    over = max(0.0, baselines[-1] - (sheet.height - 4))
    for (_, words, color), y in zip(ordered, baselines, strict=True):
        canvas.text(sheet.right + 6, y - over, words, SMALL, color)


def _paint_note(canvas: Canvas, note: Note, baseline: float) -> None:
    for k, (words, kind) in enumerate(note.lines):
        y = baseline + LINE * k
        event = kind == "event"
        left = note.x - (note.width if note.anchor == "right" else 0)
        if kind in _MARKS:
            shape, color, size = _MARKS[kind]
            canvas.mark(shape, left + 3.5, y - 3.4, size - 0.6, color, rim=None)
        canvas.text(left + (0 if event else 11), y, words, SMALL, "ink" if event else "muted", bold=event)
