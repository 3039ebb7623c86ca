"""A pen for charts that follow a slider: the verbs of the sheet in ``canvas``, written as SVG at once.

The drawing library takes a tenth of a second for each picture, which a moving slider would show.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from math import cos, pi, sin

from cmo_pathways.charts.canvas import STACK, WIDTH
from cmo_pathways.charts.tokens import tokens
from cmo_pathways.charts.typeface import clean

_DASHES = {"solid": "", "dashed": ";stroke-dasharray:4 2.5", "dotted": ";stroke-dasharray:1 2.2"}
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_SHAPES = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "diamond": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "triangle": ((0, -1.15), (1.1, 0.85), (-1.1, 0.85)),
    "circle": (),
}


class Pen:
    """The drawing verbs; lengths in points, text on its baseline, colors by token name."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def line(self, points: Sequence[tuple[float, float]], color: str, width: float, dash: str = "solid") -> None:
        """A line through points; dash is ``solid``, ``dashed`` or ``dotted``."""
        style = f"fill:none;stroke:{tokens()[color].variable};stroke-width:{width:g}{_DASHES[dash]}"
        self.parts.append(f'<path d="{_path(points)}" style="{style}"/>')

    def box(self, x: float, y: float, width: float, height: float, color: str, rim: str | None = None) -> None:
        """A filled rectangle; x, y is its upper left corner."""
        self.shape(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), color, rim)

    def shape(self, corners: Sequence[tuple[float, float]], color: str, rim: str | None = None) -> None:
        """A filled polygon, with a thin rim where one is named."""
        edge = f"stroke:{tokens()[rim].variable};stroke-width:1.2" if rim else "stroke:none"
        self.parts.append(f'<path d="{_path(corners)}Z" style="fill:{tokens()[color].variable};{edge}"/>')

    def mark(self, kind: str, x: float, y: float, size: float, color: str, rim: str | None = "paper") -> None:
        """A ``circle``, ``square``, ``diamond`` or ``triangle`` of about ``size`` points across."""
        r = size / 2
        corners = _SHAPES[kind] or _CIRCLE
        self.shape([(x + dx * r, y + dy * r) for dx, dy in corners], color, rim)

    def text(
        self, x: float, y: float, words: str, size: float, color: str, *, anchor: str = "left", bold: bool = False
    ) -> None:
        """A line of text; ``anchor`` says which end of it stands at x (left, center, right)."""
        weight = "font-weight:600;" if bold else ""
        style = f"{weight}font-size:{size:g}px;fill:{tokens()[color].variable};text-anchor:{_ANCHORS[anchor]}"
        self.parts.append(f'<text x="{x:.2f}" y="{y:.2f}" style="{style}">{escape(clean(words))}</text>')


def sketch(paint: Callable[[Pen], None], *, height: float, width: float = WIDTH) -> str:
    """The SVG of what ``paint`` draws on a sheet of ``width`` x ``height`` [pt]; the same drawing, the same bytes."""
    pen = Pen()
    paint(pen)
    opening = f'<svg class="cmo-chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
    return f'{opening}font-family="{STACK}">{"".join(pen.parts)}</svg>'


def _circle(corners: int) -> tuple[tuple[float, float], ...]:
    return tuple((cos(2 * pi * n / corners), sin(2 * pi * n / corners)) for n in range(corners))


_CIRCLE = _circle(32)


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)
