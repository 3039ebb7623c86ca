"""Four programs that read the text of a PDF, and what a reader would search for in it."""

from __future__ import annotations

import subprocess
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pdfminer.high_level import extract_text
from pypdf import PdfReader

from cmo_pathways.document import Bars, Document, Entry, Facts, KeyFigures, Result, Table, to_values


def _poppler(*options: str) -> Callable[[Path], str]:
    def read(file: Path) -> str:
        return subprocess.run(["pdftotext", *options, str(file), "-"], capture_output=True, check=True).stdout.decode()

    return read


EXTRACTORS: Mapping[str, Callable[[Path], str]] = {
    "pdftotext": _poppler(),
    "pdftotext -raw": _poppler("-raw"),
    "pypdf": lambda file: "\n".join(page.extract_text() for page in PdfReader(file).pages),
    "pdfminer": lambda file: extract_text(str(file)),
}


def words(text: str) -> str:
    """The text as a search finds it: one blank between words, nothing invisible."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\u200b", "").split())


def letters(text: str) -> str:
    """The text without any blank, for strings that are broken between lines."""
    return "".join(words(text).split())


def phrases(document: Document) -> Iterator[str]:
    """Every sentence, title, place, date and figure that the document promises to print."""
    yield from (document.title, document.headline, *document.contact)
    for block in document.blocks:
        if isinstance(block, Bars):
            yield from (bar.label for bar in block.items)
        elif isinstance(block, Table):
            yield from (cell for row in block.rows for cell in row)
        elif isinstance(block, KeyFigures):
            yield from (text for item in block.items for text in (item.label, item.value, item.note))
        elif isinstance(block, Facts):
            yield from (cell for row in block.rows for cell in row)
        elif isinstance(block, Entry | Result):
            yield from _fields(to_values(Document("t", "a", "2026-01-01", (block,)))["blocks"][0])
        else:
            yield from _sentences(getattr(block, "text", ""))


def _fields(values: Mapping[str, Any]) -> Iterator[str]:
    for name, value in values.items():
        if name == "text":
            yield from _sentences(value)
        elif name not in ("ref", "block", "unit") and value:
            yield value


def _sentences(text: str) -> Iterator[str]:
    for line in text.replace("**", "").splitlines():
        yield from (part.strip(" -") for part in line.replace(". ", ".\0").split("\0") if part.strip(" -"))


def distance(text: str, one: str, other: str) -> int:
    """How far two phrases stand apart at their nearest meeting [letters]; very far where one is absent."""
    gaps = [
        max(second - first - len(a), 0)
        for a, b in ((one, other), (other, one))
        for first in _starts(text, a)
        for second in _starts(text, b)
        if second >= first + len(a)
    ]
    return min(gaps, default=10**6)


def _starts(text: str, phrase: str) -> list[int]:
    found, at = [], text.find(phrase)
    while at >= 0:
        found.append(at)
        at = text.find(phrase, at + 1)
    return found
