"""Lesson 08 by keyboard alone: an entry whose page follows it, a hit that is mended, a reader, a file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from browser.reader import Desk, events, panel, settle, state, title
from browser.test_axe import run_axe
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("lab")]

NAMED = "In March 2024 a patient fell twice in one night."
MENDED = "A patient fell twice in one night."


def test_a_result_is_written_mended_tailored_and_exported_by_keyboard_alone(desk: Desk) -> None:
    page = desk.visit("08-portfolio-builder")
    panel(page).locator("input[type=radio]").first.focus()
    _press(page, "Add: result")
    _type(page, "What changed", "Falls with injury")
    expect(panel(page).get_by_alt_text("Page 1 of 1, with this entry on it.")).to_be_visible()
    first = _picture(page)
    _type(page, "Figure before", "1.1")
    _type(page, "Figure after", "0.6")
    page.wait_for_function("first => document.querySelector('.cmo-picture img').src !== first", arg=first)
    _type(page, "The situation", NAMED)
    expect(panel(page).get_by_text("Date about a patient")).to_be_visible()
    _press(page, "Done")

    expect(panel(page).get_by_text("The export is stopped.")).to_be_visible()
    expect(panel(page).get_by_role("button", name="Export the PDF")).to_have_attribute("aria-disabled", "true")
    for _ in range(2):
        _turn(page, "ArrowRight")
    assert title(page) == "Before you send it"
    _press(page, "Mend it")
    _type(page, "The situation", MENDED)
    expect(panel(page).get_by_text("Date about a patient")).to_have_count(0)
    _press(page, "Done")
    expect(panel(page).get_by_text("Nothing found that could name a patient.")).to_be_visible()

    _turn(page, "ArrowLeft")
    assert title(page) == "For one reader"
    _tab_to(page, "el => el.labels?.[0]?.textContent === 'For whom'")
    for key, reader in (("ArrowDown", "payer"), ("ArrowUp", "hospital-board")):
        page.keyboard.press(key)
        settle(page)
        assert state(desk.server).of("place")["portfolio-builder"]["asked"]["audience"] == reader
    _press(page, "Export the PDF")
    expect(panel(page).get_by_text("Your dossier is written.")).to_be_visible()
    (made,) = [event for event in events(desk.server) if event.kind == "export"]
    assert made.body["audience"] == "hospital-board"
    _tab_to(page, "el => el.classList.contains('cmo-download')")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    content = Path(download.value.path()).read_bytes()
    assert content == (desk.server.home / "exports" / made.subject).read_bytes()
    assert content.startswith(b"%PDF-")
    (entry,) = state(desk.server).entries.values()
    assert (entry["situation"], entry["before"], entry["after"]) == (MENDED, "1.1", "0.6")


def test_a_form_with_its_page_and_the_checks_have_no_serious_violation_in_either_theme(desk: Desk) -> None:
    page = desk.visit("08-portfolio-builder")
    panel(page).get_by_role("button", name="Add: result").click()
    settle(page)
    for label, text in (("What changed", "Falls with injury"), ("The situation", NAMED)):
        panel(page).get_by_label(label).fill(text)
        panel(page).get_by_label(label).blur()
        settle(page)
    expect(panel(page).get_by_alt_text("Page 1 of 1, with this entry on it.")).to_be_visible()
    _is_sound(page)
    panel(page).get_by_role("button", name="Done").click()
    settle(page)
    for part in ("Before you send it", "For one reader"):
        panel(page).get_by_role("radio", name=re.compile(part)).check()
        settle(page)
        _is_sound(page)


def _is_sound(page: Page) -> None:
    for light in ("true", "false"):
        page.evaluate("light => { document.body.dataset.jpThemeLight = light; }", light)
        found = run_axe(page, ".jp-NotebookPanel:not(.lm-mod-hidden) .cmo-panel[aria-label=Portfolio]")
        assert found["checked"] > 10
        assert found["faults"] == [], light
    page.evaluate("() => { document.body.dataset.jpThemeLight = 'true'; }")


def _turn(page: Page, key: str) -> None:
    """Go to the next part of the screen; its heading is read, so the parts are reached again by Tab."""
    _tab_to(page, "el => el.type === 'radio'")
    before = title(page)
    page.keyboard.press(key)
    expect(panel(page).locator("h2").first).not_to_have_text(before)
    settle(page)


def _press(page: Page, words: str) -> None:
    _tab_to(page, f"el => el.tagName === 'BUTTON' && el.textContent.startsWith({words!r})")
    page.keyboard.press("Enter")
    settle(page)


def _type(page: Page, label: str, text: str) -> None:
    """Tab to the field of that label, write in place of what stands there, and leave it."""
    _tab_to(page, f"el => el.labels?.[0]?.textContent.startsWith({label!r})")
    page.keyboard.press("Control+a")
    page.keyboard.type(text)
    page.keyboard.press("Tab")
    settle(page)


def _tab_to(page: Page, here: str, most: int = 120) -> None:
    """Press Tab, and after the last control of the screen begin again, until the focus is where it should be."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"() => {{ const el = document.activeElement; return {_INSIDE} && ({here})(el); }}"):
            return
        if not page.evaluate(f"() => {{ const el = document.activeElement; return {_INSIDE}; }}"):
            panel(page).evaluate("el => { el.tabIndex = -1; el.focus(); }")
    raise AssertionError(f"{here} is not reached by Tab")


def _picture(page: Page) -> Any:
    return panel(page).locator(".cmo-picture img").get_attribute("src")


_INSIDE = "Boolean(el.closest('.cmo-panel[aria-label=Portfolio]'))"
