"""The data of a case on paper: a chart where the case asks for one, else the first rows of the table."""

from __future__ import annotations

import re

from cmo_pathways.cases import Case, Table
from cmo_pathways.charts import case_chart, chart_svg_plain
from cmo_pathways.charts.figure import source_line
from cmo_pathways.document import Block, Column, Figure, Heading, Prose
from cmo_pathways.document import Table as Rows
from cmo_pathways.reports.words import as_typed
from cmo_pathways.scale import month_words

MOST_ROWS = 30
"""Rows of a table that a page shows; all of them stand in the file of the case."""
_LARGE = re.compile(r"-?[1-9][0-9]{4,}")
_NUMBER = re.compile(r"[-+]?[0-9][0-9.,]*")


def exhibit(case: Case, name: str) -> tuple[Block, ...]:
    """A table of a case as blocks; nothing where the case has no such table."""
    table = case.table(name)
    if table is None:
        return ()
    chart = case_chart(table)
    if chart is None:
        return _rows(table)
    caption = f"{chart.subtitle}. {source_line(chart)}"
    return Heading(chart.title, level=2), Figure(chart_svg_plain(chart), chart.alt, caption)


def _rows(table: Table) -> tuple[Block, ...]:
    shown = tuple(tuple(_cell(cell) for cell in row) for row in table.rows[:MOST_ROWS])
    numeric = [all(_NUMBER.fullmatch(row[at]) for row in shown) for at in range(len(table.columns))]
    columns = tuple(Column(_heading(n), number=is_number) for n, is_number in zip(table.columns, numeric, strict=True))
    rows = Rows(columns, shown, table.title)
    if len(table.rows) <= MOST_ROWS:
        return (rows,)
    return rows, Prose(f"The first {MOST_ROWS} of {len(table.rows)} rows; the rest stand in {as_typed(table.file)}.")


def _cell(cell: str) -> str:
    """A month in words, a large whole number with its thousands parted."""
    return f"{int(cell):,}" if _LARGE.fullmatch(cell) else month_words(cell)


def _heading(name: str) -> str:
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]
