"""A business case over time: what flows each year as bars, the running total as a line, payback and worth in words."""

from __future__ import annotations

from cmo_pathways.analytics.figures import CashFlow
from cmo_pathways.charts.axes import SMALL, Frame, Scale, figures_of, left_of, paint_labels, percent, round_scale
from cmo_pathways.charts.canvas import WIDTH
from cmo_pathways.charts.caption import Caption, count_words, with_unit
from cmo_pathways.charts.figure import Chart, number_text
from cmo_pathways.charts.pen import Pen, sketch
from cmo_pathways.charts.typeface import clean, text_width

_HEIGHT, _TOP, _AXIS = 236.0, 28.0, 22.0
_CROWDED = 13
_PERIODS = ("year", "quarter", "month", "week", "period")


def cash_chart(cash: CashFlow, caption: Caption) -> Chart:
    """Flows as bars (outlays outlined), the running total as a line; labels name the periods, the first is today."""
    title = _title(cash, caption)
    labels = tuple(clean(label) for label in caption.labels) or tuple(str(at) for at in range(len(cash.flows)))
    frame = _frame(cash)
    total = "Running total" if cash.rate is None else f"Running total, discounted at {_rate(cash)}"
    return Chart(
        title=title,
        subtitle=f"{clean(caption.about)}; {labels[0]} to {labels[-1]}",
        svg=sketch(lambda pen: _paint(pen, cash, frame, labels, caption), height=_HEIGHT),
        alt=f"{title}. Bars of {count_words(len(cash.flows), 'flow')} and the running total, which ends at "
        f"{_money(cash, cash.running[-1], caption)}.",
        columns=(caption.rows_are or "Period", f"Flow [{caption.unit or 'money'}]", total),
        rows=tuple(
            (label, number_text(flow, _places(cash)), number_text(sum_, _sum_places(cash)))
            for label, flow, sum_ in zip(labels, cash.flows, cash.running, strict=True)
        ),
        source=_source(cash, caption),
        invented=caption.invented,
    )


def _title(cash: CashFlow, caption: Caption) -> str:
    if cash.payback is not None:
        lead = f"The outlay is back after {number_text(cash.payback, 1)} {_period(caption)}s"
    elif cash.flows[0] < 0:
        lead = f"The outlay is not back within {count_words(len(cash.flows) - 1, _period(caption))}"
    else:
        lead = f"The flows add up to {_money(cash, sum(cash.flows), caption)}"
    if cash.npv is None:
        return lead
    return f"{lead}; worth {_money(cash, cash.npv, caption)} today at {_rate(cash)}"


def _source(cash: CashFlow, caption: Caption) -> str:
    if cash.rate is None:
        return "Payback counted evenly within a period; money has no interest here."
    back = "it does not come back"
    if cash.discounted_payback is not None:
        back = f"it takes {number_text(cash.discounted_payback, 1)} {_period(caption)}s"
    return (
        f"Net present value: each flow divided by 1 + {_rate(cash)} once per {_period(caption)}, the first flow today. "
        f"Payback without interest, evenly within a period; with interest {back}."
    )


def _period(caption: Caption) -> str:
    word = caption.rows_are.lower()
    return word if word in _PERIODS else "period"


def _frame(cash: CashFlow) -> Frame:
    values = [0.0, *cash.flows, *cash.running]
    up = round_scale(min(values) * 1.08, max(values) * 1.08, about=6)
    room = text_width(_end(cash), SMALL, weight=600) + 10
    across = Scale((-0.5, len(cash.flows) - 0.5), ("", ""))
    return Frame(left_of(up), WIDTH - room, _TOP, _HEIGHT - _AXIS, across, up)


def _end(cash: CashFlow) -> str:
    name = "total" if cash.npv is None else "NPV"
    return f"{name} {number_text(cash.running[-1], _sum_places(cash))}"


def _paint(pen: Pen, cash: CashFlow, frame: Frame, labels: tuple[str, ...], caption: Caption) -> None:
    frame.paint(pen, unit_up=caption.unit or "Money", numbered=False)
    paint_labels(pen, labels, frame.x, frame.foot)
    zero, half = frame.y(0.0), 0.32 * (frame.x(1) - frame.x(0))
    half = min(half, 26.0)
    for at, flow in enumerate(cash.flows):
        top, foot = sorted((frame.y(flow), zero))
        fill, rim = ("warn-soft", "warn") if flow < 0 else ("level-3", None)
        if flow:
            pen.box(frame.x(at) - half, top, 2 * half, foot - top, fill, rim)
    pen.line(((frame.left, zero), (frame.right, zero)), "ink", 1.2)
    path = [(frame.x(at), frame.y(value)) for at, value in enumerate(cash.running)]
    pen.line(path, "ink", 1.6)
    for x, y in path:
        pen.mark("circle", x, y, 4.6, "ink")
    if len(cash.flows) <= _CROWDED:
        _paint_numbers(pen, cash, frame)
    y = max(frame.top, min(path[-1][1] + 3.5, frame.foot))
    pen.text(path[-1][0] + max(8.0, half + 6), y, _end(cash), SMALL, "ink", bold=True)


def _paint_numbers(pen: Pen, cash: CashFlow, frame: Frame) -> None:
    """The flow beyond the end of its bar, away from the running total where that passes."""
    for at, flow in enumerate(cash.flows):
        words = number_text(flow, _places(cash))
        if not flow or text_width(words, SMALL) > frame.x(1) - frame.x(0) - 2:
            continue
        line, end = frame.y(cash.running[at]), frame.y(flow)
        y = end - 5 if flow > 0 else end + 12
        if abs(y - 4 - line) < 9:
            y = line - 8 if flow > 0 else line + 16
        if not frame.top - 14 <= y <= frame.foot - 1:
            y = (end + frame.y(0.0)) / 2 + 3.5  # no room beyond the bar, so inside it
        if abs(y - 4 - line) >= 8:
            pen.text(frame.x(at), y, words, SMALL, "ink" if flow > 0 else "warn", anchor="center")


def _places(cash: CashFlow) -> int:
    return figures_of(cash.flows)


def _sum_places(cash: CashFlow) -> int:
    """One more decimal for sums of small numbers: what a year of interest does would be lost."""
    places = _places(cash)
    return min(2, places + 1) if cash.rate is not None and max(map(abs, cash.flows)) < 10 else places


def _rate(cash: CashFlow) -> str:
    share = 100 * (cash.rate or 0.0)
    return percent(cash.rate or 0.0, 0 if abs(share - round(share)) < 1e-9 else 1)


def _money(cash: CashFlow, value: float, caption: Caption) -> str:
    return with_unit(number_text(value, _sum_places(cash)), caption.unit)
