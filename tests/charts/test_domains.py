from __future__ import annotations

import pytest
from charts.samples import Page

from cmo_pathways.charts import DomainPanel, GapRow, domain_chart
from cmo_pathways.errors import LearnerError


def row(label, level, target=4):
    if level is None:
        return GapRow(label, None, None, None, target, None, False)
    return GapRow(label, level, level - 0.5, level + 0.5, target, target - level, level >= target)


LEADERSHIP = DomainPanel("leadership", "Leadership", (row("Financial acumen", 2.0), row("Crisis leadership", 3.0)))
TECHNOLOGY = DomainPanel("technology", "Technology", (row("EHR management", 4.5), row("Telemedicine", None)))
UNRATED = DomainPanel("communication", "Communication", (row("Mentorship", None),))


def chart(*panels):
    return domain_chart(panels, role_name="CMO, large hospital", source="s")


@pytest.mark.parametrize(
    ("panels", "title"),
    [
        ((LEADERSHIP, TECHNOLOGY), "Leadership lies furthest from CMO, large hospital, 1.5 levels on average"),
        ((TECHNOLOGY, UNRATED), "You meet the targets of CMO, large hospital in every domain rated"),
        ((UNRATED,), "Nothing is rated yet against the targets of CMO, large hospital"),
        (
            (LEADERSHIP, DomainPanel("foundational", "Foundational", LEADERSHIP.rows)),
            "Leadership and Foundational lie furthest from CMO, large hospital, 1.5 levels each on average",
        ),
    ],
)
def test_the_title_names_the_domain_that_lies_furthest(panels, title):
    assert chart(*panels).title == title


def test_means_and_shortfalls_leave_out_what_is_not_rated():
    assert LEADERSHIP.mean == 2.5
    assert LEADERSHIP.short == 1.5
    assert TECHNOLOGY.mean == 4.5
    assert TECHNOLOGY.short == 0
    assert UNRATED.mean is None


def test_the_table_holds_every_competency_with_its_mark():
    made = chart(LEADERSHIP, TECHNOLOGY)
    assert made.columns[5] == "Target (assumption)"
    assert made.rows[0] == ("Leadership", "Financial acumen", "2.0", "1.5", "2.5", "4.0", "2.0")
    assert made.rows[2][-1] == "met"
    assert made.rows[3][2:] == ("", "", "", "4.0", "not rated")


def test_every_panel_says_its_name_its_mean_and_its_rows():
    words = Page(chart(LEADERSHIP, TECHNOLOGY, UNRATED).svg).words
    assert {"Leadership", "mean 2.5", "Technology", "mean 4.5", "Communication", "Financial acumen"} <= set(words)


def test_the_alternative_tells_each_domain():
    assert "Leadership: mean level 2.5, 1.5 short on average" in chart(LEADERSHIP, UNRATED).alt
    assert "Communication: not rated" in chart(LEADERSHIP, UNRATED).alt


def test_no_domain_is_refused_with_a_sentence():
    with pytest.raises(LearnerError, match="Rate one"):
        chart()
