"""The tornado chart: which number moves the median time to a role, and how far, widest first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cmo_pathways.career import Swing, Tornado
from cmo_pathways.charts.canvas import WIDTH
from cmo_pathways.charts.figure import Chart, number_text
from cmo_pathways.charts.pen import Pen, sketch
from cmo_pathways.charts.typeface import clean, text_width, wrap
from cmo_pathways.errors import LearnerError
from cmo_pathways.scale import number_words

MOST = 8
"""Inputs that fit into one chart."""

LEAST = 0.05
"""A number that moves the median by less [years] is not drawn."""

_TEXT, _SMALL = 11.0, 10.0
_LABELS, _HEAD, _BAR, _AXIS = 176.0, 24.0, 15.0, 32.0
_SIDE = 30.0  # room for the number at the end of a bar
_STEPS = (0.25, 0.5, 1, 2, 5, 10, 20)


def tornado_chart(tornado: Tornado, *, role_name: str, source: str) -> Chart:
    """What moves the median time to a role: per input a bar from the median with its low to that with its high value.

    The dark part is where the input is high, the pale part where it is low; the range of an assumption has a dashed
    outline. At most eight inputs are drawn, the table names all that move it. Raises LearnerError where none does.
    """
    moving = [swing for swing in tornado.swings if swing.width >= LEAST]
    if not moving:
        raise LearnerError("No single number moves the median by a month or more. The chart would be empty.")
    shown = moving[:MOST]
    title = tornado_title(moving[0])
    sheet = _Sheet.of(shown, tornado.median)
    assumed = sum(swing.input.assumed for swing in moving)
    return Chart(
        title=title,
        subtitle=f"Median years to {clean(role_name)} with one number at its low or high value, the others as drawn",
        svg=sketch(lambda pen: _paint(pen, shown, sheet, tornado.median), height=sheet.height),
        alt=f"{title}. {len(moving)} numbers move the median of {number_text(tornado.median, 1)} years, "
        f"{assumed} of them assumptions.",
        columns=("Number", "Low value", "High value", "Unit", "Median at low", "Median at high", "Basis"),
        rows=tuple(_cells(swing) for swing in moving),
        source=source,
    )


def tornado_title(widest: Swing) -> str:
    """The finding of a tornado chart as a sentence."""
    low, high = sorted((widest.at_low, widest.at_high))
    return f"{_label(widest)} moves the time most: from {number_text(low, 1)} to {number_text(high, 1)} years"


def _label(swing: Swing) -> str:
    return clean(swing.input.label).removesuffix(", start to start")


def _range_words(swing: Swing) -> str:
    low, high = (number_words(value or 0.0) for value in (swing.input.low, swing.input.high))
    unit = "" if swing.input.unit.startswith("chance") else f" {swing.input.unit}"
    return f"{low} to {high}{unit}, {swing.input.said}"


def _cells(swing: Swing) -> tuple[str, ...]:
    one = swing.input
    ends = (number_words(value or 0.0) for value in (one.low, one.high))
    return (_label(swing), *ends, one.unit, number_text(swing.at_low, 1), number_text(swing.at_high, 1), one.said)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where things stand [pt]: years at both ends, between ticks; the lines of each label."""

    first: float
    last: float
    step: float
    wrapped: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, shown: Sequence[Swing], median: float) -> _Sheet:
        ends = [median, *(s.at_low for s in shown), *(s.at_high for s in shown)]
        step = next((step for step in _STEPS if (max(ends) - min(ends)) / step <= 6), 50.0)
        first, last = step * math.floor(min(ends) / step), step * math.ceil(max(ends) / step)
        wrapped = tuple(tuple(wrap(_label(swing), _TEXT, _LABELS - 26, lines=3)) for swing in shown)
        return cls(first, max(last, first + step), step, wrapped)

    def top(self, row: int) -> float:
        return _HEAD + sum(self.pitch(n) for n in range(row))

    def pitch(self, row: int) -> float:
        return 13.0 * (len(self.wrapped[row]) + 1) + 9

    @property
    def foot(self) -> float:
        return self.top(len(self.wrapped))

    @property
    def height(self) -> float:
        return self.foot + _AXIS

    def x(self, years: float) -> float:
        left = _LABELS + _SIDE
        return left + (years - self.first) / (self.last - self.first) * (WIDTH - _SIDE - left)


def _paint(pen: Pen, shown: Sequence[Swing], sheet: _Sheet, median: float) -> None:
    for tick in range(round((sheet.last - sheet.first) / sheet.step) + 1):
        years = sheet.first + tick * sheet.step
        x, decimals = sheet.x(years), 0 if sheet.step >= 1 else 2 if sheet.step < 0.5 else 1
        pen.line(((x, _HEAD - 2), (x, sheet.foot)), "rule", 0.8)
        pen.text(x, sheet.foot + 13, number_text(years, decimals), _SMALL, "muted", anchor="center")
    pen.text(WIDTH, sheet.foot + 26, "median years from today", _SMALL, "muted", anchor="right")
    for row, swing in enumerate(shown):
        _paint_row(pen, swing, sheet, row, median)
    words, x = f"as it is: {number_text(median, 1)}", sheet.x(median)
    pen.line(((x, _HEAD - 8), (x, sheet.foot)), "ink", 1.6)
    half = text_width(words, _SMALL) / 2
    pen.text(min(max(x, half), WIDTH - half), 11, words, _SMALL, "ink", anchor="center")


def _paint_row(pen: Pen, swing: Swing, sheet: _Sheet, row: int, median: float) -> None:
    top, lines = sheet.top(row) + 11, sheet.wrapped[row]
    for k, line in enumerate(lines):
        pen.text(0, top + 13 * k, line, _TEXT, "ink")
    pen.text(0, top + 13 * len(lines), _range_words(swing), _SMALL, "warn" if swing.input.assumed else "muted")
    y = sheet.top(row) + (sheet.pitch(row) - 9) / 2 - _BAR / 2 + 1
    for years, color in ((swing.at_low, "level-2"), (swing.at_high, "level-4")):
        left, right = sorted((sheet.x(years), sheet.x(median)))
        pen.box(left, y, right - left, _BAR, color)
    left, right = sorted((sheet.x(swing.at_low), sheet.x(swing.at_high)))
    if swing.input.assumed:
        corners = ((left, y), (right, y), (right, y + _BAR), (left, y + _BAR), (left, y))
        pen.line(corners, "warn", 1.2, "dashed")
    low, high = sorted((swing.at_low, swing.at_high))
    pen.text(left - 4, y + 11, number_text(low, 1), _SMALL, "ink", anchor="right")
    pen.text(right + 4, y + 11, number_text(high, 1), _SMALL, "ink")
