"""What every screen needs of the content, as one immutable value: skill map, estimate, career graph, cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cmo_pathways.assess import Constants, read_constants
from cmo_pathways.career import CareerGraph, Training, read_career, read_training
from cmo_pathways.cases import Case, case_files, read_case
from cmo_pathways.content import Report, content_root
from cmo_pathways.errors import ContentError, UnknownId
from cmo_pathways.framework import Framework, Responsibility, read_framework, read_responsibility


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that ships: the skill map, the estimate's assumptions, the career graph, the cases.

    ``responsibility`` are the levels on which a learner places himself once. ``training`` holds the gains of each
    activity, by its id; the whole activities are on the shelf of ``reference``.
    """

    framework: Framework
    responsibility: Responsibility
    constants: Constants
    career: CareerGraph
    cases: Mapping[str, Case]
    training: Mapping[str, Training]

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
    responsibility = read_responsibility(root / "data" / "framework" / "responsibility.yaml", report)
    constants = read_constants(root / "data" / "framework" / "estimate.yaml", report)
    career = read_career(root / "data" / "career", report)
    cases = {}
    for file in case_files(root):
        case = read_case(file, report)
        if case is not None:
            cases[case.id] = case
    if constants is None or responsibility is None:
        return None, report
    training = read_training(root / "data" / "activities" / "activities.csv")
    return Catalogue(framework, responsibility, constants, career, cases, training), report
