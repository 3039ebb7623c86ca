"""The career graph as one value: steps by id, what leads into each, and an order in which nothing comes too early."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from types import MappingProxyType
from typing import TYPE_CHECKING

from cmo_pathways.career.model import Delay, Source, Step, Transition, Wildcard
from cmo_pathways.errors import UnknownId

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True, eq=False)
class CareerGraph:
    """All steps and transitions in file order; build it with ``build_graph``.

    ``network`` answers questions about the structure, such as what stands before what.
    """

    steps: Mapping[str, Step]
    transitions: tuple[Transition, ...]
    wildcards: Mapping[str, Wildcard]
    sources: Mapping[str, Source]
    _into: Mapping[str, tuple[Transition, ...]] = field(repr=False)
    _delays: Mapping[tuple[str, str], Delay] = field(repr=False, default_factory=dict)

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

    def delay(self, id: str, measure: str) -> Delay | None:
        """What is known of a delay of a step: of the step itself, else of its kind, else of its stage if a post."""
        step = self.step(id)
        stage = f"stage:{step.stage}" if step.is_role else ""
        found = (self.delay_for(name, measure) for name in (id, f"kind:{step.kind}", stage))
        return next((delay for delay in found if delay), None)

    def delay_for(self, applies_to: str, measure: str) -> Delay | None:
        """The row for exactly this step, kind or stage."""
        return self._delays.get((applies_to, measure))

    @property
    def delays(self) -> tuple[Delay, ...]:
        """Everything that is known of failed attempts and waits for a post."""
        return tuple(self._delays.values())

    def rank(self, id: str) -> int:
        """Place of a step in an order in which every step stands after all that lead to it."""
        return _ranks(self)[id]


def build_graph(
    steps: Iterable[Step],
    transitions: Iterable[Transition],
    wildcards: Iterable[Wildcard] = (),
    sources: Iterable[Source] = (),
    delays: Iterable[Delay] = (),
) -> CareerGraph:
    """The graph of these rows; a cycle is cut where it closes (``find_cycles`` names it)."""
    by_id = {step.id: step for step in steps}
    rows = tuple(transitions)
    wild = {wildcard.id: wildcard for wildcard in wildcards}
    into: dict[str, list[Transition]] = defaultdict(list)
    for row in rows:
        for target in wild[row.target].members if row.target in wild else (row.target,):
            into[target].append(row)
    return CareerGraph(
        steps=MappingProxyType(by_id),
        transitions=rows,
        wildcards=MappingProxyType(wild),
        sources=MappingProxyType({source.id: source for source in sources}),
        _into=MappingProxyType({id: tuple(found) for id, found in into.items()}),
        _delays=MappingProxyType({(delay.applies_to, delay.measure): delay for delay in delays}),
    )


@lru_cache(maxsize=8)
def network(graph: CareerGraph) -> nx.DiGraph:
    """Each "leads to" between single steps: wildcards spelled out, ``during`` left out, cycles cut where found."""
    import networkx as nx

    found = _every_line(graph)
    for cycle in _cut_cycles(found):
        found.remove_edge(*cycle[:2])
    return nx.freeze(found)


def find_cycles(graph: CareerGraph) -> tuple[tuple[str, ...], ...]:
    """Every cycle that has to be cut, as step ids with the first repeated at the end; ``during`` sets no order."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for origin, target in _lines(graph):
        sorter.add(target, origin)
    try:  # networkx takes longer to load than this whole check, and sound tables never need it
        sorter.prepare()
    except CycleError:
        return _cut_cycles(_every_line(graph))
    return ()


@lru_cache(maxsize=8)
def _ranks(graph: CareerGraph) -> Mapping[str, int]:
    import networkx as nx

    place = {id: n for n, id in enumerate(graph.steps)}
    order = nx.lexicographical_topological_sort(network(graph), key=place.__getitem__)
    return {id: n for n, id in enumerate(order)}


@lru_cache(maxsize=8)
def _lines(graph: CareerGraph) -> tuple[tuple[str, str], ...]:
    return tuple(
        dict.fromkeys(
            (origin, target)
            for row in graph.transitions
            if row.type != "during"
            for origin in graph.members(row.origin)
            for target in graph.members(row.target)
        )
    )


def _every_line(graph: CareerGraph) -> nx.DiGraph:
    import networkx as nx

    found = nx.DiGraph()
    found.add_nodes_from(graph.steps)
    found.add_edges_from(_lines(graph))
    return found


def _cut_cycles(network: nx.DiGraph) -> tuple[tuple[str, ...], ...]:
    """The cycles found one after another, each cut at its first line before the next is looked for."""
    import networkx as nx

    left, cycles = network.copy(), []
    while not nx.is_directed_acyclic_graph(left):
        lines = nx.find_cycle(left)
        cycles.append((*(a for a, _ in lines), lines[0][0]))
        left.remove_edge(*lines[0])
    return tuple(cycles)
