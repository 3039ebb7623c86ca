"""The career map: the steps that lead to a post, from left to right, with the learner's own route in the accent.

The same drawing serves the screen, where each node is a button, and the page of a document (``plain_svg``).
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from cmo_pathways.charts.canvas import STACK
from cmo_pathways.charts.figure import Chart
from cmo_pathways.charts.maps.columns import HEADING_SIZE, WIDE
from cmo_pathways.charts.maps.layout import MapLayout, layout
from cmo_pathways.charts.maps.model import COLUMNS, EDGE_WORDS, KIND_WORDS, STATE_WORDS, MapEdge, MapNode
from cmo_pathways.charts.maps.paths import diamonds_of, lines_of
from cmo_pathways.charts.maps.shapes import diamond_svg, legend_svg, line_svg, node_svg, text_svg
from cmo_pathways.charts.tokens import tokens
from cmo_pathways.charts.typeface import clean
from cmo_pathways.errors import LearnerError

_RULE = 28.0


def career_map(
    nodes: Sequence[MapNode],
    edges: Sequence[MapEdge],
    *,
    title: str,
    subtitle: str,
    source: str,
    headings: Sequence[str] = COLUMNS,
    invented: bool = False,
) -> Chart:
    """The map as a chart with its table: one row per step, in the order of time.

    Raises LearnerError where there is no step, UnknownId where an edge names a step that is not there.
    """
    placed = _placed(nodes, edges, headings)
    ordered = sorted(nodes, key=lambda n: (n.column, placed.boxes[n.id].y))
    return Chart(
        title=title,
        subtitle=subtitle,
        svg=_svg(nodes, edges, placed, title),
        alt=f"{clean(title)}. Map of {len(nodes)} steps and {len(edges)} links; the table below lists them.",
        columns=("Step", "Stage", "Kind", "Note", "State", "Leads to"),
        rows=tuple(_row(n, nodes, edges, headings) for n in ordered),
        source=source,
        invented=invented,
    )


def career_map_svg(
    nodes: Sequence[MapNode],
    edges: Sequence[MapEdge],
    *,
    label: str = "Career map",
    headings: Sequence[str] = COLUMNS,
    width: float = WIDE,
) -> str:
    """The map as SVG with colors as style-sheet variables; ``label`` is what a screen reader says first.

    Each node is a button with ``data-node`` = its id and all its words in its label. At most about 16 nodes stay
    readable; fold the rest into nodes of kind ``fold``. Below the usual ``width`` [px] the drawing fits its panel
    without a scroll bar. Raises LearnerError where there is no step, UnknownId where an edge names a step that is not
    there.
    """
    return _svg(nodes, edges, _placed(nodes, edges, headings, width), label, fits=width < WIDE)


def spoken_words(node: MapNode, nodes: Sequence[MapNode], edges: Sequence[MapEdge]) -> str:
    """All that a node says to the eye, in words: name, note, assumption, kind, state, and where it leads."""
    note = clean(node.note)
    state = STATE_WORDS[node.state] if STATE_WORDS[node.state] != note else ""
    mark = "assumption" if node.assumed else ""
    words = [clean(node.label), note, mark, clean(node.support), KIND_WORDS[node.kind], state]
    leads = _leads_to(node, nodes, edges)
    return ", ".join(word for word in words if word) + (f". Leads to: {leads}" if leads else "")


def _placed(
    nodes: Sequence[MapNode], edges: Sequence[MapEdge], headings: Sequence[str], width: float = WIDE
) -> MapLayout:
    if not nodes:
        raise LearnerError("There is no step to draw yet. Choose the post that you aim for.")
    return layout(nodes, edges, headings=headings, width=width)


def _svg(
    nodes: Sequence[MapNode], edges: Sequence[MapEdge], placed: MapLayout, label: str, *, fits: bool = False
) -> str:
    behind_route = sorted(lines_of(edges, placed), key=lambda line: line.edge.on_route)
    legend, legend_height = legend_svg(nodes, edges, placed.height + 34, placed.width)
    height = placed.height + 34 + legend_height
    order = sorted(nodes, key=lambda n: (n.column, placed.boxes[n.id].y))
    parts = [
        _headings(placed),
        *(line_svg(line) for line in behind_route),
        *(diamond_svg(mark) for mark in diamonds_of(edges, placed)),
        *(node_svg(n, placed.boxes[n.id], spoken_words(n, nodes, edges)) for n in order),
        f"<g>{legend}</g>",
    ]
    css = "cmo-map cmo-fits" if fits else "cmo-map"
    return (
        f'<svg class="{css}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {placed.width:g} {height:g}" '
        f'role="group" aria-label="{_attribute(label)}" font-family="{STACK}">{"".join(parts)}</svg>'
    )


def _headings(placed: MapLayout) -> str:
    left = placed.columns[0].x
    words = [text_svg(c.x, 14, c.heading, HEADING_SIZE, "muted", weight=600) for c in placed.columns]
    rule = f'<path d="M{left:g} {_RULE:g}H{placed.columns[-1].right:g}" stroke="{tokens()["rule"].variable}"/>'
    return "".join(words) + rule


def _attribute(text: str) -> str:
    return escape(clean(text))


def _row(node: MapNode, nodes: Sequence[MapNode], edges: Sequence[MapEdge], headings: Sequence[str]) -> tuple[str, ...]:
    note = clean(node.note) + (" (assumption)" if node.assumed else "")
    stage = headings[node.column] if node.column < len(headings) else ""
    leads = _leads_to(node, nodes, edges)
    return (clean(node.label), stage, KIND_WORDS[node.kind], note.strip(), STATE_WORDS[node.state], leads)


def _leads_to(node: MapNode, nodes: Sequence[MapNode], edges: Sequence[MapEdge]) -> str:
    names = {n.id: clean(n.label) for n in nodes}
    out = [e for e in dict.fromkeys(edges) if e.source == node.id and e.target != node.id]
    return "; ".join(f"{names[e.target]} ({EDGE_WORDS[e.kind]})" for e in out)
