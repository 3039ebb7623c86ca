"""What the lessons say in figures about our own content is what the content says."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from notebooks.lessons import read_lesson
from notebooks.words import every_page

from cmo_pathways.career import load_settings
from cmo_pathways.cases import draw_table, expected_value
from cmo_pathways.catalogue import load_catalogue, load_reference
from cmo_pathways.framework import weigh_items
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


_SHORT = {
    "hospital": "hospital-system",
    "pharma": "pharma-biotech",
    "public health": "public-health",
    "health technology": "health-technology",
    "payer": "payer",
    "global health": "global-health",
    "first post": "first-post",
}


def test_the_duties_of_lesson_01_weigh_most_where_the_profiles_say():
    reference, framework = load_reference(), load_catalogue().framework
    weights: dict[str, dict[str, float]] = {}
    for variation in reference.items.variations:
        for found in weigh_items(reference.items.responsibilities, framework.roles[variation.profile]):
            weights.setdefault(found.item.name, {})[variation.id.removeprefix("variation-")] = found.weight
    cell = next(cell for cell in read_lesson("01-what-a-cmo-does").cells if cell.id == "responsibilities")
    told = dict(re.findall(r"^\| (.+?) \| \*(.+)\* \|$", cell.source.split("|---|---|")[1], re.MULTILINE))
    assert len(told) == 15
    for name, by_setting in weights.items():
        heaviest = {setting for setting, weight in by_setting.items() if weight == max(by_setting.values())}
        assert {_SHORT[word] for word in told[name].split(", ")} == heaviest, name


def test_the_tools_of_lesson_01_are_the_nineteen():
    cell = next(cell for cell in read_lesson("01-what-a-cmo-does").cells if cell.id == "tools")
    rows = re.findall(r"^\| \w[^|]* \| (.+) \|$", cell.source.split("|---|---|")[1], re.MULTILINE)
    assert sum(len(row.split("; ")) for row in rows) == 19


def test_the_hours_told_in_lesson_01_are_those_of_the_setting():
    week = load_settings().setting("variation-hospital-system").week
    told = f"*{sum(week.values()):g} hours in a hospital or health system, {week['meetings']:g} of them in committees"
    assert told in read_lesson("01-what-a-cmo-does").prose
    assert f"boards, {week['evenings']:g} in the evening" in read_lesson("01-what-a-cmo-does").prose


@pytest.mark.parametrize(
    ("lesson", "figure", "words"),
    [
        ("01-what-a-cmo-does", "cmo-report-dean-ceo", "academic medicine {} % of chief medical officers reported"),
        ("01-what-a-cmo-does", "cmo-senior-team", "{} % of the clinical leaders"),
        ("01-what-a-cmo-does", "cmo-effort-quality-safety", "{} % of their administrative effort to quality"),
        ("01-what-a-cmo-does", "cmo-effort-care-coordination", "{} % to the coordination of clinical care"),
        ("01-what-a-cmo-does", "cmio-reports-cmo", "{} % to the chief medical officer or medical director"),
        ("01-what-a-cmo-does", "biotech-cmo-first-time", "about {} % of their chief medical officers"),
        ("09-market-and-balance", "pay-cmo-2016", "USD {} for 2016"),
        ("09-market-and-balance", "bls-mhsm-growth", "projected to grow by {} % from 2024 to 2034"),
        ("09-market-and-balance", "bls-mhsm-jobs-2024", "{} jobs of whom few are physicians"),
        ("09-market-and-balance", "cmo-postings-2019", "rose from {} in 2019"),
        ("09-market-and-balance", "cmo-postings-2024", "fell to {} in 2024"),
        ("09-market-and-balance", "aamc-shortage-2036", "up to {} physicians may be missing by 2036"),
        ("09-market-and-balance", "cmo-want-offload", "in 2012, {} % of chief"),
        ("09-market-and-balance", "pay-premium-mba-2016", "paid {} to 13 % more in 2016"),
        ("09-market-and-balance", "global-health-over-5y", "{} % asked for more than five years"),
        ("09-market-and-balance", "global-health-language", "{} % for another language"),
    ],
)
def test_published_figures_in_the_prose_are_those_of_the_tables(lesson, figure, words):
    value = load_reference().facts.figures[figure].value
    assert words.format(f"{value:,.10g}") in " ".join(read_lesson(lesson).prose.split())


LABELLED = (
    "01-what-a-cmo-does",
    "03-self-assessment",
    "05-career-pathways",
    "07-case-studio",
    "08-portfolio-builder",
    "09-market-and-balance",
)


@pytest.mark.parametrize("name", LABELLED)
def test_every_label_that_a_lesson_names_stands_on_its_screen(name, journey):
    cell = next(cell for cell in read_lesson(name).cells if cell.id == "screen-words")
    labels = re.findall(r"\*\*([^*]+)\*\*", cell.source)
    page = every_page(name, journey).lower()
    assert labels
    assert [label for label in labels if label.lower() not in page] == []
