"""Messages that no page of ours would send: nothing breaks, nothing is lost, and trouble is one sentence."""

from __future__ import annotations

import json
import logging
import math

import pytest
from widgets.page import blocks

from cmo_pathways.widgets import SCREENS
from cmo_pathways.widgets.message import fits
from cmo_pathways.widgets.panel import Panel
from cmo_pathways.widgets.start import start

FORMS = (
    None, [], "press", 7, {}, {"type": "press"}, {"name": "next"}, {"type": "delete", "name": "x"},
    {"type": "change", "name": "level"}, {"type": "press", "name": 3}, {"type": "press", "name": ["a"]},
    {"type": "press", "name": "a\ud800"}, {"type": "change", "name": None, "value": "3"},
    {"type": "press", "name": "x", "page": {"a": 1}}, {"type": "press", "name": "x", "view": ["v"]},
    {"type": "press", "name": "x", "view": "v", "n": "many"}, {"type": "press", "name": "x", "view": "\udc00", "n": 1},
    {"type": "press", "name": "x", "view": "v", "n": math.nan},
)  # fmt: skip
VALUES = (
    None, True, 0, -1, 3.5, 10**30, "", " ", "3", "x" * 200_000, "\u202e\u2066abc", "a\x00b\x1b[2J",
    "<script>1</script>", "\N{PILE OF POO}" * 50, [], [1, [2]], {}, {"a": {"b": 1}}, [{"name": 3, "data": 4}],
    [{"name": "../../a.csv", "size": 10**12, "data": "%%%"}], [{"name": None}], ["\n"],
)  # fmt: skip


@pytest.mark.parametrize("message", FORMS, ids=range(len(FORMS)))
def test_what_is_no_message_is_passed_over(open_page, message) -> None:
    page = open_page("self-assessment").press("all").change("level", "3")
    before = page.view, len(page.events)
    page.panel.receive(message)
    assert (page.view, len(page.events)) == before


@pytest.mark.parametrize("value", ["a\ud83d", ["\udfff"], {"a": "\ud800"}, math.nan, -math.inf, [[math.inf]]])
def test_half_a_character_or_no_number_is_told_and_changes_nothing(open_page, value) -> None:
    page = open_page("self-assessment").press("all").change("level", "3")
    before = len(page.events)
    page.change("level", value)
    assert page.alarm.startswith("That did not work. What was typed holds half a character")
    assert (len(page.events), page.control("level")["value"]) == (before, "3")


def test_words_for_a_page_that_is_long_gone_are_not_taken_for_another(open_page) -> None:
    page = open_page("self-assessment").press("all")
    before = len(page.events)
    page.panel.receive({"type": "change", "name": "level", "value": "5", "page": "gone", "view": "v", "n": 9})
    assert page.alarm.startswith("That did not work. The page on which this was typed is no longer open")
    assert len(page.events) == before


def test_half_a_character_of_a_file_name_still_leaves_a_view_that_can_be_sent() -> None:
    class Names:
        def view(self):
            return {"label": "Files", "page": "one", "blocks": [{"kind": "prose", "html": "caf\udce9.share"}]}

    view = Panel(Names()).view
    assert json.dumps(view, ensure_ascii=False).encode()
    assert view["blocks"][0]["html"] == "caf?.share"


OPTIONS = [{"value": "a"}, {"value": ""}]
RIGHT = {
    "choice": ("a", ""), "segment": ("a",), "select": ("a",), "check": (True, False), "range": (3, 2.5),
    "text": ("", "x" * 200_000), "long": ("\u202e",), "map": ("node",), "file": ([], [{"name": "a", "data": "YQ=="}],
    [{"name": "a", "data": None}]),
}  # fmt: skip


@pytest.mark.parametrize("kind", RIGHT)
def test_a_control_takes_what_its_own_kind_sends_and_nothing_else(kind) -> None:
    control = {"kind": kind, "name": "c", "options": OPTIONS}
    view = {"blocks": [{"kind": "group", "blocks": [{"kind": "split", "main": [control], "aside": []}]}]}
    assert all(fits(view, "c", value) for value in RIGHT[kind])
    for value in VALUES:
        is_own = kind == "check" and isinstance(value, bool)
        is_own |= kind == "range" and isinstance(value, int | float)
        is_own |= kind in ("text", "long", "map") and isinstance(value, str)
        is_own |= kind == "file" and value == []
        is_own |= kind in ("choice", "segment", "select") and value == ""
        is_own |= kind == "file" and value == [{"name": "../../a.csv", "size": 10**12, "data": "%%%"}]
        assert fits(view, "c", value) is is_own, value
    assert fits(view, "another", None), "the screen knows its names"


@pytest.mark.parametrize("name", SCREENS)
def test_no_control_of_a_screen_breaks_on_a_value_of_the_wrong_kind(open_page, name) -> None:
    page = open_page(name)
    kinds = {block["kind"]: block["name"] for block in blocks(page.view) if "name" in block and "kind" in block}
    for control in (*kinds.values(), "x:y"):
        page.change(control, [{"name": None}])
        assert "wrong on our side" not in page.alarm, control
        assert page.view["label"] != "Trouble", (control, page.alarm)
        page.press(control)
        assert "wrong on our side" not in page.alarm, control
    again = page.again()
    assert again.view["label"] != "Trouble" and again.alarm == ""


def test_a_log_that_cannot_be_written_prints_nothing_into_the_lesson(tmp_path, capfd, monkeypatch) -> None:
    logger = logging.getLogger("cmo_pathways")
    monkeypatch.setattr(logger, "handlers", [])
    monkeypatch.setattr(logger, "propagate", logger.propagate)
    panel = start("self-assessment", home=tmp_path / "home")
    (tmp_path / "home" / "trouble.log").mkdir()
    monkeypatch.setattr(panel._screen, "press", lambda name: 1 / 0)
    panel.receive({"type": "press", "name": "x", "view": "v", "n": 1})
    assert panel.view["alarm"]["lead"] == "Something went wrong on our side."
    assert capfd.readouterr() == ("", "")
