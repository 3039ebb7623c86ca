"""The marks of a career map as SVG: node shapes, lines, arrows, the legend."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from cmo_pathways.charts.maps.columns import INDENT, LINE_HEIGHT, NAME_SIZE, NOTE_SIZE, Box
from cmo_pathways.charts.maps.model import EDGE_WORDS, KIND_WORDS, STATE_WORDS, MapEdge, MapNode
from cmo_pathways.charts.maps.paths import ARROW, DIAMOND, Diamond, Line
from cmo_pathways.charts.tokens import tokens
from cmo_pathways.charts.typeface import clean, text_width

_DASH = {"alternative": "7 4", "strengthens": "1 6"}
_STYLE = {  # fill, line, line width, name color, note color
    "held": ("paper", "ink", 2.0, "ink", "muted"),
    "route": ("accent-soft", "accent", 2.0, "ink", "muted"),
    "goal": ("accent", "accent", 2.0, "on-accent", "on-accent"),
    "other": ("paper", "edge", 1.25, "ink", "muted"),
}
_LEGEND_ROW, _SWATCH = 28.0, 30.0


def node_svg(node: MapNode, box: Box, spoken: str) -> str:
    """A node as a button for screens: its shape, tick, name, note, and a ring that shows when it has the focus."""
    fill, line, width, _, _ = _STYLE[node.state]
    shape = outline(node.kind, box.x, box.y, box.width, box.height)
    ring = outline(node.kind, box.x - 5, box.y - 5, box.width + 10, box.height + 10)
    behind = ""
    if node.kind == "fold":
        back = outline("role", box.x + 4, box.y + 4, box.width, box.height)
        behind = f'<path d="{back}" fill="{_c(fill)}" stroke="{_c(line)}" stroke-width="{width:g}"/>'
    return (
        f'<g class="cmo-node" role="button" tabindex="0" data-node="{escape(node.id)}" aria-label="{escape(spoken)}">'
        f'<path class="cmo-ring" d="{ring}" fill="none" stroke="none"/>{behind}'
        f'<path d="{shape}" fill="{_c(fill)}" stroke="{_c(line)}" stroke-width="{width:g}"/>'
        f"{_tick(box, node) if node.state == 'held' else ''}{_node_text(node, box)}</g>"
    )


def outline(kind: str, x: float, y: float, width: float, height: float) -> str:
    """The path of a shape by kind: corners, cut corner, round corners, six sides, pill."""
    right, foot, middle = x + width, y + height, y + height / 2
    if kind == "degree":
        cut = min(16.0, height / 3)
        return f"M{x:g} {y:g}H{right - cut:g}L{right:g} {y + cut:g}V{foot:g}H{x:g}Z"
    if kind in ("exam", "licence"):
        tip = min(11.0, height / 3)
        return (
            f"M{x + tip:g} {y:g}H{right - tip:g}L{right:g} {middle:g}L{right - tip:g} {foot:g}"
            f"H{x + tip:g}L{x:g} {middle:g}Z"
        )
    r = {"training": min(14.0, height / 2.5), "certificate": height / 2}.get(kind, 3.0)
    if kind == "certificate":
        r = min(r, 26.0)
    return (
        f"M{x + r:g} {y:g}H{right - r:g}A{r:g} {r:g} 0 0 1 {right:g} {y + r:g}V{foot - r:g}"
        f"A{r:g} {r:g} 0 0 1 {right - r:g} {foot:g}H{x + r:g}A{r:g} {r:g} 0 0 1 {x:g} {foot - r:g}V{y + r:g}"
        f"A{r:g} {r:g} 0 0 1 {x + r:g} {y:g}Z"
    )


def line_svg(line: Line) -> str:
    """A line with its arrow; the route is drawn in the accent and thicker."""
    edge = line.edge
    color, width = ("accent", 3.0) if edge.on_route else ("edge", 1.5)
    return _stroke(line.path, edge.kind, color, width) + _arrow(line, color, edge.on_route)


def diamond_svg(mark: Diamond) -> str:
    """The diamond in which lines meet."""
    x, y, r = mark.x, mark.y, DIAMOND
    path = f"M{x - r:g} {y:g}L{x:g} {y - r:g}L{x + r:g} {y:g}L{x:g} {y + r:g}Z"
    return f'<path d="{path}" fill="{_c("accent" if mark.on_route else "edge")}"/>'


def text_svg(
    x: float, y: float, words: str, size: float, color: str, *, weight: int = 400, italic: bool = False, name: str = ""
) -> str:
    """A line of text on its baseline."""
    style = (' font-weight="600"' if weight == 600 else "") + (' font-style="italic"' if italic else "")
    cls = f' class="{name}"' if name else ""
    return f'<text{cls} x="{x:g}" y="{y:g}" font-size="{size:g}"{style} fill="{_c(color)}">{escape(words)}</text>'


def legend_svg(nodes: Sequence[MapNode], edges: Sequence[MapEdge], top: float, width: float) -> tuple[str, float]:
    """The legend, which names only what the map shows, and the height it takes [px]."""
    x, y, parts = 1.0, top + 14, []
    for mark, words, swatch in _legend_items(nodes, edges):
        wide = swatch + 8 + text_width(words, NOTE_SIZE) * 1.04
        if x > 1 and x + wide > width:
            x, y = 1.0, y + _LEGEND_ROW
        parts.append(f'<g transform="translate({x:g} {y:g})">{mark}</g>')
        parts.append(text_svg(x + swatch + 8, y + 4.5, words, NOTE_SIZE, "muted"))
        x = round(x + wide + 22)
    return "".join(parts), y + 14 - top


def _legend_items(nodes: Sequence[MapNode], edges: Sequence[MapEdge]) -> list[tuple[str, str, float]]:
    """Mark around the origin, words, width of the mark."""
    items: list[tuple[str, str, float]] = []
    kinds: set[str] = {node.kind for node in nodes}
    for shape, members in _legend_shapes(kinds):
        words = " or ".join(KIND_WORDS[k] for k in members)
        path = outline(shape, 0, -8, _SWATCH, 16)
        back = f'<path d="{outline("role", 3, -5, _SWATCH, 16)}" {_plain_edge()}/>' if shape == "fold" else ""
        items.append((f'{back}<path d="{path}" {_plain_edge()}/>', words, _SWATCH + (3 if back else 0)))
    states = {node.state for node in nodes}
    for state in ("held", "route"):
        if state in states:
            items.append((_state_swatch(state), STATE_WORDS[state], _SWATCH))
    drawn = {edge.kind for edge in edges if edge.source != edge.target}
    items += [(_edge_swatch(kind), words, _SWATCH) for kind, words in EDGE_WORDS.items() if kind in drawn]
    sample = next((clean(n.note) for n in nodes if n.assumed and clean(n.note) and n.state != "goal"), None)
    if sample is None and any(n.assumed for n in nodes):
        sample = "years"
    if sample is not None:
        sample = sample if len(sample) <= 14 else "years"
        wide = text_width(sample, NOTE_SIZE, italic=True)
        mark = text_svg(0, 4.5, sample, NOTE_SIZE, "ink", italic=True) + _underline(0, 8.5, wide, "warn")
        items.append((mark, "assumption, open to edit", wide))
    return items


def _legend_shapes(kinds: set[str]) -> list[tuple[str, tuple[str, ...]]]:
    groups = (("role",), ("degree",), ("training",), ("exam", "licence"), ("certificate",), ("fold",))
    shown = [tuple(kind for kind in group if kind in kinds) for group in groups]
    return [(members[0], members) for members in shown if members]


def _plain_edge() -> str:
    return f'fill="{_c("paper")}" stroke="{_c("edge")}" stroke-width="1.25"'


def _state_swatch(state: str) -> str:
    fill, line, width, _, _ = _STYLE[state]
    path = outline("role", 0, -8, _SWATCH, 16)
    tick = _check(10, 0, 0.85) if state == "held" else ""
    return f'<path d="{path}" fill="{_c(fill)}" stroke="{_c(line)}" stroke-width="{width:g}"/>{tick}'


def _edge_swatch(kind: str) -> str:
    if kind == "one-of":
        return _stroke("M0 0L16 0", kind, "edge", 1.5) + diamond_svg(Diamond(_SWATCH - DIAMOND, 0, False))
    end = _SWATCH if kind == "parallel" else _SWATCH - ARROW + 1
    line = Line(MapEdge("", "", kind), "", None if kind == "parallel" else (_SWATCH, 0), "right")  # type: ignore[arg-type]
    return _stroke(f"M0 0L{end:g} 0", kind, "edge", 1.5) + _arrow(line, "edge", False)


def _stroke(path: str, kind: str, color: str, width: float) -> str:
    dash = f' stroke-dasharray="{_DASH[kind]}"' if kind in _DASH else ""
    cap = ' stroke-linecap="round"' if kind == "strengthens" else ""
    if kind == "strengthens":
        width = 3.0 if color == "accent" else 2.0
        dash = f' stroke-dasharray="0.1 {6 if width > 2 else 5.5:g}"'
    if kind == "parallel":
        outer = f'<path d="{path}" fill="none" stroke="{_c(color)}" stroke-width="{width + 3:g}"/>'
        return f'{outer}<path d="{path}" fill="none" stroke="{_c("paper")}" stroke-width="{width:g}"/>'
    return f'<path d="{path}" fill="none" stroke="{_c(color)}" stroke-width="{width:g}"{dash}{cap}/>'


def _arrow(line: Line, color: str, thick: bool) -> str:
    """The arrow head; "usual" has an open one, so that it differs from "required" without a word on every line."""
    if line.tip is None:
        return ""
    x, y = line.tip
    half = 5.0 if thick else 4.0
    along, across = {"right": ((-1, 0), (0, 1)), "down": ((0, -1), (1, 0)), "up": ((0, 1), (1, 0))}[line.direction]
    back = ARROW if thick else ARROW - 1
    base = (x + along[0] * back, y + along[1] * back)
    if line.edge.kind == "usual":
        base = (base[0] - along[0], base[1] - along[1])
        x, y = x + along[0] * 1.5, y + along[1] * 1.5
    one = (base[0] + across[0] * half, base[1] + across[1] * half)
    two = (base[0] - across[0] * half, base[1] - across[1] * half)
    path = f"M{x:g} {y:g}L{one[0]:g} {one[1]:g}L{two[0]:g} {two[1]:g}Z"
    if line.edge.kind == "usual":
        return f'<path d="{path}" fill="{_c("paper")}" stroke="{_c(color)}" stroke-width="{2 if thick else 1.5:g}"/>'
    return f'<path d="{path}" fill="{_c(color)}"/>'


def _tick(box: Box, node: MapNode) -> str:
    inset = 26 if node.kind == "degree" else INDENT.get(node.kind, 12.0) + 12
    return _check(box.right - inset, _first_baseline(box) - 5.5, 1)


def _check(x: float, y: float, scale: float) -> str:
    return (
        f'<path transform="translate({x:g} {y:g}) scale({scale:g})" d="M0 1L4 5L11.5 -4" fill="none" '
        f'stroke="{_c("ink")}" stroke-width="2"/>'
    )


def _node_text(node: MapNode, box: Box) -> str:
    _, _, _, name_color, note_color = _STYLE[node.state]
    x = box.x + INDENT.get(node.kind, 12.0)
    y = _first_baseline(box)
    parts = []
    for k, words in enumerate(box.name_lines):
        parts.append(text_svg(x, y + k * LINE_HEIGHT, words, NAME_SIZE, name_color, weight=600, name="cmo-name"))
    y += len(box.name_lines) * LINE_HEIGHT + 2
    for k, words in enumerate(box.note_lines):
        parts.append(text_svg(x, y + k * LINE_HEIGHT, words, NOTE_SIZE, note_color, italic=node.assumed))
        if node.assumed:
            wide = text_width(words, NOTE_SIZE, italic=True)
            color = "on-accent" if node.state == "goal" else "warn"
            parts.append(_underline(x, y + k * LINE_HEIGHT + 4, wide, color))
    return " ".join(parts)


def _first_baseline(box: Box) -> float:
    return box.middle - (len(box.name_lines) + len(box.note_lines) - 1) * 9.5 + 4.5


def _underline(x: float, y: float, width: float, color: str) -> str:
    path = f"M{x:g} {y:g}H{x + width:.4g}"
    return f'<path d="{path}" fill="none" stroke="{_c(color)}" stroke-width="1.5" stroke-dasharray="4 2.5"/>'


def _c(name: str) -> str:
    return tokens()[name].variable
