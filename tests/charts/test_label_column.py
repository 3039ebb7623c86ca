"""The column of names beside a figure: wide enough for the longest, a third at most; rows are higher for two lines."""

from __future__ import annotations

from cmo_pathways.charts.canvas import WIDTH
from cmo_pathways.charts.label_column import label_column

LONG = "Negotiation with payers, vendors, unions and the regulators of three states"


def test_short_names_take_the_least_share_of_the_sheet_and_one_line_each():
    found = label_column(["Budget", "Staffing"], 11.0, least=0.25)
    assert found.width == 0.25 * WIDTH
    assert found.wrapped == (("Budget",), ("Staffing",))
    assert found.pitch == 22.0


def test_a_long_name_takes_a_third_at_most_and_breaks_into_two_lines():
    found = label_column(["Budget", LONG], 11.0, least=0.25)
    assert found.width == 0.33 * WIDTH
    assert len(found.wrapped[1]) == 2
    assert found.pitch == 29.0


def test_more_than_a_dozen_short_names_stand_closer():
    assert label_column(["Budget"] * 13, 11.0, least=0.25).pitch == 19.0
