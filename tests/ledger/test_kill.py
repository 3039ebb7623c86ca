"""What a kill -9 leaves: every acknowledged event, and work that the next opening finishes."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from cmo_pathways.ledger import backup, open_ledger

WRITERS = 4
WRITER = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from cmo_pathways.ledger import open_ledger
at = datetime(2026, 11, 3, tzinfo=UTC)
ledger = open_ledger(Path(sys.argv[1]))
for n in range(100_000):
    event = ledger.append("entry", f"note-{n}", {"section": "note", "text": sys.argv[2] * 500}, at=at)
    os.write(1, f"{event.id}\\n".encode())
"""

# Kills its children at the n-th file operation or SQL statement, for n = 1, 2, 3 ... until one gets through.
CUTTER = """
import json, os, shutil, signal, sqlite3, sys
from pathlib import Path
from cmo_pathways.ledger import erase_all, erase_text, export_events, open_ledger, replace_home, restore

place, action, name, stride = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
left = [0]

def tick(what):
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)

class Cut(sqlite3.Connection):
    def execute(self, sql, *args):
        tick(sql)
        return super().execute(sql, *args)
    def executemany(self, sql, *args):
        tick(sql)
        return super().executemany(sql, *args)

def listen(event, args):
    if event.partition(".")[0] in ("open", "os", "shutil", "sqlite3") and event not in ("os.listdir", "os.scandir"):
        tick(event)

def run(home):
    if action == "erase":
        erase_text(open_ledger(home), name)
    elif action == "restore":
        restore(place / "x.backup", home)
    else:
        replace_home(place / "x.backup", home)

def snapshot(home):
    lines = export_events(open_ledger(home)).decode()
    texts = {p.relative_to(home).as_posix(): p.read_bytes().hex() for p in home.rglob("*") if p.is_file()
             and p.suffix in (".ipynb", ".pdf") and "before-restore" not in p.parts}
    raw = [p.name for p in home.rglob("*") if p.is_file() and name.encode() in p.read_bytes()]
    return {"lines": lines, "files": texts, "raw": raw, "stage": (home / ".restore-part").exists()}

def child(function):
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            function()
            status = 0
        finally:
            os._exit(status)
    return os.waitpid(pid, 0)[1]

def cut(home, n):
    real = sqlite3.connect
    sqlite3.connect = lambda *a, **k: real(*a, factory=Cut, **k)
    left[0] = n
    sys.addaudithook(listen)
    run(home)

seen, n = [], 1
while True:
    home = place / f"cut-{n}"
    shutil.copytree(place / "home", home)
    status = child(lambda: cut(home, n))
    first = snapshot(home)
    run(home)
    seen.append({"n": n, "status": status, "first": first, "again": snapshot(home)})
    shutil.rmtree(home)
    if status == 0:
        break
    n += stride
print(json.dumps(seen))
"""


def test_every_acknowledged_event_survives_a_kill(tmp_path, rounds) -> None:
    for number in range(rounds(10, 100)):
        dice = random.Random(number)
        home = tmp_path / f"home-{number}"
        read, write = os.pipe()
        command = [sys.executable, "-c", WRITER, str(home)]
        writers = [subprocess.Popen([*command, f"w{n}"], stdout=write, stderr=subprocess.PIPE) for n in range(WRITERS)]
        os.close(write)
        with os.fdopen(read, "rb") as pipe:
            acknowledged = [pipe.readline() for _ in range(dice.randint(1, 60))]
            dice.shuffle(writers)
            for writer in writers:
                writer.kill()
            acknowledged += pipe.readlines()
        for writer in writers:
            assert writer.communicate()[1] == b""
        ids = {line.decode().strip() for line in acknowledged}
        assert len(ids) == len(acknowledged) >= 1
        ledger = open_ledger(home)
        events = ledger.events()
        assert ids <= {event.id for event in events}
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        assert len(events) - len(ids) <= WRITERS
        with closing(sqlite3.connect(ledger.path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


NAME = "Wilhelmina Ostrowski"


def cuts(place: Path, action: str, stride: int) -> list[dict]:
    command = [sys.executable, "-c", CUTTER, str(place), action, NAME, str(stride)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.stderr == ""
    seen = json.loads(done.stdout)
    assert len(seen) > 5
    assert all(os.WTERMSIG(cut["status"]) == 9 for cut in seen[:-1])
    assert seen[-1]["status"] == 0
    return seen


def prepare(place: Path, say) -> str:
    """A home with one event more than its backup, other notebooks, and an export; gives the lines at the backup."""
    ledger = open_ledger(place / "home")
    say(ledger, "in the backup", "note-1")
    for name in ("notebooks/a.ipynb", "exports/x.pdf"):
        (ledger.home / name).parent.mkdir()
        (ledger.home / name).write_text(f"old {name}")
    backup(ledger, place / "x.backup")
    (ledger.home / "notebooks" / "a.ipynb").write_text("changed since")
    return (place / "home").as_posix()


def test_an_erasure_cut_off_anywhere_is_whole_or_can_be_finished(tmp_path, say, rounds) -> None:
    prepare(tmp_path, say)
    ledger = open_ledger(tmp_path / "home")
    say(ledger, NAME, "note-2")
    say(ledger, "after", "note-3")
    old, states = len(ledger.events()), set()
    for cut in cuts(tmp_path, "erase", rounds(8, 1)):
        for snapshot in (cut["first"], cut["again"]):
            lines = snapshot["lines"].splitlines()
            assert len(lines) == old + 1
            live = NAME in snapshot["lines"]
            assert bool(snapshot["raw"]) is live
            assert ('"kind": "erased"' in snapshot["lines"]) is not live
            states.add(live)
        assert NAME not in cut["again"]["lines"]
    assert states == {True, False}


def test_a_restore_cut_off_anywhere_gives_the_old_or_the_new_home(tmp_path, say, rounds) -> None:
    prepare(tmp_path, say)
    old = {"exports/x.pdf": "old exports/x.pdf", "notebooks/a.ipynb": "changed since"}
    new = {**old, "notebooks/a.ipynb": "old notebooks/a.ipynb"}
    _check_restores(tmp_path, "restore", rounds(11, 1), old, new, 1, 1)


def test_a_replacement_cut_off_anywhere_gives_the_old_or_the_new_home(tmp_path, say, rounds) -> None:
    prepare(tmp_path, say)
    say(open_ledger(tmp_path / "home"), "not in the backup", "note-2")
    old = {"exports/x.pdf": "old exports/x.pdf", "notebooks/a.ipynb": "changed since"}
    new = {**old, "notebooks/a.ipynb": "old notebooks/a.ipynb"}
    _check_restores(tmp_path, "replace", rounds(11, 1), old, new, 2, 1)


def test_a_restore_into_an_empty_home_cut_off_anywhere(tmp_path, say, rounds) -> None:
    prepare(tmp_path, say)
    (tmp_path / "home").rename(tmp_path / "gone")
    (tmp_path / "home").mkdir()
    new = {"exports/x.pdf": "old exports/x.pdf", "notebooks/a.ipynb": "old notebooks/a.ipynb"}
    _check_restores(tmp_path, "restore", rounds(11, 1), {}, new, 0, 1)


def _check_restores(place: Path, action: str, stride: int, old: dict, new: dict, was: int, becomes: int) -> None:
    states = set()
    for cut in cuts(place, action, stride):
        files = {name: bytes.fromhex(data).decode() for name, data in cut["first"]["files"].items()}
        files = {name: data for name, data in files.items() if not name.startswith(".restore-part")}
        count = len(cut["first"]["lines"].splitlines()) - 1
        assert (files, count) in ((old, was), (new, becomes)), cut["n"]
        states.add((files == new, count == becomes))
        again = {name: bytes.fromhex(data).decode() for name, data in cut["again"]["files"].items()}
        assert (again, len(cut["again"]["lines"].splitlines()) - 1) == (new, becomes)
        assert not cut["again"]["stage"]
    assert len(states) == 2
