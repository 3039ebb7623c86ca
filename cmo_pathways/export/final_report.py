"""The final report of an export: what was measured in the very file that is about to be sent.

Nothing here is assumed: the file's own bytes are read back. What is not measured on this computer is called so.
"""

from __future__ import annotations

import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from typing import Any

from cmo_pathways.document import (
    Bars,
    Block,
    Bullets,
    Document,
    Entry,
    Facts,
    Heading,
    KeyFigures,
    Note,
    Prose,
    Result,
    Table,
)
from cmo_pathways.errors import ExportError
from cmo_pathways.export.markdown import markdown_values, visible
from cmo_pathways.export.pdf import STANDARDS
from cmo_pathways.export.read_back import ReadBack, read_pdf
from cmo_pathways.portfolio import Check

ENOUGH = 0.995
"""The share of phrases [0-1] that has to be found again; the rest are words that a design prints in another form."""

_UNSEEN = re.compile(r"[\u00ad\u200b\ufe0f\x00-\x08\x0e-\x1f\ufffd]")
_LEFTWARD = re.compile(r"[\u0590-\u08ff\ufb1d-\ufefc]")
_SAFE = ("https://", "http://", "mailto:", "tel:")


def file_checks(document: Document, content: bytes, form: str) -> tuple[Check, ...]:
    """What was measured in an exported file: standards, text found again, reading order, pages, links."""
    if form == "pdf":
        try:
            back = read_pdf(content)
        except ExportError as error:
            return (Check("read back", False, str(error)),)
        return (*_standards(back), *_text(document, back.text), *_pages_and_links(back))
    if form in ("html", "docx"):
        return _text(document, _html_text(content) if form == "html" else _docx_text(content))
    return (Check("text found again", True, "Not measured for this format."),)


def promised(document: Document) -> Iterator[tuple[str, ...]]:
    """The phrases that a document promises to print, block by block: titles, places, dates, figures, sentences."""
    yield tuple(text for text in (document.title, document.headline, *document.contact) if text)
    for block in document.blocks:
        yield (
            *(text for text in _plain(block) if _letters(text)),
            *(s for text in _written(block) for s in _sentences(text)),
        )


def _standards(back: ReadBack) -> Iterator[Check]:
    for standard in STANDARDS:
        named = standard in back.standards
        said = "Named in the file; the typesetter refuses to write what breaks it. No second program checked it here."
        yield Check(standard, named, said if named else f"The file does not name {standard}. Export it again.")


def _text(document: Document, text: str) -> tuple[Check, ...]:
    told = _letters(text)
    blocks = [[_letters(phrase) for phrase in phrases] for phrases in promised(document)]
    wanted = [phrase for phrases in blocks for phrase in phrases if phrase]
    lost = [phrase for phrase in wanted if not _holds(told, phrase)]
    share = 1 - len(lost) / len(wanted) if wanted else 1.0
    first = [phrases[0] for phrases in blocks if phrases and phrases[0] in told]
    steps = list(_places(told, first))
    early = sum(place is None for place in steps)
    found = f"{len(wanted) - len(lost)} of {len(wanted)} phrases were read back from the file"
    return (
        Check("text found again", share >= ENOUGH, f"{found}{_example(document, lost)}."),
        Check("reading order", not early, f"{len(steps) - early} of {len(steps)} blocks stand in their order."),
    )


def _places(told: str, phrases: list[str]) -> Iterator[int | None]:
    """Where each phrase stands behind the one before it; None where it stands only before."""
    at = 0
    for phrase in phrases:
        found = told.find(phrase, at)
        yield found if found >= 0 else None
        at = max(found, at)


def _example(document: Document, lost: list[str]) -> str:
    known = (phrase for phrases in promised(document) for phrase in phrases if lost and _letters(phrase) == lost[0])
    missing = next(known, "")
    return f'; not found, for one: "{missing[:60]}"' if missing else ""


def _pages_and_links(back: ReadBack) -> tuple[Check, ...]:
    strange = [link for link in back.links if not link.startswith(_SAFE)]
    said = f"{len(back.links)} in the file" + (f": {', '.join(back.links[:6])}" if back.links else "")
    return (
        Check("pages", back.pages > 0, f"{back.pages} page{'' if back.pages == 1 else 's'}."),
        Check(
            "links",
            not strange,
            f"{said}." if not strange else f"These are no web or mail address: {', '.join(strange)}.",
        ),
    )


def _plain(block: Block) -> tuple[str, ...]:
    """The plain fields of a block, as they are printed."""
    if isinstance(block, Heading):
        return (block.text,)
    if isinstance(block, Table):
        return tuple(cell for row in block.rows for cell in row)
    if isinstance(block, Entry):
        return (block.title, block.place, block.dates)
    if isinstance(block, Result):
        return (block.title, block.before, block.after, block.measure, block.n, block.period, block.source)
    if isinstance(block, KeyFigures):
        return tuple(text for item in block.items for text in (item.label, item.value, item.note))
    if isinstance(block, Bars):
        return (*(bar.label for bar in block.items), block.caption)
    if isinstance(block, Note):
        return (block.title,)
    return tuple(cell for row in block.rows for cell in row) if isinstance(block, Facts) else ()


def _written(block: Block) -> Iterator[str]:
    """The paragraphs of the Markdown in a block, as they are printed."""
    texts = block.items if isinstance(block, Bullets) else ()
    if isinstance(block, Prose | Entry | Result | Note):
        texts = (block.text,)
    for text in texts:
        yield from _paragraphs(markdown_values(text))


def _paragraphs(values: list[dict[str, Any]]) -> Iterator[str]:
    for value in values:
        if value["t"] == "list":
            for item in value["c"]:
                yield from _paragraphs(item)
        elif value["t"] == "quote":
            yield from _paragraphs(value["c"])
        else:
            yield _inline(value)


def _inline(value: dict[str, Any]) -> str:
    return str(value["v"]) if "v" in value else "".join(map(_inline, value.get("c", ())))


def _sentences(text: str) -> Iterator[str]:
    yield from (part for part in re.split(r"(?<=[.!?])\s", text) if _letters(part))


def _letters(text: str) -> str:
    """The text without blanks and invisible letters, so that the breaking of lines makes no difference."""
    return "".join(_UNSEEN.sub("", unicodedata.normalize("NFKC", visible(text))).split()).casefold()


def _holds(told: str, phrase: str) -> bool:
    """True where a phrase was read back; a file keeps scripts that run from right to left as they are drawn."""
    return phrase in told or (bool(_LEFTWARD.search(phrase)) and phrase[::-1] in told)


def _html_text(content: bytes) -> str:
    body = re.sub(r"(?is)<(style|script|head)\b.*?</\1\s*>", " ", content.decode())
    return html.unescape(re.sub(r"<[^>]*>", " ", body))


def _docx_text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        body = held.read("word/document.xml").decode()
    return html.unescape(re.sub(r"<[^>]*>", "", body.replace("</w:p>", "\n")))
