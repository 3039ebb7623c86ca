"""What has to be renewed when, on a line of years that begins today; what is near is drawn as a warning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cmo_pathways.charts.canvas import WIDTH, Canvas, draw
from cmo_pathways.charts.figure import Chart
from cmo_pathways.charts.typeface import clean, text_width, wrap
from cmo_pathways.errors import LearnerError

_TEXT, _SMALL = 11.0, 10.5
_PITCH, _HEAD, _AXIS = 34.0, 22.0, 24.0


@dataclass(frozen=True, slots=True)
class RenewalRow:
    """One thing that is renewed: its dates, nearest first; ``first`` is the nearest in words, ``soon`` warns."""

    label: str
    due: tuple[date, ...]
    first: str
    period: str
    soon: bool


def renewal_chart(rows: Sequence[RenewalRow], *, today: date, years: int, source: str) -> Chart:
    """The renewals of the next ``years`` [years] as diamonds on a line, in the given order.

    Raises LearnerError where no row has a date.
    """
    dated = [row for row in rows if row.due]
    if not dated:
        raise LearnerError("No date is known yet, so there is no timeline to draw. Enter one date first.")
    title = renewal_title(dated)
    sheet = _Sheet.of(dated, today, years)
    return Chart(
        title=title,
        subtitle=f"Renewals from today, {today:%B} {today.year}, to {today.year + years}, each period renewed in time",
        svg=draw(lambda canvas: _paint(canvas, dated, sheet), height=sheet.height),
        alt=f"{title}. Timeline of {len(dated)}: "
        + "; ".join(f"{clean(row.label)} {', '.join(_years(row))}" for row in dated)
        + ".",
        columns=("What", "Next", "All dates shown", "Period"),
        rows=tuple((clean(row.label), row.first, ", ".join(_years(row)), row.period) for row in dated),
        source=source,
    )


def renewal_title(rows: Sequence[RenewalRow]) -> str:
    """The finding as a sentence: what is due soon, or what comes first."""
    soon = [row for row in rows if row.soon]
    if not soon:
        return f"Nothing is due soon; the first is {clean(rows[0].label)}, {rows[0].first}"
    if len(soon) == 1:
        return f"{clean(soon[0].label)} is due soon: {soon[0].first}"
    return f"{len(soon)} renewals are due soon, the first {clean(soon[0].label)}, {soon[0].first}"


def _years(row: RenewalRow) -> list[str]:
    return [row.first, *(str(day.year) for day in row.due[1:])]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where things stand [pt]: right edge of the labels, today, the end of the line; and the days they stand for."""

    labels: float
    left: float
    right: float
    height: float
    today: date
    years: int

    @classmethod
    def of(cls, rows: Sequence[RenewalRow], today: date, years: int) -> _Sheet:
        widest = max(text_width(clean(row.label), _TEXT) for row in rows)
        labels = min(0.32 * WIDTH, max(0.2 * WIDTH, 1.05 * widest))
        return cls(labels, labels + 16, WIDTH - 16, _HEAD + _PITCH * len(rows) + _AXIS, today, years)

    def x(self, day: date) -> float:
        share = ((day.year - self.today.year) * 12 + day.month - self.today.month) / (12 * self.years)
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))


def _paint(canvas: Canvas, rows: Sequence[RenewalRow], sheet: _Sheet) -> None:
    foot = _HEAD + _PITCH * len(rows)
    for n in range(1, sheet.years + 1):
        x = sheet.x(date(sheet.today.year + n, 1, 1))
        canvas.line(((x, _HEAD - 4), (x, foot + 2)), "rule", 0.8)
        canvas.text(x, foot + 15, str(sheet.today.year + n), _SMALL, "muted", anchor="center")
    canvas.line(((sheet.left, _HEAD - 6), (sheet.left, foot + 4)), "warn", 1.6)
    canvas.text(sheet.left, 10, "today", _SMALL, "warn", anchor="left")
    for n, row in enumerate(rows):
        _paint_row(canvas, row, sheet, _HEAD + _PITCH * (n + 0.5))


def _paint_row(canvas: Canvas, row: RenewalRow, sheet: _Sheet, y: float) -> None:
    lines = wrap(clean(row.label), _TEXT, sheet.labels, lines=2)
    for k, line in enumerate(lines):
        canvas.text(sheet.labels, y + 3.7 + 12.5 * (k - (len(lines) - 1) / 2), line, _TEXT, "ink", anchor="right")
    canvas.line(((sheet.left, y), (sheet.x(row.due[-1]), y)), "edge", 1)
    for n, day in enumerate(row.due):
        color = "warn" if row.soon and not n else "accent"
        canvas.mark("diamond", sheet.x(day), y, 8.6, color)
    first = sheet.x(row.due[0])
    words = row.first
    end = text_width(words, _SMALL) / 2
    at = min(max(first, sheet.left + end + 2), WIDTH - end)
    canvas.text(at, y - 9, words, _SMALL, "warn" if row.soon else "ink", anchor="center", bold=row.soon)
