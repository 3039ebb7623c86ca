"""The rows of a table that has exactly these columns, each with the record that knows its line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from cmo_pathways.content import Record, Report, read_table


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Row = TypeVar("_Row", bound=_HasId)


def read_rows(
    file: Path, columns: Sequence[str], build: Callable[[Record], _Row], report: Report
) -> list[tuple[_Row, Record]]:
    """The rows of a table; a column too many or too few and an id that stands twice are noted in the report."""
    records = read_table(file, report)
    if not records:
        return []
    missing = [name for name in columns if name not in records[0].keys()]  # noqa: SIM118 - a Record is no mapping
    for name in missing:
        report.add(file, 1, "E-KEY", f'the column "{name}" is missing - add it, empty where nothing is known')
    if missing:
        return []
    pairs = [(build(record), record) for record in records]
    records[0].done()
    return once(pairs)


def once(pairs: Iterable[tuple[_Row, Record]]) -> list[tuple[_Row, Record]]:
    """The first row of each id; the others are noted as problems."""
    kept: dict[str, tuple[_Row, Record]] = {}
    for row, record in pairs:
        if row.id in kept:
            first = kept[row.id][1]
            where = "" if first.file == record.file else f" of {first.file.name}"
            record.problem("E-TWICE", f'id "{row.id}" stands in line {first.line}{where} already - give a new one')
        elif row.id:
            kept[row.id] = (row, record)
    return list(kept.values())
