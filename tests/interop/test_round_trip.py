"""Out and in again: what another program's format gives back differs only in what the report of the export named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from portfolio.sample import ENTRIES, PROFILE

from cmo_pathways.interop import bibtex, json_resume
from cmo_pathways.interop.incoming import import_preview
from cmo_pathways.portfolio import load_sections

DAY = "2026-11-21"
VALUES = {"year": "2024-03", "number": "12", "text": "Words & signs 50 %: {name}", "long": "Long words of {name}."}


def full(section: str) -> dict[str, Any]:
    """An entry of a section with every field filled in its own way."""
    fields = {f.name: VALUES[f.kind].replace("{name}", f.name) for f in load_sections()[section].fields}
    return {"section": section, **fields, **({"doi": "10.1000/xyz_1"} if "doi" in fields else {})}


def again(name: str, data: bytes) -> list[Mapping[str, Any]]:
    """The bodies that an import of the file would add; nothing in it is bad."""
    preview = import_preview([(name, data)], {})
    assert preview.problems == ()
    return [proposal.body for proposal in preview.proposals if "section" in proposal.body]


def named(left_out: Any, section: str) -> set[str]:
    """The fields of a section that a report names by their labels."""
    told = {item.what for item in left_out}
    found = load_sections()[section]
    return {field.name for field in found.fields if f"{found.name}: {field.label}" in told}


@pytest.mark.parametrize("section", load_sections())
def test_a_json_resume_gives_back_every_field_but_those_it_named(section: str):
    body = full(section)
    written = json_resume({}, {"x": body}, DAY)
    (back,) = again("resume.json", written.data)
    assert back["section"] == section
    lost = {field for field, value in body.items() if str(value) not in str(back.get(field, ""))}
    assert lost <= named(written.left_out, section)


def test_the_sample_comes_back_entry_by_entry():
    back = again("resume.json", json_resume(PROFILE, ENTRIES, DAY).data)
    titles = sorted(str(body.get("title") or body["text"]) for body in back)
    assert titles == sorted(str(body.get("title") or body["text"]) for body in ENTRIES.values())


def test_the_profile_comes_back():
    preview = import_preview([("resume.json", json_resume(PROFILE, {}, DAY).data)], {})
    (proposal,) = preview.proposals
    assert dict(proposal.body) == PROFILE


def paper(text: str, venue: str, year: str, **more: str) -> dict[str, Any]:
    return {"section": "publication", "text": text, "venue": venue, "year": year, **more}


def stand(section: str, title: str, venue: str, year: str, **more: str) -> dict[str, Any]:
    return {"section": section, "title": title, "venue": venue, "year": year, **more}


@pytest.mark.parametrize(
    "body",
    [
        paper("Alvarez Chen M, O’Brien JB. Bundles are not enough", "J Hosp Med", "2025-03", doi="10.1000/xyz_1"),
        paper("Use of {braces}, \\commands & 50 % in SARS-CoV-2", "BMJ", "2024"),
        paper("Über Łódź, Москва, 東京", "Rev", "2023", doi="38212345"),
        stand("presentation", "A talk", "ACHE, Chicago", "2024", text="Two hundred listened."),
        stand(
            "thought-leadership", "Testimony", "Senate", "2023-11", text="For it.", url="https://example.org/a_b%20c"
        ),
    ],
)
def test_bibtex_gives_back_what_went_in(body: dict[str, Any]):
    (back,) = again("papers.bib", bibtex({}, {"x": body}, DAY).data)
    assert {key: value for key, value in back.items() if key != "original"} == body
