"""Role profiles: every target with weight, reason and mark; two roles back to back; links and place."""

from __future__ import annotations

import re

import pytest
from widgets.page import blocks

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.errors import UnknownId
from cmo_pathways.widgets import SCREENS
from cmo_pathways.widgets.blocks import words

ROLES = load_catalogue().framework.roles


def html(page) -> str:
    return "".join(block.get("html", "") for block in blocks(page.view))


@pytest.fixture
def page(open_page):
    return open_page("roles")


@pytest.mark.parametrize("id", ROLES)
def test_each_role_shows_every_target_with_its_weight_and_reason_marked_as_assumption(page, id):
    page.change("role", id)
    shown = next(b for b in blocks(page.view) if b.get("key") == f"role-{id}")["blocks"][2]["html"]
    rows = re.findall(r"<tr><td>.*?</tr>", shown)
    assert len(rows) == 20
    for target in ROLES[id].targets.values():
        (row,) = [row for row in rows if words(target.rationale) in row]
        assert f'cmo-l{target.level}">{target.level}<' in row
        assert f'<span class="cmo-assumed">{target.weight} of 5</span>' in row
        assert row.count("cmo-assumed") == 2


def test_the_learners_target_is_shown_first(page):
    page.journey.aim("cmo-health-plan")
    page.panel.refresh()
    assert page.control("role")["value"] == "role-cmo-payer"


def test_two_roles_are_drawn_back_to_back_with_the_finding_as_title(page):
    page.change("role", "role-cmo-payer").change("other", "role-cmo-hospital-large")
    assert re.search(r"CMO, health plan or ACO asks for more .+ than CMO, large hospital", html(page))
    apart = [
        id
        for id, target in ROLES["role-cmo-payer"].targets.items()
        if target.level != ROLES["role-cmo-hospital-large"].targets[id].level
    ]
    assert f"Why they differ ({len(apart)})" in page.text


def test_a_role_is_not_compared_with_itself(page):
    page.change("role", "role-vpma").change("other", "role-vpma")
    assert "Choose another role to compare with." in page.text


def test_the_page_of_the_role_names_steps_responsibilities_and_tools(page):
    page.change("role", "role-cmo-pharma")
    for heading in ("Steps with this profile", "Responsibilities that draw on", "Tools that draw on", "Sector"):
        assert heading in page.text
    assert re.search(r"mean weight \d\.\d of 5 \(assumption\)", page.text)


def test_a_link_opens_a_page_and_the_way_back_is_named(page):
    page.change("role", "role-cmo-pharma").change("read", "financial-acumen")
    assert "read-financial-acumen" in [block.get("key") for block in blocks(page.view)]
    page.change("read", "role-cmo-pharma")
    assert "role-role-cmo-pharma" in [block.get("key") for block in blocks(page.view)]


def test_the_screen_opens_where_it_was_left(page):
    page.change("role", "role-cmo-academic").change("other", "role-cmo-payer")
    assert page.again().text == page.text


def test_a_role_that_does_not_exist_is_refused_in_one_sentence(page):
    page.change("role", "role-of-the-dice")
    assert "nothing was changed" in page.alarm
    with pytest.raises(UnknownId, match="role-of-the-dice"):
        SCREENS["roles"](page.journey).change("role", "role-of-the-dice")
