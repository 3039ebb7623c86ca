"""The skill map as a CASE package: items for what is said, associations for the order, rubrics for levels and targets.

    Domain, Competency, Level statement, Signal, Example    items, children of each other
    Proficiency level                                       items 0 to 5; each precedes the next
    Level statement -> Proficiency level                    hasSkillLevel
    Level statement -> Example                              exemplar
    Competency -> Competency                                precedes (group Needs), isRelatedTo (group Helps)
    Retired -> Competency or Role                           replacedBy
    "Levels of the skill map"                               rubric: criterion = competency, six levels
    "Targets: ..."                                          rubric of a role: criterion = competency, level asked for

What CASE has no key for stands in ``conceptKeywords`` as ``name=value`` (or in ``notes`` of the document).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from cmo_pathways.framework import Competency, Domain, Framework, LevelText, Role, Target
from cmo_pathways.interop import case_model as m
from cmo_pathways.interop.leftover import leftover
from cmo_pathways.interop.names import competency_id, framework_id, level_id, stable_id, stable_uri

TITLE = "Skill map of a chief medical officer"
RUBRIC = "Levels of the skill map"
KINDS = ("Domain", "Competency", "Proficiency level", "Level statement", "Signal", "Example", "Role", "Retired")
NEEDS, HELPS = "Needs", "Helps"
MAPPED = {
    "framework": ("version", "levels", "domains", "competencies", "roles"),
    "level_name": ("level", "name", "short"),
    "domain": ("id", "name", "short", "competencies"),
    "competency": ("id", "name", "short", "domain", "what_it_is", "what_it_is_not", "levels"),
    "level": ("descriptor", "signals", "examples", "evidence"),
    "role": ("id", "name", "short", "summary", "targets"),
    "target": ("level", "weight", "rationale"),
}
"""The fields of each of our classes that have a place of their own in a package."""


def case_package(framework: Framework, *, changed: str) -> m.CasePackage:
    """The skill map as a CASE 1.0 package; ``changed`` [ISO date or time] is when this version was released."""
    maker = _Maker(framework, changed if "T" in changed else f"{changed}T00:00:00Z")
    items = tuple(maker.items())
    return m.CasePackage(
        document=maker.document(),
        items=items,
        associations=tuple(maker.associations()),
        rubrics=(maker.level_rubric(), *(maker.role_rubric(role) for role in framework.roles.values())),
        definitions=maker.definitions(),
    )


@dataclass(frozen=True, slots=True)
class _Maker:
    framework: Framework
    changed: str

    def document(self) -> m.CaseDocument:
        id = framework_id(self.framework.version)
        license = stable_id("license", "CC-BY-4.0")
        return m.CaseDocument(
            identifier=id,
            uri=stable_uri(id),
            creator="cmo_pathways",
            title=TITLE,
            changed=self.changed,
            version=self.framework.version,
            description="Competencies of physician executives with levels, and target levels by role. Target levels "
            "and weights are assumptions of the project.",
            notes="\n".join(leftover(self.framework, MAPPED["framework"])),
            extra={
                "language": "en",
                "adoptionStatus": "Adopted",
                "subject": ["Physician leadership"],
                "licenseURI": {"title": "CC BY 4.0", "identifier": license, "uri": stable_uri(license)},
            },
        )

    def definitions(self) -> dict[str, object]:
        types = []
        for position, kind in enumerate(KINDS, 1):
            id = stable_id("item-type", kind)
            block = {"identifier": id, "uri": stable_uri(id), "title": kind, "description": kind}
            types.append({**block, "hierarchyCode": str(position), "lastChangeDateTime": self.changed})
        groups = []
        for name in (NEEDS, HELPS):
            link = _group(name)
            block = {"identifier": link.identifier, "uri": link.uri, "title": name}
            groups.append({**block, "lastChangeDateTime": self.changed})
        return {"CFItemTypes": types, "CFAssociationGroupings": groups}

    def items(self) -> Iterator[m.CaseItem]:
        for level in self.framework.levels:
            keys, place = leftover(level, MAPPED["level_name"]), str(level.level)
            id = self._scale(level.level)
            yield self._item(id, "Proficiency level", level.name, short=level.short, place=place, keys=keys)
        for domain in self.framework.domains:
            keywords = leftover(domain, MAPPED["domain"])
            yield self._item(_domain(domain), "Domain", domain.name, code=domain.id, short=domain.short, keys=keywords)
        for competency in self.framework.competencies.values():
            yield from self._competency_items(competency)
        for role in self.framework.roles.values():
            keywords = leftover(role, MAPPED["role"])
            names = {"code": role.id, "label": role.name, "short": role.short}
            yield self._item(stable_id("role", role.id), "Role", role.summary, keys=keywords, **names)

        for gone in self.framework.retired.values():
            yield self._item(_retired(gone.id), "Retired", gone.name, code=gone.id)

    def _competency_items(self, competency: Competency) -> Iterator[m.CaseItem]:
        names = {"code": competency.id, "label": competency.name, "short": competency.short}
        yield self._item(
            competency_id(competency.id),
            "Competency",
            competency.what_it_is,
            notes=competency.what_it_is_not,
            keys=leftover(competency, MAPPED["competency"]),
            **names,
        )
        for at, text in enumerate(competency.levels):
            id = level_id(self.framework.version, competency.id, at)
            keys = leftover(text, MAPPED["level"])
            yield self._item(id, "Level statement", text.descriptor, place=str(at), notes=text.evidence, keys=keys)
            for kind, texts in _parts(text):
                for n, words in enumerate(texts):
                    yield self._item(self._part(kind, competency.id, at, n), kind, words, place=str(n + 1))

    def associations(self) -> Iterator[m.CaseAssociation]:
        top = m.CaseLink(TITLE, framework_id(self.framework.version), stable_uri(framework_id(self.framework.version)))
        tops = [_link(_domain(domain), domain.name) for domain in self.framework.domains]
        scale = [_link(self._scale(level.level), level.name) for level in self.framework.levels]
        roles = [_link(stable_id("role", role.id), role.name) for role in self.framework.roles.values()]
        for n, child in enumerate((*tops, *scale, *roles), 1):
            yield self._arrow("isChildOf", child, top, n)
        for lower, higher in pairwise(scale):
            yield self._arrow("precedes", lower, higher)
        for domain, parent in zip(self.framework.domains, tops, strict=True):
            for n, id in enumerate(domain.competencies, 1):
                name = self.framework.competencies[id].name if id in self.framework.competencies else id
                yield self._arrow("isChildOf", _link(competency_id(id), name), parent, n)
        for competency in self.framework.competencies.values():
            yield from self._level_arrows(competency)
        yield from self._relation_arrows()

    def _relation_arrows(self) -> Iterator[m.CaseAssociation]:
        names = {id: found.name for id, found in self.framework.competencies.items()}
        for n, relation in enumerate(self.framework.relations, 1):
            if relation.origin in names and relation.target in names:
                ends = [_link(competency_id(id), names[id]) for id in (relation.origin, relation.target)]
                if relation.kind == "needs":
                    yield self._arrow("precedes", ends[1], ends[0], n, _group(NEEDS))
                else:
                    yield self._arrow("isRelatedTo", ends[0], ends[1], n, _group(HELPS))
        for gone in self.framework.retired.values():
            for id in dict.fromkeys(gone.replaced_by):
                if id in names:
                    yield self._arrow(
                        "replacedBy", _link(_retired(gone.id), gone.name), _link(competency_id(id), names[id])
                    )

    def _level_arrows(self, competency: Competency) -> Iterator[m.CaseAssociation]:
        parent = _link(competency_id(competency.id), competency.name)
        names = {level.level: level.name for level in self.framework.levels}
        for at, text in enumerate(competency.levels):
            own = _link(level_id(self.framework.version, competency.id, at), f"{competency.short}, level {at}")
            yield self._arrow("isChildOf", own, parent, at + 1)
            if at in names:
                yield self._arrow("hasSkillLevel", own, _link(self._scale(at), names[at]))
            n = 0
            for kind, texts in _parts(text):
                for place, words in enumerate(texts):
                    n += 1
                    part = _link(self._part(kind, competency.id, at, place), words[:80])
                    yield self._arrow("isChildOf", part, own, n)
                    if kind == "Example":
                        yield self._arrow("exemplar", own, part)

    def level_rubric(self) -> m.CaseRubric:
        """All competencies with their levels: what an instructor scores with."""
        criteria = []
        names = {level.level: level.name for level in self.framework.levels}
        for position, competency in enumerate(self.framework.competencies.values(), 1):
            levels = [
                self._rubric_level(
                    rubric_level_id(self.framework.version, competency.id, at),
                    names.get(at, ""),
                    at,
                    description=text.descriptor,
                    feedback=text.evidence,
                    position=at + 1,
                )
                for at, text in enumerate(competency.levels)
            ]
            criteria.append(self._criterion("levels", competency.id, competency.what_it_is, 1, position, tuple(levels)))
        return self._rubric(stable_id("rubric", self.framework.version), RUBRIC, tuple(criteria))

    def role_rubric(self, role: Role) -> m.CaseRubric:
        """The levels that a role asks for, each with its weight and the reason."""
        names = {level.level: level.name for level in self.framework.levels}
        criteria = []
        for position, (competency, target) in enumerate(role.targets.items(), 1):
            id = stable_id("target", self.framework.version, role.id, competency)
            level = self._rubric_level(
                id, names.get(target.level, ""), target.level, feedback=_target_keys(target), position=1
            )
            criteria.append(self._criterion(role.id, competency, target.rationale, target.weight, position, (level,)))
        id = stable_id("rubric", self.framework.version, role.id)
        return self._rubric(id, f"Targets: {role.name}", tuple(criteria), description=role.id)

    def _rubric(
        self, id: str, title: str, criteria: tuple[m.CaseCriterion, ...], *, description: str = ""
    ) -> m.CaseRubric:
        return m.CaseRubric(id, stable_uri(id), self.changed, title, description, criteria)

    def _criterion(
        self,
        owner: str,
        competency: str,
        words: str,
        weight: float,
        position: int,
        levels: tuple[m.CaseRubricLevel, ...],
    ) -> m.CaseCriterion:
        id = stable_id("criterion", self.framework.version, owner, competency)
        known = self.framework.competencies.get(competency)
        item = _link(competency_id(competency), known.name if known else competency)
        return m.CaseCriterion(id, stable_uri(id), self.changed, competency, words, item, weight, position, levels)

    def _rubric_level(
        self, id: str, quality: str, score: int, *, description: str = "", feedback: str = "", position: int
    ) -> m.CaseRubricLevel:
        return m.CaseRubricLevel(id, stable_uri(id), self.changed, description, quality, score, feedback, position)

    def _item(
        self,
        id: str,
        kind: str,
        statement: str,
        *,
        code: str = "",
        label: str = "",
        short: str = "",
        place: str = "",
        notes: str = "",
        keys: tuple[str, ...] = (),
    ) -> m.CaseItem:
        type_id = stable_id("item-type", kind)
        extra = {"CFItemTypeURI": {"title": kind, "identifier": type_id, "uri": stable_uri(type_id)}, "language": "en"}
        return m.CaseItem(
            id, stable_uri(id), statement, self.changed, kind, code, label, short, place, keys, notes, extra
        )

    def _arrow(
        self,
        type: str,
        origin: m.CaseLink,
        to: m.CaseLink,
        sequence: int | None = None,
        group: m.CaseLink | None = None,
    ) -> m.CaseAssociation:
        id = stable_id("association", type, origin.identifier, to.identifier)
        return m.CaseAssociation(id, stable_uri(id), type, origin, to, self.changed, sequence, group)

    def _scale(self, level: int) -> str:
        return stable_id("scale", self.framework.version, level)

    def _part(self, kind: str, competency: str, level: int, n: int) -> str:
        return stable_id(kind.lower(), self.framework.version, competency, level, n)


def rubric_level_id(version: str, competency: str, level: int) -> str:
    """The UUID of a level of a competency in the rubric of one version."""
    return stable_id("rubric-level", version, competency, level)


def _group(name: str) -> m.CaseLink:
    return _link(stable_id("association-group", name), name)


def _retired(id: str) -> str:
    return stable_id("retired", id)


def _domain(domain: Domain) -> str:
    return stable_id("domain", domain.id)


def _parts(text: LevelText) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (("Signal", text.signals), ("Example", text.examples))


def _target_keys(target: Target) -> str:
    return "\n".join(leftover(target, MAPPED["target"]))


def _link(id: str, title: str) -> m.CaseLink:
    return m.CaseLink(title, id, stable_uri(id))
