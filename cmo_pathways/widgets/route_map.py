"""A route with its direct alternatives as the nodes and edges of the career map."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from cmo_pathways.career import CareerGraph, Route, RoutePlan, Step
from cmo_pathways.charts import MapEdge, MapNode
from cmo_pathways.scale import level_text

MOST = 16
_SIMULATED = "years from today, median of 2,000 simulated lives"
FOLD = "fold"
_Kind = Literal["role", "degree", "training", "exam", "licence", "certificate"]
_State = Literal["held", "route", "goal", "other"]
_Line = Literal["required", "one-of", "alternative", "strengthens", "parallel", "usual"]
_COLUMNS = {"training": 0, "practice": 1, "first-leadership": 2, "senior-leadership": 3, "cmo": 4, "study": 2}
_KEPT = ("residency", "license", "certification")
_KINDS: dict[str, _Kind] = {
    "role": "role",
    "degree": "degree",
    "degree-management": "degree",
    "exam": "exam",
    "license": "licence",
    "process": "training",
    "training": "training",
    "residency": "training",
    "fellowship-clinical": "training",
    "fellowship-leadership": "training",
    "program": "training",
}
_LINES: dict[str, _Line] = {
    "requires": "required",
    "one-of": "one-of",
    "usual-requires": "usual",
    "usual-next": "usual",
    "alt": "alternative",
    "boost": "strengthens",
    "during": "parallel",
}
_Edges = dict[tuple[str, str], MapEdge]


def route_map(graph: CareerGraph, plan: RoutePlan, chosen: int) -> tuple[list[MapNode], list[MapEdge]]:
    """The chosen route, what it builds on, the posts of the other routes, and up to two degrees that help.

    Early training still to come is folded into one node, and a line that a longer path already tells is left out.
    """
    route = plan.routes[chosen]
    nodes = {**_held(graph, route), **_steps(graph, plan.to, route)}
    edges = _edges(graph, route, on_route=True)
    for other in [r for place, r in enumerate(plan.routes) if place != chosen]:
        extra = [step.id for step in other.steps if step.id not in nodes and graph.step(step.id).is_role]
        if len(nodes) + len(extra) <= MOST - 2:
            nodes.update({id: _node(graph.step(id), "another way", "other") for id in extra})
            edges = {**_edges(graph, other, on_route=False), **edges}
    nodes, edges = _folded(graph, nodes, edges)
    for id in route.strengthened_by[: max(0, min(2, MOST - len(nodes)))]:
        helped = next(
            (r.target for r in graph.transitions if r.type == "boost" and r.origin == id and r.target in nodes), ""
        )
        if helped:
            nodes[id] = _node(graph.step(id), "strengthens", "other")
            edges[id, helped] = MapEdge(id, helped, "strengthens")
    drawn = {pair: edge for pair, edge in edges.items() if set(pair) <= set(nodes)}
    return list(nodes.values()), [edge for pair, edge in drawn.items() if not _told_by_a_longer_path(pair, drawn)]


def _held(graph: CareerGraph, route: Route) -> dict[str, MapNode]:
    todo = {step.id for step in route.steps}
    origins = dict.fromkeys(wait.origin for task in route.schedule.tasks for wait in task.waits)
    return {id: _node(graph.step(id), "held", "held") for id in origins if id not in todo}


def _steps(graph: CareerGraph, goal: str, route: Route) -> dict[str, MapNode]:
    assumed = {
        task.step: task.length.assumed or any(wait.gap.assumed for wait in task.waits) for task in route.schedule.tasks
    }
    nodes = {}
    for step in route.steps:
        if step.id == goal:
            low, middle, high = (level_text(y) for y in (route.years.p10, route.years.p50, route.years.p90))
            nodes[goal] = _node(graph.step(goal), f"in {middle} years ({low} to {high})", "goal", assumed=assumed[goal])
        else:
            when = "from now" if step.start < 0.05 else f"in {level_text(step.start)} years"
            nodes[step.id] = _node(graph.step(step.id), when, "route", assumed=assumed[step.id])
    return nodes


def _edges(graph: CareerGraph, route: Route, *, on_route: bool) -> _Edges:
    types = {row.id: row.type for row in graph.transitions}
    return {
        (wait.origin, task.step): MapEdge(wait.origin, task.step, _LINES[types[wait.transition]], on_route)
        for task in route.schedule.tasks
        for wait in task.waits
    }


def _folded(graph: CareerGraph, nodes: dict[str, MapNode], edges: _Edges) -> tuple[dict[str, MapNode], _Edges]:
    """Early training as one node, where more than five steps of it would fill the first column."""
    early = [id for id, node in nodes.items() if node.column == 0 and graph.step(id).kind not in _KEPT]
    if len(early) <= 3:
        return nodes, edges
    label = f"{len(early)} steps up to residency"
    fold = MapNode(FOLD, label, "degrees, exams, match", "fold", 0, nodes[early[0]].state)
    kept = {FOLD: fold, **{id: node for id, node in nodes.items() if id not in early}}
    moved: _Edges = {}
    for (a, z), edge in edges.items():
        a, z = (FOLD if end in early else end for end in (a, z))
        if a != z and z != FOLD:
            moved[a, z] = MapEdge(a, z, "required" if a == FOLD else edge.kind, edge.on_route)
    return kept, moved


def _told_by_a_longer_path(pair: tuple[str, str], edges: Iterable[tuple[str, str]]) -> bool:
    """True where another path leads from the first to the second step, so that the direct line says nothing new."""
    after: dict[str, set[str]] = {}
    for a, z in edges:
        if (a, z) != pair:
            after.setdefault(a, set()).add(z)
    seen, todo = set[str](), [pair[0]]
    while todo:
        for step in after.get(todo.pop(), ()):
            if step == pair[1]:
                return True
            if step not in seen:
                seen.add(step)
                todo.append(step)
    return False


def _node(step: Step, note: str, state: _State, *, assumed: bool = False) -> MapNode:
    kind, column = _KINDS.get(step.kind, "certificate"), _COLUMNS[step.stage]
    support = _SIMULATED if state in ("route", "goal") else ""
    return MapNode(step.id, step.short, note, kind, column, state, assumed, support)
