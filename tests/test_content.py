"""One door for content: values with lines, and every problem of a file in one report."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmo_pathways.content import Report, content_root, parse_yaml, read_table, read_yaml
from cmo_pathways.scale import Mark


def read(text: str, tmp_path: Path):
    report = Report(tmp_path)
    return parse_yaml(text, tmp_path / "a.yaml", report), report


def test_a_key_knows_its_line(tmp_path):
    record, report = read("id: one\n\nname: A\n", tmp_path)
    assert record.text("name") == "A"
    assert record.line_of("name") == 3
    assert report.problems == []


def test_two_equal_keys_are_refused_with_the_second_line(tmp_path):
    _, report = read("id: one\nname: A\nname: B\n", tmp_path)
    assert [(p.line, p.code) for p in report.problems] == [(3, "E-TWICE")]


def test_an_unknown_key_gets_a_hint_of_the_key_that_was_meant(tmp_path):
    record, report = read("id: one\nnmae: A\n", tmp_path)
    record.identifier(), record.text("name")
    record.done()
    assert [str(p) for p in report.problems] == [
        'a.yaml:1 E-KEY "name" is missing - add it',
        'a.yaml:2 E-KEY unknown key "nmae" - did you mean "name"?',
    ]


def test_all_problems_come_in_one_report(tmp_path):
    record, report = read("id: Not An Id\nlevel: high\nmark: X\n", tmp_path)
    record.identifier(), record.integer("level", 0, 5), record.mark("mark"), record.text("name")
    record.done()
    assert [(p.line, p.code) for p in report.problems] == [(1, "E-ID"), (2, "E-TYPE"), (3, "E-CHOICE"), (1, "E-KEY")]


@pytest.mark.parametrize(
    ("text", "code"),
    [("a: [1, 2", "E-YAML"), ("- just\n- a list\n", "E-YAML"), ("", "E-YAML"), ("a: \tb: c", "E-YAML")],
)
def test_broken_yaml_is_one_problem_and_no_record(text, code, tmp_path):
    record, report = read(text, tmp_path)
    assert record is None
    assert [p.code for p in report.problems] == [code]


def test_a_missing_file_and_bytes_that_are_no_text_are_named(tmp_path):
    (tmp_path / "b.yaml").write_bytes(b"\xff\xfe\x00name")
    report = Report(tmp_path)
    assert read_yaml(tmp_path / "none.yaml", report) is None
    assert read_yaml(tmp_path / "b.yaml", report) is None
    assert [(p.file, p.code) for p in report.problems] == [("none.yaml", "E-FILE"), ("b.yaml", "E-FILE")]


def test_a_table_row_with_a_missing_cell_is_named_by_line_and_the_rest_is_read(tmp_path):
    (tmp_path / "t.csv").write_text('id,note\na,"two\nlines"\nb\nc,ok\n', encoding="utf-8")
    report = Report(tmp_path)
    rows = read_table(tmp_path / "t.csv", report)
    assert [(row.text("id"), row.line) for row in rows] == [("a", 2), ("c", 5)]
    assert [(p.line, p.code) for p in report.problems] == [(4, "E-CSV")]


def test_a_range_reads_one_mark_per_number_and_refuses_a_falling_order(tmp_path):
    (tmp_path / "t.csv").write_text(
        "years_low,years_low_mark,years_typical,years_typical_mark,years_high,years_high_mark\n3,P,3,S,7,E\n5,P,3,S,,\n",
        encoding="utf-8",
    )
    report = Report(tmp_path)
    first, second = (row.range("years") for row in read_table(tmp_path / "t.csv", report))
    assert [(f.value, f.mark) for f in first.figures] == [(3, Mark.PRIMARY), (3, Mark.SECONDARY), (7, Mark.ASSUMPTION)]
    assert second.high.value is None
    assert [(p.line, p.code) for p in report.problems] == [(3, "E-ORDER")]


@pytest.mark.parametrize("cell", ["nan", "inf", "1,5", "yes"])
def test_what_is_no_finite_number_is_refused(cell, tmp_path):
    (tmp_path / "t.csv").write_text(f'a\n"{cell}"\n', encoding="utf-8")
    report = Report(tmp_path)
    assert read_table(tmp_path / "t.csv", report)[0].number("a") is None
    assert [p.code for p in report.problems] == ["E-TYPE"]


def test_the_content_root_holds_the_shipped_folders():
    assert all((content_root() / name).is_dir() for name in ("data", "exercises", "notebooks"))


def test_no_shipped_file_holds_a_sign_that_nobody_sees():
    files = [file for part in ("data", "exercises") for file in (content_root() / part).rglob("*")]
    texts = [file for file in files if file.suffix in (".yaml", ".csv", ".md", ".json")]
    assert len(texts) > 100
    hidden = set(map(chr, (*range(9), 11, *range(14, 32), 127, *range(0x202A, 0x202F), *range(0x2066, 0x206A))))
    assert [file.name for file in texts if hidden & set(file.read_text(encoding="utf-8"))] == []
