"""Words of a document -> runs, links and lists of a Word file. Only letters that XML may hold go in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from cmo_pathways.charts.tokens import tokens

Values = Mapping[str, Any]
_MONO = "Consolas"


def printable(text: str) -> str:
    """The text without the typesetter's marks for long words and without what XML forbids."""
    return "".join(
        c for c in text if c != "\u200b" and (c in "\t\n" or c >= " ") and not "\ud800" <= c <= "\udfff"
        and c not in "\ufffe\uffff"
    )  # fmt: skip


def add_paragraph(word: WordFile, style: str = "Normal") -> Paragraph:
    """An empty paragraph at the end, in a style of the library's blank file."""
    # The library walks through the file and through all styles for each paragraph, which takes minutes for long ones.
    made: Any = OxmlElement("w:p")
    word.element.body[-1].addprevious(made)
    if style != "Normal":
        made.style = style.replace(" ", "")
    return Paragraph(made, word._body)


def add_run(paragraph: Paragraph, text: str, *, bold: bool = False, muted: bool = False) -> Run:
    """Plain words at the end of a paragraph."""
    run = paragraph.add_run(printable(text))
    if bold:
        run.bold = True
    if muted:
        run.font.color.rgb = RGBColor.from_string(tokens()["muted"].light[1:])
    return run


def add_link(paragraph: Paragraph, text: str, url: str) -> None:
    """Words that open an address; ``url`` must be one of http, https or mailto."""
    target = paragraph.part.relate_to(printable(url), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), target)
    run = add_run(paragraph, text)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def add_field(paragraph: Paragraph, name: str) -> None:
    """A number that the word processor fills in, such as PAGE."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = add_run(paragraph, "1")
    field.append(run._r)
    paragraph._p.append(field)


def add_words(paragraph: Paragraph, parts: Sequence[Values], *, bold: bool = False, italic: bool = False) -> None:
    """Markdown words of one paragraph: emphasis, code, breaks, links."""
    for part in parts:
        kind = part["t"]
        if kind in ("em", "strong"):
            add_words(paragraph, part["c"], bold=bold or kind == "strong", italic=italic or kind == "em")
        elif kind == "link":
            add_link(paragraph, _plain(part["c"]), part["url"])
        elif kind == "break":
            paragraph.add_run().add_break()
        else:
            run = add_run(paragraph, part["v"], bold=bold)
            run.italic = True if italic else None
            if kind == "mono":
                _mono(run)


def add_flow(
    word: WordFile, values: Sequence[Values], *, style: str = "Normal", depth: int = 0
) -> tuple[Paragraph, ...]:
    """Markdown blocks as paragraphs, lists, quotes and code; gives the paragraphs that were added."""
    added: list[Paragraph] = []
    for value in values:
        kind = value["t"]
        if kind in ("par", "code"):
            added.append(add_paragraph(word, style))
        if kind == "par":
            add_words(added[-1], value["c"])
        elif kind == "code":
            _mono(add_run(added[-1], value["v"]))
        elif kind == "list":
            added += add_list(word, value["c"], ordered=value["ordered"], start=value["start"], depth=depth)
        elif kind == "quote":
            added += add_flow(word, value["c"], style="Quote", depth=depth)
    return tuple(added)


def add_list(
    word: WordFile, items: Sequence[Sequence[Values]], *, ordered: bool, start: int = 1, depth: int = 0
) -> tuple[Paragraph, ...]:
    """A list with real markers; each numbered list begins at its own number."""
    level = f" {min(depth, 2) + 1}" if depth else ""
    style = f"List Number{level}" if ordered else f"List Bullet{level}"
    number = _own_numbers(word, style, start) if ordered else None
    added: list[Paragraph] = []
    for item in items:
        first, rest = (item[:1], item[1:]) if item and item[0]["t"] == "par" else ((), item)
        paragraph = add_paragraph(word, style)
        if number is not None:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = number
        for value in first:
            add_words(paragraph, value["c"])
        added += [paragraph, *add_flow(word, rest, style=f"List Continue{level}", depth=depth + 1)]
    return tuple(added)


def _own_numbers(word: WordFile, style: str, start: int) -> int:
    """A numbering of its own for one list, in the look of the style."""
    numbering: Any = word.part.numbering_part.element
    found: Any = word.styles[style].element
    kept = numbering.num_having_numId(found.pPr.numPr.numId.val)
    own = numbering.add_num(kept.abstractNumId.val)
    own.add_lvlOverride(ilvl=0).add_startOverride(start)
    return int(own.numId)


def _plain(parts: Sequence[Values]) -> str:
    return "".join(part["v"] if "v" in part else _plain(part.get("c", ())) for part in parts)


def _mono(run: Run) -> None:
    run.font.name, run.font.size = _MONO, Pt(9)
