"""The plan as a Gantt chart: what is done, under way and planned, when, and the level that each step leads to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cmo_pathways.charts.canvas import WIDTH
from cmo_pathways.charts.figure import Chart
from cmo_pathways.charts.pen import Pen, sketch
from cmo_pathways.charts.timeline import SMALL, Timeline, month_text
from cmo_pathways.charts.typeface import clean, text_width, wrap
from cmo_pathways.errors import LearnerError

STATES = {"done": "done", "running": "under way", "planned": "planned"}
_TEXT, _HEAD, _AXIS, _BAR, _PITCH = 10.5, 26.0, 26.0, 6.0, 12.5


@dataclass(frozen=True, slots=True)
class GanttRow:
    """One activity: its first and last day, its state (``done``, ``running``, ``planned``), and what it leads to.

    ``effects`` stand beside its milestone (``Financial acumen 2 to 3``). ``assumed`` says that its time
    is an assumption.
    """

    name: str
    first: date
    last: date
    state: str = "planned"
    effects: tuple[str, ...] = ()
    assumed: bool = True


def gantt_chart(rows: Sequence[GanttRow], *, title: str, today: date, source: str) -> Chart:
    """The activities of a plan as bars over time, in the order given; ``title`` is the finding.

    Done is filled, planned is pale with an edge, an assumed time has a dashed outline; a diamond with words is a level
    reached. Raises LearnerError where there is no activity.
    """
    if not rows:
        raise LearnerError("The plan holds no activity, so there is nothing to draw. Change its limits first.")
    sheet = _Sheet.of(rows, today)
    assumed = sum(row.assumed for row in rows)
    all_of = "all" if assumed == len(rows) else f"{assumed} of {len(rows)}"
    said = f"; a dashed outline marks an assumed time ({all_of})" if assumed else ""
    return Chart(
        title=title,
        subtitle=f"{len(rows)} activities by day; a diamond is a level reached (assumption){said}",
        svg=sketch(lambda pen: _paint(pen, rows, sheet, today), height=sheet.height),
        alt=f"{title}. Gantt chart: " + "; ".join(_spoken(row) for row in rows) + ".",
        columns=("Activity", "State", "First day", "Last day", "Time", "Leads to (assumption)"),
        rows=tuple(_cells(row) for row in rows),
        source=source,
    )


def _spoken(row: GanttRow) -> str:
    effect = f", {_leads_to(row)} (assumption)" if row.effects else ""
    return f"{clean(row.name)}, {STATES[row.state]}, {month_text(row.first)} to {month_text(row.last)}{effect}"


def _cells(row: GanttRow) -> tuple[str, ...]:
    kind = "assumption" if row.assumed else "sourced"
    days = (row.first.isoformat(), row.last.isoformat())
    return (clean(row.name), STATES[row.state], *days, kind, _leads_to(row))


def _leads_to(row: GanttRow) -> str:
    return ", ".join(map(clean, row.effects))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where things stand [pt]: right edge of the names, the axis of days, each row, its words, the whole height."""

    labels: float
    line: Timeline
    names: tuple[tuple[str, ...], ...]
    effects: tuple[_Words, ...]
    tops: tuple[float, ...]
    foot: float
    height: float

    @classmethod
    def of(cls, rows: Sequence[GanttRow], today: date) -> _Sheet:
        labels = 0.34 * WIDTH
        names = tuple(tuple(wrap(clean(row.name), _TEXT, labels, lines=2)) for row in rows)
        first = min(today, *(row.first for row in rows))
        line = Timeline(first, max(row.last for row in rows), labels + 14, WIDTH - 14)
        effects = tuple(_Words.of(row, line) for row in rows)
        tops, y = [], _HEAD
        for own, beside in zip(names, effects, strict=True):
            tops.append(y)
            y += 8 + max(_PITCH * len(own), beside.drop + _PITCH * len(beside.lines))
        return cls(labels, line, names, effects, tuple(tops), y, y + _AXIS)


@dataclass(frozen=True, slots=True)
class _Words:
    """The levels that a row leads to: right of its diamond, else left of its bar, else below it."""

    lines: tuple[str, ...]
    x: float
    anchor: str
    drop: float

    @classmethod
    def of(cls, row: GanttRow, line: Timeline) -> _Words:
        left, right = line.x(row.first), line.x(row.last)
        room = max(WIDTH - right - 9, left - line.left - 6, 0.55 * (line.right - line.left))
        lines = tuple(wrap(clean(words), SMALL, room, lines=1)[0] for words in row.effects)
        widest = max((text_width(words, SMALL) for words in lines), default=0.0)
        if right + 9 + widest <= WIDTH:
            return cls(lines, right + 9, "left", 0.0)
        if left - 6 - widest >= line.left:
            return cls(lines, left - 6, "right", 0.0)
        return cls(lines, min(right, WIDTH), "right", _PITCH + 4) if right - widest >= line.left else cls(
            lines, line.left, "left", _PITCH + 4
        )  # fmt: skip


def _paint(pen: Pen, rows: Sequence[GanttRow], sheet: _Sheet, today: date) -> None:
    sheet.line.paint(pen, _HEAD - 4, sheet.foot + 2)
    x = sheet.line.x(today)
    pen.line(((x, _HEAD - 6), (x, sheet.foot + 2)), "warn", 1.6)
    pen.text(x - 3, _HEAD - 11, "today", SMALL, "warn", anchor="left")
    for at, row in enumerate(rows):
        _paint_row(pen, row, sheet, at)


def _paint_row(pen: Pen, row: GanttRow, sheet: _Sheet, at: int) -> None:
    top, words = sheet.tops[at], sheet.effects[at]
    for k, line in enumerate(sheet.names[at]):
        pen.text(sheet.labels, top + 12 + _PITCH * k, line, _TEXT, "ink", anchor="right")
    left, y = sheet.line.x(row.first), top + 9
    right = max(sheet.line.x(row.last), left + 3)
    corners = ((left, y - _BAR), (right, y - _BAR), (right, y + _BAR), (left, y + _BAR))
    pen.shape(corners, {"done": "accent", "running": "level-2", "planned": "level-1"}[row.state])
    rim, dash = ("warn", "dashed") if row.assumed else ("accent", "solid")
    pen.line((*corners, corners[0]), rim, 1.0, dash)
    if row.effects:
        pen.mark("diamond", right, y, 7.5, "ink")
    for k, line in enumerate(words.lines):
        pen.text(words.x, top + 12.5 + words.drop + _PITCH * k, line, SMALL, "muted", anchor=words.anchor)
