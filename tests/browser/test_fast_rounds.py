"""Clicks in haste: nothing is saved wrong, whatever the page shows while the kernel is still answering."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

import pytest
from browser.reader import Desk, begin_form, events, facts, panel, settle, title
from playwright.sync_api import Page

from cmo_pathways.catalogue import load_catalogue

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("lab")]

# What a reader answered, as the page saw it: (competency on screen, level or sureness, value) at each change.
_LISTEN = """panel => {
  window.answers = [];
  panel.addEventListener("change", (event) => {
    const name = event.target.name.split("-").at(-1);
    window.answers.push([panel.querySelector("h2").textContent, name, event.target.value]);
  }, true);
}"""
# Each round clicks a level, a sureness and a button with no delay; "wait" lets the kernel catch up before the next.
_ROUNDS = """async (panel, rounds) => {
  const channel = new MessageChannel();
  const turn = () => new Promise((done) => { channel.port1.onmessage = done; channel.port2.postMessage(0); });
  const click = (selector) => panel.querySelector(selector)?.click();
  for (const { level, sure, button, wait } of rounds) {
    click(`.cmo-choice input[value="${level}"]`);
    click(`.cmo-segment input[value="${sure}"]`);
    click(`.cmo-foot [data-name="${button}"], .cmo-foot [data-name="all"]`);
    await turn();
    while (wait && panel.dataset.state !== "settled") await turn();
  }
}"""


def test_a_change_and_a_press_in_one_breath_are_never_saved_wrong(
    desk: Desk, rounds: Callable[[int, int], int]
) -> None:
    count = rounds(50, 200)
    page = desk.visit("03-self-assessment")
    begin_form(page)
    facts(page, _LISTEN)
    panel(page).evaluate(_ROUNDS, _random_rounds(count, seed=1))
    settle(page)
    answered = _answered(page)
    assert len(answered) > count / 2
    assert len({short for short, _, _ in answered}) >= 4
    _assert_saved_as_answered(desk, answered)


def test_a_mouse_that_never_waits_is_never_saved_wrong(desk: Desk, rounds: Callable[[int, int], int]) -> None:
    count = rounds(12, 50)
    page = desk.visit("03-self-assessment")
    begin_form(page)
    page.set_viewport_size({"width": 1280, "height": 1500})
    facts(page, "panel => panel.scrollIntoView({ block: 'start' })")
    facts(page, _LISTEN)
    for one in _random_rounds(count, seed=2):
        # Where things are is looked up once a round; what lies there when the click lands is the page's affair.
        for place in _places(page, one):
            page.mouse.click(*place)
    settle(page)
    answered = _answered(page)
    assert len(answered) > count
    _assert_saved_as_answered(desk, answered)


def test_a_click_on_a_page_that_is_turning_belongs_to_that_page(desk: Desk) -> None:
    page = desk.visit("03-self-assessment")
    begin_form(page)
    first = title(page)
    facts(
        page,
        """panel => {
          panel.querySelector('.cmo-foot [data-name="next"]').click();
          panel.querySelector('.cmo-choice input[value="5"]').click();
          panel.querySelector('.cmo-foot [data-name="next"]').click();
        }""",
    )
    settle(page)
    framework = load_catalogue().framework
    shorts = [competency.short for competency in framework.competencies.values()]
    assert [framework.competency(e.subject).short for e in events(desk.server) if e.kind == "rating"] == [first]
    assert title(page) == shorts[1]  # pressed twice on the first page, Next goes to the page that it named


def _random_rounds(count: int, seed: int) -> list[dict[str, Any]]:
    dice = random.Random(seed)
    return [
        {
            "level": dice.randint(0, 5),
            "sure": dice.choice(("guess", "fairly", "sure")),
            "button": dice.choice(("next", "next", "next", "back")),
            "wait": dice.random() < 0.5,
        }
        for _ in range(count)
    ]


def _places(page: Page, one: dict[str, Any]) -> Sequence[tuple[float, float]]:
    found = panel(page).evaluate(
        """(panel, one) => [
          `.cmo-choice input[value="${one.level}"]`,
          `.cmo-segment input[value="${one.sure}"]`,
          `.cmo-foot [data-name="${one.button}"], .cmo-foot [data-name="all"]`,
        ].map((selector) => panel.querySelector(selector)?.getBoundingClientRect())
         .filter(Boolean).map((box) => [box.x + box.width / 2, box.y + box.height / 2])""",
        one,
    )
    return [(x, y) for x, y in found]


def _answered(page: Page) -> list[tuple[str, str, str]]:
    told = page.evaluate("() => window.answers")
    return [(short, name, value) for short, name, value in told if name in ("level", "sureness")]


def _assert_saved_as_answered(desk: Desk, answered: Sequence[tuple[str, str, str]]) -> None:
    """Each answer is in the ledger, in order, under the competency that was on screen; and nothing else is."""
    framework = load_catalogue().framework
    ids = {competency.short: id for id, competency in framework.competencies.items()}
    expected: dict[str, list[tuple[int | None, str | None]]] = {}
    for short, name, value in answered:
        told = expected.setdefault(ids[short], [(None, None)])
        level, sure = told[-1]
        told.append((int(value), sure) if name == "level" else (level, value))
    saved: dict[str, list[tuple[int | None, str | None]]] = {}
    for event in events(desk.server):
        if event.kind == "rating":
            told = saved.setdefault(event.subject, [(None, None)])
            told.append((event.body["level"], event.body["sureness"]))  # type: ignore[arg-type]
    assert _without_repeats(saved) == _without_repeats(expected)


def _without_repeats(told: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {id: [one for one, _ in groupby(steps)] for id, steps in told.items()}
