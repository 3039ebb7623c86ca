"""Answers from a file: read whole or not at all."""

from __future__ import annotations

import json

import pytest

from cmo_pathways.assess import Answers, Evidence, read_answers
from cmo_pathways.errors import InputError

IDS = ("patient-safety", "financial-acumen", "telemedicine")


def test_a_csv_and_a_json_file_give_the_same_answers(tmp_path):
    (tmp_path / "a.csv").write_text(
        "competency,level,sureness,not_applicable\npatient-safety,3,fairly,\ntelemedicine,,,yes\n", encoding="utf-8"
    )
    rows = [
        {"competency": "patient-safety", "level": 3, "sureness": "fairly"},
        {"competency": "telemedicine", "not_applicable": True},
    ]
    (tmp_path / "a.json").write_text(json.dumps(rows), encoding="utf-8")
    expected = (
        Answers("patient-safety", 3, "fairly", False, None),
        Answers("telemedicine", None, None, True, None),
    )
    assert read_answers(tmp_path / "a.csv", IDS) == expected
    assert read_answers(tmp_path / "a.json", IDS) == expected


def test_every_bad_row_is_named_with_its_line(tmp_path):
    (tmp_path / "a.csv").write_text(
        "competency,level\npatient-safty,3\npatient-safety,9\nfinancial-acumen,\npatient-safety,2\n", encoding="utf-8"
    )
    with pytest.raises(InputError) as caught:
        read_answers(tmp_path / "a.csv", IDS)
    found = [(p.line, p.code) for p in caught.value.problems]
    assert found == [(2, "E-CHOICE"), (3, "E-RANGE"), (4, "E-KEY"), (5, "E-TWICE")]
    assert 'did you mean "patient-safety"?' in caught.value.problems[0].message


@pytest.mark.parametrize("name", ["a.csv", "a.json"])
@pytest.mark.parametrize("text", ["", "[1, 2]", "{", "\x00\x01", "[" * 5000])
def test_what_is_no_answer_file_is_refused_in_one_error(name, text, tmp_path):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_answers(tmp_path / name, IDS)
    assert caught.value.problems


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"none\.csv"):
        read_answers(tmp_path / "none.csv", IDS)


MORE = "competency,level,interest,evidence,evidence_date,evidence_verifier,evidence_file,placement"


def test_interest_evidence_and_placement_come_from_the_file(tmp_path):
    row = "patient-safety,3,4,=HYPERLINK(1),2024-07,Chair,C:\\docs\\rca.pdf,2"
    (tmp_path / "a.csv").write_text(f"{MORE}\n{row}\ntelemedicine,2,,,,,,\n", encoding="utf-8")
    first, second = read_answers(tmp_path / "a.csv", IDS)
    assert (first.interest, first.placement, second.placement, second.evidence) == (4, 2, None, None)
    # What looks like a formula stays a text, and of a path only the name is kept.
    assert first.evidence == Evidence("=HYPERLINK(1)", 3, "2024-07", "", "rca.pdf", "Chair")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("patient-safety,3,9,,,,,", "E-RANGE"),
        ("patient-safety,3,,x,in May,,,", "E-DATE"),
        ("patient-safety,3,,,2024,,,", "E-KEY"),
        ("patient-safety,3,,,,,,7", "E-RANGE"),
        ("patient-safety,3,,,,,,1\ntelemedicine,2,,,,,,2", "E-TWICE"),
        ("=1+1,3,,,,,,", "E-CHOICE"),
    ],
)
def test_a_bad_cell_of_the_new_columns_is_named(tmp_path, row, code):
    (tmp_path / "a.csv").write_text(f"{MORE}\n{row}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_answers(tmp_path / "a.csv", IDS)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_an_unknown_column_is_refused_once(tmp_path):
    (tmp_path / "a.csv").write_text("competency,level,intrest\npatient-safety,3,2\ntelemedicine,2,1\n")
    with pytest.raises(InputError) as caught:
        read_answers(tmp_path / "a.csv", IDS)
    assert [str(problem) for problem in caught.value.problems] == [
        'a.csv:1 E-KEY unknown key "intrest" - did you mean "interest"?'
    ]
