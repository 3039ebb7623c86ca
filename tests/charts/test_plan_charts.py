"""The charts of a plan: the finding in the title, every number in the table, assumptions said, equal bytes."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date

import pytest
from charts.samples import HOSTILE

from cmo_pathways.charts import GanttRow, chart_html, chart_svg_plain, gantt_chart, load_chart, money_chart
from cmo_pathways.errors import LearnerError

BEGIN, END = date(2026, 11, 23), date(2027, 11, 21)
ROWS = (
    GanttRow("Finance course", date(2026, 1, 5), date(2026, 3, 1), "done", assumed=False),
    GanttRow("Committee year", BEGIN, END, "running"),
    GanttRow("Crisis exercise", END, date(2028, 2, 1), "planned", ("Crisis leadership 2 to 3",)),
)
COSTS = (("Course", BEGIN, 2500.0), ("Committee", BEGIN, 0.0), ("Exercise", END, 500.0))


def gantt(name: str = "Crisis exercise"):
    rows = (*ROWS[:2], GanttRow(name, END, date(2028, 2, 1), "planned", ("Crisis leadership 2 to 3",)))
    return gantt_chart(rows, title="The first level moves in Feb 2028", today=date(2026, 11, 22), source="Ours.")


def money():
    return money_chart(COSTS, begin=BEGIN, end=END, budget=5000, source="Ours.")


def load():
    return load_chart((2.0, 2.0, 5.5), begin=BEGIN, limit=6, source="Ours.")


@pytest.mark.parametrize("make", [gantt, money, load])
def test_equal_plans_give_equal_drawings_that_print(make):
    assert chart_html(make()) == chart_html(make())
    plain = chart_svg_plain(make())
    ET.fromstring(plain)
    assert "var(" not in plain and " id=" not in plain


def test_the_gantt_says_each_state_and_what_is_assumed():
    chart = gantt()
    assert [row[1] for row in chart.rows] == ["done", "under way", "planned"]
    assert [row[4] for row in chart.rows] == ["sourced", "assumption", "assumption"]
    assert "2 of 3" in chart.subtitle
    assert "Crisis leadership 2 to 3 (assumption)" in chart.alt
    assert chart.svg.count("stroke-dasharray") == 2


def test_the_money_adds_up_and_the_largest_fee_is_named():
    chart = money()
    assert chart.title == "The plan takes USD 3,000 of USD 5,000; most goes to Course (USD 2,500)"
    assert [row[-1] for row in chart.rows] == ["2,500", "3,000"]


def test_a_plan_without_fees_says_so():
    assert money_chart(COSTS[1:2], begin=BEGIN, end=END, budget=5000, source="").title == "This plan costs no fees"


def test_weeks_of_equal_hours_are_one_row():
    chart = load()
    assert chart.title == "The plan takes 3.2 of your 6 hours in a mean week, and 5.5 in the fullest"
    assert chart.rows == (("2026-11-23", "2026-12-06", "2", "2.0"), ("2026-12-07", "2026-12-13", "1", "5.5"))


def test_hostile_words_stay_words():
    assert "<script" not in chart_html(gantt(HOSTILE))
    ET.fromstring(chart_svg_plain(gantt(HOSTILE)))


def test_nothing_to_draw_is_one_sentence():
    for empty in (
        lambda: gantt_chart((), title="", today=BEGIN, source=""),
        lambda: money_chart((), begin=BEGIN, end=END, budget=1, source=""),
        lambda: load_chart((), begin=BEGIN, limit=1, source=""),
    ):
        with pytest.raises(LearnerError, match="holds no activity"):
            empty()
