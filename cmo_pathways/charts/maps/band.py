"""The band below a map: steps that only strengthen others, and the lanes of their lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from cmo_pathways.charts.maps.columns import Box
from cmo_pathways.charts.maps.model import MapEdge
from cmo_pathways.charts.maps.plan import Plan
from cmo_pathways.charts.maps.rows import LANE_GAP, ROW_GAP


def stack_band(
    plan: Plan, sized: Mapping[str, Box], foot: float, tops: dict[str, float]
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


def _stacked(plan: Plan, order: Sequence[str], sized: Mapping[str, Box], foot: float) -> _Stack:
    """One way to stack the band: the lanes in the given order, each as high as what stands above it allows."""
    tops: dict[str, float] = {}
    lines: dict[str, float] = {}
    end = foot
    for name in order:
        column, booster = plan.column_of[name], name in plan.boosters
        height = sized[name].height if booster else 0.0
        top = foot + (ROW_GAP if booster else LANE_GAP)
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


def _reach(plan: Plan, name: str) -> tuple[int, int]:
    ends = [plan.column_of[e.target] for e in plan.low_edges if e.source == name]
    return plan.column_of[name], max(ends)


def _lane_crossings(plan: Plan, lines: Mapping[str, float]) -> int:
    """How often a line that rises from a lower lane cuts one that runs on above it."""
    rising = [(e.source, plan.column_of[e.target]) for e in plan.low_edges]
    return sum(
        lines[other] < lines[source] and _reach(plan, other)[0] < column < _reach(plan, other)[1]
        for source, column in rising
        for other in lines
    )
