from __future__ import annotations

from datetime import date

import pytest
from charts.samples import Page

from cmo_pathways.charts import GrowthLine, GrowthPoint, growth_chart
from cmo_pathways.errors import LearnerError

MARCH, MAY, NOVEMBER = date(2026, 3, 1), date(2026, 5, 1), date(2026, 11, 14)


def line(label, *levels, half=0.5, days=(MARCH, MAY, NOVEMBER)):
    points = tuple(GrowthPoint(day, v, v - half, v + half) for day, v in zip(days, levels, strict=False))
    return GrowthLine(label, points, 4)


ROSE = line("Financial acumen", 1.0, 2.0, 2.6)
FELL = line("Crisis leadership", 3.6, 3.0, 2.0)
STILL = line("EHR management", 2.6, 2.7, 3.0)


def chart(*lines, events=()):
    return growth_chart(lines, events=events, source="s")


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ((ROSE, STILL), "Financial acumen rose by 1.6 levels since March 1, 2026"),
        ((FELL, ROSE), "Crisis leadership fell by 1.6 levels since March 1, 2026; 1 more moved"),
        ((STILL,), "No level has moved by more than its uncertainty since March 1, 2026"),
        ((line("A", 2.0),), "One day is on record so far; growth shows from the second on"),
    ],
)
def test_the_title_names_only_what_moved_beyond_its_uncertainty(lines, title):
    assert chart(*lines).title == title


def test_events_inside_the_time_shown_are_named_and_others_left_out():
    events = ((date(2025, 1, 1), "Before"), (MAY, "Case: the first"), (NOVEMBER, "Course"))
    made = chart(ROSE, events=events)
    words = Page(made.svg).words
    assert {"Case: the first", "Course"} <= set(words)
    assert "Before" not in words
    assert "Case: the first, May 1, 2026; Course, November 14, 2026" in made.alt


def test_events_that_would_meet_stand_in_lanes_of_their_own():
    near = tuple((date(2026, 5, day), f"A long name of an event {day}") for day in range(1, 5))
    low, high = chart(ROSE), chart(ROSE, events=near)
    box = [float(made.svg.split('viewBox="0 0 ')[1].split('"')[0].split()[1]) for made in (low, high)]
    assert box[1] >= box[0] + 3 * 14


def test_the_table_has_a_row_per_point():
    made = chart(ROSE, line("One day", 2.0))
    assert made.rows[1] == ("Financial acumen", "2026-05-01", "2.0", "1.5", "2.5", "4")
    assert len(made.rows) == 4


def test_at_most_four_competencies_are_drawn_and_lines_without_points_are_left_out():
    made = chart(GrowthLine("None", ()), *(line(f"Line {i}", 1, 2) for i in range(6)))
    assert {cells[0] for cells in made.rows} == {f"Line {i}" for i in range(4)}


def test_nothing_to_draw_is_refused_with_a_sentence():
    with pytest.raises(LearnerError, match="Rate one"):
        chart(GrowthLine("None", ()))
