"""The scope register as it ships, a broken twin of it, and each fault that the check must find."""

from __future__ import annotations

import csv
from dataclasses import replace

import pytest
from framework.small import WRONG, same_as

from cmo_pathways.content import Report, content_root, read_yaml
from cmo_pathways.framework import check_scope, notebook_places, read_framework, read_items, read_scope
from cmo_pathways.framework.scope import PLACE_KINDS

ROOT = content_root()
FILE = ROOT / "data" / "scope.yaml"


@pytest.fixture(scope="module")
def shipped():
    report = Report(ROOT)
    return read_scope(FILE, report), report


@pytest.fixture(scope="module")
def known():
    report = Report(ROOT)
    framework = read_framework(ROOT / "data" / "framework", report)
    sections = read_yaml(ROOT / "data" / "portfolio" / "sections.yaml", report)
    found = {kind: set() for kind in PLACE_KINDS}
    found["competency"], found["role"] = set(framework.competencies), set(framework.roles)
    for item in read_items(ROOT / "data" / "framework", framework, report):
        found[item.kind].add(item.id)
    found["step"] = ids_of("data/career/steps.csv")
    found["activity"] = ids_of("data/activities/activities.csv")
    found["case"] = {file.parent.name for file in (ROOT / "exercises").glob("[!_]*/case.md")}
    found["session"] = {file.stem for file in (ROOT / "data" / "sessions").glob("*.yaml")}
    found["notebook"] = notebook_places(ROOT / "notebooks")
    found["portfolio-section"] = {record.text("id") for record in sections.records("sections")}
    found["audience"] = {file.stem for file in (ROOT / "data" / "audiences").glob("*.yaml")}
    return found


def ids_of(table: str) -> set[str]:
    with (ROOT / table).open(encoding="utf-8", newline="") as stream:
        return {row["id"] for row in csv.DictReader(stream)}


def test_the_shipped_register_has_no_hole_and_no_unknown_place(shipped, known):
    scope, report = shipped
    assert report.problems == []
    assert list(map(str, check_scope(scope, known))) == []


def test_the_shipped_register_has_the_counts_of_the_mission(shipped):
    counts = {part.id: len(part.items) for part in shipped[0].lists}
    assert counts == {
        **{"a": 20, "b": 19, "c": 10, "d": 15, "d2": 23, "e": 19},
        **{"f": 21, "g": 29, "h": 9, "i": 37, "j": 24},
    }


def test_a_notebook_place_is_a_notebook_or_one_of_its_cells():
    places = notebook_places(ROOT / "notebooks")
    assert {"03-self-assessment", "03-self-assessment#screen"} <= places
    assert "03-self-assessment#nowhere" not in places


def test_a_file_that_is_no_notebook_has_no_place(tmp_path):
    (tmp_path / "torn.ipynb").write_text('{"cells": [', encoding="utf-8")
    (tmp_path / "list.ipynb").write_text("[]", encoding="utf-8")
    (tmp_path / "good.ipynb").write_text('{"cells": [{"id": "title"}]}', encoding="utf-8")
    assert notebook_places(tmp_path) == {"good", "good#title"}


def test_the_broken_register_yields_exactly_these_problems():
    report = Report(WRONG)
    scope = read_scope(WRONG / "scope.yaml", report)
    ids = {"competency": ["data-analytics", "financial-acumen", "telemedicine"], "case": ["day-shift"]}
    same_as(WRONG / "scope.txt", (*report.problems, *check_scope(scope, ids)))


def test_every_place_of_the_shipped_register_is_really_looked_up(shipped, known):
    scope, _ = shipped
    built = {(place.kind, place.id) for item in scope for place in item.places if not place.planned}
    missing = check_scope(scope, {})
    assert len(built) > 200
    assert len([p for p in missing if p.code == "E-UNKNOWN"]) >= len(built)


def test_a_planned_place_that_exists_is_told_at_its_line(shipped, known):
    scope, _ = shipped
    place = next(place for item in scope for place in item.places if place.kind == "session")
    lists = tuple(replace(part, items=tuple(_planned(item, place) for item in part.items)) for part in scope.lists)
    found = check_scope(replace(scope, lists=lists), known)
    assert {p.code for p in found} == {"E-PLANNED"}
    assert place.id in FILE.read_text(encoding="utf-8").splitlines()[found[0].line - 1]


def _planned(item, place):
    places = tuple(replace(other, planned=True) if other is place else other for other in item.places)
    return replace(item, places=places)


def test_nothing_of_the_register_is_planned_any_more(shipped):
    scope, _ = shipped
    assert scope.planned == ()


def test_a_list_that_lost_an_item_and_a_list_that_is_gone_are_told(shipped, known):
    scope, _ = shipped
    first, *rest = scope.lists
    shorter = replace(scope, lists=(replace(first, items=first.items[1:]), *rest[:-1]))
    found = check_scope(shorter, known)
    assert [p.code for p in found] == ["E-LIST", "E-COUNT", "E-HOLE"]
    assert "list j is missing" in found[0].message


def test_a_competency_that_no_item_names_is_a_hole(shipped, known):
    found = check_scope(shipped[0], {**known, "competency": {*known["competency"], "surgery"}})
    assert [p.message for p in found] == ['competency "surgery" stands in no item of list a - name it in its item']


def test_the_check_changes_nothing_and_gives_the_same_twice(shipped, known):
    before = repr(shipped[0])
    assert check_scope(shipped[0], known) == check_scope(shipped[0], known)
    assert repr(shipped[0]) == before
