"""Publications as BibTeX: another program reads back what was typed."""

from __future__ import annotations

import unicodedata

import bibtexparser
import pytest
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware, MonthLongStringMiddleware, SeparateCoAuthors
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.interop import bibtex


def made(*bodies: dict[str, str], ids: tuple[str, ...] = ()) -> str:
    names = ids or tuple(f"publication-{n}" for n in range(1, len(bodies) + 1))
    return bibtex({}, dict(zip(names, bodies, strict=True)), "2026-11-21").data.decode()


def read(text: str) -> Library:
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware(), SeparateCoAuthors()])
    assert library.failed_blocks == []
    return library


def article(text: str, **more: str) -> dict[str, str]:
    return {"section": "publication", "text": text, "venue": "J Hosp Med", "year": "2025", **more}


def test_an_article_has_its_authors_title_journal_year_and_doi():
    body = article("Alvarez Chen M, O’Brien JB, et al. Bundles are not enough", year="2025-03", doi="10.1000/xyz_1")
    (entry,) = read(made(body)).entries
    assert (entry.entry_type, entry.key) == ("article", "publication-1")
    fields = {field.key: field.value for field in entry.fields}
    assert fields == {
        "author": ["Alvarez Chen, M.", "O’Brien, J. B.", "others"],
        "title": "Bundles are not enough",
        "journal": "J Hosp Med",
        "year": "2025",
        "month": "mar",
        "doi": "10.1000/xyz_1",
    }


def test_a_month_is_a_name_that_every_style_knows():
    library = bibtexparser.parse_string(
        made(article("T", year="2025-11")), append_middleware=[MonthLongStringMiddleware()]
    )
    assert library.entries[0]["month"] == "November"


@pytest.mark.parametrize(
    "title",
    [
        "Sepsis at 50 % & more: $5 per case #1 in_house",
        "Use of {braces} and \\commands and ~",
        "2020--2024 and ``so''",
        "Über naïve Ångström and Łódź, Москва, 東京",
        "unbalanced } and { and \\",
        'quotes " and @article{x,',
        "SARS-CoV-2 in the ICU",
    ],
)
def test_a_title_reads_back_as_it_was_typed(title: str):
    (entry,) = read(made(article(title))).entries
    assert entry["title"] == title
    assert len(read(made(article(title), article("Second"))).entries) == 2


@given(st.text(min_size=1))
def test_any_text_leaves_the_file_readable(text: str):
    (entry,) = read(made(article(text, doi=text), ids=(text,))).entries
    shown = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if shown == " ".join(text.split()) and shown.isascii() and "--" not in text and not set(text) & set("`'\""):
        assert entry["title"].endswith(shown[-3:]) or shown == ""
    assert unicodedata.normalize("NFC", entry["journal"]) == "J Hosp Med"


def test_a_presentation_and_a_public_statement_are_told_apart():
    talk = {"section": "presentation", "title": "Talk", "venue": "ACHE Congress, Chicago", "year": "2024"}
    voice = {"section": "thought-leadership", "title": "Testimony", "venue": "Senate", "year": "2023",
             "url": "https://example.org/a_b%20c"}  # fmt: skip
    first, second = read(made(talk, voice)).entries
    assert (first.entry_type, first["howpublished"], first["note"]) == (
        "misc",
        "ACHE Congress, Chicago",
        "Presentation",
    )
    assert (second["note"], second["url"]) == ("In public", "https://example.org/a_b%20c")


def test_a_key_stays_when_the_entry_is_corrected_and_no_two_are_alike():
    before = read(made(article("A"), article("B"), ids=("publication-1", "publication-2"))).entries
    after = read(
        made(article("A, corrected", year="2026"), article("B"), ids=("publication-1", "publication-2"))
    ).entries
    assert [e.key for e in before] == [e.key for e in after] == ["publication-1", "publication-2"]
    assert [e.key for e in read(made(article("A"), article("B"), article("C"), ids=("a b", "a,b", "{}"))).entries] == [
        "a-b",
        "a-b-2",
        "entry",
    ]


def test_the_report_says_what_is_not_in_the_file():
    written = bibtex({}, {"a": article("Title only"), "b": {"section": "position", "title": "CMO"}}, "2026-11-21")
    assert [(item.what, item.count) for item in written.left_out] == [
        ("entries of other sections", 1),
        ("authors of a publication", 1),
    ]
    assert written.kept == {"entries": 1}


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("Smith J. Title", True),
        ("Smith J, van der Berg AB. Title", True),
        ("Bundles are not enough: sequencing sepsis care", False),
        ("What a hospitalist service changes first", False),
        ("Vitamin D. A review", True),
    ],
)
def test_authors_are_told_apart_only_where_they_look_like_it(text: str, authors: bool):
    assert ("author =" in made(article(text))) is authors
