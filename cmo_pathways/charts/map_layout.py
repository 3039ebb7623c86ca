"""Where every node and line of a career map stands, in pixels, without drawing anything.

Columns run in the order of time. Lines between columns keep to the gutters; a line that skips a column gets its own
lane through it, so that no line runs across a node. Steps that only strengthen others stand in a band below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from cmo_pathways.charts.map_model import COLUMNS, MapEdge, MapNode
from cmo_pathways.charts.map_order import Columns, Segment, count_crossings, order_columns
from cmo_pathways.charts.typeface import clean, text_width, wrap
from cmo_pathways.errors import UnknownId

NAME_SIZE, NOTE_SIZE, HEADING_SIZE = 14.0, 13.0, 14.0
NODE_HEIGHT, LINE_HEIGHT, TOP = 52.0, 17.0, 54.0
INDENT = {"exam": 18.0, "licence": 18.0, "certificate": 18.0, "training": 13.0}
TICK = 20.0

_WIDTH, _MARGIN = 900.0, 4.0
_ROW_GAP, _LANE_GAP, _LANE = 30.0, 20.0, 4.0
_GUTTER_LEAST, _GUTTER_MOST, _NODE_LEAST = 44.0, 76.0, 116.0
_SLACK = 1.03  # room for kerning and for a browser that rounds


@dataclass(frozen=True, slots=True)
class Box:
    """A node on the sheet [px]; x, y is the upper left corner."""

    x: float
    y: float
    width: float
    height: float
    name_lines: tuple[str, ...] = ()
    note_lines: tuple[str, ...] = ()

    @property
    def right(self) -> float:
        """The right edge [px]."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge [px]."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Half-way down [px]."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class ColumnPlace:
    """A column on the sheet [px] with its heading."""

    heading: str
    x: float
    width: float

    @property
    def right(self) -> float:
        """The right edge [px]."""
        return self.x + self.width


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
    nodes: Sequence[MapNode], edges: Sequence[MapEdge], *, headings: Sequence[str] = COLUMNS
) -> MapLayout:
    """The places of all nodes and lines. Raises UnknownId where an edge names a node that is not there."""
    _check(nodes, edges)
    plan = _plan(nodes, edges)
    boosters = frozenset(plan.boosters)
    order = order_columns(plan.columns, plan.segments, fixed=boosters)
    places = _column_places(plan, nodes, headings)
    sized = {n.id: _box(n, places[plan.column_of[n.id]]) for n in nodes}
    main = tuple(tuple(name for name in column if name not in boosters) for column in order)
    heights = {name: sized[name].height if name in sized else _LANE for column in main for name in column}
    tops = _main_tops(main, heights, plan.segments)
    foot = max((tops[n] + heights[n] for n in heights), default=TOP)
    below, foot = _band(plan, sized, places, foot, tops)
    boxes = {n.id: _moved(sized[n.id], tops[n.id]) for n in nodes}
    lanes = {e: tuple(tops[name] + _LANE / 2 for name in names) for e, names in plan.lanes.items()}
    return MapLayout(
        width=places[-1].right + _MARGIN,
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


@dataclass(frozen=True, slots=True)
class _Plan:
    """The map as columns and segments: long lines cut into pieces, lines of the band below set apart."""

    columns: Columns
    segments: tuple[Segment, ...]
    lanes: Mapping[MapEdge, tuple[str, ...]]
    column_of: Mapping[str, int]
    used: tuple[int, ...]
    boosters: tuple[str, ...]
    low_edges: tuple[MapEdge, ...] = field(default=())


def _plan(nodes: Sequence[MapNode], edges: Sequence[MapEdge]) -> _Plan:
    used = tuple(sorted({node.column for node in nodes}))
    column_of = {node.id: used.index(node.column) for node in nodes}
    low = tuple(e for e in dict.fromkeys(edges) if e.kind == "strengthens" or column_of[e.source] > column_of[e.target])
    boosters = tuple(n.id for n in nodes if _only_strengthens(n.id, edges, low))
    columns = [[n.id for n in nodes if column_of[n.id] == c and n.id not in boosters] for c in range(len(used))]
    lanes: dict[MapEdge, tuple[str, ...]] = {}
    segments: list[Segment] = []
    for k, edge in enumerate(e for e in dict.fromkeys(edges) if e not in low and e.source != e.target):
        first, last = column_of[edge.source], column_of[edge.target]
        names = tuple(f"\0{k}:{c}" for c in range(first + 1, last))
        for c, name in zip(range(first + 1, last), names, strict=True):
            columns[c].append(name)
        lanes[edge] = names
        chain = (edge.source, *names, edge.target)
        weight = (8.0 if edge.on_route else 1.0) + (2.0 if names else 0.0)
        segments += [Segment(a, b, weight, first < last) for a, b in zip(chain, chain[1:], strict=False)]
    for booster in boosters:
        columns[column_of[booster]].append(booster)
    return _Plan(tuple(map(tuple, columns)), tuple(segments), lanes, column_of, used, boosters, low)


def _only_strengthens(id: str, edges: Sequence[MapEdge], low: Sequence[MapEdge]) -> bool:
    outgoing = [edge for edge in edges if edge.source == id]
    return bool(outgoing) and all(edge in low for edge in outgoing)


def _column_places(plan: _Plan, nodes: Sequence[MapNode], headings: Sequence[str]) -> tuple[ColumnPlace, ...]:
    """Column widths that fit the words; long names take two lines rather than push the map over its width."""
    words = [headings[c] if c < len(headings) else "" for c in plan.used]
    count, widths = len(plan.used), [0.0] * len(plan.used)
    room = _WIDTH - 2 * _MARGIN - _GUTTER_LEAST * (count - 1) - _bracket_margin(plan)
    for most in range(200, int(_NODE_LEAST) - 1, -4):
        for c, word in enumerate(words):
            wanted = [_wanted_width(n, most) for n in nodes if plan.column_of[n.id] == c]
            widths[c] = round(max(_NODE_LEAST, text_width(word, HEADING_SIZE, weight=600) * _SLACK, *wanted))
        if sum(widths) <= room:
            break
    spare = (room - sum(widths)) / (count - 1) if count > 1 else 0.0
    gutter = round(max(_GUTTER_LEAST, min(_GUTTER_MOST, _GUTTER_LEAST + spare)))
    places, x = [], _MARGIN + _bracket_margin(plan)
    for word, width in zip(words, widths, strict=True):
        places.append(ColumnPlace(word, x, width))
        x += width + gutter
    return tuple(places)


def _bracket_margin(plan: _Plan) -> float:
    """Room left of the first column where lines inside it may have to pass beside a node."""
    inside = [s for s in plan.segments if not s.apart and plan.column_of.get(s.source) == 0]
    return 30.0 if len(plan.columns[0]) > 2 and inside else 0.0


def _wanted_width(node: MapNode, most: float) -> float:
    """The width up to ``most`` that the node needs for a name of two lines at most."""
    pad = _padding(node)
    full = text_width(clean(node.label), NAME_SIZE, weight=600) * _SLACK + pad
    if full > most:
        lines = wrap(clean(node.label), NAME_SIZE, (most - pad) / _SLACK, lines=2, weight=600)
        full = max(text_width(line, NAME_SIZE, weight=600) for line in lines) * _SLACK + pad
    note = text_width(clean(node.note), NOTE_SIZE, italic=node.assumed) * _SLACK + 2 * INDENT.get(node.kind, 12.0)
    return min(most, max(full, note))


def _padding(node: MapNode) -> float:
    cut = 6.0 if node.kind == "degree" else 0.0
    return 2 * INDENT.get(node.kind, 12.0) + (TICK if node.state == "held" else cut)


def _box(node: MapNode, place: ColumnPlace) -> Box:
    room = (place.width - _padding(node)) / _SLACK
    name = wrap(clean(node.label), NAME_SIZE, room, lines=2, weight=600)
    note_room = (place.width - 2 * INDENT.get(node.kind, 12.0)) / _SLACK
    note = wrap(clean(node.note), NOTE_SIZE, note_room, lines=2, italic=node.assumed) if clean(node.note) else []
    extra = max(0, len(name) + len(note) - 2)
    return Box(place.x, 0.0, place.width, NODE_HEIGHT + LINE_HEIGHT * extra, tuple(name), tuple(note))


def _moved(box: Box, top: float) -> Box:
    return Box(box.x, top, box.width, box.height, box.name_lines, box.note_lines)


def _main_tops(columns: Columns, heights: Mapping[str, float], segments: Sequence[Segment]) -> dict[str, float]:
    """The upper edge of everything in the main part: lines as straight as the distances between nodes allow."""
    near: dict[str, list[tuple[str, float]]] = {name: [] for name in heights}
    for s in segments:
        if s.apart and s.source in near and s.target in near:
            lane = 3.0 if heights[s.source] == heights[s.target] == _LANE else 1.0
            near[s.source].append((s.target, s.weight * lane))
            near[s.target].append((s.source, s.weight * lane))
    middles = {}
    for column in columns:
        y = 0.0
        for i, name in enumerate(column):
            y += _distance(column[i - 1], name, heights) if i else 0.0
            middles[name] = y
        shift = y / 2
        middles.update({name: middles[name] - shift for name in column})
    for turn in range(40):
        for column in columns if turn % 2 == 0 else reversed(columns):
            _settle(column, heights, near, middles)
    return _whole_pixels(columns, heights, middles)


def _distance(above: str, below: str, heights: Mapping[str, float]) -> float:
    gap = _LANE_GAP if _LANE in (heights[above], heights[below]) else _ROW_GAP
    return (heights[above] + heights[below]) / 2 + gap


def _settle(
    column: Sequence[str],
    heights: Mapping[str, float],
    near: Mapping[str, Sequence[tuple[str, float]]],
    middles: dict[str, float],
) -> None:
    """Moves one column as close to its neighbours as the distances allow (pool adjacent violators)."""
    offsets, total = [], 0.0
    for i, name in enumerate(column):
        total += _distance(column[i - 1], name, heights) if i else 0.0
        offsets.append(total)
    pools: list[list[float]] = []  # weighted sum, weight, members
    for name, offset in zip(column, offsets, strict=True):
        weight = sum(w for _, w in near[name]) or 0.05
        wish = sum(middles[n] * w for n, w in near[name]) / weight if near[name] else middles[name]
        pools.append([(wish - offset) * weight, weight, 1])
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    values = [pool[0] / pool[1] for pool in pools for _ in range(int(pool[2]))]
    middles.update({name: v + o for name, v, o in zip(column, values, offsets, strict=True)})


def _whole_pixels(columns: Columns, heights: Mapping[str, float], middles: Mapping[str, float]) -> dict[str, float]:
    highest = min((middles[n] - heights[n] / 2 for column in columns for n in column), default=0.0)
    tops: dict[str, float] = {}
    for column in columns:
        floor = -1e9
        for i, name in enumerate(column):
            if i:
                above = column[i - 1]
                floor = tops[above] + heights[above] / 2 + _distance(above, name, heights) - heights[name] / 2
            tops[name] = max(float(round(middles[name] - heights[name] / 2 - highest + TOP)), floor)
    return tops


def _band(
    plan: _Plan, sized: Mapping[str, Box], places: Sequence[ColumnPlace], foot: float, tops: dict[str, float]
) -> tuple[dict[MapEdge, float], float]:
    """Places the strengthening steps and their lanes below the main part; returns the lanes and the new foot."""
    sources = list(dict.fromkeys(e.source for e in plan.low_edges))
    loose = [b for b in plan.boosters if b not in sources]
    orders = permutations(sources) if len(sources) <= 6 else [tuple(sources)]
    best = min((_stacked(plan, order, sized, foot) for order in orders), key=lambda s: (s.crossings, s.foot))
    tops.update(best.tops)
    for name in loose:
        tops[name] = best.foot + _ROW_GAP
    return {edge: best.lines[edge.source] for edge in plan.low_edges}, max([foot, best.foot])


@dataclass(frozen=True, slots=True)
class _Stack:
    tops: Mapping[str, float]
    lines: Mapping[str, float]
    foot: float
    crossings: int


def _stacked(plan: _Plan, order: Sequence[str], sized: Mapping[str, Box], foot: float) -> _Stack:
    """One way to stack the band: the lanes in the given order, each as high as what stands above it allows."""
    tops: dict[str, float] = {}
    lines: dict[str, float] = {}
    end = foot
    for name in order:
        column, booster = plan.column_of[name], name in plan.boosters
        height = sized[name].height if booster else 0.0
        top = foot + (_ROW_GAP if booster else _LANE_GAP)
        for other in lines:
            far = _reach(plan, other)
            lane = lines[other]
            top = max(top, lane + 18 - height / 2)
            if booster and far[0] < column <= far[1]:
                top = max(top, lane + 18)
            if other in tops and plan.column_of[other] == column and booster:
                top = max(top, tops[other] + sized[other].height + 18)
            if other in tops and plan.column_of[other] in range(column + 1, _reach(plan, name)[1] + 1):
                top = max(top, tops[other] + sized[other].height + 18 - height / 2)
        lines[name] = top + height / 2
        if booster:
            tops[name] = top
        end = max(end, top + height)
    return _Stack(tops, lines, end, _lane_crossings(plan, lines))


def _reach(plan: _Plan, name: str) -> tuple[int, int]:
    ends = [plan.column_of[e.target] for e in plan.low_edges if e.source == name]
    return plan.column_of[name], max(ends)


def _lane_crossings(plan: _Plan, lines: Mapping[str, float]) -> int:
    """How often a line that rises from a lower lane cuts one that runs on above it."""
    rising = [(e.source, plan.column_of[e.target]) for e in plan.low_edges]
    return sum(
        lines[other] < lines[source] and _reach(plan, other)[0] < column < _reach(plan, other)[1]
        for source, column in rising
        for other in lines
    )
