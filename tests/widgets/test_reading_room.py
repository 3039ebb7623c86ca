"""Pages on screen: assumptions are drawn as such, sources stand below, and every page is small enough to send."""

from __future__ import annotations

import json

import pytest
from widgets.page import LARGEST, blocks

from cmo_pathways.catalogue import load_catalogue, load_reference
from cmo_pathways.pages import kinds_of, page_of
from cmo_pathways.widgets.fallback import view_html, view_text
from cmo_pathways.widgets.reading_room import page_blocks


@pytest.fixture(scope="module")
def content():
    return load_catalogue(), load_reference()


def test_the_words_of_a_page_are_on_the_screen_with_mark_and_source(content):
    page = page_of(*content, "safety-event-review")
    shown = page_blocks(page)
    text = view_text({"label": "page", "blocks": shown})
    for fact in page.facts:
        assert fact.words in text
    assert all(source.title in text for source in page.sources)
    drawn = "".join(block.get("html", "") for block in blocks({"blocks": shown}))
    assert '<span class="cmo-assumed">at least 4 weeks</span>' in drawn
    assert '<span class="cmo-assumed">typically 6 weeks</span>' not in drawn


def test_every_competency_and_step_is_small_enough_to_send(content):
    kinds = kinds_of(*content)
    for kind in ("competency", "step"):
        for id in kinds[kind]:
            assert len(json.dumps(page_blocks(page_of(*content, id, kind)))) < LARGEST / 2, id


def test_what_develops_and_what_it_serves_stand_folded_below_the_competency(open_page):
    page = open_page("skill-map").change("open", "quality-improvement")
    folds = {block.get("key"): block for block in blocks(page.view) if block.get("kind") == "details"}
    assert not folds["develops-quality-improvement"]["open"]
    develops = view_text({"label": "x", "blocks": [folds["develops-quality-improvement"]]})
    assert "40 to 160 hours, typically 80 (assumption)" in develops
    serves = view_text({"label": "x", "blocks": [folds["serves-quality-improvement"]]})
    assert "## Tools" in serves and "## Responsibilities" in serves


def test_the_page_of_a_step_stands_below_the_map_with_its_sources(open_page):
    page = open_page("career-pathways").change("open", "cmo-hospital-large")
    assert "SOC 11-9111" in page.text
    assert "USD 343,334 per year (2010, reported, S90)" in page.text
    assert "> Sources" in page.text


def test_activities_for_the_widest_gap_open_as_pages_of_their_own(open_page):
    page = open_page("career-pathways")
    page.journey.rate("financial-acumen", 1, "sure", not_applicable=False)
    page.change("part", "grow")
    cards = [block for block in blocks(page.view) if str(block.get("key", "")).startswith("do-")]
    assert 1 <= len(cards) <= 8
    for card in cards[:4]:
        id = card["key"].removeprefix("do-")
        assert "financial-acumen" in load_reference().activities[id].gains
        assert "(assumption" in view_text({"label": "x", "blocks": [card]}) or "assumption" in str(card)
        page.change("read", id)
        assert any(block.get("key") == f"read-{id}" for block in blocks(page.view))
        assert page.view["focus"] == id
        assert "## " + page_of(page.journey.catalogue, load_reference(), id).title in page.text


def test_a_page_of_an_export_has_words_in_place_of_links(open_page):
    page = open_page("skill-map")
    assert "data-read" in str(page.view)
    assert "<button" not in view_html(page.view)
    assert "Clinical Expertise" in view_html(page.view)
