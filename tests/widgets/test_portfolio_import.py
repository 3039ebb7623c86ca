"""Files of other programs: seen first, added once the learner agrees, taken back as a whole."""

from __future__ import annotations

import io
import json
import zipfile
from base64 import b64encode

import pytest
from interop.badges.made import BADGE, png, signed, token
from widgets.page import Page, blocks

from cmo_pathways.interop.incoming.found import MAX_RECORDS

# A list as PubMed saves it (its own column names), an invented article, and a row without a year.
PUBMED = (
    b"PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,PMCID,NIHMS ID,DOI\n"
    b'90000001,"Fewer falls, two wards","Chen MJ, Okafor J.",J Falls,Chen MJ,J Falls,2021,2021/03/01,,,10.1000/x2\n'
    b"90000002,Later,Chen MJ,J Falls. 2022,Chen MJ,J Falls,soon,2022/03/01,,,\n"
)
BIBTEX = (
    b"@article{a, title={Other}, year=2020, author={Chen, M J}, journal={J Falls}}\n"
    b"@article{b, title={Fewer falls, two wards}, year=2021, doi={10.1000/X2}}\n"
)
POSTS = b"What I did;Where it was;From when;Shelf\nCMO;Elan;July 2019;top\nVPMA;Elan;2015;\n"


def chosen(*files: tuple[str, bytes]) -> list[dict[str, object]]:
    return [{"name": name, "size": len(data), "data": b64encode(data).decode()} for name, data in files]


@pytest.fixture
def page(open_page) -> Page:
    return open_page("portfolio-import")


def records(page: Page) -> dict[str, bool]:
    """The boxes of the preview by their words."""
    found = [block for block in blocks(page.view) if str(block.get("name", "")).startswith("take:")]
    return {str(block["label"]): bool(block["value"]) for block in found}


def test_the_preview_shows_what_is_new_what_is_double_and_what_cannot_be_read(page):
    page.change("files", chosen(("mine.csv", PUBMED), ("more.bib", BIBTEX)))
    assert records(page) == {
        "Chen MJ, Okafor J. Fewer falls, two wards, J Falls (2021)": True,
        "Chen MJ. Other, J Falls (2020)": True,
        "Fewer falls, two wards (2021)": False,
    }
    assert "# 2 of 3 records are new" in page.text
    assert (
        "The same DOI as another record here, “Chen MJ, Okafor J. Fewer falls, two wards, J Falls (2021)”" in page.text
    )
    assert "mine.csv, line 3: Year should be a year or a month" in page.text
    assert page.events == ()


def zipped(name: str, text: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(name, text)
    return data.getvalue()


ENTRY = {"section": "award", "title": "A medal"}
SOURCE = {"format": "cmo-pathways-dossier", "version": 1, "profile": {}, "entries": {"award-1": ENTRY}}
FORMATS = {
    "JSON Resume": json.dumps({"awards": [{"title": "A medal", "date": "2020"}]}).encode(),
    "LinkedIn archive": zipped(
        "Positions.csv", "Company Name,Title,Description,Location,Started On,Finished On\nElan,CMO,,,Jul 2019,\n"
    ),
    "BibTeX": BIBTEX,
    "RIS": b"TY  - JOUR\nTI  - Fewer falls\nPY  - 2020\nER  - \n",
    "PubMed NBIB": b"PMID- 90000001\nTI  - Fewer falls\nDP  - 2020 Jan\n",
    "CSV": PUBMED,
    "dossier": json.dumps({"source": SOURCE}).encode(),
    "Open Badges 3.0": token(BADGE),
}


@pytest.mark.parametrize("form", FORMATS)
def test_every_kind_of_file_comes_in_and_goes_out_again(page, form):
    page.change("files", chosen(("it", FORMATS[form])))
    assert f"it: {form}." in page.text
    many = sum(records(page).values())
    assert many > 0
    assert len(page.press("add").state.entries) == many
    assert page.press("back").state.entries == {}


def test_only_what_is_ticked_is_added_and_all_of_it_can_be_taken_back_after_the_kernel_died(page):
    page.change("files", chosen(("mine.csv", PUBMED), ("more.bib", BIBTEX))).change("take:2", False).press("add")
    assert [dict(body)["doi"] for body in page.state.entries.values()] == ["10.1000/x2"]
    assert "Added. 1 record from mine.csv and more.bib." in page.text
    later = page.again()
    assert "Your last import added 1 entry from mine.csv and more.bib." in later.text
    later.press("back")
    assert later.state.entries == {}
    assert "Taken back. 1 entry taken out." in later.text
    assert "Your last import" not in later.again().text
    assert [event.body.get("removed") for event in later.events if event.kind == "entry"] == [None, True]


def test_a_removed_entry_is_not_counted_when_an_import_is_taken_back(page):
    page.change("files", chosen(("more.bib", BIBTEX))).press("add")
    page.journey.record("entry", "publication-1", {**page.state.entries["publication-1"], "removed": True})
    assert "1 entry taken out" in page.press("back").text
    assert page.state.entries == {}


def test_an_empty_profile_is_filled_and_emptied_again_but_for_what_was_typed_since(page):
    resume = b'{"basics": {"name": "Maria Alvarez, MD", "label": "Physician executive", "email": "m@example.org"}}'
    page.journey.record("profile", "me", {"email": "own@example.org"})
    page.change("files", chosen(("cv.json", resume)))
    assert records(page) == {"Name: Maria Alvarez, MD; Headline: Physician executive": True}
    page.press("add")
    page.journey.record("profile", "me", {"name": "Maria Alvarez"})
    page.press("back")
    assert dict(page.state.profile) == {"name": "Maria Alvarez", "headline": "", "email": "own@example.org"}


def test_the_same_file_a_second_time_adds_nothing_and_says_why(page):
    page.change("files", chosen(("more.bib", BIBTEX))).press("add").change("files", chosen(("more.bib", BIBTEX)))
    assert set(records(page).values()) == {False}
    assert "as your “" in page.text
    assert "No record is ticked." in page.press("add").alarm
    assert len(page.state.entries) == 2


def test_a_table_in_other_words_asks_what_its_columns_are(page):
    page.change("files", chosen(("jobs.csv", POSTS)))
    assert page.view["buttons"][0]["name"] == "other"
    assert "No record can be read yet" in page.text
    page.change("rows:jobs.csv", "position")
    assert "Still without a column: post, organization and from." in page.text
    assert page.control("column:0:jobs.csv")["label"] == "What I did, such as “CMO”"
    page.change("column:0:jobs.csv", "title").change("column:1:jobs.csv", "organization")
    page.change("column:2:jobs.csv", "start")
    assert records(page) == {"CMO, Elan (2019-07)": True, "VPMA, Elan (2015)": True}
    page.change("column:1:jobs.csv", "")
    assert "Still without a column: organization." in page.text
    assert "line 2" not in page.text
    page.change("column:1:jobs.csv", "organization").press("add")
    kept = {"format": "CSV", "record": {"Shelf": "top"}}
    assert page.state.entries["position-1"]["original"] == kept
    assert "original" not in page.state.entries["position-2"]


def test_a_matched_table_can_be_read_as_something_else(page):
    page.change("files", chosen(("mine.csv", PUBMED))).change("rows:mine.csv", "presentation")
    assert page.control("rows:mine.csv")["value"] == "presentation"
    assert any("Fewer falls" in words for words in records(page))
    assert page.alarm == ""


def test_two_files_of_one_name_are_told_apart(page):
    page.change("files", chosen(("cv.csv", PUBMED), ("cv.csv", POSTS)))
    assert page.control("rows:cv.csv")["value"] == "publication"
    assert page.control("rows:cv.csv (2)")["value"] == ""


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (("letter.txt", b"hello"), "letter.txt is none of the files that can be imported"),
        (("a.pdf", b"%PDF-1.7 nothing"), "a.pdf is no dossier that was exported here"),
        (("a.zip", b"PK\x03\x04 broken"), "a.zip is damaged and cannot be unpacked"),
    ],
)
def test_a_file_that_is_none_of_them_is_one_sentence_and_the_page_stays(page, file, said):
    assert said in page.change("files", chosen(file)).alarm
    assert page.view["page"].startswith("choose")
    assert page.events == ()


def test_a_badge_shows_what_holds_before_it_is_added_and_on_its_entry_afterwards(page, open_page):
    page.change("files", chosen(("badge.png", png(json.dumps(signed(BADGE)).encode()))))
    assert records(page) == {"Quality course, An invented college (2025-03)": True}
    told = ("Says: An invented college issued", "it holds for the key inside the file", "was revoked")
    assert all(words in page.text for words in told)
    page.press("add")
    entry = open_page("portfolio-builder").press("open:credential-1")
    assert all(words in entry.text for words in told)


def test_before_the_learner_agrees_a_closed_page_keeps_nothing_and_says_so_in_time(page):
    page.change("files", chosen(("more.bib", BIBTEX)))
    assert "Nothing is kept before you agree; if this page closes first, choose the files again." in page.text
    assert page.again().view["page"].startswith("choose")
    assert page.events == ()


def test_other_files_can_be_chosen_without_a_trace(page):
    page.change("files", chosen(("more.bib", BIBTEX))).press("other")
    assert page.view["page"].startswith("choose")
    assert page.events == ()


def test_a_section_is_ticked_and_cleared_as_a_whole(page):
    rows = b"section,title\n" + b"".join(b"award,Award %d\n" % n for n in range(5))
    page.change("files", chosen(("a.csv", rows))).press("none:award")
    assert set(records(page).values()) == {False}
    assert set(records(page.press("all:award")).values()) == {True}


def test_the_largest_file_stays_readable_and_is_added_in_one_step(page):
    rows = b"section,title\n" + b"".join(b"award,Award %d\n" % n for n in range(MAX_RECORDS))
    page.change("files", chosen(("a.csv", rows)))
    assert len(records(page)) == 20
    page.press("show:award:20")
    assert next(iter(records(page))) == "Award 20"
    assert "21 to 40 of 5,000 stand here." in page.text
    page.press("add")
    assert len(page.state.entries) == MAX_RECORDS
    assert len(page.press("back").state.entries) == 0
