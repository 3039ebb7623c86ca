"""A document as a Word file (DOCX) with real styles: title, headings, lists, tables with header rows.

The words are those of the PDF, in the same order. There are no macros, no fields that ask for anything outside, and
links only to the web and to mail. Equal documents give equal bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from docx import Document as new_document
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from cmo_pathways.charts.tokens import tokens
from cmo_pathways.document import Document
from cmo_pathways.export.docx_blocks import add_block
from cmo_pathways.export.docx_words import add_field, add_link, add_paragraph, add_run, printable
from cmo_pathways.export.pdf import checked
from cmo_pathways.export.values import document_values

# Fonts that the usual word processors have or replace by one of equal width.
_SANS, _SERIF = "Calibri", "Cambria"
_SHEETS = {"us-letter": (Mm(215.9), Mm(279.4)), "a4": (Mm(210), Mm(297))}
# The first day that a zip file can name.
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_MAX_PROPERTY = 255


def document_docx(document: Document) -> bytes:
    """The document as the bytes of a DOCX file. Drawings stand as their words.

    Raises ExportError where the document lacks a title, a date or a picture's words.
    """
    day = checked(document)
    values = document_values(document)
    word = new_document()
    _properties(word, document, values, datetime(day.year, day.month, day.day))
    _page(word, values)
    _styles(word, values, document.language)
    _head(word, values)
    for block in _in_order(values):
        add_block(word, block, values["words"])
    packed = io.BytesIO()
    word.save(packed)
    return _same_bytes(packed.getvalue())


def _in_order(values: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    sections = [*values["main"], *values["side"], *values["rest"]]
    return [*values["top"], *(block for section in sections for block in section)]


def _properties(word: WordFile, document: Document, values: Mapping[str, Any], moment: datetime) -> None:
    properties = word.core_properties
    properties.title = printable(values["meta"]["title"])[:_MAX_PROPERTY]
    properties.author = properties.last_modified_by = printable(values["meta"]["author"])[:_MAX_PROPERTY]
    properties.subject = printable(values["kicker"])[:_MAX_PROPERTY]
    properties.comments = printable(values["meta"]["description"])[:_MAX_PROPERTY]
    properties.language = document.language
    properties.created = properties.modified = moment
    properties.revision = 1
    # The library's blank file brings a thumbnail of itself, which would show a page that is not ours.
    relations = word.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[key]


def _page(word: WordFile, values: Mapping[str, Any]) -> None:
    sheet = word.sections[0]
    sheet.page_width, sheet.page_height = _SHEETS[values["paper"]]
    sheet.left_margin = sheet.right_margin = Mm(22)
    sheet.top_margin = sheet.bottom_margin = Mm(20)
    foot = sheet.footer.paragraphs[0]
    add_run(foot, values["footer"] + "\t\t")
    before, _, rest = values["words"]["page"].partition("{page}")
    between, _, after = rest.partition("{pages}")
    for text, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        if text:
            add_run(foot, text)
        if field:
            add_field(foot, field)


def _styles(word: WordFile, values: Mapping[str, Any], language: str) -> None:
    design = values["design"]
    sans, text = _SANS, (_SANS if design == "board" else _SERIF)
    ink, muted = _color("ink"), _color("muted")
    accent = ink if design == "register" else _color("accent")
    looks: tuple[tuple[str, str, float, RGBColor, bool, float, float], ...] = (
        ("Normal", text, 10.5, ink, False, 0, 3),
        ("Title", text, 24, ink, design == "board", 0, 2),
        ("Subtitle", text, 12, muted, False, 0, 6),
        ("Heading 1", text, 13, accent, True, 14, 4),
        ("Heading 2", text, 11, ink, True, 10, 3),
        ("Caption", sans, 9, muted, False, 0, 6),
        ("List Bullet", text, 10.5, ink, False, 0, 2),
        ("List Number", text, 10.5, ink, False, 0, 2),
        ("Quote", text, 10.5, muted, False, 0, 3),
        ("Footer", sans, 9, muted, False, 0, 0),
    )
    for name, font, size, color, bold, before, after in looks:
        style: Any = word.styles[name]
        style.font.name, style.font.size, style.font.bold, style.font.italic = font, Pt(size), bold, False
        style.font.color.rgb = color
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{key}"), None)
        for key in ("ascii", "hAnsi", "cs"):
            fonts.set(qn(f"w:{key}"), font)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.08
    _language(word, language)
    frame = word.styles["Title"].element.get_or_add_pPr().find(qn("w:pBdr"))
    if frame is not None:
        frame.getparent().remove(frame)


def _language(word: WordFile, language: str) -> None:
    for found in word.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), language)
        found.set(qn("w:eastAsia"), language)


def _head(word: WordFile, values: Mapping[str, Any]) -> None:
    if values["kicker"]:
        add_run(add_paragraph(word, "Caption"), values["kicker"])
    title = add_paragraph(word, "Title")
    add_run(title, values["title"])
    if values["headline"]:
        add_run(add_paragraph(word, "Subtitle"), values["headline"])
    if values["contact"]:
        contact = add_paragraph(word, "Caption")
        for at, line in enumerate(values["contact"]):
            add_run(contact, " · " if at else "")
            if line["url"]:
                add_link(contact, line["text"], line["url"])
            else:
                add_run(contact, line["text"])
        _ruled(contact, "accent" if values["design"] != "register" else "ink")
    if values["design"] == "register":
        for paragraph in word.paragraphs:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _ruled(paragraph: Paragraph, color: str) -> None:
    """A line below a paragraph."""
    border, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "12"), ("space", "6"), ("color", tokens()[color].light[1:])):
        line.set(qn(f"w:{key}"), value)
    border.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(border, "w:spacing", "w:ind", "w:jc", "w:rPr")


def _color(name: str) -> RGBColor:
    return RGBColor.from_string(tokens()[name].light[1:])


def _same_bytes(packed: bytes) -> bytes:
    """The same parts in the same order with one fixed day, so that equal documents give equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for info in given.infolist():
            part = zipfile.ZipInfo(info.filename, _ZIP_DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0
            made.writestr(part, given.read(info))
    return out.getvalue()
