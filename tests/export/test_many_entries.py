"""A portfolio of five hundred entries: every format is written, holds what it says, and keeps its budget."""

from __future__ import annotations

import json
from typing import Any

import pytest
from export.reading import letters
from export.test_as_docx import body_text
from export.test_as_html import Page
from portfolio.sample import ENTRIES, PROFILE, TODAY

from cmo_pathways.document import Entry, Result
from cmo_pathways.export.as_docx import document_docx
from cmo_pathways.export.as_html import document_html
from cmo_pathways.export.as_markdown import document_markdown
from cmo_pathways.export.pdf import pdf_bytes, pdf_pages
from cmo_pathways.interop import PORTFOLIO_FORMATS
from cmo_pathways.portfolio import Portfolio, build_portfolio, fit_portfolio, sendable_entries

MANY = 500


def entries() -> dict[str, dict[str, Any]]:
    """The entries of the sample, again and again, each with a number in its title or text."""
    found = list(ENTRIES.values())
    made = {}
    for n in range(MANY):
        body = dict(found[n % len(found)])
        key = "title" if "title" in body else "text"
        made[f"e{n}"] = {**body, key: f"{body[key]} no{n}x"}
    return made


def made(cuts: Any) -> Portfolio:
    return build_portfolio(entries(), audience="health-system", today=TODAY, profile=PROFILE, cuts=cuts)


@pytest.fixture(scope="module")
def fitted() -> Portfolio:
    return fit_portfolio(made, lambda document: pdf_pages(pdf_bytes(document)))


def test_each_entry_is_shown_or_left_out_with_a_reason_within_the_pages(fitted: Portfolio):
    assert len(fitted.chosen) + len(fitted.left_out) == MANY
    assert fitted.fits and fitted.pages is not None and fitted.pages <= fitted.budget


def test_page_word_file_and_markdown_hold_the_same_entries(fitted: Portfolio):
    document = fitted.document
    texts = [Page(document_html(document)).text, body_text(document_docx(document)), document_markdown(document)]
    titles = [letters(block.title) for block in document.blocks if isinstance(block, Entry | Result) and block.title]
    assert len(titles) > 20
    for text in texts:
        assert [title for title in titles if title not in letters(text)] == []


def test_files_for_other_programs_hold_all_five_hundred():
    sent, left_out = sendable_entries(entries(), audience="health-system")
    assert (len(sent), left_out) == (MANY, ())
    resume, _ = PORTFOLIO_FORMATS["json-resume"](PROFILE, sent, "2026-11-21")
    value = json.loads(resume)
    rows = sum(len(rows) for rows in value.values() if isinstance(rows, list))
    statements = sum(body["section"] == "statement" for body in sent.values())
    assert rows == MANY - statements
    papers, _ = PORTFOLIO_FORMATS["bibtex"](PROFILE, sent, "2026-11-21")
    assert papers.decode().count("@article{") == sum(body["section"] == "publication" for body in sent.values())
