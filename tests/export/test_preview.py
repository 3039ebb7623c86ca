"""The preview shows the pages of the PDF, and says what the PDF would say."""

from __future__ import annotations

from datetime import date

import pytest

from cmo_pathways.errors import ExportError
from cmo_pathways.export.pdf import pdf_bytes, pdf_pages
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
