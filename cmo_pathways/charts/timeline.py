"""An axis of days under a chart of a plan: where a day stands, and the months or years written below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from cmo_pathways.charts.pen import Pen
from cmo_pathways.charts.typeface import text_width

SMALL = 10.5
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STEPS = (1, 2, 3, 6, 12, 24)
_ROOM = 10.0


@dataclass(frozen=True, slots=True)
class Timeline:
    """Days between two edges of a sheet [pt]; ``first`` stands at ``left``, ``last`` at ``right``."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where a day stands [pt]; days outside stand at the edge."""
        span = max(1, (self.last - self.first).days)
        share = min(1.0, max(0.0, (day - self.first).days / span))
        return self.left + share * (self.right - self.left)

    def ticks(self) -> tuple[tuple[date, str], ...]:
        """The days to name and their words: months with their year, so many as find room."""
        return next((found for step in _STEPS if self._fits(found := self._every(step))), self._every(_STEPS[-1]))

    def paint(self, pen: Pen, top: float, foot: float) -> None:
        """The grid from ``top`` to ``foot`` with its words below."""
        for day, words in self.ticks():
            x = self.x(day)
            pen.line(((x, top), (x, foot)), "rule", 0.8)
            pen.text(x, foot + 14, words, SMALL, "muted", anchor="center")

    def _every(self, months: int) -> tuple[tuple[date, str], ...]:
        found: list[tuple[date, str]] = []
        at = 12 * self.first.year + self.first.month - 1
        while True:
            at += 1
            day = date(at // 12, at % 12 + 1, 1)
            if day > self.last:
                return tuple(found)
            if at % months == 0:
                found.append((day, f"{_MONTHS[day.month - 1]} {day.year}" if months < 12 else str(day.year)))

    def _fits(self, ticks: Sequence[tuple[date, str]]) -> bool:
        ends = [(self.x(day), text_width(words, SMALL) / 2) for day, words in ticks]
        return all(right[0] - left[0] >= left[1] + right[1] + _ROOM for left, right in pairwise(ends))


def day_after(begin: date, weeks: float) -> date:
    """The day so many weeks after the beginning."""
    return begin + timedelta(days=round(7 * weeks))


def month_text(day: date) -> str:
    """A month for a reader: ``Mar 2027``."""
    return f"{_MONTHS[day.month - 1]} {day.year}"
