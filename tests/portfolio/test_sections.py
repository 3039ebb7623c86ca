from __future__ import annotations

from pathlib import Path

import pytest
from portfolio.sample import ENTRIES

from cmo_pathways.content import Report
from cmo_pathways.errors import UnknownId
from cmo_pathways.portfolio import (
    audience_ids,
    check_entry,
    load_audience,
    load_sections,
    read_audience,
    read_sections,
)


def test_all_sections_of_the_ledger_have_a_form():
    assert set(load_sections()) == {
        "statement",
        "impact",
        "position",
        "education",
        "credential",
        "publication",
        "crisis",
        "project",
        "membership",
        "cases",
        *("presentation", "thought-leadership", "innovation", "compliance", "collaboration", "teaching", "award"),
        *("language", "reference", "proposal"),
    }
    assert all(section.fields and section.empty.count(". ") for section in load_sections().values())


@pytest.mark.parametrize("id", ENTRIES)
def test_sound_entries_have_no_problem(id: str):
    assert check_entry(ENTRIES[id]["section"], ENTRIES[id]) == ()


@pytest.mark.parametrize(
    ("section", "body", "words"),
    [
        ("position", {"title": "Chief", "start": "2019"}, "Organization is missing. Fill it in."),
        ("position", {"title": " ", "organization": "X", "start": "2019"}, "Post is missing. Fill it in."),
        ("position", {"title": "C", "organization": "X", "start": "July"}, "a year or a month such as 2019 or 2019-07"),
        ("position", {"title": "C", "organization": "X", "start": "2019-13"}, "a year or a month"),
        ("position", {"title": "C", "organization": "X", "start": "2022", "end": "2019"}, "before the start (2022)"),
        ("impact", {"title": "T", "before": "18 %", "after": "9"}, "Put words and signs into the unit"),
        ("impact", {"title": "T", "before": "18"}, "The figure after is missing"),
        ("impact", {"title": "T", "after": 9}, "The figure before is missing"),
        ("impact", {"title": ["T"]}, "should be a text"),
        ("impact", {"title": "T", "metrik": "x"}, 'Did you mean "metric"?'),
        ("hobby", {}, 'There is no section "hobby"'),
    ],
)
def test_a_fault_is_told_in_the_words_of_the_form(section: str, body: dict[str, object], words: str):
    problems = check_entry(section, body)
    assert len(problems) == 1
    assert words in problems[0]


def test_the_same_month_as_start_and_end_is_no_fault():
    body = {"title": "C", "organization": "X", "start": "2019-07", "end": "2019"}
    assert check_entry("position", body) == ()


def test_all_faults_come_at_once():
    assert len(check_entry("position", {"start": "x", "foo": 1})) == 4


def test_shipped_audiences_are_sound_and_place_known_sections_once():
    assert {"hospital-board", "health-system", "fellowship"} <= set(audience_ids())
    for id in audience_ids():
        places = [place.section for place in load_audience(id).places]
        assert len(places) == len(set(places)) > 5


def test_an_unknown_audience_suggests_the_nearest():
    with pytest.raises(UnknownId, match='Did you mean "hospital-board"'):
        load_audience("hospital-bord")


def test_broken_files_are_reported_with_their_lines(tmp_path: Path):
    file = tmp_path / "x.yaml"
    file.write_text(
        "id: y\nname: N\ntitle: T\ndescription: D\ndesign: bord\nintro: I\nkey_results: 9\npages: 4\n"
        "tone: T\ncompetencies: {patient-safety: 4}\nsections: []\n"
    )
    report = Report(tmp_path)
    read_audience(file, report)
    assert [(p.line, p.code) for p in report.problems] == [
        (5, "E-CHOICE"),
        (7, "E-RANGE"),
        (10, "E-RANGE"),
        (1, "E-ID"),
    ]
    file.write_text("id: s\nversion: 1\nsections:\n  - {id: a, name: A, what: W, empty: E, fields: [{name: x}]}\n")
    report = Report(tmp_path)
    read_sections(file, report)
    assert {p.code for p in report.problems} == {"E-KEY"}
