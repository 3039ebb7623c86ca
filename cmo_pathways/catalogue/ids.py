"""Every id that ships, by kind: for the register of released ids and for the places of the scope register."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from cmo_pathways.catalogue.load import Catalogue
from cmo_pathways.catalogue.reference import Reference
from cmo_pathways.content import Report, read_yaml
from cmo_pathways.framework import Framework, notebook_places
from cmo_pathways.sessions import session_files


def ids_of(root: Path, catalogue: Catalogue, reference: Reference) -> Mapping[str, Collection[str]]:
    """The ids below ``root`` by kind, such as competency, step, activity, source, notebook."""
    framework, graph, facts = catalogue.framework, catalogue.career, reference.facts
    found: dict[str, list[str]] = {
        "competency": [*framework.competencies, *_retired(framework, "competency")],
        "role": [*framework.roles, *_retired(framework, "role")],
        "step": [*graph.steps],
        "transition": [row.id for row in graph.transitions],
        "wildcard": [*graph.wildcards],
        "source": [*graph.sources],
        "case": [*catalogue.cases],
        "code": [*facts.codes],
        "figure": [*facts.figures],
        "belief": [*facts.beliefs],
        "activity": [*reference.activities],
        "threshold": [*reference.thresholds.rows],
        "tag": [*reference.tags],
        "framework": [*reference.crosswalk.frameworks],
        "scope": [item.id for item in reference.scope],
        "notebook": sorted(notebook_places(root / "notebooks")),
        "audience": sorted(file.stem for file in (root / "data" / "audiences").glob("*.yaml")),
        "portfolio-section": _sections(root),
        "session": [file.stem for file in session_files(root)],
    }
    for item in reference.items:
        found.setdefault(item.kind, []).append(item.id)
    return found


def _retired(framework: Framework, kind: str) -> list[str]:
    return [left.id for left in framework.retired.values() if left.kind == kind]


def _sections(root: Path) -> list[str]:
    # The portfolio reads this file itself; here only its ids matter, and its faults are told there.
    top = read_yaml(root / "data" / "portfolio" / "sections.yaml", Report(root))
    return [record.text("id") for record in top.records("sections")] if top else []
