"""Interview and offer: ticks stay after a restart, the list is printed with what is open, links open sources."""

from __future__ import annotations

from datetime import date

import pytest

from cmo_pathways.career import load_offer
from cmo_pathways.document import Bullets
from cmo_pathways.reports import offer_list


@pytest.fixture
def page(open_page):
    return open_page("offer")


def test_every_point_is_a_box_with_its_reason(page):
    points = list(load_offer())
    for point in points:
        assert page.control(f"settled:{point.id}")["label"] == point.ask
        assert point.why in page.text
    assert f"{len(points)} of {len(points)} points are open" in page.text


def test_a_tick_stays_after_a_restart_and_can_be_taken_off(page):
    page.change("settled:offer-tail", True).change("settled:offer-bylaws", True)
    again = page.again()
    assert again.control("settled:offer-tail")["value"] is True
    assert "22 of 24 points are open" in again.text
    again.change("settled:offer-tail", False)
    assert again.control("settled:offer-tail")["value"] is False
    assert page.state.count == 0


def test_all_settled_is_said(page):
    for point in load_offer():
        page.change(f"settled:{point.id}", True)
    assert "All 24 points are settled" in page.text


def test_the_list_to_print_is_handed_out_and_follows_the_ticks(page):
    page.press("print")
    assert page.alarm == ""
    assert "Download the list (PDF)" in page.text
    page.change("settled:offer-tail", True)
    assert "Download the list (PDF)" not in page.text, "an older list is not offered"


def test_the_document_holds_open_points_first_and_settled_ones_last():
    offer = load_offer()
    sheet = offer_list(offer, settled={"offer-tail"}, today=date(2026, 11, 22))
    lists = [block for block in sheet.blocks if isinstance(block, Bullets)]
    tail = next(point.ask for point in offer if point.id == "offer-tail")
    assert sum(len(block.items) for block in lists if block.mark == "box") == 23
    assert lists[-1].items == (tail,)
    assert sheet.headline == "23 of 24 points are open"


def test_a_source_opens_from_its_point(page):
    page.change("read", "O01")
    assert "Back to: Interview and offer" in page.text
    assert page.view["buttons"] == []
    assert page.change("read", "back").alarm == ""
    assert page.change("settled:offer-yacht", True).events == ()
