"""Forty strings that try to run, to hide, to break the page: they print as typed, and nothing happens."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from export.reading import EXTRACTORS, letters
from pypdf import PdfReader

from cmo_pathways.document import (
    Bar,
    Bars,
    Block,
    Bullets,
    Column,
    Document,
    Entry,
    Facts,
    Heading,
    KeyFigure,
    KeyFigures,
    Note,
    Prose,
    Result,
    Table,
)
from cmo_pathways.export import DESIGNS, export_pdf

# As typed; where sanitation or Markdown shows something else, that comes second.
HOSTILE: tuple[str | tuple[str, str], ...] = (
    '#import "@preview/evil:1.0.0": *',
    '#read("/etc/passwd")',
    '#include "secret.typ"',
    '#image("/etc/hostname")',
    '#eval("1+1", mode: "code")',
    "#sys.inputs.document",
    "#panic(1)",
    "#while true {}",
    "#set page(width: 1pt)",
    "#show: none",
    "#{ let x = 1 }",
    '#plugin("x.wasm")',
    "#pagebreak()",
    '#pdf.attach("x")',
    "$ integral_0^1 x dif x $",
    "$1 and $2",
    "@label and @other",
    "&lt;b&gt; {{ 7*7 }} {% raw %}",
    "${7*7} and `id` and $(id)",
    "%s %d {0} {name!r}",
    "// a comment",
    "/ term: description",
    "= heading, == second",
    "~ non ~ breaking ~",
    "a\\b \\\\ \\n \\u{41}",
    "\"quotes\" and 'single'",
    "[content] block] }",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- comment -->",
    "<?php echo 1 ?>",
    "[x](javascript:alert(1))",
    "[x](data:text/html;base64,PHN2Zz4=)",
    "[x](file:///etc/passwd)",
    '=HYPERLINK("http://example.org")',
    ("user\u202etxt.exe\u202c", "usertxt.exe"),
    ("ze\u200bro\u200dwi\ufeffdth\u2060", "zerowidth"),
    ("bell\x07 esc\x1b[31m null\x00", "bell esc[31m null"),
    ("\u2066iso\u2069late\u200e\u061c", "isolate"),
    "W" * 300,
    "ab-" * 80 + "end",
    "-----BEGIN PRIVATE KEY-----",
    "e\u0301 A\u030a n\u0303",
    'a\u0000#read("x")'.replace("\u0000", ""),
)
PAIRS = tuple(item if isinstance(item, tuple) else (item, item) for item in HOSTILE)
# In Markdown these mean something; the visible words are what must stay.
MARKDOWN = {
    "&lt;b&gt; {{ 7*7 }} {% raw %}": "<b> {{ 7*7 }} {% raw %}",
    "${7*7} and `id` and $(id)": "${7*7} and id and $(id)",
    "a\\b \\\\ \\n \\u{41}": "a\\b \\ \\n \\u{41}",
}


def _everywhere(text: str) -> tuple[Block, ...]:
    return (
        KeyFigures((KeyFigure(text, "9", "%", text, "21"),)),
        Heading(text),
        Prose(text),
        Bullets((text,)),
        Heading(text, aside=True),
        Entry(text, text, "2019", text),
        Bars((Bar(text, 3, 2, 4, 3),), text),
        Heading("Wide"),
        Entry(text, text, text, text),
        Result(text, "21", "9", "%", text, text, text, text, text),
        Table((Column(text, text), Column("b")), ((text, text),), text),
        Bars((Bar(text, 3, 2, 4, 3),), text),
        Note("assumption", text, text),
        Facts(((text[:60], text),)),
    )


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize(("text", "shown"), PAIRS, ids=range(len(PAIRS)))
def test_a_hostile_text_prints_and_nothing_runs(text: str, shown: str, design: str, tmp_path: Path):
    document = Document(
        "T " + text, text, "2026-11-21", _everywhere(text), design=design, headline=text, contact=(text,)
    )
    file = export_pdf(document, tmp_path / "d.pdf").file
    found = letters(EXTRACTORS["pypdf"](file))
    plain = letters(unicodedata.normalize("NFC", shown))
    assert found.count(plain) >= 12
    assert letters(MARKDOWN.get(text, shown)) in found
    reader = PdfReader(file)
    assert list(reader.attachments) == ["document.json"]
    assert _links(reader) == []
    assert "root:" not in found


def test_there_are_at_least_forty():
    assert len({text for text, _ in PAIRS}) >= 40


@pytest.mark.parametrize("design", DESIGNS)
def test_only_web_and_mail_links_become_links(design: str, tmp_path: Path):
    text = "[a](https://example.org/x) [b](mailto:a@example.org) [c](javascript:alert(1)) <ftp://example.org/f>"
    document = Document("T", "A", "2026-11-21", (Prose(text),), design=design, contact=("me@example.org",))
    reader = PdfReader(export_pdf(document, tmp_path / "d.pdf").file)
    assert sorted(_links(reader)) == ["https://example.org/x", "mailto:a@example.org", "mailto:me@example.org"]


def test_hebrew_and_greek_print(tmp_path: Path):
    document = Document("T", "A", "2026-11-21", (Prose("Ελλάδα, Москва, שלום"),), design="board")
    text = EXTRACTORS["pdftotext"](export_pdf(document, tmp_path / "d.pdf").file)
    assert "Ελλάδα" in text
    assert "Москва" in text


def _links(reader: PdfReader) -> list[str]:
    actions = [
        note.get_object()["/A"]
        for sheet in reader.pages
        for note in sheet.get("/Annots", [])
        if "/A" in note.get_object()
    ]
    return [str(action.get("/URI", action.get("/S"))) for action in actions]
