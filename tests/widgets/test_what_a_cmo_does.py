"""The lesson on the role: one setting at a time, all five parts, links to pages, and the same place after a restart."""

from __future__ import annotations

import pytest

from cmo_pathways.career import load_settings
from cmo_pathways.catalogue import load_reference

PARTS = ("responsibilities", "tools", "week", "reporting", "variation")


@pytest.fixture
def page(open_page):
    return open_page("what-a-cmo-does")


@pytest.mark.parametrize("setting", load_settings().settings)
def test_every_part_of_every_setting_opens(page, setting):
    page.change("setting", setting)
    for part in PARTS:
        page.change("part", part)
        assert page.alarm == ""
        assert load_settings().setting(setting).name in page.text


def test_all_fifteen_duties_and_nineteen_tools_are_links(page):
    html = str(page.view)
    items = load_reference().items
    assert all(f'data-read="{item.id}"' in html for item in items.responsibilities)
    html = str(page.change("part", "tools").view)
    assert all(f'data-read="{item.id}"' in html for item in items.tools)


def test_the_setting_decides_what_weighs_most(page):
    page.change("setting", "variation-payer")
    assert "Compliance with law, accreditation and regulation would weigh most here" in page.text
    page.change("setting", "variation-hospital-system")
    assert "Liaison between medical staff and executives would weigh most here" in page.text


def test_assumed_hours_and_published_shares_stand_apart(page):
    page.change("part", "week")
    assert "18 of 55 hours" in page.text
    assert "(all assumptions of ours)" in page.text
    assert "Quality and safety 31 % 2005" in page.text


def test_a_page_opens_from_a_link_and_leads_back(page):
    page.change("read", "responsibility-budget")
    assert page.view["focus"] == "responsibility-budget"
    assert "Back to: Hospital or health system" in page.text
    page.change("read", "back")
    assert "would weigh most here" in page.text


def test_the_place_is_kept_and_is_no_work(page):
    page.change("setting", "variation-payer").change("part", "reporting")
    assert page.state.count == 0
    again = page.again()
    assert again.control("setting")["value"] == "variation-payer"
    assert again.control("part")["value"] == "reporting"
    assert "Most of the physicians who decide the results are not employees" in again.text


def test_what_is_unknown_changes_nothing(page):
    before = page.text
    page.change("part", "cellar").change("other", "x")
    assert page.text == before
    page.change("setting", "moon")
    assert page.alarm
    page.change("part", "tools")
    assert page.alarm == ""
