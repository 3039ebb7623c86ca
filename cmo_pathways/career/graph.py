"""The career graph as one value: steps by id, what leads into each, and an order in which nothing comes too early."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from types import MappingProxyType

from cmo_pathways.career.model import Source, Step, Transition, Wildcard
from cmo_pathways.errors import UnknownId


@dataclass(frozen=True, slots=True, eq=False)
class CareerGraph:
    """All steps and transitions in file order; build it with ``build_graph``."""

    steps: Mapping[str, Step]
    transitions: tuple[Transition, ...]
    wildcards: Mapping[str, Wildcard]
    sources: Mapping[str, Source]
    _into: Mapping[str, tuple[Transition, ...]] = field(repr=False)
    _rank: Mapping[str, int] = field(repr=False)

    def step(self, id: str) -> Step:
        """The step of that id. Raises UnknownId."""
        if id not in self.steps:
            raise UnknownId("step", id, self.steps)
        return self.steps[id]

    def into(self, id: str) -> tuple[Transition, ...]:
        """The transitions that end at a step, in file order; those that end at a wildcard count for each member."""
        return self._into.get(id, ())

    def members(self, id: str) -> tuple[str, ...]:
        """The steps that an end of a transition stands for: the members of a wildcard, or the step itself."""
        return self.wildcards[id].members if id in self.wildcards else (id,)

    def rank(self, id: str) -> int:
        """Place of a step in an order in which every step stands after all that lead to it."""
        return self._rank[id]


def build_graph(
    steps: Iterable[Step],
    transitions: Iterable[Transition],
    wildcards: Iterable[Wildcard] = (),
    sources: Iterable[Source] = (),
) -> CareerGraph:
    """The graph of these rows; a cycle is cut where it closes (``find_cycles`` names it)."""
    by_id = {step.id: step for step in steps}
    rows = tuple(transitions)
    wild = {wildcard.id: wildcard for wildcard in wildcards}
    into: dict[str, list[Transition]] = defaultdict(list)
    for row in rows:
        for target in wild[row.target].members if row.target in wild else (row.target,):
            into[target].append(row)
    order, _ = _order_and_cycles(by_id, rows, wild)
    return CareerGraph(
        steps=MappingProxyType(by_id),
        transitions=rows,
        wildcards=MappingProxyType(wild),
        sources=MappingProxyType({source.id: source for source in sources}),
        _into=MappingProxyType({id: tuple(found) for id, found in into.items()}),
        _rank=MappingProxyType({id: place for place, id in enumerate(order)}),
    )


def find_cycles(graph: CareerGraph) -> tuple[tuple[str, ...], ...]:
    """Every cycle that has to be cut, as step ids with the first repeated at the end; ``during`` sets no order."""
    return _order_and_cycles(graph.steps, graph.transitions, graph.wildcards)[1]


def _order_and_cycles(
    steps: Mapping[str, Step], rows: Iterable[Transition], wild: Mapping[str, Wildcard]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    before: dict[str, set[str]] = {id: set() for id in steps}
    for row in rows:
        if row.type == "during":
            continue
        for origin in wild[row.origin].members if row.origin in wild else (row.origin,):
            for target in wild[row.target].members if row.target in wild else (row.target,):
                before[target].add(origin)
    cycles: list[tuple[str, ...]] = []
    while True:
        sorter = TopologicalSorter({id: sorted(found) for id, found in before.items()})
        try:
            return tuple(sorter.static_order()), tuple(cycles)
        except CycleError as error:
            cycle = tuple(error.args[1])
            cycles.append(cycle)
            before[cycle[1]].discard(cycle[0])
