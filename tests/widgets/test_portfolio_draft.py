"""A text is drawn on its page while it is typed, and nothing of it is kept before it is sent to be saved."""

from __future__ import annotations

from typing import Any

import pytest
from widgets.page import Page, blocks

from cmo_pathways.widgets.portfolio_entries import PROFILE


@pytest.fixture
def page(open_page) -> Page:
    return open_page("portfolio-builder")


def picture(page: Page) -> str:
    return str(next(block for block in blocks(page.view) if block.get("kind") == "picture")["value"])


def shown(page: Page) -> dict[str, Any]:
    """The view without what says whether it is saved, and without the count of messages."""
    return {key: part for key, part in page.view.items() if key not in ("saved", "n")}


@pytest.mark.parametrize(
    ("opened", "name"), [("add:impact", "title"), ("add:impact", "situation"), ("open:profile", "name")]
)
def test_a_draft_is_drawn_as_if_it_were_recorded(page: Page, opened: str, name: str):
    page.press(opened)
    empty, before = picture(page), page.events
    page.draft(name, "Falls with injury")
    drafted, drawn = shown(page), picture(page)
    assert page.events == before
    assert page.view["saved"] == ""
    page.change(name, "Falls with injury")
    assert shown(page) == drafted
    assert (drawn != empty) == (name != "situation")  # without its title a result is not in the document
    assert len(page.events) == len(before) + 1


def test_a_draft_of_one_field_keeps_the_others(page: Page):
    page.press("add:impact").change("title", "Falls with injury").draft("before", "3.1")
    assert page.control("title")["value"] == "Falls with injury"
    assert page.control("before")["value"] == "3.1"
    assert dict(page.state.entries["impact-1"]) == {"section": "impact", "title": "Falls with injury"}


def test_a_draft_that_could_name_a_patient_says_so_while_it_is_typed(page: Page):
    page.press("add:impact").draft("situation", "In March 2024 a patient fell twice in one night.")
    assert "Date about a patient" in page.text


def test_a_draft_is_gone_with_the_kernel(page: Page):
    page.press("add:impact").change("title", "Falls").draft("title", "Falls with injury")
    assert page.again().control("title")["value"] == "Falls"


def test_a_draft_never_reaches_another_entry(page: Page):
    page.press("add:impact")
    typed_on = page.view["page"]
    page.press("back").press("add:position")
    page.panel.receive({"type": "draft", "name": "title", "value": "Falls", "page": typed_on, "n": 9, "view": "v"})
    assert page.control("title")["value"] == ""
    assert page.view["n"] == {"v": 9}


def test_every_field_that_a_page_prints_is_live_and_tags_are_not(page: Page):
    page.press("open:profile")
    assert all(page.control(name)["live"] for name, _, _ in PROFILE)
    page.press("back").press("add:impact")
    fields = {
        block["name"]: block.get("live", False) for block in blocks(page.view) if block.get("kind") in ("text", "long")
    }
    assert fields.pop("tags") is False
    assert fields and all(fields.values())
