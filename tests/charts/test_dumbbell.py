from __future__ import annotations

import pytest
from charts.samples import ROWS, Page

from cmo_pathways.charts import GapRow, chart_html, gap_chart
from cmo_pathways.errors import LearnerError

ROLE = "CMO, large hospital"


def row(label, gap, *, met=False):
    return GapRow(label, 4 - gap, 3.5 - gap, 4.5 - gap, 4, gap, met)


def unrated(label):
    return GapRow(label, None, None, None, 3, None, False)


def chart(rows):
    return gap_chart(rows, role_name=ROLE, source="s")


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (ROWS, f"Financial acumen and crisis leadership are your widest gaps to {ROLE}"),
        ([row("EHR management", 0.4)], f"EHR management is your only gap to {ROLE}"),
        ([row("A", 0.4), row("B", 0.0, met=True)], f"A is your only gap to {ROLE}"),
        (
            [row("Data analytics", 2), row("EHR management", 1)],
            f"Data analytics and EHR management are your widest gaps to {ROLE}",
        ),
        ([row("A", 2), row("Bb", 1), row("Cc", 1)], f"A is your widest gap to {ROLE}"),
        ([row("Aa", 1), row("Bb", 1), row("Cc", 1), row("Dd", 0.5)], f"Aa, bb and cc are your widest gaps to {ROLE}"),
        ([row(f"R{i}", 1) for i in range(4)], f"4 competencies share your widest gap to {ROLE}, 1.0 levels"),
        ([row(f"R{i}", -0.5, met=True) for i in range(5)], f"You meet all 5 targets for {ROLE}"),
        (
            [row("Aa", 0, met=True), row("Bb", 0, met=True), unrated("C")],
            f"You meet all 2 targets rated so far for {ROLE}",
        ),
        ([row("Patient safety", 0, met=True)], f"You meet the target in patient safety for {ROLE}"),
        ([unrated("A"), unrated("B")], f"Nothing is rated yet against the targets of {ROLE}"),
    ],
)
def test_the_title_is_the_finding(rows, title):
    assert chart(rows).title == title


def test_rows_stand_widest_gap_first_then_met_then_not_rated():
    assert [cells[0] for cells in chart(ROWS).rows] == [
        "Financial acumen",
        "Crisis leadership",
        "EHR management",
        "Patient safety",
        "Telemedicine",
    ]


def test_the_table_holds_the_numbers_that_were_given():
    found = {cells[0]: cells[1:] for cells in chart(ROWS).rows}
    assert found["Financial acumen"] == ("2.3", "1.7", "2.9", "4.0", "1.7")
    assert found["Patient safety"] == ("4.2", "3.8", "4.6", "4.0", "met")
    assert found["Telemedicine"] == ("", "", "", "3.0", "not rated")


def test_the_alternative_tells_count_widest_gap_and_what_is_open():
    assert chart(ROWS).alt.endswith("Chart of 5 competencies: 3 gaps, the widest 1.7 levels; 1 met, 1 not rated.")


@pytest.mark.parametrize("count", [1, 2, 7, 12, 13, 20])
def test_any_number_of_rows_is_drawn_with_every_label(count):
    rows = [row(f"Competency {i}", i / 10) for i in range(count)]
    words = Page(chart(rows).svg).words
    assert all(f"Competency {i}" in words for i in range(count))


def test_only_gaps_over_one_point_two_levels_are_warned_of():
    assert "--cmo-warn" not in chart([row("A", 1.2)]).svg
    assert "--cmo-warn" in chart([row("A", 1.3)]).svg


def test_a_negative_gap_that_is_not_met_has_a_true_minus():
    assert "−0.4" in Page(chart_html(chart([row("A", -0.4)]))).words


def test_level_words_stand_under_the_axis():
    assert {"none", "aware", "with help", "independent", "teaches", "shapes"} <= set(Page(chart(ROWS).svg).words)


def test_no_row_is_refused_with_a_sentence():
    with pytest.raises(LearnerError, match="Rate one"):
        chart([])
