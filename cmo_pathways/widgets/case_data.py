"""The data of a case on screen: a control chart where the case asks for one, else the table."""

from __future__ import annotations

import re

from cmo_pathways.cases import Case, Table, draw_table
from cmo_pathways.charts import chart_html, control_chart_of
from cmo_pathways.scale import month_words
from cmo_pathways.widgets import blocks as b

_NUMBER = re.compile(r"-?[0-9][0-9.,]*")
_UNIT = re.compile(r"\[([^\]]+)\]\s*$")
_METHODS = {"run": "Run chart around the median.", "xmr": "XmR chart: mean and 2.66 mean moving ranges.",
            "p": "p chart: mean share and 3 sigma limits.", "c": "c chart: mean count and 3 sigma limits.",
            "u": "u chart: mean rate and 3 sigma limits.",
            "p_prime": "p' chart (Laney): 3 sigma limits widened by what varies beyond chance.",
            "u_prime": "u' chart (Laney): 3 sigma limits widened by what varies beyond chance.",
            "g": "g chart: mean cases between events and 3 sigma limits.",
            "t": "t chart: time between events, XmR limits of its root 3.6."}  # fmt: skip


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
    return [b.markup(_chart(found), key=f"chart-{name}")]


def _chart(table: Table) -> str:
    worked_out, unit = draw_table(table), _UNIT.search(table.title)
    if worked_out is None or table.chart is None:
        return ""
    labels = [month_words(label) for label in table.column(table.labels)]
    chart = control_chart_of(
        worked_out,
        labels,
        better=None,
        title=_UNIT.sub("", table.title).strip(),
        subtitle=f"{len(labels)} periods, {labels[0]} to {labels[-1]}",
        source=_METHODS[table.chart.method],
        unit=unit[1] if unit else "",
        events={name: name.replace("-", " ") for name in worked_out.phases},
        invented=True,
    )
    return chart_html(chart)
