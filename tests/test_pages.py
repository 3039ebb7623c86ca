"""Every id has a page; its numbers carry unit, mark and sources, and lead back to a row of the data."""

from __future__ import annotations

import csv
import random
import re
from collections import Counter

import pytest
import yaml

from cmo_pathways.catalogue import load_catalogue, load_reference
from cmo_pathways.content import content_root
from cmo_pathways.errors import UnknownId
from cmo_pathways.pages import kinds_of, page_of
from cmo_pathways.scale import Mark

WORDS = {mark.words for mark in Mark}
NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")
KINDS = (  # noqa: SIM905
    "competency role step activity skill ability responsibility tool variation threshold figure belief tag case source"
).split()
FREE = {"Year of the text", "Address", "Printed", "Last read", "Last looked up", "Case topic", "Evidence it leaves"}
"""Rows about the record itself, or wording of an author, which are no figures."""


def numbers_in(text):
    return {float(number.replace(",", "")) for number in NUMBER.findall(str(text))}


def marks_of(row, number):
    """The marks in words of the cells of a row that hold the number."""
    for key, cell in row.items():
        if number in numbers_in(cell) and key not in ("id", "sources", "note"):
            shared = row.get("cost_mark") if key.startswith("cost_") else None
            mark = row.get(f"{key}_mark") or shared or row.get("mark")
            if mark:
                yield Mark(mark).words


@pytest.fixture(scope="module")
def content():
    return load_catalogue(), load_reference()


@pytest.fixture(scope="module")
def pages(content):
    kinds = kinds_of(*content)
    return {(kind, id): page_of(*content, id, kind) for kind, names in kinds.items() for id in names}


@pytest.fixture(scope="module")
def rows():
    """The cells of every data row by ``file#id``; a YAML record as one text."""
    root, found = content_root(), {}
    for file in (root / "data").rglob("*.csv"):
        with file.open(encoding="utf-8", newline="") as text:
            for row in csv.DictReader(text):
                found[f"{file.relative_to(root).as_posix()}#{row.get('id')}"] = row
    for name, top in (("beliefs", "career"),):
        for record in yaml.safe_load((root / "data" / top / f"{name}.yaml").read_text(encoding="utf-8"))[name]:
            sources = " ".join(record.get("sources", ()))
            found[f"data/{top}/{name}.yaml#{record['id']}"] = {**record, "sources": sources}
    return found


@pytest.fixture(scope="module")
def source_ids():
    text = (content_root() / "data" / "sources.yaml").read_text(encoding="utf-8")
    return {record["id"] for record in yaml.safe_load(text)["sources"]}


def test_every_kind_has_pages(content):
    kinds = kinds_of(*content)
    assert list(kinds) == KINDS
    assert all(kinds.values())
    assert (len(kinds["competency"]), len(kinds["skill"]), len(kinds["tool"])) == (20, 19, 19)


def test_every_id_gives_a_page_with_a_title_a_lead_and_parts(pages):
    for (kind, id), page in pages.items():
        assert (page.kind, page.id) == (kind, id)
        assert page.title and page.lead
        assert page.parts, id
        assert all(part.paragraphs or part.bullets or part.rows for part in page.parts), id


def test_every_fact_says_how_well_it_is_supported(pages, source_ids):
    for page in pages.values():
        for fact in page.facts:
            assert fact.mark in WORDS
            assert fact.mark in fact.words
            assert fact.at.startswith(("data/", "exercises/"))
            assert set(fact.sources) <= source_ids
            assert set(fact.sources) <= {source.id for source in page.sources}


def test_a_row_with_a_number_outside_its_facts_is_about_the_record_or_worded_by_an_author(pages):
    loose = [
        (page.kind, row.label, row.text)
        for page in pages.values()
        for part in page.parts
        for row in part.rows
        if NUMBER.search(row.text) and not row.facts and row.label not in FREE
    ]
    assert loose == []


def test_no_unverified_number_is_shown(pages):
    hidden = [fact for page in pages.values() for fact in page.facts if fact.mark == Mark.UNVERIFIED.words]
    assert len(hidden) > 50
    assert [fact for fact in hidden if re.search(r"\d", fact.text)] == []


def test_assumptions_say_so_and_name_no_source(pages):
    assumed = [fact for page in pages.values() for fact in page.facts if fact.assumed]
    assert len(assumed) > 1000
    assert all("assumption" in fact.words and fact.sources == () for fact in assumed)


def test_what_is_published_names_its_sources(pages):
    for page in pages.values():
        for fact in page.facts:
            if fact.mark in ("sourced", "reported"):
                assert fact.sources, (page.id, fact)


def test_forty_figures_lead_from_the_page_to_the_row_to_the_source(pages, rows, source_ids):
    facts = [
        (page, fact)
        for page in pages.values()
        for fact in page.facts
        if fact.unit not in ("", "day") and fact.mark in ("sourced", "reported") and NUMBER.search(fact.text)
    ]
    files = Counter()
    for page, fact in random.Random(3).sample(sorted(facts, key=lambda pair: (pair[1].at, pair[0].id)), 40):
        row = rows[fact.at]
        files[fact.at.partition("#")[0]] += 1
        written = " ".join(str(cell) for key, cell in row.items() if key not in ("id", "sources", "note"))
        there, shown = numbers_in(written), numbers_in(fact.text)
        assert shown and shown <= there, (page.id, fact, row)
        assert fact.sources == tuple(row["sources"].split()), (page.id, fact)
        assert set(fact.sources) <= source_ids
        assert all(fact.mark in marks_of(row, number) for number in shown), (page.id, fact, row)
    assert len(files) >= 3, "the sample reaches into several tables"


def test_a_range_of_several_marks_gives_each_number_its_own(content):
    words = [fact.words for fact in page_of(*content, "safety-event-review").facts]
    assert "at least 4 weeks (assumption)" in words
    assert any(text.startswith("typically 6 weeks (") and text.endswith("sourced, A53)") for text in words)
    assert "at most 9 weeks (assumption)" in words


def test_a_competency_tells_what_develops_it_and_what_it_serves(content):
    page = page_of(*content, "quality-improvement")
    headings = [part.heading for part in page.parts]
    assert "What develops it, from level 1" in headings
    assert {"Names in published frameworks", "Target level by role", "Responsibilities", "Tools"} <= set(headings)
    row = next(row for row in page.part("What develops it, from level 1").rows if row.id == "qi-project-unit")
    assert "level 1 to at most level 3 (assumption)" in row.words
    assert "40 to 160 hours, typically 80 (assumption)" in row.words


def test_a_competency_tells_its_examples_the_age_of_evidence_and_its_relations(content):
    page = page_of(*content, "quality-improvement")
    level = page.part("Level 3: Independent")
    assert sum(text.startswith("Invented example: ") for text in level.paragraphs) == 3
    assert [(row.label, row.words) for row in level.rows] == [
        ("Evidence counts in full", "at most 3 years old (assumption)")
    ]
    assert len(level.bullets) == 3
    needs = page.part("Needs").rows
    assert [row.id for row in needs] == ["data-analytics"]
    assert needs[0].words.endswith("(assumption)")
    assert "patient-safety" in [row.id for row in page.part("Helps").rows]
    assert "quality-improvement" in [row.id for row in page_of(*content, "data-analytics").part("Is needed for").rows]


def test_a_chief_medical_officer_step_names_codes_and_published_pay(content):
    page = page_of(*content, "cmo-hospital-large")
    assert any("11-9111" in row.words for row in page.part("Occupation codes").rows)
    assert any(row.id == "pay-cmo-2001" for row in page.part("Published figures that name it").rows)


def test_an_activity_that_is_a_step_has_one_page_that_says_both(content):
    page = page_of(*content, "degree-mba")
    assert page.kind == "step"
    assert page.part("What it develops") and page.part("Asks for")
    assert page_of(*content, "degree-mba", "activity").kind == "activity"


def test_an_unknown_id_is_answered_with_the_nearest(content):
    with pytest.raises(UnknownId, match='Did you mean "tool-ehr"'):
        page_of(*content, "tool-her")
    with pytest.raises(UnknownId, match='Did you mean "activity"'):
        page_of(*content, "tool-ehr", "activty")
