from __future__ import annotations

import pytest
from charts.samples import Page

from cmo_pathways.charts import PairRow, butterfly_chart
from cmo_pathways.errors import LearnerError

ROWS = (
    PairRow("Patient safety", 4, 4),
    PairRow("Crisis leadership", 2, 4),
    PairRow("Financial acumen", 5, 4),
    PairRow("EHR management", 3, 4),
)


def chart(rows=ROWS):
    return butterfly_chart(rows, left_name="CMO, health plan", right_name="CMO, hospital", source="s")


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (ROWS, "CMO, health plan asks for more financial acumen and less crisis leadership than CMO, hospital"),
        ([PairRow("EHR management", 3, 1)], "CMO, health plan asks for more EHR management than CMO, hospital"),
        ([PairRow("A", 3, 3)], "CMO, health plan and CMO, hospital ask for the same levels"),
        (
            [PairRow(f"R{i}", 3, 2) for i in range(3)] + [PairRow("Aa", 1, 2), PairRow("Bb", 1, 2)],
            "CMO, health plan asks for more in 3 competencies and less aa and bb than CMO, hospital",
        ),
    ],
)
def test_the_title_says_what_the_left_role_asks_more_and_less_of(rows, title):
    assert chart(rows).title == title


def test_rows_run_from_the_left_roles_excess_to_the_right_roles():
    assert [cells[0] for cells in chart().rows] == [
        "Financial acumen",
        "Patient safety",
        "EHR management",
        "Crisis leadership",
    ]


def test_the_table_holds_both_targets_their_difference_and_the_mark():
    made = chart()
    assert made.columns[1:3] == ("CMO, health plan (assumption)", "CMO, hospital (assumption)")
    assert made.rows[0] == ("Financial acumen", "5", "4", "+1")
    assert made.rows[1] == ("Patient safety", "4", "4", "same")
    assert made.rows[3] == ("Crisis leadership", "2", "4", "−2")
    assert "assumption" in made.subtitle


def test_a_sourced_target_carries_no_mark():
    made = butterfly_chart(ROWS, left_name="A", right_name="B", source="s", mark="")
    assert "assumption" not in made.subtitle + " ".join(made.columns)


def test_the_alternative_counts_the_differences():
    assert chart().alt.endswith(
        "Mirrored bars of 4 competencies: CMO, health plan asks for a higher level in 1, CMO, hospital in 2, "
        "the same in 1."
    )


@pytest.mark.parametrize("count", [1, 12, 13, 20])
def test_any_number_of_rows_is_drawn_with_every_label(count):
    rows = [PairRow(f"Competency {i}", i % 6, 5 - i % 6) for i in range(count)]
    words = Page(chart(rows).svg).words
    assert all(f"Competency {i}" in words for i in range(count))


def test_no_row_is_refused_with_a_sentence():
    with pytest.raises(LearnerError, match="two roles"):
        chart([])
