"""What the career graph itself says: which step blocks most, which opens most doors, what falls away without one.

The answers are exact for requirements that all count and that are each met by any one of several ways.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cmo_pathways.career.curriculum import CurriculumMetrics, curriculum_metrics
from cmo_pathways.career.enumerate import smallest_sets
from cmo_pathways.career.explain import name_in_text, names_in_text
from cmo_pathways.career.graph import CareerGraph
from cmo_pathways.career.needs import Learner, Need, Standing, open_needs, reachable_needs
from cmo_pathways.career.schedule import make_schedule, typical_times
from cmo_pathways.errors import LearnerError


@dataclass(frozen=True, slots=True)
class StepPlace:
    """The place of one step that the learner does not hold yet.

    ``after``: how many steps can come after it (blocking factor). ``chain``: how many stand on the longest chain
    through it (delay factor). ``blocks``: the roles that nobody reaches without it. ``leads_to``: the roles that can
    be reached through it. ``opens_next``: those that the learner could take next as soon as it is held.
    """

    id: str
    after: int
    chain: int
    blocks: tuple[str, ...]
    leads_to: tuple[str, ...]
    opens_next: tuple[str, ...]

    @property
    def complexity(self) -> int:
        """Structural complexity: what comes after it and the longest chain through it together."""
        return self.after + self.chain


@dataclass(frozen=True, slots=True)
class Structure:
    """Every step that the learner can still take, by id in an order in which none comes too early.

    ``longest`` is one of the longest chains in which each step builds on the one before it; ``complexity`` is that of
    all steps together.
    """

    steps: Mapping[str, StepPlace]
    longest: tuple[str, ...]
    complexity: int

    def blocks_most(self, count: int = 5) -> tuple[StepPlace, ...]:
        """The steps without which most roles cannot be reached, the greatest number first."""
        found = sorted(self.steps.values(), key=lambda step: (-len(step.blocks), -step.after))
        return tuple(step for step in found if step.blocks)[:count]

    def opens_most(self, count: int = 5) -> tuple[StepPlace, ...]:
        """The steps through which most roles can be reached, those that open more at once first among equals."""
        found = sorted(self.steps.values(), key=lambda step: (-len(step.leads_to), -len(step.opens_next)))
        return tuple(step for step in found if step.leads_to)[:count]


def structure_of(graph: CareerGraph, learner: Learner) -> Structure:
    """The place of every step that is near and open to the learner and not held yet."""
    net = _Net(graph, learner)
    reached = net.reached(0)
    roles = [id for id in net.ids if graph.step(id).is_role and reached & net.bit[id]]
    opened_by = {role: net.opened_by(role) for role in roles}
    measured = _measure(net, reached)
    return Structure(
        steps={
            id: StepPlace(
                id=id,
                after=measured.steps[id].blocking,
                chain=measured.steps[id].delay,
                blocks=_missing(net, roles, net.reached(net.bit[id]), id),
                leads_to=tuple(role for role in roles if net.later(id) & net.bit[role]),
                opens_next=tuple(role for role in roles if opened_by[role] & net.bit[id]),
            )
            for id in net.ids
            if reached & net.bit[id]
        },
        longest=measured.longest,
        complexity=measured.complexity,
    )


@dataclass(frozen=True, slots=True)
class Loss:
    """What changes on the way to ``to`` if ``step`` falls away.

    ``roles`` can then no longer be reached. ``routes`` and ``years`` (the quickest one with typical times [years from
    today]) are given before and after; no ``years_after`` where no route remains.
    """

    step: str
    to: str
    roles: tuple[str, ...]
    routes_before: int
    routes_after: int
    years_before: float
    years_after: float | None
    words: str

    @property
    def longer(self) -> float | None:
        """So much longer takes the quickest route that remains [years]; None where none remains."""
        return None if self.years_after is None else self.years_after - self.years_before


def loss_of(graph: CareerGraph, step: str, *, to: str, standing: Standing) -> Loss:
    """What falls away with a step. Raises UnknownId, and LearnerError where it is held, the goal, or no route is."""
    graph.step(step), graph.step(to)
    learner = standing.learner
    if step in learner.held:
        raise LearnerError(
            f"You hold {name_in_text(graph, step)} already, so it cannot fall away. Choose another step."
        )
    if step == to:
        raise LearnerError(f"{name_in_text(graph, to, first=True)} is your goal. Choose a step before it.")
    before, years = _quickest(graph, to, standing, learner)
    if years is None:
        raise LearnerError(f"No route leads to {name_in_text(graph, to)}, with or without this step.")
    after, later = _quickest(graph, to, standing, replace(learner, shut=learner.shut | {step}))
    roles = roles_lost(graph, step, learner)
    loss = Loss(step, to, roles, before, after, years, later, "")
    return replace(loss, words=_say_loss(graph, loss))


def roles_lost(graph: CareerGraph, step: str, learner: Learner) -> tuple[str, ...]:
    """The roles that nobody in the place of the learner reaches without a step, itself left out."""
    net = _Net(graph, learner)
    if step not in net.bit:
        return ()
    full = net.reached(0)
    roles = [id for id in net.ids if graph.step(id).is_role and full & net.bit[id]]
    return _missing(net, roles, net.reached(net.bit[step]), step)


class _Net:
    """The requirements of all open steps as bit sets; what the learner holds is met already and left out."""

    def __init__(self, graph: CareerGraph, learner: Learner) -> None:
        steps = (graph.step(id) for id in sorted(graph.steps, key=graph.rank) if id not in learner.held)
        self.ids = [step.id for step in steps if learner.allows(step) and learner.is_near(step)]
        self.bit = {id: 1 << n for n, id in enumerate(self.ids)}
        self._sure: list[list[int]] = []
        self._only_if: list[tuple[int, int, int]] = []  # holder, its condition (0 = holds anyway), ways
        for id in self.ids:
            needs = [need for need in open_needs(graph, id, learner) if not _met(need, learner)]
            self._sure.append([self._ways(need) for need in needs if not need.only_if])
            for need in needs:
                if need.only_if in learner.held or need.only_if in self.bit:
                    self._only_if.append((self.bit[id], self.bit.get(need.only_if, 0), self._ways(need)))
        self._later = self._all_later()

    def before(self, id: str) -> int:
        """All steps that can meet one of the requirements of a step."""
        found = 0
        for ways in (*self._sure[self._place(id)], *(w for holder, _, w in self._only_if if holder == self.bit[id])):
            found |= ways
        return found

    def names(self, steps: int) -> list[str]:
        """The ids of a set of steps."""
        found = []
        while steps:
            found.append(self.ids[steps.bit_length() - 1])
            steps ^= 1 << (steps.bit_length() - 1)
        return found[::-1]

    def later(self, id: str) -> int:
        """All steps that can come after a step."""
        return self._later[self._place(id)]

    def opened_by(self, role: str) -> int:
        """The steps each of which is all that a role still asks for."""
        needed = self._sure[self._place(role)]
        found = (1 << len(self.ids)) - 1 if needed else 0
        certain = [ways for holder, condition, ways in self._only_if if holder == self.bit[role] and not condition]
        for ways in (*needed, *certain):
            found &= ways
        return found

    def reached(self, shut: int) -> int:
        """Every step that some set of steps without ``shut`` leads to.

        A requirement that counts only beside another step, and that cannot be met, keeps the two apart: then what is
        reached without the one, and without the other, is all that is reached.
        """
        found, bit = 0, 1
        for needs in self._sure:
            if not bit & shut and all(ways & found for ways in needs):
                found |= bit
            bit <<= 1
        for holder, condition, ways in self._only_if:
            if found & holder and (not condition or found & condition) and not found & ways:
                return self.reached(shut | holder) | (self.reached(shut | condition) if condition else 0)
        return found

    def _place(self, id: str) -> int:
        return self.bit[id].bit_length() - 1

    def _ways(self, need: Need) -> int:
        return sum({self.bit[way.origin] for way in need.ways if way.origin in self.bit})

    def _all_later(self) -> list[int]:
        found = [0] * len(self.ids)
        for place, id in reversed(list(enumerate(self.ids))):
            for before in self.names(self.before(id)):
                found[self._place(before)] |= found[place] | self.bit[id]
        return found


def _met(need: Need, learner: Learner) -> bool:
    return any(way.origin in learner.held for way in need.ways)


def _measure(net: _Net, reached: int) -> CurriculumMetrics:
    return curriculum_metrics({id: net.names(net.before(id) & reached) for id in net.ids if reached & net.bit[id]})


def _missing(net: _Net, roles: Iterable[str], reached: int, step: str) -> tuple[str, ...]:
    return tuple(role for role in roles if role != step and not reached & net.bit[role])


def _quickest(graph: CareerGraph, to: str, standing: Standing, learner: Learner) -> tuple[int, float | None]:
    needs = reachable_needs(graph, to, learner)
    sets = smallest_sets(to, needs, learner.held)
    schedules = [make_schedule(graph, chosen, needs, standing.ago) for chosen in sets]
    at = 0 if graph.step(to).lasting else 1
    return len(sets), min((typical_times(schedule)[-1][at] for schedule in schedules), default=None)


def _say_loss(graph: CareerGraph, loss: Loss) -> str:
    name = name_in_text(graph, loss.step)
    goal = name_in_text(graph, loss.to)
    if loss.longer is None:
        return f"Without {name}, no route leads to {goal}."
    left = "1 route is" if loss.routes_after == 1 else f"{loss.routes_after} routes are"
    time = (
        f"the quickest takes {loss.longer:.1f} years longer" if loss.longer >= 0.05 else "the quickest takes no longer"
    )
    others = [role for role in loss.roles if role != loss.to]
    lost = f" {names_in_text(graph, others[:3])} would be out of reach." if others else ""
    return f"Without {name}, {left} left to {goal}; {time}.{lost[:2].upper()}{lost[2:]}"
