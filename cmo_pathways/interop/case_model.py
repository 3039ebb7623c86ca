"""A CASE 1.0 package as values: a framework document, its items, their associations, and rubrics with levels.

Follows the 1EdTech Competencies and Academic Standards Exchange (CASE) 1.0 information model. ``extra`` keeps every
other key of a block as it came, so that reading and writing a file of somebody else loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ASSOCIATION_TYPES = (
    *("isChildOf", "isPeerOf", "isPartOf", "exactMatchOf", "precedes", "isRelatedTo", "replacedBy", "exemplar"),
    *("hasSkillLevel", "isTranslationOf"),
)
"""The kinds of association; the last one came with CASE 1.1."""

Extra = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CaseLink:
    """What a block points at: its title, UUID and address."""

    title: str
    identifier: str
    uri: str
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CaseDocument:
    """The framework as a whole; ``changed`` is an ISO time."""

    identifier: str
    uri: str
    creator: str
    title: str
    changed: str
    version: str = ""
    description: str = ""
    notes: str = ""
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CaseItem:
    """One statement; ``kind`` is its type in words, ``code`` the id that people use."""

    identifier: str
    uri: str
    statement: str
    changed: str
    kind: str = ""
    code: str = ""
    label: str = ""
    short: str = ""
    place: str = ""
    keywords: tuple[str, ...] = ()
    notes: str = ""
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CaseAssociation:
    """An arrow of one of the ASSOCIATION_TYPES; ``sequence`` orders the children of one parent."""

    identifier: str
    uri: str
    type: str
    origin: CaseLink
    destination: CaseLink
    changed: str
    sequence: int | None = None
    group: CaseLink | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CaseRubricLevel:
    """One level of a criterion: its words, the name of the level, its score."""

    identifier: str
    uri: str
    changed: str
    description: str = ""
    quality: str = ""
    score: float | None = None
    feedback: str = ""
    position: int | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CaseCriterion:
    """One row of a rubric, for the item that it judges."""

    identifier: str
    uri: str
    changed: str
    category: str = ""
    description: str = ""
    item: CaseLink | None = None
    weight: float | None = None
    position: int | None = None
    levels: tuple[CaseRubricLevel, ...] = ()
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CaseRubric:
    """A table of criteria and levels."""

    identifier: str
    uri: str
    changed: str
    title: str = ""
    description: str = ""
    criteria: tuple[CaseCriterion, ...] = ()
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CasePackage:
    """A whole CASE file; ``definitions`` (item types, subjects, licenses ...) are kept as they came."""

    document: CaseDocument
    items: tuple[CaseItem, ...]
    associations: tuple[CaseAssociation, ...]
    rubrics: tuple[CaseRubric, ...] = ()
    definitions: Extra = field(default_factory=dict)
    extra: Extra = field(default_factory=dict)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many blocks of each sort the package holds."""
        criteria = [criterion for rubric in self.rubrics for criterion in rubric.criteria]
        return {
            "items": len(self.items),
            "associations": len(self.associations),
            "rubrics": len(self.rubrics),
            "criteria": len(criteria),
            "rubric_levels": sum(len(criterion.levels) for criterion in criteria),
        }
