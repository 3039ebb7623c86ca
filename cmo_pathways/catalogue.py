"""All content as one immutable value, and the checks that need more than one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from cmo_pathways.assess import Constants, read_constants
from cmo_pathways.career import CareerGraph, read_career
from cmo_pathways.cases import Case, case_files, check_case, read_case
from cmo_pathways.content import Report, content_root
from cmo_pathways.errors import ContentError, UnknownId
from cmo_pathways.framework import Framework, read_framework


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that ships: the skill map, the estimate's assumptions, the career graph, the cases."""

    framework: Framework
    constants: Constants
    career: CareerGraph
    cases: Mapping[str, Case]

    def case(self, id: str) -> Case:
        """The case of that id. Raises UnknownId."""
        if id not in self.cases:
            raise UnknownId("case", id, self.cases)
        return self.cases[id]


def load_catalogue(root: Path | None = None) -> Catalogue:
    """All shipped content, read once per process. Raises ContentError with every fault, file and line."""
    return _load(root or content_root())


@lru_cache(maxsize=4)
def _load(root: Path) -> Catalogue:
    catalogue, report = read_catalogue(root)
    if report.errors or catalogue is None:
        raise ContentError(report.errors)
    return catalogue


def read_catalogue(root: Path) -> tuple[Catalogue | None, Report]:
    """The content below ``root`` with the report of its format faults; None where too little could be read."""
    report = Report(root)
    framework = read_framework(root / "data" / "framework", report)
    constants = read_constants(root / "data" / "framework" / "estimate.yaml", report)
    career = read_career(root / "data" / "career", report)
    cases = {}
    for file in case_files(root):
        case = read_case(file, report)
        if case is not None:
            cases[case.id] = case
    if constants is None:
        return None, report
    return Catalogue(framework, constants, career, cases), report


def check_catalogue(root: Path, today: date) -> tuple[Mapping[str, int | None], Report]:
    """Counts of all content (None for kinds that are not built yet) and every problem, format and meaning."""
    catalogue, report = read_catalogue(root)
    if catalogue is None:
        return {}, report
    for case in catalogue.cases.values():
        found = check_case(case, competencies=tuple(catalogue.framework.competencies), today=today)
        report.problems.extend(problem for problem in found if problem not in report.problems)
    _check_roles(catalogue, root / "data" / "framework" / "roles", report)
    return _counts(catalogue), report


def _check_roles(catalogue: Catalogue, folder: Path, report: Report) -> None:
    covered: dict[str, str] = {}
    for role in catalogue.framework.roles.values():
        file = folder / f"{role.id}.yaml"
        for step in role.steps + role.borrowed_by:
            if step not in catalogue.career.steps:
                report.add(file, 1, "E-STEP", f'role covers the step "{step}", which is not in steps.csv - mend the id')
            if step in covered:
                report.add(file, 1, "E-STEP", f'step "{step}" has the profile {covered[step]} already - keep one')
            covered[step] = role.id


def _counts(catalogue: Catalogue) -> Mapping[str, int | None]:
    competencies = catalogue.framework.competencies.values()
    return {
        "competencies": len(catalogue.framework.competencies),
        "technical_skills": None,
        "soft_abilities": None,
        "responsibilities": None,
        "tools": None,
        "roles": len(catalogue.framework.roles),
        "steps": len(catalogue.career.steps),
        "transitions": len(catalogue.career.transitions),
        "sources": len(catalogue.career.sources),
        "signals": sum(len(level.signals) for c in competencies for level in c.levels),
        "examples": None,
        "activities": None,
        "cases": len(catalogue.cases),
        "sessions": None,
    }
