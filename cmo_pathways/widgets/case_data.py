"""The data of a case on screen: a chart where the case asks for one, else the table."""

from __future__ import annotations

import re

from cmo_pathways.cases import Case
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
    drawn = case_chart(found)
    return [] if drawn is None else [b.markup(chart_html(drawn), key=f"chart-{name}")]
