"""The gradebook and the statements of a class on the command line, and feedback on memos that a learner takes in."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from cmo_pathways.cohort.memo_feedback import CriterionScore, FeedbackFile, MemoScored, feedback_text
from cmo_pathways.cohort.share import Share
from cmo_pathways.cohort.share_file import read_share, share_text
from cmo_pathways.ledger import open_ledger, replay


@pytest.fixture
def shared(run, home: Path, tmp_path: Path) -> Path:
    """A class of one, in a folder."""
    folder = tmp_path / "class"
    folder.mkdir()
    assert run("share", "--yes", "--out", folder / "a.share", "--home", home).status == 0
    return folder


def the_share(folder: Path) -> Share:
    found = read_share((folder / "a.share").read_bytes())
    assert isinstance(found, Share)
    return found


@pytest.mark.parametrize("layout", ["canvas", "moodle", "blackboard", "csv"])
def test_a_gradebook_is_written_in_each_layout(run, shared, tmp_path, layout):
    out = tmp_path / "grades.csv"
    done = run("cohort", "gradebook", "--from", shared, "--layout", layout, "--out", out, "--json")
    assert done.status == 0
    assert (done.json["n"], done.json["problems"], done.json["file"]) == (1, [], str(out))
    rows = list(csv.reader(out.open(encoding="utf-8-sig", newline="")))
    assert len({len(row) for row in rows}) == 1
    titles = [column["title"] for column in done.json["columns"]]
    assert [head.split(" [")[0] for head in rows[0][-len(titles) :]] == titles
    assert any(title.startswith("Case: ") for title in titles)


def test_a_roster_brings_ids_and_tells_who_is_not_on_it(run, shared, tmp_path):
    roster, out = tmp_path / "roster.csv", tmp_path / "grades.csv"
    name = the_share(shared).name
    plain = name.partition(",")[0]
    words = ("cohort", "gradebook", "--from", shared, "--layout", "canvas", "--out", out, "--roster", roster)
    roster.write_text(f"name,sis login id\n{plain},iv12\n", encoding="utf-8")
    assert run(*words, "--json").json["not_on_roster"] == []
    assert "iv12" in out.read_text(encoding="utf-8")
    roster.write_text("name,sis login id\nSomebody Else,se\n", encoding="utf-8")
    done = run(*words)
    assert f"Not on the roster, so without ids: {name}" in done.out
    roster.write_text("mail\nx\n", encoding="utf-8")
    assert "name the column" in run(*words).sentence


@pytest.mark.parametrize("command", [("gradebook", "--layout", "csv"), ("statements",)])
@pytest.mark.parametrize("name", ["a.share", "b.share"])
def test_a_share_is_never_overwritten(run, shared, command, name):
    before = (shared / "a.share").read_bytes()
    done = run("cohort", *command, "--from", shared, "--out", shared / name)
    assert done.status == 1
    assert done.sentence.endswith("is a share and was left as it is. Give the new file another name.")
    assert {path.name: path.read_bytes() for path in shared.iterdir()} == {"a.share": before}


def test_the_roster_is_never_overwritten(run, shared, tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("name,id\nSomebody Else,7\n", encoding="utf-8")
    done = run(
        "cohort", "gradebook", "--from", shared, "--layout", "canvas", "--out", roster, "--roster", roster
    )  # fmt: skip
    assert done.status == 1 and "is the roster" in done.sentence
    assert roster.read_text(encoding="utf-8") == "name,id\nSomebody Else,7\n"


def test_two_fellows_of_one_name_are_told(run, shared, tmp_path):
    twin = replace(the_share(shared), id="twin", learner="twin", name=the_share(shared).name.upper())
    (shared / "b.share").write_text(share_text(twin), encoding="utf-8")
    done = run("cohort", "gradebook", "--from", shared, "--layout", "canvas", "--out", tmp_path / "g.csv")
    assert done.status == 0 and "Two or more rows carry the name" in done.out


@pytest.mark.parametrize("command", [("gradebook", "--layout", "csv"), ("statements",)])
def test_a_folder_without_a_share_is_a_sentence(run, tmp_path, command):
    empty = tmp_path / "empty"
    empty.mkdir()
    done = run("cohort", *command, "--from", empty, "--out", tmp_path / "x")
    assert done.status == 1
    assert "There is no share in" in done.sentence
    assert run("cohort", *command, "--from", tmp_path / "nowhere", "--out", tmp_path / "x").status == 1


def test_an_unknown_layout_is_bad_usage(run, shared, tmp_path):
    done = run("cohort", "gradebook", "--from", shared, "--layout", "sakai", "--out", tmp_path / "x")
    assert done.status == 2
    assert "canvas, moodle, blackboard or csv" in done.sentence


def test_statements_carry_cases_and_levels_and_no_name(run, shared, tmp_path):
    out = tmp_path / "class.json"
    done = run("cohort", "statements", "--from", shared, "--out", out, "--json")
    share = the_share(shared)
    assert done.json["kept"] == {"statements": len(share.cases) + len(share.levels)}
    text = out.read_text(encoding="utf-8")
    assert share.name not in text and share.learner not in text
    found = json.loads(text)
    assert {one["verb"]["display"]["en-US"] for one in found} == {"completed", "scored"}
    assert run("results", "check-file", out).status == 0
    again = tmp_path / "again.ndjson"
    run("cohort", "statements", "--from", shared, "--out", again)
    assert [json.loads(line) for line in again.read_text(encoding="utf-8").splitlines()] == found


def feedback_for(share: Share, folder: Path, **changes: object) -> Path:
    memo = share.memos[0]
    scored = MemoScored(
        memo.play, memo.case, memo.version, memo.scene, "case", 2,
        (CriterionScore("case", "The memo's level", 2.5, "Says what is asked"),), "Name the owner.",
    )  # fmt: skip
    values = {"id": "feedback-1", "learner": share.learner, "at": "2026-11-22T10:00:00Z", "memos": (scored,)}
    file = folder / "mine.feedback"
    file.write_text(feedback_text(FeedbackFile(**{**values, **changes})), encoding="utf-8")  # type: ignore[arg-type]
    return file


def test_feedback_on_memos_is_taken_in_once(run, home, shared, tmp_path):
    file = feedback_for(the_share(shared), tmp_path)
    before = len(open_ledger(home).events())
    assert "Feedback on 1 memo taken in" in run("feedback", "import", file, "--home", home).out
    assert "taken in before" in run("feedback", "import", file, "--home", home).out
    events = open_ledger(home).events()
    assert [event.kind for event in events[before:]] == ["memo-feedback"]
    assert replay(events).of("memo-feedback")[events[-1].subject]["comment"] == "Name the owner."


def test_feedback_of_somebody_else_or_damaged_changes_nothing(run, home, shared, tmp_path):
    before = open_ledger(home).events()
    file = feedback_for(the_share(shared), tmp_path, learner="somebody")
    assert "not made from your folder" in run("feedback", "import", file, "--home", home).sentence
    file = feedback_for(the_share(shared), tmp_path)
    file.write_text(file.read_text(encoding="utf-8").replace("Name", "Same"), encoding="utf-8")
    assert "was changed after it was written" in run("feedback", "import", file, "--home", home).sentence
    assert open_ledger(home).events() == before
