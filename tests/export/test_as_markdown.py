"""The dossier as Markdown: read back by a parser, it has the headings, tables and links of the document and no more."""

from __future__ import annotations

import pytest
from export.reading import letters, phrases
from markdown_it import MarkdownIt
from portfolio.sample import sample_portfolio

from cmo_pathways.document import Bullets, Column, Document, Entry, Facts, Heading, Note, Prose, Table
from cmo_pathways.export.as_markdown import document_markdown
from cmo_pathways.portfolio import audience_ids, load_kinds

PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")
SIGNS = ("# x", "[x](http://example.org)", "<script>alert(1)</script>", "![x](y)", "- x", "1. x", "a | b", "*x* _y_",
         "`x`", "&lt;b&gt;", "> x", "~~x~~", "---", "===", "    x", "<https://example.org>", "[x]: http://example.org",
         "a\\", "\\# x", "$x$", "+ x", "1) x", ": x", "&#35; x", "|---|", "a\n# b")  # fmt: skip


def shown(text: str) -> str:
    """The words that a reader sees."""
    tokens = (child for token in PARSER.parse(text) for child in (token.children or [token]))
    return " ".join(t.content if t.type in ("text", "code_inline", "fence") else "" for t in tokens)


def kinds(text: str) -> list[str]:
    return [t.type for token in PARSER.parse(text) for t in (token, *(token.children or []))]


@pytest.mark.parametrize("audience", audience_ids())
def test_every_phrase_of_the_document_can_be_read(audience: str):
    document = sample_portfolio(audience).document
    found = letters(shown(document_markdown(document)))
    assert [phrase for phrase in phrases(document) if letters(phrase) not in found] == []


@pytest.mark.parametrize("text", SIGNS)
def test_plain_words_stay_words(text: str):
    blocks = (
        Heading(text),
        Entry(text, text, text),
        Table((Column(text), Column("b")), ((text, text),), text),
        Facts(((text, text),)),
        Note("information", text),
    )
    made = document_markdown(Document(text, "A", "2026-11-21", blocks, headline=text, kicker=text, contact=(text,)))
    found = kinds(made)
    assert found.count("heading_open") == 2 and found.count("table_open") == 1
    strange = {"html_inline", "html_block", "link_open", "image", "code_inline", "fence", "code_block", "hr", "em_open"}
    assert strange & set(found) == set()
    assert letters(shown(made)).count(letters(text.replace("\n", " "))) >= 12


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("# x", "heading_open", "x"),
        ("<b>x</b>", "html_inline", "<b>x</b>"),
        ("[x](javascript:alert(1))", "link_open", "[x](javascript:alert(1))"),
        ("![x](http://example.org/p.png)", "image", "[x]"),
    ],
)
def test_of_typed_markdown_only_what_the_pdf_shows_stays(text: str, kind: str, words: str):
    made = document_markdown(Document("T", "A", "2026-11-21", (Prose(text),)))
    assert kinds(made).count(kind) == (1 if kind == "heading_open" else 0)
    assert letters(words) in letters(shown(made))


def test_emphasis_lists_code_and_links_stay():
    text = "**a** *b* `c``d`\n\n- x\n  - y\n\n3. z\n\n> q\n\n[e](https://example.org/a_b)"
    made = document_markdown(Document("T", "A", "2026-11-21", (Prose(text), Bullets(("one", "two"), mark="number"))))
    found = kinds(made)
    for kind, times in (("strong_open", 1), ("em_open", 1), ("bullet_list_open", 2), ("ordered_list_open", 2),
                        ("blockquote_open", 1), ("link_open", 1)):  # fmt: skip
        assert found.count(kind) == times, kind


@pytest.mark.parametrize("kind", load_kinds())
def test_every_kind_and_language_speaks_its_words(kind: str):
    made = document_markdown(sample_portfolio("hospital-board", kind=kind, language="es").document)
    assert made.startswith("# ")
    assert "Source:" not in made and "Competency" not in made
