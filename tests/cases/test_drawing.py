"""Asking for a picture in a case: what is drawn, and the author's words for what cannot be."""

from __future__ import annotations

import pytest

from cmo_pathways.analytics import ControlChart
from cmo_pathways.analytics.figures import CashFlow, Funnel, Waiting
from cmo_pathways.cases.computed import parse_call
from cmo_pathways.cases.drawing import chart_faults, draw_table, drawing_faults
from cmo_pathways.cases.model import Table

COLUMNS = ("name", "n", "total", "odd")
ROWS = (("North", "3", "40", "4"), ("South", "5", "60", "x"), ("East", "2", "30", "7"))


def table(chart: str, labels: str = "name") -> Table:
    return Table("t", "T", "t.csv", COLUMNS, ROWS, labels, parse_call(chart), "", None, 1)


def faults(chart: str, labels: str = "name") -> tuple[str, ...]:
    made = table(chart, labels)
    assert made.chart is not None
    return chart_faults(made.chart, made) or drawing_faults(made)


@pytest.mark.parametrize(
    ("chart", "kind"),
    [
        ("funnel(name, n, total)", Funnel),
        ('funnel(name, n, total, "additive", 0.1)', Funnel),
        ("ratio_funnel(name, n, total)", Funnel),
        ("queue(name, n, total, n)", Waiting),
        ("cash_flow(n, 0.08)", CashFlow),
        ("rates(n, total)", object),
        ("rates(n, total, 1000)", object),
        ("bars(n)", object),
        ("epi_curve(n)", object),
        ("epi_curve(n, odd)", object),
        ("xmr(n)", ControlChart),
    ],
)
def test_a_sound_call_is_drawn(chart, kind):
    assert faults(chart) == ()
    assert isinstance(draw_table(table(chart)), kind)


@pytest.mark.parametrize(
    ("chart", "words"),
    [
        ("funel(name, n, total)", 'did you mean "funnel"?'),
        ("funnel(name, n)", "takes the columns units, counts, totals"),
        ("funnel(name, n, nn)", 'did you mean "n"?'),
        ("funnel(name, odd, total)", 'column "odd" holds "x" in row 2, no number'),
        ("funnel(name, total, n)", "cannot be drawn"),
        ('funnel(name, n, total, "wide")', "use one of additive, multiplicative"),
        ("funnel(name, n, total, 0.1, 0.2)", "one way of widening and one target"),
        ('cash_flow(n, "8 percent")', "write a number (rate)"),
        ("cash_flow(n, 0.08, 0.1)", "at most 1 literal"),
        ("calibration(n, total)", "cannot be drawn"),
        ("vlad(n, total)", "cannot be drawn"),
        ("bars(n, total)", "two ends"),
        ("xmr(n, 3)", "takes columns only"),
        ("funnel(3)", "takes columns of the table"),
    ],
)
def test_a_wrong_call_is_told_with_its_mend(chart, words):
    assert any(words in fault for fault in faults(chart)), faults(chart)


def test_groups_need_the_names_of_their_rows():
    assert "add labels:" in faults("bars(n)", labels="")[0]
    assert faults("funnel(name, n, total)", labels="") == ()


def test_a_table_without_chart_draws_nothing():
    made = Table("t", "T", "t.csv", COLUMNS, ROWS, "", None, "", None, 1)
    assert draw_table(made) is None
