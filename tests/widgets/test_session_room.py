"""The session room: choose, start, go on and back, count hands; a killed kernel reopens at the same segment."""

from __future__ import annotations

import base64
import re
from datetime import timedelta

import pytest
from widgets.page import NOW, Page, blocks

from cmo_pathways.journey import open_journey
from cmo_pathways.sessions import load_sessions
from cmo_pathways.widgets.session_parts import clock_text

SESSION = "session-05-money-and-value"


@pytest.fixture
def room(open_page) -> Page:
    return open_page("session-room")


@pytest.fixture
def started(room) -> Page:
    return room.change("session", SESSION).press("start")


def later(page: Page, **passed: int) -> Page:
    """The same home on a clock that has gone on."""
    journey = open_journey(page.home, clock=lambda: NOW + timedelta(**passed))
    return Page("session-room", page.home, journey)


def test_the_first_session_is_offered_with_its_run_of_show(room):
    assert "Which session, in how many minutes?" in room.text
    assert len(room.control("session")["options"]) == 10
    assert room.view["head"]["aside"] == "13:00 to 15:30 (150 minutes)"
    assert room.events == ()


def test_the_start_stands_above_the_run_of_show(room):
    kinds = [block["kind"] for block in room.view["blocks"]]
    table = next(n for n, block in enumerate(room.view["blocks"]) if "<table" in block.get("html", ""))
    assert kinds.index("buttons") < table
    assert room.view["blocks"][kinds.index("buttons")]["items"][0]["label"] == "Start the session"


def test_a_session_that_runs_is_offered_before_starting_over(started):
    items = next(block["items"] for block in started.press("leave").view["blocks"] if block["kind"] == "buttons")
    assert [(one["name"], one["style"]) for one in items[:2]] == [("resume", "primary"), ("start", "outline")]


def test_the_choice_of_session_form_sector_and_start_is_kept(room):
    room.change("session", SESSION).change("form", "short").change("sector", "payer").change("starts", "9:15")
    again = room.again()
    assert again.view["head"]["aside"] == "09:15 to 10:45 (90 minutes)"
    assert again.control("sector")["value"] == "payer"
    assert "Lead case Shared savings" in again.text


def test_a_sector_that_the_next_session_lacks_falls_back(room):
    room.change("session", SESSION).change("sector", "payer").change("session", "session-07-change-and-conflict")
    assert room.control("sector")["value"] == "hospital"


@pytest.mark.parametrize("typed", ["1", "13", "13:", "13:6"])
def test_while_a_time_is_typed_nothing_happens(room, typed):
    assert (room.change("starts", typed).alarm, room.events) == ("", ())


@pytest.mark.parametrize("typed", ["25:00", "13.00 h", "noonish"])
def test_what_is_no_time_of_day_is_told_in_one_sentence(room, typed):
    assert "no time of day" in room.change("starts", typed).alarm
    assert room.events == ()


def test_the_first_segment_is_shown_large_with_all_its_time(started):
    text = started.text
    assert "What is a surgeon worth?" in text
    assert "10:00" in text and "13:00 to 13:10 by the plan, 10 minutes; begun on time" in text
    assert "Next, 13:10: Four sums, 15 minutes" in text
    assert started.state.of("session")[SESSION]["form"] == "long"


def test_the_time_left_goes_down_and_then_tells_by_how_much_it_is_over(started):
    assert "5:59" in later(started, minutes=4, seconds=1).text
    assert "over by 2:30" in later(started, minutes=12, seconds=30).text


@pytest.mark.parametrize(("seconds", "text"), [(0, "0:00"), (61, "1:01"), (-1, "over by 0:01"), (3600, "60:00")])
def test_time_left_in_words(seconds, text):
    assert clock_text(seconds) == text


def test_next_goes_on_and_says_how_late_it_is(started):
    page = later(started, minutes=14).press("next")
    assert "begun 4 minutes behind" in page.text
    assert "15:00" in page.text


def test_a_killed_kernel_reopens_at_the_same_segment(started):
    shown = started.press("next").press("next").text
    again = started.again()
    assert again.text == shown
    assert again.view["page"] == started.view["page"]


def test_back_returns_to_the_segment_before(started):
    page = started.press("next")
    assert "Back one part" in page.labels()
    page.press("back")
    assert page.view["head"]["aside"] == "Part 1 of 9"
    assert "Back one part" not in page.labels()


def test_after_the_last_segment_the_minutes_are_told_and_one_can_go_back(started):
    page = started
    for at in range(9):
        page = later(page, minutes=10 * (at + 1)).press("next")
    assert page.view["page"] == f"{SESSION}-ended"
    assert "The session took 90 minutes" in page.text
    assert page.press("back").view["head"]["aside"] == "Part 9 of 9"


def test_leaving_keeps_the_session_and_one_can_come_back(started):
    page = started.press("next").press("leave")
    assert "Which session, in how many minutes?" in page.text
    page.press("resume")
    assert page.view["head"]["aside"] == "Part 2 of 9"


def test_a_session_goes_on_in_the_form_in_which_it_was_started(started):
    started.press("leave").change("form", "short").press("resume")
    for _ in range(8):
        started.press("next")
    assert started.view["head"]["aside"] == "Part 9 of 9"


def test_the_hands_are_kept_and_small_ones_do_not_leave_the_room(started):
    started.change("hands-0", "7").change("hands-1", "2").change("hands-2", "0")
    again = started.again()
    assert [again.control(f"hands-{at}")["value"] for at in range(4)] == ["7", "2", "0", ""]
    link = next(block["html"] for block in blocks(again.view) if "cmo-download" in block.get("html", ""))
    found = re.search(r"base64,([^\"]+)", link)
    assert found
    rows = base64.b64decode(found[1]).decode().splitlines()
    assert [row.rsplit(",", 1)[1] for row in rows] == ["hands", "7", "under 3", "under 3", "not counted"]
    assert "total" not in "".join(rows).lower()


def test_hands_stay_when_the_session_goes_on_and_go_when_taken_back(started):
    started.change("hands-0", "7").press("next")
    assert started.control("hands-0")["value"] == "7"
    assert started.change("hands-0", "").control("hands-0")["value"] == ""


@pytest.mark.parametrize("typed", ["many", "-1", "2.5", "1000"])
def test_what_is_no_number_of_hands_changes_nothing(started, typed):
    before = started.events
    assert "no number of hands" in started.change("hands-0", typed).alarm
    assert started.events == before


def test_starting_over_begins_with_no_hands(started):
    page = started.change("hands-0", "7").press("leave").press("start")
    assert page.control("hands-0")["value"] == ""
    assert page.view["head"]["aside"] == "Part 1 of 9"


def test_a_session_that_changed_under_the_run_can_be_chosen_again(room):
    room.journey.record("session", SESSION, {"form": "long", "steps": [{"at": 40, "began": NOW.isoformat()}]})
    room.journey.record("place", "session-room", {"session": SESSION, "open": True})
    assert "Which session, in how many minutes?" in room.again().text


def test_every_segment_of_every_session_can_be_shown(room):
    for id in load_sessions():
        page = room.change("session", id).press("start")
        for _ in range(9):
            assert page.alarm == ""
            page.press("next")
        page.press("leave")


def test_the_printed_kit_is_written_into_the_learners_folder(room):
    page = room.change("session", SESSION).press("kit")
    assert page.alarm == ""
    files = sorted(file.name for file in (page.home / "exports" / SESSION).iterdir())
    assert files == [f"{SESSION}-facilitator.pdf", f"{SESSION}-learner.pdf", f"{SESSION}.ipynb"]
    assert "Written." in page.text
