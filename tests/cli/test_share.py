"""Sharing on the command line: shown, agreed to, written; and the class that takes the files in."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cmo_pathways.cohort import PARTS, Share, Withdrawal, read_share, read_shares, share_text
from cmo_pathways.ledger import open_ledger


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "me.share"


def kinds(home: Path) -> list[str]:
    return [event.kind for event in open_ledger(home).events()]


def test_nothing_is_written_unless_somebody_agrees(run, home, out) -> None:
    for more in ((), ("--json",)):
        done = run("share", "--out", out, "--home", home, *more)
        assert done.status == 1
        assert done.sentence == "Nothing was written, because nobody agreed to it. Look at the list, then add --yes."
        assert "Imogen Vasquez-Thorne" in done.out
    assert not out.exists()
    assert "share" not in kinds(home)


def test_a_preview_writes_nothing_and_shows_what_the_file_will_hold(run, home, out) -> None:
    shown = run("share", "--preview", "--home", home, "--json").json
    assert shown["written"] is False and shown["file"] is None
    done = run("share", "--yes", "--out", out, "--home", home, "--json").json
    for key in ("id", "learner", "at"):
        shown["share"].pop(key), done["share"].pop(key)
    assert shown["share"] == done["share"]
    written = json.loads(out.read_text(encoding="utf-8"))["content"]
    assert {key: written[key] for key in done["share"]} == done["share"]


def test_every_text_in_the_file_was_shown_in_words(run, home, out) -> None:
    done = run("share", "--yes", "--out", out, "--home", home)
    said = " ".join(done.out.split())
    share = read_share(out.read_bytes())
    assert isinstance(share, Share) and len(share.entries) == 12
    texts = [memo.text for memo in share.memos]
    texts += [str(value) for entry in share.entries for value in entry.body.values() if isinstance(value, str)]
    assert len(texts) > 40
    assert [text for text in texts if " ".join(text.split()) not in said] == []
    for play in share.cases:
        assert all(step.rpartition("/")[2] in said for step in play.path)


def test_the_ledger_notes_what_was_shared(run, home, out) -> None:
    run("share", "--yes", "--only", "levels", "--pseudonym", "Fellow 7", "--out", out, "--home", home)
    event = open_ledger(home).events()[-1]
    share = read_share(out.read_bytes())
    assert isinstance(share, Share)
    assert (event.kind, event.subject) == ("share", share.id)
    assert event.body["learner"] == share.learner
    assert event.body["parts"] == ["levels"]
    assert (share.name, share.pseudonym, share.parts) == ("Fellow 7", True, ("levels",))
    assert share.entries == share.memos == ()


def test_a_newer_share_of_the_same_course_replaces_the_older_one(run, home, tmp_path) -> None:
    files = [tmp_path / f"{number}.share" for number in range(3)]
    for file, course in zip(files, ("A", "  A ", "B"), strict=True):
        run("share", "--yes", "--only", "levels", "--course", course, "--out", file, "--home", home)
    first, second, third = (read_share(file.read_bytes()) for file in files)
    assert first.learner == second.learner != third.learner
    assert first.at < second.at


def test_an_item_can_be_kept_back(run, home, out) -> None:
    more = ("--leave-out", "impact-1", "--leave-out", "memos:this-months-number-1:memo", "--leave-out", "role")
    run("share", "--yes", *more, "--out", out, "--home", home)
    share = read_share(out.read_bytes())
    assert isinstance(share, Share)
    assert (len(share.entries), share.memos, share.role) == (11, (), None)
    done = run("share", "--yes", "--leave-out", "impact-99", "--out", out, "--home", home)
    assert done.status == 1
    assert 'no item in this share "impact-99"' in done.sentence


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ("--only balance", 2, 'there is no part "balance"'),
        ("--name A --pseudonym B", 2, "either --name or --pseudonym"),
        ("--withdraw --only levels", 2, "A withdrawal takes back every share"),
        ("--withdraw", 1, "Nothing was shared yet"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(run, home, words, status, said) -> None:
    done = run("share", *words.split(), "--home", home)
    assert done.status == status
    assert said in done.sentence


def test_a_memo_that_could_name_a_patient_stops_the_share(run, home, out) -> None:
    ledger = open_ledger(home)
    last = ledger.events()[-1]
    at = {"play": "this-months-number-1", "version": "1.0.0", "scene": "memo", "ask": "memo"}
    when = datetime.fromisoformat(last.at)
    play = next(e for e in ledger.events() if e.kind == "answer" and e.body["ask"] == "memo")
    text = "We reviewed the chart of Bartholomew Grzeszczuk, MRN 48291375, born 03/14/1951."
    ledger.append("answer", play.subject, {**play.body, "value": text}, at=when)
    assert play.body["scene"] == at["scene"]
    done = run("share", "--yes", "--out", out, "--home", home)
    assert done.status == 1
    assert "could name a patient" in done.sentence
    assert not out.exists()
    codes = [hit["code"] for hit in run("share", "--preview", "--home", home, "--json").json["hits"]]
    assert codes
    known = [word for code in codes for word in ("--acknowledge", code)]
    assert run("share", "--yes", *known, "--out", out, "--home", home).status == 0


@pytest.mark.parametrize("there", [b"My thesis", b"", b'{"format": "cmo-pathways-share", "version": 1'])
def test_what_is_no_share_is_never_replaced(run, home, out, there) -> None:
    run("share", "--yes", "--only", "levels", "--out", out.with_name("first.share"), "--home", home)
    out.write_bytes(there)
    for wish in (("--yes", "--only", "levels"), ("--withdraw",)):
        done = run("share", *wish, "--out", out, "--home", home)
        assert done.status == 1
        assert done.sentence == f'"{out}" is no share and was left as it is. Give the share another name.'
        assert out.read_bytes() == there
    assert kinds(home).count("share") == 1 and "withdrawal" not in kinds(home)


@pytest.mark.parametrize("word", ["share", "withdrawal"])
def test_a_run_that_is_killed_leaves_no_file_that_the_ledger_does_not_know(run, home, out, word) -> None:
    if word == "withdrawal":
        run("share", "--yes", "--only", "levels", "--out", out.with_name("first.share"), "--home", home)

    def kill_at_the_name() -> None:
        os.replace = os.rename = lambda *_, **__: os._exit(9)  # type: ignore[assignment]
        Path.replace = lambda *_: os._exit(9)  # type: ignore[method-assign]

    wish = ("--withdraw",) if word == "withdrawal" else ("--yes", "--only", "levels")
    done = run("share", *wish, "--out", out, "--home", home, before=kill_at_the_name)
    assert done.status == 9
    assert not out.exists()
    assert kinds(home)[-1] == word


def test_the_share_of_somebody_else_is_never_replaced_and_ones_own_is(run, home, out) -> None:
    theirs = Share("s1", "l1", "2026-11-03T21:14:00Z", "Fellow", False, "1.1.0", None, None, PARTS)
    out.write_text(share_text(theirs), encoding="utf-8")
    done = run("share", "--yes", "--only", "levels", "--out", out, "--home", home)
    assert (done.status, "the share of somebody else" in done.sentence) == (1, True)
    out.unlink()
    for name in ("First", "Second"):
        run("share", "--yes", "--only", "levels", "--name", name, "--out", out, "--home", home)
    share = read_share(out.read_bytes())
    assert isinstance(share, Share) and share.name == "Second"


def test_a_share_from_the_future_is_not_taken_in(run, tmp_path) -> None:
    ahead = Share("s1", "l1", "2399-11-03T21:14:00Z", "Fellow", False, "1.1.0", None, None, PARTS)
    file, into = tmp_path / "a.share", tmp_path / "class"
    file.write_text(share_text(ahead), encoding="utf-8")
    done = run("cohort", "add", file, "--into", into, "--json")
    assert done.status == 1
    assert done.sentence.startswith('"a.share" is dated 2399-11-03, which is still to come')
    assert (done.json["n"], [one["code"] for one in done.json["problems"]]) == (0, ["E-DATE"])


def test_two_names_of_one_random_number_are_told_to_the_instructor(run, home, tmp_path) -> None:
    into = ("--into", tmp_path / "class", "--home", home)
    for number, name in enumerate(("Ana Ruiz", "Fellow 7")):
        file = tmp_path / f"{number}.share"
        run("share", "--yes", "--only", "levels", "--name", name, "--out", file, "--home", home)
        done = run("cohort", "add", file, *into)
        assert done.status == 0
    assert "1 file to look at:" in done.out and "another name" in " ".join(done.out.split())
    listed = run("cohort", "list", "--from", tmp_path / "class", "--json").json
    assert (listed["n"], [one["severity"] for one in listed["problems"]]) == (1, ["warning"])


def test_a_share_written_while_the_clock_was_ahead_holds_up_only_its_own_course(run, home, tmp_path) -> None:
    body = {"sha256": "0" * 64, "parts": ["levels"], "learner": "t1", "course": "A", "made": "2399-01-01T00:00:00Z"}
    open_ledger(home).append("share", "s-1", body, at=datetime(2026, 11, 1, tzinfo=UTC))
    stuck = run("share", "--yes", "--only", "levels", "--course", "A", "--out", tmp_path / "a.share", "--home", home)
    assert stuck.status == 1
    assert "dated 2399-01-01, which is still to come by the clock of this computer" in stuck.sentence
    run("share", "--yes", "--only", "levels", "--course", "B", "--out", tmp_path / "b.share", "--home", home)
    assert read_share((tmp_path / "b.share").read_bytes()).at < "2399"


def test_a_withdrawal_says_that_copies_cannot_be_called_back(run, home, tmp_path) -> None:
    run("share", "--yes", "--only", "levels", "--out", tmp_path / "a.share", "--home", home)
    done = run("share", "--withdraw", "--out", tmp_path / "back.share", "--home", home)
    assert done.status == 0
    assert "cannot be called back" in " ".join(done.out.split())
    back = read_share((tmp_path / "back.share").read_bytes())
    assert isinstance(back, Withdrawal)
    assert kinds(home)[-1] == "withdrawal"
    into = ("--into", tmp_path / "class", "--home", home)
    run("cohort", "add", tmp_path / "a.share", *into)
    assert len(read_shares(tmp_path / "class").shares) == 1
    run("cohort", "add", tmp_path / "back.share", *into)
    assert read_shares(tmp_path / "class").shares == ()


def test_right_files_are_taken_in_and_the_others_named(run, tmp_path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(3):
        share = Share(f"s{number}", f"l{number}", "2026-11-03T21:14:00Z", f"Fellow {number}", False, "1.1.0", None,
                      None, PARTS)  # fmt: skip
        (inbox / f"{number}.share").write_text(share_text(share), encoding="utf-8")
    (inbox / "notes.txt").write_text("Hello")
    os.mkfifo(inbox / "pipe.share")
    (inbox / "half.share").write_bytes((inbox / "0.share").read_bytes()[:200])
    given = [*sorted(inbox.iterdir()), inbox / "none.share"]
    done = run("cohort", "add", *given, "--into", tmp_path / "class", "--json")
    assert done.status == 1
    assert done.sentence == "4 files were not taken; each is named above."
    assert (done.json["n"], done.json["new"], done.json["known"]) == (3, 3, 0)
    assert {problem["file"] for problem in done.json["problems"]} == {
        "half.share", "none.share", "notes.txt", "pipe.share",
    }  # fmt: skip
    again = run("cohort", "add", inbox / "0.share", "--into", tmp_path / "class", "--json")
    assert (again.status, again.json["new"], again.json["known"]) == (0, 0, 1)
    listed = run("cohort", "list", "--from", tmp_path / "class", "--json").json
    assert (listed["n"], listed["problems"]) == (3, [])
    told = run("cohort", "list", "--from", tmp_path / "class")
    assert "Fellow 2" in told.out and "3 fellows in the class." in told.out


def test_a_folder_that_is_not_there_is_named(run, tmp_path) -> None:
    done = run("cohort", "list", "--from", tmp_path / "none")
    assert done.status == 1
    assert "cannot be read" in done.sentence
