"""The data of a case on screen: drawn once, however often its scene is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from cmo_pathways.cases import Case, Table
from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.charts import Chart, case_chart
from cmo_pathways.widgets import case_data
from cmo_pathways.widgets.case_data import table_blocks

CHART = "limits-chart"


@pytest.fixture
def case() -> Case:
    return load_catalogue().case("this-months-number")


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Table]]:
    """The tables that were drawn; nothing is kept from earlier tests or for later ones."""
    made: list[Table] = []

    def draw(table: Table) -> Chart | None:
        made.append(table)
        return case_chart(table)

    monkeypatch.setattr(case_data, "case_chart", draw)
    case_data._drawn.cache_clear()
    yield made
    case_data._drawn.cache_clear()


def test_a_chart_is_drawn_once_for_equal_tables(case: Case, drawings: list[Table]) -> None:
    first = table_blocks(case, CHART)
    again = replace(case, tables=tuple(replace(table) for table in case.tables))
    assert again.table(CHART) is not case.table(CHART)
    assert table_blocks(again, CHART) == first
    assert [table.name for table in drawings] == [CHART]


def test_a_chart_of_other_numbers_is_drawn_anew(case: Case, drawings: list[Table]) -> None:
    table = case.table(CHART)
    assert table is not None
    shorter = replace(table, rows=table.rows[:-1])
    other = replace(case, tables=tuple(shorter if one.name == CHART else one for one in case.tables))
    assert table_blocks(other, CHART) != table_blocks(case, CHART)
    assert len(drawings) == 2
