"""A session while it is held: time left, how late, minutes used, and the way through an event and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.errors import LearnerError
from cmo_pathways.sessions import load_sessions, timetable
from cmo_pathways.sessions.running import (
    SMALL,
    begin,
    behind,
    ends_at,
    hands_of,
    hands_typed,
    minutes_used,
    moved,
    poll_csv,
    running_body,
    running_of,
)

SESSION = load_sessions()["session-01-starting-point"]
SLOTS = timetable(SESSION, "long")
START = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def test_a_part_begun_late_still_has_all_its_minutes_and_tells_how_late() -> None:
    run = moved(begin("long", "13:00", "hospital", START), 1, SLOTS, at(13))
    assert (run.at, behind(run, SLOTS)) == (1, 3)
    assert ends_at(run, SLOTS) == at(23)


def test_the_minutes_used_add_up_over_going_back() -> None:
    run = begin("long", "13:00", "hospital", START)
    for minute, by in ((8, 1), (10, -1), (12, 1)):
        run = moved(run, by, SLOTS, at(minute))
    used = minutes_used(run, SLOTS, at(20))
    assert used[:2] == (10.0, 10.0)
    assert sum(used) == 20


def test_before_the_first_and_after_the_last_part_nothing_moves() -> None:
    run = begin("long", "13:00", "hospital", START)
    assert moved(run, -1, SLOTS, at(1)) == run
    for minute in range(1, 10):
        run = moved(run, 1, SLOTS, at(minute))
    assert run.ended == at(9)
    assert moved(run, 1, SLOTS, at(30)) == run
    assert moved(run, -1, SLOTS, at(30)).ended is None


@given(
    moves=st.lists(st.sampled_from([1, -1]), max_size=25),
    hands=st.dictionaries(st.integers(0, 2), st.integers(0, 40)),
)
def test_a_run_comes_back_from_its_event_as_it_was(moves: list[int], hands: dict[int, int]) -> None:
    run = begin("long", "13:00", "hospital", START)
    for minute, by in enumerate(moves):
        run = moved(run, by, SLOTS, at(minute))
    body = running_body(run, hands)
    assert running_of(SESSION, body) == run
    assert hands_of(SESSION, body) == hands


@pytest.mark.parametrize(
    "body",
    [{}, {"form": "long"}, {"form": "long", "starts": "13:00", "sector": "hospital", "steps": []},
     {"form": "huge", "starts": "13:00", "sector": "hospital", "steps": [{"at": 0, "began": "2026-11-24"}]},
     {"form": "long", "starts": "13:00", "sector": "space", "steps": [{"at": 0, "began": "2026-11-24"}]},
     {"form": "long", "starts": "13:00", "sector": "hospital", "steps": [{"at": 9, "began": "2026-11-24"}]},
     {"form": "long", "starts": "13:00", "sector": "hospital", "steps": [{"at": 0, "began": "today"}]}],
)  # fmt: skip
def test_an_event_that_holds_no_run_is_none(body: dict[str, object]) -> None:
    assert running_of(SESSION, body) is None


@given(st.dictionaries(st.integers(0, 2), st.integers(0, 40)))
def test_no_small_count_and_no_total_is_handed_out(hands: dict[int, int]) -> None:
    rows = poll_csv(SESSION.poll, hands).splitlines()[1:]
    shown = [row.rsplit(",", 1)[1] for row in rows]
    assert len(shown) == len(SESSION.poll.options)
    for option, text in enumerate(shown):
        count = hands.get(option)
        wanted = "not counted" if count is None else str(count) if count >= SMALL else "under 3"
        assert text == wanted


@pytest.mark.parametrize(("typed", "count"), [("", None), (" 7 ", 7), ("0", 0), ("999", 999)])
def test_hands_that_somebody_typed(typed: str, count: int | None) -> None:
    assert hands_typed(typed) == count


@pytest.mark.parametrize("typed", ["-1", "2.5", "seven", "1000"])
def test_what_is_no_count_is_refused(typed: str) -> None:
    with pytest.raises(LearnerError, match="no number of hands"):
        hands_typed(typed)
