"""The parsed form: every shipped case as JSON keeps to its schema and comes back equal."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cmo_pathways.cases import Case, case_files, case_from_json, case_to_json, read_case
from cmo_pathways.cases.walk import best_and_worst
from cmo_pathways.content import Report, content_root
from cmo_pathways.errors import LearnerError

ROOT = content_root()
FILES = {file.parent.name: file for file in case_files(ROOT)} | {"_template": ROOT / "exercises/_template/case.md"}
SCHEMA = json.loads((ROOT / "data" / "schema" / "case.schema.json").read_text(encoding="utf-8"))


def read(file: Path) -> Case:
    case = read_case(file, Report(file.parent))
    assert case is not None
    return case


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(SCHEMA)


def faults(values: Any) -> list[str]:
    return [f"{fault.json_path}: {fault.message[:200]}" for fault in validator().iter_errors(values)]


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["title"] and SCHEMA["description"]


@pytest.mark.parametrize("slug", FILES)
def test_every_shipped_case_keeps_to_the_schema_and_comes_back_equal(slug: str) -> None:
    case = read(FILES[slug])
    text = json.dumps(case_to_json(case), ensure_ascii=False)
    values = json.loads(text)
    assert faults(values) == []
    again = case_from_json(values)
    assert again == case
    assert json.dumps(case_to_json(again), ensure_ascii=False) == text


def test_a_case_that_came_back_plays_the_same(falls: Case) -> None:
    again = case_from_json(json.loads(json.dumps(case_to_json(falls))))
    assert best_and_worst(again) == best_and_worst(falls)
    assert again.scenes[0].choices[0].parts == falls.scenes[0].choices[0].parts


def test_order_of_counters_and_objectives_is_kept(number: Case) -> None:
    values = json.loads(json.dumps(case_to_json(number)))
    assert tuple(values["counters"].items()) == number.counters
    assert tuple(values["objectives"].items()) == number.objectives


PLANTED: list[tuple[tuple[str | int, ...], Any]] = [
    (("format",), "other"),
    (("version",), "1.0"),
    (("difficulty",), 6),
    (("fictional",), False),
    (("counters", "trust"), 1.5),
    (("sources", 0, "checked"), "in May"),
    (("tables", 0, "rows"), []),
    (("tables", 0, "chart", "method"), "__import__"),
    (("scenes", 0, "id"), "First look"),
    (("scenes", 2, "ending"), "good"),
    (("scenes", 0, "choices", 0, "effects", 0, "kind"), "wish"),
    (("scenes", 0, "choices", 0, "feedback"), ""),
    (("scenes", 0, "question", "tolerance"), -1),
    (("scenes", 1, "question", "levels"), [[1, "a"], [2, "b"]]),
]


@pytest.mark.parametrize(("path", "wrong"), PLANTED, ids=lambda part: str(part)[:40])
def test_a_planted_fault_is_refused(falls: Case, path: tuple[str | int, ...], wrong: Any) -> None:
    values = json.loads(json.dumps(case_to_json(falls)))
    assert faults(values) == []
    *above, last = path
    spot = values
    for part in above:
        spot = spot[part]
    spot[last] = wrong
    assert faults(values)


@pytest.mark.parametrize("key", SCHEMA["required"])
def test_a_missing_key_is_told_in_a_sentence(falls: Case, key: str) -> None:
    values = {name: value for name, value in case_to_json(falls).items() if name != key}
    assert faults(values)
    with pytest.raises(LearnerError, match=r"Export (it|the case) again\."):
        case_from_json(values)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda values: values.update(scenes=3),
        lambda values: values["scenes"][0].pop("choices"),
        lambda values: values["scenes"][0].update(surprise=1),
        lambda values: values["minutes"].update(rest=1),
        lambda values: values.update(counters=[1, 2]),
    ],
)
def test_another_shape_is_told_in_a_sentence(falls: Case, spoil: Callable[[dict[str, Any]], None]) -> None:
    values = copy.deepcopy(json.loads(json.dumps(case_to_json(falls))))
    spoil(values)
    with pytest.raises(LearnerError, match="Export it again"):
        case_from_json(values)


def test_a_case_of_a_newer_program_is_refused(falls: Case) -> None:
    with pytest.raises(LearnerError, match="newer version of the program"):
        case_from_json({**case_to_json(falls), "format_version": 2})
