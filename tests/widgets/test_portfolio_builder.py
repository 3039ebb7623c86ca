"""Each field of the portfolio is stored as it is typed, and the export is a file with an event."""

from __future__ import annotations

import hashlib
from base64 import b64decode

import pytest
from widgets.page import Page, blocks

from cmo_pathways.ledger import Event
from cmo_pathways.portfolio import changes_of, load_sections
from cmo_pathways.widgets.portfolio_asked import Tailoring
from cmo_pathways.widgets.portfolio_entries import GROUPS
from cmo_pathways.widgets.portfolio_tailor import held

FIELDS = {"title": "Surgical site infections", "before": "3.1", "after": "1.4", "verifier": "K. Ouellette"}


@pytest.fixture
def page(open_page) -> Page:
    return open_page("portfolio-builder")


def write(page: Page, section: str, **fields: str) -> Page:
    page.press(f"add:{section}")
    for name, value in fields.items():
        page.change(name, value)
    return page


def on_disk(page: Page) -> list[Event]:
    """What was recorded, without where the learner stood on the screen."""
    return [event for event in page.events if event.kind != "place"]


def test_the_choices_of_the_export_have_a_default(page):
    page.change("part", "reader")
    assert page.control("audience")["value"] == "hospital-board"
    assert page.control("paper")["value"] == "letter"


def test_opening_a_form_records_nothing(page):
    page.press("add:impact").press("back").press("open:profile").press("back")
    assert on_disk(page) == []


def test_an_entry_is_stored_field_by_field(page):
    write(page, "impact", **FIELDS)
    assert dict(page.state.entries["impact-1"]) == {"section": "impact", **FIELDS}
    assert len(on_disk(page)) == len(FIELDS)
    assert all(page.control(name)["value"] == value for name, value in FIELDS.items())
    assert page.view["head"]["aside"] in ("complete", "draft")


def test_a_field_that_is_typed_on_replaces_itself(page):
    page.press("add:impact")
    for typed in ("S", "Se", "Sepsis"):
        page.change("title", typed)
    assert page.state.entries["impact-1"]["title"] == "Sepsis"


def test_an_entry_that_lacks_something_says_what(page):
    write(page, "position", title="Medical Director")
    assert page.view["head"]["aside"] == "draft"
    assert "(draft)" in page.press("back").text


def test_a_written_entry_can_be_opened_and_changed(page):
    write(page, "impact", **FIELDS).press("back").press("open:impact-1").change("after", "1.2")
    assert page.state.entries["impact-1"]["after"] == "1.2"
    assert page.state.entries["impact-1"]["title"] == FIELDS["title"]


def test_a_removed_entry_is_gone_and_its_id_is_not_used_again(page):
    write(page, "impact", **FIELDS).press("remove")
    assert page.state.entries == {}
    assert page.view["page"].startswith("entries")
    assert on_disk(page)[-1].body["removed"] is True
    assert on_disk(page)[0].body["title"] == FIELDS["title"], "the history keeps it"
    write(page, "impact", title="Another")
    assert set(page.state.entries) == {"impact-2"}


def test_the_profile_is_stored_field_by_field(page):
    page.press("open:profile").change("name", "Thomas Bergeron, MD").change("location", "Bangor, Maine")
    assert page.state.profile == {"name": "Thomas Bergeron, MD", "location": "Bangor, Maine"}
    assert "Thomas Bergeron, MD" in page.press("back").text


def test_words_of_the_learner_are_never_markup(page):
    write(page, "impact", title="<script>alert(1)</script> & co").press("back")
    html = "".join(str(block["html"]) for block in blocks(page.view) if "html" in block)  # the rest is set as text
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_the_export_writes_a_pdf_and_records_it(page):
    write(page, "impact", **FIELDS).press("back").press("open:profile").change("name", "Thomas Bergeron, MD")
    page.press("back").change("audience", "fellowship").change("paper", "a4").press("export")
    assert page.alarm == ""
    (file,) = (page.home / "exports").glob("*.pdf")
    data = file.read_bytes()
    assert data.startswith(b"%PDF-")
    event = page.events[-1]
    assert (event.kind, event.subject) == ("export", file.name)
    assert event.body["audience"] == "fellowship"
    assert event.body["sha256"] == hashlib.sha256(data).hexdigest()
    assert event.body["pages"] >= 1
    assert "Your dossier is written." in page.text
    assert file.name in page.text


def test_the_same_entries_give_the_same_file(page):
    write(page, "impact", **FIELDS).press("back").press("export").press("export")
    first, second = (event.body["sha256"] for event in page.events if event.kind == "export")
    assert first == second


def test_an_empty_portfolio_exports_what_is_missing(page):
    page.press("export")
    assert page.alarm == ""
    assert [event.kind for event in on_disk(page)] == ["export"]


def test_what_no_font_can_print_is_one_sentence_and_the_entry_stays(page):
    write(page, "impact", **{**FIELDS, "title": "Sepsis \N{CJK UNIFIED IDEOGRAPH-4E2D}"}).press("back").press("export")
    assert page.alarm.startswith("That did not work.")
    assert "which no font of the PDF has" in page.alarm
    assert page.state.entries["impact-1"]["before"] == "3.1"
    assert not [event for event in page.events if event.kind == "export"]


def test_a_file_in_the_way_of_the_export_is_one_sentence(page):
    (page.home / "exports").write_text("in the way", encoding="utf-8")
    page.press("export")
    assert page.alarm
    assert "Traceback" not in page.text
    assert on_disk(page) == []


def test_after_the_kernel_died_every_value_is_there(page):
    write(page, "impact", **FIELDS).press("back")
    reopened = page.again()
    assert reopened.text == page.text
    reopened.press("open:impact-1")
    assert all(reopened.control(name)["value"] == value for name, value in FIELDS.items())


def test_two_screens_do_not_write_into_one_entry(page):
    other = page.again()
    write(page, "impact", title="First")
    write(other, "impact", title="Second")
    assert {body["title"] for body in page.state.entries.values()} == {"First", "Second"}


def test_every_section_stands_in_one_group_of_the_screen():
    listed = [section for sections in GROUPS.values() for section in sections]
    assert sorted(listed) == sorted(load_sections())


def test_the_screen_opens_at_the_form_that_was_open(page):
    write(page, "impact", title="Sepsis")
    again = page.again()
    assert again.view["page"] == "entry-impact-1"
    assert again.control("title")["value"] == "Sepsis"


def test_what_was_asked_for_is_kept(page):
    page.change("part", "reader").change("audience", "biotech").change("kind", "cv").change("paper", "a4")
    again = page.again()
    assert [again.control(name)["value"] for name in ("audience", "kind", "paper")] == ["biotech", "cv", "a4"]


def test_a_choice_that_this_version_does_not_know_is_passed_over():
    assert Tailoring.of({"audience": "nobody", "kind": "cv", "color": "red"}) == Tailoring(kind="cv")


def test_an_entry_tells_why_it_is_in_and_can_be_left_out_and_pinned(page):
    write(page, "impact", **FIELDS).press("back").change("part", "reader")
    assert "In the document (1)" in page.text
    assert "1 of 4 pages" in page.text
    assert "it names two proofs" in page.text.lower()
    page.change("hold:impact-1", "excluded")
    assert page.state.entries["impact-1"]["excluded"] == ["hospital-board"]
    assert "Left out (1)" in page.text
    assert "You left it out for this reader." in page.text
    page.change("hold:impact-1", "pinned")
    assert page.state.entries["impact-1"]["pinned"] == ["hospital-board"]
    assert "excluded" not in page.state.entries["impact-1"]
    assert "You pinned it for this reader." in page.text
    page.change("hold:impact-1", "")
    assert "pinned" not in page.state.entries["impact-1"]


def test_a_pin_for_one_reader_leaves_the_others_alone():
    body = {"section": "impact", "pinned": ["biotech"]}
    assert held(body, "payer", "excluded") == {"section": "impact", "pinned": ["biotech"], "excluded": ["payer"]}
    assert held(body, "biotech", "") == {"section": "impact"}


def test_entries_move_within_their_section(page):
    for title in ("First", "Second", "Third"):
        write(page, "impact", title=title).press("back")
    page.press("open:impact-3").press("up")
    assert "place 2 of 3" in page.text
    page.press("up").press("up").press("back")
    listed = [label for label in page.labels() if label.startswith("Edit ")]
    assert listed == ["Edit name and contact", "Edit Third", "Edit First", "Edit Second"]


def test_the_competencies_of_a_section_are_shown_until_the_learner_chooses(page):
    write(page, "education", title="MD")
    assert page.control("shows:clinical-expertise")["value"] is True
    page.change("shows:strategic-planning", True).change("shows:clinical-expertise", False)
    assert page.state.entries["education-1"]["competencies"] == ["strategic-planning"]
    assert "your choice" in page.text


def test_tags_are_words_between_commas(page):
    write(page, "impact", title="Sepsis").change("tags", " ICU, quality ,")
    assert page.state.entries["impact-1"]["tags"] == ["ICU", "quality"]
    assert "#ICU #quality" in page.press("back").text


def test_a_learner_goes_back_to_an_earlier_version(page):
    write(page, "impact", title="Sepsis", before="18").change("title", "Wrong").press("history")
    button = next(name for name in names(page) if name.startswith("restore:"))
    page.press(button)
    assert page.state.entries["impact-1"]["title"] == "Sepsis"
    assert page.state.entries["impact-1"]["before"] == "18"


def test_a_removed_entry_can_be_brought_back(page):
    write(page, "impact", **FIELDS).press("remove")
    assert "Removed entries" in page.text
    page.press("return:impact-1")
    assert dict(page.state.entries["impact-1"]) == {"section": "impact", **FIELDS}


def test_another_file_than_a_pdf_is_written(page):
    write(page, "impact", **FIELDS).press("back").change("part", "reader").change("form", "docx").press("export")
    assert page.alarm == ""
    assert [file.suffix for file in (page.home / "exports").iterdir()] == [".docx"]


def test_the_pages_are_shown_as_pictures_with_their_words(page):
    for n in range(8):
        write(page, "impact", title=f"Result {n}", action="We changed one thing at a time. " * 30).press("back")
    page.change("part", "reader")
    assert page.view["page"] == "reader"
    assert "Page 1 of 3" in page.text
    assert picture(page).startswith(b"\x89PNG")
    page.press("turn:1")
    assert "Page 2 of 3" in page.text
    page.press("turn:1").press("turn:1")
    assert "Page 1 of 3" in page.text


NAMED = "In March 2024 a man of 87 fell twice in one night."


def test_the_page_of_the_open_entry_stands_beside_its_form_and_follows_each_change(page):
    write(page, "impact", **FIELDS)
    assert "Page 1 of 1, with this entry on it." in page.text
    before = picture(page)
    page.change("after", "1.2")
    assert picture(page) != before
    page.change("after", "1.4")
    assert picture(page) == before


def test_the_page_shown_is_the_one_on_which_the_entry_prints(page):
    for n in range(8):
        write(page, "impact", title=f"Result {n}", action="We changed one thing at a time. " * 30).press("back")
    page.press("open:impact-8")
    assert "Page 3 of 3, with this entry on it." in page.text
    page.press("up").press("up").press("up").press("up").press("up").press("up").press("up")
    assert "Page 1 of 3, with this entry on it." in page.text


def test_an_entry_that_is_not_in_the_document_says_why(page):
    page.press("add:position").change("title", "Medical Director")
    assert "This entry is not in the document. Organization is missing. Fill it in." in page.text
    assert "Page 1 of 1." in page.text


def test_the_page_is_read_by_whom_the_learner_chooses_and_the_entry_stays_as_it_is(page):
    write(page, "impact", **FIELDS)
    before = picture(page)
    page.change("page:audience", "academic-search")
    assert picture(page) != before
    assert dict(page.state.entries["impact-1"]) == {"section": "impact", **FIELDS}
    assert page.press("back").change("part", "reader").control("audience")["value"] == "academic-search"


def test_a_letter_that_no_font_has_is_one_sentence_beside_the_form(page):
    write(page, "impact", **FIELDS).change("title", "Sepsis \N{CJK UNIFIED IDEOGRAPH-4E2D}")
    assert "The page cannot be drawn." in page.text
    assert "which no font of the PDF has" in page.text
    assert page.alarm == ""


def test_the_form_says_in_its_sentence_what_could_name_a_patient_and_mending_it_ends_that(page):
    write(page, "impact", **FIELDS, situation=NAMED)
    assert "Date about a patient" in page.text
    page.change("situation", "A patient fell twice.")
    assert "Date about a patient" not in page.text


def test_an_export_is_stopped_until_the_hit_is_mended_or_acknowledged(page):
    write(page, "impact", **FIELDS, situation=NAMED).press("back")
    assert export_button(page).get("off")
    assert "The export is stopped. 1 place in it could name a patient." in page.text
    page.press("export")
    assert not [event for event in page.events if event.kind == "export"]
    page.change("part", "check")
    assert "Stops the export (1)" in page.text
    (code,) = {name for name in names(page) if name.startswith("know:")}
    page.press(code)
    assert page.state.entries["impact-1"]["acknowledged"] == [code.removeprefix("know:")]
    assert "The export is stopped." not in page.text
    assert not export_button(page).get("off")
    page.press("export")
    assert "Your dossier is written." in page.text


def test_a_hit_in_an_entry_that_this_reader_does_not_get_stops_nothing(page):
    write(page, "impact", **FIELDS, situation=NAMED).press("back").change("hold:impact-1", "excluded")
    assert "The export is stopped." not in page.text


def test_a_hit_in_the_headline_is_mended_in_the_profile_or_acknowledged(page):
    page.press("open:profile").change("headline", "Doctor of patient Rosa Delgado").press("back")
    page.change("part", "check")
    assert "open:profile" in names(page)
    codes = {name for name in names(page) if name.startswith("know:")}
    assert codes
    for code in codes:
        page.press(code)
    assert not [name for name in names(page) if name.startswith("know:")]
    assert page.state.profile["headline"] == "Doctor of patient Rosa Delgado"


def test_what_an_import_kept_can_be_dropped(page):
    body = {"section": "impact", **FIELDS, "original": {"note": "Call patient at 207-555-0199"}}
    page.journey.record("entry", "impact-1", body)
    page.change("part", "check").press("drop:impact-1")
    assert dict(page.state.entries["impact-1"]) == {"section": "impact", **FIELDS}
    assert "Nothing found that could name a patient." in page.text


def test_a_credential_that_runs_out_is_named_on_the_first_page_and_before_sending(page):
    write(page, "credential", title="Maine license", expires="2026-12").press("back")
    said = "Maine license runs out in December 2026, within 90 days."
    assert f"A credential needs renewal. {said}" in page.text
    assert said in page.change("part", "check").text


def test_what_is_missing_is_told_for_the_target_role_and_the_reader(page):
    page.journey.aim("cmo-hospital-large")
    write(page, "impact", **FIELDS).press("back")
    assert "1 of 9 sections that a dossier needs are there" in page.text
    assert "No evidence yet for executive communication, which this role asks at level 5" in page.text


def test_the_latest_changes_are_listed_and_taken_back_one_by_one(page):
    write(page, "impact", **FIELDS)
    page.change("title", "Wrong").change("unit", "per 100").press("back")
    wrong = next(change for change in changes_of(page.events) if change.changed == ("title",))
    page.press(f"take:{wrong.seq}")
    assert page.state.entries["impact-1"]["title"] == FIELDS["title"]
    assert page.state.entries["impact-1"]["unit"] == "per 100"


def test_an_addition_and_a_removal_are_taken_back(page):
    write(page, "impact", **FIELDS).press("remove")
    page.press(f"take:{changes_of(page.events)[0].seq}")
    assert dict(page.state.entries["impact-1"]) == {"section": "impact", **FIELDS}
    page.press(f"take:{changes_of(page.events)[-1].seq}")
    assert page.state.entries == {}


def test_the_file_that_was_written_can_be_downloaded(page):
    write(page, "impact", **FIELDS).press("back").press("export")
    (file,) = (page.home / "exports").iterdir()
    links = [block["html"] for block in blocks(page.view) if "cmo-download" in block.get("html", "")]
    assert len(links) == 1
    assert b64decode(links[0].split("base64,")[1].split('"')[0]) == file.read_bytes()


def export_button(page: Page) -> dict:
    return next(button for button in page.view["buttons"] if button["name"] == "export")


def picture(page: Page) -> bytes:
    """The page that is shown."""
    (found,) = (block["value"] for block in blocks(page.view) if block.get("kind") == "picture")
    return b64decode(found["data"])


def names(page: Page) -> list[str]:
    return [block["name"] for block in blocks(page.view) if "name" in block]
