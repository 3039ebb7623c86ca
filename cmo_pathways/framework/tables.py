"""The descriptor of the tables: what a row of each CSV file is, its source, license, columns with units, size, hash."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cmo_pathways.content import Record, Report, read_yaml
from cmo_pathways.errors import Problem

DESCRIPTOR = "data/tables.yaml"
_MEND = "run scripts/data_dictionary.py"


@dataclass(frozen=True, slots=True)
class Table:
    """One table in words: ``columns`` says of each what it holds, with its unit in square brackets.

    ``rows`` and ``sha256`` are those of the file when it was last described; None and empty before that.
    """

    file: str
    name: str
    row: str
    source: str
    licence: str
    columns: Mapping[str, str]
    rows: int | None
    sha256: str
    line: int


@dataclass(frozen=True, slots=True)
class Measured:
    """What a CSV file holds now: its columns in order, its rows without the header, the hash of its bytes."""

    columns: tuple[str, ...]
    rows: int
    sha256: str


def read_tables(file: Path, report: Report) -> tuple[Table, ...]:
    """The descriptor of all tables, in its order; faults of format are noted."""
    top = read_yaml(file, report)
    if top is None:
        return ()
    top.identifier(), top.integer("version", 1, 99)
    tables: dict[str, Table] = {}
    for record in top.records("tables"):
        table = _table(record)
        if table.file in tables:
            message = f"{table.file} is described in line {tables[table.file].line} already - keep one of them"
            record.problem("E-TWICE", message, "file")
        tables.setdefault(table.file, table)
    top.done()
    return tuple(tables.values())


def measure_tables(root: Path) -> Mapping[str, Measured]:
    """Every CSV file below ``data/`` by its path from ``root``; bytes that are no UTF-8 count as unknown letters."""
    files = sorted((root / "data").rglob("*.csv"))
    return {file.relative_to(root).as_posix(): _measure(file.read_bytes()) for file in files}


def check_tables(tables: tuple[Table, ...], found: Mapping[str, Measured]) -> tuple[Problem, ...]:
    """Where descriptor and files disagree: a file without words, words without a file, columns, rows, hash."""
    described = {table.file for table in tables}
    problems = [
        Problem(DESCRIPTOR, 0, "E-TABLE", f"{file} is not described - add its block")
        for file in found
        if file not in described
    ]
    for table in tables:
        if table.file not in found:
            problems.append(Problem(DESCRIPTOR, table.line, "E-TABLE", f"{table.file} is not there - remove its block"))
        else:
            problems += _compare(table, found[table.file])
    return tuple(problems)


def _compare(table: Table, found: Measured) -> Iterator[Problem]:
    for column in found.columns:
        if column not in table.columns:
            message = f'column "{column}" of {table.file} is not described - say what it holds'
            yield Problem(DESCRIPTOR, table.line, "E-COLUMN", message)
    for column in table.columns:
        if column not in found.columns:
            message = f'column "{column}" is not in {table.file} - remove it or mend the name'
            yield Problem(DESCRIPTOR, table.line, "E-COLUMN", message)
    if table.rows != found.rows:
        message = f"{table.file} has {found.rows} rows, the descriptor says {table.rows} - {_MEND}"
        yield Problem(DESCRIPTOR, table.line, "E-STALE", message)
    elif table.sha256 != found.sha256:
        yield Problem(DESCRIPTOR, table.line, "E-STALE", f"{table.file} has changed since it was described - {_MEND}")


def _table(record: Record) -> Table:
    columns = record.record("columns")
    texts = {name: columns.text(name) for name in columns.keys()}  # noqa: SIM118 - a Record is no mapping
    columns.done()
    table = Table(
        file=record.text("file"),
        name=record.text("name"),
        row=record.text("row"),
        source=record.text("source"),
        licence=record.text("licence"),
        columns=texts,
        rows=record.integer("rows", 0, 10**9) if "rows" in record else None,
        sha256=record.text("sha256", ""),
        line=record.line,
    )
    record.done()
    return table


def _measure(content: bytes) -> Measured:
    rows = [row for row in csv.reader(io.StringIO(content.decode("utf-8-sig", errors="replace"), newline="")) if row]
    header = tuple(rows[0]) if rows else ()
    return Measured(header, max(len(rows) - 1, 0), hashlib.sha256(content).hexdigest())
