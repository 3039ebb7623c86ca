"""Where every node and line of a career map stands, in pixels, without drawing anything.

Columns run in the order of time. Lines between columns keep to the gutters; a line that skips a column gets its own
lane through it, so that no line runs across a node. Steps that only strengthen others stand in a band below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cmo_pathways.charts.maps.band import stack_band
from cmo_pathways.charts.maps.columns import MARGIN, TOP, WIDE, Box, ColumnPlace, box_of, place_columns
from cmo_pathways.charts.maps.model import COLUMNS, MapEdge, MapNode
from cmo_pathways.charts.maps.order import Columns, count_crossings, order_columns
from cmo_pathways.charts.maps.plan import Plan, plan_map
from cmo_pathways.charts.maps.rows import LANE, settle_rows, straighten_lanes
from cmo_pathways.errors import UnknownId

_BRACKET = 34.0  # room for lines beside the first column


@dataclass(frozen=True, slots=True)
class MapLayout:
    """A laid-out map: the box of each node, the columns, and where lines pass.

    ``order`` holds per column the nodes from above, with the lanes of long lines; ``lanes`` per edge the heights [px]
    at which it passes the columns between its ends; ``below`` the height of the lane of each line in the band below
    the main part. ``crossings`` counts lines that cross between neighbouring columns.
    """

    width: float
    height: float
    boxes: Mapping[str, Box]
    columns: tuple[ColumnPlace, ...]
    column_of: Mapping[str, int]
    order: Columns
    lanes: Mapping[MapEdge, tuple[float, ...]]
    below: Mapping[MapEdge, float]
    crossings: int
    crossings_given: int


def layout(
    nodes: Sequence[MapNode], edges: Sequence[MapEdge], *, headings: Sequence[str] = COLUMNS, width: float = WIDE
) -> MapLayout:
    """The places of all nodes and lines on a sheet of that ``width`` [px].

    Raises UnknownId where an edge names a node that is not there.
    """
    _check(nodes, edges)
    plan = plan_map(nodes, edges)
    boosters = frozenset(plan.boosters)
    order = order_columns(plan.columns, plan.segments, fixed=boosters)
    bracket = (_BRACKET if width >= WIDE else _BRACKET - 8) if _brackets_first_column(plan, order) else 0.0
    places = place_columns(plan, nodes, headings, bracket=bracket, width=width)
    sized = {n.id: box_of(n, places[plan.column_of[n.id]]) for n in nodes}
    main = tuple(tuple(name for name in column if name not in boosters) for column in order)
    heights = {name: sized[name].height if name in sized else LANE for column in main for name in column}
    tops = settle_rows(main, heights, plan.segments)
    straighten_lanes(plan.lanes.values(), main, heights, tops)
    foot = max((tops[n] + heights[n] for n in heights), default=TOP)
    below, foot = stack_band(plan, sized, foot, tops)
    boxes = {n.id: _moved(sized[n.id], tops[n.id]) for n in nodes}
    lanes = {e: tuple(tops[name] + LANE / 2 for name in names) for e, names in plan.lanes.items()}
    return MapLayout(
        width=places[-1].right + MARGIN,
        height=foot,
        boxes=boxes,
        columns=places,
        column_of=plan.column_of,
        order=order,
        lanes=lanes,
        below=below,
        crossings=count_crossings(order, plan.segments),
        crossings_given=count_crossings(plan.columns, plan.segments),
    )


def _check(nodes: Sequence[MapNode], edges: Sequence[MapEdge]) -> None:
    known = {node.id for node in nodes}
    for edge in edges:
        for end in (edge.source, edge.target):
            if end not in known:
                raise UnknownId("step", end, known)


def _brackets_first_column(plan: Plan, order: Columns) -> bool:
    """True if a line inside the first column has to pass beside a node, which takes room at its left."""
    at = {name: i for i, name in enumerate(order[0])}
    inside = [e for e in plan.lanes if e.source in at and e.target in at]
    return any(e.kind == "one-of" or abs(at[e.target] - at[e.source]) != 1 for e in inside)


def _moved(box: Box, top: float) -> Box:
    return Box(box.x, top, box.width, box.height, box.name_lines, box.note_lines)
