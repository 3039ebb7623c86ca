"""Measures the tables below data/ and writes what it finds: rows and hashes into data/tables.yaml, and the dictionary.

The words of data/tables.yaml are written by hand; docs/data-dictionary.md is generated from them. Run it after a table
has changed: ``python scripts/data_dictionary.py``. It stops without writing where a table has no words or the words
name a column that is not there.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

from cmo_pathways.content import Report, content_root
from cmo_pathways.errors import Problem
from cmo_pathways.framework.tables import DESCRIPTOR, Measured, Table, check_tables, measure_tables, read_tables
from cmo_pathways.scale import Mark

DICTIONARY = "docs/data-dictionary.md"
_UNIT = re.compile(r"(.*?)\s*\[([^\]]+)\](.*)")
_HEAD = """<!-- Written by scripts/data_dictionary.py from data/tables.yaml; edit that file and run the script. -->
# Data dictionary

Every table that ships, what one row of it is, and what each column holds. The tables are CSV files in UTF-8 with one
header line; they can be read and corrected in any spreadsheet. An empty cell says that nothing is known or that the
column does not apply. Ids never change.

A mark says how well a number or a statement is supported: {marks}.

| Table | Row | Rows |
|---|---|---|
"""


def write_all(root: Path) -> tuple[Problem, ...]:
    """Write both files; gives the faults that only a person can mend, and then writes nothing."""
    report = Report(root)
    tables = read_tables(root / DESCRIPTOR, report)
    found = measure_tables(root)
    wrong = (*report.problems, *(p for p in check_tables(tables, found) if p.code != "E-STALE"))
    if wrong:
        return wrong
    file = root / DESCRIPTOR
    file.write_text(fill_in(file.read_text(encoding="utf-8"), found), encoding="utf-8", newline="\n")
    (root / DICTIONARY).write_text(dictionary(read_tables(file, report)), encoding="utf-8", newline="\n")
    return ()


def fill_in(descriptor: str, found: Mapping[str, Measured]) -> str:
    """The text of the descriptor with the rows and hash of each table; everything else stays as it is."""
    lines: list[str] = []
    current: Measured | None = None
    for line in descriptor.splitlines():
        if table := re.match(r"  - file: (\S+)", line):
            current = found.get(table[1])
        if re.match(r"    (rows|sha256):", line):
            continue
        if current and line == "    columns:":
            lines += [f"    rows: {current.rows}", f"    sha256: {current.sha256}"]
        lines.append(line)
    return "\n".join(lines) + "\n"


def dictionary(tables: tuple[Table, ...]) -> str:
    """The whole dictionary as Markdown."""
    marks = ", ".join(f"{mark.value} {mark.words}" for mark in Mark)
    listed = "".join(f"| [{t.name}](#{_anchor(t.name)}) | {_cell(t.row)} | {t.rows} |\n" for t in tables)
    return _HEAD.format(marks=marks) + listed + "".join(_chapter(table) for table in tables)


def _chapter(table: Table) -> str:
    rows = [_column(name, text) for name, text in table.columns.items()]
    return (
        f"\n## {table.name}\n\n`{table.file}` · {table.rows} rows · {table.licence}\n\n{table.row}\n\n"
        f"Source: {table.source}\n\n| Column | What it holds | Unit |\n|---|---|---|\n{''.join(rows)}\n"
        f"SHA-256 `{table.sha256}`\n"
    )


def _column(name: str, text: str) -> str:
    """One row of a chapter; the first bracket of the text is the unit."""
    unit = _UNIT.fullmatch(text)
    words = f"{unit[1]}{unit[3]}" if unit else text
    return f"| `{name}` | {_cell(words)} | {_cell(unit[2]) if unit else ''} |\n"


def _anchor(name: str) -> str:
    return re.sub(r"[^a-z0-9 -]", "", name.lower()).replace(" ", "-")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    found = write_all(content_root())
    for problem in found:
        sys.stderr.write(f"{problem}\n")
    sys.exit(bool(found))
