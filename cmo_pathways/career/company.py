"""Kinds of activity, and who usually does one with you: societies, networks, mentors, coaches, colleagues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cmo_pathways.career.activity import KINDS
from cmo_pathways.career.rows import read_rows
from cmo_pathways.content import Record, Report
from cmo_pathways.scale import Mark

COLUMNS = ["id", "name", "with_you", "mark"]


@dataclass(frozen=True, slots=True)
class Company:
    """A kind of activity by its ``name``, and the people ``with_you`` in it."""

    id: str
    name: str
    with_you: str
    mark: Mark


def read_company(file: Path, report: Report) -> Mapping[str, Company]:
    """The kinds of ``kinds.csv`` by id; a kind that is not known, or has no row, goes into the report."""
    pairs = read_rows(file, COLUMNS, _company, report)
    found = {row.id: row for row, _ in pairs}
    for row, record in pairs:
        if row.id not in KINDS:
            record.problem("E-ID", f'"{row.id}" is no kind of activity - use one of activities.csv', "id")
    for kind in KINDS if pairs else ():
        if kind not in found:
            report.add(file, 1, "E-ID", f'the kind "{kind}" has no row - add one')
    return found


def _company(record: Record) -> Company:
    return Company(record.identifier(), record.text("name"), record.text("with_you"), record.mark("mark"))
