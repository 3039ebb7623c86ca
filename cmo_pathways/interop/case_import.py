"""A CASE package back into a skill map, where it has the shape of one; what it cannot take over is listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from cmo_pathways.framework import Competency, Domain, Framework, LevelName, LevelText, Relation, Role, Target
from cmo_pathways.interop import case_model as m
from cmo_pathways.interop.case_framework import KINDS, RUBRIC
from cmo_pathways.interop.findings import Findings, LeftOut, counted_left_out
from cmo_pathways.interop.leftover import from_leftover

T = TypeVar("T")
_STANDARD = {
    *("CFItemTypeURI", "CFDocumentURI", "CFPackageURI", "language", "licenseURI", "adoptionStatus", "subject"),
    *("officialSourceURL", "publisher", "statusStartDate", "subjectURI", "rubricId"),
}
_READ_ARROWS = {
    "isChildOf": set(KINDS),
    "precedes": {"Competency", "Proficiency level"},
    "isRelatedTo": {"Competency"},
    "hasSkillLevel": {"Level statement", "Proficiency level"},
    "exemplar": {"Level statement", "Example"},
    "replacedBy": {"Retired", "Competency", "Role"},
}
_UNREAD = "no place for it in the skill map; it stays in the file"


def is_skill_map(package: m.CasePackage) -> bool:
    """True if the package has the parts of a skill map: domains, competencies and a scale of levels."""
    return {"Domain", "Competency", "Proficiency level"} <= {item.kind for item in package.items}


def framework_of(package: m.CasePackage, file: str) -> tuple[Framework, tuple[LeftOut, ...]]:
    """The skill map in a package, and what of the package it has no place for.

    Raises InputError with every fault: a level without a number, a target without a competency, a value that does
    not fit.
    """
    reader = _Reader(package, Findings(file))
    framework = reader.framework()
    reader.findings.raise_errors()
    return framework, counted_left_out((*reader.unread, *_extras(package), *reader.unused()))


class _Reader:
    """Walks the package once; faults go into the findings, so that all are told."""

    def __init__(self, package: m.CasePackage, findings: Findings) -> None:
        self.package, self.findings = package, findings
        self.unread: list[tuple[str, str]] = []
        self.items = {item.identifier: item for item in package.items}
        self.children = _children(package)
        self.kinds: dict[str, list[m.CaseItem]] = {}
        for item in package.items:
            self.kinds.setdefault(item.kind, []).append(item)
        self.homes: dict[str, list[str]] = {}
        for domain in self._of("Domain"):
            for child in self._children(domain, "Competency"):
                self.homes.setdefault(child.identifier, []).append(domain.code)
        self.known = {item.code for item in self._of("Competency")}
        self.rubrics = {rubric.description: rubric for rubric in package.rubrics if rubric.description}
        self.used: set[str] = set()

    def framework(self) -> Framework:
        document = self.package.document
        more = self._leftover(Framework, document.notes.split("\n") if document.notes else (), "CFDocument.notes")
        if not document.version:
            self.findings.error("KEY", "CFDocument.version is missing - a skill map needs one")
        domains = tuple(self._domain(item) for item in self._of("Domain"))
        competencies = {item.code: self._competency(item) for item in self._of("Competency")}
        levels = tuple(sorted((self._scale(item) for item in self._of("Proficiency level")), key=lambda one: one.level))
        roles = {item.code: self._role(item) for item in self._of("Role")}
        for kind in ("Domain", "Competency", "Role"):
            self._check_codes(kind)
        more["relations"] = self._relations(more.get("relations", ()))
        return _made(Framework, more, document.version, levels, domains, competencies, roles)

    def _relations(self, noted: tuple[Relation, ...]) -> tuple[Relation, ...]:
        """The relations as the arrows have them; the reason of each from the notes, where the same one stands there."""
        said = {(relation.origin, relation.kind, relation.target): relation for relation in noted}
        drawn = []
        for row in self.package.associations:
            ends = [self.items.get(link.identifier) for link in (row.origin, row.destination)]
            codes = [item.code for item in ends if item is not None and item.kind == "Competency"]
            if len(codes) == 2 and row.type == "precedes":
                drawn.append((codes[1], "needs", codes[0]))
            elif len(codes) == 2 and row.type == "isRelatedTo":
                drawn.append((codes[0], "helps", codes[1]))
        if set(drawn) == set(said):
            return noted
        return tuple(said.get(key) or Relation(*key, why="") for key in dict.fromkeys(drawn))

    def _of(self, kind: str) -> list[m.CaseItem]:
        return self.kinds.get(kind, [])

    def _check_codes(self, kind: str) -> None:
        codes = Counter(item.code for item in self._of(kind))
        for code in sorted(code for code, number in codes.items() if not code or number > 1):
            said = f'the id "{code}" (humanCodingScheme) stands twice' if code else "a humanCodingScheme is missing"
            self.findings.error("ID", f"{kind}: {said} - each needs one of its own")

    def _scale(self, item: m.CaseItem) -> LevelName:
        more = self._leftover(LevelName, item.keywords, _shown(item))
        return _made(LevelName, more, self._number(item), item.statement, item.short)

    def _domain(self, item: m.CaseItem) -> Domain:
        inside = tuple(child.code for child in self._children(item, "Competency"))
        more = self._leftover(Domain, item.keywords, _shown(item))
        return _made(Domain, {"shape": "", **more}, item.code, item.statement, item.short, competencies=inside)

    def _competency(self, item: m.CaseItem) -> Competency:
        parents = self.homes.get(item.identifier, [])
        if len(parents) != 1:
            self.findings.error("DOMAIN", f"{_shown(item)} is a child of {len(parents)} domains - it needs one")
        rows = sorted(self._children(item, "Level statement"), key=self._number)
        if [self._number(row) for row in rows] != list(range(len(rows))):
            self.findings.error("LEVELS", f"{_shown(item)} does not have its level statements 0, 1, 2 ... in order")
        levels = tuple(self._level(row) for row in rows)
        more = self._leftover(Competency, item.keywords, _shown(item))
        domain = parents[0] if parents else ""
        return _made(Competency, more, item.code, item.label, item.short, domain, item.statement, item.notes, levels)

    def _level(self, item: m.CaseItem) -> LevelText:
        signals, examples = (
            tuple(child.statement for child in self._children(item, kind)) for kind in ("Signal", "Example")
        )
        more = self._leftover(LevelText, item.keywords, _shown(item))
        return _made(LevelText, more, item.statement, signals=signals, examples=examples, evidence=item.notes)

    def _role(self, item: m.CaseItem) -> Role:
        more = self._leftover(Role, item.keywords, _shown(item))
        for field in ("sector", "seniority", "mark"):
            if field not in more:
                self.findings.error("KEY", f'{_shown(item)} lacks the keyword "{field}=..." - add it')
        rubric = self.rubrics.get(item.code)
        targets = dict(self._targets(rubric)) if rubric else {}
        blank = {"sector": "", "seniority": "", "steps": (), "borrowed_by": (), "mark": None}
        names = {"id": item.code, "name": item.label, "short": item.short, "summary": item.statement}
        return Role(**{**blank, **more, **names, "targets": targets})

    def _targets(self, rubric: m.CaseRubric) -> Iterator[tuple[str, Target]]:
        self.used.add(rubric.identifier)
        for criterion in rubric.criteria:
            where = f'the rubric "{rubric.title}", criterion "{criterion.category}"'
            score = criterion.levels[0].score if len(criterion.levels) == 1 else None
            if criterion.category not in self.known:
                self.findings.error("COMPETENCY", f"{where} names no competency of the file - mend its category")
            elif score not in range(6) or criterion.weight not in range(1, 6):
                self.findings.error("TARGET", f"{where} needs one level with a score 0 to 5, and a weight 1 to 5")
            else:
                texts = criterion.levels[0].feedback
                more = self._leftover(Target, texts.split("\n") if texts else (), where)
                level, weight = int(score or 0), int(criterion.weight or 0)
                yield criterion.category, _made(Target, more, level, weight, criterion.description)

    def unused(self) -> Iterator[tuple[str, str]]:
        """What the package holds that no part of a skill map came from."""
        for item in self.package.items:
            if item.kind not in KINDS:
                yield f'item of type "{item.kind or "none"}"', _UNREAD
        for row in self.package.associations:
            ends = {
                self.items[link.identifier].kind
                for link in (row.origin, row.destination)
                if link.identifier in self.items
            }
            read = _READ_ARROWS.get(row.type)
            if read is None or not ends <= read:
                yield f"association {row.type}", _UNREAD
        for rubric in self.package.rubrics:
            if rubric.identifier not in self.used and rubric.title != RUBRIC:
                yield "rubric", _UNREAD
        if any(True for _ in self._other_words()):
            yield from (("words of a rubric level", "the item of the same level says it differently, and counts"),)

    def _other_words(self) -> Iterator[str]:
        rubric = next((rubric for rubric in self.package.rubrics if rubric.title == RUBRIC), None)
        said = {item.code: item for item in self._of("Competency")}
        for criterion in rubric.criteria if rubric else ():
            item = said.get(criterion.category)
            rows = sorted(self._children(item, "Level statement"), key=self._number) if item else []
            words = [row.statement for row in rows]
            yield from (level.identifier for level in criterion.levels if level.description not in words)

    def _children(self, parent: m.CaseItem, kind: str) -> list[m.CaseItem]:
        found = (self.items.get(id) for id in self.children.get(parent.identifier, ()))
        return [item for item in found if item is not None and item.kind == kind]

    def _number(self, item: m.CaseItem) -> int:
        if item.place.isdecimal() and item.place.isascii() and len(item.place) < 4:
            return int(item.place)
        self.findings.error("LEVEL", f"{_shown(item)} has no level number (listEnumeration) - add one")
        return 0

    def _leftover(self, shape: type, texts: Sequence[str], where: str) -> dict[str, Any]:
        try:
            found, unknown = from_leftover(shape, texts)
        except ValueError as error:
            self.findings.error("VALUE", f"{where}: {error} - mend it")
            return {}
        self.unread += [("keyword or note", _UNREAD)] * len(unknown)
        return found


def _made(shape: type[T], more: Mapping[str, Any], *values: Any, **named: Any) -> T:
    """A value of ours from its fields in order; what is said twice is taken from its own place."""
    names = [field.name for field in fields(shape)]  # type: ignore[arg-type]
    return shape(**{**more, **dict(zip(names, values, strict=False)), **named})


def _children(package: m.CasePackage) -> dict[str, list[str]]:
    rows = [(at, row) for at, row in enumerate(package.associations) if row.type == "isChildOf"]
    rows.sort(key=lambda pair: (pair[1].sequence if pair[1].sequence is not None else len(rows), pair[0]))
    children: dict[str, list[str]] = {}
    for _, row in rows:
        children.setdefault(row.destination.identifier, []).append(row.origin.identifier)
    return children


def _shown(item: m.CaseItem) -> str:
    return f'{item.kind} "{item.code or item.statement[:60]}"'


def _extras(package: m.CasePackage) -> Iterator[tuple[str, str]]:
    groups: tuple[tuple[str, tuple[Any, ...]], ...] = (
        ("the package", (package,)),
        ("CFDocument", (package.document,)),
        ("CFItems", package.items),
        ("CFAssociations", package.associations),
        ("CFRubrics", package.rubrics),
    )
    for name, blocks in groups:
        for block in blocks:
            yield from ((f"key {key} of {name}", _UNREAD) for key in block.extra if key not in _STANDARD)
