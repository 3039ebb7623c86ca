"""The form from a mail attachment: opened as a file, answered by keyboard, saved, and opened by the collector."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from cmo_pathways.assess.feedback360 import KeyPair, collect, make_invitation, own_key_or_new, rounds
from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.export.feedback_form import feedback_form

pytestmark = pytest.mark.browser
TODAY = date(2026, 11, 22)
ASKED = ("financial-acumen", "crisis-leadership", "medical-ethics")


@pytest.fixture
def dana(tmp_path: Path) -> KeyPair:
    return own_key_or_new(tmp_path / "dana", name="Dana Whitfield", today=TODAY)


@pytest.fixture
def form(tmp_path: Path, dana: KeyPair) -> Path:
    framework = load_catalogue().framework
    maria = own_key_or_new(tmp_path / "maria", name="Maria Alvarez, MD", today=TODAY)
    made = make_invitation(
        group="peers", learner=maria, collector=dana.public, competencies=ASKED, framework=framework.version, made=TODAY
    )
    file = tmp_path / "feedback.html"
    file.write_bytes(feedback_form(made, framework))
    return file


@pytest.fixture
def page(browser: Browser, form: Path):
    """The form in a window that notes everything it asks for and everything it complains about."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(form.as_uri())
    yield page
    assert [url for url in asked if not url.startswith(("file:", "blob:"))] == []
    assert said == []
    page.close()


def answer_by_keyboard(page: Page) -> None:
    """Level 2 by arrows, level 0 by the space bar, not observed by going up from the first row."""
    keys = page.keyboard
    page.locator("input[type=radio]").first.focus()
    for press in ("Space", "ArrowDown", "ArrowDown", "Tab", "Space", "Tab", "ArrowUp", "Tab"):
        keys.press(press)
    keys.type("Stays calm. <b>Ü</b> \N{SNOWMAN}")
    keys.press("Tab")
    keys.type("Delegate the report.")
    keys.press("Tab")


def save(page: Page, file: Path) -> Path:
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".answers")
    download.value.save_as(file)
    return file


def test_answers_given_by_keyboard_reach_the_collector_whole(page: Page, tmp_path: Path, dana: KeyPair) -> None:
    answer_by_keyboard(page)
    expect(page.locator("#count")).to_have_text("3 of 3 answered, about 1 minute left")
    file = save(page, tmp_path / "first.answers")
    expect(page.locator("#saved")).to_contain_text("Send this file to Dana Whitfield.")
    version = load_catalogue().framework.version
    done = collect(tmp_path / "inbox", [(file.name, file.read_bytes())], own=dana, framework=version)
    assert (done.new, done.refused) == (("first.answers",), ())
    [found] = rounds(tmp_path / "inbox", own=dana)
    [given] = found.given["peers"]
    assert given.answers == {"financial-acumen": 2, "crisis-leadership": 0, "medical-ethics": None}
    assert given.comments == ("Does well: Stays calm. <b>Ü</b> \N{SNOWMAN}", "Could try: Delegate the report.")
    assert b"calm" not in file.read_bytes() and b"financial" not in file.read_bytes()


def test_a_second_save_takes_the_place_of_the_first(page: Page, tmp_path: Path, dana: KeyPair) -> None:
    answer_by_keyboard(page)
    first = save(page, tmp_path / "first.answers")
    page.locator("input[name=q-financial-acumen][value='4']").check()
    page.locator("#save").focus()
    second = save(page, tmp_path / "second.answers")
    files = [(file.name, file.read_bytes()) for file in (second, first)]
    collect(tmp_path / "inbox", files, own=dana, framework=load_catalogue().framework.version)
    [given] = rounds(tmp_path / "inbox", own=dana)[0].given["peers"]
    assert given.answers["financial-acumen"] == 4


def test_a_question_without_an_answer_is_named_and_found(page: Page) -> None:
    page.locator("input[name=q-financial-acumen][value='3']").check()
    page.locator("#save").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#missing")).to_contain_text("2 questions have no answer yet.")
    assert page.evaluate("document.activeElement.name") == "q-crisis-leadership"
    expect(page.locator("#saved")).to_be_hidden()


def test_the_form_fits_a_telephone_and_keeps_nothing(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    answer_by_keyboard(page)
    kept = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    assert kept == [0, 0, ""]
    page.reload()
    expect(page.locator("#count")).to_contain_text("0 of 3 answered")
