"""The balance check on screen: recorded at once, shown again, erased there, and found in no export."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import cmo_pathways
from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.document import Document
from cmo_pathways.interop import open_badges, results_of, xapi_statements
from cmo_pathways.journey import dossier_of, gaps_of, progress_of, source_of
from cmo_pathways.ledger import export_events
from cmo_pathways.portfolio import audience_ids

PACKAGE = Path(cmo_pathways.__file__).parent


@pytest.fixture
def page(open_page):
    return open_page("balance")


def filled(page):
    page.change("strain", "4").change("region", "canada")
    return page.change("hours:clinical", "36").change("hours:after-hours", "9,5")


def test_answers_are_recorded_at_once_and_shown_after_a_restart(page):
    filled(page)
    assert {event.kind for event in page.events} == {"balance"}
    body = page.state.of("balance")["me"]
    assert (body["strain"], body["hours"], body["region"]) == (4, {"clinical": 36, "after-hours": 9.5}, "canada")
    again = page.again()
    assert again.control("strain")["value"] == "4"
    assert again.control("hours:clinical")["value"] == "36"
    assert again.control("region")["value"] == "canada"
    assert "45.5 hours of work in a usual week; clinical work takes 36" in again.text


def test_the_screen_says_that_it_is_private_and_scores_nothing(page):
    assert "are in no dossier, report, share or file for other systems" in page.text
    assert "There is no score and no diagnosis here" in page.text
    assert not re.search(r"burn-?out|risk|severe|normal", page.text.lower())


def test_help_opens_where_there_was_too_little_room(page):
    details = [block for block in page.view["blocks"] if block.get("key") == "help"]
    assert details[0]["open"] is False
    filled(page)
    (help,) = [block for block in page.view["blocks"] if block.get("key") == "help"]
    assert help["open"] is True
    assert "9-8-8" in page.text
    page.change("strain", "2")
    (help,) = [block for block in page.view["blocks"] if block.get("key") == "help"]
    assert help["open"] is False


@pytest.mark.parametrize("hours", ["many", "-1", "169", "nan", "inf", "1e9"])
def test_hours_that_cannot_be_get_one_sentence_and_change_nothing(page, hours):
    filled(page)
    before = len(page.events)
    page.change("hours:on-call", hours)
    assert page.alarm
    assert len(page.events) == before
    assert page.state.of("balance")["me"]["hours"] == {"clinical": 36, "after-hours": 9.5}


def test_all_kinds_together_fit_into_a_week(page):
    page.change("hours:clinical", "100").change("hours:on-call", "69")
    assert "A week has 168 hours" in page.alarm
    page.change("hours:clinical", "").change("hours:on-call", "69")
    assert page.state.of("balance")["me"]["hours"] == {"on-call": 69}


def test_it_is_erased_from_the_screen_after_one_question(page):
    page.journey.rate("financial-acumen", 3, "sure", not_applicable=False)
    filled(page)
    page.press("erase")
    assert "This cannot be undone." in page.text
    page.press("keep")
    assert page.state.of("balance")
    page.press("erase").press("erase-now")
    assert page.state.of("balance") == {}
    assert page.state.ratings["financial-acumen"].level == 3
    assert {event.kind for event in page.events} == {"rating", "erased"}
    assert "Erase these answers" not in page.labels()
    assert b"canada" not in b"".join(file.read_bytes() for file in page.home.iterdir() if file.is_file())


def exports(journey) -> dict[str, object]:
    """Everything that can leave the ledger but the whole record: documents, attachments, files for other systems."""
    state, today = journey.state(), journey.clock().date()
    framework = load_catalogue().framework
    found: dict[str, object] = {"gaps": gaps_of(journey, state), "progress": progress_of(journey, state)}
    for audience in audience_ids():
        portfolio = dossier_of(journey, state, audience=audience, today=today)
        assert isinstance(portfolio.document, Document)
        found[audience] = (portfolio, source_of(state, portfolio))
    results = results_of(framework, state, gaps_of(journey, state), evidence=True)
    learner = journey.ledger.learner
    found["badges"] = open_badges(framework, results, learner=learner).data
    found["xapi"] = xapi_statements(framework, results, learner=learner).data
    return found


def test_no_export_changes_by_it_and_the_whole_record_holds_it(page):
    page.journey.rate("financial-acumen", 3, "sure", not_applicable=False)
    page.journey.record("profile", "me", {"name": "Maria Alvarez", "headline": "Physician"})
    before = exports(page.journey)
    filled(page)
    assert exports(page.journey) == before
    assert b'"after-hours": 9.5' in export_events(page.journey.ledger)


def test_only_its_own_screen_reads_it():
    """Who writes a new export finds this test: the balance check stays out of it."""
    reading = {
        file.relative_to(PACKAGE).as_posix()
        for file in PACKAGE.rglob("*.py")
        if re.search(r"""["']balance["']""", file.read_text(encoding="utf-8"))
    }
    assert reading == {"ledger/kinds.py", "ledger/replay.py", "widgets/balance.py", "widgets/start.py"}
