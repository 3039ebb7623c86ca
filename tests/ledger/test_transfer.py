from __future__ import annotations

import json
import random
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_pathways.errors import InputError, LedgerError
from cmo_pathways.ledger import Imported, erase_events, export_events, import_events, open_ledger
from cmo_pathways.ledger.event import Event
from cmo_pathways.ledger.transfer import check_kind, read_lines, write_lines

AT = datetime(2026, 11, 3, 21, 14, tzinfo=UTC)
HOSTILE = [
    "\u2028\u2029\x85\x0b\x0c\x1c",
    "a\r\nb\rc\n",
    "\0",
    "\x7f",
    "\u202eabc",
    "\ufeff",
    '"\\/',
    "e\u0301 é",
    "🏥👩‍⚕️",
    "\uffff",
]
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=30) | st.sampled_from(HOSTILE)
numbers = st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=8,
)
bodies = st.dictionaries(texts.filter(lambda key: key != "removed"), values, max_size=4).map(
    lambda body: {**body, "section": "note"}
)


@settings(max_examples=20, deadline=None)
@given(st.lists(bodies, max_size=6), st.data())
def test_export_and_import_are_exact_both_ways(given_bodies, data) -> None:
    with tempfile.TemporaryDirectory() as place:
        first = open_ledger(Path(place) / "first")
        events = [first.append("entry", f"note-{n}", body, at=AT) for n, body in enumerate(given_bodies)]
        if events:
            erase_events(first, data.draw(st.sets(st.sampled_from([e.id for e in events]), max_size=2)))
        lines = export_events(first)
        second = open_ledger(Path(place) / "second")
        import_events(second, lines)
        assert export_events(second) == lines
        assert second.events() == first.events()
        assert second.learner == first.learner


@settings(max_examples=60, deadline=None)
@given(st.lists(bodies, max_size=6))
def test_lines_are_exact_both_ways(given_bodies) -> None:
    events = tuple(
        Event(n * 3 + 1, f"id-{n}", "2026-11-03T21:14:00Z", "entry", f"note-{n}", body)
        for n, body in enumerate(given_bodies)
    )
    lines = write_lines("ana", events)
    assert lines.count(b"\n") == len(events) + 1
    found = read_lines(lines, "x.jsonl", check_kind)
    assert found.events == events
    assert write_lines(found.learner, found.events) == lines


def test_the_form_is_a_header_and_a_sorted_line_per_event(ledger) -> None:
    ledger.append("entry", "note-1", {"section": "note", "a": "é\n"}, at=AT, event_id="one")
    assert export_events(ledger).decode() == (
        f'{{"ledger": 1, "learner": "{ledger.learner}", "events": 1}}\n'
        '{"at": "2026-11-03T21:14:00Z", "body": {"a": "é\\n", "section": "note"}, "id": "one", "kind": "entry", '
        '"seq": 1, "subject": "note-1"}\n'
    )


def test_an_import_goes_on_from_where_the_file_ends(ledger, fill, tmp_path, say) -> None:
    events = fill(ledger)
    other = open_ledger(tmp_path / "other")
    assert import_events(other, export_events(ledger)) == Imported(len(events), 0)
    assert say(other, "next").seq == len(events) + 1


def test_places_with_gaps_are_kept(ledger) -> None:
    lines = lines_of({**HEAD, "events": 2}, {**GOOD, "seq": 4}, {**GOOD, "seq": 9, "id": "b"})
    import_events(ledger, lines)
    assert [event.seq for event in ledger.events()] == [4, 9]
    assert export_events(ledger) == lines


def test_the_same_learner_s_file_adds_what_is_not_known(ledger, tmp_path, say) -> None:
    say(ledger, "both")
    other = open_ledger(tmp_path / "other")
    import_events(other, export_events(ledger))
    here, there = say(ledger, "here"), say(other, "there")
    assert import_events(ledger, export_events(other)) == Imported(1, 1)
    assert [e.body["text"] for e in ledger.events()] == ["both", "here", "there"]
    assert [e.id for e in ledger.events()][1:] == [here.id, there.id]
    assert import_events(ledger, export_events(other)) == Imported(0, 2)


def test_an_import_does_not_bring_back_what_was_erased(ledger, say) -> None:
    say(ledger, "Mrs Miller")
    lines = export_events(ledger)
    erase_events(ledger, [ledger.events()[0].id])
    assert import_events(ledger, lines) == Imported(0, 1)
    assert ledger.events()[0].body == {}


def test_another_learner_s_file_is_refused(ledger, tmp_path, say) -> None:
    say(ledger, "mine")
    other = open_ledger(tmp_path / "other")
    say(other, "theirs")
    before = export_events(ledger)
    with pytest.raises(
        InputError, match=r"^theirs.jsonl:1 E-LEARNER belongs to another learner; nothing was taken over"
    ):
        import_events(ledger, export_events(other), file="theirs.jsonl")
    assert export_events(ledger) == before


GOOD = {
    "at": "2026-11-03T21:14:00Z",
    "body": {"value": 3},
    "id": "a",
    "kind": "importance",
    "seq": 1,
    "subject": "finance",
}
HEAD = {"ledger": 1, "learner": "ana"}


def lines_of(*rows: object) -> bytes:
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows).encode()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("", "not readable as JSON"),
        ("{", "not readable as JSON"),
        ("[1]", "should be one block of keys"),
        ('{"seq": 1, "seq": 2}', "a key stands twice"),
        (json.dumps(GOOD).replace("3}", "NaN}"), "NaN is not a number"),
        (json.dumps(GOOD).replace("3}", "1e999}"), "value is not a number that can be kept"),
        (json.dumps(GOOD).replace("3}", "9" * 5000 + "}"), "not readable as JSON"),
        (json.dumps(GOOD).replace("3}", "[" * 100_000 + "}"), "not readable as JSON"),
        ({**GOOD, "kind": "mood"}, 'the kind "mood" is not known'),
        ({**GOOD, "kind": "entry", "subject": "n-1", "body": {"section": "\ud800"}}, "half a character"),
        ({**GOOD, "body": {"value": 9}}, "value should be a whole number from 1 to 5"),
        ({**GOOD, "body": [1]}, "body is not what it should be"),
        ({**GOOD, "seq": 0}, "seq should be a whole number from 1"),
        ({**GOOD, "seq": 2**63}, "seq should be a whole number from 1"),
        ({**GOOD, "seq": True}, "seq is not what it should be"),
        ({**GOOD, "seq": 1.0}, "seq is not what it should be"),
        ({**GOOD, "id": "a b"}, "the id should be"),
        ({**GOOD, "at": "2026-02-30T21:14:00Z"}, "at should be a time"),
        ({**GOOD, "at": "2026-11-03 21:14"}, "at should be a time"),
        ({**GOOD, "at": "0001-01-01T00:00:00Z"}, "at should be a time"),
        ({**GOOD, "at": "9999-12-31T23:59:59Z"}, "at should be a time"),
        ({**GOOD, "more": 1}, '"more" is not a known key'),
        ({k: v for k, v in GOOD.items() if k != "at"}, "at is missing"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_with_its_number(ledger, row, words) -> None:
    with pytest.raises(InputError) as caught:
        import_events(ledger, lines_of(HEAD, {**GOOD, "id": "first", "seq": 1}, row), file="x.jsonl")
    assert (caught.value.problems[0].file, caught.value.problems[0].line) == ("x.jsonl", 3)
    assert words in str(caught.value)
    assert ledger.events() == ()


def test_all_problems_come_at_once_and_nothing_is_taken_over(ledger) -> None:
    rows = (HEAD, GOOD, "noise", {**GOOD, "seq": 5, "id": "b"}, {**GOOD, "seq": 5}, {**GOOD, "kind": "x", "seq": 9})
    with pytest.raises(InputError) as caught:
        import_events(ledger, lines_of(*rows), file="x.jsonl")
    assert [(p.line, p.code) for p in caught.value.problems] == [
        (3, "E-LINE"),
        (5, "E-ID"),
        (5, "E-SEQ"),
        (6, "E-LINE"),
    ]
    assert "\n" not in str(caught.value)
    assert ledger.events() == ()


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("", "is not an exported ledger"),
        ({"learner": "ana"}, "is not an exported ledger"),
        ({"ledger": 2, "learner": "ana"}, "written by a newer version"),
        ({"ledger": "1", "learner": "ana"}, "names no ledger version 1"),
        ({"ledger": True, "learner": "ana"}, "names no ledger version 1"),
        ({"ledger": 1}, "names no ledger version 1"),
        ({"ledger": 1, "learner": "../x"}, "names no ledger version 1"),
        ({"ledger": 1, "learner": "ana", "events": "2"}, "wrong number of events"),
    ],
)
def test_a_wrong_first_line_is_one_problem(ledger, header, words) -> None:
    with pytest.raises(InputError) as caught:
        import_events(ledger, lines_of(header, GOOD, "noise"))
    assert len(caught.value.problems) == 1
    assert words in str(caught.value)


def test_a_file_cut_off_at_any_place_is_refused(ledger, fill, tmp_path) -> None:
    fill(ledger)
    lines = export_events(ledger)
    other = open_ledger(tmp_path / "other")
    for length in range(0, len(lines) - 1, 7):
        with pytest.raises(InputError):
            import_events(other, lines[:length])
    assert other.events() == ()


def test_a_file_that_an_editor_has_touched_still_reads(ledger, fill, tmp_path) -> None:
    fill(ledger)
    lines = export_events(ledger)
    other = open_ledger(tmp_path / "other")
    import_events(other, b"\xef\xbb\xbf" + lines.replace(b"\n", b"\r\n"))
    assert export_events(other) == lines


@pytest.mark.parametrize("start", [b"", b'{"ledger": 1, "learner": "ana"}\n'])
@pytest.mark.parametrize("alphabet", [None, b"[", b"\n", b'{"a":'])
def test_ten_megabytes_of_noise_are_one_sentence(ledger, start, alphabet) -> None:
    noise = random.Random(7).randbytes(10_000_000) if alphabet is None else alphabet * (10_000_000 // len(alphabet))
    if alphabet == b"\n":
        noise = noise[:100_000]
    with pytest.raises(InputError) as caught:
        import_events(ledger, start + noise)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


def test_a_locked_ledger_takes_over_nothing(ledger, tmp_path, say) -> None:
    say(ledger, "one")
    other = open_ledger(tmp_path / "other", timeout=0.05)
    with closing(sqlite3.connect(other.path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="Another program is using"):
            import_events(other, export_events(ledger))
    assert other.events() == ()
