"""What a career map asks of its layout: which node is in which column, and which lines pass between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cmo_pathways.charts.maps.model import MapEdge, MapNode
from cmo_pathways.charts.maps.order import Columns, Segment


@dataclass(frozen=True, slots=True)
class Plan:
    """The map as columns and segments: long lines cut into pieces, lines of the band below set apart."""

    columns: Columns
    segments: tuple[Segment, ...]
    lanes: Mapping[MapEdge, tuple[str, ...]]
    column_of: Mapping[str, int]
    used: tuple[int, ...]
    boosters: tuple[str, ...]
    low_edges: tuple[MapEdge, ...] = field(default=())


def plan_map(nodes: Sequence[MapNode], edges: Sequence[MapEdge]) -> Plan:
    """The columns and segments of a map; columns that hold no node are left out."""
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
    return Plan(tuple(map(tuple, columns)), tuple(segments.values()), lanes, column_of, used, boosters, low)


def _only_strengthens(id: str, edges: Sequence[MapEdge], low: Sequence[MapEdge]) -> bool:
    outgoing = [edge for edge in edges if edge.source == id]
    return bool(outgoing) and all(edge in low for edge in outgoing)
