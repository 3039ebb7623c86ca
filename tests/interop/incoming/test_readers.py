"""Small files of each format, written by hand, and the entries that they give."""

from __future__ import annotations

import io
import json
import zipfile
import zlib

import pytest

from cmo_pathways.errors import InputError
from cmo_pathways.interop import ImportPreview, import_preview

BIBTEX = r"""@string{ward = "Journal of Ward Work"}
@article{mueller2020,
  author = {M{\"u}ller, J{\'e}r{\^o}me and {Northmere Study Group} and Maria J. van der Linden},
  title = {{Rounding} together \& apart: 50\% less},
  journal = ward, year = 2020, month = jan, doi = {10.1000/x1}, volume = {3}
}
@misc{talk, title = {Beds at night}, howpublished = {State quality day}, year = {2019}, note = {Presentation}}
@article{nothing, title = {No year here}}
@article{broken, title = {Open
@article{last, title = {The last one}, year = 2021, journal = {A}, journal = {B}}
"""
RIS = """TY  - JOUR
AU  - Chen, Maria J.
AU  - Okafor, John
TI  - Fewer falls on
  two wards
JO  - Journal of Ward Work
PY  - 2021/03/01/
DO  - https://doi.org/10.1000/x2
VL  - 3
ER  -

TY  - JOUR
TI  - Never ends
PY  - 2020
TY  - SLIDE
TI  - What a board asks
T2  - Spring meeting
PY  - 2022
ER  -
"""
NBIB = """
PMID- 90000001
OWN - NLM
DP  - 2023 Jan 15
TI  - Handover at night: a trial in
      three hospitals.
AB  - Text of ours.
AU  - Chen MJ
AU  - Okafor JB
CN  - Northmere Study Group
LID - S0000-0000(00)00000-0 [pii]
LID - 10.1000/x3 [doi]
JT  - Journal of ward work

PMID- 90000002
TI  - Without a date.
"""
CSV = """section,title,organization,start,end,text,note
position,Medical director,"North, and South",2019-07,,"Two lines
of ""text"" here",kept
Position,Chief,Elsewhere,soon,,,
credential,CPE,,,,,
impct,x,,,,,
position,Too,many,2019,,,,cells
"""


def preview(name: str, data: str | bytes, entries: dict[str, dict[str, str]] | None = None) -> ImportPreview:
    return import_preview([(name, data.encode() if isinstance(data, str) else data)], entries or {})


def found(made: ImportPreview) -> list[tuple[str, dict[str, str], int]]:
    return [(one.section, dict(one.fields), one.line) for one in made.proposals]


def archive(**tables: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in tables.items():
            packed.writestr(f"Basic/{name}.csv", text)
    return out.getvalue()


def test_bibtex_gives_authors_as_journals_print_them_and_plain_words() -> None:
    made = preview("mine.txt", BIBTEX)
    assert made.formats == {"mine.txt": "BibTeX"}
    text = "Müller J, Northmere Study Group, van der Linden MJ. Rounding together & apart: 50% less"
    article = {"text": text, "venue": "Journal of Ward Work", "year": "2020-01", "doi": "10.1000/x1"}
    assert found(made) == [
        ("publication", article, 2),
        ("presentation", {"title": "Beds at night", "venue": "State quality day", "year": "2019"}, 7),
        ("publication", {"text": "The last one", "venue": "A", "year": "2021"}, 10),
    ]
    assert made.proposals[0].original["record"]["volume"] == "3"
    assert [(row.line, row.code) for row in made.problems] == [(8, "E-ROW"), (9, "E-ROW")]
    assert made.problems[0].message == "nothing: Year is missing. Fill it in."


def test_ris_gives_each_reference_and_lists_the_one_without_an_end() -> None:
    made = preview("mine.ris", RIS)
    text = "Chen MJ, Okafor J. Fewer falls on two wards"
    assert found(made) == [
        ("publication", {"text": text, "venue": "Journal of Ward Work", "year": "2021-03", "doi": "10.1000/x2"}, 1),
        ("presentation", {"title": "What a board asks", "venue": "Spring meeting", "year": "2022"}, 15),
    ]
    assert [(row.line, row.message) for row in made.problems] == [
        (12, "reference 2 has no end (ER  -) - export it again")
    ]


def test_pubmed_gives_doi_month_and_the_whole_title() -> None:
    made = preview("mine.nbib", NBIB)
    text = "Chen MJ, Okafor JB, Northmere Study Group. Handover at night: a trial in three hospitals"
    fields = {"text": text, "venue": "Journal of ward work", "year": "2023-01", "doi": "10.1000/x3"}
    assert found(made) == [("publication", fields, 2)]
    assert made.proposals[0].original["record"]["PMID"] == ["90000001"]
    assert [(row.line, row.message) for row in made.problems] == [(15, "PMID 90000002: Year is missing. Fill it in.")]


def test_a_table_gives_good_rows_and_lists_bad_ones_with_their_lines() -> None:
    made = preview("mine.csv", CSV)
    first = {
        "title": "Medical director", "organization": "North, and South", "start": "2019-07",
        "text": 'Two lines\nof "text" here',
    }  # fmt: skip
    assert found(made) == [("position", first, 2), ("credential", {"title": "CPE"}, 5)]
    assert made.proposals[0].original == {"format": "CSV", "record": {"note": "kept"}}
    assert [row.line for row in made.problems] == [4, 6, 7]
    assert 'not "soon"' in made.problems[0].message and 'no section "impct"' in made.problems[1].message


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_table_may_use_semicolons_or_tabs(separator: str) -> None:
    rows = [["section", "title", "year"], ["award", "=1+1", "2020"]]
    made = preview("t", "\n".join(separator.join(row) for row in rows))
    assert found(made) == [("award", {"title": "=1+1", "year": "2020"}, 2)]


def test_a_missing_quotation_mark_costs_only_its_own_rows() -> None:
    made = preview("t.csv", 'section,title\naward,"a"b\naward,Second\naward,"never\nclosed')
    assert [one.fields["title"] for one in made.proposals] == ["Second"]
    assert [row.line for row in made.problems] == [2, 4]


def test_a_json_resume_fills_sections_profile_and_statement() -> None:
    resume = {
        "basics": {"name": "Ada Example", "label": "CMO", "summary": "Why I lead.", "location": {"city": "Marlow"}},
        "work": [
            {"position": "CMO", "name": "A", "startDate": "2019-07-01", "highlights": ["Did x"], "url": "https://a"},
            7,
        ],
        "education": [{"studyType": "MD", "area": "Medicine", "institution": "B", "endDate": "2011"}],
        "publications": [{"name": "P", "releaseDate": "2020", "url": "https://doi.org/10.1000/x4"}],
        "projects": [{"name": "R", "type": "crisis", "description": "Flood", "endDate": "2024-04"}],
        "references": [{"name": "C", "reference": "Call 555 0100"}],
        "skills": [{"name": "Surgery"}],
    }
    made = preview("resume.json", json.dumps(resume))
    assert [(one.section, dict(one.fields)) for one in made.proposals] == [
        ("profile", {"name": "Ada Example", "headline": "CMO", "location": "Marlow"}),
        ("statement", {"text": "Why I lead."}),
        ("position", {"title": "CMO", "organization": "A", "start": "2019-07", "text": "- Did x"}),
        ("education", {"title": "MD in Medicine", "place": "B", "year": "2011"}),
        ("publication", {"text": "P", "year": "2020", "doi": "10.1000/x4"}),
        ("reference", {"title": "C"}),
        ("crisis", {"title": "R", "year": "2024-04", "text": "Flood"}),
    ]
    position = made.proposals[2].original["record"]
    assert position == {"startDate": "2019-07-01", "highlights": ["Did x"], "url": "https://a"}
    assert made.proposals[5].original["record"] == {"reference": "Call 555 0100"}  # it prints nothing without consent
    assert [row.message[:7] for row in made.problems] == ["work 2:"]
    assert [item.what for item in made.ignored] == ["skills"]


def test_a_linkedin_archive_gives_its_tables_and_opens_no_messages() -> None:
    data = archive(
        Positions="Company Name,Title,Description,Location,Started On,Finished On\nA,CMO,x,Here,Jan 2019,\nA,,,,,\n",
        Education="Notes:\n\nSchool Name,Start Date,End Date,Notes,Degree Name,Activities\nB,2003,2007,,MD,\n",
        Certifications="Name,Url,Authority,Started On,Finished On,License Number\nCPE,u,AA,Mar 2020,Mar 2023,1\n",
        Profile="First Name,Last Name,Address,Birth Date,Headline,Summary,Zip Code\nAda,E,secret st,May 1,CMO,Why,1\n",
        messages="FROM,CONTENT\nsomebody,Title secret\n",
        Skills="Name\nSurgery\n",
    )
    made = preview("archive.zip", data)
    assert sorted((one.section, *sorted(one.fields.items()), one.line) for one in made.proposals) == sorted([
        ("position", ("organization", "A"), ("start", "2019-01"), ("text", "x"), ("title", "CMO"), 2),
        ("education", ("place", "B"), ("title", "MD"), ("year", "2007"), 4),
        ("credential", ("expires", "2023-03"), ("issuer", "AA"), ("number", "1"), ("title", "CPE"),
         ("year", "2020-03"), 2),
        ("profile", ("headline", "CMO"), ("name", "Ada E"), 2),
        ("statement", ("text", "Why"), 2),
    ])  # fmt: skip
    assert "secret" not in repr(made) and "May 1" not in repr(made)
    assert [(row.file, row.line) for row in made.problems] == [("archive.zip", 3)]
    assert {item.what for item in made.ignored} >= {"list of skills", "messages, connections and other tables"}


def dossier(**more: object) -> dict[str, object]:
    entry = {"section": "award", "title": "A", "year": "2020", "tags": ["x"], "acknowledged": ["hash"], "removed": True}
    source = {"format": "cmo-pathways-dossier", "version": 1, "profile": {"name": "Ada"}, "entries": {"award-1": entry}}
    return {"document": {"blocks": []}, "source": {**source, **more}}


def pdf(content: bytes, words: bytes = b"/Filter/FlateDecode", *, packed: bool = True) -> bytes:
    stream = zlib.compress(content) if packed else content
    head = b"<</Length %d/Type/EmbeddedFile%s/Subtype/application#2Fjson>>" % (len(stream), words)
    return b"%PDF-1.7\n3 0 obj\n" + head + b"\nstream\n" + stream + b"\nendstream\nendobj\n%%EOF"


def test_a_quotation_mark_of_an_archive_that_is_never_closed_is_told_with_its_line() -> None:
    head, row = "Title,Company Name,Started On", "CMO,Elan,Jul 2019"
    text = f'{head}\n{row}\n"Chief,Elan,2015\n' + f"{row}\n" * 20_000
    found = preview("a.zip", archive(Positions=text))
    assert len(found.proposals) == 1
    [problem] = found.problems
    assert (problem.file, problem.line, problem.code) == ("a.zip", 3, "E-ROW")
    assert problem.message.startswith("Positions.csv: a quotation mark is never closed")


def test_a_dossier_comes_back_without_what_was_acknowledged_or_removed() -> None:
    text = json.dumps(dossier()).encode()
    for data in (text, pdf(text), pdf(text, b"", packed=False)):
        made = preview("dossier", data)
        assert [(one.section, dict(one.fields)) for one in made.proposals] == [
            ("profile", {"name": "Ada"}),
            ("award", {"title": "A", "year": "2020", "tags": ["x"]}),
        ]


BOMB = pdf(b"0" * 25_000_000)
REFUSED = [
    ("nothing.txt", b"hello", "is none of the files"),
    ("empty", b"", "is none of the files"),
    ("bytes", bytes(range(256)) * 20, "is no text"),
    ("list.json", b"[1]", "is no JSON Resume"),
    ("broken.json", b"{", "is not readable as JSON"),
    ("zip", b"PK\x03\x04 nothing", "is damaged"),
    ("zip", archive(messages="a"), "is no LinkedIn archive"),
    ("zip", archive(Positions="Title\n" + "0" * 3_000_000), "to more than 2 MB"),
    ("zip", archive(**{"../Positions": "Title\nx"}), "leads out of the archive"),
    ("a.pdf", b"%PDF-1.7 nothing", "is no dossier"),
    ("a.pdf", BOMB, "unpacks to more than 20 MB"),
    ("a.pdf", pdf(b"{}"), "holds a document without a portfolio"),
    ("a.pdf", pdf(json.dumps(dossier()).encode(), b"/Filter[/ASCII85Decode/FlateDecode]"), "is no dossier"),
    ("newer.json", json.dumps(dossier(version=2)).encode(), "newer version"),
    ("large.txt", b"TY  - JOUR\n" + b"x" * 20_000_001, "is larger than 20 MB"),
    ("twice.csv", b"section,title,title\naward,a,b\n", 'has the column "title" twice'),
]


@pytest.mark.parametrize(("name", "data", "words"), REFUSED, ids=range(len(REFUSED)))
def test_what_cannot_be_imported_is_refused_in_one_sentence(name: str, data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        preview(name, data)
    assert len(caught.value.problems) == 1


def test_one_bad_file_does_not_hide_a_good_one() -> None:
    made = import_preview([("bad", b"nothing"), ("good.nbib", NBIB.encode())], {})
    assert len(made.proposals) == 1
    assert [row.file for row in made.problems] == ["bad", "good.nbib"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_keep_their_letters(encoding: str) -> None:
    made = preview("t", "section,title\r\naward,Préis\r\n".encode(encoding))
    assert found(made) == [("award", {"title": "Préis"}, 2)]
