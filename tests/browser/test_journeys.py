"""The journey of a learner in JupyterLab, with the power cut three times on the way."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from browser.lab import kill_kernels
from browser.reader import Desk, begin_form, events, facts, fill, panel, press, rate, settle, state, title
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from cmo_pathways.cases import (
    NumberQuestion,
    answer,
    choose,
    expected_value,
    iterate_paths,
    open_choices,
    open_question,
    start_case,
)
from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.journey import open_journey

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("lab")]

CASE = "this-months-number"
NAME = "Ada Nwosu, MD, MBA"
LESSON = "notebooks/07-case-studio.ipynb"
MEMO = "October lies inside the limits.\n\nWe ask for ninety days on the process."


def test_a_target_role_and_ratings_are_back_after_the_kernel_was_killed(desk: Desk) -> None:
    page = desk.visit("00-start-here")
    panel(page).get_by_label("Which post are you aiming for?").select_option("cmo-hospital-large")
    expect(panel(page).get_by_role("link", name="03 Self-assessment").first).to_be_visible()
    settle(page)
    assert state(desk.server).target == "cmo-hospital-large"

    page = desk.visit("03-self-assessment")
    begin_form(page)
    first = title(page)
    rate(page, 3)
    press(page, "Next")
    rate(page, 4, "It is a guess")
    press(page, "Next")
    third = title(page)
    panel(page).get_by_label("Not part of my work").check()
    settle(page)
    press(page, "Next")
    fourth = title(page)
    panel(page).locator('.cmo-choice input[value="2"]').check()
    settle(page)

    before = state(desk.server).ratings
    assert [(r.level, r.sureness, r.not_applicable) for r in before.values()] == [
        (3, "fairly", False),
        (4, "guess", False),
        (None, None, True),
        (2, None, False),
    ]
    assert kill_kernels(desk.server) >= 1
    page = desk.come_back("03-self-assessment")
    assert title(page) == fourth  # the first that still lacks an answer
    expect(panel(page).locator('.cmo-choice input[value="2"]')).to_be_checked()
    press(page, "Back")
    assert title(page) == third
    expect(panel(page).get_by_label("Not part of my work")).to_be_checked()
    press(page, "Back")
    expect(panel(page).get_by_role("radio", name="It is a guess")).to_be_checked()
    press(page, "Back")
    assert title(page) == first
    expect(panel(page).locator('.cmo-choice input[value="3"]')).to_be_checked()
    expect(panel(page).get_by_role("radio", name="Fairly sure")).to_be_checked()
    expect(panel(page).get_by_text("Target for the role")).to_be_visible()
    assert state(desk.server).ratings == before
    assert state(desk.server).target == "cmo-hospital-large"


def test_a_case_goes_on_at_the_scene_where_the_kernel_was_killed(desk: Desk) -> None:
    page = desk.visit("07-case-studio")
    press(page, "This month's number")
    _decide(page, "Promise a written answer by nine")
    _decide(page, "Have limits drawn from the process itself")
    fill(page, "lower natural process limit", "50.3")
    press(page, "Give this number")
    expect(panel(page).get_by_text("Within the tolerance.")).to_be_visible()
    scene = _scene(page)

    assert kill_kernels(desk.server) >= 1
    page = desk.come_back("07-case-studio")
    assert _scene(page) == scene
    expect(panel(page).get_by_text("You said 50.3. Within the tolerance.")).to_be_visible()
    _decide(page, "no ordinary month of this process will reach 90")
    _decide(page, "Walk the drug's way tonight")
    _decide(page, "Call her before the memo goes")
    area = panel(page).locator("textarea")
    area.fill(MEMO)
    area.blur()
    settle(page)
    _decide(page, "Send it with the chart")
    _decide(page, "Ask for ninety days on the process, and for reports by limits")
    expect(panel(page).get_by_role("heading", name="A sound ending")).to_be_visible()
    expect(panel(page).get_by_text("October lies inside the limits.")).to_be_visible()

    (play,) = state(desk.server).plays.values()
    assert play.case == CASE and play.result is not None
    assert play.result.ending == "redesign" and len(play.result.path) == 7
    assert [(move["ask"], move["value"]) for move in play.moves if "ask" in move] == [("number", 50.3), ("memo", MEMO)]
    press(page, "Back to the cases")
    expect(panel(page).get_by_text("Played: sound ending")).to_be_visible()


def test_a_second_case_is_played_by_mouse_to_a_sound_ending_and_debriefed(desk: Desk) -> None:
    case = load_catalogue().case("nothing-to-report")
    path = next(path for path in iterate_paths(case) if path.grade == "strong")
    page = desk.visit("07-case-studio")
    press(page, case.title)
    now = start_case(case)
    for scene, choice in path.steps:
        if isinstance(question := open_question(case, now), NumberQuestion):
            value = expected_value(case, question)
            fill(page, question.question, f"{value:.4g}")
            press(page, "Give this number")
            now = answer(case, now, value)
        words = next(it.text for it in open_choices(case, now) if it.id == choice)
        _decide(page, words)
        now = choose(case, now, choice)
        assert scene != now.scene

    expect(panel(page).get_by_role("heading", name="A sound ending")).to_be_visible()
    (play,) = state(desk.server).plays.values()
    assert play.case == case.id and play.result is not None
    assert play.result.ending == path.ending
    assert play.result.path == tuple(f"{scene}/{choice}" for scene, choice in path.steps)


def test_a_plan_is_back_as_it_was_set_and_ticked_after_the_kernel_was_killed(desk: Desk) -> None:
    journey = open_journey(desk.server.home, clock=lambda: datetime.now(UTC))
    journey.aim("vpma")
    for competency in journey.catalogue.framework.competencies:
        journey.rate(competency, 3, "fairly", not_applicable=False)
    journey.rate("data-analytics", 1, "sure", not_applicable=False)
    page = desk.visit("06-development-plan")
    hours = panel(page).get_by_label("Hours you can give")
    hours.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    settle(page)
    panel(page).get_by_role("radio", name="Money").check()
    settle(page)
    press(page, "Follow this plan")
    (followed,) = state(desk.server).of("plan").values()
    first = followed["activities"][0]["id"]
    desk.in_kernel("")  # the kernel is free again: what was clicked is on disk
    panel(page).get_by_label("How it goes").first.select_option("started")
    settle(page)
    before = state(desk.server)
    assert before.of("place")["development-plan"]["hours"] == 9
    assert [body["status"] for body in before.of("activity").values()] == ["started"]

    assert kill_kernels(desk.server) >= 1
    page = desk.come_back("06-development-plan")
    assert panel(page).get_by_label("Hours you can give").input_value() == "9"
    expect(panel(page).get_by_role("radio", name="Money")).to_be_checked()
    expect(panel(page).get_by_label("How it goes").first).to_have_value("started")
    after = state(desk.server)
    assert (after.of("plan"), after.of("activity")) == (before.of("plan"), before.of("activity"))
    assert first


def test_an_entry_is_back_after_the_kernel_was_killed_and_both_doors_export_it(desk: Desk) -> None:
    page = desk.visit("08-portfolio-builder")
    press(page, "Edit name and contact")
    fill(page, "Your name", NAME)
    press(page, "Done")
    panel(page).get_by_role("button", name="Add: ").first.click()
    settle(page)
    fields = panel(page).locator(".cmo-field input, .cmo-field textarea")
    fields.first.click()
    page.keyboard.type("Sepsis bundle on time", delay=0)
    page.keyboard.press("Tab")
    settle(page)

    (entry,) = state(desk.server).entries.values()
    assert "Sepsis bundle on time" in entry.values()
    assert kill_kernels(desk.server) >= 1
    page = desk.come_back("08-portfolio-builder")
    assert panel(page).locator(".cmo-field input, .cmo-field textarea").first.input_value() == "Sepsis bundle on time"
    press(page, "Done")
    expect(panel(page).get_by_text(NAME)).to_be_visible()

    press(page, "Export the PDF")
    expect(panel(page).get_by_text("Your dossier is written.")).to_be_visible()
    (made,) = [event for event in events(desk.server) if event.kind == "export"]
    assert _words_of((desk.server.home / "exports" / made.subject).read_bytes()).count(NAME) >= 1
    assert NAME in _words_of(_export_by_menu(page))


def test_a_case_of_ones_own_is_opened_in_the_editor_and_checked_as_it_was_saved(desk: Desk) -> None:
    page = desk.visit("07-case-studio")
    workshop = page.locator(".cmo-panel", has_text="Write a case for your own group")
    workshop.get_by_label("Its title").fill("The Friday list")
    workshop.get_by_role("button", name="New from the template").click()
    workshop.get_by_role("link", name="Open in the editor").click()
    path = "notebooks/my-cases/the-friday-list/case.md"
    page.wait_for_function("path => window.jupyterapp.shell.currentWidget?.context?.path === path", arg=path)
    page.wait_for_function("() => window.jupyterapp.shell.currentWidget.context.isReady")
    page.evaluate(
        """() => {
          const context = window.jupyterapp.shell.currentWidget.context;
          const model = context.model.sharedModel;
          model.setSource(model.getSource().replace("-> quiet", "-> quite"));
          return context.save();
        }"""
    )
    page.evaluate("path => { window.jupyterapp.commands.execute('docmanager:open', { path }); }", LESSON)
    workshop.get_by_role("button", name="Check", exact=True).click()
    expect(workshop.get_by_text('leads to "quite", which is no scene')).to_be_visible()


def _decide(page: Page, words: str) -> None:
    panel(page).get_by_role("radio", name=words).check()
    press(page, "Decide")


def _scene(page: Page) -> str:
    """The words of the scene, without the time at which the last answer was saved."""
    return str(facts(page, "panel => panel.querySelector('.cmo-body').textContent"))


def _export_by_menu(page: Page) -> bytes:
    page.locator(".lm-MenuBar-itemLabel", has_text=re.compile("^File$")).click()
    page.locator(".lm-Menu-itemLabel", has_text="Save and Export Notebook As").click()
    with page.expect_download() as download:
        page.locator(".lm-Menu-itemLabel", has_text=re.compile("^Dossier$")).click()
    return Path(download.value.path()).read_bytes()


def _words_of(pdf: bytes) -> str:
    assert pdf.startswith(b"%PDF-")
    reader = PdfReader(BytesIO(pdf))
    assert len(reader.pages) >= 1
    return "\n".join(page.extract_text() for page in reader.pages)
