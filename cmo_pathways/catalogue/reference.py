"""The reference shelf: what is looked up rather than computed with, read only when somebody asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from cmo_pathways.analytics.thresholds import Thresholds, read_thresholds
from cmo_pathways.career import Activity, CareerFacts, Company, read_activities, read_company, read_facts
from cmo_pathways.catalogue.load import Catalogue, load_catalogue
from cmo_pathways.content import Report, content_root
from cmo_pathways.errors import ContentError
from cmo_pathways.framework import Crosswalk, Items, Scope, Tag, read_crosswalk, read_items, read_scope, read_tags


@dataclass(frozen=True, slots=True)
class Reference:
    """Requirement lists, crosswalk, tags, activities, method thresholds, career facts, and the scope register."""

    items: Items
    crosswalk: Crosswalk
    tags: Mapping[str, Tag]
    activities: Mapping[str, Activity]
    company: Mapping[str, Company]
    thresholds: Thresholds
    facts: CareerFacts
    scope: Scope


def load_reference(root: Path | None = None) -> Reference:
    """The shelf of the shipped content, read once per process. Raises ContentError with every fault."""
    return _load(root or content_root())


@lru_cache(maxsize=4)
def _load(root: Path) -> Reference:
    report = Report(root)
    reference = read_reference(root, load_catalogue(root), report)
    if report.errors:
        raise ContentError(report.errors)
    return reference


def read_reference(root: Path, catalogue: Catalogue, report: Report, today: date | None = None) -> Reference:
    """The shelf below ``root``; faults of format, and of meaning against the catalogue, go into the report."""
    data, framework, graph = root / "data", catalogue.framework, catalogue.career
    tags = read_tags(data / "framework" / "tags.yaml", report, competencies=framework.competencies)
    return Reference(
        items=read_items(data / "framework", framework, report),
        crosswalk=read_crosswalk(data / "framework", framework.competencies, report, sources=graph.sources),
        tags=tags,
        activities=read_activities(
            data / "activities" / "activities.csv",
            report,
            competencies=tuple(framework.competencies),
            tags=tuple(tags),
            graph=graph,
        ),
        company=read_company(data / "activities" / "kinds.csv", report),
        thresholds=read_thresholds(
            data / "methods" / "thresholds.csv", report, sources=tuple(graph.sources), today=today
        ),
        facts=read_facts(data, graph, report, today),
        scope=read_scope(data / "scope.yaml", report),
    )
