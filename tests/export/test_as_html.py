"""The dossier as one HTML file: complete, escaped, quiet, and readable by landmarks and headings."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from export.reading import letters, phrases
from portfolio.sample import sample_portfolio

from cmo_pathways.document import Column, Document, Figure, Heading, Prose, Table
from cmo_pathways.errors import ExportError
from cmo_pathways.export import DESIGNS
from cmo_pathways.export.as_html import document_html
from cmo_pathways.portfolio import audience_ids

VOID = {"meta", "br", "hr", "img", "link"}


class Page(HTMLParser):
    """The tags of a page with their attributes, its visible text, and whether every tag is closed where it should."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._text: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "title"} & set(self._open):
            self._text.append(data)

    @property
    def text(self) -> str:
        return " ".join(self._text)

    def names(self) -> list[str]:
        return [tag for tag, _ in self.tags]


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("audience", audience_ids())
def test_every_phrase_of_the_document_is_on_the_page(audience: str, design: str):
    document = replace(sample_portfolio(audience).document, design=design)
    found = letters(Page(document_html(document)).text)
    wanted = [phrase for phrase in phrases(document) if phrase]
    assert len(wanted) > 20
    assert [phrase for phrase in wanted if letters(phrase) not in found] == []


def test_the_page_has_landmarks_a_language_headings_without_a_gap_and_named_table_heads():
    page = Page(document_html(sample_portfolio("health-system").document))
    names = page.names()
    assert [names.count(tag) for tag in ("header", "main", "footer", "h1", "title")] == [1] * 5
    assert page.tags[0] == ("html", {"lang": "en-US"})
    levels = [int(name[1]) for name in names if re.fullmatch("h[1-6]", name)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    scopes = {attrs.get("scope") for tag, attrs in page.tags if tag == "th"}
    assert scopes == {"col", "row"}
    drawings = [attrs for tag, attrs in page.tags if tag == "svg"]
    assert all(attrs.get("aria-label") or attrs.get("aria-hidden") == "true" for attrs in drawings)
    assert sum(attrs.get("aria-label") is not None for attrs in drawings) == 4


def test_the_page_asks_nobody_runs_nothing_and_allows_its_own_style_only():
    text = document_html(sample_portfolio("hospital-board").document)
    page = Page(text)
    assert not {"script", "link", "iframe", "object", "embed", "form", "base"} & set(page.names())
    assert not any(name.startswith("on") or name == "style" for _, attrs in page.tags for name in attrs)
    sources = [value for _, attrs in page.tags for name, value in attrs.items() if name in ("src", "href", "srcset")]
    assert sources == ["mailto:m.alvarez@example.org"]
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    hashed = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    (policy,) = (attrs["content"] for tag, attrs in page.tags if attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None and f"style-src 'sha256-{hashed}'" in policy and policy.startswith("default-src 'none'")
    assert set(re.findall(r"url\(([a-z]+:)", style[1])) == {"data:"} and "@import" not in style[1]


@pytest.mark.parametrize(("paper", "size"), [("letter", "letter"), ("a4", "A4")])
def test_it_prints_on_the_paper_that_was_asked_for(paper, size):
    text = document_html(replace(sample_portfolio("payer").document, paper=paper))
    assert f"@page{{size:{size};" in text and "@media print" in text and "prefers-color-scheme:dark" in text


def test_only_web_and_mail_links_become_links():
    text = "[a](https://example.org/x?a=1&b=2) [b](mailto:a@example.org) [c](javascript:alert(1)) <ftp://example.org/f>"
    page = Page(document_html(Document("T", "A", "2026-11-21", (Prose(text),))))
    assert [attrs["href"] for tag, attrs in page.tags if tag == "a"] == [
        "https://example.org/x?a=1&b=2",
        "mailto:a@example.org",
    ]


def test_a_drawing_is_a_picture_with_its_words():
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    page = Page(document_html(Document("T", "A", "2026-11-21", (Figure(svg, 'a "chart"'),))))
    (picture,) = (attrs for tag, attrs in page.tags if tag == "img")
    assert picture["alt"] == 'a "chart"' and (picture["src"] or "").startswith("data:image/svg+xml;base64,")


def test_equal_documents_give_equal_pages_and_a_faulty_one_is_refused_in_a_sentence():
    document = sample_portfolio("biotech").document
    assert document_html(document) == document_html(document)
    with pytest.raises(ExportError, match="no title"):
        document_html(replace(document, title=" "))
    with pytest.raises(ExportError, match="words"):
        document_html(replace(document, blocks=(Figure("<svg/>", ""),)))


def test_a_document_in_another_language_says_so():
    page = Page(document_html(sample_portfolio("hospital-board", language="es").document))
    assert page.tags[0] == ("html", {"lang": "es"})
    assert "Competency" not in page.text


def test_a_table_without_rows_and_a_first_heading_of_level_two_stand():
    blocks = (Heading("Two", level=2), Table((Column("a"),), ()), Table((), ()))
    names = Page(document_html(Document("T", "A", "2026-11-21", blocks))).names()
    assert (names.count("table"), names.count("h2"), names.count("h3")) == (2, 1, 0)
