"""The time chart: fifty dots, each one life in fifty, at the year in which it reaches the role."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from cmo_pathways.career import TimeToRole
from cmo_pathways.charts.canvas import WIDTH
from cmo_pathways.charts.figure import Chart, number_text
from cmo_pathways.charts.pen import Pen, sketch
from cmo_pathways.charts.typeface import clean, text_width

_TEXT, _SMALL = 11.0, 10.0
_SIDE, _HEAD, _COLUMN, _DOT, _AXIS = 14.0, 40.0, 17.0, 14.0, 34.0
_STEPS = (0.25, 0.5, 1, 2, 5, 10, 20)
_UNIT = "years from today"
_SHARES = (("1 in 10", 0.1), ("1 in 4", 0.25), ("half", 0.5), ("3 in 4", 0.75), ("9 in 10", 0.9))


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date that the reader asks about: its ``words`` (``2040``) and how far away it is [years from today]."""

    words: str
    years: float


def time_chart(
    time: TimeToRole,
    *,
    role_name: str,
    source: str,
    assumed: bool,
    by: Deadline | None = None,
    at_least: bool = False,
) -> Chart:
    """When the role is reached, as a quantile plot of 50 dots with lines at 1 in 10, half and 9 in 10.

    With ``by``, the dots after that date are hollow and the title tells the chance to make it. ``assumed`` if any
    time behind it is our assumption; ``at_least`` if a step without a published length makes the time a minimum.
    """
    title = time_title(time, clean(role_name), by, at_least)
    sheet = _Sheet.of(time, by)
    rests = "; it rests in part on assumptions" if assumed else ""
    missed = 100 * (1 - time.holds)
    lost = f". {number_text(missed, 0)} % of lives miss a closing day or the last attempt" if missed >= 0.5 else ""
    return Chart(
        title=title,
        subtitle=f"Years from today; each dot is one life in 50, simulated{rests}{lost}",
        svg=sketch(lambda pen: _paint(pen, time, sheet, by), height=sheet.height),
        alt=f"{title}. {_summary(time)}",
        columns=("Of the simulated lives", f"Years from today{' (assumption)' if assumed else ''}"),
        rows=(*_rows(time), *_deadline_row(time, by)),
        source=source,
    )


def time_title(time: TimeToRole, role_name: str, by: Deadline | None = None, at_least: bool = False) -> str:
    """The finding of a time chart as a sentence."""
    if by is not None:
        return f"The chance to be {role_name} by {by.words} is {_percent(time.chance_by(by.years))}"
    least = "at least " if at_least else ""
    return f"Half of the simulated lives reach {role_name} within {least}{number_text(time.p50, 1)} years"


def _percent(chance: float) -> str:
    if 0 < chance < 0.01:
        return "under 1 %"
    return "over 99 %" if 0.99 < chance < 1 else f"{number_text(100 * chance, 0)} %"


def _summary(time: TimeToRole) -> str:
    p10, p50, p90 = (number_text(v, 1) for v in (time.p10, time.p50, time.p90))
    return f"Dots: 1 in 10 lives within {p10} years, half within {p50}, 9 in 10 within {p90}."


def _rows(time: TimeToRole) -> tuple[tuple[str, ...], ...]:
    return tuple((words, number_text(time.quantiles[round(1000 * share)], 1)) for words, share in _SHARES)


def _deadline_row(time: TimeToRole, by: Deadline | None) -> tuple[tuple[str, ...], ...]:
    return ((f"{_percent(time.chance_by(by.years))} by {by.words}", number_text(by.years, 1)),) if by else ()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where things stand [pt]: the years at both ends, between ticks, and the most dots in a column."""

    first: float
    last: float
    step: float
    deepest: int

    @classmethod
    def of(cls, time: TimeToRole, by: Deadline | None) -> _Sheet:
        low, high = time.dots[0], time.dots[-1]
        if by is not None and low - (high - low) < by.years < high + (high - low):
            low, high = min(low, by.years), max(high, by.years)
        room = max(0.04 * (high - low), 0.5)
        low, high = max(0.0, low - room), high + room
        step = next((step for step in _STEPS if (high - low) / step <= 9), 50.0)
        first, last = step * math.floor(low / step), step * math.ceil(high / step)
        blank = cls(first, last, step, 1)
        return cls(first, last, step, max(Counter(blank.column(dot) for dot in time.dots).values()))

    @property
    def dot(self) -> float:
        """Across a dot [pt]; smaller where many stand in one column."""
        return min(_DOT, 200.0 / self.deepest - 1)

    @property
    def foot(self) -> float:
        return _HEAD + (self.dot + 1) * max(self.deepest, 4) + 4

    @property
    def height(self) -> float:
        return self.foot + _AXIS

    def x(self, years: float) -> float:
        return _SIDE + (years - self.first) / (self.last - self.first) * (WIDTH - 2 * _SIDE)

    def column(self, years: float) -> int:
        return int((self.x(years) - _SIDE) / _COLUMN)


def _paint(pen: Pen, time: TimeToRole, sheet: _Sheet, by: Deadline | None) -> None:
    _paint_axis(pen, sheet)
    _paint_lines(pen, time, sheet)
    if by is not None and sheet.first <= by.years <= sheet.last:
        x = sheet.x(by.years)
        words = f"by {by.words}"
        half, unit = text_width(words, _SMALL) / 2, text_width(_UNIT, _SMALL)
        at = min(max(x, half), WIDTH - unit - 8 - half)
        pen.line(((x, _HEAD - 6), (x, sheet.foot + 5)), "warn", 1.6)
        pen.text(at, sheet.foot + 29, words, _SMALL, "warn", anchor="center")
    stacked: Counter[int] = Counter()
    for dot in time.dots:
        column = sheet.column(dot)
        x, y = _SIDE + (column + 0.5) * _COLUMN, sheet.foot - 4 - (stacked[column] + 0.5) * (sheet.dot + 1)
        late = by is not None and dot > by.years
        pen.mark("circle", x, y, sheet.dot, "paper" if late else "accent", "accent" if late else None)
        stacked[column] += 1


def _paint_axis(pen: Pen, sheet: _Sheet) -> None:
    pen.line(((sheet.x(sheet.first), sheet.foot), (sheet.x(sheet.last), sheet.foot)), "edge", 1)
    decimals = 0 if sheet.step >= 1 else 2 if sheet.step < 0.5 else 1
    for tick in range(round((sheet.last - sheet.first) / sheet.step) + 1):
        years = sheet.first + tick * sheet.step
        x = sheet.x(years)
        pen.line(((x, sheet.foot), (x, sheet.foot + 4)), "edge", 1)
        pen.text(x, sheet.foot + 16, number_text(years, decimals), _SMALL, "muted", anchor="center")
    pen.text(WIDTH, sheet.foot + 29, _UNIT, _SMALL, "muted", anchor="right")


def _paint_lines(pen: Pen, time: TimeToRole, sheet: _Sheet) -> None:
    """Half stands above the other two, whose words lead away from it, so that they never meet."""
    p10, p50, p90 = (number_text(v, 1) for v in (time.p10, time.p50, time.p90))
    for years, words, anchor, y in (
        (time.p10, f"1 in 10 by {p10}", "right", 28.0),
        (time.p50, f"half by {p50} years", "center", 12.0),
        (time.p90, f"9 in 10 by {p90}", "left", 28.0),
    ):
        x, width = sheet.x(years), text_width(words, _TEXT)
        before = {"right": width - 4, "center": width / 2, "left": -4.0}[anchor]
        at = min(max(x - before, 0.0), WIDTH - width)
        pen.line(((x, y + 4), (x, sheet.foot)), "ink" if anchor == "center" else "edge", 1.4)
        pen.text(at, y, words, _TEXT, "ink", bold=anchor == "center")
