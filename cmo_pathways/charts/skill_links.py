"""Where the lines between tiles of the skill map run: right-angled, in the gaps between tiles, never across one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Point = tuple[float, float]
Cell = tuple[int, int]
_RADIUS, _LANE = 8.0, 5.0


@dataclass(frozen=True, slots=True)
class SkillLink:
    """Two competencies: ``origin`` comes first or helps, ``target`` builds on it; kind ``needs`` or ``helps``."""

    origin: str
    target: str
    kind: str


@dataclass(frozen=True, slots=True)
class Grid:
    """The tiles of a map: size and gaps [px], the top of the first row, the number of rows."""

    width: float
    height: float
    gap_x: float
    gap_y: float
    top: float
    rows: int

    def left(self, column: int) -> float:
        """The left edge of a column."""
        return column * (self.width + self.gap_x)

    def middle(self, row: int) -> float:
        """The middle of a row."""
        return self.top + row * (self.height + self.gap_y) + self.height / 2

    def above(self, row: int) -> float:
        """The middle of the gap above a row."""
        return self.top + row * (self.height + self.gap_y) - self.gap_y / 2


def link_points(grid: Grid, cells: Mapping[str, Cell], links: Sequence[SkillLink], chosen: str) -> list[list[Point]]:
    """The corners of each line in the order of ``links``; lines that share a gap or the chosen tile lie apart."""
    ways = [_gutters(cells[link.origin], cells[link.target]) for link in links]
    slots = _slots(cells, links, ways, chosen)
    found = []
    for n, (link, way) in enumerate(zip(links, ways, strict=True)):
        start, end = cells[link.origin], cells[link.target]
        beside = [k for k, other in enumerate(ways) if {way[0], way[1]} & {other[0], other[1]}]
        lane = _lane(beside.index(n), len(beside))
        slot = slots[n]
        y1 = grid.middle(start[1]) + (slot if link.origin == chosen else 0)
        y2 = grid.middle(end[1]) + (slot if link.target == chosen else 0)
        found.append(_corners(grid, start, end, way, lane, (y1, y2)))
    return found


def round_path(points: Sequence[Point]) -> str:
    """The corners as the path of an SVG line, each of them rounded."""
    parts = [f"M{points[0][0]:g} {points[0][1]:g}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(_RADIUS, _distance(before, corner) / 2, _distance(corner, after) / 2)
        a, z = _toward(corner, before, radius), _toward(corner, after, radius)
        parts.append(f"L{a[0]:g} {a[1]:g}Q{corner[0]:g} {corner[1]:g} {z[0]:g} {z[1]:g}")
    return "".join(parts) + f"L{points[-1][0]:g} {points[-1][1]:g}"


def _gutters(start: Cell, end: Cell) -> tuple[int, int]:
    """The gaps between columns that a line leaves into and comes from; gap n lies to the right of column n."""
    if start[0] == end[0]:
        gap = start[0] - 1 if start[0] else 0
        return gap, gap
    return (start[0], end[0] - 1) if start[0] < end[0] else (start[0] - 1, end[0])


def _slots(
    cells: Mapping[str, Cell], links: Sequence[SkillLink], ways: Sequence[tuple[int, int]], chosen: str
) -> list[float]:
    """How far above or below its middle each line meets the chosen tile: side by side, in the order of the far ends."""
    sides: dict[int, list[int]] = {}
    for n, (link, way) in enumerate(zip(links, ways, strict=True)):
        sides.setdefault(way[0] if link.origin == chosen else way[1], []).append(n)
    slots = [0.0] * len(links)
    for side in sides.values():
        step = min(9.0, 48.0 / max(1, len(side) - 1))
        ends = {n: cells[links[n].target if links[n].origin == chosen else links[n].origin] for n in side}
        for place, n in enumerate(sorted(side, key=lambda n: (ends[n][1], ends[n][0]))):
            slots[n] = round((place - (len(side) - 1) / 2) * step, 1)
    return slots


def _corners(
    grid: Grid, start: Cell, end: Cell, way: tuple[int, int], lane: float, heights: tuple[float, float]
) -> list[Point]:
    y1, y2 = heights
    x1, x2 = (grid.left(gap + 1) - grid.gap_x / 2 + lane for gap in way)
    first = grid.left(start[0]) + (grid.width if way[0] == start[0] else 0)
    last = grid.left(end[0]) + (grid.width if way[1] == end[0] else 0)
    if way[0] == way[1]:
        return [(first, y1), (x1, y1), (x1, y2), (last, y2)]
    # The row gap that the line crosses by lies on the side of the target from which it comes.
    above = end[1] > start[1] or (end[1] == start[1] and end[1] == grid.rows - 1)
    across = grid.above(end[1] if above else end[1] + 1) + max(-5.0, min(5.0, lane * 0.6))
    return [(first, y1), (x1, y1), (x1, across), (x2, across), (x2, y2), (last, y2)]


def _lane(place: int, of: int) -> float:
    step = min(_LANE, 14.0 / max(1, of - 1))
    return round((place - (of - 1) / 2) * step, 1)


def _distance(a: Point, z: Point) -> float:
    return abs(a[0] - z[0]) + abs(a[1] - z[1])


def _toward(corner: Point, other: Point, by: float) -> Point:
    length = _distance(corner, other) or 1.0
    return (
        round(corner[0] + (other[0] - corner[0]) * by / length, 1),
        round(corner[1] + (other[1] - corner[1]) * by / length, 1),
    )
