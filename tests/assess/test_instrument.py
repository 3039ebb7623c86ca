"""Answers from a file: read whole or not at all."""

from __future__ import annotations

import json

import pytest

from cmo_pathways.assess import Answers, read_answers
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
