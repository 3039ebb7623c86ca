"""Joined cells: a box with slanting lines, so that it reads as "spread somewhere in here" without color too."""

from __future__ import annotations

from cmo_pathways.charts.pen import Pen
from cmo_pathways.charts.typeface import text_width

WIDER = 1.2
"""Room for words in a font that is wider than ours: a picture in a page may not have it."""
_PITCH = 6.0


def hatched(pen: Pen, x: float, y: float, width: float, height: float, color: str = "edge") -> None:
    """An outlined box with slanting lines; x, y is its upper left corner."""
    pen.box(x, y, width, height, "sunk")
    start = x - height
    while start < x + width:
        left, right = max(start, x), min(start + height, x + width)
        if right - left > 0.5:
            pen.line(((left, y + height - (left - start)), (right, y + height - (right - start))), "rule", 0.8)
        start += _PITCH
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
    pen.line(corners, color, 0.8)


def on_hatching(pen: Pen, x: float, y: float, words: str, size: float) -> None:
    """Words centered at x on a hatched box, with a clear ground behind them; y is their baseline."""
    wide = text_width(words, size) + 6
    pen.box(x - wide / 2, y - size * 0.86, wide, size * 1.12, "paper")
    pen.text(x, y, words, size, "ink", anchor="center")
