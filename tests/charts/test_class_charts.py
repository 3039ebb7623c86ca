"""The charts of a class: findings, text alternatives, tables, and joined cells that are told without color."""

from __future__ import annotations

import pytest

from cmo_pathways.charts.class_choices import ChoiceGroup, DecisionRow, class_choices_chart
from cmo_pathways.charts.class_gaps import ShortRow, class_gaps_chart
from cmo_pathways.charts.class_growth import ClassChange, class_growth_chart
from cmo_pathways.charts.class_levels import ClassLevels, LevelGroup, class_levels_chart
from cmo_pathways.errors import LearnerError

LEVELS = (
    ClassLevels("Financial acumen", (LevelGroup(0, 1, 5), LevelGroup(2, 2, 7), LevelGroup(3, 5, 4)), "November 2"),
    ClassLevels("Patient safety", (LevelGroup(0, 2, 3), LevelGroup(3, 3, 6), LevelGroup(4, 5, 7)), "November 20"),
    ClassLevels("EHR management", (), "November 20"),
    ClassLevels("Data analytics", (LevelGroup(0, 2, 6), LevelGroup(3, 5, 10)), "November 20"),
)


def test_the_heat_map_names_the_ends_and_marks_what_is_joined_or_withheld() -> None:
    chart = class_levels_chart(LEVELS, source="16 shares")
    assert chart.title == "The class is strongest in patient safety and thinnest in financial acumen"
    assert [row[0] for row in chart.rows] == ["Patient safety", "Data analytics", "Financial acumen", "EHR management"]
    assert chart.rows[2] == ("Financial acumen", "16", "5 at 0 to 1, 7 at 2, 4 at 3 to 5", "November 2")
    assert chart.rows[3] == ("EHR management", "", "withheld", "November 20")
    assert "withheld: too few differ" in chart.svg and "1 row withheld" in chart.alt


def test_a_heat_map_of_nothing_says_so() -> None:
    assert class_levels_chart(LEVELS[2:3], source="").title == "Too few fellows share their levels to show them"
    with pytest.raises(LearnerError):
        class_levels_chart((), source="")


def test_gaps_name_only_what_is_sure() -> None:
    rows = (ShortRow("Crisis leadership", 4, 9, 14, 16), ShortRow("EHR management", 3, 7, 12, 16))
    chart = class_gaps_chart(rows, role_name="CMO, hospital", source="")
    assert chart.title == "Most fellows are short of CMO, hospital in crisis leadership"
    assert chart.rows[0] == ("Crisis leadership", "4", "9 to 14", "16")
    none = class_gaps_chart(rows[1:], role_name="CMO, hospital", source="")
    assert none.title == "In no competency is it certain that most fellows are short of CMO, hospital"


def test_growth_tells_what_rose_beyond_chance_and_never_mixes_forms() -> None:
    rows = (
        ClassChange("Leadership", 16, 0.5, 0.3, 0.7, "+0.6 (+0.2 to +1.0)"),
        ClassChange("Technology", 16, 0.0, -0.2, 0.2),
        ClassChange("Communication", 0, None, None, None),
    )
    chart = class_growth_chart(rows, form="pre-post", source="")
    assert chart.title == "Leadership grew most: +0.5 levels; technology did not move beyond chance"
    assert "before and after" in chart.subtitle and "looking back" not in chart.subtitle
    assert chart.rows[2] == ("Communication", "", "too few to say", "", "", "too few to say")
    assert "looking back" in class_growth_chart(rows, form="retrospective", source="").title
    with pytest.raises(LearnerError):
        class_growth_chart(rows[2:], form="pre-post", source="")


def test_choices_name_the_most_divided_decision_and_join_rare_ones() -> None:
    rows = (
        DecisionRow("Decision 1", ("Wait", "Act", "Ask"), (ChoiceGroup((0,), 12), ChoiceGroup((1, 2), 4))),
        DecisionRow("Decision 2", ("Yes", "No"), (ChoiceGroup((0,), 9), ChoiceGroup((1,), 7))),
        DecisionRow("Decision 3", ("Yes", "No"), ()),
    )
    chart = class_choices_chart(rows, case="Short-staffed nights", source="")
    assert chart.title == "Short-staffed nights: the class was most divided on decision 2, where 9 of 16 chose A"
    assert ("", "B  Act", "4 with C") in chart.rows and ("Decision 3", "A  Yes", "withheld") in chart.rows
    assert "B or C" in chart.svg


def test_every_chart_draws_the_same_bytes_again() -> None:
    assert class_levels_chart(LEVELS, source="") == class_levels_chart(tuple(reversed(LEVELS)), source="")
