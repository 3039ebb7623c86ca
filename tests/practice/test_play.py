"""A recorded play and one in memory go alike; memos can be emptied and choices taken back, and the ledger knows."""

from __future__ import annotations

import pytest
from practice.conftest import CASE

from cmo_pathways.cases import start_case
from cmo_pathways.errors import LearnerError
from cmo_pathways.practice import Recorded, Unrecorded

TO_MEMO = ("by-nine", "limits-first", "no-signal", "through-tomas")


def to_memo(play: Recorded | Unrecorded) -> None:
    for choice in TO_MEMO:
        play.decide(choice)


def test_a_play_in_memory_stands_where_a_recorded_one_does(journey):
    case = journey.catalogue.case(CASE)
    recorded, unrecorded = Recorded(journey, case, f"{CASE}-1"), Unrecorded(case, "trial")
    for play in (recorded, unrecorded):
        to_memo(play)
        play.reply("Inside its limits.")
    assert recorded.now() == unrecorded.now()
    assert {event.subject for event in journey.ledger.events()} == {CASE}


def test_an_emptied_memo_is_empty_after_a_restart(journey):
    play = Recorded(journey, journey.catalogue.case(CASE), f"{CASE}-1")
    to_memo(play)
    for text in ("First.", "First.", "", "   "):
        play.reply(text)
    assert play.now().answer_in("memo") is None
    told = [event.body["value"] for event in journey.ledger.events() if event.kind == "answer"]
    assert told == ["First.", ""], "what changes nothing is not recorded"
    play.reply("Second.")
    assert play.now().answer_in("memo").value == "Second."


def test_a_choice_taken_back_stays_taken_back_and_the_ledger_keeps_both(lenient):
    play = Recorded(lenient, lenient.catalogue.case(CASE), f"{CASE}-1")
    play.decide("by-nine")
    before = play.now()
    play.decide("limits-first")
    play.reply("50.3")
    play.take_back()
    assert play.now() == before
    play.decide("by-shift")
    assert [choice for _, choice in play.now().path] == ["by-nine", "by-shift"]
    for _ in range(2):
        play.take_back()
    assert play.now() == start_case(lenient.catalogue.case(CASE))
    kinds = [(event.body["choice"], event.body.get("taken_back")) for event in lenient.ledger.events()
             if event.kind == "decision"]  # fmt: skip
    assert kinds == [("by-nine", None), ("limits-first", None), ("limits-first", True), ("by-shift", None),
                     ("by-shift", True), ("by-nine", True)]  # fmt: skip


def test_nothing_is_taken_back_where_a_choice_stands_or_the_play_has_ended(journey, lenient):
    play = Recorded(journey, journey.catalogue.case(CASE), f"{CASE}-1")
    play.decide("by-nine")
    with pytest.raises(LearnerError, match="a choice stands"):
        play.take_back()
    open_ended = Recorded(lenient, lenient.catalogue.case(CASE), f"{CASE}-1")
    for choice in (*TO_MEMO[1:], "plain", "close-item"):
        open_ended.decide(choice)
    count = len(journey.ledger.events())
    with pytest.raises(LearnerError, match="This play has ended"):
        open_ended.take_back()
    assert len(journey.ledger.events()) == count
