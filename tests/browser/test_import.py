"""Files brought into the portfolio in a real page: chosen, seen, ticked, added, and taken back after a power cut."""

from __future__ import annotations

import pytest
from browser.lab import kill_kernels
from browser.reader import Desk, state
from browser.test_axe import run_axe
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("lab")]

LESSON = "08-portfolio-builder"
BIBTEX = b"@article{a, title={One}, year=2020, author={Chen, M}}\n@article{b, title={Two}, year=2021}\n@article{c,"
POSTS = b"What I did;Where it was;From when\nCMO;Elan;July 2019\n"


def screen(page: Page) -> Locator:
    return page.locator(".cmo-panel[aria-label='Import']:visible")


def choose(page: Page, name: str, data: bytes) -> None:
    screen(page).get_by_label("Files").set_input_files({"name": name, "mimeType": "text/plain", "buffer": data})


def settled(page: Page) -> None:
    screen(page).locator("xpath=self::*[@data-state='settled']").wait_for()


def test_what_was_added_can_be_taken_back_after_the_kernel_was_killed(desk: Desk) -> None:
    page = desk.visit(LESSON)
    choose(page, "articles.bib", BIBTEX)
    expect(screen(page).get_by_role("heading", name="All 2 records are new")).to_be_visible()
    expect(screen(page).get_by_text("articles.bib, line 3: this entry is broken")).to_be_visible()
    assert state(desk.server).entries == {}
    for light in ("true", "false"):
        page.evaluate("light => { document.body.dataset.jpThemeLight = light; }", light)
        found = run_axe(page, ".cmo-panel[aria-label='Import']")
        assert found["checked"] > 10
        assert found["faults"] == [], light
    page.evaluate("() => { document.body.dataset.jpThemeLight = 'true'; }")

    screen(page).get_by_label("Two").uncheck()
    screen(page).get_by_role("button", name="Add 1 record").click()
    expect(screen(page).get_by_text("1 record from articles.bib")).to_be_visible()
    assert [body["year"] for body in state(desk.server).entries.values()] == ["2020"]

    assert kill_kernels(desk.server) >= 1
    page = desk.come_back(LESSON)
    expect(screen(page).get_by_text("Your last import added 1 entry from articles.bib.")).to_be_visible()
    screen(page).get_by_role("button", name="Take this import back").click()
    expect(screen(page).get_by_text("1 entry taken out.")).to_be_visible()
    assert state(desk.server).entries == {}


def test_the_columns_of_a_table_are_matched_by_keyboard(desk: Desk) -> None:
    page = desk.visit(LESSON)
    choose(page, "posts.csv", POSTS)
    rows = screen(page).get_by_label("Each row is")
    rows.focus()
    page.keyboard.type("Posi")
    settled(page)
    expect(rows).to_be_focused()
    expect(screen(page).get_by_text("Still without a column: post, organization and from.")).to_be_visible()
    for typed in ("Post", "Orga", "From"):
        page.keyboard.press("Tab")
        page.keyboard.type(typed)
        settled(page)
    expect(screen(page).get_by_label("From when")).to_be_focused()
    expect(screen(page).get_by_label("CMO, Elan (2019-07)")).to_be_checked()
