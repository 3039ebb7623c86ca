"""A case is written, checked and played on trial without a terminal, and nothing of it is recorded as work."""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape

import pytest
from widgets.page import Page, blocks

from cmo_pathways.cases import expected_value
from cmo_pathways.content import content_root
from cmo_pathways.practice import play_own

TITLE = "The Friday list"


@pytest.fixture
def page(open_page) -> Page:
    return open_page("case-workshop")


@pytest.fixture
def written(page: Page) -> Page:
    return page.change("title", TITLE).press("new")


def file_of(page: Page):
    return page.home / "notebooks" / "my-cases" / "the-friday-list" / "case.md"


def swap(page: Page, old: str, new: str) -> None:
    text = file_of(page).read_text(encoding="utf-8")
    assert old in text
    file_of(page).write_text(text.replace(old, new), encoding="utf-8")


def test_a_new_case_is_a_sound_copy_of_the_template_under_its_own_name(written):
    assert written.alarm == ""
    template = content_root() / "exercises" / "_template"
    assert {file.name for file in file_of(written).parent.iterdir()} == {file.name for file in template.iterdir()}
    assert "\ncase: the-friday-list " in file_of(written).read_text(encoding="utf-8")
    written.press("check")
    assert "Nothing to mend." in written.text
    assert TITLE in written.again().text


def test_nothing_is_overwritten_and_a_title_is_needed(written):
    file_of(written).write_text("mine", encoding="utf-8")
    written.change("title", "the friday LIST").press("new")
    assert "There is a case in the folder" in written.alarm
    assert file_of(written).read_text(encoding="utf-8") == "mine"
    written.change("title", " ... ").press("new")
    assert "needs a title first" in written.alarm


@pytest.mark.parametrize("title", ['A "quoted": title', "Größe # und Maß", "back\\slash: {x}", "- dash"])
def test_any_title_gives_a_file_that_can_be_read(page, title):
    page.change("title", title).press("new").press("check")
    assert page.alarm == "" and "Nothing to mend." in page.text


def test_faults_are_told_with_their_line_and_mend(written):
    swap(written, "-> quiet", "-> quite")
    written.press("check")
    line = next(n for n, row in enumerate(file_of(written).read_text().splitlines(), 1) if "-> quite" in row)
    assert "Found: 2 faults" in written.text
    assert f'{line} Choice "wait-a-month" leads to "quite", which is no scene Add "## quite"' in written.text
    written.press("play")
    assert "cannot be played yet" in written.alarm
    swap(written, "-> quite", "-> quiet")
    assert "Nothing to mend." in written.press("check").text


def test_a_file_that_is_no_case_is_told_and_does_not_break_the_screen(written):
    file_of(written).write_bytes(b"\xff\xfe\x00 nothing")
    written.press("check")
    assert written.alarm == "" and "Found: 1 fault" in written.text
    file_of(written).unlink()
    assert "no case of yours yet" in written.press("check").alarm


def test_a_trial_goes_to_the_debrief_and_records_nothing(written):
    count = written.state.count
    case = play_own(file_of(written), written.journey.catalogue, date(2026, 11, 22))
    right = expected_value(case, case.scene("first-look").question)
    written.press("play").change("number", f"{right:.6f}").press("answer")
    assert "Within the tolerance." in written.text
    written.change("choice", "chart-first").press("decide").change("memo", "Inside its limits.")
    written.change("choice", "limits").press("decide")
    assert "A sound ending: The Friday list" in written.text
    written.change("memo-level-meeting", "2")
    assert written.control("memo-level-meeting")["value"] == "2"
    assert not written.state.plays and written.state.count == count
    assert {event.kind for event in written.events} <= {"place"}
    assert written.press("leave").view["page"] == "workshop-1"


def test_a_trial_plays_what_the_file_says_now(written):
    swap(written, "Mondays at 08:00", "Tuesdays at 07:00")
    assert "Tuesdays at 07:00" in written.press("play").text
    written.press("leave")
    swap(written, "Tuesdays at 07:00", "Fridays at 06:00")
    assert "Fridays at 06:00" in written.press("play").text


def test_the_editor_is_opened_by_jupyterlab_at_the_file_in_the_home_folder(written):
    html = next(block["html"] for block in blocks(written.view) if "commandlinker" in str(block.get("html")))
    arguments = json.loads(unescape(re.search(r'data-commandlinker-args="([^"]+)"', html)[1]))
    assert arguments == {"path": "notebooks/my-cases/the-friday-list/case.md", "factory": "Editor"}
    assert (written.home / arguments["path"]).is_file()


def test_the_chosen_case_is_back_after_a_restart(written):
    written.change("title", "Another one").press("new").change("own", "the-friday-list")
    assert written.again().control("own")["value"] == "the-friday-list"
    assert [option["label"] for option in written.control("own")["options"]] == ["Another one", TITLE]


def test_handouts_are_printed_beside_the_case_and_opened_in_jupyterlab(written):
    written.press("print")
    assert written.alarm == ""
    copies = sorted(file.name for file in file_of(written).parent.glob("*.pdf"))
    assert copies == ["the-friday-list-facilitator.pdf", "the-friday-list-learner.pdf"]
    assert "Two copies are printed." in written.text
    assert all(f"notebooks/my-cases/the-friday-list/{name}" in written.text for name in copies)
    swap(written, "-> quiet", "-> quite")
    assert "cannot be printed yet" in written.press("print").alarm
    assert "Two copies" not in written.text
