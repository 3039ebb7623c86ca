"""The curve of an outbreak: new cases as bars side by side, with what happened when."""

from __future__ import annotations

from cmo_pathways.analytics.figures import EpiCurve
from cmo_pathways.charts.axes import SMALL, Frame, Scale, left_of, paint_labels, round_scale
from cmo_pathways.charts.canvas import WIDTH
from cmo_pathways.charts.caption import Caption, count_words
from cmo_pathways.charts.figure import Chart
from cmo_pathways.charts.pen import Pen, sketch
from cmo_pathways.charts.typeface import clean, text_width, wrap

_PERIODS = ("day", "week", "month")
_TOLD = 16
"""Bars that still have room for their number."""
_TOP, _PLOT, _AXIS, _LINE = 26.0, 168.0, 22.0, 13.0


def epidemic_curve(curve: EpiCurve, caption: Caption) -> Chart:
    """New cases per period, counted and not smoothed; a dotted line with words where something happened."""
    labels = tuple(clean(label) for label in caption.labels) or tuple(str(at + 1) for at in range(len(curve.cases)))
    title = _title(curve, labels)
    told = [(at, clean(event)) for at, event in enumerate(curve.events) if event.strip()]
    depth = _LINE * len(told)
    up = round_scale(0.0, float(max(1, *curve.cases)), about=5, whole=True)
    top = _TOP + depth
    across = Scale((-0.5, len(curve.cases) - 0.5), ("", ""))
    frame = Frame(left_of(up), WIDTH - 4, top, top + _PLOT, across, up)
    period = caption.rows_are.lower() if caption.rows_are.lower() in _PERIODS else "period"
    return Chart(
        title=title,
        subtitle=f"{clean(caption.about)}; {count_words(len(curve.cases), period)}, {labels[0]} to {labels[-1]}",
        svg=sketch(lambda pen: _paint(pen, curve, frame, labels, told, period), height=frame.foot + _AXIS),
        alt=f"{title}. Bars of new cases: "
        + ", ".join(f"{label} {cases}" for label, cases in zip(labels, curve.cases, strict=True))
        + "."
        + "".join(f" {labels[at]}: {event}." for at, event in told),
        columns=(caption.rows_are or "Period", "New cases", *(("What happened",) if told else ())),
        rows=tuple(
            (label, str(cases), *((clean(event),) if told else ()))
            for label, cases, event in zip(labels, curve.cases, curve.events, strict=True)
        ),
        source="New cases as counted, not smoothed. The last days may still fill up as reports come in.",
        invented=caption.invented,
    )


def _title(curve: EpiCurve, labels: tuple[str, ...]) -> str:
    if not curve.total:
        return "No case in the whole time"
    most = curve.cases[curve.peak]
    if curve.cases.count(most) > 1:
        return f"{count_words(curve.total, 'case')}; no period had more than {most}"
    return f"{count_words(curve.total, 'case')}; {most} at the peak, {labels[curve.peak]}"


def _paint(
    pen: Pen, curve: EpiCurve, frame: Frame, labels: tuple[str, ...], told: list[tuple[int, str]], period: str
) -> None:
    pen.text(0, 12, "New cases" if period == "period" else f"New cases per {period}", SMALL, "muted")
    frame.paint(pen, unit_up="", numbered=False)
    paint_labels(pen, labels, frame.x, frame.foot)
    for at, cases in enumerate(curve.cases):
        if cases:
            left, right, top = frame.x(at - 0.5), frame.x(at + 0.5), frame.y(cases)
            pen.box(left, top, right - left, frame.foot - top, "level-3", "paper")
            if len(curve.cases) <= _TOLD:
                pen.text((left + right) / 2, top - 4, str(cases), SMALL, "ink", anchor="center")
    for row, (at, event) in enumerate(told):
        x, y = frame.x(at - 0.5), _TOP + _LINE * row
        pen.line(((x, y - 8), (x, frame.foot)), "ink", 1, "dotted")
        (words,) = wrap(event, SMALL, WIDTH * 0.6, lines=1)
        right = x + 5 + text_width(words, SMALL) > WIDTH
        pen.text(x - 5 if right else x + 5, y, words, SMALL, "ink", anchor="right" if right else "left")
