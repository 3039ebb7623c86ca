"""The data of a case on screen: a control chart where the case asks for one, else the table."""

from __future__ import annotations

from cmo_pathways.cases import Case
from cmo_pathways.widgets import blocks as b


def table_blocks(case: Case, name: str) -> list[b.Block]:
    """A revealed table of a case as blocks; nothing where the case has no such table."""
    found = case.table(name)
    if found is None:
        return []
    rows = [tuple(map(b.words, row)) for row in found.rows]
    return [b.details(f"table-{name}", found.title, b.table(found.columns, rows))]
