"""A sheet to draw a chart on: points of a printed page, y downwards, colors by token name, SVG out.

matplotlib does the drawing and is loaded on first use. Its global settings are neither read nor changed, so the same
picture comes out in every notebook.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Sequence
from typing import Any

from cmo_pathways.charts.tokens import screen_colors, tokens
from cmo_pathways.charts.typeface import FAMILY, clean, font_file

WIDTH = 460.8
"""Width of every chart [pt]: 6.4 inches."""

STACK = f"'{FAMILY}', system-ui, 'Segoe UI', sans-serif"
_DASHES = {"solid": "solid", "dashed": (0, (5, 3)), "dotted": (0, (1, 2.2))}
_GROUP_ID = re.compile(r'<g id="[^"]*">')
_FONT_FAMILY = re.compile(r"; font-family: [^;\"]*(?=[;\"])")
_HEAD = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_OPENING = re.compile(r"<svg\b[^>]*>")
_ONLY_ONCE = re.compile(r"\s*<metadata>.*?</metadata>|\s*<defs>\s*<style.*?</style>\s*</defs>", re.DOTALL)


class Canvas:
    """The drawing verbs; lengths in points, text on its baseline."""

    def __init__(self, axes: Any) -> None:
        self._axes = axes

    def line(
        self,
        points: Sequence[tuple[float, float]],
        color: str,
        width: float,
        dash: str = "solid",
        *,
        round_ends: bool = False,
    ) -> None:
        """A line through points; dash is ``solid``, ``dashed`` or ``dotted``."""
        ends = {"solid_capstyle": "round" if round_ends else "butt", "dash_capstyle": "butt", "clip_on": False}
        xs, ys = zip(*points, strict=True)
        self._axes.plot(xs, ys, color=tokens()[color].light, linewidth=width, linestyle=_DASHES[dash], **ends)

    def box(self, x: float, y: float, width: float, height: float, color: str) -> None:
        """A filled rectangle; x, y is its upper left corner."""
        self.shape(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), color)

    def card(self, x: float, y: float, width: float, height: float, color: str, rim: str, line: float = 1.0) -> None:
        """A filled rectangle with rounded corners and a rim."""
        from matplotlib.patches import FancyBboxPatch

        style = "round,pad=0,rounding_size=4"
        patch = FancyBboxPatch((x, y), width, height, boxstyle=style, linewidth=line, clip_on=False, zorder=2)
        patch.set(facecolor=tokens()[color].light, edgecolor=tokens()[rim].light)
        self._axes.add_patch(patch)

    def shape(self, corners: Sequence[tuple[float, float]], color: str, rim: str | None = None) -> None:
        """A filled polygon, with a thin rim where one is named."""
        from matplotlib.patches import Polygon

        self._patch(Polygon(list(corners), closed=True), color, rim)

    def mark(self, kind: str, x: float, y: float, size: float, color: str, rim: str | None = "paper") -> None:
        """A ``circle``, ``square``, ``diamond`` or ``triangle`` of about ``size`` points across."""
        from matplotlib.patches import Circle

        r = size / 2
        if kind == "circle":
            self._patch(Circle((x, y), r), color, rim)
            return
        corners = {
            "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
            "diamond": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
            "triangle": ((0, -1.15), (1.1, 0.85), (-1.1, 0.85)),
        }[kind]
        self.shape([(x + dx * r, y + dy * r) for dx, dy in corners], color, rim)

    def text(
        self, x: float, y: float, words: str, size: float, color: str, *, anchor: str = "left", bold: bool = False
    ) -> None:
        """A line of text; ``anchor`` says which end of it stands at x (left, center, right)."""
        font = _font(size, bold)
        style = {"ha": anchor, "va": "baseline", "clip_on": False, "parse_math": False}
        self._axes.text(x, y, clean(words), color=tokens()[color].light, fontproperties=font, **style)

    def _patch(self, patch: Any, color: str, rim: str | None) -> None:
        patch.set(facecolor=tokens()[color].light, linewidth=1.2 if rim else 0, clip_on=False, zorder=2)
        patch.set_edgecolor(tokens()[rim].light if rim else "none")
        self._axes.add_artist(patch)  # add_patch measures the data limits, which are fixed here: five times as slow


def draw(paint: Callable[[Canvas], None], *, height: float, width: float = WIDTH) -> str:
    """The SVG of what ``paint`` draws on a sheet of ``width`` x ``height`` [pt]; the same drawing, the same bytes.

    Colors are style-sheet variables with the light value behind them; there is no id, so that many charts can stand
    on one page.
    """
    out = _drawn(paint, width, height, "svg", metadata={"Date": None}, transparent=True)
    return screen_colors(_tidy(out.decode("utf-8"), width, height))


def draw_png(paint: Callable[[Canvas], None], *, height: float, width: float = WIDTH, dpi: int = 160) -> bytes:
    """The same drawing as a PNG in the light colors, on paper, at ``dpi`` [pixels per inch]."""
    from PIL import Image

    full = _drawn(paint, width, height, "png", metadata={"Software": None}, dpi=dpi, facecolor=tokens()["paper"].light)
    out = io.BytesIO()
    # A palette of 256 colors is a fifth of the size; the octree keeps the hues of the domains, median cut loses them.
    Image.open(io.BytesIO(full)).convert("RGB").quantize(256, Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _drawn(paint: Callable[[Canvas], None], width: float, height: float, form: str, **how: Any) -> bytes:
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    out = io.BytesIO()
    with mpl.rc_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*missing from font")  # the reader's browser has the letter
        mpl.rcdefaults()
        mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "cmo-pathways", "path.simplify": False})
        figure = Figure(figsize=(width / 72, height / 72))
        (FigureCanvasSVG if form == "svg" else FigureCanvasAgg)(figure)
        axes = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(height, 0))
        axes.axis("off")
        paint(Canvas(axes))
        figure.savefig(out, format=form, **how)
    return out.getvalue()


def _tidy(svg: str, width: float, height: float) -> str:
    svg = _GROUP_ID.sub("<g>", _FONT_FAMILY.sub("", _ONLY_ONCE.sub("", _HEAD.sub("", svg))))
    opening = f'<svg class="cmo-chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
    return _OPENING.sub(f'{opening}font-family="{STACK}">', svg, count=1).strip()


def _font(size: float, bold: bool) -> Any:
    from matplotlib.font_manager import FontProperties

    weight = 600 if bold else 400
    file = font_file(weight)
    return FontProperties(family=[FAMILY] if file else ["sans-serif"], weight=weight, size=size, fname=file)
