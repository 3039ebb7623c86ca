"""The portfolio as JSON Resume: valid by the published schema, and whatever it cannot hold is in its report."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from portfolio.sample import ENTRIES, PROFILE

from cmo_pathways.interop import json_resume, resume_entries
from cmo_pathways.portfolio import load_sections

SCHEMA = json.loads((Path(__file__).parent / "json_resume" / "schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER)
DAY = "2026-11-21"
VALUES = {"year": "2024-03", "number": "12", "text": "words of {name}", "long": "long words of {name}"}


def made(entries: Mapping[str, Mapping[str, Any]], profile: Mapping[str, Any] = PROFILE) -> Any:
    value = json.loads(json_resume(profile, entries, DAY).data)
    VALIDATOR.validate(value)
    return value


def full(section: str) -> dict[str, Any]:
    """An entry of a section with every field filled."""
    fields = {f.name: VALUES[f.kind].format(name=f.name) for f in load_sections()[section].fields}
    return {"section": section, **fields, "tags": ["safety"]}


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part)


def test_the_sample_has_each_entry_where_other_programs_look_for_it():
    value = made(ENTRIES)
    assert value["basics"] == {
        "name": "Maria Alvarez Chen, MD, MBA",
        "label": "Physician executive for community hospitals",
        "phone": "+1 614 555 0142",
        "email": "m.alvarez@example.org",
        "location": {"city": "Columbus", "region": "Ohio"},
        "summary": ENTRIES["s1"]["text"],
    }
    assert value["work"][1] == {
        "position": "Medical Director, Inpatient Services",
        "name": "Riverside Community Hospital, 310 beds",
        "startDate": "2022-07",
        "summary": ENTRIES["p1"]["text"],
    }
    assert {"name": "Certified Physician Executive", "issuer": "CCMM", "date": "2026"} in value["certificates"]
    assert value["publications"][0]["publisher"] == "J Hosp Med"
    assert value["volunteer"][0]["position"] == "Quality committee of the board"
    result = value["projects"][0]
    assert (result["name"], result["type"]) == (ENTRIES["i1"]["title"], "impact")
    assert result["highlights"][-1] == (
        "30-day mortality: 18.2 to 11.9 %; 2,140 patients; 24 months; source: Quality department; "
        "verified by J. Okafor, CQO"
    )


@pytest.mark.parametrize("section", [section for section in load_sections() if section != "statement"])
def test_each_field_is_in_the_file_or_in_the_report(section: str):
    body = full(section)
    written = json_resume({}, {"x": body}, DAY)
    found = "\n".join(texts(made({"x": body}, {})))
    report = {item.what.partition(": ")[2]: item.why for item in written.left_out}
    for field in load_sections()[section].fields:
        held = str(body[field.name]) in found
        assert held or field.label in report, field.name
        if held and field.label in report:
            assert "running text" in report[field.label] or field.kind in ("year", "number"), field.name


def test_what_a_reader_is_not_told_is_named_with_the_reason():
    body = {"section": "credential", "title": "License", "expires": "2027-04", "number": "35.1", "tags": ["a"],
            "original": {"url": "x"}, "order": 3, "excluded": ["payer"], "competencies": []}  # fmt: skip
    assert [str(item) for item in json_resume({}, {"x": body}, DAY).left_out] == [
        "Credential: In force until (1): has no place in a JSON Resume",
        "Credential: License or certificate number (1): has no place in a JSON Resume",
        "Credential: Tags (1): has no place in a JSON Resume",
        "Credential: What an import kept beside it (1): has no place in a JSON Resume",
    ]


@pytest.mark.parametrize(
    ("doi", "url"),
    [
        ("10.1000/xyz123", "https://doi.org/10.1000/xyz123"),
        ("38212345", "https://pubmed.ncbi.nlm.nih.gov/38212345/"),
        ("https://example.org/a", "https://example.org/a"),
        ("javascript:alert(1)", None),
        ("in press", None),
    ],
)
def test_an_address_is_one_or_is_reported(doi: str, url: str | None):
    body = {"section": "publication", "text": "T", "year": "2025", "doi": doi}
    assert made({"x": body})["publications"][0].get("url") == url
    assert bool(json_resume({}, {"x": body}, DAY).left_out) is (url is None)


def test_a_mail_address_that_is_none_stays_out_and_is_reported():
    written = json_resume({"name": "A", "email": "call me"}, {}, DAY)
    assert "email" not in json.loads(written.data)["basics"]
    assert [item.what for item in written.left_out] == ["email of the profile"]


def test_the_same_entries_give_the_same_bytes_and_an_empty_portfolio_is_valid():
    assert json_resume(PROFILE, ENTRIES, DAY).data == json_resume(PROFILE, ENTRIES, DAY).data
    assert made({}, {})["basics"] == {}


def test_the_reader_of_resumes_finds_the_posts_degrees_and_credentials():
    read = resume_entries(json_resume(PROFILE, ENTRIES, DAY).data, "resume.json")
    assert ("work", "Medical Director, Inpatient Services") in [(entry.section, entry.text) for entry in read]
    assert len(read) == sum(ENTRIES[id]["section"] in ("position", "education", "credential") for id in ENTRIES)


@given(st.dictionaries(st.sampled_from(["title", "text", "year", "start", "end", "doi", "url", "email"]), st.text()),
       st.sampled_from(sorted(load_sections())))  # fmt: skip
def test_any_text_gives_a_valid_file(body: dict[str, str], section: str):
    made({"x": {**body, "section": section}}, body)
