"""Hours of each week of a plan against the hours that there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cmo_pathways.charts.canvas import WIDTH
from cmo_pathways.charts.figure import Chart, number_text
from cmo_pathways.charts.pen import Pen, sketch
from cmo_pathways.charts.timeline import SMALL, Timeline, day_after, month_text
from cmo_pathways.errors import LearnerError

_HEAD, _DEPTH, _AXIS, _LEFT = 22.0, 130.0, 26.0, 46.0


def load_chart(hours: Sequence[float], *, begin: date, limit: float, source: str) -> Chart:
    """The hours that a plan takes in each week [hours], week 0 beginning on ``begin``; ``limit`` [hours a week].

    Raises LearnerError where there is no week.
    """
    if not hours:
        raise LearnerError("The plan holds no activity, so there are no hours to draw. Change its limits first.")
    spans = _spans(hours)
    mean = sum(hours) / len(hours)
    title = (
        f"The plan takes {number_text(mean, 1)} of your {limit:g} hours in a mean week, "
        f"and {number_text(max(hours), 1)} in the fullest"
    )
    line = Timeline(begin, day_after(begin, len(hours)), _LEFT, WIDTH - 14)
    return Chart(
        title=title,
        subtitle="Hours a week, spread evenly over the weeks of each activity (assumption); dashed: your limit",
        svg=sketch(lambda pen: _paint(pen, spans, line, begin, limit), height=_HEAD + _DEPTH + _AXIS),
        alt=f"{title}. Hours over {len(hours)} weeks (assumptions): "
        + "; ".join(f"{number_text(value, 1)} from {month_text(day_after(begin, first))}" for first, _, value in spans)
        + ".",
        columns=("From", "Until", "Weeks", "Hours a week (assumption)"),
        rows=tuple(
            (
                day_after(begin, first).isoformat(),
                day_after(begin, last - 1 / 7).isoformat(),
                str(last - first),
                number_text(value, 1),
            )
            for first, last, value in spans
        ),
        source=source,
    )


def _spans(hours: Sequence[float]) -> list[tuple[int, int, float]]:
    """Runs of weeks with the same hours: first week, the week after the last, the hours."""
    found: list[tuple[int, int, float]] = []
    for week, value in enumerate(hours):
        if found and abs(found[-1][2] - value) < 1e-9:
            found[-1] = (found[-1][0], week + 1, value)
        else:
            found.append((week, week + 1, value))
    return found


def _paint(pen: Pen, spans: Sequence[tuple[int, int, float]], line: Timeline, begin: date, limit: float) -> None:
    foot, top = _HEAD + _DEPTH, max(limit, *(value for _, _, value in spans))

    def y(value: float) -> float:
        return foot - value / top * (_DEPTH - 14)

    line.paint(pen, _HEAD, foot)
    corners = [(line.left, foot)]
    for first, last, value in spans:
        corners += [(line.x(day_after(begin, week)), y(value)) for week in (first, last)]
    corners.append((corners[-1][0], foot))
    pen.shape(corners, "level-1")
    pen.line(corners[1:-1], "accent", 1.6)
    pen.line(((line.left, foot), (line.right, foot)), "edge", 0.8)
    pen.line(((line.left, y(limit)), (line.right, y(limit))), "edge", 1.2, "dashed")
    pen.text(_LEFT - 8, _HEAD - 8, "hours", SMALL, "muted", anchor="right")
    pen.text(_LEFT - 8, foot, "0", SMALL, "muted", anchor="right")
    pen.text(_LEFT - 8, y(limit) + 4, f"{limit:g}", SMALL, "ink", anchor="right")
    pen.text(line.right, y(limit) - 5, "your limit", SMALL, "muted", anchor="right")
