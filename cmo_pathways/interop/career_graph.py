"""The career graph for other programs: GraphML, JSON, and a route as a curriculum in the Curricular Analytics table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from cmo_pathways.career import CareerGraph, OccupationCode, Route, Step, Transition, codes_for
from cmo_pathways.interop.findings import LeftOut, Written
from cmo_pathways.json_text import write_json
from cmo_pathways.scale import Range

VERSION = 1
"""Version of our JSON layout."""

_NODE = (
    "name",
    "kind",
    "region",
    "stage",
    "mark",
    "sources",
    "years",
    "years_are",
    "cost",
    "currency",
    "cost_year",
    "codes",
)
_EDGE = ("row", "type", "group", "only_if", "gap", "opens", "closes", "mark", "sources")
_COURSE = (
    *("Course ID", "Course Name", "Prefix", "Number", "Prerequisites", "Corequisites", "Strict-Corequisites"),
    *("Credit Hours", "Institution", "Canonical Name"),
)


def career_json(graph: CareerGraph, codes: Mapping[str, OccupationCode]) -> Written:
    """The whole graph as JSON: steps, transitions and wildcards with every mark and source."""
    value = {
        "format": "cmo-pathways-career-graph",
        "version": VERSION,
        "steps": [_step_value(step, codes) for step in graph.steps.values()],
        "transitions": [_transition_value(row) for row in graph.transitions],
        "wildcards": [{"id": w.id, "name": w.name, "members": w.members} for w in graph.wildcards.values()],
    }
    kept = {"steps": len(graph.steps), "transitions": len(graph.transitions), "wildcards": len(graph.wildcards)}
    return Written(write_json(value), kept, ())


def career_graphml(graph: CareerGraph, codes: Mapping[str, OccupationCode]) -> Written:
    """The graph as GraphML: one node per step, one edge per pair of steps, wildcards spelled out.

    Numbers stand as text ``low; typical; high`` with their marks, because GraphML knows no ranges.
    """
    root = ElementTree.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for kind, names in (("node", _NODE), ("edge", _EDGE)):
        for name in names:
            attributes = {"id": f"{kind}-{name}", "for": kind, "attr.name": name, "attr.type": "string"}
            ElementTree.SubElement(root, "key", attributes)
    drawn = ElementTree.SubElement(root, "graph", id="career", edgedefault="directed")
    for step in graph.steps.values():
        _add(ElementTree.SubElement(drawn, "node", id=step.id), "node", _node_texts(step, codes))
    edges = list(_edges(graph))
    for number, (row, origin, target) in enumerate(edges, 1):
        edge = ElementTree.SubElement(drawn, "edge", id=f"e{number}", source=origin, target=target)
        _add(edge, "edge", _edge_texts(row))
    ElementTree.indent(root)
    data = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
    why = "GraphML draws lines between single steps; each stands there once per member"
    return Written(
        data, {"nodes": len(graph.steps), "edges": len(edges)}, (LeftOut("wildcards", len(graph.wildcards), why),)
    )


def curriculum_csv(graph: CareerGraph, route: Route) -> Written:
    """The steps of a route as a curriculum: a course per step, what it waits for as prerequisites."""
    number = {task.step: n for n, task in enumerate(route.schedule.tasks, 1)}
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n").writerow
    goal = graph.step(route.schedule.tasks[-1].step)
    blank = [""] * (len(_COURSE) - 2)
    for name, value in (
        ("Curriculum", f"Route to {goal.name}"),
        ("Institution", "cmo-pathways"),
        ("Degree Type", "career route"),
        ("System Type", "semester"),
        ("CIP", ""),
    ):
        write([name, value, *blank])
    write(["Courses", "", *blank])
    write(_COURSE)
    for task in route.schedule.tasks:
        before = dict.fromkeys(number[wait.origin] for wait in task.waits if wait.origin in number)
        step = graph.step(task.step)
        write([number[step.id], step.name, "", "", ";".join(map(str, before)), "", "", 0, "", step.id])
    left = (
        LeftOut("times", len(route.schedule.spreads), "the table has credit hours only; they are 0 here"),
        LeftOut("steps held", len(route.schedule.held), "a curriculum begins with nothing"),
    )
    return Written(out.getvalue().encode(), {"courses": len(number)}, tuple(item for item in left if item.count))


def _add(element: ElementTree.Element, kind: str, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        if text:
            ElementTree.SubElement(element, "data", key=f"{kind}-{name}").text = text


def _edges(graph: CareerGraph) -> Iterator[tuple[Transition, str, str]]:
    for row in graph.transitions:
        for origin in graph.members(row.origin):
            for target in graph.members(row.target):
                yield row, origin, target


def _node_texts(step: Step, codes: Mapping[str, OccupationCode]) -> dict[str, str]:
    return {
        "name": step.name,
        "kind": step.kind,
        "region": step.region,
        "stage": step.stage,
        "mark": str(step.mark),
        "sources": " ".join(step.sources),
        "years": _range_text(step.years),
        "years_are": step.years_are,
        "cost": _range_text(step.cost),
        "currency": step.cost_currency,
        "cost_year": step.cost_year,
        "codes": "; ".join(f"{code.scheme} {code.uri or code.code}" for code in codes_for(codes, step.id)),
    }


def _edge_texts(row: Transition) -> dict[str, str]:
    return {
        "row": row.id,
        "type": row.type,
        "group": row.group,
        "only_if": row.only_if,
        "gap": _range_text(row.gap),
        "opens": row.opens,
        "closes": row.closes,
        "mark": str(row.mark),
        "sources": " ".join(row.sources),
    }


def _range_text(numbers: Range) -> str:
    if not numbers.figures:
        return ""
    every = (numbers.low, numbers.typical, numbers.high)
    return "; ".join("" if figure.value is None else f"{figure.value:g} {figure.mark}" for figure in every)


def _step_value(step: Step, codes: Mapping[str, OccupationCode]) -> dict[str, object]:
    return {
        "id": step.id,
        "name": step.name,
        "short": step.short,
        "kind": step.kind,
        "region": step.region,
        "stage": step.stage,
        "years": _range_value(step.years),
        "years_are": step.years_are,
        "cost": _range_value(step.cost),
        "cost_currency": step.cost_currency,
        "cost_year": step.cost_year,
        "competencies": step.competencies,
        "codes": [
            {"scheme": code.scheme, "code": code.code, "uri": code.uri, "fit": code.fit}
            for code in codes_for(codes, step.id)
        ],
        "mark": str(step.mark),
        "sources": step.sources,
        "note": step.note,
    }


def _transition_value(row: Transition) -> dict[str, object]:
    return {
        "id": row.id,
        "origin": row.origin,
        "target": row.target,
        "type": row.type,
        "group": row.group,
        "only_if": row.only_if,
        "gap": _range_value(row.gap),
        "opens": row.opens,
        "closes": row.closes,
        "mark": str(row.mark),
        "sources": row.sources,
        "note": row.note,
    }


def _range_value(numbers: Range) -> dict[str, object] | None:
    if not numbers.figures:
        return None
    parts = (("low", numbers.low), ("typical", numbers.typical), ("high", numbers.high))
    return {
        name: {"value": figure.value, "mark": str(figure.mark)} for name, figure in parts if figure.value is not None
    }
