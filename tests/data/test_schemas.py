"""Every shipped data file keeps to its JSON Schema, and each schema refuses what is planted into a sound file."""

from __future__ import annotations

import copy
import csv
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from cmo_pathways.analytics.thresholds import COLUMNS as THRESHOLD_COLUMNS
from cmo_pathways.analytics.thresholds import JURISDICTIONS
from cmo_pathways.career import activity
from cmo_pathways.career.activity_read import COLUMNS as ACTIVITY_COLUMNS
from cmo_pathways.career.codes import COLUMNS as CODE_COLUMNS
from cmo_pathways.career.figures import COLUMNS as FIGURE_COLUMNS
from cmo_pathways.career.model import KINDS, REGIONS, STAGES, TYPES
from cmo_pathways.career.read import STEP_COLUMNS, TRANSITION_COLUMNS
from cmo_pathways.content import content_root

ROOT = content_root()
SCHEMAS = ROOT / "data" / "schema"

FILES = {
    "competency": "framework/competencies/*.yaml",
    "framework": "framework/framework.yaml",
    "role": "framework/roles/*.yaml",
    "estimate": "framework/estimate.yaml",
    "responsibility": "framework/responsibility.yaml",
    "tags": "framework/tags.yaml",
    "relations": "framework/relations.yaml",
    "releases": "framework/releases.yaml",
    "requirements": "framework/technical-skills.yaml framework/soft-abilities.yaml framework/responsibilities.yaml "
    "framework/tools.yaml",
    "variations": "framework/variations.yaml",
    "frameworks": "framework/frameworks.yaml",
    "crosswalk-row": "framework/crosswalk.csv",
    "scope": "scope.yaml",
    "tables": "tables.yaml",
    "sources": "sources.yaml",
    "beliefs": "career/beliefs.yaml",
    "steps-row": "career/steps.csv",
    "transitions-row": "career/transitions.csv",
    "wildcards-row": "career/wildcards.csv",
    "delays-row": "career/delays.csv",
    "codes-row": "career/codes.csv",
    "figures-row": "figures/*.csv",
    "activities-row": "activities/activities.csv",
    "kinds-row": "activities/kinds.csv",
    "thresholds-row": "methods/thresholds.csv",
    "audience": "audiences/*.yaml",
    "balance": "balance/*.yaml",
    "settings": "post/sectors.yaml",
    "world": "post/world.yaml",
    "renewals": "post/renewals.yaml",
    "offer": "post/offer.yaml",
    "sections": "portfolio/sections.yaml",
    "kinds-of-document": "portfolio/kinds.yaml",
    "identifiers": "portfolio/identifiers.yaml",
    "labels": "portfolio/labels/*.yaml",
    "sample": "samples/*.yaml",
    "rubric": "rubrics/decision-memo.yaml",
    "calibration": "rubrics/calibration.yaml",
    "session": "sessions/*.yaml",
}
"""The files of each schema, below ``data/``; a table is checked row by row, each an object of texts."""

PLANTED: dict[str, tuple[tuple[str | int, ...], object]] = {
    "competency": (("levels", "3", "signals"), ["only one"]),
    "framework": (("domains", 0, "shape"), "star"),
    "role": (("targets", "patient-safety", "level"), 6),
    "estimate": (("mark",), "P"),
    "responsibility": (("levels", 0, "level"), 6),
    "tags": (("tags", 0, "near"), []),
    "relations": (("relations", 0, "helps"), "Data analytics"),
    "releases": (("releases", 1, "changes", 0, "ratings"), "maybe"),
    "requirements": (("items", 0, "competencies"), []),
    "variations": (("items", 0, "sectors"), ["space"]),
    "frameworks": (("frameworks", 0, "mark"), "X"),
    "crosswalk-row": (("framework",), "Nchl"),
    "scope": (("lists", 0, "items", 0, "places"), [{"planned": True}]),
    "tables": (("tables", 0, "sha256"), "not a hash"),
    "sources": (("sources", 0, "url"), "in the library"),
    "beliefs": (("beliefs", 0, "verdict"), "nonsense"),
    "steps-row": (("years_typical_mark",), ""),
    "transitions-row": (("type",), "helps"),
    "wildcards-row": (("id",), "any residency"),
    "delays-row": (("measure",), "luck"),
    "codes-row": (("fit",), "perfect"),
    "figures-row": (("year",), ""),
    "kinds-row": (("with_you",), ""),
    "activities-row": (("gains",), "patient-safety:1>6"),
    "thresholds-row": (("checked_on",), "in May"),
    "audience": (("key_results",), 9),
    "balance": (("regions", 0, "lines", 0, "checked"), "in May"),
    "settings": (("settings", 0, "lines", 0, "where"), "under"),
    "world": (("countries", 0, "mark"), "X"),
    "renewals": (("renewals", 0, "years"), 0),
    "offer": (("groups", 0, "items", 0, "id"), "bonus"),
    "sections": (("sections", 0, "fields", 0, "kind"), "picture"),
    "kinds-of-document": (("kinds", 0, "shape"), "poster"),
    "identifiers": (("kinds", 0, "severity"), "stop"),
    "labels": (("months",), ["only one"]),
    "sample": (("fictional",), False),
    "rubric": (("criteria", 0, "levels"), ["only one"]),
    "calibration": (("memos", 0, "key", "case", "level"), 5),
    "session": (("agenda", 0, "talk"), 30),
}
"""One wrong value for each schema: where it is put, and what."""


APART = {"case", "share", "portfolio"}
"""Files that the program writes: tests/cases/test_exchange.py, tests/cohort/test_share_schema.py,
tests/portfolio/test_schema.py."""


def test_every_data_file_has_exactly_one_schema() -> None:
    shipped = {file for ending in ("yaml", "csv") for file in (ROOT / "data").rglob(f"*.{ending}")}
    claimed = [file for schema in FILES for file in files_of(schema)]
    assert len(shipped) > 40
    assert sorted(claimed) == sorted(shipped)
    schemas = {file.name.removesuffix(".schema.json") for file in SCHEMAS.iterdir()}
    assert set(FILES) == set(PLANTED) == schemas - APART


@pytest.mark.parametrize("schema", FILES)
def test_the_schema_is_a_schema_and_refuses_unknown_keys(schema: str) -> None:
    text = json.loads((SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(text)
    assert text["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert text["title"] and text["description"]
    assert text["additionalProperties"] is False


@pytest.mark.parametrize("schema", FILES)
def test_every_shipped_file_keeps_to_its_schema(schema: str) -> None:
    looked = 0
    for file in files_of(schema):
        for place, value in values_of(file):
            looked += 1
            faults = [f"{fault.json_path}: {fault.message[:200]}" for fault in validator(schema).iter_errors(value)]
            assert faults == [], f"{file.relative_to(ROOT)} {place}"
    assert looked


@pytest.mark.parametrize("schema", PLANTED)
def test_a_planted_fault_is_refused_where_it_was_planted(schema: str) -> None:
    value = copy.deepcopy(sound(schema))
    path, wrong = PLANTED[schema]
    *above, last = path
    spot = value
    for part in above:
        spot = spot[part]
    spot[last] = wrong
    faults = list(validator(schema).iter_errors(value))
    assert faults
    assert any(tuple(fault.absolute_path)[: len(path)] == path for fault in faults)


@pytest.mark.parametrize("schema", FILES)
def test_an_unknown_key_and_a_missing_one_are_refused(schema: str) -> None:
    value = sound(schema)
    assert not validator(schema).is_valid(value | {"surprise": "x"})
    for key in json.loads((SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8"))["required"]:
        assert not validator(schema).is_valid({name: held for name, held in value.items() if name != key}), key


@pytest.mark.parametrize(
    ("schema", "changes"),
    [
        ("activities-row", {"hours_typical_mark": ""}),
        ("activities-row", {"levels_mark": "P"}),
        ("activities-row", {"cost_year": ""}),
        ("activities-row", {"sectors": "hospital, payer"}),
        ("thresholds-row", {"mark": "U"}),
        ("thresholds-row", {"value": "", "value_words": ""}),
        ("thresholds-row", {"year": ""}),
        ("transitions-row", {"gap_high_mark": ""}),
        ("figures-row", {"value": "", "value_words": ""}),
        ("figures-row", {"sources": ""}),
        ("figures-row", {"mark": "U"}),
    ],
)
def test_marks_sources_and_years_may_not_be_left_out(schema: str, changes: dict[str, str]) -> None:
    assert validator(schema).is_valid(sound(schema))
    assert not validator(schema).is_valid(sound(schema) | changes)


@pytest.mark.parametrize(
    ("schema", "key", "words"),
    [
        ("steps-row", "kind", KINDS),
        ("steps-row", "region", REGIONS),
        ("steps-row", "stage", STAGES),
        ("transitions-row", "type", TYPES),
        ("activities-row", "kind", activity.KINDS),
        ("activities-row", "status", activity.STATUS),
        ("thresholds-row", "jurisdiction", JURISDICTIONS),
    ],
)
def test_schema_and_reader_allow_the_same_words(schema: str, key: str, words: Iterable[str]) -> None:
    assert set(validator(schema).schema["properties"][key]["enum"]) == set(words)


@pytest.mark.parametrize(
    ("schema", "columns"),
    [
        ("steps-row", STEP_COLUMNS),
        ("transitions-row", TRANSITION_COLUMNS),
        ("activities-row", ACTIVITY_COLUMNS),
        ("thresholds-row", THRESHOLD_COLUMNS),
        ("figures-row", FIGURE_COLUMNS),
        ("codes-row", CODE_COLUMNS),
    ],
)
def test_schema_and_reader_know_the_same_columns(schema: str, columns: list[str]) -> None:
    assert set(validator(schema).schema["properties"]) == set(columns)


def files_of(schema: str) -> list[Path]:
    return [file for pattern in FILES[schema].split() for file in sorted((ROOT / "data").glob(pattern))]


def values_of(file: Path) -> Iterator[tuple[str, Any]]:
    """The one value of a YAML file as JSON would hold it, or the rows of a table with their numbers."""
    if file.suffix == ".csv":
        with file.open(encoding="utf-8", newline="") as table:
            for number, row in enumerate(csv.DictReader(table), 1):
                yield f"row {number}", row
    else:
        value = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        yield "", json.loads(json.dumps(value, default=lambda day: day.isoformat()))


@cache
def sound(schema: str) -> Any:
    """A shipped value of the schema to plant faults into."""
    return next(value for file in files_of(schema) for _, value in values_of(file))


@cache
def validator(schema: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8")))
