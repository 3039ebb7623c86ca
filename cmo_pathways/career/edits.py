"""The career graph with transitions that the learner added."""

from __future__ import annotations

from collections.abc import Iterable

from cmo_pathways.career.curriculum import name_cycle
from cmo_pathways.career.explain import name_in_text
from cmo_pathways.career.graph import CareerGraph, build_graph, find_cycles
from cmo_pathways.career.model import TYPES, Transition
from cmo_pathways.errors import LearnerError


def with_transitions(graph: CareerGraph, rows: Iterable[Transition]) -> CareerGraph:
    """The graph with further transitions; one with the id of a known row takes its place.

    Raises UnknownId for an end that is no step, LearnerError where a step would lead to itself, where steps would go
    round in a circle (the whole circle is named), or where the type of a row is not known.
    """
    added = {row.id: row for row in rows}
    for row in added.values():
        for end in (row.origin, row.target):
            if end not in graph.wildcards:
                graph.step(end)
        if row.type not in TYPES:
            raise LearnerError(f'"{row.type}" is no kind of transition. Use one of {", ".join(TYPES)}.')
        if set(graph.members(row.origin)) & set(graph.members(row.target)):
            name = name_in_text(graph, graph.members(row.target)[0], first=True)
            raise LearnerError(f"{name} cannot lead to itself. Mend one end of the transition.")
    kept = [row for row in graph.transitions if row.id not in added]
    every = [*kept, *added.values()]
    found = build_graph(graph.steps.values(), every, graph.wildcards.values(), graph.sources.values(), graph.delays)
    if cycles := find_cycles(found):
        raise LearnerError(name_cycle([name_in_text(graph, id) for id in cycles[0]]))
    return found
