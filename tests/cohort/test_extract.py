"""What a share holds of a ledger: what was ticked, worked out by hand; and what must never be in one."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.cohort import (
    PARTS,
    Share,
    SharedActivity,
    SharedEntry,
    SharedRating,
    extract_share,
    item_keys,
    read_share,
    share_text,
)
from cmo_pathways.errors import LearnerError, UnknownId
from cmo_pathways.journey import Journey, estimates_of, open_journey
from cmo_pathways.ledger import Event, replay
from cmo_pathways.samples import live_sample, load_sample

START = datetime(2026, 11, 3, 21, 14, tzinfo=UTC)
SECRET = "what nobody may read"
RATED = {"level": 2, "sureness": "sure", "not_applicable": False, "framework": "1.0.0", "note": SECRET}


@pytest.fixture
def journey(tmp_path: Path) -> Journey:
    minutes = iter(range(10_000))
    return open_journey(tmp_path / "home", clock=lambda: START + timedelta(minutes=next(minutes)))


def share_of(journey: Journey, *, parts: tuple[str, ...] = PARTS, leave_out: tuple[str, ...] = ()) -> Share:
    state = journey.state()
    return extract_share(
        journey.catalogue, state, estimates_of(journey, state),
        learner="token-1", share_id="abc", at="2026-11-20T10:00:00Z", name="  Ana\nRuiz ", pseudonym=False, parts=parts,
        leave_out=leave_out,
    )  # fmt: skip


@pytest.fixture
def play(journey: Journey) -> Callable[[str, bool], None]:
    """Writes a play of a case that is not shipped, with a memo written twice, finished or not."""

    def write(name: str, finished: bool) -> None:
        at = {"play": name, "version": "1.0.0"}
        journey.record("decision", "own-case", {**at, "scene": "call", "choice": "stop"})
        for text in ("First thoughts", f"  Dear all,\r\nwe stop {name}.\x07 "):
            journey.record("answer", "own-case", {**at, "scene": "memo", "ask": "memo", "value": text})
        if finished:
            scores = {"patient-safety": {"got": 2, "best": 3}}
            body = {"ending": "fair", "scores": scores, "counters": {"trust": -1}, "path": ["call/stop"]}
            journey.record("result", "own-case", {**at, **body})

    return write


def test_an_empty_ledger_gives_an_empty_share(journey) -> None:
    share = share_of(journey)
    assert (share.name, share.stage, share.role, share.parts) == ("Ana Ruiz", None, None, PARTS)
    assert [keys for keys in item_keys(share).values() if keys] == []
    assert read_share(share_text(share)) == share


def test_only_what_was_ticked_is_there(journey, play) -> None:
    _say_everything(journey, play)
    for part in PARTS:
        share = share_of(journey, parts=(part,))
        assert share.parts == (part,)
        assert [name for name in PARTS if getattr(share, name)] == [part]


def test_levels_are_those_that_rest_on_an_answer(journey) -> None:
    first = next(iter(journey.catalogue.framework.competencies))
    journey.rate(first, 3, "sure", not_applicable=False)
    (level,) = share_of(journey).levels
    known = estimates_of(journey, journey.state())[first]
    assert level.competency == first
    assert (level.level, level.low, level.high) == (round(known.level, 2), round(known.low, 2), round(known.high, 2))


def test_ratings_of_a_course_are_the_last_of_each_moment(journey) -> None:
    course = {"course": "Finance", "moment": "before"}
    for level, more in ((1, course), (2, course), (4, {**course, "moment": "after"}), (5, {})):
        journey.record("rating", "finance", {**RATED, "level": level, **more})
    journey.record("then-rating", "finance", {"level": 0, "course": "Finance", "framework": "1.0.0"})
    assert share_of(journey, parts=("ratings",)).ratings == (
        SharedRating("finance", "Finance", "before", 2),
        SharedRating("finance", "Finance", "after", 4),
        SharedRating("finance", "Finance", "then", 0),
    )


def test_cases_and_memos_are_those_of_finished_plays(journey, play) -> None:
    play("own-case-1", True)
    play("own-case-2", False)
    share = share_of(journey)
    (found,), (memo,) = share.cases, share.memos
    assert (found.play, found.case, found.ending, found.path) == ("own-case-1", "own-case", "fair", ("call/stop",))
    assert found.scores == {"patient-safety": (2.0, 3.0)}
    assert (memo.play, memo.scene, memo.text) == ("own-case-1", "memo", "Dear all,\nwe stop own-case-1.")
    assert found.at == memo.at


def test_the_plan_tells_how_far_each_activity_is(journey) -> None:
    journey.record("plan", "cmo-hospital-small", {"activities": [{"id": "mba"}, {"id": "budget-shadow"}]})
    journey.record("activity", "budget-shadow", {"status": "started", "on": "2026-02-31"})
    journey.record("activity", "board-seat", {"status": "done", "on": "2026-10", "note": SECRET, "hours": 3})
    assert share_of(journey).plan == (
        SharedActivity("mba", "planned", None),
        SharedActivity("budget-shadow", "started", None),
        SharedActivity("board-seat", "done", "2026-10"),
    )


def test_an_entry_leaves_contact_data_and_numbers_at_home(journey) -> None:
    reference = {"title": "Dana Whitfield, MD", "role": "CQO", "contact": "dana@example.org", "consent": "2026-08"}
    journey.record("entry", "reference-1", {"section": "reference", **reference, "acknowledged": ["x1"]})
    credential = {"title": "License", "number": "G-48213", "year": "2019", "original": {"x": SECRET}, "pinned": True}
    journey.record("entry", "credential-1", {"section": "credential", **credential, "tags": ["state", ""], "n": 4})
    assert share_of(journey).entries == (
        SharedEntry(
            "reference-1", "reference", {"title": "Dana Whitfield, MD", "role": "CQO", "consent": "2026-08"}
        ),
        SharedEntry("credential-1", "credential", {"title": "License", "year": "2019", "tags": ("state",), "n": 4}),
    )  # fmt: skip


def test_single_items_are_left_out(journey, play) -> None:
    _say_everything(journey, play)
    whole = share_of(journey)
    keys = [key for found in item_keys(whole).values() for key in found]
    assert len(keys) == len(PARTS)
    for key in keys:
        share = share_of(journey, leave_out=(key,))
        assert [k for found in item_keys(share).values() for k in found] == [other for other in keys if other != key]
        assert read_share(share_text(share)) == share
    bare = share_of(journey, leave_out=(*keys, "stage", "role"))
    assert (bare.stage, bare.role, bare.parts) == (None, None, PARTS)
    assert not any(item_keys(bare).values())
    # A play takes its result and its memos with it.
    assert (
        share_of(journey, leave_out=("own-case-1",)).memos == share_of(journey, leave_out=("own-case-1",)).cases == ()
    )


def test_what_is_not_there_cannot_be_left_out(journey) -> None:
    with pytest.raises(UnknownId, match='no item in this share "entries:x"'):
        share_of(journey, leave_out=("entries:x",))
    with pytest.raises(UnknownId, match='no part of a share "balance"'):
        share_of(journey, parts=("balance",))


def test_a_share_without_a_name_is_refused(journey) -> None:
    with pytest.raises(LearnerError, match="needs a name"):
        extract_share(
            journey.catalogue, journey.state(), {}, learner="a", share_id="b", at="", name=" \u202e\n", pseudonym=True,
            parts=(),
        )  # fmt: skip


def test_nothing_private_is_in_the_file_whatever_is_ticked(journey, play) -> None:
    _say_everything(journey, play)
    journey.record("balance", "me", {"strain": 4, "hours": {"clinic": 61.5}, "region": "us", "version": SECRET})
    journey.record("invitation", "inv-1", {"group": "peers", "collector": SECRET})
    journey.record("feedback", "fb-1", {"groups": [{"group": "peers", "comments": [SECRET]}]})
    journey.record("evidence", "ev-1", {"competency": "finance", "text": SECRET})
    journey.record("profile", "me", {"email": SECRET, "phone": SECRET, "statement": SECRET})
    journey.record("share", "old", {"sha256": "0" * 64, "parts": [], "learner": "token-0", "name": SECRET})
    text = share_text(share_of(journey))
    assert SECRET not in text
    assert "61.5" not in text
    assert "strain" not in text and "balance" not in text
    for line in journey.ledger.events():
        assert line.id not in text
    from cmo_pathways.ledger import export_events

    assert json.loads(export_events(journey.ledger).splitlines()[0])["learner"] not in text


def test_the_sample_physician_shares_what_the_screens_show(tmp_path: Path) -> None:
    journey = open_journey(tmp_path / "sample", clock=lambda: load_sample().today)
    live_sample(journey, load_sample())
    share = share_of(journey)
    assert len(share.levels) == 20
    assert [memo.scene for memo in share.memos] == ["memo"]
    assert share.memos[0].text.startswith("October, at 59.7 %")
    assert len(share.entries) == len(journey.state().entries) >= 10
    assert read_share(share_text(share)) == share


def _say_everything(journey: Journey, play: Callable[[str, bool], None]) -> None:
    first = next(iter(journey.catalogue.framework.competencies))
    journey.record("target", "cmo-hospital-small", {})
    journey.record("intake", "me", {"stage": "practice"})
    journey.record("rating", first, RATED)
    journey.record("rating", first, {**RATED, "course": "Finance, fall 2026", "moment": "before"})
    play("own-case-1", True)
    journey.record("activity", "mba", {"status": "planned", "note": SECRET})
    journey.record("entry", "impact-1", {"section": "impact", "title": "Sepsis", "contact": SECRET})


PLAIN = st.none() | st.booleans() | st.integers(-(2**62), 2**62) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(PLAIN | st.text(max_size=30), lambda inner: st.lists(inner, max_size=3), max_leaves=5)
BODIES = st.dictionaries(st.text(max_size=8) | st.sampled_from(["title", "tags", "contact"]), VALUES, max_size=5)
TEXTS = st.text(max_size=60)


@given(st.lists(st.tuples(BODIES, TEXTS, TEXTS), max_size=4))
def test_whatever_a_ledger_holds_its_share_can_be_read_again(said) -> None:
    """Bodies that the ledger takes, and texts with any letter in them."""
    events = []
    for number, (body, text, course) in enumerate(said):
        at = {"play": f"{text or 'p'}-{number}", "version": text[:9] or "1"}
        ending = {"ending": text or "x", "counters": {}, "scores": {text: {"got": 1, "best": 2}}, "path": [text]}
        rating = {"level": 3, "sureness": None, "not_applicable": False, "framework": "1", "course": course}
        events += [
            ("entry", f"impact-{number}", {**body, "section": text or "impact"}),
            ("rating", "finance", {**rating, "moment": "before"}),
            ("answer", "own-case", {**at, "scene": text or "memo", "ask": "memo", "value": course}),
            ("result", "own-case", {**at, **ending}),
            ("activity", "mba", {"status": "started", "on": "2026-02-31", "note": text}),
        ]
    state = replay(
        Event(number, f"e{number}", "2026-11-03T21:14:00Z", kind, subject, body)
        for number, (kind, subject, body) in enumerate(events, 1)
    )
    share = extract_share(
        load_catalogue(), state, {}, learner="a", share_id="b", at="2026-11-20T10:00:00Z", name="Ana", pseudonym=False,
        parts=PARTS,
    )  # fmt: skip
    assert read_share(share_text(share)) == share
    assert len(share.entries) == len(said)
