"""A route with its direct alternatives as the nodes and edges of the career map."""

from __future__ import annotations

from cmo_pathways.career import CareerGraph, Route, RoutePlan, Step
from cmo_pathways.charts import MapEdge, MapNode
from cmo_pathways.scale import level_text

MOST = 16
_COLUMNS = {"training": 0, "practice": 1, "first-leadership": 2, "senior-leadership": 3, "cmo": 4, "study": 2}
_KINDS = {
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
_EDGES = {
    "requires": "required",
    "one-of": "one-of",
    "usual-requires": "usual",
    "usual-next": "usual",
    "alt": "alternative",
    "boost": "strengthens",
    "during": "parallel",
}


def route_map(graph: CareerGraph, plan: RoutePlan, chosen: int) -> tuple[list[MapNode], list[MapEdge]]:
    """The chosen route, what it builds on, the roles of the other routes, and up to two degrees that help."""
    route = plan.routes[chosen]
    nodes = {**_held(graph, route), **_route(graph, plan.to, route)}
    edges = {edge[:2]: edge for edge in _edges(graph, route, on_route=True)}
    for other in [r for place, r in enumerate(plan.routes) if place != chosen]:
        extra = [step.id for step in other.steps if step.id not in nodes and graph.step(step.id).is_role]
        if len(nodes) + len(extra) > MOST - 2:
            continue
        nodes.update({id: _node(graph.step(id), "another way", "other", assumed=False) for id in extra})
        edges.update({e[:2]: e for e in _edges(graph, other, on_route=False) if e[:2] not in edges})
    for id in route.strengthened_by[: max(0, min(2, MOST - len(nodes)))]:
        helps = [row for row in graph.transitions if row.type == "boost" and row.origin == id and row.target in nodes]
        if helps:
            nodes[id] = _node(graph.step(id), "strengthens", "other", assumed=False)
            edges[id, helps[0].target] = (id, helps[0].target, "boost", False)
    drawn = [MapEdge(a, z, _EDGES[kind], on) for a, z, kind, on in edges.values() if a in nodes and z in nodes]
    return list(nodes.values()), drawn


def _held(graph: CareerGraph, route: Route) -> dict[str, MapNode]:
    todo = {step.id for step in route.steps}
    origins = dict.fromkeys(wait.origin for task in route.schedule.tasks for wait in task.waits)
    return {id: _node(graph.step(id), "held", "held", assumed=False) for id in origins if id not in todo}


def _route(graph: CareerGraph, goal: str, route: Route) -> dict[str, MapNode]:
    waits = {
        task.step: any(wait.gap.assumed for wait in task.waits) or task.length.assumed for task in route.schedule.tasks
    }
    nodes = {}
    for step in route.steps:
        if step.id == goal:
            low, middle, high = (level_text(y) for y in (route.years.p10, route.years.p50, route.years.p90))
            nodes[goal] = _node(graph.step(goal), f"in {middle} years ({low} to {high})", "goal", assumed=waits[goal])
        else:
            when = "now" if step.start < 0.05 else f"in {level_text(step.start)} years"
            nodes[step.id] = _node(graph.step(step.id), when, "route", assumed=waits[step.id])
    return nodes


def _edges(graph: CareerGraph, route: Route, *, on_route: bool) -> list[tuple[str, str, str, bool]]:
    types = {row.id: row.type for row in graph.transitions}
    return [
        (wait.origin, task.step, types[wait.transition], on_route)
        for task in route.schedule.tasks
        for wait in task.waits
    ]


def _node(step: Step, note: str, state: str, *, assumed: bool) -> MapNode:
    kind = _KINDS.get(step.kind, "certificate")
    return MapNode(step.id, step.short, note, kind, _COLUMNS[step.stage], state, assumed)
