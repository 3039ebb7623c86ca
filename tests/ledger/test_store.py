from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import FrozenInstanceError
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from cmo_pathways.errors import LedgerError
from cmo_pathways.ledger import Ledger, open_ledger
from cmo_pathways.ledger.migrate import APPLICATION_ID

AT = datetime(2026, 11, 3, 21, 14, 59, 999_999, tzinfo=UTC)


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_a_new_home_has_an_empty_ledger_with_a_random_learner(tmp_path) -> None:
    one, other = open_ledger(tmp_path / "a"), open_ledger(tmp_path / "b")
    assert one.path == tmp_path / "a" / "ledger.sqlite3"
    assert one.events() == ()
    assert len(one.learner) == 32
    assert one.learner != other.learner
    assert open_ledger(tmp_path / "a").learner == one.learner
    assert names(tmp_path / "a") == ["ledger.sqlite3"]


def test_home_and_ledger_are_closed_to_other_users(ledger) -> None:
    assert stat.S_IMODE(ledger.home.stat().st_mode) == 0o700
    assert stat.S_IMODE(ledger.path.stat().st_mode) == 0o600


def test_events_of_every_kind_come_back_as_they_were_given(ledger, fill, every_kind) -> None:
    events = fill(ledger)
    assert [(e.kind, e.subject, e.body) for e in events] == [(k, s, b) for k, s, b in every_kind]
    assert [e.seq for e in events] == list(range(1, len(every_kind) + 1))
    assert len({e.id for e in events}) == len(events)
    assert open_ledger(ledger.home).events() == events
    assert ledger.events(after=5) == events[5:]
    assert ledger.events(after=99) == ()


def test_append_gives_back_what_a_later_reading_gives(ledger) -> None:
    event = ledger.append("entry", "note-1", {"section": "note", "tags": ("a", "b"), "é": 1.0}, at=AT)
    assert (event,) == ledger.events()
    assert event.body["tags"] == ["a", "b"]


def test_the_time_is_kept_as_utc_to_the_second(ledger) -> None:
    there = timezone(timedelta(hours=-5))
    assert ledger.append("target", "vpma", {}, at=AT).at == "2026-11-03T21:14:59Z"
    assert ledger.append("target", "vpma", {}, at=AT.astimezone(there)).at == "2026-11-03T21:14:59Z"


def test_a_clock_that_goes_back_changes_no_order(ledger) -> None:
    ledger.append("target", "vpma", {}, at=AT)
    ledger.append("target", "cmo-academic", {}, at=AT - timedelta(days=4000))
    assert [e.subject for e in ledger.events()] == ["vpma", "cmo-academic"]


def test_a_retry_with_the_same_id_is_no_second_event(ledger) -> None:
    first = ledger.append("importance", "finance", {"value": 3}, at=AT, event_id="try-1")
    again = ledger.append("importance", "finance", {"value": 3}, at=AT + timedelta(seconds=9), event_id="try-1")
    assert first == again
    assert ledger.events() == (first,)


def test_an_id_that_means_something_else_already_is_refused(ledger) -> None:
    first = ledger.append("importance", "finance", {"value": 3}, at=AT, event_id="try-1")
    with pytest.raises(LedgerError, match=r"not saved: the event id \"try-1\".*safe"):
        ledger.append("importance", "finance", {"value": 4}, at=AT, event_id="try-1")
    assert ledger.events() == (first,)


@pytest.mark.parametrize(
    ("kind", "subject", "body", "at", "event_id"),
    [
        ("mood", "me", {}, AT, None),
        ("importance", "finance", {"value": 9}, AT, None),
        ("erased", "", {}, AT, None),
        ("target", "vpma", {}, AT.replace(tzinfo=None), None),
        ("target", "vpma", {}, AT, "patient Ann"),
        ("target", "vpma", {}, AT, ""),
    ],
)
def test_what_is_not_well_formed_is_refused_in_one_sentence(ledger, kind, subject, body, at, event_id) -> None:
    with pytest.raises(LedgerError, match=r"^This \w+ was not saved: .*\. All earlier events are safe\.$"):
        ledger.append(kind, subject, body, at=at, event_id=event_id)
    assert ledger.events() == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET body = '{}'",
        "DELETE FROM events",
        "INSERT OR REPLACE INTO events SELECT seq, id, at, kind, subject, '{}' FROM events",
        "REPLACE INTO events SELECT seq + 9, id, at, kind, subject, '{}' FROM events",
        "INSERT INTO events SELECT 0, 'x', at, kind, subject, body FROM events",
    ],
)
def test_the_file_itself_refuses_changes(ledger, statement) -> None:
    event = ledger.append("target", "vpma", {}, at=AT)
    with closing(sqlite3.connect(ledger.path)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)
    assert ledger.events() == (event,)


def test_the_file_says_what_it_is_and_keeps_a_write_ahead_log(ledger) -> None:
    with closing(sqlite3.connect(ledger.path)) as connection:
        found = [connection.execute(f"PRAGMA {p}").fetchone()[0] for p in ("application_id", "user_version")]
        assert found == [APPLICATION_ID, 1]
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_every_connection_waits_and_writes_through(home, monkeypatch) -> None:
    real, asked = sqlite3.connect, []

    class Watched(sqlite3.Connection):
        def execute(self, sql, *args):
            if sql == "BEGIN IMMEDIATE":
                pragmas = ("synchronous", "secure_delete", "busy_timeout")
                asked.append([super(Watched, self).execute(f"PRAGMA {p}").fetchone()[0] for p in pragmas])
            return super().execute(sql, *args)

    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: real(*a, factory=Watched, **k))
    open_ledger(home).append("target", "vpma", {}, at=AT)
    assert asked
    assert all(full == 2 and secure == 1 and patience >= 10_000 for full, secure, patience in asked)


def test_no_file_handle_stays_open(ledger) -> None:
    before = len(names(Path("/proc/self/fd")))
    for _ in range(5):
        ledger.append("target", "vpma", {}, at=AT)
        ledger.events()
    assert len(names(Path("/proc/self/fd"))) == before
    assert names(ledger.home) == ["ledger.sqlite3"]


def test_two_threads_write_without_a_gap(home) -> None:
    ledger = open_ledger(home)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: ledger.append("importance", "finance", {"value": n % 5 + 1}, at=AT), range(80)))
    assert [e.seq for e in ledger.events()] == list(range(1, 81))


def test_opening_a_new_home_at_the_same_moment_makes_one_ledger(home) -> None:
    with ThreadPoolExecutor(8) as pool:
        learners = set(pool.map(lambda _: open_ledger(home).learner, range(8)))
    assert len(learners) == 1
    assert names(home) == ["ledger.sqlite3"]


def test_two_learners_on_one_computer_never_mix(tmp_path, say) -> None:
    ana, ben = open_ledger(tmp_path / "ana"), open_ledger(tmp_path / "ben")
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda pair: [say(pair[0], pair[1]) for _ in range(20)], ((ana, "Ana"), (ben, "Ben"))))
    for ledger, own, other in ((ana, "Ana", b"Ben"), (ben, "Ben", b"Ana")):
        assert {e.body["text"] for e in ledger.events()} == {own}
        assert len(ledger.events()) == 20
        assert all(other not in file.read_bytes() for file in ledger.home.rglob("*") if file.is_file())
    assert ana.learner != ben.learner


@pytest.mark.parametrize(
    "name", ["with space", "dots: and colons", "Zoë 雪 🏥", "100%25", "who?mode=memory", "a#b", "it's", '"q"', "a&b=c"]
)
def test_any_folder_name_works(tmp_path, name, say) -> None:
    ledger = open_ledger(tmp_path / name / "deep")
    event = say(ledger, "text")
    assert open_ledger(tmp_path / name / "deep", create=False).events() == (event,)
    assert names(tmp_path / name / "deep") == ["ledger.sqlite3"]


def test_a_linked_home_is_the_same_home(tmp_path, say) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    event = say(open_ledger(tmp_path / "link"), "text")
    assert open_ledger(tmp_path / "real").events() == (event,)
    assert open_ledger(tmp_path / "link").path == tmp_path / "real" / "ledger.sqlite3"


def test_a_relative_home_stays_where_it_was_when_the_program_moves(tmp_path, monkeypatch, say) -> None:
    monkeypatch.chdir(tmp_path)
    ledger = open_ledger(Path("home"))
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    say(ledger, "text")
    assert len(open_ledger(tmp_path / "home").events()) == 1


def test_a_disk_without_hard_links_will_do(home, monkeypatch, say) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    say(open_ledger(home), "text")
    assert len(open_ledger(home).events()) == 1
    assert names(home) == ["ledger.sqlite3"]


def test_a_ledger_is_a_value(ledger) -> None:
    assert ledger == Ledger(ledger.path, ledger.timeout)
    with pytest.raises(FrozenInstanceError):
        ledger.path = Path("x")


def test_the_room_needs_the_standard_library_only() -> None:
    code = (
        "import sys; before = set(sys.modules); import cmo_pathways.ledger; "
        "new = {name.partition('.')[0] for name in set(sys.modules) - before}; "
        "print(sorted(new - set(sys.stdlib_module_names)), sorted(n for n in sys.modules if n.startswith('cmo_')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    rest, ours = done.stdout.split("]", 1)
    assert rest == "['cmo_pathways'"
    allowed = ("cmo_pathways.ledger", "cmo_pathways.errors", "cmo_pathways.scale")
    names = [name.strip(" []'\n") for name in ours.split(",")]
    assert len(names) > 5
    assert all(name == "cmo_pathways" or name.startswith(allowed) for name in names)


def test_several_events_are_kept_together_or_not_at_all(ledger) -> None:
    good = [("entry", f"award-{n}", {"section": "award", "title": "A"}) for n in (1, 2)]
    assert ledger.append_all(good, at=AT) == ledger.events()
    assert [event.seq for event in ledger.events()] == [1, 2]
    with pytest.raises(LedgerError, match="was not saved"):
        ledger.append_all([*good, ("entry", "award-3", {})], at=AT)
    assert len(ledger.events()) == 2
    assert ledger.append_all([], at=AT) == ()
