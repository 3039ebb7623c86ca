"""The start page and the skill map follow the ledger."""

from __future__ import annotations

import re

import pytest
from notebooks.lessons import NOTEBOOKS
from widgets.page import blocks

from cmo_pathways.errors import UnknownId
from cmo_pathways.journey import FIRST_TARGET, gaps_of, next_step
from cmo_pathways.scale import level_text
from cmo_pathways.widgets.welcome import LESSONS, Welcome


def test_the_start_page_proposes_a_post_and_records_a_choice(open_page):
    page = open_page("start-here")
    assert page.control("target")["value"] == FIRST_TARGET
    assert "We propose this one" in page.text
    page.change("target", "cmo-hospital-large")
    assert [(event.kind, event.subject) for event in page.events] == [("target", "cmo-hospital-large")]
    assert page.control("target")["value"] == "cmo-hospital-large"
    assert "We propose this one" not in page.text


def test_the_start_page_names_the_next_step_of_the_core(open_page):
    page = open_page("start-here").change("target", "vpma")
    seen = [next_step(page.journey, page.state)]
    assert seen[0].title[1:] in page.text
    page.journey.rate("telemedicine", 1, "sure", not_applicable=False)
    page.panel.refresh()
    seen.append(next_step(page.journey, page.state))
    assert seen[1].title[1:] in page.text
    assert all(LESSONS[following.notebook] in page.text for following in seen)
    links = {href for block in blocks(page.view) for href in re.findall(r'href="([^"]+)"', block.get("html", ""))}
    assert {f"{following.notebook}.ipynb" for following in seen} <= links
    assert seen[0] != seen[1]


def test_the_lessons_that_the_start_page_leads_to_are_there_under_their_number():
    assert set(LESSONS) <= {file.stem for file in NOTEBOOKS.glob("*.ipynb")}
    assert all(name[:3] == f"{notebook[:2]} " for notebook, name in LESSONS.items())


def test_chief_medical_officers_stand_first_among_the_posts(open_page):
    values = [option["value"] for option in open_page("start-here").control("target")["options"]]
    first = [value.startswith("cmo-") for value in values]
    assert FIRST_TARGET in values
    assert first == sorted(first, reverse=True) and any(first) and not all(first)


def test_a_post_that_is_not_known_is_refused_in_one_sentence(open_page):
    page = open_page("start-here").change("target", "cmo-of-the-moon")
    assert page.events == ()
    assert "nothing was changed" in page.alarm
    assert page.control("target")["value"] == FIRST_TARGET
    with pytest.raises(UnknownId, match="cmo-of-the-moon"):
        Welcome(page.journey).change("target", "cmo-of-the-moon")
    assert page.events == ()
    page.change("target", "vpma")
    assert page.alarm == "", "the sentence goes as soon as something works"


def test_the_start_page_names_a_credential_that_runs_out(open_page):
    page = open_page("start-here")
    assert "renewal" not in page.text
    body = {"section": "credential", "title": "Maine license", "expires": "2026-12"}
    page.journey.record("entry", "credential-1", body)
    page.panel.refresh()
    assert "A credential needs renewal. Maine license runs out in December 2026, within 90 days." in page.text


@pytest.fixture
def rated(open_page):
    page = open_page("skill-map")
    for id, level in (("financial-acumen", 2), ("patient-safety", 5)):
        page.journey.rate(id, level, "sure", not_applicable=False)
    page.journey.rate("telemedicine", None, None, not_applicable=True)
    page.panel.refresh()
    return page


def test_a_tile_opens_the_page_of_its_competency(rated):
    for id, competency in rated.journey.catalogue.framework.competencies.items():
        rated.change("open", id)
        assert any(block.get("key") == f"page-{id}" for block in blocks(rated.view))
        assert f"## {competency.name}" in rated.text
    assert {event.kind for event in rated.events[3:]} == {"place"}, "looking records only where the reader was"


def test_tiles_show_the_levels_that_the_core_estimates(rated):
    gaps = {gap.competency: gap for gap in gaps_of(rated.journey, rated.state)}
    tiles = [line for line in rated.text.splitlines() if line.startswith("  * ")]
    finance = next(line for line in tiles if "Financial acumen" in line)
    assert level_text(gaps["financial-acumen"].level) in finance
    assert f"target {gaps['financial-acumen'].target}" in finance
    assert "not rated" in next(line for line in tiles if "Crisis leadership" in line)
    assert "not part of my work" in next(line for line in tiles if "Telemedicine" in line)


def test_the_table_says_what_the_map_says(rated):
    table = next(block for block in blocks(rated.view) if block.get("key") == "table")["blocks"][0]["html"]
    assert table.count("<tr>") == 21
    assert table.count("not rated") == 17
    assert "not part of my work" in table


def test_another_target_changes_the_map(rated):
    before = rated.control("open")["svg"]
    rated.change("target", "cmo-hospital-large")
    assert rated.state.target == "cmo-hospital-large"
    assert rated.control("open")["svg"] != before


def test_the_map_is_the_same_after_the_kernel_died(rated):
    assert rated.again().text == rated.text


def test_a_tile_that_does_not_exist_is_refused_in_one_sentence(rated):
    rated.change("open", "surfing")
    assert "surfing" in rated.alarm
    assert any(block.get("key") == "page-clinical-expertise" for block in blocks(rated.view))


def test_a_map_that_is_rated_in_part_names_a_competency_and_no_domain(open_page):
    page = open_page("skill-map")
    page.journey.rate("ehr-management", 1, "sure", not_applicable=False)
    assert "1 of 20 rated: your widest gap to CMO, community hospital so far is EHR management" in page.again().text
    for id in page.journey.catalogue.framework.competencies:
        page.journey.rate(id, 2, "sure", not_applicable=False)
    assert "CMO, community hospital asks most of you in" in page.again().text
