"""Two hundred hostile texts through every field and every format: nothing runs, nothing is lost, nothing is hidden."""

from __future__ import annotations

import json
import re
import unicodedata
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import bibtexparser
import pytest
from docx import Document as read_docx
from export.hostile import FOREIGN, HOSTILE, LATIN, readable
from export.reading import EXTRACTORS
from export.test_as_docx import body_text, links
from export.test_as_html import Page
from export.test_as_markdown import kinds
from portfolio.sample import TODAY
from pypdf import PdfReader

from cmo_pathways.document import Block, Document
from cmo_pathways.errors import ExportError
from cmo_pathways.export import DESIGNS, export_pdf
from cmo_pathways.export.as_docx import document_docx
from cmo_pathways.export.as_html import document_html
from cmo_pathways.export.as_markdown import document_markdown
from cmo_pathways.interop import PORTFOLIO_FORMATS
from cmo_pathways.portfolio import build_portfolio, load_sections

FIXED = {"number": "12", "year": "2024-03"}
# The one readable line of each hostile text in a page of all of them: its title, which is plain text.
PLAIN = [text for text in HOSTILE if readable(text)]


def everything(text: str) -> dict[str, dict[str, Any]]:
    """An entry of every section with the text in every field that takes text."""
    return {
        section.id: {
            "section": section.id,
            **{field.name: FIXED.get(field.kind, text) for field in section.fields},
            "tags": [text],
        }
        for section in load_sections().values()
    }


def profile(text: str) -> dict[str, str]:
    return dict.fromkeys(("name", "headline", "location", "email", "phone"), text)


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a dossier whose every field is the text."""
    asked: Mapping[str, Any] = {"today": TODAY, "profile": profile(text)}
    return build_portfolio(everything(text), audience="academic-search", **asked).document.blocks


@pytest.fixture(scope="module")
def document() -> Document:
    blocks = tuple(block for text in PLAIN for block in blocks_of(text))
    return Document("T", "A", "2026-11-21", blocks, headline="".join(PLAIN)[:4000], contact=tuple(PLAIN))


def compact(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def lost(found: str, texts: tuple[str, ...] | list[str] = PLAIN) -> list[str]:
    """The texts that stand in fewer places than their sections."""
    return [text for text in texts if found.count(readable(text)) < 10]


def test_there_are_two_hundred_and_more():
    assert len(set(HOSTILE)) == len(HOSTILE) >= 200


def test_a_page_shows_all_and_runs_nothing(document: Document):
    page = Page(document_html(document))
    assert lost(compact(page.text)) == []
    allowed = "html head meta title style body header main footer section div p h1 h2 ul ol li strong em code span b"
    allowed += " svg path circle hr blockquote br time"
    assert set(page.names()) <= set(allowed.split())
    assert {name for _, attrs in page.tags for name in attrs if name.startswith("on") or name == "style"} == set()


def test_a_word_file_shows_all_opens_and_links_nowhere(document: Document):
    content = document_docx(document)
    assert lost(compact(body_text(content))) == []
    assert links(content) == []
    with zipfile.ZipFile(BytesIO(content)) as packed:
        for name in packed.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(packed.read(name))
        words = packed.read("word/document.xml").decode()
    assert set(re.findall(r"<w:instrText|<w:fldSimple|<w:object|<w:altChunk|<w:vanish", words)) == set()
    assert len(read_docx(BytesIO(content)).paragraphs) > 1000


def test_markdown_has_the_headings_of_the_document_and_no_element_of_a_page(document: Document):
    text = document_markdown(document)
    assert not {"html_inline", "html_block", "image", "link_open", "code_block"} & set(kinds(text))
    headings = sum(type(block).__name__ == "Heading" for block in document.blocks)
    assert kinds(text).count("heading_open") == headings + 1
    plain = compact(re.sub(r"\\(?=[\\`*_\[\]<>~|$&\-+#=:.)])", "", text))
    assert lost(plain, [text for text in PLAIN if "`" not in text and "\\" not in text]) == []


@pytest.mark.parametrize("form", PORTFOLIO_FORMATS)
def test_files_for_other_programs_hold_every_text_and_can_be_read(form: str):
    for text in HOSTILE:
        data, _ = PORTFOLIO_FORMATS[form](profile(text), everything(text), "2026-11-21")
        if form == "json-resume":
            found = "\n".join(_strings(json.loads(data)))
            assert not readable(text) or readable(found).count(readable(text)) >= 20, text
        else:
            library = bibtexparser.parse_string(data.decode())
            assert (len(library.entries), library.failed_blocks) == (3, []), text


@pytest.mark.parametrize("design", DESIGNS)
def test_a_pdf_shows_all_and_runs_nothing(design: str, tmp_path: Path):
    texts = [text for text in LATIN if readable(text)]
    blocks = tuple(block for text in texts for block in blocks_of(text)[:6])
    file = export_pdf(Document("T", "A", "2026-11-21", blocks, design=design), tmp_path / "d.pdf").file
    reader = PdfReader(file)
    assert list(reader.attachments) == ["document.json"]
    assert [note for sheet in reader.pages for note in sheet.get("/Annots", [])] == []
    found = readable(EXTRACTORS["pdftotext -raw"](file))
    assert "root:x" not in found
    short = [text for text in texts if len(text) < 60 and readable(text).isascii()]
    assert [text for text in short if readable(text) not in found] == []


def test_a_pdf_prints_a_foreign_letter_or_says_which_it_lacks(document: Document, tmp_path: Path):
    said = 0
    for text in FOREIGN:
        try:
            export_pdf(replace(document, blocks=(), headline=text, contact=()), tmp_path / "d.pdf")
        except ExportError as error:
            said += 1
            assert "which no font of the PDF has" in str(error)
    assert said >= 8


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _strings(part)]
