"""The heights [px] in the main part of a map: lines as straight as the distances between nodes allow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cmo_pathways.charts.maps.columns import TOP
from cmo_pathways.charts.maps.order import Columns, Segment

ROW_GAP, LANE_GAP, LANES_GAP, LANE = 30.0, 20.0, 13.0, 4.0


def settle_rows(columns: Columns, heights: Mapping[str, float], segments: Sequence[Segment]) -> dict[str, float]:
    """The upper edge of everything in the main part: lines as straight as the distances between nodes allow."""
    near: dict[str, list[tuple[str, float]]] = {name: [] for name in heights}
    for s in segments:
        if s.apart and s.source in near and s.target in near:
            lane = 12.0 if heights[s.source] == heights[s.target] == LANE else 1.0
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


def straighten_lanes(
    lanes: Iterable[Sequence[str]], columns: Columns, heights: Mapping[str, float], tops: dict[str, float]
) -> None:
    """Puts the lanes of one long line at one height where the nodes around them leave the room."""
    column_of = {name: column for column in columns for name in column}
    for names in lanes:
        for y in sorted({tops[name] for name in names}):
            if all(_has_room(name, y, column_of[name], heights, tops) for name in names):
                tops.update(dict.fromkeys(names, y))
                break


def _distance(above: str, below: str, heights: Mapping[str, float]) -> float:
    lanes = (heights[above] == LANE) + (heights[below] == LANE)
    gap = (ROW_GAP, LANE_GAP, LANES_GAP)[lanes]
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
