"""The hockey stick of waiting: how long people wait as a line gets fuller, with the named situations on the curve."""

from __future__ import annotations

from collections.abc import Sequence

from cmo_pathways.analytics.figures import Situation, WaitCurve, Waiting
from cmo_pathways.charts.axes import (
    Frame,
    Scale,
    Tag,
    along,
    brief,
    left_of,
    paint_tags,
    percent,
    round_scale,
)
from cmo_pathways.charts.canvas import WIDTH
from cmo_pathways.charts.caption import Caption, count_words, with_unit
from cmo_pathways.charts.figure import Chart, number_text
from cmo_pathways.charts.pen import Pen, sketch
from cmo_pathways.charts.sentence import listed
from cmo_pathways.charts.typeface import clean

_HEIGHT, _TOP, _AXIS = 238.0, 26.0, 32.0
_ROOM = 1.15


def wait_curve(waiting: Waiting, caption: Caption) -> Chart:
    """Mean wait against load, or against the number of servers; what cannot keep up is told in words."""
    title = _title(waiting, caption.unit)
    frame = _frame(waiting)
    axis = "the load" if waiting.axis == "load" else "the number of servers"
    return Chart(
        title=title,
        subtitle=f"{clean(caption.about)}; mean wait against {axis}",
        svg=sketch(lambda pen: _paint(pen, waiting, frame, caption), height=_HEIGHT),
        alt=f"{title}. Curve of the mean wait against {axis}, with "
        + f"{count_words(len(waiting.situations), 'situation')}: "
        + "; ".join(_told(s, caption.unit) for s in waiting.situations)
        + ".",
        columns=("Situation", "Servers", "Load [%]", f"Mean wait [{caption.unit or 'unit of time'}]"),
        rows=tuple(_cells(s) for s in waiting.situations),
        source="M/M/c line in its steady state (Erlang C): arrivals at random at an even rate, nobody leaves. Real "
        "arrivals change by the hour, so the waits are a floor.",
        invented=caption.invented,
    )


def _title(waiting: Waiting, unit: str) -> str:
    known = sorted((s.wait, s.name) for s in waiting.situations if s.wait is not None)
    endless = [clean(s.name) for s in waiting.situations if s.wait is None]
    if not known:
        return "The line grows without end: more arrive than can be served"
    (least, first), (most, last) = known[0], known[-1]
    told = f"The mean wait is {with_unit(brief(least), unit)} ({clean(first)})"
    if len(known) > 1:
        told = f"{told} to {with_unit(brief(most), unit)} ({clean(last)})"
    return f"{told}; for {listed(endless)} it has no end" if endless else told


def _frame(waiting: Waiting) -> Frame:
    waits = [s.wait for s in waiting.situations if s.wait is not None]
    if not waits:
        waits = [wait for curve in waiting.curves for x, wait in curve.points if waiting.axis == "servers" or x <= 0.9]
    up = round_scale(0.0, max([_ROOM * wait for wait in waits], default=1.0) or 1.0, about=5)
    if waiting.axis == "load":
        fullest = max(1.0, *(s.load for s in waiting.situations))
        return Frame(left_of(up), WIDTH - 10, _TOP, _HEIGHT - _AXIS, round_scale(0.0, 100 * fullest), up)
    counts = [s.servers for s in waiting.situations]
    ticks = tuple(float(c) for c in range(min(counts) - 1, max(counts) + 2))
    across = Scale(ticks, tuple("" if tick in (ticks[0],) else f"{tick:.0f}" for tick in ticks))
    return Frame(left_of(up), WIDTH - 10, _TOP, _HEIGHT - _AXIS, across, up)


def _paint(pen: Pen, waiting: Waiting, frame: Frame, caption: Caption) -> None:
    unit = f"Mean wait [{caption.unit}]" if caption.unit else "Mean wait"
    across = "Load [% of what can be served]" if waiting.axis == "load" else caption.column(3, "Servers")
    frame.paint(pen, unit_up=unit, unit_across=across)
    times = _times(waiting)
    if waiting.axis == "load":
        full = frame.x(100.0)
        pen.line(((full, frame.top), (full, frame.foot)), "edge", 1, "dotted")
    for curve in waiting.curves:
        for piece in frame.clipped([(times * x, wait) for x, wait in curve.points]):
            pen.line(piece, "ink", 1.4)
    marks = [_place(s, waiting, frame) for s in waiting.situations]
    for situation, (x, y) in zip(waiting.situations, marks, strict=True):
        pen.mark("circle" if situation.wait is not None else "triangle", x, y, 7.5, _color(situation))
    tags = [Tag(x, y, _told(s, caption.unit), _color(s) if s.wait is None else "ink")
            for s, (x, y) in zip(waiting.situations, marks, strict=True)]  # fmt: skip
    taken = [*marks, *_curve_places(waiting.curves, frame, times)]
    paint_tags(pen, tags, frame, taken=taken)


def _place(situation: Situation, waiting: Waiting, frame: Frame) -> tuple[float, float]:
    x = 100 * situation.load if waiting.axis == "load" else float(situation.servers)
    return frame.x(x), frame.top + 4 if situation.wait is None else frame.y(situation.wait)


def _curve_places(curves: Sequence[WaitCurve], frame: Frame, times: float) -> list[tuple[float, float]]:
    pieces = (piece for curve in curves for piece in frame.clipped([(times * x, w) for x, w in curve.points]))
    return [place for piece in pieces for place in along(piece)]


def _color(situation: Situation) -> str:
    return "accent" if situation.wait is not None else "warn"


def _told(situation: Situation, unit: str) -> str:
    if situation.wait is None:
        return f"{clean(situation.name)}: no end"
    return f"{clean(situation.name)}: {with_unit(brief(situation.wait), unit)}"


def _times(waiting: Waiting) -> float:
    return 100.0 if waiting.axis == "load" else 1.0


def _cells(situation: Situation) -> tuple[str, ...]:
    wait = "no end" if situation.wait is None else number_text(situation.wait, 4)
    return (clean(situation.name), str(situation.servers), percent(situation.load).removesuffix(" %"), wait)
