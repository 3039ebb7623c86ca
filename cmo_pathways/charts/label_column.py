"""The names of rows beside a figure: how wide their column is, where they break, how far apart the rows stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_pathways.charts.canvas import WIDTH
from cmo_pathways.charts.typeface import clean, text_width, wrap


@dataclass(frozen=True, slots=True)
class LabelColumn:
    """A column of names [pt]: its width, the lines of each name, and the height of a row."""

    width: float
    wrapped: tuple[tuple[str, ...], ...]
    pitch: float


def label_column(names: Sequence[str], size: float, *, least: float) -> LabelColumn:
    """The column for names of a type size [pt], at least that share of the sheet [0-1] wide and a third at most."""
    widest = max(text_width(clean(name), size) for name in names)
    width = min(0.33 * WIDTH, max(least * WIDTH, 1.08 * widest))
    wrapped = tuple(tuple(wrap(clean(name), size, width, lines=2)) for name in names)
    pitch = 29.0 if any(len(lines) > 1 for lines in wrapped) else 22.0 if len(names) <= 12 else 19.0
    return LabelColumn(width, wrapped, pitch)
