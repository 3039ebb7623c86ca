"""What each step still needs for one learner: requirements that all count, each met by any one of its ways.

The rules are those of the career tables. Of several trainings that meet a requirement one is chosen (what the learner
holds, else the learner's specialty, else what continues a held qualification, else the first ``requires`` row).
Between other ways, such as degrees of management, courses or posts, nobody chooses here: each opens a route of its
own. A way through another country counts only where no other is left.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from cmo_pathways.career.graph import CareerGraph
from cmo_pathways.career.model import HARD, HOME, WAYS_IN, Step, Transition

_DEFAULT_SPECIALTY = "residency-internal-medicine"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to meet a requirement: the step that has to come first and the transition that says so."""

    transition: Transition
    origin: str


@dataclass(frozen=True, slots=True)
class Need:
    """A requirement met by any one of ``ways``; none means that it cannot be met.

    Where ``only_if`` names a step, the requirement counts only on a route with that step. ``way_in`` marks the ways
    into a role, between which the learner chooses.
    """

    ways: tuple[Way, ...]
    only_if: str = ""
    way_in: bool = False


@dataclass(frozen=True, slots=True)
class Learner:
    """What a route may build on: steps held, the specialty, what was waived, and whether unverified rows count.

    ``regions`` are the countries, beside the ``home`` regions, whose steps count as near; where ``only`` names
    regions, no step of another one is taken at all. ``shut`` are steps and transitions that cannot be taken, because
    their time is over or to see what falls away with them.
    """

    held: frozenset[str] = frozenset()
    specialty: str | None = None
    waived: frozenset[str] = frozenset()
    unverified: bool = False
    regions: frozenset[str] = frozenset()
    home: frozenset[str] = HOME
    only: frozenset[str] = frozenset()
    shut: frozenset[str] = frozenset()

    def is_near(self, step: Step) -> bool:
        """False for a step of a country in which neither the learner nor the goal is."""
        return step.region in self.home or step.region in self.regions

    def allows(self, row: Step | Transition) -> bool:
        """False for what is shut or too far, and for what no source confirms, unless it is wanted.

        Who names a specialty wants that one.
        """
        if row.id in self.shut or (self.only and isinstance(row, Step) and row.region not in self.only):
            return False
        return self.counts(row)

    def counts(self, row: Step | Transition) -> bool:
        """False for what no source confirms, unless it is wanted; a requirement that is shut still counts."""
        return self.unverified or not row.unverified or row.id == self.specialty


def needs_of(graph: CareerGraph, step: str, learner: Learner) -> tuple[Need, ...]:
    """The requirements of a step, in file order; ``boost`` and ``during`` need nothing, nor does a waived usual one."""
    return _needs(graph, step, learner, _choose)


def open_needs(graph: CareerGraph, step: str, learner: Learner) -> tuple[Need, ...]:
    """The requirements of a step with every way that is open to the learner; nothing is chosen between them."""
    return _needs(graph, step, learner, _open)


def _needs(graph: CareerGraph, step: str, learner: Learner, choose: _Chooser) -> tuple[Need, ...]:
    rows = [row for row in graph.into(step) if learner.counts(row)]
    needs = [
        Need(choose(graph, group, learner), group[0].only_if)
        for group in _grouped(rows)
        if not (group[0].type == "usual-requires" and _waived(graph, group, learner))
    ]
    if graph.step(step).is_role and not any(row.type in HARD for row in rows):
        ways_in = [row for row in graph.into(step) if row.type in WAYS_IN]
        open_ways = [way for row in ways_in if row in rows for way in choose(graph, [row], learner)]
        if ways_in:
            needs.append(Need(tuple(_near(graph, open_ways, learner)), way_in=True))
    return tuple(needs)


def reachable_needs(
    graph: CareerGraph, to: str, learner: Learner, known: Mapping[str, tuple[Need, ...]] | None = None
) -> dict[str, tuple[Need, ...]]:
    """The requirements of a step and of every step that may be needed for it; a barred step has one without a way.

    What is ``known`` already is taken over and not followed again.
    """
    needs = dict(known or {})
    todo = [to]
    while todo:
        step = todo.pop()
        if step in needs or step in learner.held:
            continue
        blocked = not learner.allows(graph.step(step))
        needs[step] = (Need(()),) if blocked else needs_of(graph, step, learner)
        todo += [way.origin for need in needs[step] for way in need.ways]
    return needs


def implied_by(graph: CareerGraph, step: str, learner: Learner, *, certain: bool = False) -> frozenset[str]:
    """The steps that somebody who holds ``step`` must have behind them.

    Where several steps lead to it, only what all of them need counts. Which residency or degree it was does not
    matter afterwards, so there the choice of ``needs_of`` stands, unless only what is ``certain`` is wanted.
    """
    return _behind(graph, step, learner, certain, {})


_Chooser = Callable[[CareerGraph, list[Transition], Learner], tuple[Way, ...]]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a learner builds on: ``ago`` [years, at least] of each step held or implied, and which of them are certain.

    A step that is not ``certain`` stands for whatever the learner did instead, such as another residency.
    """

    learner: Learner
    ago: Mapping[str, float]
    certain: frozenset[str]


def standing_of(graph: CareerGraph, held: Mapping[str, float], wishes: Learner) -> Standing:
    """The held steps [years ago] with all that follows from them."""
    ago, certain = dict(held), set(held)
    past = replace(wishes, only=frozenset(), shut=frozenset())  # what is over today was open then
    for step, years in sorted(held.items()):
        certain |= implied_by(graph, step, past, certain=True)
        for before in implied_by(graph, step, past):
            if before not in held:
                ago[before] = max(years, ago.get(before, 0.0))
    return Standing(replace(wishes, held=frozenset(ago)), ago, frozenset(certain & set(ago)))


def _behind(
    graph: CareerGraph, step: str, learner: Learner, certain: bool, memo: dict[str, frozenset[str]]
) -> frozenset[str]:
    if step not in memo:
        found: set[str] = set()
        for need in needs_of(graph, step, learner):
            if need.only_if and need.only_if not in learner.held:
                continue
            origins = _origins(graph, step, need, certain)
            each = [{origin} | _behind(graph, origin, learner, certain, memo) for origin in origins]
            found |= set.intersection(*each) if each else set()
        memo[step] = frozenset(found)
    return memo[step]


def _origins(graph: CareerGraph, step: str, need: Need, certain: bool) -> tuple[str, ...]:
    """The steps one of which was taken: the chosen one of a training requirement, else every authored one."""
    rows = [way.transition for way in need.ways]
    if rows and rows[0].group:
        rows = [row for row in graph.into(step) if row.group == rows[0].group]
    every = tuple(dict.fromkeys(origin for row in rows for origin in graph.members(row.origin)))
    chosen = not certain and not need.way_in and all(graph.step(origin).stage == "training" for origin in every)
    return tuple(way.origin for way in need.ways) if chosen else every


def _grouped(rows: Iterable[Transition]) -> list[list[Transition]]:
    groups: dict[str, list[Transition]] = {}
    for row in rows:
        if row.type in HARD or row.type == "usual-requires":
            groups.setdefault(f"group {row.group}" if row.group else row.id, []).append(row)
    return list(groups.values())


def _waived(graph: CareerGraph, group: list[Transition], learner: Learner) -> bool:
    return any(member in learner.waived for row in group for member in graph.members(row.origin))


def _open(graph: CareerGraph, rows: list[Transition], learner: Learner) -> tuple[Way, ...]:
    ways = [Way(row, member) for row in rows if row.id not in learner.shut for member in graph.members(row.origin)]
    held = tuple(way for way in ways if way.origin in learner.held)
    if held:
        return held
    allowed = _near(graph, [way for way in ways if learner.allows(graph.step(way.origin))], learner)
    if all(graph.step(way.origin).kind == "residency" for way in allowed):
        allowed = [way for way in allowed if way.origin == learner.specialty] or allowed
    return tuple(allowed)


def _choose(graph: CareerGraph, rows: list[Transition], learner: Learner) -> tuple[Way, ...]:
    """All open ways, but one where the choice is that of a training: nobody compares 28 residencies with each other."""
    ways = _open(graph, rows, learner)
    if ways and ways[0].origin in learner.held:
        return ways
    if not all(graph.step(way.origin).stage == "training" for way in ways):
        return _without_second_degree(graph, ways, learner)
    return tuple(sorted(ways, key=lambda way: _preference(graph, way, learner))[:1])


def _without_second_degree(graph: CareerGraph, ways: tuple[Way, ...], learner: Learner) -> tuple[Way, ...]:
    """The ways without a joint medical degree for somebody who has a medical degree."""

    def medical(step: str) -> bool:
        return graph.step(step).kind == "degree" and graph.step(step).stage == "training"

    if not any(medical(step) for step in learner.held):
        return ways
    return tuple(way for way in ways if not medical(way.origin)) or ways


def _near(graph: CareerGraph, ways: list[Way], learner: Learner) -> list[Way]:
    """The ways that are held or lead through no other country; all of them where none does."""
    near = [way for way in ways if way.origin in learner.held or learner.is_near(graph.step(way.origin))]
    return near or ways


def _preference(graph: CareerGraph, way: Way, learner: Learner) -> tuple[bool, bool, str, bool, bool]:
    row = way.transition
    return (
        not _continues(graph, way.origin, learner.held),
        row.type not in ("requires", "usual-next"),
        row.id,
        way.origin != learner.specialty,
        way.origin != _DEFAULT_SPECIALTY,
    )


def _continues(graph: CareerGraph, step: str, held: Collection[str]) -> bool:
    """True for what follows from a held qualification and takes no time, as COMLEX Level 3 does from a DO degree."""
    return graph.step(step).length is None and any(
        row.type == "requires" and not row.group and row.origin in held and not graph.step(row.origin).is_role
        for row in graph.into(step)
    )
