"""The preview shows the pages of the PDF, and says what the PDF would say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from cmo_pathways.errors import ExportError
from cmo_pathways.export.pdf import DESIGNS, pdf_bytes, pdf_pages
from cmo_pathways.export.preview import Preview
from cmo_pathways.portfolio import build_portfolio


def document(results: int, name: str = "Maria Alvarez, MD"):
    entries = {
        f"impact-{n}": {"section": "impact", "title": f"Result {n}", "action": "We changed one thing at a time. " * 30}
        for n in range(results)
    }
    return build_portfolio(
        entries, audience="hospital-board", today=date(2026, 11, 22), profile={"name": name}
    ).document


def test_a_preview_has_the_pages_of_the_pdf():
    preview = Preview()
    for results in (1, 8, 1):
        pages = preview.pages(document(results))
        assert all(page.startswith(b"\x89PNG") for page in pages)
        assert len(pages) == pdf_pages(pdf_bytes(document(results))) == preview.page_count(document(results))


def test_the_same_document_gives_the_same_pictures():
    assert Preview().pages(document(2)) == Preview().pages(document(2))


def test_a_document_that_cannot_be_exported_cannot_be_shown():
    with pytest.raises(ExportError, match="no title"):
        Preview().pages(document(1, name="x").__class__(title=" ", author="", date="2026-11-22", blocks=()))


def test_a_letter_that_no_font_has_is_told_as_in_the_pdf():
    with pytest.raises(ExportError, match="which no font of the PDF has"):
        Preview().pages(document(1, name="Maria \N{CJK UNIFIED IDEOGRAPH-4E2D}"))


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_each_entry_is_found_on_the_page_on_which_the_pdf_prints_it(design, paper):
    made = replace(document(8), design=design, paper=paper)
    texts = [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf_bytes(made))).pages]
    spots = Preview().sheets(made).spots
    assert len(spots) == 8 and len(texts) > 1
    for ref, spot in spots.items():
        title = f"Result {ref.removeprefix('impact-')} We changed"
        assert [title in text for text in texts].index(True) == spot.page
        assert 0 < spot.left < 1 and 0 < spot.top < 1
