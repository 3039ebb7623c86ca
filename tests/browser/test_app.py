"""The lessons as pages without code, and as a page in a file: the same screens, and nobody outside is asked."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import nbformat
import pytest
from browser.lab import Server, kill_kernels
from browser.reader import begin_form, events, open_in_app, panel, press, rate, settle, state, title
from playwright.sync_api import Browser, expect

from cmo_pathways.content import content_root
from cmo_pathways.export.page import LessonPageExporter
from cmo_pathways.journey import open_journey
from cmo_pathways.widgets import start

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("app")]


def test_a_rating_on_a_page_is_there_again_after_a_reload(browser: Browser, app: Server) -> None:
    page, outside = open_in_app(browser, app, "03-self-assessment")
    begin_form(page)
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


@pytest.mark.parametrize("lesson", ["02-skill-map", "05-career-pathways"])
def test_a_lesson_as_a_file_shows_its_screen_and_asks_nobody(browser: Browser, tmp_path: Path, lesson: str) -> None:
    notebook = nbformat.read(content_root() / "notebooks" / f"{lesson}.ipynb", as_version=4)
    cell, *_ = [cell for cell in notebook.cells if "screen" in cell.metadata.get("tags", ())]
    held = {"held": True, "since": "2013"}  # who holds nothing yet is asked for it, and sees no map
    open_journey(tmp_path, clock=lambda: datetime(2026, 11, 22, tzinfo=UTC)).record("step", "attending-physician", held)
    data = start(lesson[3:], home=tmp_path)._repr_mimebundle_()
    shown = data[0] if isinstance(data, tuple) else data
    cell.outputs = [nbformat.v4.new_output("execute_result", data=shown, execution_count=1)]
    file = tmp_path / f"{lesson}.html"
    file.write_text(LessonPageExporter().from_notebook_node(notebook)[0], encoding="utf-8")

    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    expect(page.locator("svg [data-node]").first).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    words = page.locator("body").inner_text()
    assert "from cmo_pathways import start" not in words
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    page.screenshot(path=str(tmp_path / "page.png"), full_page=True)
    page.close()
