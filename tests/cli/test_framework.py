"""``framework diff``: versions and folders, and the learner's ratings that a change touches."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cmo_pathways.content import content_root
from cmo_pathways.ledger import open_ledger

MAP = content_root() / "data" / "framework"
RATINGS = (("ai-ml-in-medicine", 1, "1.0.0"), ("patient-safety", 2, "1.0.0"), ("telemedicine", 3, "1.1.0"))


@pytest.fixture
def rated(tmp_path: Path) -> Path:
    home = tmp_path / "rated"
    ledger = open_ledger(home)
    for skill, level, version in RATINGS:
        body = {"level": level, "sureness": "sure", "not_applicable": False, "framework": version}
        ledger.append("rating", skill, body, at=datetime(2026, 11, 20, 21, 0, tzinfo=UTC))
    return home


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    folder = tmp_path / "map"
    shutil.copytree(MAP, folder)
    file = folder / "competencies" / "telemedicine.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count("I run a virtual service line alone") == 1
    file.write_text(text.replace("I run a virtual service line alone", "I run one virtual line alone"), "utf-8")
    return folder


def test_the_ratings_made_before_a_reworded_signal_are_named(run, rated) -> None:
    answer = run("framework", "diff", "--home", rated, "--json").json
    assert (answer["from"], answer["to"]) == ("1.0.0", "1.1.0")
    found = {one["competency"]: (one["effect"], one["touched"]) for one in answer["ratings"]}
    assert found == {"ai-ml-in-medicine": ("read-again", True), "patient-safety": ("none", False)}


def test_the_answer_in_words_says_what_to_do_and_why(run, rated) -> None:
    told = run("framework", "diff", "--home", rated)
    assert told.status == 0
    assert "Of your 3 ratings, look again at 1" in told.out
    assert "AI and machine learning" in told.out and "read again" in told.out


def test_without_a_ledger_the_changes_are_told_all_the_same(run, tmp_path) -> None:
    told = run("framework", "diff", "--home", tmp_path / "none")
    assert told.status == 0
    assert "You have recorded no rating yet." in told.out
    assert not (tmp_path / "none").exists()


def test_two_equal_versions_have_no_change(run, tmp_path) -> None:
    told = run("framework", "diff", "--from", "1.1.0", "--to", "1.1.0", "--home", tmp_path)
    assert "Nothing changed." in told.out


def test_two_folders_are_compared_text_by_text(run, rated, changed) -> None:
    answer = run("framework", "diff", MAP, changed, "--home", rated, "--json").json
    (one,) = answer["changes"]
    assert (one["kind"], one["id"], one["part"], one["level"]) == ("competency", "telemedicine", "descriptor", 3)
    assert "one virtual line" in one["new"] and "a virtual service line" in one["old"]
    assert [(r["competency"], r["effect"]) for r in answer["ratings"]] == [("telemedicine", "read-again")]
    told = run("framework", "diff", MAP, changed, "--home", rated).out
    assert "1 difference" in told and "look again at 1" in told


def test_a_folder_of_an_older_format_is_read_as_far_as_it_goes(run, tmp_path, changed) -> None:
    (changed / "relations.yaml").unlink()
    (changed / "releases.yaml").unlink()
    answer = run("framework", "diff", changed, MAP, "--home", tmp_path, "--json").json
    assert {one["kind"] for one in answer["changes"]} == {"competency", "relation"}
    assert all(one["old"] is None for one in answer["changes"] if one["kind"] == "relation")


def test_a_folder_that_is_no_skill_map_is_told_in_one_sentence(run, tmp_path) -> None:
    told = run("framework", "diff", MAP, tmp_path, "--home", tmp_path)
    assert told.status == 1
    assert "framework.yaml" in told.sentence


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--from", "1.0.1"), 1, 'There is no version of the skill map "1.0.1". Did you mean "1.0.0"?'),
        (("--from", "1.1.0", "--to", "1.0.0"), 1, "Version 1.1.0 comes after 1.0.0. Exchange --from and --to."),
        ((MAP,), 2, "Give two folders and no version"),
        ((MAP, MAP, "--from", "1.0.0"), 2, "Give two folders and no version"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_sentence(run, tmp_path, words, status, said) -> None:
    told = run("framework", "diff", *words, "--home", tmp_path)
    assert told.status == status
    assert said in told.sentence
