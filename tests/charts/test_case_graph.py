"""The graph of a case: every scene and choice is on the sheet, nothing overlaps, endings differ in more than color."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations

import pytest

from cmo_pathways.cases import Case, case_files, read_case, soundest_play
from cmo_pathways.charts import case_graph, case_graph_file, case_graph_svg
from cmo_pathways.charts.case_layout import lay_out
from cmo_pathways.charts.typeface import text_width
from cmo_pathways.content import Report, content_root
from cmo_pathways.errors import LearnerError

FILES = {file.parent.name: file for file in case_files(content_root())}
every_case = pytest.mark.parametrize("slug", FILES)


def case_of(slug: str) -> Case:
    case = read_case(FILES[slug], Report(FILES[slug].parent))
    assert case is not None
    return case


def test_there_are_cases() -> None:
    assert FILES


@every_case
def test_scenes_never_overlap_and_lie_on_the_sheet(slug: str) -> None:
    case = case_of(slug)
    placed = lay_out(case)
    assert set(placed.cards) == {scene.id for scene in case.scenes}
    for card in placed.cards.values():
        assert card.x >= 0 and card.x + card.width <= placed.width
        assert card.y >= 0 and card.y + card.height <= placed.height
    for a, b in combinations(placed.cards.values(), 2):
        beside = a.x + a.width + 20 <= b.x or b.x + b.width + 20 <= a.x
        assert beside or a.y + a.height + 12 <= b.y or b.y + b.height + 12 <= a.y, (a.scene, b.scene)


@every_case
def test_each_choice_has_a_line_from_its_row_to_its_scene(slug: str) -> None:
    case = case_of(slug)
    placed = lay_out(case)
    drawn = {(way.scene, way.choice): way for way in placed.ways}
    assert set(drawn) == {(scene.id, choice.id) for scene in case.scenes for choice in scene.choices}
    for scene in case.scenes:
        card = placed.cards[scene.id]
        for row in card.rows:
            choice, way = scene.choice(row.choice), drawn[scene.id, row.choice]
            assert choice is not None
            target = placed.cards[choice.to]
            assert way.points[0] == (card.x + card.width, row.port)
            assert way.points[-1] == (target.x, target.port)
            assert card.y < row.port < card.y + card.height


@every_case
def test_lines_run_from_left_to_right_except_the_ways_back(slug: str) -> None:
    for way in lay_out(case_of(slug)).ways:
        xs = [x for x, _ in way.points]
        assert way.back or xs == sorted(xs)


@every_case
def test_words_fit_into_their_scene_and_none_is_cut(slug: str) -> None:
    case = case_of(slug)
    placed = lay_out(case)
    for card in placed.cards.values():
        assert "".join(card.name).replace(" ", "") == card.scene
        assert all(text_width(words, 13, weight=600) <= card.width - 12 for words in card.name)
        for row in card.rows:
            assert "".join(row.words) == row.choice
            assert all(text_width(words, 12) <= card.width - 12 for words in row.words)


@every_case
def test_the_graph_stays_legible_at_the_width_of_a_laptop(slug: str) -> None:
    width = float(re.search(r'viewBox="0 0 ([\d.]+)', case_graph_svg(case_of(slug)))[1])  # type: ignore[index]
    assert 12 * 1280 / max(1280, width) >= 10.5  # the size of a choice, in pixels


def test_endings_have_a_shape_a_word_and_a_place_in_the_legend() -> None:
    svg = case_graph_svg(case_of("this-months-number"))
    words = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    for grade in ("strong", "mixed", "poor"):
        assert grade in words and f"{grade} ending" in words
    assert "choice that is open under a condition" in words


def test_a_guarded_choice_is_dashed_and_the_soundest_path_is_thick() -> None:
    case = case_of("this-months-number")
    svg = case_graph_svg(case)
    guarded = sum(bool(choice.guard) for scene in case.scenes for choice in scene.choices)
    assert svg.count("stroke-dasharray") == guarded + 1  # and the legend
    assert svg.count('stroke-width="2.75"') == len(soundest_play(case).path) + 1


def test_the_chart_says_its_finding_and_lists_every_choice() -> None:
    case = case_of("this-months-number")
    chart = case_graph(case)
    assert chart.title == "5,538 paths lead through 14 scenes, 552 of them to a strong ending"
    assert len(chart.rows) == sum(len(scene.choices) for scene in case.scenes)
    assert ("board", "redesign", "redesign") in [row[:3] for row in chart.rows]
    (condition,) = {row[3] for row in chart.rows if row[:2] == ("board", "ninety-days")}
    assert condition == "process-insight of at least 1"


def test_the_file_is_plain_svg_with_words_and_the_same_each_time() -> None:
    case = case_of("this-months-number")
    text = case_graph_file(case)
    assert text == case_graph_file(case)
    root = ET.fromstring(text)
    assert root.tag.endswith("svg") and root.get("role") == "img"
    assert "var(" not in text and "class=" not in text
    assert [child.tag.rpartition("}")[2] for child in root][:2] == ["title", "desc"]


def test_a_case_that_leads_back_draws_its_way_below() -> None:
    case = case_of("more-deaths-than-expected")
    placed = lay_out(case)
    back = [way for way in placed.ways if way.back]
    assert back
    lowest = max(card.y + card.height for card in placed.cards.values())
    assert all(max(y for _, y in way.points) > lowest for way in back)


def test_a_case_without_its_start_is_refused() -> None:
    with pytest.raises(LearnerError):
        case_graph_svg(replace(case_of("this-months-number"), start="nowhere"))
