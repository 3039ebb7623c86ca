"""What is recognized as a duplicate, what an import adds, and files that would break a reader."""

from __future__ import annotations

import json
import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmo_pathways.errors import InputError, LearnerError
from cmo_pathways.interop import ImportPreview, import_events, import_preview
from cmo_pathways.interop.incoming.found import MAX_RECORDS
from cmo_pathways.ledger.event import event_problems
from cmo_pathways.portfolio import check_entry

HEAD = "section,title,organization,place,issuer,text,venue,start,year,doi\n"
PAPER = {"section": "publication", "text": "Chen MJ, Okafor J. Fewer falls: two wards", "year": "2021-03"}


def table(*rows: str) -> list[tuple[str, bytes]]:
    return [("t.csv", (HEAD + "\n".join(rows)).encode())]


@pytest.mark.parametrize(
    ("entry", "row", "why"),
    [
        ({**PAPER, "doi": "10.1000/X2"}, "publication,,,,,Other,,,2020,https://doi.org/10.1000/x2", "the same DOI"),
        ({**PAPER, "doi": "PMID: 90000001"}, "publication,,,,,Other,,,2020,90000001", "the same PubMed number"),
        (PAPER, "publication,,,,,Fewer Falls - two wards,,,2021,", "the same title and year"),
        (PAPER, "publication,,,,,Fewer falls: two wards,,,2019,", ""),
        ({"section": "position", "title": "CMO", "organization": "The Élan", "start": "2019"},
         "position,cmo,Elan,,,,,2019-07,,", "the same title, organization and start"),
        ({"section": "position", "title": "CMO", "organization": "Elan", "start": "2019-01"},
         "position,CMO,Elan,,,,,2019-07,,", ""),
        ({"section": "position", "title": "CMO", "organization": "Elan", "start": "2019"},
         "position,CMO,Other,,,,,2019,,", ""),
        ({"section": "credential", "title": "CPE"}, "credential,CPE,,,A,,,,2020,", "the same title, issuer and year"),
        ({"section": "language", "title": "Spanish"}, "language,spanish,,,,,,,,", "the same title"),
        ({"section": "award", "title": "CPE"}, "credential,CPE,,,,,,,,", ""),
    ],
    ids=range(10),
)  # fmt: skip
def test_what_is_there_already_is_recognized(entry: dict[str, str], row: str, why: str) -> None:
    (one,) = import_preview(table(row), {"mine-1": entry}).proposals
    assert (one.twin, one.why) == ("mine-1" if why else "", why)


def test_two_files_with_the_same_article_add_it_once() -> None:
    made = import_preview([*table("award,A,,,,,,,2020,"), *table("award,A,,,,,,,2020,", "award,B,,,,,,,2020,")], {})
    assert [(one.id, one.twin) for one in made.proposals] == [("1", ""), ("2", "1"), ("3", "")]
    assert made.fresh == ("1", "3")


def test_the_events_hold_what_our_fields_cannot_and_use_no_id_twice() -> None:
    made = import_preview([("t.csv", b"section,title,shelf\naward,A,top\naward,B,\nlanguage,Spanish,\n")], {})
    events = import_events(made, ["1", "2", "3"], taken={"award-1", "award-3"})
    first = {"section": "award", "title": "A", "original": {"format": "CSV", "record": {"shelf": "top"}}}
    assert events == (
        ("entry", "award-2", first),
        ("entry", "award-4", {"section": "award", "title": "B"}),
        ("entry", "language-1", {"section": "language", "title": "Spanish"}),
    )
    assert made.beside == {"shelf": 1}


def test_rows_that_bring_the_same_id_are_both_kept() -> None:
    entry = {"section": "award", "title": "A"}
    files = [
        (f"{n}.json", json.dumps({"source": {"format": "cmo-pathways-dossier", "version": 1, "profile": {},
                                            "entries": {"award-1": {**entry, "title": title}}}}).encode())
        for n, title in enumerate(("One", "Two"))
    ]  # fmt: skip
    made = import_preview(files, {"award-1": entry})
    assert [(one.twin, one.fields["title"]) for one in made.proposals] == [("", "One"), ("", "Two")]
    events = import_events(made, made.fresh, taken={"award-1"})
    assert [(id, body["title"]) for _, id, body in events] == [("award-2", "One"), ("award-3", "Two")]
    assert len({one.id for one in made.proposals}) == 2


def test_a_number_that_is_not_in_the_preview_is_refused() -> None:
    with pytest.raises(LearnerError, match='no record "9"'):
        import_events(import_preview(table("award,A,,,,,,,,"), {}), ["9"])


def test_the_profile_is_filled_and_never_overwritten() -> None:
    files = [(name, json.dumps({"basics": {"name": name, "phone": name}}).encode()) for name in ("One", "Two")]
    made = import_preview(files, {}, profile={"name": "Mine"})
    assert [(one.section, dict(one.fields)) for one in made.proposals] == [("profile", {"phone": "One"})]
    assert [item.what for item in made.ignored] == ["name in One", "name, phone in Two"]
    assert import_events(made, made.fresh) == (("profile", "me", {"phone": "One"}),)


def sound(made: ImportPreview) -> None:
    """What every preview must hold, whatever the file."""
    for kind, subject, body in import_events(made, [one.id for one in made.proposals]):
        assert event_problems(kind, subject, body) == ()
        assert kind == "profile" or check_entry(body["section"], body) == ()
    assert len({one.id for one in made.proposals}) == len(made.proposals)
    assert all(row.message and row.code.startswith("E-") for row in made.problems)


def told(data: bytes, name: str = "file") -> list[str]:
    """What a reader is told of a file: each record in one line, each bad row, or why nothing can be read."""
    try:
        made = import_preview([(name, data)], {"publication-1": PAPER})
    except InputError as error:
        assert error.problems
        return [row.message for row in error.problems]
    sound(made)
    read = [f"{form}: nothing in it" for form in made.formats.values()]
    return [one.summary or one.section for one in made.proposals] + [row.message for row in made.problems] or read


WORDS = st.sampled_from(
    ["TY  - JOUR\n", "TI  - ", "ER  - \n", "AU  - A, B\n", "PY  - 2020\n", "PMID- 1\n", "DP  - 2020 Jan\n", "      x\n",
     "@article{a,\n", "title={", "}", "}\n", "year=2020,", '"', "{", "\\", "\\\"{u}", "=", ",", "\n", "@string{j=",
     "author={A and B},", "section,title,year\n", "award,x,2020\n", ";", "%PDF-1.7", "obj", "/Type/EmbeddedFile",
     "stream\n", "endstream", '{"basics":', '{"work":[', '{"position":"a","name":"b","startDate":"2019"}', "]", "null",
     '"\\ud800"', "PK\x03\x04", "\x00", "é", "\u202e", "0" * 200]
)  # fmt: skip


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS | st.text(string.printable, max_size=12), max_size=40))
def test_mangled_files_give_sentences_and_sound_entries(parts: list[str]) -> None:
    lines = told("".join(parts).encode("utf-8", "replace"))
    assert lines
    assert all(0 < len(line) < 500 for line in lines)


def test_the_words_of_the_mangled_files_make_sound_ones_too() -> None:
    parts = {
        "RIS": "TY  - JOUR\nTI  - x\nPY  - 2020\nER  - \n",
        "BibTeX": "@article{a,\ntitle={x}\n,year=2020,}",
        "CSV": "section,title,year\naward,x,2020\n",
        "PubMed NBIB": "PMID- 1\nTI  - x\nDP  - 2020 Jan\n",
    }
    for form, text in parts.items():
        made = import_preview([("file", text.encode())], {})
        assert (list(made.formats.values()), len(made.proposals), made.problems) == ([form], 1, ()), form


STARTS = (b"", b"PK\x03\x04", b"%PDF-", b"{", b"TY  - JOUR\n", b"section,title\n", b"PMID- 1\n", b"@article{a,",
          b"\xff\xfe", b"\xef\xbb\xbf")  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(STARTS))
def test_random_bytes_give_a_sentence(data: bytes, start: bytes) -> None:
    lines = told(start + data)
    assert lines
    assert all(0 < len(line) < 500 for line in lines)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
KEYS = (
    "position", "name", "startDate", "endDate", "summary", "highlights", "keywords", "type", "roles", "url", "date",
    "studyType", "area", "title", "label", "location", "profiles", "section", "removed", "format", "version",
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["basics", "work", "volunteer", "education", "awards", "publications", "references", "projects"]),
    st.lists(st.dictionaries(st.sampled_from(KEYS), VALUES | st.sampled_from(["2019-07", "impact", "award"]))),
    st.booleans(),
)
def test_values_of_any_shape_give_sound_entries(name: str, rows: list[dict[str, object]], single: bool) -> None:
    assert told(json.dumps({name: rows[0] if single and rows else rows}).encode())
    entries = {f"e{n}": row for n, row in enumerate(rows)}
    source = {"format": "cmo-pathways-dossier", "version": 1, "profile": rows[0] if rows else 1, "entries": entries}
    assert told(json.dumps({"source": source}).encode())


ROWS = 100_000
LONG = {
    "csv": "section,title,year\n" + "award,The same,2020\n" * ROWS,
    "posts": "section,title,organization,start\n" + "".join(f"position,CMO,Place {n},2020\n" for n in range(ROWS)),
    "ris": "TY  - JOUR\nTI  - T\nPY  - 2020\nER  - \n" * ROWS,
    "one-ris": "TY  - JOUR\nTI  - T\n" + "and more\n" * ROWS + "ER  - \n",
    "nbib": "".join(f"PMID- {n}\nTI  - T{n}\nDP  - 2020\n\n" for n in range(ROWS)),
    "one-nbib": "PMID- 1\nTI  - T\n" + "      more\n" * ROWS,
    "braces": "@article{a, title={" + "{" * 1_000_000,
    "blocks": "@a{" * ROWS,
    "commas": "section" + "," * 1_000_000 + "\naward",
    "quotes": 'section,title\naward,"' + "x\n" * 1_000_000,
    "spaces": "@article{a, title={" + " " * 1_000_000 + "@b{" * 1000,
}


@pytest.mark.parametrize("name", LONG)
def test_very_long_files_end_in_a_sentence_or_in_a_limit(name: str) -> None:
    lines = told(LONG[name].encode())
    assert 0 < len(lines) <= MAX_RECORDS + 2
    assert all(0 < len(line) < 500 for line in lines)


def test_a_file_beyond_the_limit_says_how_many_were_read() -> None:
    made = import_preview([("t.csv", LONG["csv"].encode())], {})
    assert len(made.proposals) == MAX_RECORDS
    assert made.fresh == ("1",)
    assert made.problems[-1].code == "E-MORE"
