"""Lesson 04: a learner invites, a collector releases, the learner reads; each side sees only what is its own."""

from __future__ import annotations

import base64
import json

import pytest
from widgets.page import Page, blocks

from cmo_pathways.assess.feedback360 import key_file, seal_answers
from cmo_pathways.export import feedback as shell


def chosen(name: str, data: bytes | None) -> list[dict[str, object]]:
    return [{"name": name, "size": 1, "data": None if data is None else base64.b64encode(data).decode()}]


@pytest.fixture
def dana(tmp_path) -> Page:
    page = Page("feedback", tmp_path / "dana").change("side", "collector")
    return page.change("collector-name", "Dana Whitfield").press("key")


@pytest.fixture
def maria(tmp_path, dana) -> Page:
    page = Page("feedback", tmp_path / "maria").change("name", "Maria Alvarez, MD")
    return page.change("key", chosen("dana.key", key_of(dana)))


def key_of(page: Page) -> bytes:
    own = shell.key_of(page.home)
    assert own is not None
    return key_file(own.public)


def form_of(page: Page):
    """The invitation behind the form that the screen offers."""
    made = page.panel._screen._learner._made
    assert made.form.decode() in download_of(page).decode()
    return made.invitation


def download_of(page: Page) -> bytes:
    [link] = [block["html"] for block in blocks(page.view) if "download=" in block.get("html", "")]
    return base64.b64decode(link.split("base64,")[1].split('"')[0])


def send(page: Page, invitation, n: int, level: int = 3) -> Page:
    answers = dict.fromkeys(invitation.competencies, level)
    files = [chosen(f"{at}.answers", seal_answers(invitation, answers, strength=f"Seen {at}"))[0] for at in range(n)]
    return page.change("answers", files)


def test_a_round_from_the_key_to_the_report(maria, dana) -> None:
    maria.journey.rate("crisis-leadership", 5, "sure", not_applicable=False)
    maria.press("make")
    assert maria.alarm == ""
    assert "The form for your physician peers is ready." in maria.text
    send(dana, form_of(maria), 4, level=2).press("release:0")
    assert "Only Maria Alvarez, MD can open it." in dana.text
    report = shell.release_report(dana.journey).data
    maria.change("report", chosen("x.report", report))
    assert maria.alarm == ""
    assert "crisis leadership" in maria.text and "Does well: Seen 0" in maria.text
    assert [event.kind for event in maria.events].count("feedback") == 1


def test_the_collector_sees_counts_and_no_answer(maria, dana) -> None:
    maria.press("make")
    send(dana, form_of(maria), 2)
    assert "No group has 3 answers yet" in dana.text and "Seen" not in json.dumps(dana.view)
    assert not any(label.startswith("Release") for label in dana.labels())


def test_without_a_collector_the_screen_asks_for_a_decision_and_warns(tmp_path) -> None:
    page = Page("feedback", tmp_path / "home").change("name", "Maria Alvarez, MD").press("make")
    assert "No collector is named yet" in page.alarm
    page.change("alone", True)
    assert "These answers will not be anonymous." in page.text
    assert page.press("make").alarm == ""
    assert b"Your answers are not anonymous." in download_of(page)


def test_a_missing_name_is_asked_for(tmp_path) -> None:
    page = Page("feedback", tmp_path / "home").change("alone", True).press("make")
    assert "Your name is missing" in page.alarm
    assert not [event for event in page.events if event.kind == "invitation"]


@pytest.mark.parametrize("many", ["0", "-3", "six", "501"])
def test_a_number_of_people_that_is_none_is_refused(maria, many) -> None:
    assert "is no number of people" in maria.change("invited", many).press("make").alarm


def test_a_reopened_screen_stands_where_it_stood(maria) -> None:
    maria.change("group", "team").change("ask:medical-ethics", True)
    again = maria.again()
    assert "Collector: Dana Whitfield" in again.text
    assert again.control("group")["value"] == "team"
    assert again.control("ask:medical-ethics")["value"] is True
    assert again.change("side", "collector").again().control("side")["value"] == "collector"


def test_more_than_twelve_competencies_are_refused_in_words(maria) -> None:
    for id in maria.journey.catalogue.framework.competencies:
        maria.change(f"ask:{id}", True)
    assert "At most 12" in maria.text
    assert "1 to 12 competencies" in maria.press("make").alarm


@pytest.mark.parametrize("name", ["key", "report"])
@pytest.mark.parametrize("data", [b"", b"\0" * 9000, b"=1+1", None, b"8" * 3_000_000])
def test_a_bad_file_is_one_sentence_and_changes_nothing(maria, name, data) -> None:
    maria.press("make")
    before = maria.events
    maria.change(name, chosen("bad.bin", data))
    assert '"bad.bin"' in maria.alarm
    assert maria.events == before


def test_a_bad_file_among_good_ones_is_named(maria, dana) -> None:
    maria.press("make")
    invitation = form_of(maria)
    good = chosen("good.answers", seal_answers(invitation, dict.fromkeys(invitation.competencies, 3)))
    dana.change("answers", [*chosen("bad.answers", b"noise"), *good])
    assert "1 new" in dana.text and '"bad.answers" is not a file of answers' in dana.text


def test_opening_the_screen_records_nothing(tmp_path) -> None:
    assert Page("feedback", tmp_path / "home").events == ()
