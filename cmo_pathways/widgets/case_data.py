"""The data of a case on screen: a chart where the case asks for one, else the table."""

from __future__ import annotations

import re
from functools import lru_cache

from cmo_pathways.cases import Case, Table
from cmo_pathways.charts import case_chart, chart_html
from cmo_pathways.scale import month_words
from cmo_pathways.widgets import blocks as b

_NUMBER = re.compile(r"-?[0-9][0-9.,]*")


def table_blocks(case: Case, name: str) -> list[b.Block]:
    """A revealed table of a case as blocks; nothing where the case has no such table."""
    found = case.table(name)
    if found is None:
        return []
    if found.chart is None:
        rows = [tuple(b.words(month_words(cell)) for cell in row) for row in found.rows]
        numeric = [i for i in range(len(found.columns)) if all(_NUMBER.fullmatch(row[i]) for row in found.rows)]
        names = [name.replace("_", " ").capitalize() for name in found.columns]
        return [b.prose(b.strong(found.title)), b.table(names, rows, numeric=numeric)]
    drawn = _drawn(found)
    return [] if drawn is None else [b.markup(drawn, key=f"chart-{name}")]


@lru_cache(maxsize=64)
def _drawn(table: Table) -> str | None:
    # A scene with its data is shown again after each answer: drawing takes most of what a click waits for.
    chart = case_chart(table)
    return None if chart is None else chart_html(chart)
