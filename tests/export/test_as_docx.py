"""The dossier as a Word file: real styles, the words of the PDF in their order, equal bytes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from docx import Document as read_docx
from export.reading import letters, phrases
from portfolio.sample import sample_portfolio

from cmo_pathways.document import Bullets, Document, Note, Prose
from cmo_pathways.errors import ExportError
from cmo_pathways.export import DESIGNS
from cmo_pathways.export.as_docx import document_docx
from cmo_pathways.portfolio import audience_ids

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(content: bytes) -> Any:
    return read_docx(io.BytesIO(content))


def body_text(content: bytes) -> str:
    """All words of the body in their order, tables and links with them."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        root = ElementTree.fromstring(packed.read("word/document.xml"))
    return "".join((node.text or "") if node.tag == f"{W}t" else " " for node in root.iter())


def links(content: bytes) -> list[str]:
    rels = opened(content).part.rels.values()
    return sorted(rel.target_ref for rel in rels if rel.is_external)


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("audience", audience_ids())
def test_every_phrase_of_the_document_is_in_the_file(audience: str, design: str):
    document = replace(sample_portfolio(audience).document, design=design)
    found = letters(body_text(document_docx(document)))
    wanted = [phrase for phrase in phrases(document) if phrase]
    assert len(wanted) > 20
    assert [phrase for phrase in wanted if letters(phrase) not in found] == []


def test_titles_headings_lists_and_tables_have_their_styles():
    file = opened(document_docx(sample_portfolio("health-system").document))
    styles = {paragraph.text: paragraph.style.name for paragraph in file.paragraphs}
    assert styles["Maria Alvarez Chen, MD, MBA"] == "Title"
    assert styles["Results"] == "Heading 1"
    assert styles["two rounds of user testing"] == "List Bullet"
    (table,) = file.tables
    assert [cell.text for cell in table.rows[0].cells] == ["Competency", "Level", "80 % interval", "Target"]
    assert [cell.text for cell in table.rows[1].cells] == ["Patient safety", "4.2", "3.6 to 4.8", "4"]
    assert table.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None


def test_the_file_names_itself_its_author_its_day_and_its_language():
    file = opened(document_docx(sample_portfolio("biotech").document))
    facts = file.core_properties
    assert (facts.title, facts.author, facts.last_modified_by) == ("Maria Alvarez Chen, MD, MBA",) * 3
    assert facts.created == facts.modified == datetime(2026, 11, 21, tzinfo=UTC)
    assert facts.language == "en-US"
    assert {node.get(f"{W}val") for node in file.styles.element.iter(f"{W}lang")} == {"en-US"}


@pytest.mark.parametrize(("paper", "width"), [("letter", 215.9), ("a4", 210.0)])
def test_it_has_the_paper_that_was_asked_for(paper, width):
    file = opened(document_docx(replace(sample_portfolio("payer").document, paper=paper)))
    assert file.sections[0].page_width.mm == pytest.approx(width, abs=0.1)


def test_equal_documents_give_equal_bytes_and_nothing_of_a_template_stays():
    document = sample_portfolio("fellowship").document
    content = document_docx(document)
    assert content == document_docx(document)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert {info.date_time for info in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in packed.namelist() if "vba" in name.lower() or "thumbnail" in name]


def test_only_web_and_mail_links_become_links():
    text = "[a](https://example.org/x?a=1&b=2) [b](mailto:a@example.org) [c](javascript:alert(1)) <ftp://example.org/f>"
    document = Document("T", "A", "2026-11-21", (Prose(text),), contact=("me@example.org",))
    assert links(document_docx(document)) == [
        "https://example.org/x?a=1&b=2",
        "mailto:a@example.org",
        "mailto:me@example.org",
    ]


def test_each_numbered_list_begins_at_its_own_number():
    blocks = (
        Bullets(("a", "b"), mark="number"),
        Prose("3. c\n4. d"),
        Prose("- x\n  1. y"),
        Bullets(("z",), mark="box"),
    )
    file = opened(document_docx(Document("T", "A", "2026-11-21", blocks)))
    shown = [(p.text, p.style.name) for p in file.paragraphs[1:]]
    assert shown == [
        ("a", "List Number"),
        ("b", "List Number"),
        ("c", "List Number"),
        ("d", "List Number"),
        ("x", "List Bullet"),
        ("y", "List Number 2"),
        ("\N{BALLOT BOX} z", "Normal"),
    ]
    numbers = [p._p.pPr.numPr.numId.val for p in file.paragraphs if p.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_an_assumption_is_marked_and_a_faulty_document_is_refused_in_a_sentence():
    document = Document("T", "A", "2026-11-21", (Note("assumption", "Ours", "text"),))
    file = opened(document_docx(document))
    run = file.paragraphs[1].runs[0]
    assert (run.text, run.italic) == ("Assumption: Ours", True)
    with pytest.raises(ExportError, match="no title"):
        document_docx(replace(document, title=" "))
