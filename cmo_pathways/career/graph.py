"""The career graph as one value: steps by id, what leads into each, and an order in which nothing comes too early."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import networkx as nx

from cmo_pathways.career.model import Source, Step, Transition, Wildcard
from cmo_pathways.errors import UnknownId


@dataclass(frozen=True, slots=True, eq=False)
class CareerGraph:
    """All steps and transitions in file order; build it with ``build_graph``.

    ``network`` holds each "leads to" between single steps (wildcards spelled out, cycles cut) for questions about the
    structure, such as what stands before what.
    """

    steps: Mapping[str, Step]
    transitions: tuple[Transition, ...]
    wildcards: Mapping[str, Wildcard]
    sources: Mapping[str, Source]
    network: nx.DiGraph = field(repr=False)
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
    network = _network(by_id, rows, wild)
    for cycle in _cut_cycles(network):
        network.remove_edge(*cycle[:2])
    place = {id: n for n, id in enumerate(by_id)}
    order = nx.lexicographical_topological_sort(network, key=place.__getitem__)
    return CareerGraph(
        steps=MappingProxyType(by_id),
        transitions=rows,
        wildcards=MappingProxyType(wild),
        sources=MappingProxyType({source.id: source for source in sources}),
        network=nx.freeze(network),
        _into=MappingProxyType({id: tuple(found) for id, found in into.items()}),
        _rank=MappingProxyType({id: place for place, id in enumerate(order)}),
    )


def find_cycles(graph: CareerGraph) -> tuple[tuple[str, ...], ...]:
    """Every cycle that has to be cut, as step ids with the first repeated at the end; ``during`` sets no order."""
    return _cut_cycles(_network(graph.steps, graph.transitions, graph.wildcards))


def _network(steps: Mapping[str, Step], rows: Iterable[Transition], wild: Mapping[str, Wildcard]) -> nx.DiGraph:
    network = nx.DiGraph()
    network.add_nodes_from(steps)
    for row in rows:
        if row.type == "during":
            continue
        for origin in wild[row.origin].members if row.origin in wild else (row.origin,):
            for target in wild[row.target].members if row.target in wild else (row.target,):
                network.add_edge(origin, target)
    return network


def _cut_cycles(network: nx.DiGraph) -> tuple[tuple[str, ...], ...]:
    """The cycles found one after another, each cut at its first line before the next is looked for."""
    left, cycles = network.copy(), []
    while not nx.is_directed_acyclic_graph(left):
        lines = nx.find_cycle(left)
        cycles.append((*(a for a, _ in lines), lines[0][0]))
        left.remove_edge(*lines[0])
    return tuple(cycles)
