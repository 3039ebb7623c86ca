"""A folder of shares: any order, twice, newer for older, withdrawals honored, and every broken file named."""

from __future__ import annotations

import json
import os
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

import cmo_pathways as cmo
from cmo_pathways.cohort import Withdrawal, receive, share_text
from cmo_pathways.errors import LearnerError


def names(received) -> list[str]:
    return [share.name for share in received.shares]


def test_the_newest_share_of_each_learner_counts(a_share, drop) -> None:
    drop("b.share", a_share(1, id="old", at="2026-11-01T08:00:00Z", name="Before"))
    drop("a.share", a_share(1, id="new", at="2026-11-02T08:00:00Z", name="After"))
    folder = drop("c.share", a_share(2))
    found = cmo.read_shares(folder)
    assert names(found) == ["After", "Fellow 2"]
    assert found.replaced == ("b.share",)
    assert found.files == {"new": "a.share", "share-0002": "c.share"}
    assert [problem.code for problem in found.problems] == ["W-NAME"]


def test_the_same_share_twice_counts_once(a_share, drop) -> None:
    drop("a.share", a_share())
    folder = drop("a (1).share", a_share())
    found = cmo.read_shares(folder)
    assert (len(found.shares), found.problems, found.replaced) == (1, (), ())


def test_a_withdrawal_takes_back_what_was_shared_until_then(a_share, drop) -> None:
    drop("1.share", a_share(1, id="a", at="2026-11-01T08:00:00Z"))
    drop("2.share", a_share(1, id="b", at="2026-11-02T08:00:00Z"))
    drop("3.share", a_share(2))
    folder = drop("w.share", Withdrawal("w", "learner-0001", "2026-11-02T08:00:00Z"))
    found = cmo.read_shares(folder)
    assert names(found) == ["Fellow 2"]
    assert found.withdrawn == ("1.share", "2.share")
    assert [back.id for back in found.withdrawals] == ["w"]
    drop("4.share", a_share(1, id="c", at="2026-11-03T08:00:00Z", name="Again"))
    assert names(cmo.read_shares(folder)) == ["Again", "Fellow 2"]


def test_an_older_withdrawal_does_not_undo_a_newer_one(a_share) -> None:
    files = [
        ("a", share_text(a_share(1, at="2026-11-05T08:00:00Z")).encode()),
        ("b", share_text(Withdrawal("w1", "learner-0001", "2026-11-06T08:00:00Z")).encode()),
        ("c", share_text(Withdrawal("w2", "learner-0001", "2026-11-01T08:00:00Z")).encode()),
    ]
    assert receive(files).shares == receive(reversed(files)).shares == ()


def test_another_content_under_the_same_id_is_named(a_share, drop) -> None:
    drop("a.share", a_share(1))
    folder = drop("b.share", a_share(2, id="share-0001"))
    (problem,) = cmo.read_shares(folder).problems
    assert (problem.file, problem.code) == ("b.share", "E-ID")


def test_a_share_that_counts_under_another_name_is_named_without_telling_either_name(a_share, drop) -> None:
    drop("a.share", a_share(1, id="old", at="2026-11-01T08:00:00Z", name="Ana Ruiz"))
    folder = drop("b.share", a_share(1, id="new", at="2026-11-02T08:00:00Z", name="Fellow 7"))
    (problem,) = cmo.read_shares(folder).problems
    assert (problem.file, problem.severity) == ("b.share", "warning")
    assert '"a.share"' in problem.message and "another name" in problem.message
    assert "Ana" not in problem.message and "Fellow 7" not in problem.message
    drop("a.share", a_share(1, id="old", at="2026-11-01T08:00:00Z", name="  FELLOW  7"))
    assert cmo.read_shares(folder).problems == ()


@pytest.mark.parametrize(("at", "counts"), [("2026-11-23T20:00:00Z", True), ("2026-11-23T22:00:00Z", False)])
def test_a_share_from_the_future_does_not_push_the_honest_one_out(a_share, drop, at: str, counts: bool) -> None:
    now = datetime(2026, 11, 22, 21, 14, tzinfo=UTC)
    drop("a.share", a_share(1, at="2026-11-20T08:00:00Z"))
    folder = drop("b.share", a_share(1, id="b", at=at, levels=()))
    found = cmo.read_shares(folder, now=now)
    assert ([share.id for share in found.shares] == ["b"]) is counts
    assert [(problem.file, problem.code) for problem in found.problems] == ([] if counts else [("b.share", "E-DATE")])
    assert all("clock" in problem.message for problem in found.problems)


def test_a_withdrawal_counts_whatever_its_date(a_share, drop) -> None:
    drop("a.share", a_share(1, at="2026-11-20T08:00:00Z"))
    folder = drop("w.share", Withdrawal("w", "learner-0001", "2099-01-01T00:00:00Z"))
    found = cmo.read_shares(folder, now=datetime(2026, 11, 22, tzinfo=UTC))
    assert (found.shares, found.problems, found.withdrawn) == ((), (), ("a.share",))


def test_the_order_of_files_changes_nothing(a_share) -> None:
    files = []
    for number in range(60):
        share = a_share(number % 20, id=f"s{number}", at=f"2026-11-{1 + number * 7 % 27:02}T08:00:00Z")
        files.append((f"{number}.share", share_text(share).encode()))
        if number % 9 == 0:
            back = Withdrawal(f"w{number}", share.learner, "2026-11-10T08:00:00Z")
            files.append((f"w{number}.share", share_text(back).encode()))
    first = receive(files)
    assert 5 < len(first.shares) <= 20 and first.withdrawn and first.replaced
    for seed in range(20):
        random.Random(seed).shuffle(files)
        assert receive([*files, *files[:7]]) == first


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LearnerError, match="cannot be read"):
        cmo.read_shares(tmp_path / "none")


def test_folders_pipes_dead_links_and_litter_do_no_harm(a_share, drop) -> None:
    folder = drop("a.share", a_share())
    (folder / "older").mkdir()
    os.mkfifo(folder / "pipe.share")
    (folder / "gone.share").symlink_to(folder / "nowhere")
    (folder / "loop.share").symlink_to(folder / "loop.share")
    (folder / ".DS_Store").write_bytes(b"\0\1")
    (folder / "Thumbs.db").write_bytes(b"\0\1")
    with (folder / "huge.share").open("wb") as stream:
        stream.truncate(10**10)
    found = cmo.read_shares(folder)
    assert names(found) == ["Fellow 1"]
    assert [problem.file for problem in found.problems] == [
        "gone.share", "huge.share", "loop.share", "older", "pipe.share",
    ]  # fmt: skip


def _spoil(way: int, text: str) -> bytes:
    """One of twenty ways in which a file arrives broken."""
    value = json.loads(text)

    def edited(**content: object) -> bytes:
        return json.dumps(value | {"content": value["content"] | content}).encode()

    ways = (
        lambda: b"",
        lambda: text.encode()[: len(text) // 2],
        lambda: text.encode()[:-3],
        lambda: text.encode("utf-16"),
        lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        lambda: b"PK\x03\x04\xff",
        lambda: b"\0" * 4096,
        lambda: text.replace("Fellow", "Fallow").encode(),
        lambda: text.replace('"version": 1', '"version": 9').encode(),
        lambda: text.replace("cmo-pathways-share", "cmo-pathways-answers").encode(),
        lambda: text.replace('"pseudonym"', '"pseudonym": 1, "pseudonym"').encode(),
        lambda: text.replace("2.31", "NaN").encode(),
        lambda: edited(levels="many"),
        lambda: edited(balance={"strain": 5}),
        lambda: json.dumps({key: value[key] for key in ("format", "version", "content")}).encode(),
        lambda: ("[" * 50_000).encode(),
        lambda: b" " * 5_000_001,
        lambda: b"<html><body>Sign in to continue</body></html>",
        lambda: text.replace("{", "{\n<<<<<<< mine\n", 1).encode(),
        lambda: (text + text).encode(),
    )
    return ways[way]()


def test_of_three_hundred_files_the_broken_ones_are_named_and_the_right_ones_taken(a_share, tmp_path: Path) -> None:
    folder = tmp_path / "shares"
    folder.mkdir()
    broken = {f"file-{number:03}.share" for number in range(5, 300, 7)} - {"file-299.share"}
    broken = set(sorted(broken)[:40])
    spoiled = 0
    for number in range(300):
        name, text = f"file-{number:03}.share", share_text(a_share(number))
        data = text.encode()
        if name in broken:
            data, spoiled = _spoil(spoiled % 20, text), spoiled + 1
        (folder / name).write_bytes(data)
    assert (len(broken), spoiled) == (40, 40)
    found = cmo.read_shares(folder)
    assert {problem.file for problem in found.problems} == broken
    assert len(found.problems) == 40
    assert all(problem.message and "\n" not in problem.message for problem in found.problems)
    right = {f"Fellow {number}" for number in range(300) if f"file-{number:03}.share" not in broken}
    assert set(names(found)) == right
    assert len(found.shares) == 260
    assert found == cmo.read_shares(folder)
