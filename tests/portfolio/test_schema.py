"""The published shape of a portfolio: what is exported keeps to it, and what is wrong breaks it."""

from __future__ import annotations

import copy
import json
import runpy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from portfolio.sample import ENTRIES, PROFILE, sample_portfolio

from cmo_pathways.content import content_root
from cmo_pathways.document import to_values
from cmo_pathways.portfolio import audience_ids, language_ids, load_kinds, load_sections
from cmo_pathways.portfolio.build import sendable_fields

HOUSE = Path(__file__).parents[2]
SCHEMA = json.loads((content_root() / "data" / "schema" / "portfolio.schema.json").read_text(encoding="utf-8"))
CHECK = Draft202012Validator(SCHEMA)


def exported(audience: str = "hospital-board", **changes: Any) -> dict[str, Any]:
    """What ``--format json`` writes of the invented physician."""
    found = sample_portfolio(audience, **changes)
    entries = {id: sendable_fields(ENTRIES[id]) for id in found.chosen if id in ENTRIES}
    source = {"format": "cmo-pathways-dossier", "version": 1, "profile": PROFILE, "entries": entries}
    return json.loads(json.dumps({"document": to_values(found.document), "source": source}))


def test_the_schema_and_its_page_are_not_stale() -> None:
    script = runpy.run_path(str(HOUSE / "scripts" / "portfolio_schema.py"))
    for file, made in ((script["SCHEMA"], script["schema"]), (script["PAGE"], script["page"])):
        assert (HOUSE / file).read_text(encoding="utf-8") == made(), "run scripts/portfolio_schema.py"


def test_the_schema_is_a_versioned_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == "urn:cmo-pathways:schema:portfolio:1" and SCHEMA["description"]
    assert set(load_sections()) | {"document"} == set(SCHEMA["$defs"])


@pytest.mark.parametrize("audience", audience_ids())
def test_every_kind_for_every_reader_in_every_language_keeps_to_it(audience: str) -> None:
    for kind in load_kinds():
        for language in language_ids():
            assert [
                fault.message for fault in CHECK.iter_errors(exported(audience, kind=kind, language=language))
            ] == []


@pytest.mark.parametrize("name", list(load_sections()))
def test_an_entry_with_every_field_of_a_section_keeps_to_it_and_one_without_a_required_field_does_not(
    name: str,
) -> None:
    section = load_sections()[name]
    sample = {"year": "2019-07", "number": "2,140"}
    body = {"section": name, **{field.name: sample.get(field.kind, "words") for field in section.fields}}
    more = {"competencies": ["patient-safety"], "tags": ["x"], "pinned": ["payer"], "order": 2, "evidence": ["e1"]}
    value = exported()
    value["source"]["entries"] = {"x": sendable_fields({**body, **more})}
    assert CHECK.is_valid(value)
    for field in section.fields:
        if field.required:
            value["source"]["entries"] = {"x": {key: v for key, v in body.items() if key != field.name}}
            assert not CHECK.is_valid(value), field.name


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("source", "version"), 2),
        (("source", "format"), "json-resume"),
        (("source", "profile", "password"), "x"),
        (("source", "entries", "p1", "section"), "hobby"),
        (("source", "entries", "p1", "start"), "last summer"),
        (("source", "entries", "p1", "salary"), "400000"),
        (("source", "entries", "p1", "tags"), "one"),
        (("source", "entries", "i1", "before"), "about 18"),
        (("source", "entries", "k1", "number"), "35.123456"),
        (("document", "date"), "today"),
        (("document", "blocks", 0, "block"), "hologram"),
        (("surprise",), 1),
    ],
)
def test_a_planted_fault_is_refused(path: tuple[Any, ...], wrong: object) -> None:
    value = copy.deepcopy(exported())
    assert CHECK.is_valid(value)
    *above, last = path
    spot: Any = value
    for part in above:
        spot = spot[part]
    spot[last] = wrong
    assert not CHECK.is_valid(value)


def test_the_page_names_every_section_with_its_place_in_a_json_resume() -> None:
    page = (HOUSE / "docs" / "portfolio-format.md").read_text(encoding="utf-8")
    for row in ("| `position` |", "| `impact` |", "`work` |", "`certificates` |", "`basics` |", "`projects` |"):
        assert row in page
    assert all(f"| `{name}` |" in page for name in load_sections())
