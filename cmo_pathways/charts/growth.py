"""The growth chart: how estimates moved over time, with their intervals, and what happened in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cmo_pathways.charts.canvas import WIDTH, Canvas, draw
from cmo_pathways.charts.figure import Chart, number_text
from cmo_pathways.charts.sentence import lower
from cmo_pathways.charts.typeface import clean, text_width, wrap
from cmo_pathways.errors import LearnerError
from cmo_pathways.scale import day_words

MOST = 4
"""Competencies that fit into one chart."""

_TEXT, _SMALL = 11.0, 10.0
_PANEL, _GAP, _LANE, _AXIS = 48.0, 26.0, 14.0, 18.0
_LEFT, _RIGHT = 20.0, 62.0


@dataclass(frozen=True, slots=True)
class GrowthPoint:
    """The estimate on one day [0-5] with its 80 % interval."""

    on: date
    level: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class GrowthLine:
    """One competency: its points in order of time, and its target [0-5], or None."""

    label: str
    points: tuple[GrowthPoint, ...]
    target: float | None = None

    @property
    def change(self) -> float:
        """From the first point to the last [levels]."""
        return self.points[-1].level - self.points[0].level

    @property
    def told(self) -> bool:
        """True where the intervals of the first and the last point no longer meet."""
        first, last = self.points[0], self.points[-1]
        return last.low > first.high or last.high < first.low


def growth_chart(lines: Sequence[GrowthLine], *, events: Sequence[tuple[date, str]] = (), source: str) -> Chart:
    """Estimates over time as small panels with the same scale; events are named above the first panel.

    Per panel: line = estimate, pale ribbon = 80 % interval, ink line = target (assumption). At most four competencies,
    those given first. Raises LearnerError where none has a point.
    """
    shown = tuple(line for line in lines if line.points)[:MOST]
    if not shown:
        raise LearnerError("There is nothing to draw over time yet. Rate one competency to begin.")
    days = [p.on for line in shown for p in line.points]
    named = [(day, clean(words)) for day, words in events if min(days) <= day <= max(days)]
    sheet = _Sheet.of(min(days), max(days), named, len(shown))
    title = growth_title(shown)
    return Chart(
        title=title,
        subtitle="Estimated level [0 to 5] with 80 % interval; ink line = target (assumption)",
        svg=draw(lambda canvas: _paint(canvas, shown, sheet), height=sheet.height),
        alt=f"{title}. {_summary(shown, named)}",
        columns=("Competency", "Day", "Level", "80 % from", "80 % to", "Target (assumption)"),
        rows=tuple(_cells(line, point) for line in shown for point in line.points),
        source=source,
    )


def growth_title(lines: Sequence[GrowthLine]) -> str:
    """The finding of a growth chart as a sentence: what moved by more than its uncertainty."""
    since = min(line.points[0].on for line in lines)
    moved = sorted((line for line in lines if line.told), key=lambda line: -abs(line.change))
    if all(len(line.points) == 1 for line in lines):
        return "One day is on record so far; growth shows from the second on"
    if not moved:
        return f"No level has moved by more than its uncertainty since {day_words(since.isoformat())}"
    first = moved[0]
    size = number_text(abs(first.change), 1)
    way = "rose" if first.change > 0 else "fell"
    rest = f"; {len(moved) - 1} more moved" if len(moved) > 1 else ""
    return f"{clean(first.label)} {way} by {size} levels since {day_words(since.isoformat())}{rest}"


def _summary(lines: Sequence[GrowthLine], named: Sequence[tuple[date, str]]) -> str:
    parts = [
        f"{clean(line.label)} from {number_text(line.points[0].level, 1)} to {number_text(line.points[-1].level, 1)}"
        for line in lines
    ]
    what = f" Events: {'; '.join(f'{words}, {day_words(day.isoformat())}' for day, words in named)}." if named else ""
    return f"Lines over time: {lower('; '.join(parts))}.{what}"


def _cells(line: GrowthLine, point: GrowthPoint) -> tuple[str, ...]:
    numbers = (number_text(v, 1) for v in (point.level, point.low, point.high))
    target = "" if line.target is None else number_text(line.target, 0)
    return (clean(line.label), point.on.isoformat(), *numbers, target)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where things stand [pt]; ``lanes`` holds each event's day, words, lane and the side its words stand on."""

    first: date
    last: date
    lanes: tuple[tuple[date, str, int, bool], ...]
    top: float
    height: float

    @classmethod
    def of(cls, first: date, last: date, named: Sequence[tuple[date, str]], panels: int) -> _Sheet:
        blank = cls(first, last, (), 0, 0)
        lanes = blank._placed(named)
        count = 1 + max((lane for _, _, lane, _ in lanes), default=-1)
        top = count * _LANE + 4
        return cls(first, last, lanes, top, top + panels * (_PANEL + _GAP) + _AXIS)

    def x(self, day: date) -> float:
        span = (self.last - self.first).days
        width = WIDTH - _LEFT - _RIGHT
        return _LEFT + (width / 2 if span == 0 else (day - self.first).days / span * width)

    def y(self, panel: int, level: float) -> float:
        foot = self.top + (panel + 1) * (_PANEL + _GAP)
        return foot - min(5.0, max(0.0, level)) / 5 * _PANEL

    def _placed(self, named: Sequence[tuple[date, str]]) -> tuple[tuple[date, str, int, bool], ...]:
        """Each event in the first lane where its words are free of those before it."""
        ends: list[float] = []
        placed = []
        for day, words in sorted(named):
            x, width = self.x(day), text_width(words, _SMALL) + 8
            before = x + width > WIDTH
            start, end = (x - width, x) if before else (x, x + width)
            lane = next((i for i, taken in enumerate(ends) if taken <= start), len(ends))
            ends[lane : lane + 1] = [end]
            placed.append((day, words, lane, before))
        return tuple(placed)


def _paint(canvas: Canvas, lines: Sequence[GrowthLine], sheet: _Sheet) -> None:
    foot = sheet.y(len(lines) - 1, 0)
    for day, _, lane, _ in sheet.lanes:
        canvas.line(((sheet.x(day), 2 + lane * _LANE), (sheet.x(day), foot)), "edge", 0.8, "dotted")
    for day, words, lane, before in sheet.lanes:
        x, y = sheet.x(day), 10 + lane * _LANE
        shown = wrap(words, _SMALL, WIDTH - _LEFT, lines=1)[0]
        width = text_width(shown, _SMALL)
        # Paper behind the words: the line of another event must not cross them.
        canvas.box(x - 6 - width if before else x + 2, y - 9, width + 4, 12, "paper")
        canvas.text(x - 4 if before else x + 4, y, shown, _SMALL, "muted", anchor="right" if before else "left")
    for i, line in enumerate(lines):
        _paint_panel(canvas, line, sheet, i)
    _paint_days(canvas, sheet, foot)


def _paint_panel(canvas: Canvas, line: GrowthLine, sheet: _Sheet, i: int) -> None:
    left, right = _LEFT, WIDTH - _RIGHT
    for level in (0, 5):
        y = sheet.y(i, level)
        canvas.line(((left, y), (right, y)), "rule", 0.8)
        canvas.text(left - 6, y + 3.4, str(level), _SMALL, "muted", anchor="right")
    label = clean(line.label)
    canvas.box(left - 1, sheet.y(i, 5) - 16, text_width(label, _TEXT, weight=600) + 4, 14, "paper")
    canvas.text(left, sheet.y(i, 5) - 6, label, _TEXT, "ink", bold=True)
    at = [(sheet.x(p.on), sheet.y(i, p.level)) for p in line.points]
    lows = [(sheet.x(p.on), sheet.y(i, p.low)) for p in line.points]
    highs = [(sheet.x(p.on), sheet.y(i, p.high)) for p in line.points]
    if len(at) == 1:
        canvas.box(at[0][0] - 3, highs[0][1], 6, lows[0][1] - highs[0][1], "level-1")
    else:
        canvas.shape((*highs, *reversed(lows)), "level-1")
        canvas.line(at, "accent", 1.8)
    for x, y in at:
        canvas.mark("circle", x, y, 6.0, "accent")
    _paint_end(canvas, line, sheet, i)


def _paint_end(canvas: Canvas, line: GrowthLine, sheet: _Sheet, i: int) -> None:
    """The target line with its word, and the last level, at the right; they step aside for each other."""
    end, right = line.points[-1], WIDTH - _RIGHT
    y = sheet.y(i, end.level)
    if line.target is not None:
        aim = sheet.y(i, line.target)
        canvas.line(((_LEFT, aim), (right, aim)), "ink", 1.1)
        apart = abs(aim - y)
        words = aim if apart >= 12 else aim - (12 - apart) / 2 if aim <= y else aim + (12 - apart) / 2
        y = y if apart >= 12 else y + (12 - apart) / 2 if aim <= y else y - (12 - apart) / 2
        canvas.text(right + 8, words + 3.4, f"target {number_text(line.target, 0)}", _SMALL, "ink")
    canvas.text(right + 8, y + 3.6, number_text(end.level, 1), _TEXT, "accent", bold=True)


def _paint_days(canvas: Canvas, sheet: _Sheet, foot: float) -> None:
    first, last = sheet.first, sheet.last
    if first == last:
        canvas.text(sheet.x(first), foot + 16, _day(first), _SMALL, "muted", anchor="center")
        return
    canvas.text(sheet.x(first), foot + 16, _day(first), _SMALL, "muted")
    canvas.text(sheet.x(last), foot + 16, _day(last), _SMALL, "muted", anchor="right")


def _day(day: date) -> str:
    return f"{day_words(day.isoformat())[:3]} {day.day}, {day.year}"
