from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_pathways.ledger import Event, LedgerState, PlayResult, ScoreGiven, StepHeld, erase_events, replay

AT = "2026-11-03T21:14:00Z"
WORDS = (
    "profile target rating then-rating importance interest signals evidence placement intake invitation feedback "
    "activity plan assumption balance place step waiver decision answer result entry export erased unheard-of"
)


def events_of(*rows: tuple[str, str, dict[str, object]]) -> list[Event]:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        Event(n, f"e{n}", f"{start + timedelta(minutes=n):%Y-%m-%dT%H:%M:%SZ}", kind, subject, body)
        for n, (kind, subject, body) in enumerate(rows, 1)
    ]


def rating(level: int | None, **more: object) -> dict[str, object]:
    return {"level": level, "sureness": "sure", "not_applicable": False, "framework": "1.0.0", **more}


def test_an_empty_ledger_says_nothing() -> None:
    state = replay(())
    assert (state.count, state.last_at, state.target, dict(state.ratings), dict(state.entries)) == (
        0,
        None,
        None,
        {},
        {},
    )


def test_one_event_of_every_kind_arrives(ledger, fill) -> None:
    state = replay(fill(ledger))
    assert state.profile == {"name": "Ana Ruiz", "headline": "Hospitalist", "email": "ana@example.org"}
    assert state.target == "cmo-hospital-large"
    assert (state.ratings["finance"].level, state.ratings["finance"].sureness) == (2, "fairly")
    assert state.ratings["medical-ethics"].not_applicable
    assert state.ratings["medical-ethics"].note == "no such post"
    assert state.importance == {"finance": 5}
    assert state.steps == {
        "attending-physician": StepHeld("attending-physician", True, "2019-07", "2026-11-03T21:19:00Z")
    }
    assert state.waived == {"mba"}
    play = state.plays["vacant-list-1"]
    assert (play.case, play.version) == ("vacant-list", "1.0.0")
    assert [move.get("choice", move.get("value")) for move in play.moves] == ["stop", 12.5, "Dear all,\nwe stop."]
    assert play.result == PlayResult(
        "fair",
        {"patient-safety": ScoreGiven(2, 3)},
        {"trust": -1},
        ("call/stop", "review/listen"),
        "2026-11-03T21:24:00Z",
    )
    assert state.entries == {
        "result-1": {"section": "result", "title": "Sepsis bundle", "before": 61.0, "tags": ["quality"]}
    }
    assert [(e.file, e.pages) for e in state.exports] == [("dossier.pdf", 7)]
    assert (state.count, state.last_at) == (13, "2026-11-03T21:26:00Z")


def test_the_last_word_counts_and_the_history_stays() -> None:
    state = replay(
        events_of(
            ("rating", "finance", rating(2)),
            ("rating", "finance", rating(3)),
            ("rating", "finance", rating(None)),
            ("importance", "finance", {"value": 2}),
            ("importance", "finance", {"value": 4}),
            ("target", "vpma", {}),
            ("target", "cmo-academic", {}),
            ("step", "mba", {"held": True, "since": "2019"}),
            ("step", "mba", {"held": False, "since": None}),
            ("waiver", "mba", {"waived": True}),
            ("waiver", "mba", {"waived": False}),
        )
    )
    assert state.ratings["finance"].level is None
    assert [r.level for r in state.rating_history] == [2, 3, None]
    assert state.importance == {"finance": 4}
    assert state.target == "cmo-academic"
    assert not state.steps["mba"].held
    assert state.waived == frozenset()


def test_one_field_of_the_profile_leaves_the_others() -> None:
    state = replay(events_of(("profile", "me", {"name": "Ana", "phone": "1"}), ("profile", "me", {"phone": ""})))
    assert state.profile == {"name": "Ana", "phone": ""}


def test_entries_keep_the_order_of_their_first_appearance() -> None:
    note = {"section": "note"}
    state = replay(
        events_of(
            ("entry", "b", note),
            ("entry", "a", note),
            ("entry", "c", note),
            ("entry", "b", {**note, "text": "new"}),
            ("entry", "a", {**note, "removed": True}),
        )
    )
    assert list(state.entries.items()) == [("b", {"section": "note", "text": "new"}), ("c", note)]


def test_plays_of_one_case_stay_apart() -> None:
    move = {"version": "1", "scene": "call", "choice": "stop"}
    state = replay(
        events_of(
            ("decision", "a", {**move, "play": "a-1"}),
            ("decision", "a", {**move, "play": "a-2"}),
            ("decision", "a", {**move, "play": "a-1", "scene": "next"}),
            ("decision", "b", {**move, "play": "a-1", "scene": "of another case"}),
        )
    )
    assert [m["scene"] for m in state.plays["a-1"].moves] == ["call", "next"]
    assert len(state.plays["a-2"].moves) == 1
    assert state.plays["a-2"].result is None


def test_an_erased_event_counts_no_more(ledger, say) -> None:
    say(ledger, "old")
    new = say(ledger, "new")
    erase_events(ledger, [new.id])
    state = replay(ledger.events())
    assert state.entries["note-1"]["text"] == "old"
    assert state.count == 1


def test_the_order_is_that_of_the_ledger_whatever_the_clock_said(ledger) -> None:
    at = datetime(2030, 1, 1, tzinfo=UTC)
    ledger.append("target", "vpma", {}, at=at)
    ledger.append("target", "cmo-academic", {}, at=at - timedelta(days=3000))
    state = replay(ledger.events())
    assert state.target == "cmo-academic"
    assert state.last_at == "2021-10-15T00:00:00Z"


def test_what_a_newer_version_wrote_is_passed_over() -> None:
    rows = (("badge", "b-1", {"x": 1}), ("rating", "finance", rating(3, mood="good")))
    state = replay(events_of(*rows))
    assert state.ratings["finance"].level == 3
    assert state.count == 2


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
KEYS = "play version scene choice ask value ending scores counters path level sureness held since pages name"
keys = st.sampled_from(KEYS.split())
events = st.builds(
    Event,
    st.integers(),
    st.text(max_size=3),
    st.just(AT),
    st.sampled_from(WORDS.split()),
    st.text(max_size=3),
    st.dictionaries(keys | st.text(max_size=5), values, max_size=8),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(events, max_size=8))
def test_any_events_give_a_state(given_events) -> None:
    state = replay(given_events)
    assert isinstance(state, LedgerState)
    assert state.count == sum(event.kind not in ("erased", "place", "balance") for event in given_events)


def test_ten_thousand_events_take_less_than_a_fifth_of_a_second(every_kind) -> None:
    kinds = [every_kind[n % len(every_kind)] for n in range(10_000)]
    many = events_of(*((kind, subject, dict(body)) for kind, subject, body in kinds))
    times = []
    for _ in range(3):
        start = process_time()
        replay(many)
        times.append(process_time() - start)
    assert min(times) < 0.2


@pytest.mark.parametrize("cut", [0, 1, 5, 13])
def test_the_same_events_give_the_same_state(ledger, fill, cut) -> None:
    events = fill(ledger)[:cut]
    assert replay(events) == replay(list(events))


def test_a_rating_for_the_time_before_a_course_never_counts_as_todays() -> None:
    then = {"level": 1, "course": "fall-fellowship", "framework": "1.0.0"}
    state = replay(
        events_of(
            ("rating", "finance", rating(3, course="fall-fellowship", moment="after")),
            ("then-rating", "finance", then),
        )
    )
    assert state.ratings["finance"].level == 3
    assert (state.ratings["finance"].course, state.ratings["finance"].moment) == ("fall-fellowship", "after")
    assert [given.level for given in state.then_ratings] == [1]


def test_the_last_word_on_a_subject_stands_and_what_is_taken_back_is_gone() -> None:
    letter = {"competency": "finance", "text": "letter of the CFO", "date": "2026-05"}
    state = replay(
        events_of(
            ("evidence", "e-1", {**letter, "text": "draft"}),
            ("evidence", "e-2", letter),
            ("evidence", "e-1", letter),
            ("evidence", "e-2", {**letter, "removed": True}),
            ("activity", "mba", {"status": "started"}),
        )
    )
    assert [(id_, body["text"]) for id_, body in state.of("evidence").items()] == [("e-1", "letter of the CFO")]
    assert state.of("evidence")["e-1"]["at"] == "2026-01-01T00:03:00Z"
    assert state.of("activity")["mba"]["status"] == "started"
    assert state.of("feedback") == {}


def test_where_the_learner_was_on_a_screen_is_kept_and_not_counted_as_work() -> None:
    state = replay(events_of(("place", "skill-map", {"open": "patient-safety"})))
    assert (state.count, state.last_at) == (0, None)
    assert state.of("place")["skill-map"]["open"] == "patient-safety"
