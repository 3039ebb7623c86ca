"""The page beside a form follows the keys; the text is saved once typing ends, and is not called saved before."""

from __future__ import annotations

import pytest
from browser.lab import kill_kernels
from browser.reader import Desk, events, panel, press, settle
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("lab")]

TYPED = "Falls with injury"
# The pause after which a text is sent to be saved does not end until the test says so.
HOLD = """() => {
  const real = window.setTimeout;
  window.held = [];
  window.setTimeout = (then, pause, ...rest) => (pause === 300 ? -window.held.push(then) : real(then, pause, ...rest));
  window.release = () => { window.setTimeout = real; for (const then of window.held) then(); };
}"""
# All keys before the kernel can answer the first; which pictures are drawn is noted.
HASTE = """(el, text) => {
  el.focus();
  const picture = el.closest(".cmo-panel").querySelector(".cmo-picture");
  const note = () => window.drawn.add(picture.querySelector("img").src);
  window.drawn = new Set();
  note();
  new MutationObserver(note).observe(picture, { childList: true });
  for (let n = 1; n <= text.length; n += 1) {
    el.value = text.slice(0, n);
    el.dispatchEvent(new Event("input", { bubbles: true }));
  }
}"""
# One letter, then all of it, then away, before the kernel can answer; what the field holds at each answer is noted.
LEAVE = """(el, text) => {
  window.fields = [];
  const head = el.closest(".cmo-panel").firstElementChild;
  new MutationObserver(() => window.fields.push(el.value)).observe(head, { childList: true });
  el.focus();
  for (const typed of [text[0], text]) {
    el.value = typed;
    el.dispatchEvent(new Event("input", { bubbles: true }));
  }
  el.blur();
}"""
LISTEN = """
from cmo_pathways.widgets.portfolio_builder import PortfolioBuilder
drafts = []
sound = PortfolioBuilder.draft
def draft(self, name, value):
    drafts.append(value)
    return sound(self, name, value)
PortfolioBuilder.draft = draft
"""


def test_the_page_shows_what_was_typed_before_it_is_saved_and_it_is_saved_once(desk: Desk) -> None:
    page = desk.visit("08-portfolio-builder")
    press(page, "Add: result")
    desk.in_kernel(LISTEN)
    page.evaluate(HOLD)
    panel(page).get_by_label("What changed").evaluate(HASTE, TYPED)
    drawn = panel(page).get_by_alt_text("Page 1 of 1, with this entry on it.")
    expect(drawn).to_be_visible()
    page.wait_for_function("() => window.drawn.size === 3")  # the empty page, the first letter, all of it
    assert _kinds(desk).count("entry") == 0
    assert panel(page).get_attribute("data-state") == "saving"
    expect(panel(page).get_by_role("status")).to_have_text("Saving")

    page.evaluate("() => window.release()")
    settle(page)
    assert [event.body["title"] for event in events(desk.server) if event.kind == "entry"] == [TYPED]
    expect(panel(page).get_by_role("status")).to_contain_text("Saved on this computer")
    expect(panel(page).get_by_label("What changed")).to_have_value(TYPED)
    expect(drawn).to_be_visible()
    # Keys that came while a picture was under way did not ask for one each; the newest text was drawn.
    desk.in_kernel(f"assert drafts == {[TYPED[0], TYPED]!r}, drafts")


def test_an_answer_to_an_earlier_key_is_drawn_and_takes_back_nothing_that_was_typed_since(desk: Desk) -> None:
    page = desk.visit("08-portfolio-builder")
    press(page, "Add: result")
    panel(page).get_by_label("What changed").evaluate(LEAVE, TYPED)
    settle(page)
    assert page.evaluate("() => window.fields") == [TYPED, TYPED]  # at the answer to the first letter, and to all of it
    press(page, "Done")
    assert [event.body["title"] for event in events(desk.server) if event.kind == "entry"] == [TYPED]
    expect(panel(page).get_by_role("button", name=f"Edit {TYPED}")).to_be_visible()


def test_words_typed_without_a_kernel_are_not_called_saved(desk: Desk) -> None:
    page = desk.visit("08-portfolio-builder")
    press(page, "Add: result")
    before = events(desk.server)
    assert kill_kernels(desk.server) >= 1
    _type_behind_the_dialog(page, TYPED)
    status = panel(page).get_by_role("status")
    expect(status).to_have_text("Not saved yet. Run this cell again with Shift+Enter; what was saved is safe.")
    _type_behind_the_dialog(page, f"{TYPED}s")
    expect(status).to_contain_text("Not saved yet.")
    assert events(desk.server) == before


def _type_behind_the_dialog(page: Page, text: str) -> None:
    """JupyterLab's own dialog about the kernel is in the way of a keyboard, not of a text put into the field."""
    field = panel(page).get_by_label("What changed")
    field.evaluate("(el, text) => { el.value = text; el.dispatchEvent(new Event('input', { bubbles: true })); }", text)


def _kinds(desk: Desk) -> list[str]:
    return [event.kind for event in events(desk.server)]
