from __future__ import annotations

import pytest
from charts.samples import Page

from cmo_pathways.charts import GroupView, ViewRow, views_chart
from cmo_pathways.errors import LearnerError

PEERS, REPORTS = GroupView("peers", 2.4, 5), GroupView("direct reports", 2.9, 4)


def row(label, own, others, told, *groups, withheld=()):
    low, high = (None, None) if others is None else (others - 0.4, others + 0.4)
    return ViewRow(label, own, others, low, high, 9 if others else 0, groups, told, withheld)


OVER = row("Financial acumen", 4, 2.6, True, PEERS, REPORTS)
UNDER = row("Emotional intelligence", 2, 3.4, True, PEERS)
SAME = row("Crisis leadership", 3, 3.1, False, PEERS, withheld=("direct reports",))
UNSEEN = row("Patient safety", 4, None, False, withheld=("peers", "direct reports"))
UNRATED = row("EHR management", None, 3.0, False, PEERS)


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (
            (OVER, UNDER, SAME),
            "You place yourself higher than others see you in financial acumen, lower in emotional intelligence",
        ),
        ((UNDER,), "You place yourself lower than others see you in emotional intelligence"),
        ((SAME, UNSEEN), "You and the others agree within the uncertainty in crisis leadership"),
        ((UNSEEN, UNRATED), "No competency has both your rating and that of others yet"),
        ((OVER,) * 3, "You place yourself higher than others see you in 3 competencies"),
    ],
)
def test_the_title_names_only_differences_beyond_chance(rows, title):
    assert views_chart(rows, source="s").title == title


def test_rows_run_from_the_highest_own_rating_above_the_others_to_what_cannot_be_compared():
    made = views_chart((UNSEEN, UNDER, SAME, OVER), source="s")
    assert [cells[0] for cells in made.rows] == [
        "Financial acumen",
        "Crisis leadership",
        "Emotional intelligence",
        "Patient safety",
    ]


def test_the_table_says_who_saw_what_and_what_is_withheld():
    made = views_chart((OVER, SAME), source="s")
    assert made.columns[-2:] == ("peers (mean, n)", "direct reports (mean, n)")
    assert made.rows[0] == (
        "Financial acumen", "4.0", "2.6", "2.2", "3.0", "9", "+1.4", "yes", "2.4, 5", "2.9, 4",
    )  # fmt: skip
    assert made.rows[1][-2:] == ("2.4, 5", "withheld")


def test_a_withheld_group_draws_no_mark_and_is_told_in_words():
    made = views_chart((UNSEEN, SAME), source="s")
    assert "withheld" in Page(made.svg).words
    assert "In 2 at least one group is withheld because it is too small." in made.alt


def test_each_group_has_a_shape_and_a_name_in_the_legend():
    names = ("peers", "direct reports", "supervisors", "team members", "outside partners")
    groups = tuple(GroupView(name, 2 + i / 5, 4) for i, name in enumerate(names))
    words = Page(views_chart((row("A", 3, 3.0, False, *groups),), source="s").svg).words
    assert {"you", "others, 80 % interval", *names} <= set(words)


def test_a_difference_beyond_chance_is_warned_of_only_where_one_rates_oneself_higher():
    assert "--cmo-warn" in views_chart((OVER,), source="s").svg
    assert "--cmo-warn" not in views_chart((UNDER, SAME), source="s").svg


def test_no_row_is_refused_with_a_sentence():
    with pytest.raises(LearnerError, match="released report"):
        views_chart((), source="s")
