"""The skill map: filter, pages behind links, the place that is kept, and the picture."""

from __future__ import annotations

import base64
import re

import pytest
from widgets.page import Page, blocks

from cmo_pathways.catalogue import load_catalogue, load_reference
from cmo_pathways.journey import next_step
from cmo_pathways.samples import live_sample, load_sample
from cmo_pathways.widgets.fallback import view_text
from cmo_pathways.widgets.map_filter import HEAVY, MapFilter, filter_blocks


def keys(page: Page) -> list[str]:
    return [block["key"] for block in blocks(page.view) if "key" in block]


def inside(page: Page) -> set[str]:
    """The tiles that do not recede."""
    svg = page.control("open")["svg"]
    return set(re.findall(r'class="cmo-node" role="button" tabindex="-?\d" data-node="([^"]+)"', svg))


@pytest.fixture
def page(open_page):
    return open_page("skill-map")


def test_a_filter_leaves_the_competencies_of_its_item_and_says_how_many(page):
    tool = next(tool for tool in load_reference().items.tools if len(tool.competencies) > 1)
    page.change("filter-tool", tool.id)
    assert inside(page) == set(tool.competencies)
    assert f"{len(tool.competencies)} of 20 competencies stay" in page.text
    assert tool.name in page.text
    assert "our assumption" in page.text


def test_filters_add_up_and_go_with_one_press(page):
    catalogue, reference = load_catalogue(), load_reference()
    role, duty = catalogue.framework.role("cmo-pharma-large"), reference.items.responsibilities[2]
    page.change("filter-role", role.id).change("filter-responsibility", duty.id)
    heavy = {id for id, target in role.targets.items() if target.weight >= HEAVY}
    assert inside(page) == heavy & set(duty.competencies)
    page.press("clear")
    assert len(inside(page)) == 20
    assert "Show all again" not in page.text


def test_a_filter_that_nothing_passes_says_so():
    catalogue, reference = load_catalogue(), load_reference()
    pairs = (
        MapFilter(responsibility=duty.id, tool=tool.id)
        for duty in reference.items.responsibilities
        for tool in reference.items.tools
    )
    empty = next(found for found in pairs if not found.keeps(catalogue, reference))
    shown = filter_blocks(empty, catalogue, reference)
    assert "None of 20 competencies stay" in view_text({"label": "x", "blocks": shown})


def test_a_value_that_is_not_of_the_list_filters_nothing(page):
    page.change("filter-tool", "hammer")
    assert len(inside(page)) == 20


def test_each_level_shows_its_signals(page):
    page.change("open", "financial-acumen")
    levels = load_catalogue().framework.competency("financial-acumen").levels
    for level in levels:
        assert level.descriptor in page.text
        assert all(signal in page.text for signal in (*level.signals, *level.examples))


def test_a_link_opens_the_page_of_any_kind_and_leads_back(page):
    page.change("open", "patient-safety").change("read", "role-cmo-payer")
    assert "read-role-cmo-payer" in keys(page)
    assert "page-patient-safety" not in keys(page)
    assert page.view["focus"] == "role-cmo-payer", "the page is read from its heading"
    page.change("read", "cmo-health-plan")
    assert "read-cmo-health-plan" in keys(page)
    assert 'data-read="role-cmo-payer"' in str(page.view), "back to the page before"
    page.change("read", "patient-safety")
    assert "page-patient-safety" in keys(page)
    assert page.view["focus"] == "patient-safety"


def test_every_link_of_a_page_leads_somewhere(page):
    page.change("open", "quality-improvement")
    ids = set(re.findall(r'data-read="([^"]+)"', str(page.view)))
    assert len(ids) > 60
    for id in sorted(ids):
        page.change("read", id)
        assert page.alarm == "", id


def test_a_page_that_does_not_exist_is_refused_in_one_sentence(page):
    page.change("read", "surfing")
    assert "surfing" in page.alarm
    assert any(key.startswith("page-") for key in keys(page))


def test_the_screen_opens_where_it_was_left(page):
    page.change("open", "telemedicine").change("filter-tool", load_reference().items.tools[3].id)
    again = page.again()
    assert again.text == page.text
    assert "page-telemedicine" in keys(again)


def test_a_place_of_another_version_does_no_harm(page):
    page.journey.record("place", "skill-map", {"open": "gone", "filter": {"tool": "gone", "planet": "mars"}})
    again = page.again()
    assert len(inside(again)) == 20 and again.alarm == ""


@pytest.mark.parametrize(("form", "start"), [("svg", b"<svg"), ("png", b"\x89PNG")])
def test_the_picture_is_saved_recorded_and_handed_over(page, form, start):
    page.change("name", "  Daniel Okoro ").press(f"save:{form}")
    (file,) = (page.home / "exports").iterdir()
    assert file.name == f"skill-map-2026-11-22.{form}"
    assert file.read_bytes().startswith(start)
    assert [(event.kind, event.subject) for event in page.events] == [("export", file.name)]
    data = re.search(r"base64,([^\"]+)", str(page.view))
    assert data and base64.b64decode(data[1].partition("&")[0]) == file.read_bytes()
    assert "Okoro" not in str([event.body for event in page.events]), "the name is not kept"


def test_the_picture_has_no_name_by_itself(page):
    page.journey.record("profile", "me", {"name": "Daniel Okoro"})
    page.press("save:svg")
    assert "Okoro" not in next((page.home / "exports").iterdir()).read_text(encoding="utf-8")


def test_relations_are_drawn_for_the_chosen_tile_and_told_with_their_reason(page):
    page.change("open", "regulatory-compliance")
    relations = load_catalogue().framework.relations_of("regulatory-compliance")
    assert len(relations) >= 3
    svg = page.control("open")["svg"]
    for kind in ("needs", "helps"):
        assert svg.count(f"cmo-link-{kind}") == sum(r.kind == kind for r in relations)
    assert all(relation.why in page.text for relation in relations)
    assert "These relations are our assumption." in page.text


def test_a_picture_of_the_map_is_not_taken_for_a_dossier(page):
    home = page.journey.home
    live_sample(page.journey, load_sample())
    before = next_step(page.journey, page.state)
    page.press("save:svg")
    assert before.title == "Export your dossier"
    assert next_step(page.journey, page.state) == before
    assert (home / "exports").is_dir()
