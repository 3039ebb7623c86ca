"""Whatever goes wrong becomes one sentence: the answer is kept, no traceback is shown, no answer is logged."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from widgets.page import Page, faulty, sound

from cmo_pathways.errors import LedgerError, UnknownId
from cmo_pathways.journey import progress_of
from cmo_pathways.ledger import Ledger
from cmo_pathways.widgets import SCREENS, start
from cmo_pathways.widgets import panel as panel_module
from cmo_pathways.widgets.panel import Panel

SECRET = "the patient in bed twelve"


@pytest.fixture
def log(tmp_path):
    """The trouble log of the product, in a file, as ``start`` sets it up."""
    file = tmp_path / "trouble.log"
    logger = logging.getLogger("cmo_pathways")
    handler = logging.FileHandler(file, encoding="utf-8", delay=True)
    logger.addHandler(handler)
    yield file
    logger.removeHandler(handler)
    handler.close()


class Written:
    """A screen that shows its words while they are typed; ``turn`` goes to another page."""

    def __init__(self) -> None:
        self.words, self.page = "", "one"

    def view(self):
        return {"label": "Written", "page": self.page, "blocks": [], "words": self.words, "saved": "Saved at 9"}

    def change(self, name, value):
        self.words = value

    def draft(self, name, value):
        if value == SECRET:
            raise KeyError(value)
        return {**self.view(), "words": value}

    def press(self, name):
        self.page = name


class Broken:
    """A screen with a bug of ours behind every control."""

    def __init__(self) -> None:
        self.kept: list[object] = []

    def view(self):
        return {"label": "Broken", "page": "one", "blocks": []}

    def change(self, name, value):
        self.kept.append(value)
        raise KeyError(value)

    def press(self, name):
        raise ZeroDivisionError(SECRET)


@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_opens_on_an_empty_home_without_recording(open_page, name):
    page = open_page(name)
    sound(page.view)
    assert page.events == ()
    assert page.alarm == ""


@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_comes_with_words_for_a_page_that_is_not_live(open_page, name):
    data = open_page(name).panel._repr_mimebundle_()
    data = data[0] if isinstance(data, tuple) else data
    assert data["text/plain"].startswith("[")
    assert data["text/html"].startswith("<section")
    assert "application/vnd.jupyter.widget-view+json" in data


@pytest.mark.parametrize("name", SCREENS)
def test_a_message_that_the_screen_does_not_know_leaves_the_learner_where_they_were(open_page, name):
    page = open_page(name)
    before = progress_of(page.journey, page.state), page.text
    page.change("no-such-control", "x").press("no-such-button")
    assert (progress_of(page.journey, page.state), page.text) == before
    assert page.alarm == ""


@pytest.mark.parametrize("message", [{"type": "change", "name": "x", "value": SECRET}, {"type": "press", "name": "x"}])
def test_a_bug_becomes_one_sentence_and_the_log_holds_no_words_of_the_learner(message, log):
    panel = Panel(Broken())
    panel.receive({**message, "n": 3, "view": "v"})
    assert panel.view["alarm"]["lead"] == "Something went wrong on our side."
    assert "safe" in panel.view["alarm"]["text"]
    assert panel.view["n"] == {"v": 3}
    shown = json.dumps(panel.view)
    assert "Traceback" not in shown
    assert SECRET not in shown
    written = log.read_text(encoding="utf-8")
    assert "Broken" in written
    assert "in change" in written or "in press" in written
    assert SECRET not in written


def test_a_bug_in_a_real_screen_keeps_the_answers_before_it(open_page, monkeypatch, log):
    page = open_page("self-assessment").press("all").change("level", "3")
    monkeypatch.setattr(type(page.journey), "rate", lambda *args, **kwargs: 1 / 0)
    page.change("level", "5")
    assert page.alarm.startswith("Something went wrong on our side.")
    assert page.state.ratings["clinical-expertise"].level == 3
    assert page.control("level")["value"] == "3"


def test_a_ledger_that_cannot_be_written_is_one_sentence(open_page):
    page = open_page("self-assessment").press("all").change("level", "3")

    class Full(Ledger):
        def append(self, *args, **kwargs):
            raise LedgerError("The disk is full; your answer was not stored. Free some space, then try again.")

    full = Full(page.journey.ledger.path)
    other = Page("self-assessment", page.home, faulty(page.journey, ledger=full))
    other.change("level", "5")
    assert other.alarm == (
        "That did not work. The disk is full; your answer was not stored. Free some space, then try again."
    )
    assert page.state.ratings["clinical-expertise"].level == 3


def test_a_screen_whose_ledger_is_damaged_opens_with_a_sentence(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "ledger.sqlite3").write_bytes(b"this is no ledger" * 400)
    for name in SCREENS:
        view = start(name, home=home).view
        assert view["label"] == "Trouble"
        assert "This screen cannot open." in json.dumps(view)
        assert "Traceback" not in json.dumps(view)


def test_a_home_that_is_a_file_opens_with_a_sentence(tmp_path):
    (tmp_path / "home").write_text("not a folder", encoding="utf-8")
    assert start("start-here", home=tmp_path / "home").view["label"] == "Trouble"


def test_a_home_of_a_user_who_is_not_there_opens_with_a_sentence(monkeypatch):
    monkeypatch.setenv("CMO_PATHWAYS_HOME", "~nobody-of-this-name")
    view = start("start-here").view
    assert view["label"] == "Trouble"
    assert "no user of this computer has that name" in json.dumps(view)


def test_a_screen_that_does_not_exist_is_named_with_the_nearest(tmp_path):
    with pytest.raises(UnknownId, match="skill-map"):
        start("skil-map", home=tmp_path)


def test_a_changed_answer_in_one_view_does_not_count_for_another(open_page):
    page = open_page("self-assessment").press("all")
    page.panel.receive({"type": "change", "name": "level", "value": "1", "n": 4, "view": "a"})
    page.panel.receive({"type": "change", "name": "level", "value": "2", "n": 1, "view": "b"})
    assert page.view["n"] == {"v": 1, "a": 4, "b": 1}


def test_a_draft_is_shown_as_unsaved_and_is_not_kept():
    panel = Panel(Written())
    panel.receive({"type": "draft", "name": "words", "value": "Falls", "page": "one", "n": 1, "view": "v"})
    assert (panel.view["words"], panel.view["saved"], panel.view["n"]) == ("Falls", "", {"v": 1})
    panel.refresh()
    assert (panel.view["words"], panel.view["saved"]) == ("", "Saved at 9")


def test_a_draft_of_a_page_that_has_turned_is_answered_with_the_page_that_is_there():
    panel = Panel(Written())
    panel.receive({"type": "press", "name": "two", "page": "one", "n": 1, "view": "v"})
    panel.receive({"type": "draft", "name": "words", "value": "Falls", "page": "one", "n": 2, "view": "v"})
    assert (panel.view["page"], panel.view["words"], panel.view["n"]) == ("two", "", {"v": 2})


def test_a_draft_for_a_screen_without_drafts_changes_nothing():
    panel = Panel(Broken())
    panel.receive({"type": "draft", "name": "x", "value": SECRET, "n": 1, "view": "v"})
    assert panel.view == {"label": "Broken", "page": "one", "blocks": [], "n": {"v": 1}}


def test_a_bug_behind_a_draft_is_one_sentence_and_is_answered(log):
    panel = Panel(Written())
    panel.receive({"type": "draft", "name": "words", "value": SECRET, "n": 1, "view": "v"})
    assert panel.view["alarm"]["lead"] == "Something went wrong on our side."
    assert panel.view["n"] == {"v": 1}
    assert SECRET not in log.read_text(encoding="utf-8")


def test_the_code_of_the_page_stays_small():
    assert len((Path(panel_module.__file__).parent / "panel.js").read_bytes()) <= 20_000
