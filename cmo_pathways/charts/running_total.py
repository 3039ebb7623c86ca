"""Money over time: the running cost of a plan against its budget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from cmo_pathways.charts.canvas import WIDTH
from cmo_pathways.charts.figure import Chart, number_text
from cmo_pathways.charts.pen import Pen, sketch
from cmo_pathways.charts.timeline import SMALL, Timeline, month_text
from cmo_pathways.charts.typeface import clean, text_width, wrap
from cmo_pathways.errors import LearnerError

_HEAD, _DEPTH, _AXIS, _LEFT = 22.0, 150.0, 26.0, 70.0


def money_chart(
    costs: Sequence[tuple[str, date, float]], *, begin: date, end: date, budget: float, source: str
) -> Chart:
    """The cost of a plan as it adds up; ``costs`` are (activity, day on which it starts, USD), paid at the start.

    Raises LearnerError where there is no activity.
    """
    if not costs:
        raise LearnerError("The plan holds no activity, so there is no cost to draw. Change its limits first.")
    paid = [(clean(name), day, cost) for name, day, cost in sorted(costs, key=lambda item: item[1]) if cost > 0]
    total = sum(cost for _, _, cost in paid)
    title = _title(paid, total, budget)
    sums = [sum(cost for _, _, cost in paid[: n + 1]) for n in range(len(paid))]
    line = Timeline(begin, end, _LEFT, WIDTH - 14)
    return Chart(
        title=title,
        subtitle="Running total in USD, each activity paid when it starts (assumption); the dashed line is the budget",
        svg=sketch(lambda pen: _paint(pen, paid, line, budget, total), height=_HEAD + _DEPTH + _AXIS),
        alt=f"{title}. Steps: "
        + (", ".join(f"{n} {_usd(c)} in {month_text(d)}" for n, d, c in paid) or "no fee at all")
        + " (assumptions).",
        columns=("Activity", "Starts", "Cost [USD] (assumption)", "Total [USD] (assumption)"),
        rows=tuple(
            (name, day.isoformat(), number_text(cost, 0), number_text(so_far, 0))
            for (name, day, cost), so_far in zip(paid, sums, strict=True)
        ),
        source=source,
    )


def _title(paid: Sequence[tuple[str, date, float]], total: float, budget: float) -> str:
    if not paid:
        return "This plan costs no fees"
    name, _, most = max(paid, key=lambda item: item[2])
    lead = f"The plan takes {_usd(total)} of {_usd(budget)}"
    return f"{lead}, all of it for one activity" if len(paid) == 1 else f"{lead}; most goes to {name} ({_usd(most)})"


def _usd(amount: float) -> str:
    return f"USD {number_text(amount, 0)}"


def _paint(pen: Pen, paid: Sequence[tuple[str, date, float]], line: Timeline, budget: float, total: float) -> None:
    top, foot = max(budget, total, 1.0), _HEAD + _DEPTH

    def y(amount: float) -> float:
        return foot - amount / top * (_DEPTH - 14)

    line.paint(pen, _HEAD, foot)
    pen.line(((line.left, foot), (line.right, foot)), "edge", 0.8)
    pen.text(_LEFT - 8, foot, "0", SMALL, "muted", anchor="right")
    pen.text(_LEFT - 8, _HEAD - 8, "USD", SMALL, "muted", anchor="right")
    pen.line(((line.left, y(budget)), (line.right, y(budget))), "edge", 1.2, "dashed")
    pen.text(_LEFT - 8, y(budget) + 4, number_text(budget, 0), SMALL, "ink", anchor="right")
    points, so_far = [(line.left, foot)], 0.0
    for _, day, cost in paid:
        points += [(line.x(day), y(so_far)), (line.x(day), y(so_far + cost))]
        so_far += cost
    pen.line((*points, (line.right, y(so_far))), "accent", 2.2)
    _name_largest(pen, paid, line, y)
    pen.text(line.right, y(budget) - 5, "budget", SMALL, "muted", anchor="right")


def _name_largest(
    pen: Pen, paid: Sequence[tuple[str, date, float]], line: Timeline, y: Callable[[float], float]
) -> None:
    """The three largest steps carry the name of their activity, where they are a tenth of all or more."""
    total = sum(cost for _, _, cost in paid)
    largest = [item for item in sorted(paid, key=lambda item: -item[2])[:3] if item[2] >= total / 10]
    so_far, last = 0.0, -1e9
    for name, day, cost in paid:
        so_far += cost
        if (name, day, cost) not in largest:
            continue
        at = y(so_far) + 13 if y(so_far) + 13 - last >= 12 else last + 12
        (words,) = wrap(name, SMALL, line.right - line.left - 8, lines=1)
        x = min(line.x(day) + 5, line.right - text_width(words, SMALL))
        pen.text(x, at, words, SMALL, "ink")
        last = at
