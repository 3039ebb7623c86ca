"""How the lines of a career map run between the nodes that are already placed.

From left to right every curve leaves and arrives level. Lines of one kind meet before they reach a node; "one of
these" meet in a diamond. What strengthens arrives from below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cmo_pathways.charts.maps.columns import Box
from cmo_pathways.charts.maps.layout import MapLayout
from cmo_pathways.charts.maps.model import MapEdge

Point = tuple[float, float]

ARROW = 9.0
DIAMOND = 7.5
_PORT_STEP, _RADIUS = 15.0, 8.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its SVG path, and the tip of its arrow with the direction (``right``, ``down``, ``up``) or None."""

    edge: MapEdge
    path: str
    tip: Point | None
    direction: str


@dataclass(frozen=True, slots=True)
class Diamond:
    """The mark in which lines "one of these" meet, just before a node."""

    x: float
    y: float
    on_route: bool


def lines_of(edges: Sequence[MapEdge], places: MapLayout) -> tuple[Line, ...]:
    """The lines of all edges that are not from a node to itself."""
    once = [edge for edge in dict.fromkeys(edges) if edge.source != edge.target]
    ports = _ports(once, places)
    brackets: dict[int, int] = {}
    lines = []
    for edge in once:
        if edge in places.below:
            lines.append(_from_below(edge, places))
        elif places.column_of[edge.source] == places.column_of[edge.target]:
            lines.append(_inside(edge, places, ports, brackets))
        else:
            lines.append(_across(edge, places, ports))
    return tuple(lines)


def diamonds_of(edges: Sequence[MapEdge], places: MapLayout) -> tuple[Diamond, ...]:
    """One diamond before each node that is reached by "one of these"."""
    ports = _ports(edges, places)
    found = []
    for (target, kind), y in ports.items():
        if kind == "one-of":
            on_route = any(e.on_route for e in edges if e.target == target and e.kind == kind)
            found.append(Diamond(places.boxes[target].x - DIAMOND - 0.5, y, on_route))
    return tuple(found)


def _ports(edges: Sequence[MapEdge], places: MapLayout) -> dict[tuple[str, str], float]:
    """The height at which the lines of one kind reach a node; the route keeps the middle where it can."""
    arriving: dict[str, dict[str, list[MapEdge]]] = {}
    for edge in edges:
        if edge in places.lanes and not _straight_down(edge, places):
            arriving.setdefault(edge.target, {}).setdefault(edge.kind, []).append(edge)
    ports: dict[tuple[str, str], float] = {}
    for target, kinds in arriving.items():
        box = places.boxes[target]
        ordered = sorted(kinds, key=lambda kind: (_mean_height(kinds[kind], places), kind))
        step = min(_PORT_STEP, (box.height - 20) / max(1, len(ordered) - 1))
        route = next((i for i, kind in enumerate(ordered) if any(e.on_route for e in kinds[kind])), None)
        middle = (len(ordered) - 1) / 2 if route is None or len(ordered) > 3 else route
        limit = box.height / 2 - 8
        for i, kind in enumerate(ordered):
            ports[target, kind] = box.middle + max(-limit, min(limit, (i - middle) * step))
    return ports


def _mean_height(edges: Sequence[MapEdge], places: MapLayout) -> float:
    heights = [(places.lanes[e] or (places.boxes[e.source].middle,))[-1] for e in edges]
    return sum(heights) / len(heights)


def _straight_down(edge: MapEdge, places: MapLayout) -> bool:
    """True if both ends stand in one column with nothing between them; such lines run straight up or down."""
    column = places.column_of[edge.source]
    if column != places.column_of[edge.target] or edge.kind == "one-of":
        return False
    source, target = places.boxes[edge.source], places.boxes[edge.target]
    low, high = min(source.bottom, target.bottom), max(source.y, target.y)
    others = [box for id, box in places.boxes.items() if places.column_of[id] == column]
    lanes = [y for e, ys in places.lanes.items() for c, y in _crossed(e, ys, places) if c == column]
    return not any(low < box.middle < high for box in others) and not any(low < y < high for y in lanes)


def _crossed(edge: MapEdge, heights: Sequence[float], places: MapLayout) -> list[tuple[int, float]]:
    first = places.column_of[edge.source] + 1
    return list(enumerate(heights, start=first))


def _end(edge: MapEdge, box: Box) -> float:
    """Where the line itself stops before a node, so that arrow or diamond has its place."""
    return box.x - {"one-of": 2 * DIAMOND, "parallel": 0.0}.get(edge.kind, ARROW - 1)


def _tip(edge: MapEdge, x: float, y: float) -> Point | None:
    return None if edge.kind in ("one-of", "parallel") else (x, y)


def _across(edge: MapEdge, places: MapLayout, ports: Mapping[tuple[str, str], float]) -> Line:
    source, target = places.boxes[edge.source], places.boxes[edge.target]
    x, y = source.right, source.middle
    path = f"M{x:g} {y:g}"
    for column, lane in _crossed(edge, places.lanes[edge], places):
        place = places.columns[column]
        path += _curve((x, y), (place.x, lane)) + f"L{place.right:g} {lane:g}"
        x, y = place.right, lane
    port = ports[edge.target, edge.kind]
    path += _curve((x, y), (_end(edge, target), port))
    return Line(edge, path, _tip(edge, target.x, port), "right")


def _curve(start: Point, end: Point) -> str:
    half = (end[0] - start[0]) / 2
    return f"C{start[0] + half:g} {start[1]:g} {end[0] - half:g} {end[1]:g} {end[0]:g} {end[1]:g}"


def _inside(edge: MapEdge, places: MapLayout, ports: Mapping[tuple[str, str], float], brackets: dict[int, int]) -> Line:
    """A line inside one column: straight where nothing stands between, else a bracket at the left."""
    source, target = places.boxes[edge.source], places.boxes[edge.target]
    if _straight_down(edge, places):
        down = source.y < target.y
        x = source.x + min(source.width, target.width) / 2
        start, tip = (source.bottom, target.y) if down else (source.y, target.bottom)
        room = 0.0 if edge.kind == "parallel" else (ARROW - 1) * (1 if down else -1)
        return Line(edge, f"M{x:g} {start:g}L{x:g} {tip - room:g}", _tip(edge, x, tip), "down" if down else "up")
    column = places.column_of[edge.source]
    x = source.x - 25 - 5 * brackets.get(column, 0)
    brackets[column] = (brackets.get(column, 0) + 1) % 3
    port = ports[edge.target, edge.kind]
    corners = ((source.x, source.middle), (x, source.middle), (x, port), (_end(edge, target), port))
    return Line(edge, rounded(corners), _tip(edge, target.x, port), "right")


def _from_below(edge: MapEdge, places: MapLayout) -> Line:
    """A line that runs in the band below the main part and rises to the foot of its target."""
    source, target, lane = places.boxes[edge.source], places.boxes[edge.target], places.below[edge]
    rising = sorted((e for e in places.below if e.target == edge.target), key=lambda e: (places.below[e], e.source))
    place = rising.index(edge)
    straight = _free_below(target, edge, places)
    x = target.x + (target.width * (place + 1) / (len(rising) + 1) if straight else 18 + 13 * place)
    stop = target.bottom + (ARROW - 1 if edge.kind != "parallel" else 0)
    above = lane < source.y or lane > source.bottom
    same = places.column_of[edge.source] == places.column_of[edge.target]
    if straight and same and not above:
        return Line(edge, f"M{x:g} {source.y:g}L{x:g} {stop:g}", _tip(edge, x, target.bottom), "up")
    rise = [(x, lane)] if straight else _beside(target, x, lane, place)
    if above:
        gutter = source.right + 12
        start = [(source.right, source.middle), (gutter, source.middle), (gutter, lane)]
    else:
        start = [(_start_in_lane(edge, places, rise[0][0]), lane)]
    return Line(edge, rounded((*start, *rise, (x, stop))), _tip(edge, x, target.bottom), "up")


def _start_in_lane(edge: MapEdge, places: MapLayout, rise: float) -> float:
    """Where a line joins its lane: lines that share one are drawn once, the route first, the others branch off."""
    source, column = places.boxes[edge.source], places.column_of
    if column[edge.source] >= column[edge.target]:
        return source.x
    shared = [e for e in places.below if e.source == edge.source and column[e.target] > column[e.source]]
    shared.sort(key=lambda e: (not e.on_route, -column[e.target], e.target))
    before = shared[: shared.index(edge)]
    covered = [places.boxes[e.target].x - 30 for e in before]
    return min(rise, max(covered)) if covered else source.right


def _beside(target: Box, x: float, lane: float, place: int) -> list[Point]:
    """The way up through the gutter where other nodes stand below the target."""
    gutter, level = target.x - 21 - 6 * place, target.bottom + 16
    return [(gutter, lane), (gutter, level), (x, level)]


def _free_below(target: Box, edge: MapEdge, places: MapLayout) -> bool:
    column, lane = places.column_of[edge.target], places.below[edge]
    boxes = [b for id, b in places.boxes.items() if places.column_of[id] == column and id != edge.source]
    lanes = [y for e, ys in places.lanes.items() for c, y in _crossed(e, ys, places) if c == column]
    return not any(target.bottom < b.middle and b.y < lane + 8 for b in boxes) and not any(
        target.bottom < y < lane for y in lanes
    )


def rounded(corners: Sequence[Point]) -> str:
    """A right-angled path with rounded corners."""
    path = f"M{corners[0][0]:g} {corners[0][1]:g}"
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        near, far = _towards(corner, before), _towards(corner, after)
        path += f"L{near[0]:g} {near[1]:g}Q{corner[0]:g} {corner[1]:g} {far[0]:g} {far[1]:g}"
    return path + f"L{corners[-1][0]:g} {corners[-1][1]:g}"


def _towards(corner: Point, other: Point) -> Point:
    dx, dy = other[0] - corner[0], other[1] - corner[1]
    length = abs(dx) + abs(dy)
    part = min(_RADIUS, length / 2) / length if length else 0.0
    return corner[0] + dx * part, corner[1] + dy * part
