"""The columns of other people's tables: what each row is, and which field each column fills."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_pathways.errors import InputError
from cmo_pathways.interop import import_preview, table_columns
from cmo_pathways.interop.incoming.columns import Columns, choices_of_field, choices_of_section

# The heads of tables as PubMed, Scopus, LinkedIn (positions, certifications) and a spreadsheet of one's own have them.
HEADS = {
    "PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,PMCID,NIHMS ID,DOI": (
        "publication",
        {"Title": "text", "Authors": "authors", "Journal/Book": "venue", "Publication Year": "year", "DOI": "doi"},
    ),
    "Authors,Author full names,Title,Year,Source title,Volume,Issue,DOI,Link": (
        "publication",
        {"Authors": "authors", "Title": "text", "Year": "year", "Source title": "venue", "DOI": "doi"},
    ),
    "Company Name,Title,Description,Location,Started On,Finished On": (
        "position",
        {"Company Name": "organization", "Title": "title", "Description": "text", "Started On": "start",
         "Finished On": "end"},
    ),
    "Name,Authority,License Number,Issued On,Expires On": (
        "credential",
        {"Name": "title", "Authority": "issuer", "License Number": "number", "Issued On": "year",
         "Expires On": "expires"},
    ),
    "Post;Hospital;From;Until": (
        "position",
        {"Post": "title", "Hospital": "organization", "From": "start", "Until": "end"},
    ),
}  # fmt: skip


def columns(text: str, file: str = "t.csv") -> Columns:
    found = table_columns(text.encode(), file)
    assert found is not None
    return found


@pytest.mark.parametrize("head", HEADS)
def test_the_heads_of_well_known_tables_are_matched(head: str) -> None:
    separator = ";" if ";" in head else ","
    found = columns(f"{head}\n{separator.join('2020' for _ in head.split(separator))}\n")
    section, fields = HEADS[head]
    assert found.section == section
    assert {name: field for name, field in zip(found.names, found.fields, strict=True) if field} == fields


def test_the_name_of_the_file_decides_between_sections_that_fit_alike() -> None:
    text = "Title,Year\nA,2020\n"
    assert columns(text, "awards.csv").section == "award"
    assert columns(text, "my education.csv").section == "education"


def test_a_table_of_ours_says_itself_what_its_rows_are() -> None:
    found = columns("section,title\naward,A\n")
    assert (found.section, found.by_column, found.proposed) == ("", True, True)


def test_a_table_in_unknown_words_is_no_guess() -> None:
    found = columns("What,Where\nCMO,Elan\n")
    assert (found.section, found.proposed) == ("", False)
    with pytest.raises(InputError, match="none of the files"):
        import_preview([("t.csv", b"What,Where\nCMO,Elan\n")], {})


@pytest.mark.parametrize(
    "text", ["", "one line", "Dear colleague, hello\nI write, today, to you\n", "a,b\n", ",\n1,2\n"]
)
def test_what_is_no_table_has_no_columns(text: str) -> None:
    assert table_columns(text.encode(), "t.txt") is None


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7", b"{}", b"PK\x03\x04", b"TY  - JOUR\n", b"\x89PNG\r\n\x1a\n", b"e30.e30.e30"]
)
def test_files_of_other_kinds_have_no_columns(data: bytes) -> None:
    assert table_columns(data, "t") is None


def test_a_field_stands_in_one_column_only() -> None:
    found = columns("Title,Year,Other\nA,2020,x\n", "awards.csv").with_field(2, "title")
    assert found.fields == ("", "year", "title")
    assert found.with_field(9, "title") == found.with_field(0, "nonsense") == found
    unknown = found.as_section("nonsense")
    assert (unknown.section, unknown.fields) == ("", ("", "", ""))
    assert unknown.with_field(0, "title") == unknown


NAMES = st.sampled_from(
    ["Title", "Name", "Date", "DOI", "Company", "Journal", "Authors", "section", "", "\u202e", '"', "x" * 99]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(NAMES, min_size=2, max_size=6), st.lists(st.text(max_size=8), min_size=2, max_size=6), st.data())
def test_any_table_can_be_read_as_anything(names: list[str], cells: list[str], data: st.DataObject) -> None:
    quoted = [",".join('"' + text.replace('"', '""') + '"' for text in row[:2]) for row in (names, cells)]
    text = "\n".join(quoted).encode("utf-8", "replace")
    found = table_columns(text, "t.csv")
    if found is None:
        return
    section = data.draw(st.sampled_from(list(choices_of_section())))
    found = found.as_section(section)
    for at in range(len(found.names)):
        found = found.with_field(at, data.draw(st.sampled_from(["", *choices_of_field(section)])))
    made = import_preview([("t.csv", text)], {}, columns={"t.csv": found})
    assert len(made.proposals) + len(made.problems) <= 2
    assert all(one.section == section for one in made.proposals)
