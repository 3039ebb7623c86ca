"""A pen for charts that follow a slider: the verbs of the sheet in ``canvas``, written as SVG at once.

The drawing library takes a tenth of a second for each picture, which a moving slider would show.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from cmo_pathways.charts.canvas import STACK, WIDTH
from cmo_pathways.charts.tokens import tokens
from cmo_pathways.charts.typeface import clean

_DASHES = {"solid": "", "dashed": ";stroke-dasharray:4 2.5", "dotted": ";stroke-dasharray:1 2.2"}
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_SHAPES = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "diamond": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "triangle": ((0, -1.15), (1.1, 0.85), (-1.1, 0.85)),
}
_ARC = 4 / 3 * (2**0.5 - 1)  # how far the handles of a quarter of a circle reach, in radii
_QUARTERS = (
    ((1, _ARC), (_ARC, 1), (0, 1)),
    ((-_ARC, 1), (-1, _ARC), (-1, 0)),
    ((-1, -_ARC), (-_ARC, -1), (0, -1)),
    ((_ARC, -1), (1, -_ARC), (1, 0)),
)


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
        self._fill(_path(corners), color, rim)

    def mark(self, kind: str, x: float, y: float, size: float, color: str, rim: str | None = "paper") -> None:
        """A ``circle``, ``square``, ``diamond`` or ``triangle`` of about ``size`` points across."""
        r = size / 2
        if kind == "circle":
            self._fill(_circle(x, y, r), color, rim)
        else:
            self.shape([(x + dx * r, y + dy * r) for dx, dy in _SHAPES[kind]], color, rim)

    def text(
        self, x: float, y: float, words: str, size: float, color: str, *, anchor: str = "left", bold: bool = False
    ) -> None:
        """A line of text; ``anchor`` says which end of it stands at x (left, center, right)."""
        weight = "font-weight:600;" if bold else ""
        style = f"{weight}font-size:{size:g}px;fill:{tokens()[color].variable};text-anchor:{_ANCHORS[anchor]}"
        self.parts.append(f'<text x="{x:.2f}" y="{y:.2f}" style="{style}">{escape(clean(words))}</text>')

    def _fill(self, path: str, color: str, rim: str | None) -> None:
        edge = f"stroke:{tokens()[rim].variable};stroke-width:1.2" if rim else "stroke:none"
        self.parts.append(f'<path d="{path}Z" style="fill:{tokens()[color].variable};{edge}"/>')


def sketch(paint: Callable[[Pen], None], *, height: float, width: float = WIDTH) -> str:
    """The SVG of what ``paint`` draws on a sheet of ``width`` x ``height`` [pt]; the same drawing, the same bytes."""
    pen = Pen()
    paint(pen)
    opening = f'<svg class="cmo-chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
    return f'{opening}font-family="{STACK}">{"".join(pen.parts)}</svg>'


def _circle(x: float, y: float, r: float) -> str:
    bends = (" ".join(f"{x + dx * r:.2f} {y + dy * r:.2f}" for dx, dy in quarter) for quarter in _QUARTERS)
    return " C ".join((f"M {x + r:.2f} {y:.2f}", *bends))


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)
