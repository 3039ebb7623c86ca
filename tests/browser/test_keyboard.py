"""Everything by keyboard, and what a screen reader needs to find."""

from __future__ import annotations

from typing import Any

import pytest
from browser.lab import kill_kernels
from browser.reader import Desk, begin_form, events, facts, panel, press, settle, state, title
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("lab")]

CASE = "this-months-number"
SCREENS = (
    "00-start-here",
    "02-skill-map",
    "03-self-assessment",
    "05-career-pathways",
    "07-case-studio",
    "08-portfolio-builder",
)


def test_an_item_is_rated_by_keyboard_alone_and_the_notebook_stays_as_it_was(desk: Desk) -> None:
    page = desk.visit("03-self-assessment")
    begin_form(page)
    first = title(page)
    panel(page).locator(".cmo-choice input").first.focus()
    before = _notebook(page)
    page.keyboard.press("Space")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    settle(page)
    assert _focus(page) == ["level", "3"]
    page.keyboard.press("ArrowUp")
    settle(page)
    assert _focus(page) == ["level", "2"]
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    settle(page)
    assert _focus(page) == ["sureness", "fairly"]
    for key in ("d", "d", "a", "b", "x", "m", "0", "0", "Delete"):
        page.keyboard.press(key)
    settle(page)
    page.keyboard.press("Tab")
    assert _focus(page)[1] == "Not part of my work"
    _tab_to(page, "next")
    page.keyboard.press("Enter")
    settle(page)
    assert title(page) != first
    (rating,) = state(desk.server).ratings.values()
    assert (rating.level, rating.sureness, rating.not_applicable) == (2, "fairly", False)
    assert _notebook(page) == before
    assert page.get_by_role("dialog").count() == 0


def test_tab_goes_through_a_screen_as_the_eye_does(desk: Desk) -> None:
    page = desk.visit("03-self-assessment")
    begin_form(page)
    press(page, "Next")  # so that there is a way back, too
    panel(page).locator(".cmo-choice input").first.focus()
    reached = [_focus(page)]
    for _ in range(7):
        page.keyboard.press("Tab")
        reached.append(_focus(page))
    names = ["level", "sureness", "checkbox", "summary", "back", "next", "evidence:add", "gaps"]
    assert [one[0] for one in reached] == names
    places = [one[2:] for one in (_focus_at(page, name) for name, *_ in reached)]
    assert places == sorted(places)


def test_the_whole_assessment_is_answered_by_keyboard_alone(desk: Desk) -> None:
    page = desk.visit("03-self-assessment")
    panel(page).locator(".cmo-choice input").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    settle(page)
    _tab_to(page, "short")
    page.keyboard.press("Enter")
    settle(page)
    asked = []
    while not panel(page).get_by_role("button", name="Go on with the other").count():
        asked.append(title(page))
        assert len(asked) <= 20
        _tab_to(page, "level")
        page.keyboard.press("Space")
        for _ in range(len(asked) % 4):
            page.keyboard.press("ArrowDown")
        _tab_to(page, "sureness")
        page.keyboard.press("Space")
        settle(page)
        _tab_to(page, "next")
        page.keyboard.press("Enter")
        settle(page)
    assert title(page) == "Your five widest gaps are clear"
    _tab_to(page, "gaps")
    page.keyboard.press("Enter")
    settle(page)
    found = state(desk.server)
    assert found.of("placement")["me"]["responsibility"] == 1
    assert [rating.level for rating in found.ratings.values()] == [n % 4 for n in range(1, len(asked) + 1)]
    assert all(rating.sureness == "guess" for rating in found.ratings.values())


def test_a_whole_case_is_played_by_keyboard_alone_through_a_kernel_that_is_killed(desk: Desk) -> None:
    page = desk.visit("07-case-studio")
    panel(page).locator("select").first.focus()
    _tab_until(page, f"el => el.dataset.read === '{CASE}'", 80)
    page.keyboard.press("Enter")
    settle(page)
    for choice in ("by-nine", "limits-first"):
        _decide(page, choice)
    _tab_to(page, "text")
    page.keyboard.type("50,3")
    _tab_to(page, "answer")
    page.keyboard.press("Enter")
    expect(panel(page).get_by_text("Within the tolerance.")).to_be_visible()
    for choice in ("stable-and-short", "walk-test", "call-tonight"):
        _decide(page, choice)
    _tab_to(page, "textarea")
    page.keyboard.type("October is an ordinary month.")
    page.keyboard.press("Enter")
    page.keyboard.type("We ask for ninety days.")
    settle(page)
    expect(panel(page).get_by_text("10 words")).to_be_visible()
    scene = facts(page, "panel => panel.querySelector('.cmo-body').textContent")

    assert kill_kernels(desk.server) >= 1
    page = desk.come_back("07-case-studio")
    assert facts(page, "panel => panel.querySelector('.cmo-body').textContent") == scene
    area = panel(page).locator("textarea")
    assert area.input_value() == "October is an ordinary month.\nWe ask for ninety days."
    area.focus()
    _decide(page, "with-chart")
    _decide(page, "redesign")
    assert title(page).startswith("A sound ending")
    _tab_to(page, "add", 40)
    page.keyboard.press("Enter")
    settle(page)
    (play,) = state(desk.server).plays.values()
    assert play.result is not None and play.result.ending == "redesign"
    assert [move["value"] for move in play.moves if "ask" in move][-1].startswith("October is an ordinary month.\n")
    (entry,) = state(desk.server).entries.values()
    assert (entry["section"], entry["play"]) == ("cases", f"{CASE}-1")


def test_a_page_that_turned_is_read_from_its_heading(desk: Desk) -> None:
    page = desk.visit("03-self-assessment")
    begin_form(page)
    panel(page).get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    settle(page)
    assert page.evaluate("() => document.activeElement.textContent") == title(page)
    page.keyboard.press("Tab")
    assert _focus(page)[0] == "level"


def test_a_tile_of_the_map_opens_with_enter_and_keeps_the_focus(desk: Desk) -> None:
    page = desk.visit("02-skill-map")
    tile = panel(page).locator("[data-node]").nth(7)
    node = tile.get_attribute("data-node")
    tile.focus()
    page.keyboard.press("Enter")
    settle(page)
    assert page.evaluate("() => document.activeElement.dataset.node") == node
    page.keyboard.press("ArrowRight")
    assert page.evaluate("() => document.activeElement.dataset.node") not in (node, None)
    opened = panel(page).locator(".cmo-main h3").first.inner_text()
    page.keyboard.press("Space")
    settle(page)
    assert panel(page).locator(".cmo-main h3").first.inner_text() != opened


def test_arrow_keys_reach_every_tile_of_the_map_and_tab_leaves_it(desk: Desk) -> None:
    page = desk.visit("02-skill-map")
    panel(page).locator('[data-node][tabindex="0"]').focus()
    seen = []
    for across in ("ArrowRight", "ArrowLeft", "ArrowRight", "ArrowLeft", "ArrowRight"):
        for key in (across, across, across, "ArrowDown"):
            seen.append(page.evaluate("() => document.activeElement.dataset.node"))
            page.keyboard.press(key)
    seen.append(page.evaluate("() => document.activeElement.dataset.node"))
    assert len(set(seen)) == 20
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.dataset.node ?? ''") == ""


def test_a_link_in_a_page_opens_the_next_one_by_keyboard_and_its_heading_is_read(desk: Desk) -> None:
    page = desk.visit("02-skill-map")
    link = panel(page).locator(".cmo-aside [data-read]:visible").first
    named = link.get_attribute("data-read")
    link.focus()
    assert page.evaluate("() => document.activeElement.dataset.read") == named
    page.keyboard.press("Enter")
    settle(page)
    page.wait_for_function("() => document.activeElement.matches('h3[data-at]')")
    at = page.evaluate("() => document.activeElement.dataset.at")
    assert at == named
    assert state(desk.server).of("place")["skill-map"]["open"] == at


def test_a_text_area_takes_every_key_that_a_writer_needs(desk: Desk) -> None:
    page = desk.visit("08-portfolio-builder")
    panel(page).get_by_role("button", name="Add: ").first.click()
    settle(page)
    area = panel(page).locator("textarea").first
    area.focus()
    before = _notebook(page)
    page.keyboard.type("abx")
    page.keyboard.press("Enter")
    page.keyboard.type("dd")
    settle(page)
    expect(area).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Home")
    page.keyboard.type("1 ")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Backspace")
    page.keyboard.press("Tab")
    settle(page)
    assert area.input_value() == "1 bx\ndd"
    assert "1 bx\ndd" in events(desk.server)[-1].body.values()
    assert _notebook(page) == before


@pytest.mark.parametrize("lesson", SCREENS)
def test_every_control_of_a_screen_has_words(desk: Desk, lesson: str) -> None:
    page = desk.visit(lesson)
    found = facts(page, _AUDIT)
    assert found["looked_at"] > 0
    assert found["headings"] == 1
    assert found["faults"] == []
    assert panel(page).get_attribute("aria-label")


def _notebook(page: Page) -> Any:
    return page.evaluate(
        """() => {
          const notebook = window.jupyterapp.shell.currentWidget.content;
          return [notebook.activeCellIndex, notebook.widgets.map((cell) => cell.model.sharedModel.getSource())];
        }"""
    )


def _tab_to(page: Page, name: str, most: int = 12) -> None:
    """Press Tab until the control of that name has the focus."""
    _tab_until(page, f"el => ({_TELL})(el)[0] === '{name}'", most)


def _tab_until(page: Page, here: str, most: int) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"() => ({here})(document.activeElement)"):
            return
    raise AssertionError(f"{here} is not reached by Tab")


def _decide(page: Page, choice: str) -> None:
    """Mark a choice with the arrow keys and press Decide, all from the keyboard."""
    _tab_to(page, "choice")
    page.keyboard.press("Space")
    values = panel(page).locator(".cmo-choice input").evaluate_all("all => all.map((el) => el.value)")
    for _ in range(values.index(choice)):
        page.keyboard.press("ArrowDown")
    assert _focus(page) == ["choice", choice]
    _tab_to(page, "decide")
    head = panel(page).locator(".cmo-head")
    before = head.inner_text()
    page.keyboard.press("Enter")
    expect(head).not_to_have_text(before)
    settle(page)


def _focus(page: Page) -> Any:
    """What has the focus: the name of its group, and its value or its words."""
    return page.evaluate(f"() => ({_TELL})(document.activeElement).slice(0, 2)")


def _focus_at(page: Page, name: str) -> Any:
    return panel(page).evaluate(
        f"(panel, name) => [...panel.querySelectorAll({_CONTROLS})].map({_TELL}).find((told) => told[0] === name)",
        name,
    )


_CONTROLS = "'input, button, summary'"
_TELL = """(el) => {
  const box = el.getBoundingClientRect();
  const kind = el.type ?? el.tagName.toLowerCase();
  const name = el.dataset.name ?? (kind === "radio" ? el.name.split("-").at(-1) : kind);
  const words = el.type === "radio" ? el.value : (el.closest("label") ?? el).textContent;
  return [name, words, Math.round(box.top / 30), box.left];
}"""
_AUDIT = """(panel) => {
  const faults = [];
  const say = (fault, el) => faults.push(`${fault}: ${el.outerHTML.slice(0, 120)}`);
  const words = (el) => (el?.textContent ?? "").trim();
  const inputs = [...panel.querySelectorAll("input, select, textarea")];
  for (const el of inputs) if (![...(el.labels ?? [])].some(words)) say("no label", el);
  for (const el of panel.querySelectorAll("input[type=radio]")) {
    const legend = el.closest("fieldset")?.querySelector(":scope > legend");
    if (!words(legend)) say("no legend", el);
  }
  const names = new Set(inputs.filter((el) => el.type === "radio").map((el) => el.name));
  if (names.size !== panel.querySelectorAll("fieldset").length) faults.push("fieldsets share a group");
  for (const el of panel.querySelectorAll("button, summary, a, legend, th")) {
    if (!words(el) && el.tagName !== "TH") say("no words", el);
  }
  const pictures = [...panel.querySelectorAll("img, svg")].filter((el) => !el.closest("[aria-hidden=true]"));
  for (const el of pictures) {
    const own = el.getAttribute("aria-label") ?? el.getAttribute("alt");
    const inside = el.closest("[aria-label]:not(.cmo-panel)") ?? el.querySelector(":scope > title");
    if (!own && !inside) say("no label", el);
  }
  for (const el of panel.querySelectorAll("[data-node]")) {
    const stop = el.tabIndex === 0 || el.closest("svg").querySelector('[data-node][tabindex="0"]');
    const reached = el.getAttribute("role") === "button" && stop;
    if (!reached || !el.getAttribute("aria-label")) say("no button", el);
  }
  const ids = [...panel.querySelectorAll("[id]")].map((el) => el.id);
  if (new Set(ids).size !== ids.length) faults.push("an id stands twice");
  const controls = panel.querySelectorAll("input, select, textarea, button, summary, [data-node], a");
  return { faults, looked_at: controls.length, headings: panel.querySelectorAll("h2").length };
}"""
