"""The control chart: is a process stable, what changed and when; drawn in the habit of the NHS.

Grey points are usual variation, accent squares an improvement, warning diamonds a concern; the rule that fired stands
in words in the picture. Idea of the three marks: NHS England, Making Data Count, as in NHSRplotthedots
(https://github.com/nhs-r-community/NHSRplotthedots).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cmo_pathways.analytics import ControlChart, Rule
from cmo_pathways.analytics import Signal as Finding
from cmo_pathways.charts.canvas import WIDTH, Canvas, draw
from cmo_pathways.charts.figure import Chart, number_text
from cmo_pathways.charts.typeface import clean, text_width, wrap
from cmo_pathways.errors import LearnerError

Kind = Literal["concern", "improvement", "change"]

_SMALL = 10.5
_PLOT, _AXIS, _TOP, _LINE = 156.0, 22.0, 20.0, 13.0
_MARKS = {
    "concern": ("diamond", "warn", 7.0),
    "improvement": ("square", "accent", 6.6),
    "change": ("triangle", "ink", 7.0),
    None: ("circle", "edge", 6.0),
}


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of time with one centre line; it lasts until the next phase starts.

    ``start`` is its first point [counted from 0]. ``lower`` and ``upper`` are one value, one per point of the phase,
    or None without limits [unit of the chart]. ``event`` says in words what began, and is drawn at the border.
    """

    start: int
    centre: float
    lower: float | Sequence[float] | None = None
    upper: float | Sequence[float] | None = None
    event: str = ""


@dataclass(frozen=True, slots=True)
class Signal:
    """Why one point is marked: the rule that fired, in words, and what it means.

    ``concern``, ``improvement``, or ``change`` where neither side is the good one.
    """

    rule: str
    kind: Kind


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
    rows = _spread(phases, len(points))
    series = _Series(tuple(points), tuple(phases), rows, dict(signals or {}), target, unit, decimals)
    sheet = _Sheet.of(series)
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


@dataclass(frozen=True, slots=True)
class _Lines:
    centre: float
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class _Series:
    points: tuple[tuple[str, float], ...]
    phases: tuple[Phase, ...]
    lines: tuple[_Lines, ...]
    signals: dict[int, Signal]
    target: float | None
    unit: str
    decimals: int

    def spans(self) -> Iterator[tuple[Phase, int, int]]:
        """Each phase with its first point and the one after its last."""
        stops = [*(phase.start for phase in self.phases[1:]), len(self.points)]
        return ((phase, phase.start, stop) for phase, stop in zip(self.phases, stops, strict=True))


def _spread(phases: Sequence[Phase], count: int) -> tuple[_Lines, ...]:
    lines: list[_Lines] = []
    for phase, stop in zip(phases, [*(p.start for p in phases[1:]), count], strict=True):
        for k in range(stop - phase.start):
            lines.append(_Lines(phase.centre, _at(phase.lower, k), _at(phase.upper, k)))
    if len(lines) != count:
        raise LearnerError("The phases of a control chart start in the order of time, each within the points.")
    return tuple(lines)


def _at(limit: float | Sequence[float] | None, k: int) -> float | None:
    return limit[k] if isinstance(limit, Sequence) else limit


def _summary(series: _Series) -> str:
    kinds = [signal.kind for signal in series.signals.values()]
    marked = ", ".join(f"{kinds.count(k)} marked as {k}" for k in ("concern", "improvement", "change") if k in kinds)
    last = series.lines[-1]
    mean = number_text(last.centre, series.decimals)
    return f"Control chart of {len(series.points)} points, mean at the end {mean}; {marked or 'no point marked'}."


def _cells(series: _Series, i: int) -> tuple[str, ...]:
    label, value = series.points[i]
    lines, signal = series.lines[i], series.signals.get(i)
    limits = (
        "" if v is None else number_text(v, series.decimals + 1) for v in (lines.centre, lines.lower, lines.upper)
    )
    value_text = f"{value:.10g}".replace("-", "−")
    return (clean(label), value_text, *limits, f"{signal.kind}: {clean(signal.rule)}" if signal else "")


@dataclass(frozen=True, slots=True)
class _Note:
    """Words at the top of a phase: what began there and the rules that fired, each with its mark."""

    x: float
    anchor: str
    lines: tuple[tuple[str, str], ...]  # text and ("event" | kind | "")
    width: float


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where things stand [pt], and the values at the foot and the top of the axis."""

    left: float
    right: float
    top: float
    height: float
    low: float
    high: float
    ticks: tuple[float, ...]
    tick_words: tuple[str, ...]
    end_labels: tuple[tuple[float, str, str], ...]  # value, words, color
    notes: tuple[tuple[float, _Note], ...]  # first baseline, note
    count: int

    @classmethod
    def of(cls, series: _Series) -> _Sheet:
        """The sheet on which a series fits, with its ticks, end labels and notes."""
        ticks, words = _ticks(_extremes(series))
        ends = _end_labels(series)
        left = max(text_width(w, _SMALL) for w in words) + 10
        right = WIDTH - max(text_width(words, _SMALL) for _, words, _ in ends) * 1.05 - 8
        notes, depth = _stack(_notes(series, left, right))
        top = _TOP + depth
        height = top + _PLOT + _AXIS
        return cls(left, right, top, height, ticks[0], ticks[-1], ticks, words, ends, notes, len(series.points))

    def x(self, point: float) -> float:
        return self.left + (point + 0.5) / self.count * (self.right - self.left)

    def y(self, value: float) -> float:
        return self.top + _PLOT * (self.high - value) / (self.high - self.low)


def _extremes(series: _Series) -> tuple[float, float]:
    values = [value for _, value in series.points]
    for lines in series.lines:
        values += [v for v in (lines.centre, lines.lower, lines.upper) if v is not None]
    if series.target is not None:
        values.append(series.target)
    return min(values), max(values)


def _ticks(extremes: tuple[float, float]) -> tuple[tuple[float, ...], tuple[str, ...]]:
    """Round axis values that enclose the data, five to eight of them, with their words."""
    low, high = extremes
    span = high - low or abs(high) or 1.0
    low, high = (low, high) if high > low else (low - span / 2, high + span / 2)
    rough = (high - low) / 6
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    places = max(0, -math.floor(math.log10(step) + 1e-9))
    ticks = tuple(round(k * step, places + 2) for k in range(first, last + 1))
    return ticks, tuple(number_text(t, places) for t in ticks)


def _end_labels(series: _Series) -> tuple[tuple[float, str, str], ...]:
    last = series.lines[-1]
    named = [
        (last.upper, "upper limit", "muted"),
        (last.centre, "mean" if last.upper is not None else "center", "ink"),
        (last.lower, "lower limit", "muted"),
        (series.target, "target", "accent"),
    ]
    return tuple((v, f"{w} {number_text(v, series.decimals)}", c) for v, w, c in named if v is not None)


def _notes(series: _Series, left: float, right: float) -> list[_Note]:
    per_point = (right - left) / len(series.points)
    found: list[_Note] = []
    for phase, start, stop in series.spans():
        x = left + start * per_point + (4 if start else 0)
        room = max(150.0, (stop - start) * per_point - 8)
        anchor = "left" if x + room <= WIDTH else "right"
        marks = {s.rule: s.kind for i, s in series.signals.items() if start <= i < stop}
        lines = [(line, "event") for line in _broken(phase.event, room)]
        for rule, kind in marks.items():
            first, *rest = _broken(rule, room - 11)
            lines += [(first, kind), *((line, "") for line in rest)]
        if lines:
            widest = max(text_width(t, _SMALL, weight=600) + (0 if k == "event" else 11) for t, k in lines)
            at = x if anchor == "left" else max(widest, min(WIDTH, left + stop * per_point))
            found.append(_Note(at, anchor, tuple(lines), widest))
    return found


def _broken(text: str, room: float) -> list[str]:
    return [line for line in wrap(clean(text), _SMALL, room, lines=3) if line]


def _stack(notes: Sequence[_Note]) -> tuple[tuple[tuple[float, _Note], ...], float]:
    """The first baseline of each note so that neighbours do not touch, and the depth of all [pt]."""
    placed: list[tuple[float, float, float, _Note]] = []  # foot, left, right
    result: list[tuple[float, _Note]] = []
    for note in notes:
        left = note.x - (note.width if note.anchor == "right" else 0)
        right = left + note.width
        head = max([0.0, *(foot for foot, x, end, _ in placed if left < end + 8 and x < right + 8)])
        foot = head + _LINE * len(note.lines)
        placed.append((foot, left, right, note))
        result.append((_TOP + head + 9, note))
    depth = max((foot for foot, *_ in placed), default=0.0)
    return tuple(result), depth + (8 if placed else 0)


def _paint(canvas: Canvas, series: _Series, sheet: _Sheet) -> None:
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


def _paint_axes(canvas: Canvas, series: _Series, sheet: _Sheet) -> None:
    canvas.text(0, 10, series.unit, _SMALL, "muted")
    for value, words in zip(sheet.ticks, sheet.tick_words, strict=True):
        y = sheet.y(value)
        canvas.line(((sheet.left, y), (sheet.right, y)), "rule", 0.8)
        canvas.text(sheet.left - 6, y + 3.5, words, _SMALL, "muted", anchor="right")
    foot = sheet.top + _PLOT
    canvas.line(((sheet.left, foot), (sheet.right, foot)), "edge", 0.8)
    labels = [clean(label) for label, _ in series.points]
    step = _label_step(labels, sheet)
    for i in range(0, len(labels), step):
        canvas.line(((sheet.x(i), foot), (sheet.x(i), foot + 3)), "edge", 0.8)
        canvas.text(sheet.x(i), foot + 14, labels[i], _SMALL, "muted", anchor="center")


def _label_step(labels: Sequence[str], sheet: _Sheet) -> int:
    """Every how many points a label fits; a quarter, half or whole year is preferred over odd steps."""
    room = (sheet.right - sheet.left) / len(labels)
    widest = max(text_width(label, _SMALL) for label in labels) + 10
    needed = widest / room
    return next((s for s in (1, 2, 3, 4, 6, 12, 24, 52) if s >= needed), max(1, math.ceil(needed)))


def _paint_phase(canvas: Canvas, series: _Series, sheet: _Sheet, phase: Phase, start: int, stop: int) -> None:
    left, right = sheet.x(start - 0.5), sheet.x(stop - 0.5)
    if start or phase.event:
        canvas.line(((left, _TOP), (left, sheet.top + _PLOT)), "edge", 1, "dotted")
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


def _paint_points(canvas: Canvas, series: _Series, sheet: _Sheet) -> None:
    for _, start, stop in series.spans():
        path = [(sheet.x(i), sheet.y(series.points[i][1])) for i in range(start, stop)]
        if len(path) > 1:
            canvas.line(path, "edge", 1)
    for i, (_, value) in enumerate(series.points):
        signal = series.signals.get(i)
        shape, color, size = _MARKS[signal.kind if signal else None]
        canvas.mark(shape, sheet.x(i), sheet.y(value), size, color)


def _paint_ends(canvas: Canvas, sheet: _Sheet) -> None:
    ordered = sorted(sheet.end_labels, key=lambda e: -e[0])
    baselines = [sheet.y(value) + 3.5 for value, _, _ in ordered]
    for i in range(1, len(baselines)):
        baselines[i] = max(baselines[i], baselines[i - 1] + 11.5)
    over = max(0.0, baselines[-1] - (sheet.height - 4))
    for (_, words, color), y in zip(ordered, baselines, strict=True):
        canvas.text(sheet.right + 6, y - over, words, _SMALL, color)


def _paint_note(canvas: Canvas, note: _Note, baseline: float) -> None:
    for k, (words, kind) in enumerate(note.lines):
        y = baseline + _LINE * k
        event = kind == "event"
        left = note.x - (note.width if note.anchor == "right" else 0)
        if kind in _MARKS:
            shape, color, size = _MARKS[kind]
            canvas.mark(shape, left + 3.5, y - 3.4, size - 0.6, color, rim=None)
        canvas.text(left + (0 if event else 11), y, words, _SMALL, "ink" if event else "muted", bold=event)
