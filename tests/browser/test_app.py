"""The lessons as pages without code, and as a page in a file: the same screens, and nobody outside is asked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from browser.lab import Server, kill_kernels
from browser.reader import events, open_in_app, panel, press, rate, settle, state, title
from playwright.sync_api import Browser, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("app")]


def test_a_rating_on_a_page_is_there_again_after_a_reload(browser: Browser, app: Server) -> None:
    page, outside = open_in_app(browser, app, "03-self-assessment")
    first = title(page)
    rate(page, 2, "Sure: I can show evidence")
    expect(panel(page).get_by_role("status")).to_contain_text("Saved on this computer, ")
    press(page, "Next")
    (rating,) = state(app).ratings.values()
    assert (rating.level, rating.sureness) == (2, "sure")
    page.reload(wait_until="commit")
    settle(page)
    assert title(page) != first  # it goes on at the first item without an answer
    press(page, "Back")
    assert title(page) == first
    expect(panel(page).locator('.cmo-choice input[value="2"]')).to_be_checked()
    expect(panel(page).get_by_role("radio", name="Sure: I can show evidence")).to_be_checked()
    assert page.get_by_text("from cmo_pathways import start").count() == 0
    before = events(app)
    assert kill_kernels(app) >= 1
    panel(page).locator('.cmo-choice input[value="5"]').click()
    status = panel(page).get_by_role("status")
    expect(status).to_have_text("Not saved yet. Reload this page; what was saved is safe.")
    assert events(app) == before
    assert outside == [] and app.outside() == []
    page.context.close()
