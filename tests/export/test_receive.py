"""Share files are copied whole or not at all, also where the process is killed in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cmo_pathways.cohort import PARTS, Share, Withdrawal, read_shares, share_text
from cmo_pathways.errors import ExportError
from cmo_pathways.export import receive
from cmo_pathways.export.receive import add_shares

# Kills its children at the n-th file operation, for n = 1, 2, 3 ... until one gets through.
CUTTER = """
import json, os, shutil, signal, sys
from pathlib import Path
from cmo_pathways.cohort import read_shares
from cmo_pathways.export.receive import add_shares

place = Path(sys.argv[1])
files = [(path.name, path.read_bytes()) for path in sorted((place / "inbox").iterdir())]
left = [0]

def listen(event, args):
    if event.partition(".")[0] in ("open", "os", "tempfile"):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

seen, n = [], 1
while True:
    folder = place / f"class-{n}"
    shutil.copytree(place / "class", folder)
    child = os.fork()
    if child == 0:
        left[0] = n
        sys.addaudithook(listen)
        status = 1
        try:
            add_shares(files, folder)
            status = 0
        finally:
            os._exit(status)
    status = os.waitpid(child, 0)[1]
    first = read_shares(folder)
    add_shares(files, folder)
    again = read_shares(folder)
    seen.append({"status": status, "first": [s.id for s in first.shares], "bad": len(first.problems),
                 "again": [s.id for s in again.shares], "still": len(again.problems)})
    if status == 0:
        break
    n += 1
print(json.dumps(seen))
"""


def share(number: int, **more: str) -> Share:
    name = f"Fellow {number}"
    values = {"id": f"s{number}", "learner": f"l{number}", "at": "2026-11-03T21:14:00Z", "name": name} | more
    return Share(**values, pseudonym=False, framework="1.1.0", stage=None, role=None, parts=PARTS)


def test_an_import_cut_off_anywhere_is_whole_file_by_file(tmp_path: Path) -> None:
    for folder in ("class", "inbox"):
        (tmp_path / folder).mkdir()
    add_shares([("old", share_text(share(1)).encode())], tmp_path / "class")
    for number in (1, 2, 3):
        (tmp_path / "inbox" / f"{number}.share").write_text(share_text(share(number)))
    done = subprocess.run([sys.executable, "-c", CUTTER, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    seen = json.loads(done.stdout)
    assert len(seen) > 8
    assert {os.WTERMSIG(cut["status"]) for cut in seen[:-1]} == {signal.SIGKILL}
    assert {tuple(cut["first"]) for cut in seen} == {("s1",), ("s1", "s2"), ("s1", "s2", "s3")}
    assert all(cut["again"] == ["s1", "s2", "s3"] for cut in seen)
    assert all(cut["bad"] == cut["still"] == 0 for cut in seen)


def test_a_share_and_a_withdrawal_are_kept_under_names_without_a_person(tmp_path: Path) -> None:
    back = Withdrawal("w1", "l1", "2026-11-04T08:00:00Z")
    done = add_shares([("ana ruiz.share", share_text(share(1)).encode()), ("b", share_text(back).encode())], tmp_path)
    assert done.new == ("ana ruiz.share", "b")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "2026-11-03-share-s1.share", "2026-11-04-withdrawal-w1.share",
    ]  # fmt: skip


def test_another_share_under_a_known_id_does_not_replace_it(tmp_path: Path) -> None:
    add_shares([("a", share_text(share(1)).encode())], tmp_path)
    done = add_shares([("b", share_text(share(1, name="Somebody else")).encode())], tmp_path)
    assert [(problem.file, problem.code) for problem in done.problems] == [("b", "E-ID")]
    assert [found.name for found in read_shares(tmp_path).shares] == ["Fellow 1"]


def test_a_copy_that_was_damaged_is_written_anew(tmp_path: Path) -> None:
    data = share_text(share(1)).encode()
    add_shares([("a", data)], tmp_path)
    (copy,) = tmp_path.iterdir()
    copy.write_bytes(data[:100])
    assert add_shares([("a", data)], tmp_path).new == ("a",)
    assert copy.read_bytes() == data


def test_half_a_copy_that_a_killed_run_left_goes_at_the_next_one(tmp_path: Path) -> None:
    half = tmp_path / ".2026-11-03-share-s1.share.k2j4.part"
    half.write_text("what a fellow shared")
    for kept in (".notes.part", ".2026-11-03-grades.csv.part"):
        (tmp_path / kept).write_text("somebody else's")
    add_shares([("a", share_text(share(2)).encode())], tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".2026-11-03-grades.csv.part", ".notes.part", "2026-11-03-share-s2.share",
    ]  # fmt: skip


def test_two_runs_at_once_do_not_stop_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = receive.write_whole
    cuts = iter([ExportError("gone")])

    def write(target: Path, data: bytes) -> None:
        for cut in cuts:
            raise cut from FileNotFoundError()
        whole(target, data)

    monkeypatch.setattr(receive, "write_whole", write)
    assert add_shares([("a", share_text(share(1)).encode())], tmp_path).new == ("a",)
    assert [found.name for found in read_shares(tmp_path).shares] == ["Fellow 1"]
