"""Bars for figures that are published or assumed: each says at its end how much, of which year, how well supported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_pathways.charts.canvas import WIDTH, Canvas, draw
from cmo_pathways.charts.figure import Chart
from cmo_pathways.charts.typeface import clean, text_width, wrap
from cmo_pathways.errors import LearnerError

ASSUMED, REPORTED = "assumption", "reported"
_ALIKE = {ASSUMED: "all assumptions of ours", REPORTED: "all reported second-hand"}
_TEXT, _SMALL = 11.0, 10.5
_HEAD, _LINE = 8.0, 12.5


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure: ``value`` in the unit of the chart, None where nothing is known and ``words`` say so.

    ``words`` is the value as a reader sees it, ``mark`` its support (``sourced``, ``reported``, ``computed`` or
    ``assumption``), ``detail`` its year and n, ``low`` to ``high`` an interval or the full range.
    """

    label: str
    value: float | None
    words: str
    mark: str
    detail: str = ""
    low: float | None = None
    high: float | None = None


def bar_chart(
    bars: Sequence[Bar],
    *,
    title: str,
    subtitle: str,
    columns: tuple[str, str],
    source: str,
    span: str = "",
    about: str = "Year and n",
) -> Chart:
    """The figures as bars in the given order, none of them longer than the sheet.

    Filled = published by the body itself or computed; pale = reported by others; dashed outline = assumption of ours.
    ``title`` is the finding, ``columns`` are the headings of label and value in the table, ``span`` says what the thin
    line of an interval is, ``about`` what the details are. Raises LearnerError where no bar has a value.
    """
    if not any(bar.value is not None for bar in bars):
        raise LearnerError("There is no figure to draw here.")
    marks = {bar.mark for bar in bars if bar.value is not None}
    alike = marks.pop() if len(marks) == 1 else ""
    ends = tuple(_end(bar, alike) for bar in bars)
    sheet = _Sheet.of(bars, ends)
    spread = any(bar.low is not None for bar in bars)
    told = any(bar.detail for bar in bars)
    more = (*((span or "Range",) if spread else ()), *((about,) if told else ()))
    rows = tuple(
        (clean(bar.label), bar.words, *((_span(bar),) if spread else ()), *((bar.detail,) if told else ()), bar.mark)
        for bar in bars
    )
    said = "; ".join(f"{row[0]}: {', '.join(part for part in row[1:] if part)}" for row in rows)
    return Chart(
        title=title,
        subtitle=f"{subtitle} ({_ALIKE[alike]})" if alike in _ALIKE else subtitle,
        svg=draw(lambda canvas: _paint(canvas, bars, ends, sheet), height=sheet.height),
        alt=f"{title}. Bar chart of {len(bars)}: {said}.",
        columns=(*columns, *more, "Support"),
        rows=rows,
        source=source,
    )


def _span(bar: Bar) -> str:
    return "" if bar.low is None or bar.high is None else f"{_plain(bar.low)} to {_plain(bar.high)}"


def _plain(value: float) -> str:
    return f"{value:,.10g}"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where things stand [pt]: right edge of the labels, left and right end of the bars, height; value at the end."""

    labels: float
    left: float
    right: float
    tops: tuple[float, ...]
    height: float
    top: float
    wrapped: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, bars: Sequence[Bar], ends: Sequence[str]) -> _Sheet:
        widest = max(text_width(clean(bar.label), _TEXT) for bar in bars)
        labels = min(0.36 * WIDTH, max(0.16 * WIDTH, 1.05 * widest))
        room = max(text_width(end, _SMALL) for end in ends) + 8
        wrapped = tuple(tuple(wrap(clean(bar.label), _TEXT, labels, lines=3)) for bar in bars)
        pitches = [max(24.0, 11.0 + _LINE * len(lines)) for lines in wrapped]
        tops = tuple(_HEAD + sum(pitches[:n]) + pitches[n] / 2 for n in range(len(bars)))
        top = max(bar.high or bar.value or 0.0 for bar in bars)
        right = max(labels + 90, WIDTH - room)
        return cls(labels, labels + 12, right, tops, _HEAD + sum(pitches) + 6, top or 1.0, wrapped)

    def x(self, value: float) -> float:
        return self.left + (self.right - self.left) * max(0.0, value) / self.top


def _end(bar: Bar, alike: str) -> str:
    """The words at the end of a bar; where all bars are supported alike, the line above the chart says so once."""
    told = bar.mark in (ASSUMED, REPORTED) and bar.mark != alike and bar.value is not None
    return f"{bar.words}, {bar.mark}" if told else bar.words


def _paint(canvas: Canvas, bars: Sequence[Bar], ends: Sequence[str], sheet: _Sheet) -> None:
    canvas.line(((sheet.left, 4), (sheet.left, sheet.height - 4)), "edge", 0.8)
    for bar, words, y, lines in zip(bars, ends, sheet.tops, sheet.wrapped, strict=True):
        for k, line in enumerate(lines):
            at = y + 3.7 + _LINE * (k - (len(lines) - 1) / 2)
            canvas.text(sheet.labels, at, line, _TEXT, "ink", anchor="right")
        end = sheet.left
        if bar.value is not None:
            end = sheet.x(bar.value)
            _paint_bar(canvas, bar, sheet.left, end, y)
        if bar.low is not None and bar.high is not None:
            _paint_span(canvas, sheet.x(bar.low), sheet.x(bar.high), y)
            end = max(end, sheet.x(bar.high))
        canvas.text(end + 6, y + 3.7, words, _SMALL, "ink" if bar.value else "muted")


def _paint_bar(canvas: Canvas, bar: Bar, left: float, end: float, y: float) -> None:
    if end - left < 0.5:
        return
    if bar.mark == ASSUMED:
        corners = ((left, y - 7), (end, y - 7), (end, y + 7), (left, y + 7))
        canvas.shape(corners, "warn-soft")
        canvas.line((*corners, corners[0]), "warn", 1.2, "dashed")
    elif bar.mark == REPORTED:
        canvas.shape(((left, y - 7), (end, y - 7), (end, y + 7), (left, y + 7)), "level-1", "accent")
    else:
        canvas.box(left, y - 7, end - left, 14, "accent")


def _paint_span(canvas: Canvas, low: float, high: float, y: float) -> None:
    if high - low < 1:
        return
    # A rim of paper keeps the line in sight on a filled bar.
    canvas.line(((low - 1.5, y), (high + 1.5, y)), "paper", 4.4)
    for x in (low, high):
        canvas.line(((x, y - 5.5), (x, y + 5.5)), "paper", 4.4)
    canvas.line(((low, y), (high, y)), "ink", 1.4)
    for x in (low, high):
        canvas.line(((x, y - 4), (x, y + 4)), "ink", 1.4)
