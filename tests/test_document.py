from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways import document as doc
from cmo_pathways.errors import ExportError

EVERY_BLOCK = (
    doc.Heading("Results", aside=True),
    doc.Heading("A part", level=2),
    doc.Prose("*Text* with \u202e hidden letters", lead=True, ref="s1"),
    doc.Bullets(("one", "two"), mark="box"),
    doc.Table((doc.Column("Activity"), doc.Column("Effort", "hours", True)), (("Course", "60"),), "Plan"),
    doc.Figure("<svg/>", "a line", "Caption"),
    doc.Result("Sepsis mortality", "18.2", "11.9", "%", "30-day", "2,140", "24 months", "text", "source", "i1"),
    doc.Entry("Chief", "Lakeview", "2014 to 2019", "text", "p1"),
    doc.KeyFigures((doc.KeyFigure("vacancy", "9", "%", "312 posts", "21"),)),
    doc.Bars((doc.Bar("Patient safety", 4.2, 3.6, 4.8, None), doc.Bar("Finance", 2.9, 2.1, 3.7, 4.0)), "caption", 5.0),
    doc.Note("assumption", "Six hours", "a week"),
    doc.Facts((("Framework", "1.0.0"),)),
    doc.Lines("Notes", 3),
)
WHOLE = doc.Document("Title", "Author", "2026-11-21", EVERY_BLOCK, contact=("a@example.org", "Ohio"), paper="a4")


def test_json_gives_the_same_document_back_for_every_kind_of_block():
    assert {type(block) for block in EVERY_BLOCK} == set(doc._KINDS.values())
    assert doc.from_json(doc.to_json(WHOLE)) == WHOLE


def test_equal_documents_give_equal_json():
    again = doc.from_json(doc.to_json(WHOLE))
    assert doc.to_json(again) == doc.to_json(WHOLE)


@given(st.text(st.characters()), st.text(st.characters()))
def test_json_is_exact_for_any_text(title: str, text: str):
    whole = doc.Document(title, "a", "2026-11-21", (doc.Prose(text), doc.Bullets((text, title))))
    assert doc.from_json(doc.to_json(whole)) == whole


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[]", "not a cmo_pathways document"),
        ("{", "not readable as JSON"),
        (json.dumps({"format": "other", "version": 1}), "not a cmo_pathways document"),
        (json.dumps({"format": doc.FORMAT, "version": 99}), "newer cmo_pathways"),
        (json.dumps({"format": doc.FORMAT, "version": 1, "blocks": [{"block": "video"}]}), "cannot be read"),
    ],
)
def test_other_files_are_refused_in_a_sentence(text: str, words: str):
    with pytest.raises(ExportError, match=words):
        doc.from_json(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [("18.2", 18.2), ("1,200", 1200.0), ("-0.4", -0.4), ("−0.4", -0.4), (" 21 ", 21.0), (".5", 0.5)]
    + [(word, None) for word in ("", "18.2 %", "about 9", "nan", "inf", "1e5", "٣", "1.2.3", "-")],
)
def test_a_number_is_read_only_from_a_plain_figure(text: str, number: float | None):
    assert doc.number_in(text) == number
