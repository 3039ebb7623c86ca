"""The skill map as values: domains, competencies with level texts, roles with targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cmo_pathways.errors import UnknownId
from cmo_pathways.scale import Mark


@dataclass(frozen=True, slots=True)
class LevelName:
    """One step of the scale [0-5] with its name and a short word for chart axes."""

    level: int
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class LevelText:
    """What a level means for one competency: a first-person sentence, three behaviors, three instances, the evidence.

    ``evidence_years`` [years, 1-10] is the age up to which that evidence counts in full; None at level 0.
    """

    descriptor: str
    signals: tuple[str, ...] = ()
    evidence: str = ""
    examples: tuple[str, ...] = ()
    evidence_years: int | None = None


@dataclass(frozen=True, slots=True)
class Competency:
    """One of the 20 skills; ``levels[n]`` is its text at level n."""

    id: str
    name: str
    short: str
    domain: str
    what_it_is: str
    what_it_is_not: str
    levels: tuple[LevelText, ...]


@dataclass(frozen=True, slots=True)
class Domain:
    """A group of five competencies; ``shape`` is its mark in charts (circle, square, diamond, triangle)."""

    id: str
    name: str
    short: str
    shape: str
    competencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """The level [0-5] a role asks for at its start, how much a gap hurts there [1-5], and why."""

    level: int
    weight: int
    rationale: str


@dataclass(frozen=True, slots=True)
class Role:
    """A post with a target for each competency; ``steps`` are the career steps that it covers."""

    id: str
    name: str
    short: str
    sector: str
    seniority: str
    summary: str
    steps: tuple[str, ...]
    borrowed_by: tuple[str, ...]
    mark: Mark
    targets: Mapping[str, Target]


@dataclass(frozen=True, slots=True)
class Relation:
    """How two competencies hang together, and why in one line (our judgment, mark E).

    ``needs``: level 3 of ``origin`` is hard to reach below level 2 of ``target``. ``helps``: a higher level of
    ``origin`` makes the next level of ``target`` easier, without being asked for.
    """

    origin: str
    kind: str
    target: str
    why: str
    mark: Mark = Mark.ASSUMPTION


@dataclass(frozen=True, slots=True)
class ReleaseChange:
    """One change of a release: the competencies and levels [1-5] it concerns, and what becomes of ratings there.

    ``ratings`` is ``none`` (they stand), ``read-again`` (the wording changed) or ``rate-again`` (the meaning did).
    """

    what: str
    competencies: tuple[str, ...]
    levels: tuple[int, ...]
    ratings: str


@dataclass(frozen=True, slots=True)
class Release:
    """One version of the skill map with its day (``2026-11-22``), what it brought and its changes."""

    version: str
    date: str
    what: str
    changes: tuple[ReleaseChange, ...]


@dataclass(frozen=True, slots=True)
class Retired:
    """A competency or role that left the map in ``version``; its id stays, ``replaced_by`` says where it went."""

    id: str
    kind: str
    name: str
    version: str
    replaced_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """The whole skill map of one version; competencies in the order of the map, releases oldest first."""

    version: str
    levels: tuple[LevelName, ...]
    domains: tuple[Domain, ...]
    competencies: Mapping[str, Competency]
    roles: Mapping[str, Role]
    relations: tuple[Relation, ...] = ()
    releases: tuple[Release, ...] = ()
    retired: Mapping[str, Retired] = field(default_factory=dict)

    def competency(self, id: str) -> Competency:
        """The competency of that id. Raises UnknownId."""
        if id not in self.competencies:
            raise UnknownId("competency", id, self.competencies)
        return self.competencies[id]

    def domain_of(self, competency: str) -> Domain:
        """The domain a competency belongs to. Raises UnknownId."""
        wanted = self.competency(competency).domain
        return next(d for d in self.domains if d.id == wanted)

    def relations_of(self, competency: str) -> tuple[Relation, ...]:
        """The relations that begin or end at a competency, in the order of the file."""
        return tuple(r for r in self.relations if competency in (r.origin, r.target))

    def role(self, id: str) -> Role:
        """The target profile for a profile id or for a career step that it covers. Raises UnknownId."""
        if id in self.roles:
            return self.roles[id]
        for role in self.roles.values():
            if id in role.steps + role.borrowed_by:
                return role
        steps = [step for role in self.roles.values() for step in role.steps + role.borrowed_by]
        raise UnknownId("role", id, [*steps, *self.roles])
