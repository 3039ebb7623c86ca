"""The line of renewals: what is near warns in words and color, the rest follows in its order."""

from __future__ import annotations

from datetime import date

import pytest

from cmo_pathways.charts import RenewalRow, renewal_chart
from cmo_pathways.errors import LearnerError

TODAY = date(2026, 11, 22)
LATER = RenewalRow("License", (date(2028, 7, 1), date(2030, 7, 1)), "July 2028", "2 years", False)
SOON = RenewalRow("Board", (date(2027, 3, 1),), "March 2027", "5 years", True)
NONE = RenewalRow("CPHQ", (), "", "2 years", False)


def chart(*rows):
    return renewal_chart(rows, today=TODAY, years=6, source="x")


def test_the_title_says_what_is_due_soon():
    assert chart(SOON, LATER).title == "Board is due soon: March 2027"
    assert chart(LATER).title == "Nothing is due soon; the first is License, July 2028"
    assert chart(SOON, SOON).title == "2 renewals are due soon, the first Board, March 2027"


def test_the_table_has_every_date_and_leaves_out_what_has_none():
    made = chart(SOON, LATER, NONE)
    assert made.rows == (
        ("Board", "March 2027", "March 2027", "5 years"),
        ("License", "July 2028", "July 2028, 2030", "2 years"),
    )
    assert "License July 2028, 2030" in made.alt


def test_without_a_date_one_sentence_says_what_to_enter():
    with pytest.raises(LearnerError, match="No date is known yet"):
        chart(NONE)


def test_the_same_rows_give_the_same_bytes():
    assert chart(SOON, LATER).svg == chart(SOON, LATER).svg
