"""How much of what a role asks for a route builds, and which routes no other one beats."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cmo_pathways.career.graph import CareerGraph


@dataclass(frozen=True, slots=True)
class Readiness:
    """The competencies that the goal asks for: ``met`` today, ``built`` by a step of the route, or left ``open``."""

    met: tuple[str, ...]
    built: tuple[str, ...]
    open: tuple[str, ...]

    @property
    def share(self) -> float:
        """Share of the competencies that are met or built on the way [0-1]. What a step builds is our judgment (E)."""
        every = len(self.met) + len(self.built) + len(self.open)
        return (every - len(self.open)) / every if every else 1.0


def readiness_of(graph: CareerGraph, steps: Iterable[str], gaps: Mapping[str, float]) -> Readiness:
    """How ready these steps make for a goal with these ``gaps`` [levels short of target per competency, 0 = met].

    A step counts for a competency that it builds at all; how far it lifts the level, nobody publishes.
    """
    builds = {competency for id in steps for competency in graph.step(id).competencies}
    short = [competency for competency, gap in gaps.items() if gap > 0]
    return Readiness(
        met=tuple(competency for competency, gap in gaps.items() if gap <= 0),
        built=tuple(competency for competency in short if competency in builds),
        open=tuple(competency for competency in short if competency not in builds),
    )


@dataclass(frozen=True, slots=True)
class Weighed:
    """What counts when routes are compared: ``years``, published ``cost`` in ``currency`` (None = no fee known), the
    steps without a known fee, and readiness [0-1].
    """

    years: float
    cost: float | None
    currency: str | None
    unpriced: frozenset[str]
    readiness: float


def unbeaten(weighed: Sequence[Weighed]) -> tuple[int, ...]:
    """The places of those than which no other is at least as good in everything and better in something.

    Two costs are compared only in one currency, and only where the dearer one does not lack fewer fees.
    """
    return tuple(n for n, one in enumerate(weighed) if not any(_beats(other, one) for other in weighed))


def _beats(one: Weighed, other: Weighed) -> bool:
    better = one.years < other.years or one.readiness > other.readiness or _cheaper(one, other)
    return one.years <= other.years and one.readiness >= other.readiness and _as_cheap(one, other) and better


def _as_cheap(one: Weighed, other: Weighed) -> bool:
    same = one.currency is None or other.currency is None or one.currency == other.currency
    return same and (one.cost or 0) <= (other.cost or 0) and one.unpriced <= other.unpriced


def _cheaper(one: Weighed, other: Weighed) -> bool:
    return _as_cheap(one, other) and ((one.cost or 0) < (other.cost or 0) or one.unpriced < other.unpriced)


def told_apart(keys: Sequence[frozenset[str]], first: Collection[int]) -> list[int]:
    """One place per key, in order: the first of those named in ``first``, else the first of all."""
    kept: dict[frozenset[str], int] = {}
    for place, key in enumerate(keys):
        if key not in kept or (kept[key] not in first and place in first):
            kept[key] = place
    return sorted(kept.values())
