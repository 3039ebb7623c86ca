"""The week: the title says the hours, the table holds them, and bars keep their proportion."""

from __future__ import annotations

import pytest

from cmo_pathways.charts import chart_html, week_chart
from cmo_pathways.errors import LearnerError

PARTS = (("Clinical work", 36.0), ("On call", 0.0), ("At home after hours", 9.5))


def test_the_title_says_all_hours_and_the_largest_part():
    chart = week_chart(PARTS, source="Entered today.")
    assert chart.title == "45.5 hours of work in a usual week; clinical work takes 36"
    assert chart.rows[0] == ("Clinical work", "36", "79 %")
    assert chart.rows[-1] == ("All work", "45.5", "100 %")
    assert "at home after hours 9.5" in chart.alt.lower()
    assert "<svg" in chart_html(chart)


def test_a_single_kind_of_work_is_said_so():
    assert week_chart((("On call", 12.0),), source="").title == (
        "12 hours of work in a usual week, all entered as on call"
    )


def test_no_hours_are_refused_in_one_sentence():
    with pytest.raises(LearnerError, match="no week to draw"):
        week_chart((("On call", 0.0),), source="")


def test_the_same_week_gives_the_same_bytes():
    assert week_chart(PARTS, source="x").svg == week_chart(PARTS, source="x").svg
