"""Where every node and line of a career map stands, in pixels, without drawing anything.

Columns run in the order of time. Lines between columns keep to the gutters; a line that skips a column gets its own
lane through it, so that no line runs across a node. Steps that only strengthen others stand in a band below.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, permutations

from cmo_pathways.charts.map_model import COLUMNS, MapEdge, MapNode
from cmo_pathways.charts.map_order import Columns, Segment, count_crossings, order_columns
from cmo_pathways.charts.typeface import clean, text_width, wrap
from cmo_pathways.errors import UnknownId

NAME_SIZE, NOTE_SIZE, HEADING_SIZE = 14.0, 13.0, 14.0
NODE_HEIGHT, LINE_HEIGHT, TOP = 52.0, 17.0, 54.0
INDENT = {"exam": 18.0, "licence": 18.0, "certificate": 18.0, "training": 13.0}
TICK = 20.0

WIDE, NARROW = 900.0, 700.0
"""Widths of the sheet [px]: of a page, and of a panel beside which a lesson has its own margins."""

_MARGIN = 4.0
_ROW_GAP, _LANE_GAP, _LANES_GAP, _LANE = 30.0, 20.0, 13.0, 4.0
_GUTTER_MOST = 76.0
_NODE_MOST, _STEP = 212, 4
_WIDE_LEAST, _NARROW_LEAST = (116, 40.0), (104, 30.0)  # a node, a gutter
NAME_LINES, NOTE_LINES = 3, 2
_BRACKET = 34.0  # room for lines beside the first column
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
    nodes: Sequence[MapNode], edges: Sequence[MapEdge], *, headings: Sequence[str] = COLUMNS, width: float = WIDE
) -> MapLayout:
    """The places of all nodes and lines on a sheet of that ``width`` [px].

    Raises UnknownId where an edge names a node that is not there.
    """
    _check(nodes, edges)
    plan = _plan(nodes, edges)
    boosters = frozenset(plan.boosters)
    order = order_columns(plan.columns, plan.segments, fixed=boosters)
    bracket = (_BRACKET if width >= WIDE else _BRACKET - 8) if _brackets_first_column(plan, order) else 0.0
    places = _column_places(plan, nodes, headings, bracket=bracket, width=width)
    sized = {n.id: _box(n, places[plan.column_of[n.id]]) for n in nodes}
    main = tuple(tuple(name for name in column if name not in boosters) for column in order)
    heights = {name: sized[name].height if name in sized else _LANE for column in main for name in column}
    tops = _main_tops(main, heights, plan.segments)
    _straighten(plan.lanes.values(), main, heights, tops)
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
    segments: dict[tuple[str, str], Segment] = {}
    for edge in (e for e in dict.fromkeys(edges) if e not in low and e.source != e.target):
        first, last = column_of[edge.source], column_of[edge.target]
        # Long lines of one kind from one node share a lane until they part.
        names = tuple(f"\0{edge.source}:{edge.kind}:{edge.on_route}:{c}" for c in range(first + 1, last))
        for c, name in zip(range(first + 1, last), names, strict=True):
            columns[c] += [name] if name not in columns[c] else []
        lanes[edge] = names
        chain = (edge.source, *names, edge.target)
        weight = (8.0 if edge.on_route else 1.0) + (2.0 if names else 0.0)
        segments |= {pair: Segment(*pair, weight, first < last) for pair in pairwise(chain)}
    for booster in boosters:
        columns[column_of[booster]].append(booster)
    return _Plan(tuple(map(tuple, columns)), tuple(segments.values()), lanes, column_of, used, boosters, low)


def _only_strengthens(id: str, edges: Sequence[MapEdge], low: Sequence[MapEdge]) -> bool:
    outgoing = [edge for edge in edges if edge.source == id]
    return bool(outgoing) and all(edge in low for edge in outgoing)


def _column_places(
    plan: _Plan, nodes: Sequence[MapNode], headings: Sequence[str], *, bracket: float, width: float
) -> tuple[ColumnPlace, ...]:
    """The columns side by side; what room is left goes into the gutters."""
    words = [headings[c] if c < len(headings) else "" for c in plan.used]
    count = len(plan.used)
    least, narrowest = _WIDE_LEAST if width >= WIDE else _NARROW_LEAST
    room = width - 2 * _MARGIN - narrowest * (count - 1) - bracket
    widths = _widths([[n for n in nodes if plan.column_of[n.id] == c] for c in range(count)], words, room, least)
    spare = (room - sum(widths)) / (count - 1) if count > 1 else 0.0
    gutter = round(max(narrowest, min(_GUTTER_MOST, narrowest + spare)))
    places, x = [], _MARGIN + bracket
    for word, wide in zip(words, widths, strict=True):
        places.append(ColumnPlace(word, x, wide))
        x += wide + gutter
    return tuple(places)


def _brackets_first_column(plan: _Plan, order: Columns) -> bool:
    """True if a line inside the first column has to pass beside a node, which takes room at its left."""
    at = {name: i for i, name in enumerate(order[0])}
    inside = [e for e in plan.lanes if e.source in at and e.target in at]
    return any(e.kind == "one-of" or abs(at[e.target] - at[e.source]) != 1 for e in inside)


def _widths(columns: Sequence[Sequence[MapNode]], words: Sequence[str], room: float, least: int) -> list[int]:
    """Column widths that together fit and break the fewest lines: every share of the room is tried (knapsack)."""
    steps = max(int(room) // _STEP, len(columns) * least // _STEP)
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for nodes, word in zip(columns, words, strict=True):
        heading = text_width(word, HEADING_SIZE, weight=600) * _SLACK
        prices = {w: _price(nodes, w) + 5 * (w < heading) for w in range(least, _NODE_MOST + 1, _STEP)}
        after: dict[int, tuple[float, list[int]]] = {}
        for used, (price, chosen) in best.items():
            for width, more in prices.items():
                total = used + width // _STEP
                if total <= steps and price + more < after.get(total, (1e9, []))[0]:
                    after[total] = (price + more, [*chosen, width])
        best = after
    return min(best.values())[1]


def _price(nodes: Sequence[MapNode], width: int) -> float:
    """How badly the words of a column fit a width: broken lines, above all words that are cut."""
    price = 0.003 * width
    for node in nodes:
        name, note = _words(node, width)
        cut = any(line.endswith("…") for line in (*name, *note))
        price += 50 * cut + (len(name) - 1) + 0.5 * (len(name) > 2) + 2.5 * max(0, len(note) - 1)
    return price


def _words(node: MapNode, width: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name and note of a node, broken to fit its width; beside the name there is room for the tick or cut corner."""
    sides = 2 * INDENT.get(node.kind, 12.0)
    beside = (TICK if node.state == "held" else 0.0) + (8.0 if node.kind == "degree" else 0.0)
    name, note = clean(node.label), clean(node.note)
    names = wrap(name, NAME_SIZE, (width - sides) / _SLACK, lines=NAME_LINES, weight=600, beside=beside)
    if not note:
        return tuple(names), ()
    return tuple(names), tuple(wrap(note, NOTE_SIZE, (width - sides) / _SLACK, lines=NOTE_LINES, italic=node.assumed))


def _box(node: MapNode, place: ColumnPlace) -> Box:
    name, note = _words(node, place.width)
    extra = max(0, len(name) + len(note) - 2)
    return Box(place.x, 0.0, place.width, NODE_HEIGHT + LINE_HEIGHT * extra, name, note)


def _moved(box: Box, top: float) -> Box:
    return Box(box.x, top, box.width, box.height, box.name_lines, box.note_lines)


def _main_tops(columns: Columns, heights: Mapping[str, float], segments: Sequence[Segment]) -> dict[str, float]:
    """The upper edge of everything in the main part: lines as straight as the distances between nodes allow."""
    near: dict[str, list[tuple[str, float]]] = {name: [] for name in heights}
    for s in segments:
        if s.apart and s.source in near and s.target in near:
            lane = 12.0 if heights[s.source] == heights[s.target] == _LANE else 1.0
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
    for turn in range(80):
        for column in columns if turn % 2 == 0 else reversed(columns):
            _settle(column, heights, near, middles)
    return _whole_pixels(columns, heights, middles)


def _distance(above: str, below: str, heights: Mapping[str, float]) -> float:
    lanes = (heights[above] == _LANE) + (heights[below] == _LANE)
    gap = (_ROW_GAP, _LANE_GAP, _LANES_GAP)[lanes]
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


def _straighten(
    lanes: Iterable[Sequence[str]], columns: Columns, heights: Mapping[str, float], tops: dict[str, float]
) -> None:
    """Puts the lanes of one long line at one height where the nodes around them leave the room."""
    column_of = {name: column for column in columns for name in column}
    for names in lanes:
        for y in sorted({tops[name] for name in names}):
            if all(_has_room(name, y, column_of[name], heights, tops) for name in names):
                tops.update(dict.fromkeys(names, y))
                break


def _has_room(
    name: str, y: float, column: tuple[str, ...], heights: Mapping[str, float], tops: Mapping[str, float]
) -> bool:
    i = column.index(name)
    middle = y + heights[name] / 2
    near = column[max(0, i - 1) : i] + column[i + 1 : i + 2]
    return y >= TOP and all(
        abs(tops[other] + heights[other] / 2 - middle) >= _distance(other, name, heights)
        and (tops[other] < y) == (column.index(other) < i)
        for other in near
    )


def _band(
    plan: _Plan, sized: Mapping[str, Box], places: Sequence[ColumnPlace], foot: float, tops: dict[str, float]
) -> tuple[dict[MapEdge, float], float]:
    """Places the strengthening steps and their lanes below the main part; returns the lanes and the new foot."""
    sources = list(dict.fromkeys(e.source for e in plan.low_edges))
    orders = permutations(sources) if len(sources) <= 6 else [tuple(sources)]
    best = min((_stacked(plan, order, sized, foot) for order in orders), key=lambda s: (s.crossings, s.foot))
    tops.update(best.tops)
    return {edge: best.lines[edge.source] for edge in plan.low_edges}, max(foot, best.foot)


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
