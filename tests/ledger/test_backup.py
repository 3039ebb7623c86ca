from __future__ import annotations

import hashlib
import json
import os
import random
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from cmo_pathways.errors import InputError, LedgerError
from cmo_pathways.ledger import (
    Ledger,
    backup,
    erase_text,
    export_events,
    open_ledger,
    replace_home,
    restore,
    rows,
    store,
    transfer,
)

FILES = {
    "notebooks/00-start-here.ipynb": b'{"cells": []}',
    "notebooks/deep/er/x y \xc3\xa9 \xe9\x9b\xaa.ipynb".encode("latin-1").decode(): b"\0\xff" * 5000,
    "exports/dossier.pdf": b"%PDF-1.7 " + bytes(range(256)),
    "exports/empty.txt": b"",
}


def tree(home: Path) -> dict[str, bytes]:
    """Every file of a home but the ledger and what is aside."""
    files = (path for path in home.rglob("*") if path.is_file())
    shown = {path.relative_to(home).as_posix(): path.read_bytes() for path in files}
    return {k: v for k, v in shown.items() if not k.startswith(("ledger.sqlite3", "before-restore/"))}


@pytest.fixture
def full(ledger, fill) -> Ledger:
    """A home with events, notebooks and exports."""
    fill(ledger)
    for name, data in FILES.items():
        (ledger.home / name).parent.mkdir(parents=True, exist_ok=True)
        (ledger.home / name).write_bytes(data)
    return ledger


@pytest.fixture
def file(full, tmp_path) -> Path:
    backup(full, tmp_path / "ana.backup")
    return tmp_path / "ana.backup"


def test_a_backup_into_an_empty_home_gives_the_same_home(full, file, tmp_path) -> None:
    done = restore(file, tmp_path / "new")
    new = open_ledger(tmp_path / "new")
    assert export_events(new) == export_events(full)
    assert tree(new.home) == tree(full.home) == FILES
    assert (done.events, done.files, done.aside) == (13, 4, None)
    assert sorted(path.name for path in new.home.iterdir()) == ["exports", "feedback", "ledger.sqlite3", "notebooks"]


def test_a_backup_says_what_it_holds(full, tmp_path) -> None:
    (full.home / "notebooks" / "link.ipynb").symlink_to("/etc/hosts")
    (full.home / "notebooks" / "linked").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(full.home / "notebooks" / "pipe")
    (full.home / "widgets.log").write_text("not part of it")
    done = backup(full, tmp_path / "x.backup")
    assert (done.events, done.files, done.learner) == (13, 4, full.learner)
    assert done.skipped == ("notebooks/link.ipynb", "notebooks/linked", "notebooks/pipe")
    with zipfile.ZipFile(done.file) as archive:
        assert sorted(archive.namelist()) == sorted(["ledger.jsonl", "manifest.json", *FILES])
        manifest = json.loads(archive.read("manifest.json"))
        for entry in manifest["files"]:
            data = archive.read(entry["name"])
            assert (entry["bytes"], entry["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())


def test_the_same_home_gives_the_same_bytes_and_replaces_the_older_backup(full, file, tmp_path) -> None:
    backup(full, tmp_path / "again.backup")
    assert (tmp_path / "again.backup").read_bytes() == file.read_bytes()
    backup(full, file)
    assert (tmp_path / "again.backup").read_bytes() == file.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again.backup", "ana.backup", "home"]


@pytest.mark.parametrize("data", [b"My thesis", b"", b"PK\x03\x04", None])
def test_what_is_no_backup_is_never_replaced(full, tmp_path, data) -> None:
    place = tmp_path / "thesis.docx"
    if data is None:
        with zipfile.ZipFile(place, "w") as archive:
            archive.writestr("word/document.xml", "<w:document/>")
        data = place.read_bytes()
    place.write_bytes(data)
    with pytest.raises(LedgerError, match="is no backup and was left as it is; nothing was written"):
        backup(full, place)
    assert place.read_bytes() == data
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "thesis.docx"]


def test_a_device_is_never_replaced(full) -> None:
    with pytest.raises(LedgerError, match="is no backup and was left as it is"):
        backup(full, Path(os.devnull))
    assert not Path(os.devnull).is_file()


def test_a_backup_is_not_written_into_the_home_itself(full, tmp_path) -> None:
    (tmp_path / "link").symlink_to(full.home)
    for place in (full.home / "x.backup", full.home / "exports" / "x.backup", tmp_path / "link" / "x.backup"):
        with pytest.raises(LedgerError, match="would be lost together with it; nothing was written"):
            backup(full, place)
    assert tree(full.home) == FILES


def test_a_backup_that_cannot_be_written_leaves_the_older_one(full, file, monkeypatch) -> None:
    before = file.read_bytes()

    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(LedgerError, match="The disk has no room"):
        backup(full, file)
    monkeypatch.undo()
    assert file.read_bytes() == before
    assert sorted(path.name for path in file.parent.iterdir()) == ["ana.backup", "home"]
    with pytest.raises(LedgerError, match="cannot be used"):
        backup(full, file.parent / "no such folder" / "x.backup")


def test_a_backup_that_does_not_read_back_is_not_kept(full, file, monkeypatch) -> None:
    before = file.read_bytes()
    real, salts = hashlib.sha256, iter(range(99))
    monkeypatch.setattr(hashlib, "sha256", lambda: real(str(next(salts)).encode()))
    with pytest.raises(LedgerError, match="could not be read back after writing"):
        backup(full, file)
    assert file.read_bytes() == before


def test_a_file_that_may_not_be_read_is_named(open_place, as_nobody, fill, tmp_path) -> None:
    ledger = open_ledger(open_place / "home")
    (ledger.home / "notebooks").mkdir()
    (ledger.home / "notebooks" / "secret.ipynb").write_text("x")
    (ledger.home / "notebooks" / "secret.ipynb").chmod(0)
    for path in (open_place, ledger.home):
        path.chmod(0o777)
    ledger.path.chmod(0o666)

    def attempt() -> str:
        try:
            return str(backup(ledger, open_place / "x.backup"))
        except LedgerError as error:
            return str(error)

    assert "secret.ipynb may not be read or written" in as_nobody(attempt)
    assert sorted(path.name for path in open_place.iterdir()) == ["home"]


def test_a_home_whose_events_are_all_in_the_backup_is_restored_with_what_was_there_aside(full, file) -> None:
    (full.home / "notebooks" / "00-start-here.ipynb").write_text("changed since")
    (full.home / "notebooks" / "mine.ipynb").write_text("mine")
    before = tree(full.home)
    done = restore(file, full.home)
    assert tree(full.home) == FILES
    assert done.aside == full.home / "before-restore" / "1"
    kept = {p.relative_to(done.aside).as_posix(): p.read_bytes() for p in done.aside.rglob("*") if p.is_file()}
    assert kept.pop("ledger.jsonl") == export_events(full)
    assert kept == before
    assert restore(file, full.home).aside == full.home / "before-restore" / "2"


def test_a_home_with_events_of_its_own_is_left_alone(full, file, say) -> None:
    say(full, "newer than the backup")
    events = full.events()
    with pytest.raises(LedgerError, match=r"has 1 saved events that the backup lacks; nothing was changed"):
        restore(file, full.home)
    assert full.events() == events
    assert tree(full.home) == FILES
    assert not (full.home / "before-restore").exists()


def test_another_learner_s_home_is_left_alone_and_can_be_replaced(file, tmp_path, say, full) -> None:
    other = open_ledger(tmp_path / "other")
    say(other, "Ben")
    learner, lines = other.learner, export_events(other)
    with pytest.raises(LedgerError, match="nothing was changed"):
        restore(file, other.home)
    assert other.learner == learner
    done = replace_home(file, other.home)
    assert export_events(other) == export_events(full)
    assert done.aside is not None
    assert (done.aside / "ledger.jsonl").read_bytes() == lines


def test_what_was_erased_stays_erased_after_a_restore(full, tmp_path, say) -> None:
    say(full, "Mrs Miller, born 1950")
    backup(full, tmp_path / "old.backup")
    erase_text(full, "Mrs Miller")
    say(full, "erased before it was ever backed up")
    erase_text(full, "ever backed up")
    restore(tmp_path / "old.backup", full.home)
    assert [e.kind for e in full.events()[-2:]] == ["erased", "erased"]
    assert len(full.events()) == 15
    assert b"Miller" not in b"".join(p.read_bytes() for p in full.home.rglob("*") if p.is_file())
    assert not (full.home / "exports" / "dossier.pdf").exists()


@pytest.mark.parametrize(
    "spoil", [lambda p: p.write_bytes(b"noise"), lambda p: p.unlink(), lambda p: p.write_bytes(b"")]
)
def test_a_damaged_or_missing_ledger_is_restored_and_the_damaged_one_kept(full, file, spoil) -> None:
    lines = export_events(full)
    spoil(full.path)
    damaged = full.path.read_bytes() if full.path.exists() else None
    done = restore(file, full.home)
    assert export_events(open_ledger(full.home)) == lines
    assert done.aside is not None
    kept = {
        p.name: p.read_bytes()
        for folder in (full.home / "before-restore").iterdir()
        for p in folder.iterdir()
        if p.is_file()
    }
    assert kept == ({} if damaged is None else {"ledger.sqlite3": damaged})


def test_a_left_over_write_ahead_log_does_not_leak_into_the_restored_ledger(full, file, say) -> None:
    lines = export_events(full)
    with closing(sqlite3.connect(full.path)) as reader:
        reader.execute("SELECT * FROM meta").fetchall()
        say(full, "in the log only")
        log = full.path.with_name("ledger.sqlite3-wal").read_bytes()
    full.path.unlink()
    full.path.with_name("ledger.sqlite3-wal").write_bytes(log)
    restore(file, full.home)
    assert export_events(open_ledger(full.home)) == lines


def test_events_that_only_a_newer_version_knows_survive(full, tmp_path) -> None:
    lines = export_events(full).replace(b'"events": 13', b'"events": 14')
    newer = {"at": "2026-11-03T21:14:00Z", "body": {"x": [1]}, "id": "n", "kind": "badge", "seq": 99, "subject": "B 1"}
    other = open_ledger(tmp_path / "other")
    with store.writing(other) as connection:
        found = transfer.read_lines(lines + json.dumps(newer).encode() + b"\n", "x", transfer.check_values)
        rows.overwrite(connection, found.learner, found.events)
    backup(other, tmp_path / "newer.backup")
    restore(tmp_path / "newer.backup", tmp_path / "new")
    assert export_events(open_ledger(tmp_path / "new")) == export_events(other)


def make(file: Path, members: dict[str, bytes], manifest: object | None = None, **more: object) -> Path:
    """A backup made by hand, with a fitting list of contents unless one is given."""
    files = [{"name": n, "bytes": len(d), "sha256": hashlib.sha256(d).hexdigest()} for n, d in members.items()]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        archive.writestr("manifest.json", json.dumps(manifest or {"backup": 1, "files": files, **more}))
    return file


LINES = b'{"ledger": 1, "learner": "ana"}\n'


def listed(name: str, data: bytes, **wrong: object) -> dict[str, object]:
    return {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(), **wrong}


@pytest.mark.parametrize(
    ("members", "manifest", "words"),
    [
        ({"notebooks/a": b""}, None, "ledger.jsonl is missing"),
        ({"ledger.jsonl": b"noise"}, None, "is not an exported ledger"),
        ({"ledger.jsonl": LINES, "../../evil": b"x"}, None, "would land outside the home folder"),
        ({"ledger.jsonl": LINES, "/etc/evil": b"x"}, None, "would land outside the home folder"),
        ({"ledger.jsonl": LINES, "notebooks/../../evil": b"x"}, None, "would land outside the home folder"),
        ({"ledger.jsonl": LINES, "notebooks/C:evil": b"x"}, None, "would land outside the home folder"),
        ({"ledger.jsonl": LINES, "notebooks/a\\..\\evil": b"x"}, None, "would land outside the home folder"),
        ({"ledger.jsonl": LINES, "notebooks//evil": b"x"}, None, "would land outside the home folder"),
        ({"ledger.jsonl": LINES, "evil": b"x"}, None, "would land outside the home folder"),
        ({"ledger.jsonl": LINES, "ledger.sqlite3": b"x"}, None, "would land outside the home folder"),
        ({"ledger.jsonl": LINES, "notebooks/a": b"x", "notebooks/a/b": b"y"}, None, "differs from another name"),
        ({"ledger.jsonl": LINES}, {"backup": 2, "files": []}, "written by a newer version"),
        ({"ledger.jsonl": LINES}, {"backup": "1", "files": []}, "unreadable list of contents"),
        ({"ledger.jsonl": LINES}, {"backup": 1, "files": [{"name": 1}]}, "unreadable list of contents"),
        ({"ledger.jsonl": LINES}, [1], "unreadable list of contents"),
        ({"ledger.jsonl": LINES}, {"backup": 1, "files": []}, "ledger.jsonl is missing"),
        (
            {"ledger.jsonl": LINES, "exports/more": b""},
            {"backup": 1, "files": [listed("ledger.jsonl", LINES)]},
            "is not in its list",
        ),
        (
            {"ledger.jsonl": LINES},
            {"backup": 1, "files": [listed("ledger.jsonl", LINES), listed("notebooks/a", b"")]},
            "is missing",
        ),
        (
            {"ledger.jsonl": LINES},
            {"backup": 1, "files": [listed("ledger.jsonl", LINES), listed("ledger.jsonl", LINES)]},
            "holds a name twice",
        ),
        (
            {"ledger.jsonl": LINES},
            {"backup": 1, "files": [listed("ledger.jsonl", LINES, sha256="0" * 64)]},
            "ledger.jsonl is damaged",
        ),
        (
            {"ledger.jsonl": LINES, "exports/bomb": b"\0" * 5_000_000},
            {"backup": 1, "files": [listed("ledger.jsonl", LINES), listed("exports/bomb", b"", bytes=10)]},
            "has another size than promised",
        ),
    ],
)
def test_a_hostile_or_broken_backup_changes_nothing(full, tmp_path, members, manifest, words) -> None:
    before = export_events(full)
    bad = make(tmp_path / "bad.backup", members, manifest)
    for home in (full.home, tmp_path / "new"):
        with pytest.raises(InputError) as caught:
            replace_home(bad, home)
        assert words in str(caught.value)
        assert "\n" not in str(caught.value)
    assert export_events(full) == before
    assert tree(full.home) == FILES
    assert tree(tmp_path / "new") == {}
    assert not (tmp_path / "evil").exists()
    assert sorted(p.name for p in full.home.iterdir()) == ["exports", "ledger.sqlite3", "notebooks"]


def test_a_size_that_lies_in_the_archive_itself_is_found(full, file, tmp_path) -> None:
    data = bytearray(make(tmp_path / "bomb", {"ledger.jsonl": LINES, "exports/bomb": b"\0" * 900_000}).read_bytes())
    size = (900_000).to_bytes(4, "little")
    while (place := data.find(size)) >= 0:
        data[place : place + 4] = (10).to_bytes(4, "little")
    manifest = data.replace(b'"bytes": 900000', b'"bytes": 10')
    (tmp_path / "bomb").write_bytes(manifest)
    with pytest.raises(InputError):
        restore(tmp_path / "bomb", tmp_path / "new")


def test_a_backup_larger_than_the_disk_is_refused_before_a_byte_is_written(full, tmp_path, file, monkeypatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 100})())
    with pytest.raises(LedgerError, match=r"needs 0 MB and the disk of .* has 0 MB; nothing was changed"):
        restore(file, tmp_path / "new")
    assert tree(tmp_path / "new") == {}


@pytest.mark.parametrize("data", [None, b"", b"noise", b"PK\x03\x04" + bytes(100), b"PK\x05\x06" + bytes(18)])
def test_what_is_no_backup_is_said(tmp_path, data) -> None:
    if data is not None:
        (tmp_path / "x.backup").write_bytes(data)
    with pytest.raises(InputError, match=r"^x.backup:0 E-BACKUP "):
        restore(tmp_path / "x.backup", tmp_path / "new")


def test_a_folder_is_no_backup(tmp_path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        restore(tmp_path, tmp_path / "new")


def test_any_damaged_byte_of_a_backup_gives_the_same_home_or_nothing(full, file, tmp_path, rounds) -> None:
    whole, lines, told = file.read_bytes(), export_events(full), 0
    for seed in range(rounds(40, 2000)):
        dice = random.Random(seed)
        data = bytearray(whole)
        for _ in range(dice.choice((1, 1, 5))):
            data[dice.randrange(len(data))] = dice.randrange(256)
        (tmp_path / "bad").write_bytes(data if seed % 5 else data[: dice.randrange(len(data))])
        home = tmp_path / f"new-{seed}"
        try:
            restore(tmp_path / "bad", home)
        except (InputError, LedgerError) as error:
            told += 1
            assert "\n" not in str(error)
            assert not home.exists() or list(home.iterdir()) == []
        else:
            assert export_events(open_ledger(home)) == lines
            assert tree(home) == FILES
    assert told > 10


def test_a_restore_into_a_ledger_in_use_changes_nothing(full, file, tmp_path) -> None:
    (full.home / "notebooks" / "mine.ipynb").write_text("mine")
    with closing(sqlite3.connect(full.path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="Another program is using the ledger"):
            restore(file, full.home, timeout=0.05)
    assert (full.home / "notebooks" / "mine.ipynb").exists()
    assert sorted(p.name for p in full.home.iterdir()) == ["exports", "ledger.sqlite3", "notebooks"]


@pytest.mark.parametrize("cause", [28, 13])
def test_a_restore_that_cannot_write_changes_nothing(full, file, monkeypatch, cause) -> None:
    def refuse(*_: object) -> None:
        raise OSError(cause, "no")

    (full.home / "notebooks" / "mine.ipynb").write_text("mine")
    before = tree(full.home)
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(LedgerError, match="what was saved before is safe"):
        restore(file, full.home)
    monkeypatch.undo()
    assert tree(full.home) == before
    assert sorted(p.name for p in full.home.iterdir()) == ["exports", "ledger.sqlite3", "notebooks"]


def test_folders_that_cannot_be_moved_now_are_moved_at_the_next_opening(full, file, monkeypatch) -> None:
    (full.home / "notebooks" / "00-start-here.ipynb").write_text("changed since")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "open in JupyterLab")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(LedgerError, match="open in another program"):
        restore(file, full.home)
    monkeypatch.undo()
    open_ledger(full.home)
    assert tree(full.home) == FILES
    aside = full.home / "before-restore" / "1" / "notebooks" / "00-start-here.ipynb"
    assert aside.read_text() == "changed since"


def test_a_restore_into_a_network_folder_is_refused(file, tmp_path) -> None:
    with pytest.raises(LedgerError, match="network disk"):
        restore(file, tmp_path / "new", mounts=f"srv:/x {tmp_path} nfs rw 0 0")
    assert not (tmp_path / "new").exists()


def test_a_home_that_is_a_file_stays(file, tmp_path) -> None:
    (tmp_path / "new").write_text("I am a file")
    with pytest.raises(LedgerError, match="because a file is in its place"):
        restore(file, tmp_path / "new")
    assert (tmp_path / "new").read_text() == "I am a file"
