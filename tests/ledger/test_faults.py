"""What a person reads when the file, the folder or the disk fails: one sentence, and nothing lost."""

from __future__ import annotations

import random
import resource
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cmo_pathways.errors import LedgerError
from cmo_pathways.ledger import Event, access, migrate, open_ledger, store

AT = datetime(2026, 11, 3, 21, 14, tzinfo=UTC)


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def sentence(error: BaseException) -> str:
    text = str(error)
    assert "\n" not in text
    assert "Traceback" not in text
    assert 40 < len(text) < 600
    assert text.endswith(".")
    return text


def message(function) -> str:
    """The sentence of the LedgerError that a function raises, or what it returns."""
    try:
        return str(function())
    except LedgerError as error:
        return sentence(error)


def test_a_missing_ledger_is_not_made_where_one_is_needed(home) -> None:
    with pytest.raises(LedgerError, match="There is no ledger in") as caught:
        open_ledger(home, create=False)
    sentence(caught.value)
    assert not home.exists()


def test_a_ledger_that_goes_away_meanwhile_is_not_made_anew(ledger, say) -> None:
    ledger.path.unlink()
    with pytest.raises(LedgerError, match="There is no ledger in"):
        say(ledger, "text")
    with pytest.raises(LedgerError, match="There is no ledger in"):
        ledger.events()
    assert names(ledger.home) == []


def _noise(data: bytes) -> bytes:
    return random.Random(1).randbytes(len(data))


def _no_app(data: bytes) -> bytes:
    return data[:68] + b"\0\0\0\x07" + data[72:]


@pytest.mark.parametrize(
    "spoil",
    [
        _noise,
        _no_app,
        lambda data: b"",
        lambda data: b"x",
        lambda data: data[:50],
        lambda data: data[:100],
        lambda data: data[:5000],
        lambda data: data[: len(data) // 2],
        lambda data: data[:-4096],
        lambda data: bytes(len(data)),
        lambda data: data[:4096] + _noise(data[4096:]),
        lambda data: b"PK\x03\x04 not a database",
    ],
)
def test_a_damaged_file_is_one_sentence_and_stays_as_it_is(ledger, say, spoil) -> None:
    for n in range(3):
        say(ledger, f"text {n} " * 2000, f"note-{n}")
    data = spoil(ledger.path.read_bytes())
    ledger.path.write_bytes(data)
    with pytest.raises(access.DamagedLedger, match=r"left as it is|was left as it was") as caught:
        open_ledger(ledger.home)
    assert "backup" in sentence(caught.value)
    assert ledger.path.read_bytes() == data


def test_any_damaged_byte_gives_events_or_one_sentence(ledger, say, rounds) -> None:
    for n in range(20):
        say(ledger, f"text {n} " * 30, f"note-{n}")
    whole, told = ledger.path.read_bytes(), 0
    for seed in range(rounds(150, 3000)):
        dice = random.Random(seed)
        data = bytearray(whole)
        for _ in range(dice.choice((1, 1, 8))):
            data[dice.randrange(len(data))] = dice.randrange(256)
        ledger.path.write_bytes(data)
        try:
            assert all(isinstance(event, Event) for event in open_ledger(ledger.home, timeout=0.01).events())
        except LedgerError as error:
            sentence(error)
            told += 1
        for end in store.COMPANIONS:
            ledger.path.with_name(ledger.path.name + end).unlink(missing_ok=True)
    assert told > 5


def test_another_program_s_database_is_refused(home) -> None:
    home.mkdir()
    with closing(sqlite3.connect(home / "ledger.sqlite3")) as connection:
        connection.execute("CREATE TABLE photos (id)")
    data = (home / "ledger.sqlite3").read_bytes()
    assert "is not a ledger of this program" in message(lambda: open_ledger(home))
    assert (home / "ledger.sqlite3").read_bytes() == data


def test_a_folder_in_the_place_of_the_ledger(home) -> None:
    (home / "ledger.sqlite3").mkdir(parents=True)
    assert "is damaged" in message(lambda: open_ledger(home))


def test_a_file_in_the_place_of_the_home(tmp_path) -> None:
    (tmp_path / "home").write_text("I am a file")
    for home in (tmp_path / "home", tmp_path / "home" / "below"):
        assert "because a file is in its place" in message(lambda home=home: open_ledger(home))
    assert (tmp_path / "home").read_text() == "I am a file"


def test_a_ledger_moved_away_from_its_write_ahead_log_is_not_made_anew(ledger, say) -> None:
    with closing(sqlite3.connect(ledger.path)) as other:
        other.execute("SELECT 1 FROM meta").fetchall()
        say(ledger, "text")
        ledger.path.rename(ledger.home / "copy.sqlite3")
        assert "was moved alone" in message(lambda: open_ledger(ledger.home))
    assert not ledger.path.exists()


@pytest.mark.parametrize("begin", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_a_ledger_held_by_another_program(ledger, say, begin) -> None:
    first = say(ledger, "one")
    with closing(sqlite3.connect(ledger.path, isolation_level=None)) as other:
        other.execute(begin)
        assert "Another program is using the ledger" in message(lambda: say(ledger, "two"))
        assert ledger.events() == (first,)
    assert say(ledger, "two").seq == 2


def test_a_ledger_held_for_reading_too(ledger, say) -> None:
    with closing(sqlite3.connect(ledger.path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("INSERT INTO meta VALUES ('a', 'b')")
        assert "Another program is using the ledger" in message(ledger.events)
        assert "Another program is using the ledger" in message(lambda: open_ledger(ledger.home, timeout=0.01))


def test_a_folder_that_may_not_be_written(open_place, as_nobody, say) -> None:
    ledger = open_ledger(open_place / "home", timeout=0.01)
    say(ledger, "text")
    ledger.home.chmod(0o555)
    ledger.path.chmod(0o444)
    assert "may not be read or written" in as_nobody(lambda: message(lambda: say(ledger, "more")))
    assert "may not be read or written" in as_nobody(lambda: message(lambda: open_ledger(open_place / "new")))
    ledger.home.chmod(0o755)
    assert len(ledger.events()) == 1


def test_a_file_that_may_not_be_written_or_read(open_place, as_nobody, say) -> None:
    ledger = open_ledger(open_place / "home", timeout=0.01)
    say(ledger, "text")
    ledger.home.chmod(0o777)
    for mode in (0o444, 0o000):
        ledger.path.chmod(mode)
        assert "may not be read or written" in as_nobody(lambda: message(lambda: say(ledger, "more")))
    ledger.home.chmod(0o000)
    assert "may not be read or written" in as_nobody(lambda: message(lambda: open_ledger(open_place / "home")))
    assert "may not be read or written" in as_nobody(lambda: message(lambda: say(ledger, "more")))
    ledger.home.chmod(0o755)
    assert len(ledger.events()) == 1


def test_a_full_disk(ledger, say, monkeypatch) -> None:
    for n in range(3):
        say(ledger, "text", f"note-{n}")
    monkeypatch.setattr(access, "_PRAGMAS", (*access._PRAGMAS, "PRAGMA max_page_count = 12"))
    saved = 3
    with pytest.raises(LedgerError, match=r"did not take a write.*what was saved before is safe") as caught:
        for n in range(50):
            say(ledger, "much " * 500, f"note-{n}")
            saved += 1
    sentence(caught.value)
    monkeypatch.undo()
    assert len(ledger.events()) == saved > 3
    assert say(ledger, "again").seq == saved + 1


def test_a_disk_that_takes_no_more_bytes(ledger, say, in_child) -> None:
    first = say(ledger, "text")

    def write_on() -> str:
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
        return message(lambda: [say(ledger, "much " * 5000, f"note-{n}") for n in range(50)])

    assert "did not take a write" in in_child(write_on)
    events = open_ledger(ledger.home).events()
    assert events[0] == first
    assert [e.subject for e in events[1:]] == [f"note-{n}" for n in range(len(events) - 1)]


def test_a_disk_with_no_room_for_a_new_ledger(home, in_child) -> None:
    def make() -> str:
        resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
        return message(lambda: open_ledger(home))

    assert "did not take a write" in in_child(make)
    assert names(home) == []


def test_a_newer_ledger_is_left_alone(ledger, say) -> None:
    say(ledger, "text")
    with closing(sqlite3.connect(ledger.path)) as connection:
        connection.execute("PRAGMA user_version = 2")
    assert "newer version of cmo-pathways; nothing was changed" in message(lambda: open_ledger(ledger.home))
    assert "newer version" in message(lambda: say(ledger, "an older program still running"))


def test_an_older_ledger_is_brought_up_one_step_at_a_time(ledger, fill, monkeypatch) -> None:
    events = fill(ledger)
    steps = (*migrate.STEPS, ("CREATE TABLE extra (n)",), ("INSERT INTO extra VALUES (7)",))
    monkeypatch.setattr(migrate, "STEPS", steps)
    newer = open_ledger(ledger.home)
    assert newer.events() == events
    with closing(sqlite3.connect(ledger.path)) as connection:
        assert connection.execute("SELECT n FROM extra").fetchall() == [(7,)]
        assert connection.execute("PRAGMA user_version").fetchone() == (3,)
    assert open_ledger(ledger.home).events() == events


def test_an_upgrade_that_fails_leaves_the_older_ledger(ledger, fill, monkeypatch) -> None:
    events = fill(ledger)
    monkeypatch.setattr(migrate, "STEPS", (*migrate.STEPS, ("CREATE TABLE extra (n)",), ("no such statement",)))
    with pytest.raises(LedgerError):
        open_ledger(ledger.home)
    monkeypatch.undo()
    assert open_ledger(ledger.home).events() == events
