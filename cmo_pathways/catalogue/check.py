"""All checks over all content: format and meaning, in one report, in the author's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cmo_pathways.career import check_sources, cited_by
from cmo_pathways.cases import check_case, check_translations
from cmo_pathways.catalogue.ids import ids_of
from cmo_pathways.catalogue.load import Catalogue, read_catalogue
from cmo_pathways.catalogue.reference import Reference, read_reference
from cmo_pathways.content import Report, line_of
from cmo_pathways.framework import (
    check_released,
    check_scope,
    check_tables,
    lint_framework,
    measure_tables,
    read_tables,
)
from cmo_pathways.framework.released import RELEASED
from cmo_pathways.scale import is_id
from cmo_pathways.sessions import Session, check_course, check_session, read_sessions

Counts = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at all content found: how much there is of what, every problem, and what was read on the way.

    ``catalogue`` is None where too little could be read; ``sound`` says whether it was read without a fault, and
    ``reference`` is None where either was not.
    """

    counts: Counts
    report: Report
    catalogue: Catalogue | None = None
    sound: bool = False
    reference: Reference | None = None


def check_catalogue(root: Path, today: date, *, cases: bool = True) -> Checked:
    """Counts of all content and every problem, format and meaning.

    ``cases=False`` reads the cases and does not play them through, for a look at other files alone.
    """
    catalogue, report = read_catalogue(root)
    if catalogue is None:
        return Checked({}, report)
    sound = not report.errors
    for case in catalogue.cases.values() if cases else ():
        skills = tuple(catalogue.framework.competencies)
        found = check_case(case, competencies=skills, today=today)
        found += check_translations(case, root / case.file, root, competencies=skills)
        report.problems.extend(problem for problem in found if problem not in report.problems)
    before = len(report.errors)
    reference = read_reference(root, catalogue, report, today)
    whole = reference if sound and len(report.errors) == before else None
    _check_steps(catalogue, reference, root / "data" / "career" / "steps.csv", report)
    _check_roles(catalogue, root / "data" / "framework" / "roles", report)
    sessions = _check_sessions(root, catalogue, report)
    _check_registers(root, catalogue, reference, sessions, report, today)
    lint_framework(catalogue.framework, root / "data" / "framework" / "competencies", report)
    return Checked(_counts(catalogue, reference, sessions), report, catalogue, sound, whole)


def _check_sessions(root: Path, catalogue: Catalogue, report: Report) -> Mapping[str, Session]:
    sessions = read_sessions(root, report)
    cases = {case.id: case.competencies for case in catalogue.cases.values()}
    skills, sources = tuple(catalogue.framework.competencies), catalogue.career.sources
    for session in sessions.values():
        report.problems += check_session(session, cases=cases, competencies=skills, sources=sources)
    report.problems += check_course(sessions.values(), skills, "data/sessions")
    return sessions


def _check_registers(
    root: Path,
    catalogue: Catalogue,
    reference: Reference,
    sessions: Mapping[str, Session],
    report: Report,
    today: date,
) -> None:
    known = ids_of(root, catalogue, reference)
    report.problems += check_scope(reference.scope, known)
    released = root / RELEASED
    report.problems += check_released(released.read_text(encoding="utf-8") if released.exists() else "", known)
    report.problems += check_tables(read_tables(root / "data" / "tables.yaml", report), measure_tables(root))
    cited = {
        *cited_by(catalogue.career, reference.facts),
        *(id for activity in reference.activities.values() for id in activity.sources),
        *(id for row in reference.thresholds.rows.values() for id in row.sources),
        *(id for framework in reference.crosswalk.frameworks.values() for id in framework.sources),
        *(id for session in sessions.values() for id in session.sources),
    }
    check_sources(catalogue.career.sources, cited, root / "data" / "sources.yaml", report, today)


def _check_steps(catalogue: Catalogue, reference: Reference, file: Path, report: Report) -> None:
    graph, words = catalogue.career, {*catalogue.framework.competencies, *reference.tags}
    ends = {end for row in graph.transitions for end in (row.origin, row.target, row.only_if) if end}
    linked = {step for end in ends for step in graph.members(end)}
    for step in graph.steps.values():
        if step.id not in linked:
            message = f'no transition leads to or from the step "{step.id}" - add one, or remove the step'
            report.add(file, _row_of(file, step.id), "E-ORPHAN", message)
        for word in step.competencies:
            if is_id(word) and word not in words:
                message = f'step "{step.id}" names "{word}", which is neither a competency nor a tag - mend it'
                report.add(file, _row_of(file, step.id), "E-COMPETENCY", message)


def _row_of(file: Path, id: str) -> int:
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.startswith(f"{id},")), 1)


def _check_roles(catalogue: Catalogue, folder: Path, report: Report) -> None:
    covered: dict[str, str] = {}
    for role in catalogue.framework.roles.values():
        file = folder / f"{role.id}.yaml"
        for step in role.steps + role.borrowed_by:
            if step not in catalogue.career.steps:
                message = f'role covers the step "{step}", which is not in steps.csv - mend the id'
                report.add(file, line_of(file, step, below="steps:"), "E-STEP", message)
            if step in covered:
                message = f'step "{step}" has the profile {covered[step]} already - keep one'
                report.add(file, line_of(file, step, below="steps:"), "E-STEP", message)
            covered[step] = role.id


def _counts(catalogue: Catalogue, reference: Reference, sessions: Mapping[str, Session]) -> Counts:
    competencies = catalogue.framework.competencies.values()
    kinds = [item.kind for item in reference.items]
    return {
        "competencies": len(catalogue.framework.competencies),
        "technical_skills": kinds.count("skill"),
        "soft_abilities": kinds.count("ability"),
        "responsibilities": kinds.count("responsibility"),
        "tools": kinds.count("tool"),
        "roles": len(catalogue.framework.roles),
        "steps": len(catalogue.career.steps),
        "transitions": len(catalogue.career.transitions),
        "sources": len(catalogue.career.sources),
        "signals": sum(len(level.signals) for c in competencies for level in c.levels),
        "examples": sum(len(level.examples) for c in competencies for level in c.levels),
        "activities": len(reference.activities),
        "cases": len(catalogue.cases),
        "sessions": len(sessions),
    }
