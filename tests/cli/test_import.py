"""``portfolio import``: a preview first, entries once the learner agrees, one sentence for what cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from interop.badges.made import BADGE, png, signed

from cmo_pathways.ledger import open_ledger, replay

ROWS = "section,title,year,shelf\naward,First,2020,top\naward,Second,soon,\nlanguage,Spanish,,\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "mine.csv"
    file.write_text(ROWS)
    return file


def test_without_agreement_nothing_is_written(run, tmp_path, table) -> None:
    home = tmp_path / "new"
    done = run("portfolio", "import", table, "--home", home)
    assert (done.status, done.err) == (0, "")
    assert "Nothing was added. Add --yes" in done.out
    assert f"{table}:3 E-ROW row 3: Year should be a year or a month" in " ".join(done.out.split())
    assert "shelf (1)" in done.out
    assert run("portfolio", "import", table, "--home", home, "--json").json["added"] == []
    assert not home.exists()


def test_with_yes_the_good_rows_become_entries_and_a_second_time_nothing_does(run, tmp_path, table) -> None:
    home = tmp_path / "new"
    told = run("portfolio", "import", table, "--home", home, "--yes", "--json").json
    assert told["added"] == ["award-1", "language-1"]
    assert [(row["line"], row["code"]) for row in told["problems"]] == [(3, "E-ROW")]
    entries = replay(open_ledger(home).events()).entries
    award = {"section": "award", "title": "First", "year": "2020"}
    assert entries["award-1"] == {**award, "original": {"format": "CSV", "record": {"shelf": "top"}}}
    again = run("portfolio", "import", table, "--home", home, "--yes", "--json").json
    assert again["added"] == []
    assert [(row["duplicate_of"], row["because"]) for row in again["proposals"]] == [
        ("award-1", "the same title and year"),
        ("language-1", "the same title"),
    ]


def test_records_may_be_chosen_or_skipped_by_number(run, tmp_path, table) -> None:
    words = ["portfolio", "import", table, "--yes", "--json", "--home"]
    assert run(*words, tmp_path / "a", "--only", "2").json["added"] == ["language-1"]
    assert run(*words, tmp_path / "b", "--skip", "2").json["added"] == ["award-1"]
    done = run(*words, tmp_path / "c", "--only", "9")
    assert done.status == 1 and 'no record "9"' in done.sentence
    assert run(*words, tmp_path / "c", "--only", "x").status == 2


def test_a_file_that_cannot_be_read_is_one_sentence(run, tmp_path) -> None:
    (tmp_path / "a.txt").write_text("hello")
    for file in (tmp_path / "a.txt", tmp_path / "none", tmp_path, "/dev/zero"):
        done = run("portfolio", "import", file, "--home", tmp_path / "new")
        assert done.status == 1
        assert done.sentence
    assert not (tmp_path / "new").exists()


def test_a_dossier_of_ours_comes_back_from_its_pdf(run, home, tmp_path) -> None:
    pdf = tmp_path / "dossier.pdf"
    run("portfolio", "export", "--out", pdf, "--home", home)
    there = run("portfolio", "import", pdf, "--home", home, "--json").json
    assert all(row["duplicate_of"] for row in there["proposals"])
    new = tmp_path / "new"
    told = run("portfolio", "import", pdf, "--home", new, "--yes", "--json").json
    assert told["problems"] == []
    before, after = (replay(open_ledger(place).events()) for place in (home, new))
    assert after.profile == before.profile
    shown = [body for body in before.entries.values() if body in after.entries.values()]
    assert len(shown) == len(after.entries) >= 10


def test_a_badge_is_told_with_what_holds_and_what_was_not_checked(run, tmp_path) -> None:
    file = tmp_path / "course.png"
    file.write_bytes(png(json.dumps(signed(BADGE)).encode()))
    words = " ".join(run("portfolio", "import", file, "--home", tmp_path / "new").out.split())
    assert "The badge of record 1 Says: An invented college issued “Quality course”" in words
    assert "it holds for the key inside the file" in words
    assert "Not checked, because that needs a network" in words
    (row,) = run("portfolio", "import", file, "--home", tmp_path / "new", "--json").json["proposals"]
    told = run("results", "check-file", file, "--json").json
    assert row["badge"] == told["credentials"][0]["says"]
    assert "revoked" in told["checked"]


def test_a_table_without_a_section_is_read_where_its_columns_tell_what_it_is(run, tmp_path) -> None:
    file = tmp_path / "articles.csv"
    file.write_text("Title,Authors,Journal/Book,Publication Year,DOI\nFewer falls,Chen MJ.,J Falls,2021,10.1000/x2\n")
    (row,) = run("portfolio", "import", file, "--home", tmp_path / "new", "--json").json["proposals"]
    want = {"text": "Chen MJ. Fewer falls", "venue": "J Falls", "year": "2021", "doi": "10.1000/x2"}
    assert (row["section"], row["fields"]) == ("publication", want)
