"""``check`` finds the faults of shipped content and of one file, and tells them all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COUNTS = (
    *("competencies", "technical_skills", "soft_abilities", "responsibilities", "tools", "roles", "steps"),
    *("transitions", "sources", "signals", "examples", "activities", "cases", "sessions"),
)


def test_all_shipped_content_is_sound(run) -> None:
    done = run("check", "--json")
    assert (done.status, done.json["problems"]) == (0, [])
    assert tuple(done.json["counts"]) == COUNTS
    assert done.json["counts"]["competencies"] == 20


@pytest.mark.parametrize(
    "path",
    [
        "data/framework/competencies/telemedicine.yaml",
        "data/framework/roles/role-vpma.yaml",
        "data/framework/framework.yaml",
        "data/framework/estimate.yaml",
        "data/framework",
        "data/career",
        "data/career/steps.csv",
        "data/career/transitions.csv",
        "data/career/wildcards.csv",
        "data/sources.yaml",
        "data/portfolio/sections.yaml",
        "data/audiences",
        "data/audiences/hospital-board.yaml",
        "data/samples/sample-physician.yaml",
        "exercises/this-months-number",
        "exercises/this-months-number/case.md",
        "exercises",
    ],
)
def test_each_shipped_file_is_sound_by_itself(run, path) -> None:
    done = run("check", ROOT / path, "--json")
    assert (done.status, done.json["problems"]) == (0, [])
    assert done.json["counts"]["files"] >= 1


# shipped file, text to change, change, code, line of the change
BROKEN = [
    ("data/framework/competencies/telemedicine.yaml", "what_it_is:", "what_its:", "E-KEY", 1),
    ("data/framework/roles/role-vpma.yaml", "  patient-safety:", "  patience:", "E-KEY", 0),
    ("data/career/steps.csv", "mcat,", "MCAT!,", "E-ID", 3),
    ("data/sources.yaml", 'checked: "2026-11"', 'checked: "lately"', "E-DATE", 0),
    ("data/portfolio/sections.yaml", "kind: long", "kind: lang", "E-CHOICE", 0),
    ("data/audiences/hospital-board.yaml", "design: board", "design: bord", "E-CHOICE", 0),
    ("data/samples/sample-physician.yaml", "competency: financial-acumen", "competency: finance", "E-SAMPLE", 0),
    ("data/samples/sample-physician.yaml", "fictional: true", "fictional: false", "E-FICTIONAL", 7),
    ("data/samples/sample-physician.yaml", "with-chart, ninety-days", "with-chart", "E-SAMPLE", 0),
    ("exercises/this-months-number/case.md", "-> board", "-> bored", "E-TARGET", 0),
]


@pytest.mark.parametrize(("path", "text", "change", "code", "line"), BROKEN, ids=[f"{r[0]} {r[3]}" for r in BROKEN])
def test_a_planted_fault_is_found_in_the_author_s_file(run, tmp_path, path, text, change, code, line) -> None:
    source = ROOT / path
    folder = Path(shutil.copytree(source.parent, tmp_path / "mine")) if source.name == "case.md" else tmp_path
    file = folder / source.name
    whole = source.read_text(encoding="utf-8")
    assert text in whole
    file.write_text(whole.replace(text, change, 1), encoding="utf-8")
    done = run("check", file, "--json")
    assert done.status == 1
    found = [problem for problem in done.json["problems"] if problem["code"] == code]
    assert found and {problem["file"] for problem in found} == {str(file)}
    planted = whole[: whole.index(text)].count("\n") + 1
    assert not line or planted in {problem["line"] for problem in found} or line in {p["line"] for p in found}
    words = run("check", file)
    assert f"{file}" in words.out and code in words.out
    assert "mend" in words.sentence


def test_answers_can_be_checked_before_they_are_recorded(run, tmp_path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text("competency,level\nfinancial-acumen,7\n")
    done = run("check", file, "--json")
    assert (done.status, done.json["problems"][0]["line"]) == (1, 2)


@pytest.mark.parametrize(("name", "text"), [("a.txt", "x"), ("a.yaml", "x: 1\n"), ("a.md", "x\n"), ("a.csv", "x\n1\n")])
def test_a_file_that_is_no_content_is_said(run, tmp_path, name, text) -> None:
    (tmp_path / name).write_text(text)
    done = run("check", tmp_path / name)
    assert done.status == 1
    assert done.sentence
    assert name in done.out


def test_a_path_that_is_not_there_is_said(run, tmp_path) -> None:
    assert "is not there" in run("check", tmp_path / "none").sentence
    (tmp_path / "empty").mkdir()
    assert "holds no file" in run("check", tmp_path / "empty").sentence
