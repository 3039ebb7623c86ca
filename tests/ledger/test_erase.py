from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cmo_pathways.errors import LedgerError
from cmo_pathways.ledger import (
    Event,
    Ledger,
    backup,
    erase_all,
    erase_events,
    erase_text,
    export_events,
    find_text,
    open_ledger,
    opening,
    restore,
)
from cmo_pathways.ledger.rows import add
from cmo_pathways.ledger.store import writing

AT = datetime(2026, 11, 3, 21, 14, tzinfo=UTC)
NAME = "Wilhelmina Ostrowski"


def holding(home: Path, text: str = NAME) -> list[str]:
    """The files below a home that hold a text as raw bytes, in any of the usual codings."""
    forms = [text.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    files = [path for path in home.rglob("*") if path.is_file()]
    assert files
    return [path.name for path in files if any(form in path.read_bytes() for form in forms)]


@pytest.fixture
def typed(ledger, say) -> Ledger:
    """A ledger with a patient's name in two of many events, short and long, and an export made since."""
    for n in range(6):
        say(ledger, f"plain text {n} " * 40, f"note-{n}")
    say(ledger, f"seen with {NAME} on the ward", "note-6")
    say(ledger, "x" * 9000 + NAME, "note-7")
    say(ledger, "last", "note-8")
    (ledger.home / "exports").mkdir()
    (ledger.home / "exports" / "dossier.pdf").write_text(f"compressed {NAME}")
    body = {"audience": "payer", "kind": "cv", "format": "pdf", "sha256": "0" * 64, "pages": None}
    ledger.append("export", "dossier.pdf", body, at=AT)
    ledger.append("export", "gone-already.pdf", body, at=AT)
    assert holding(ledger.home) == ["dossier.pdf", "ledger.sqlite3"] or len(holding(ledger.home)) == 2
    return ledger


def test_erased_text_is_in_no_file_of_the_home(typed) -> None:
    before = typed.events()
    erased = erase_text(typed, NAME)
    assert holding(typed.home) == []
    assert erased.events == (before[6].id, before[7].id)
    assert erased.deleted == (typed.home / "exports" / "dossier.pdf",)
    assert erased.left == ()
    after = typed.events()
    assert [(e.seq, e.id, e.at) for e in after] == [(e.seq, e.id, e.at) for e in before]
    assert [(e.kind, e.subject, e.body) for e in after[6:8]] == [("erased", "", {})] * 2
    assert after[:6] + after[8:] == before[:6] + before[8:]
    assert open_ledger(typed.home).events() == after


def test_a_share_and_what_a_killed_run_left_half_written_go_too(typed) -> None:
    body = {"sha256": "0" * 64, "parts": ["memos"], "learner": "token", "file": "me-2026.share"}
    typed.append("share", "s-1", body, at=AT)
    half = typed.home / "exports" / ".dossier.pdf.x1y2z3.part"
    share = typed.home / "exports" / "me-2026.share"
    for file in (half, share):
        file.write_text(NAME)
    (typed.home / "exports" / "letter.txt").write_text("one's own")
    assert set(erase_text(typed, NAME).deleted) == {typed.home / "exports" / "dossier.pdf", half, share}
    assert holding(typed.home) == []
    assert (typed.home / "exports" / "letter.txt").exists()


@pytest.mark.parametrize("name", ["../../victim", "../ledger-of-mine", "..", "a/../../../victim"])
def test_a_name_that_leads_out_of_the_exports_deletes_nothing_there(typed, name) -> None:
    victim = typed.home.parent / "victim"
    victim.write_text("a file of somebody else")
    (typed.home / "ledger-of-mine").write_text("x")
    with writing(typed) as connection:  # as a backup of another hand may bring it
        add(connection, Event(0, "evil-1", "2026-11-03T21:14:00Z", "export", name, {}))
        add(connection, Event(0, "evil-2", "2026-11-03T21:14:00Z", "share", "s-1", {"file": name}))
    assert erase_text(typed, NAME).deleted == (typed.home / "exports" / "dossier.pdf",)
    assert victim.exists() and (typed.home / "ledger-of-mine").exists()


def test_also_while_another_program_keeps_the_ledger_open(typed) -> None:
    with closing(sqlite3.connect(typed.path)) as other:
        other.execute("SELECT * FROM meta").fetchall()
        typed.append("entry", "note-9", {"section": "note", "text": NAME}, at=AT)
        assert "ledger.sqlite3-wal" in holding(typed.home)
        assert len(erase_text(typed, NAME).events) == 3
        assert (typed.home / "ledger.sqlite3-wal").exists()
        assert holding(typed.home) == []


def test_erasing_by_id_does_the_same(typed) -> None:
    ids = [event.id for event in find_text(typed, NAME)]
    assert len(ids) == 2
    assert set(erase_events(typed, ids).events) == set(ids)
    assert holding(typed.home) == []
    assert erase_events(typed, ids).events == ()


@pytest.mark.parametrize("text", ["wilhelmina OSTROWSKI", "Ostrowski", "9000417", "München", "Mu\u0308nchen", 'a"b\n'])
def test_capitals_codings_and_numbers_are_found(ledger, say, text) -> None:
    say(ledger, f'{NAME}, MÜNCHEN, a"b\n', number=9000417)
    say(ledger, "other")
    assert [e.seq for e in find_text(ledger, text)] == [1]


def test_keys_and_subjects_are_searched_too(ledger, say) -> None:
    say(ledger, "x", "ostrowski-1")
    say(ledger, "y", more={"deep": [{"Ostrowski": None}]})
    assert [e.seq for e in find_text(ledger, "Ostrowski")] == [1, 2]


def test_a_notebook_that_still_holds_the_text_is_named(typed) -> None:
    (typed.home / "notebooks").mkdir()
    (typed.home / "notebooks" / "mine.ipynb").write_text('{"source": "seen with wilhelmina ostrowski"}')
    (typed.home / "notebooks" / "clean.ipynb").write_text("{}")
    assert erase_text(typed, NAME).left == (typed.home / "notebooks" / "mine.ipynb",)


def test_what_a_restore_had_put_aside_goes_too(typed, tmp_path) -> None:
    backup(typed, tmp_path / "x.backup")
    restore(tmp_path / "x.backup", typed.home)
    assert "ledger.jsonl" in holding(typed.home)
    erase_text(typed, NAME)
    assert holding(typed.home) == []
    assert not (typed.home / "before-restore").exists()


def test_a_text_that_is_nowhere_erases_nothing(typed) -> None:
    before = export_events(typed)
    erased = erase_text(typed, "never typed")
    assert (erased.events, erased.deleted) == ((), ())
    assert export_events(typed) == before
    assert (typed.home / "exports" / "dossier.pdf").exists()


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_text_is_refused(typed, text) -> None:
    before = export_events(typed)
    with pytest.raises(LedgerError, match="The text to erase is empty; nothing was erased"):
        erase_text(typed, text)
    assert export_events(typed) == before


def test_an_unknown_id_erases_nothing(typed) -> None:
    before = export_events(typed)
    with pytest.raises(LedgerError, match='no event "nobody" in this ledger; nothing was erased'):
        erase_events(typed, [typed.events()[0].id, "nobody"])
    assert export_events(typed) == before


def test_after_an_erasure_the_ledger_is_append_only_again_and_goes_on(typed, say) -> None:
    erase_text(typed, NAME)
    assert say(typed, "next").seq == 12
    for statement in ("UPDATE events SET kind = 'x'", "DELETE FROM events", "REPLACE INTO events SELECT * FROM events"):
        with closing(sqlite3.connect(typed.path)) as other, pytest.raises(sqlite3.IntegrityError):
            other.execute(statement)
    with closing(sqlite3.connect(typed.path)) as other:
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_retry_of_an_erased_event_does_not_bring_it_back(ledger) -> None:
    body = {"section": "note", "text": NAME}
    ledger.append("entry", "note-1", body, at=AT, event_id="try-1")
    erase_text(ledger, NAME)
    assert ledger.append("entry", "note-1", body, at=AT, event_id="try-1").kind == "erased"
    assert holding(ledger.home) == []


@pytest.mark.parametrize("begin", ["BEGIN IMMEDIATE", "BEGIN"])
def test_a_ledger_in_use_is_not_half_erased(typed, begin) -> None:
    before = export_events(typed)
    with closing(sqlite3.connect(typed.path, isolation_level=None)) as other:
        other.execute(begin)
        other.execute("SELECT * FROM events").fetchall()
        typed_now = Ledger(typed.path, 0.05)
        if begin == "BEGIN":
            typed_now.append("target", "vpma", {}, at=AT)
            before = export_events(typed)
        with pytest.raises(LedgerError, match=r"Another program is using the ledger.*; nothing was (erased|changed)"):
            erase_text(typed_now, NAME)
        assert export_events(typed) == before
        assert (typed.home / "exports" / "dossier.pdf").exists()
    erase_text(typed, NAME)
    assert holding(typed.home) == []


def test_a_reader_that_comes_in_between_leaves_the_rest_to_the_next_opening(typed, monkeypatch) -> None:
    with closing(sqlite3.connect(typed.path, isolation_level=None)) as other:
        real = opening.finish

        def read_first(ledger: Ledger) -> None:
            if len([e for e in ledger.events() if e.kind == "erased"]):
                other.execute("BEGIN")
                other.execute("SELECT * FROM events").fetchall()
            real(ledger)

        monkeypatch.setattr("cmo_pathways.ledger.erase.finish", read_first)
        with pytest.raises(LedgerError, match="open the ledger again: that finishes it"):
            erase_text(Ledger(typed.path, 0.05), NAME)
        with pytest.raises(LedgerError, match="open the ledger again: that finishes it"):
            open_ledger(typed.home, timeout=0.05)
    assert [e.kind for e in open_ledger(typed.home).events()[6:8]] == ["erased"] * 2
    assert holding(typed.home) == []


def test_a_file_that_cannot_be_deleted_stops_the_erasure_before_it_starts(typed, monkeypatch) -> None:
    before = export_events(typed)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(LedgerError, match="or is open in another program"):
        erase_text(typed, NAME)
    monkeypatch.undo()
    assert export_events(typed) == before


def test_erasing_all_leaves_tombstones_and_the_learner_s_notebooks(typed) -> None:
    (typed.home / "exports" / "sub").mkdir()
    (typed.home / "exports" / "sub" / "more.html").write_text(NAME)
    (typed.home / "notebooks").mkdir()
    (typed.home / "notebooks" / "mine.ipynb").write_text("mine")
    learner = typed.learner
    erased = erase_all(typed.home)
    assert len(erased.events) == 11
    assert [file.name for file in erased.deleted] == ["dossier.pdf", "more.html"]
    assert erased.left == (typed.home / "notebooks" / "mine.ipynb",)
    assert {(e.kind, e.subject, len(e.body)) for e in typed.events()} == {("erased", "", 0)}
    assert typed.learner == learner
    assert holding(typed.home) == holding(typed.home, "plain text") == []


def test_erasing_all_of_a_damaged_ledger_deletes_it(typed) -> None:
    typed.path.write_bytes(b"damaged " + NAME.encode())
    (typed.home / "notebooks").mkdir()
    (typed.home / "notebooks" / "mine.ipynb").write_text("mine")
    erased = erase_all(typed.home)
    assert {file.name for file in erased.deleted} == {"dossier.pdf", "ledger.sqlite3"}
    assert holding(typed.home) == []
    assert open_ledger(typed.home).events() == ()


def test_erasing_all_where_nothing_is_says_so(tmp_path) -> None:
    with pytest.raises(LedgerError, match="There is no ledger"):
        erase_all(tmp_path / "nowhere")
    assert os.listdir(tmp_path) == []  # noqa: PTH208


def test_a_linked_exports_folder_is_not_followed_out_of_the_home(typed, tmp_path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "precious.txt").write_text("precious")
    (typed.home / "exports" / "dossier.pdf").unlink()
    (typed.home / "exports").rmdir()
    (typed.home / "exports").symlink_to(tmp_path / "elsewhere")
    erase_all(typed.home)
    assert (tmp_path / "elsewhere" / "precious.txt").read_text() == "precious"


def test_erasing_everything_takes_the_key_and_the_answers_of_others_along(ledger) -> None:
    answer = ledger.home / "feedback" / "answers" / "a.answers"
    answer.parent.mkdir(parents=True)
    answer.write_bytes(b"sealed")
    ledger.append("target", "vpma", {}, at=datetime(2026, 11, 22, tzinfo=UTC))
    assert answer in erase_all(ledger.home).deleted
    assert not answer.exists()
