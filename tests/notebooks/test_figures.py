"""What the lessons say in figures about our own content is what the content says."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from notebooks.lessons import read_lesson
from notebooks.words import every_page

from cmo_pathways.cases import draw_table, expected_value
from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.journey import FIRST_TARGET, Journey, gaps_of, open_journey, routes_of
from cmo_pathways.scale import level_text

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def journey(tmp_path) -> Journey:
    return open_journey(tmp_path / "home", clock=lambda: NOW)


def level_five(step: str) -> int:
    return sum(target.level == 5 for target in load_catalogue().framework.role(step).targets.values())


def test_the_map_lesson_names_the_twenty_competencies_and_counts_the_fives():
    lesson = read_lesson("02-skill-map").prose
    catalogue = load_catalogue()
    assert all(f"| {item.short} |" in lesson for item in catalogue.framework.competencies.values())
    assert (level_five("cmo-hospital-small"), level_five("cmo-hospital-large")) == (0, 6)
    assert re.search(r"a community hospital asks for no 5 at all and a large hospital\s+for six", lesson)


def test_the_targets_of_exercise_2_are_those_of_the_roles():
    role = load_catalogue().framework.role
    posts = [role(step).targets for step in ("cmo-hospital-small", "cmo-hospital-large", "vpma")]
    assert [post["conflict-resolution-negotiation"].level for post in posts] == [4, 5, 5]
    assert [post["patient-safety"].level for post in posts] == [4, 5, 4]
    assert [post["financial-acumen"].level for post in posts[:2]] == [4, 4]


def test_the_proposed_post_is_the_one_that_the_first_lesson_names():
    assert FIRST_TARGET == "cmo-hospital-small"
    assert "chief medical officer of a small or community hospital" in read_lesson("00-start-here").prose


@pytest.mark.parametrize(
    ("level", "sureness", "said"),
    [(2, "fairly", ("*2.0*", "*0.7 to 3.4*", "*8 %*")), (4, "guess", ("*3.0*", "*1.5 to 4.4*"))],
)
def test_the_worked_ratings_are_what_the_product_answers(journey, level, sureness, said):
    journey.rate("financial-acumen", level, sureness, not_applicable=False)
    gap = next(gap for gap in gaps_of(journey, journey.state()) if gap.competency == "financial-acumen")
    figures = (level_text(gap.level), f"{level_text(gap.low)} to {level_text(gap.high)}", f"{gap.p_meets:.0%}")
    assert [f"*{text}*".replace("%", " %") for text in figures][: len(said)] == list(said)
    prose = read_lesson("03-self-assessment").prose
    assert all(text.strip("*") in prose for text in said)


def test_the_larger_chance_in_exercise_2_is_that_of_the_sure_rating(journey):
    chances = []
    for sureness in ("guess", "sure"):
        journey.rate("data-analytics", 3, sureness, not_applicable=False)
        gap = next(gap for gap in gaps_of(journey, journey.state()) if gap.competency == "data-analytics")
        assert gap.target == 3
        chances.append(gap.p_meets)
    assert chances[0] < chances[1]


def test_the_routes_told_in_words_are_those_of_the_product(journey):
    for step in ("attending-physician", "board-certification"):
        journey.record("step", step, {"held": True, "since": "2013"})
    journey.record("step", "physician-champion", {"held": True, "since": "2019"})
    plan = routes_of(journey, journey.state(), to="cmo-hospital-small")
    rounded = [tuple(round(y) for y in (r.years.p50, r.years.p10, r.years.p90)) for r in plan.routes]
    found = [(tuple(s.id for s in r.steps), *years) for r, years in zip(plan.routes, rounded, strict=True)]
    assert found == [
        (("medical-director-service", "cmo-hospital-small"), 7, 5, 9),
        (("chief-medical-information-officer", "cmo-hospital-small"), 7, 5, 10),
        (("section-chief", "department-chair-community", "cmo-hospital-small"), 9, 7, 11),
    ]
    told = re.findall(r"\*about (\d+) years\* \| \*(\d+) to (\d+)\*", read_lesson("05-career-pathways").prose)
    assert [tuple(map(int, row)) for row in told] == [row[1:] for row in found]
    assert all(route.assumed_share == 1 for route in plan.routes)


def test_the_arrows_of_the_career_lesson_are_those_of_the_graph():
    rows = {(row.origin, row.target): row.type for row in load_catalogue().career.transitions}
    assert rows["attending-physician", "cert-halm-board"] == "one-of"
    assert rows["medical-director-service", "cmo-hospital-small"] in ("usual-requires", "usual-next")
    for origin in ("vpma", "associate-cmo", "chief-quality-officer", "cmo-hospital-small"):
        assert rows[origin, "cmo-hospital-large"] in ("usual-requires", "usual-next", "alt")
    assert rows["executive-coaching", "associate-cmo"] == "boost"
    assert rows["degree-physician-mba", "cmo-hospital-large"] == "boost"
    assert rows["state-medical-license", "attending-physician"] == "requires"


def test_the_case_in_four_sentences_agrees_with_the_case():
    case = load_catalogue().cases["this-months-number"]
    prose = read_lesson("07-case-studio").prose
    chart = draw_table(case.table("limits-chart"))
    lower, upper = chart.lower[-1], chart.upper[-1]
    question = next(scene.question for scene in case.scenes if scene.id == "limits")
    assert f"from {lower:.1f} to {upper:.1f} %" in prose
    assert expected_value(case, question) == pytest.approx(lower)


def test_the_ten_values_of_the_handbook_give_the_limits_of_the_solution():
    prose = read_lesson("07-case-studio").prose
    values = [float(text) for text in re.search(r"handbook: ([\d., ]+)\. Their", prose)[1].split(", ")]
    moves = [abs(b - a) for a, b in pairwise(values)]
    mean, move = sum(values) / len(values), sum(moves) / len(moves)
    assert (len(values), f"{mean:.2f}", f"{move:.2f}") == (10, "50.81", "1.88")
    assert f"{mean - 2.66 * move:.1f} and {mean + 2.66 * move:.1f}" in prose


@pytest.mark.parametrize("name", ["03-self-assessment", "05-career-pathways", "07-case-studio", "08-portfolio-builder"])
def test_every_label_that_a_lesson_names_stands_on_its_screen(name, journey):
    cell = next(cell for cell in read_lesson(name).cells if cell.id == "screen-words")
    labels = re.findall(r"\*\*([^*]+)\*\*", cell.source)
    page = every_page(name, journey).lower()
    assert labels
    assert [label for label in labels if label.lower() not in page] == []
