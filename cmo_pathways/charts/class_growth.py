"""How far a class moved by domain: mean change with its interval, for one form of asking at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_pathways.charts.axes import round_scale
from cmo_pathways.charts.canvas import WIDTH
from cmo_pathways.charts.figure import Chart, number_text
from cmo_pathways.charts.hatching import WIDER
from cmo_pathways.charts.pen import Pen, sketch
from cmo_pathways.charts.sentence import lower
from cmo_pathways.charts.typeface import clean, text_width
from cmo_pathways.errors import LearnerError

TOO_FEW = "too few to say"
_TEXT, _SMALL = 11.0, 10.0
_PITCH, _FOOT = 24.0, 32.0
_FORMS = {
    "pre-post": "the same fellows rated before and after",
    "retrospective": "rated after, and looking back at the start",
}


@dataclass(frozen=True, slots=True)
class ClassChange:
    """One domain: mean change [levels] with its 80 % interval (None where too few), Hedges' g in words, and n."""

    label: str
    n: int
    mean: float | None
    low: float | None
    high: float | None
    effect: str = ""


def class_growth_chart(rows: Sequence[ClassChange], *, form: str, source: str, invented: bool = False) -> Chart:
    """Mean change per domain as a dot on its interval; ``form`` is ``pre-post`` or ``retrospective``.

    Raises LearnerError where no row has a mean.
    """
    if not any(row.mean is not None for row in rows):
        raise LearnerError("Too few fellows rated themselves twice to say how the class moved.")
    title = class_growth_title(rows, form)
    return Chart(
        title=title,
        subtitle=f"Mean change [levels] with 80 % interval, {_FORMS[form]}",
        svg=sketch(lambda pen: _paint(pen, rows), height=_PITCH * len(rows) + _FOOT),
        alt=f"{title}. {'; '.join(f'{clean(row.label)} {_said(row)}' for row in rows)}.",
        columns=("Domain", "Fellows", "Mean change", "80 % from", "80 % to", "Hedges' g (95 % interval)"),
        rows=tuple(_cells(row) for row in rows),
        source=source,
        invented=invented,
    )


def class_growth_title(rows: Sequence[ClassChange], form: str) -> str:
    """The finding as a sentence: what grew most, beyond chance."""
    back = ", looking back" if form == "retrospective" else ""
    told = [row for row in rows if row.mean is not None and row.low is not None and row.low > 0]
    if not told:
        return f"No domain moved by more than chance explains{back}"
    most = max(told, key=lambda row: row.mean or 0.0)
    still = [row for row in rows if row.low is not None and row.high is not None and row.low <= 0 <= row.high]
    rest = f"; {lower(still[0].label)} did not move beyond chance" if still else ""
    return f"{clean(most.label)} grew most{back}: {signed(most.mean or 0.0)} levels{rest}"


def signed(value: float) -> str:
    """A change with its sign: ``+0.5``, ``−0.2``, ``0.0``."""
    return f"+{number_text(value, 1)}" if value > 0 else number_text(value, 1)


def _said(row: ClassChange) -> str:
    if row.mean is None:
        return TOO_FEW
    span = f", {signed(row.low)} to {signed(row.high)}" if row.low is not None and row.high is not None else ""
    return f"{signed(row.mean)}{span}"


def _cells(row: ClassChange) -> tuple[str, ...]:
    numbers = ["" if value is None else signed(value) for value in (row.low, row.high)]
    mean = TOO_FEW if row.mean is None else signed(row.mean)
    return clean(row.label), str(row.n or ""), mean, *numbers, row.effect or TOO_FEW


def _paint(pen: Pen, rows: Sequence[ClassChange]) -> None:
    ends = [v for row in rows for v in (row.mean, row.low, row.high) if v is not None]
    scale = round_scale(min(0.0, *ends), max(0.2, *ends), about=5)
    labels = WIDER * max(text_width(clean(row.label), _TEXT) for row in rows)
    left, right = labels + 24, WIDTH - WIDER * max(text_width(_end(row), _SMALL) for row in rows) - 12
    foot = _PITCH * len(rows)

    def x(value: float) -> float:
        return left + (value - scale.low) / (scale.high - scale.low) * (right - left)

    for value in scale.ticks:
        pen.line(((x(value), 2), (x(value), foot)), "ink" if value == 0 else "rule", 1.2 if value == 0 else 0.8)
        words = signed(value) if value else "no change"
        pen.text(x(value), foot + 14, words, _SMALL, "muted", anchor="center")
    pen.text(right, foot + 28, "levels", _SMALL, "muted", anchor="right")
    for place, row in enumerate(rows):
        y = (place + 0.5) * _PITCH
        pen.text(labels, y + 3.7, clean(row.label), _TEXT, "ink", anchor="right")
        if row.low is not None and row.high is not None:
            pen.line(((x(row.low), y), (x(row.high), y)), "level-1", 7)
        if row.mean is not None:
            pen.mark("circle", x(row.mean), y, 8, "accent")
        pen.text(WIDTH, y + 3.7, _end(row), _SMALL, "ink" if row.mean is not None else "muted", anchor="right")


def _end(row: ClassChange) -> str:
    return TOO_FEW if row.mean is None else f"{signed(row.mean)}  (n {row.n})"
