"""The hours of a usual week by kind of work, as bars whose title says how many there are."""

from __future__ import annotations

from collections.abc import Sequence

from cmo_pathways.charts.canvas import WIDTH, Canvas, draw
from cmo_pathways.charts.figure import Chart, number_text
from cmo_pathways.charts.typeface import clean, text_width, wrap
from cmo_pathways.errors import LearnerError

_TEXT, _SMALL = 11.0, 10.5
_PITCH, _HEAD = 27.0, 8.0


def week_chart(parts: Sequence[tuple[str, float]], *, source: str) -> Chart:
    """The week as one bar per kind of work; ``parts`` are (name, hours per week).

    Raises LearnerError where no hours are given.
    """
    total = sum(hours for _, hours in parts)
    if total <= 0:
        raise LearnerError("No hours are entered yet, so there is no week to draw. Enter some first.")
    title = week_title(parts)
    height = _HEAD + _PITCH * len(parts) + 6
    rows = [(clean(name), _hours(hours), f"{hours / total:.0%}".replace("%", " %")) for name, hours in parts]
    return Chart(
        title=title,
        subtitle="Hours of work in a usual week, by kind",
        svg=draw(lambda canvas: _paint(canvas, parts), height=height),
        alt=f"{title}. Bar chart of {len(parts)} kinds of work: "
        + ", ".join(f"{name} {hours}" for name, hours, _ in rows)
        + ".",
        columns=("Kind of work", "Hours per week", "Share"),
        rows=(*rows, ("All work", _hours(total), "100 %")),
        source=source,
    )


def week_title(parts: Sequence[tuple[str, float]]) -> str:
    """The finding as a sentence: all hours, and the kind that takes most of them."""
    total = sum(hours for _, hours in parts)
    name, most = max(parts, key=lambda part: part[1])
    unit = "hour" if _hours(total) == "1" else "hours"
    if most == total:
        return f"{_hours(total)} {unit} of work in a usual week, all entered as {_lower(name)}"
    return f"{_hours(total)} {unit} of work in a usual week; {_lower(name)} takes {_hours(most)}"


def _paint(canvas: Canvas, parts: Sequence[tuple[str, float]]) -> None:
    widest = max(text_width(clean(name), _TEXT) for name, _ in parts)
    labels = min(0.4 * WIDTH, 1.05 * widest)
    left, right = labels + 12, WIDTH - 40
    top = max(hours for _, hours in parts)
    canvas.line(((left, _HEAD - 4), (left, _HEAD + _PITCH * len(parts))), "edge", 0.8)
    for at, (name, hours) in enumerate(parts):
        y = _HEAD + _PITCH * (at + 0.5)
        lines = wrap(clean(name), _TEXT, labels, lines=2)
        for k, line in enumerate(lines):
            canvas.text(labels, y + 3.7 + 12.5 * (k - (len(lines) - 1) / 2), line, _TEXT, "ink", anchor="right")
        length = (right - left) * hours / top
        if length:
            canvas.box(left, y - 7, length, 14, "accent")
        canvas.text(left + length + 5, y + 3.7, _hours(hours), _SMALL, "ink" if hours else "muted")


def _hours(hours: float) -> str:
    return number_text(hours, 0 if hours == int(hours) else 1)


def _lower(name: str) -> str:
    name = clean(name)
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
