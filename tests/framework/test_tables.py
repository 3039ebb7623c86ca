"""The descriptor of the tables and the dictionary made from it: complete, true to the files, and not stale."""

from __future__ import annotations

import re
import runpy
import shutil
from pathlib import Path

import pytest
from framework.small import WRONG, same_as

from cmo_pathways.content import Report, content_root
from cmo_pathways.framework import check_tables, measure_tables, read_tables
from cmo_pathways.framework.tables import DESCRIPTOR, Measured

ROOT = content_root()
HOUSE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def script():
    return runpy.run_path(str(HOUSE / "scripts" / "data_dictionary.py"))


@pytest.fixture(scope="module")
def shipped():
    report = Report(ROOT)
    return read_tables(ROOT / DESCRIPTOR, report), report


def test_every_table_is_described_as_it_is_now(shipped):
    tables, report = shipped
    found = measure_tables(ROOT)
    assert len(found) == len(tables) >= 10
    assert report.problems == []
    assert list(map(str, check_tables(tables, found))) == [], "run scripts/data_dictionary.py"


def test_the_dictionary_is_not_stale(script, shipped):
    written = (HOUSE / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert written == script["dictionary"](shipped[0]), "run scripts/data_dictionary.py"


def test_every_column_of_numbers_has_a_unit(shipped):
    numbers = re.compile(r"(years|gap|hours|weeks|cost)_(low|typical|high)|value|gains")
    looked = 0
    for table in shipped[0]:
        for column, text in table.columns.items():
            if numbers.fullmatch(column):
                looked += 1
                assert re.search(r"\[[^\]]+\]", text), (table.file, column)
    assert looked >= 20


def test_the_broken_descriptor_yields_exactly_these_problems():
    report = Report(WRONG)
    tables = read_tables(WRONG / "tables.yaml", report)
    found = {
        "data/one.csv": Measured(("id", "age"), 2, "12"),
        "data/two.csv": Measured(("id", "weight"), 6, "22"),
        "data/three.csv": Measured(("id",), 0, "33"),
    }
    same_as(WRONG / "tables.txt", (*report.problems, *check_tables(tables, found)))


def test_the_script_fills_in_what_changed_and_touches_no_words(script, tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "docs").mkdir()
    assert script["write_all"](tmp_path) == ()
    before = (tmp_path / DESCRIPTOR).read_text(encoding="utf-8")
    table = tmp_path / "data" / "career" / "wildcards.csv"
    table.write_text(table.read_text(encoding="utf-8") + "x-*,Any x,mcat\n", encoding="utf-8", newline="\n")
    assert script["write_all"](tmp_path) == ()
    after = (tmp_path / DESCRIPTOR).read_text(encoding="utf-8")
    changed = [line for line in after.splitlines() if line not in before.splitlines()]
    assert [line.split(":")[0].strip() for line in changed] == ["rows", "sha256"]
    assert "career/wildcards.csv` · 4 rows" in (tmp_path / "docs" / "data-dictionary.md").read_text(encoding="utf-8")


def test_the_script_writes_nothing_while_a_table_has_no_words(script, tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "data" / "new.csv").write_text("id\n1\n", encoding="utf-8")
    assert [str(p) for p in script["write_all"](tmp_path)] == [
        f"{DESCRIPTOR}:0 E-TABLE data/new.csv is not described - add its block"
    ]
    assert not (tmp_path / "docs").exists()
