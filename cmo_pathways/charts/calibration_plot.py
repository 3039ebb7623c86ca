"""The calibration plot: predicted risks against what happened, tenth by tenth, with the spread of risks below."""

from __future__ import annotations

from cmo_pathways.analytics.figures import CalibrationPlot, RiskGroup
from cmo_pathways.analytics.intervals import count_interval
from cmo_pathways.charts.axes import SMALL, Frame, left_of, percent, round_scale
from cmo_pathways.charts.canvas import WIDTH
from cmo_pathways.charts.caption import Caption, count_words
from cmo_pathways.charts.figure import Chart, number_text
from cmo_pathways.charts.pen import Pen, sketch
from cmo_pathways.charts.typeface import clean, text_width

_TOP, _PLOT, _STRIP, _GAP, _AXIS = 26.0, 190.0, 40.0, 30.0, 34.0
_SIDE = 120.0


def calibration_chart(plot: CalibrationPlot, caption: Caption) -> Chart:
    """Ten groups by rising risk with the interval of what happened; on the diagonal risks are right."""
    title = _title(plot)
    foot = _TOP + _PLOT
    frame = _frame(plot, foot)
    return Chart(
        title=title,
        subtitle=f"{clean(caption.about)}; {count_words(plot.patients, 'patient')} in {len(plot.groups)} groups",
        svg=sketch(lambda pen: _paint(pen, plot, frame), height=foot + _GAP + _STRIP + _AXIS),
        alt=f"{title}. Calibration plot of {count_words(len(plot.groups), 'group')}: "
        + "; ".join(f"predicted {percent(g.predicted)}, observed {percent(g.observed)}" for g in plot.groups)
        + ".",
        columns=("Group", "Patients", "Predicted [%]", "Observed [%]", "95 % interval"),
        rows=tuple(_cells(at, group) for at, group in enumerate(plot.groups, start=1)),
        source=_source(plot),
        invented=caption.invented,
    )


def _title(plot: CalibrationPlot) -> str:
    expected = sum(g.predicted * g.patients for g in plot.groups)
    told = f"{count_words(plot.events, 'event')}, {number_text(expected, 1)} predicted"
    interval = count_interval(plot.events)
    if interval.low > expected:
        return f"Predicted risks are too low on the whole: {told}"
    if interval.high < expected:
        return f"Predicted risks are too high on the whole: {told}"
    return f"On the whole the predicted risks fit what happened: {told}"


def _source(plot: CalibrationPlot) -> str:
    found = plot.summary
    groups = "Tenths of patients by rising risk, equal risks together; 95 % Wilson intervals."
    if found.slope is None:
        fitted = f"No slope: {found.why}."
    else:
        side = "below 1: risks too extreme" if found.slope < 1 else "1 is right"
        fitted = f"Calibration slope {number_text(found.slope, 2)} ({side})."
    whole = f"Observed / expected {number_text(found.ratio, 2)}, judged by the 95 % interval of the events."
    return f"{groups} {whole} {fitted} Brier score {number_text(found.brier, 3)}."


def _frame(plot: CalibrationPlot, foot: float) -> Frame:
    scale = round_scale(0.0, 100 * plot.spread_to, about=5)
    left = max(left_of(scale), text_width(f"{max(plot.spread):,}", SMALL) + 8)
    return Frame(left, WIDTH - _SIDE, _TOP, foot, scale, scale)


def _paint(pen: Pen, plot: CalibrationPlot, frame: Frame) -> None:
    frame.paint(pen, unit_up="Observed [%]", numbered=False)
    end = frame.across.high
    pen.line(((frame.left, frame.foot), (frame.x(end), frame.y(end))), "edge", 1.2, "dashed")
    pen.text(frame.right + 6, frame.top + 3.5, "predicted = observed", SMALL, "muted")
    path = [(frame.x(100 * g.predicted), frame.y(100 * g.observed)) for g in plot.groups]
    for group, (x, y) in zip(plot.groups, path, strict=True):
        ends = [frame.y(100 * min(value, end / 100)) for value in (group.low, group.high)]
        pen.line([(x, at) for at in ends], "accent", 1.4)
        off = not group.low <= group.predicted <= group.high
        pen.mark("diamond" if off else "circle", x, y, 7.0, "warn" if off else "accent")
    if any(not g.low <= g.predicted <= g.high for g in plot.groups):
        y = frame.top + 24
        pen.mark("diamond", frame.right + 10, y - 3.5, 7.0, "warn", None)
        pen.text(frame.right + 18, y, "interval leaves out", SMALL, "muted")
        pen.text(frame.right + 18, y + 12, "the predicted risk", SMALL, "muted")
    _paint_strip(pen, plot, frame)


def _paint_strip(pen: Pen, plot: CalibrationPlot, frame: Frame) -> None:
    foot = frame.foot + _GAP + _STRIP
    most, wide = max(1, *plot.spread), 100 * plot.spread_to / len(plot.spread)
    pen.text(0, frame.foot + _GAP - 10, "Patients", SMALL, "muted")
    for at, count in enumerate(plot.spread):
        if count:
            left, right = frame.x(at * wide), frame.x((at + 1) * wide)
            tall = max(1.0, (_STRIP - 4) * count / most)
            pen.box(left + 0.5, foot - tall, right - left - 1, tall, "level-2")
    if plot.beyond:
        words = f"{plot.beyond:,} above {percent(plot.spread_to, 0)}"
        pen.text(frame.right + 6, foot - 2, words, SMALL, "muted")
    pen.text(frame.left - 6, foot - _STRIP + 8, f"{most:,}", SMALL, "muted", anchor="right")
    pen.line(((frame.left, foot), (frame.right, foot)), "edge", 0.8)
    for value, words in zip(frame.across.ticks, frame.across.words, strict=True):
        pen.line(((frame.x(value), foot), (frame.x(value), foot + 3)), "edge", 0.8)
        pen.text(frame.x(value), foot + 14, words, SMALL, "muted", anchor="center")
    pen.text(frame.right, foot + 28, "Predicted risk [%]", SMALL, "muted", anchor="right")


def _cells(at: int, group: RiskGroup) -> tuple[str, ...]:
    span = f"{number_text(100 * group.low, 1)} to {number_text(100 * group.high, 1)}"
    shares = (number_text(100 * share, 1) for share in (group.predicted, group.observed))
    return (str(at), f"{group.patients:,}", *shares, span)
