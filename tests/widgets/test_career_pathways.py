"""What is held goes into the ledger with its year, and the routes are those of the core."""

from __future__ import annotations

import pytest
from widgets.page import Page, blocks

from cmo_pathways.journey import routes_of
from cmo_pathways.scale import level_text


@pytest.fixture
def page(open_page) -> Page:
    page = open_page("career-pathways")
    return page.change("held:attending-physician", True).change("since:attending-physician", "2013-08")


def test_a_step_is_held_with_its_month(page):
    held = page.state.steps["attending-physician"]
    assert (held.held, held.since) == (True, "2013-08")
    assert page.control("held:attending-physician")["value"] is True
    assert page.control("since:attending-physician")["value"] == "2013-08"
    assert page.view["head"]["aside"] == "1 step held"


def test_a_year_being_typed_is_not_recorded_and_not_scolded(page):
    page.change("held:section-chief", True)
    before = page.events
    for typed in ("2", "20", "201"):
        page.change("since:section-chief", typed)
        assert (page.events, page.alarm) == (before, "")
    page.change("since:section-chief", "2019")
    assert page.state.steps["section-chief"].since == "2019"


@pytest.mark.parametrize("typed", ["soon", "2019-13", "19th of May"])
def test_a_date_that_cannot_be_read_is_refused_and_the_former_one_stays(page, typed):
    page.change("since:attending-physician", typed)
    assert typed in page.alarm
    assert "2019-07" in page.alarm
    assert page.state.steps["attending-physician"].since == "2013-08"


def test_an_emptied_date_keeps_the_step(page):
    page.change("since:attending-physician", "")
    held = page.state.steps["attending-physician"]
    assert (held.held, held.since) == (True, None)


def test_a_step_that_is_unticked_is_no_longer_held(page):
    page.change("held:attending-physician", False)
    assert page.state.steps["attending-physician"].held is False
    assert page.view["head"]["aside"] == "0 steps held"
    assert [event.kind for event in page.events] == ["step"] * 3


def test_the_routes_on_screen_are_those_of_the_core(page):
    plan = routes_of(page.journey, page.state)
    options = page.control("route")["options"]
    assert len(options) == len(plan.routes)
    for place, route in enumerate(plan.routes):
        page.change("route", str(place))
        assert page.control("route")["value"] == str(place)
        assert route.because in page.text
        assert level_text(route.years.p50) in page.text
        assert all(f'data-node="{step.id}"' in page.control("open")["svg"] for step in route.steps)
    assert len(page.events) == 2, "looking records nothing"


def test_a_step_on_the_map_opens_its_facts(page):
    page.change("open", "medical-director-service")
    assert any(block.get("key") == "read-medical-director-service" for block in blocks(page.view))
    page.change("open", "no-such-step")
    assert "no-such-step" in page.alarm
    assert any(block.get("key") == "read-medical-director-service" for block in blocks(page.view))


def test_a_target_that_is_held_already_is_said_and_not_a_fault(page):
    page.change("held:cmo-hospital-small", True)
    assert page.state.steps["cmo-hospital-small"].held is True
    assert "No route to draw." in page.text
    page.change("target", "cmo-hospital-large")
    assert "No route to draw." not in page.text


def test_after_the_kernel_died_the_same_routes_and_dates_are_shown(page):
    reopened = page.again()
    assert {**reopened.view, "n": {}} == {**page.view, "n": {}}


def test_another_screen_on_the_ledger_sees_the_step(page):
    other = page.again()
    page.change("held:section-chief", True)
    other.change("route", "0")
    assert other.view["head"]["aside"] == "2 steps held"
