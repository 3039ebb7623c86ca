from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from career.graphs import graph, step

from cmo_pathways.career import Activity, CareerGraph, Source, build_graph, read_activities
from cmo_pathways.content import Report, content_root
from cmo_pathways.framework import read_framework
from cmo_pathways.framework.tags import read_tags
from cmo_pathways.scale import Mark

WRONG = Path(__file__).parents[1] / "wrong" / "activities"
DATA = content_root() / "data"
TABLE = DATA / "activities" / "activities.csv"


@pytest.fixture(scope="module")
def competencies() -> tuple[str, ...]:
    return tuple(read_framework(DATA / "framework", Report(content_root())).competencies)


@pytest.fixture(scope="module")
def activities(shipped: CareerGraph, competencies: tuple[str, ...]) -> Mapping[str, Activity]:
    report = Report(content_root())
    tags = read_tags(DATA / "framework" / "tags.yaml", report, competencies=competencies)
    read = read_activities(TABLE, report, competencies=competencies, tags=tags, graph=shipped)
    assert list(map(str, report.problems)) == []
    return read


def small_graph() -> CareerGraph:
    """doctor, and a degree that leads to a chief; one wildcard; one source."""
    small = graph(
        [step("doctor"), step("degree-x", "degree"), step("chief"), step("training-a", "training")],
        ["doctor > degree-x requires", "degree-x > chief requires"],
        {"training-*": "training-a"},
    )
    source = Source("S01", "A rule", "https://example.org", "2024", "P", "2026-11")
    return build_graph(small.steps.values(), small.transitions, small.wildcards.values(), [source])


def test_the_broken_twin_yields_exactly_these_problems() -> None:
    report = Report(WRONG)
    skills = ("safety", "law", "crisis")
    read_activities(WRONG / "activities.csv", report, competencies=skills, tags=("networking",), graph=small_graph())
    assert "\n".join(map(str, report.problems)) + "\n" == (WRONG / "expected.txt").read_text(encoding="utf-8")


def test_a_missing_column_is_named_once(tmp_path: Path) -> None:
    table = tmp_path / "activities.csv"
    table.write_text(TABLE.read_text(encoding="utf-8").replace("evidence", "proof", 1), encoding="utf-8")
    report = Report(tmp_path)
    assert read_activities(table, report, competencies=(), tags=(), graph=small_graph()) == {}
    assert [str(problem) for problem in report.problems] == [
        'activities.csv:1 E-KEY the column "evidence" is missing - add it, empty where nothing is known'
    ]


def test_a_missing_table_is_one_problem(tmp_path: Path) -> None:
    report = Report(tmp_path)
    assert read_activities(tmp_path / "none.csv", report, competencies=(), tags=(), graph=small_graph()) == {}
    assert [problem.code for problem in report.problems] == ["E-FILE"]


def test_all_activities_ship_with_their_marks(activities: Mapping[str, Activity]) -> None:
    assert len(activities) == 222
    marks = Counter(mark for a in activities.values() for name, mark in a.marks.items() if name != "levels")
    assert marks == {Mark.PRIMARY: 90, Mark.SECONDARY: 19, Mark.ASSUMPTION: 549, Mark.UNVERIFIED: 8}
    assert {activity.levels_mark for activity in activities.values()} == {Mark.ASSUMPTION}
    published = [a for a in activities.values() if {Mark.PRIMARY, Mark.SECONDARY} & set(a.marks.values())]
    assert len(published) == 81
    assert all(activity.sources for activity in published)


def test_an_unverified_figure_holds_no_number(activities: Mapping[str, Activity]) -> None:
    unverified = [a for a in activities.values() if a.marks["cost"] is Mark.UNVERIFIED]
    assert len(unverified) == 8
    for activity in unverified:
        assert activity.cost.figures == ()
        assert activity.cost_year == ""


def test_an_end_beside_a_published_number_is_an_assumption_unless_it_is_published_too(
    activities: Mapping[str, Activity],
) -> None:
    chief = activities["chief-of-staff-term"].hours
    assert [(figure.value, figure.mark) for figure in chief.figures] == [(150, "E"), (320, "S"), (600, "E")]
    board = activities["qi-collaborative"].weeks
    assert [figure.mark for figure in board.figures] == ["P", "P", "P"]


def test_a_row_says_everything_that_a_plan_needs(activities: Mapping[str, Activity]) -> None:
    project = activities["qi-project-unit"]
    assert project.gains == {"quality-improvement": (1, 3), "patient-safety": (1, 2), "data-analytics": (1, 2)}
    assert [figure.value for figure in project.hours.figures] == [40, 80, 160]
    assert project.needs == (("attending-physician",),)
    assert project.suits("hospital") and not project.suits("payer")
    capstone = activities["cpe-capstone"]
    assert capstone.needs == (("aapl-management-education", "degree-*"), ("attending-physician",))
    assert activities["oppe-redesign"].topics == ("C03", "C06", "C28")
    assert [a.id for a in activities.values() if a.retired] == ["survive-thrive"]


def test_twenty_five_activities_are_steps_of_the_career_graph(
    activities: Mapping[str, Activity], shipped: CareerGraph
) -> None:
    same = set(activities) & set(shipped.steps)
    assert len(same) == 25
    assert {"degree-mba", "cert-cphq", "fellowship-halm", "executive-coaching"} <= same


def test_every_competency_has_a_way_up_to_level_five(
    activities: Mapping[str, Activity], competencies: tuple[str, ...]
) -> None:
    assert len(competencies) == 20
    for competency in competencies:
        gains = [a.gains[competency] for a in activities.values() if competency in a.gains]
        assert len(gains) >= 11, competency
        assert max(end for _, end in gains) == 5, competency


def test_words_for_learners_are_us_english_and_no_research_notes() -> None:
    british = re.compile(r"licence|programme|practising|recognis|organis|utilis|specialis|paediatr|centre\b|enrolment")
    notes = re.compile(r"\btext read\b|hours are ours|\b[hcw]:[PSEU]\b|competencies\.md|links to|[,;] [PSEU]$|\(E\)")
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 222
    for row in rows:
        words = " ".join((row["name"], row["needs_text"], row["evidence"], row["note"]))
        assert british.findall(words.lower()) == [], row["id"]
        assert notes.findall(words) == [], row["id"]
        assert row["evidence"][0].isupper(), row["id"]
