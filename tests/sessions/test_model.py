"""A session's run of show in both lengths, its clock, and its lead case by sector."""

from __future__ import annotations

import pytest

from cmo_pathways.errors import LearnerError
from cmo_pathways.sessions import FORMS, SECTORS, SEGMENTS, clock_words, load_sessions, timetable

SESSIONS = load_sessions()


@pytest.mark.parametrize(
    ("start", "minutes", "words"),
    [("13:00", 0, "13:00"), ("13:00", 75, "14:15"), ("9:05", 150, "11:35"), ("23:30", 90, "01:00")],
)
def test_the_clock_adds_minutes_to_a_time_of_day(start: str, minutes: int, words: str) -> None:
    assert clock_words(start, minutes) == words


@pytest.mark.parametrize("start", ["", "1 pm", "24:00", "12:60", "13.00"])
def test_what_is_no_time_of_day_is_refused_in_words(start: str) -> None:
    with pytest.raises(LearnerError, match="no time of day"):
        clock_words(start, 0)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("id", SESSIONS)
def test_segments_follow_each_other_without_a_gap_until_the_last_minute(id: str, form: str) -> None:
    slots = timetable(SESSIONS[id], form)
    assert slots[0].begins == 0
    assert [slot.begins for slot in slots[1:]] == [slot.ends for slot in slots[:-1]]
    assert slots[-1].ends == FORMS[form] == {"long": 150, "short": 90}[form]
    assert all(slot.minutes > 0 for slot in slots)


def test_the_short_form_leaves_out_the_break() -> None:
    for session in SESSIONS.values():
        assert "break" in [slot.segment.kind for slot in timetable(session, "long")]
        assert "break" not in [slot.segment.kind for slot in timetable(session, "short")]


def test_a_sector_may_swap_the_lead_case_and_brings_its_own_questions() -> None:
    session = SESSIONS["session-05-money-and-value"]
    assert session.lead_for("hospital") == "the-second-robot"
    assert session.lead_for("payer") == "shared-savings"
    assert session.asks_for("payer") == session.sectors["payer"].asks != session.asks
    assert session.lead_for("pharma-biotech") == session.lead
    assert all(sector in SECTORS for found in SESSIONS.values() for sector in found.sectors)


def test_the_letter_of_an_answer_is_that_of_its_place() -> None:
    for session in SESSIONS.values():
        for item in session.readiness:
            assert item.options["ABCDEF".index(item.letter)] == item.options[item.right - 1]


def test_every_session_runs_through_the_nine_segments_in_order() -> None:
    for session in SESSIONS.values():
        assert [segment.kind for segment in session.agenda] == list(SEGMENTS)
