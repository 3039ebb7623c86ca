"""Bars: the table holds what is drawn, marks are told, lengths keep their proportion."""

from __future__ import annotations

import re

import pytest

from cmo_pathways.charts import Bar, bar_chart, chart_html
from cmo_pathways.errors import LearnerError

MIXED = (
    Bar("Nurse to leader", 10.0, "10 years", "sourced", "2020, n = 40", 8.0, 14.0),
    Bar("Reported", 5.0, "5 years", "reported", "2009"),
    Bar("Ours", 2.0, "2 years", "assumption"),
    Bar("Nobody knows", None, "not known", "unverified"),
)


def chart(bars=MIXED, **more):
    return bar_chart(bars, title="It takes ten", subtitle="Years", columns=("What", "Length"), source="x", **more)


def test_the_table_holds_value_range_detail_and_support():
    made = chart(span="Shortest to longest")
    assert made.columns == ("What", "Length", "Shortest to longest", "Year and n", "Support")
    assert made.rows[0] == ("Nurse to leader", "10 years", "8 to 14", "2020, n = 40", "sourced")
    assert made.rows[3] == ("Nobody knows", "not known", "", "", "unverified")
    assert "Ours: 2 years, assumption" in made.alt


def test_columns_that_would_stay_empty_are_left_out():
    made = chart((Bar("a", 1.0, "1", "assumption"),))
    assert made.columns == ("What", "Length", "Support")
    assert made.subtitle == "Years (all assumptions of ours)"


def test_where_the_support_differs_each_bar_says_its_own():
    svg = chart().svg
    assert "2 years, assumption" in svg and "5 years, reported" in svg
    assert "10 years, sourced" not in svg
    assert chart().subtitle == "Years"


def test_the_three_kinds_of_support_are_drawn_apart():
    def drawn(mark: str) -> set[str]:
        svg = chart((Bar("a", 1.0, "1", mark),)).svg
        return set(re.findall(r"var\(--cmo-([a-z0-9-]+)", svg)) | ({"dashed"} if "stroke-dasharray" in svg else set())

    assert {"warn", "warn-soft", "dashed"} <= drawn("assumption")
    assert {"level-1", "accent"} <= drawn("reported") and "dashed" not in drawn("reported")
    assert "accent" in drawn("sourced") and "level-1" not in drawn("sourced")


def test_a_bar_of_half_the_value_is_half_as_long():
    svg = chart((Bar("a", 4.0, "4", "sourced"), Bar("b", 2.0, "2", "sourced"))).svg
    boxes = [[float(n) for n in re.findall(r"[\d.]+", d)] for d in re.findall(r'd="(M[^"]*z)', svg)]
    widths = sorted(max(points[::2]) - min(points[::2]) for points in boxes)
    assert widths[0] * 2 == pytest.approx(widths[1], rel=0.01)


def test_no_figure_at_all_is_refused_in_one_sentence():
    with pytest.raises(LearnerError, match="no figure to draw"):
        chart((Bar("a", None, "not known", "unverified"),))


def test_the_same_bars_give_the_same_bytes_and_a_page_with_words():
    assert chart().svg == chart().svg
    assert "The numbers behind this chart" in chart_html(chart())
