"""One block of a document -> paragraphs and tables of a Word file; it places values and decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from docx.document import Document as WordFile
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_UNDERLINE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from cmo_pathways.charts.tokens import tokens
from cmo_pathways.export.docx_words import Values, add_flow, add_list, add_paragraph, add_run, add_words

Words = Mapping[str, str]
_RULED_LINES = 8


def add_block(word: WordFile, block: Values, words: Words) -> None:
    """One block of ``document_values`` at the end of a Word file."""
    _MAKERS[block["kind"]](word, block, words)


def _heading(word: WordFile, block: Values, words: Words) -> None:
    paragraph = add_paragraph(word, f"Heading {block['level']}")
    paragraph.paragraph_format.page_break_before = block["new_page"] or None
    add_run(paragraph, block["text"])


def _prose(word: WordFile, block: Values, words: Words) -> None:
    added = add_flow(word, block["text"])
    if block["lead"]:
        for run in (run for paragraph in added for run in paragraph.runs):
            run.font.size = Pt(11.5)


def _bullets(word: WordFile, block: Values, words: Words) -> None:
    if block["mark"] != "box":
        add_list(word, block["items"], ordered=block["mark"] == "number")
        return
    for item in block["items"]:
        paragraph = add_paragraph(word)
        add_run(paragraph, "\N{BALLOT BOX} ")
        for first in item[:1]:
            add_words(paragraph, first.get("c", ()))
        add_flow(word, item[1:])


def _result(word: WordFile, block: Values, words: Words) -> None:
    title = f"{block['title']}: {block['change']}" if block["change"] else block["title"]
    _titled(word, title)
    if block["note"]:
        add_run(add_paragraph(word, "Caption"), block["note"]).bold = False
    add_flow(word, block["text"])
    if block["source"]:
        add_run(add_paragraph(word, "Caption"), block["source"])


def _entry(word: WordFile, block: Values, words: Words) -> None:
    if not block["title"]:
        add_flow(word, block["text"])
        if facts := ", ".join(part for part in (block["place"], block["dates"]) if part):
            add_run(add_paragraph(word), facts, muted=True)
        return
    paragraph = _titled(word, block["title"])
    if block["dates"]:
        add_run(paragraph, f", {block['dates']}", muted=True)
    if block["place"]:
        add_run(add_paragraph(word), block["place"], muted=True)
    add_flow(word, block["text"])


def _titled(word: WordFile, title: str) -> Paragraph:
    paragraph = add_paragraph(word)
    paragraph.paragraph_format.space_before = Pt(6)
    paragraph.paragraph_format.keep_with_next = True
    add_run(paragraph, title, bold=True)
    return paragraph


def _keys(word: WordFile, block: Values, words: Words) -> None:
    """Large figures as a table: what was measured, the figure with the one before it, for whom."""
    items = block["items"]
    figures = [f"{item['value']} {item['unit']}".strip() for item in items]
    before = [f"{item['before']} {item['unit']}".strip() if item["before"] else "" for item in items]
    was = [words["from"].replace("{value}", text) if text else "" for text in before]
    rows = [[f"{figure} {text}".strip() for figure, text in zip(figures, was, strict=True)]]
    rows += [[item["note"] for item in items]] if any(item["note"] for item in items) else []
    _grid(word, [item["label"] for item in items], rows, numbers=[False] * len(items), large=True)


def _bars(word: WordFile, block: Values, words: Words) -> None:
    heads = [words[key] for key in ("competency", "level", "interval", "target")]
    rows = [[item["label"], item["level"], item["interval"], item["target"]] for item in block["items"]]
    _grid(word, heads, rows, numbers=[False, True, True, True])
    if block["caption"]:
        add_run(add_paragraph(word, "Caption"), block["caption"])


def _table(word: WordFile, block: Values, words: Words) -> None:
    if block["caption"]:
        caption = add_paragraph(word, "Caption")
        caption.paragraph_format.keep_with_next = True
        add_run(caption, block["caption"], bold=True)
    heads = [c["name"] + (f" [{c['unit']}]" if c["unit"] else "") for c in block["columns"]]
    _grid(word, heads, block["rows"], numbers=[c["number"] for c in block["columns"]])


def _grid(
    word: WordFile, heads: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: Sequence[bool], large: bool = False
) -> None:
    table = word.add_table(rows=1 + len(rows), cols=len(heads))
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    _hairlines(table)
    repeat: Any = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    for at, (row, cells) in enumerate(zip(table.rows, [heads, *rows], strict=True)):
        for cell, text, number in zip(row.cells, cells, numbers, strict=True):
            paragraph = cell.paragraphs[0]
            run = add_run(paragraph, text, bold=at == 0 or (large and at == 1))
            run.font.size = Pt(9.5)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if number else None
            paragraph.paragraph_format.space_after = Pt(2)
    add_paragraph(word).paragraph_format.space_after = Pt(0)


def _hairlines(table: Any) -> None:
    """Thin lines between rows and stronger ones around; no upright lines."""
    borders = OxmlElement("w:tblBorders")
    for side, size, color in (("top", "8", "ink"), ("bottom", "8", "ink"), ("insideH", "4", "rule")):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", size), ("space", "0"), ("color", tokens()[color].light[1:])):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    properties = table._tbl.tblPr
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def _figure(word: WordFile, block: Values, words: Words) -> None:
    add_run(add_paragraph(word), block["alt"])
    if block["caption"]:
        add_run(add_paragraph(word, "Caption"), block["caption"])


def _note(word: WordFile, block: Values, words: Words) -> None:
    assumed, head = block["note"] == "assumption", add_paragraph(word)
    run = add_run(head, f"Assumption: {block['title']}" if assumed else block["title"], bold=True)
    if assumed:
        run.italic, run.font.underline = True, WD_UNDERLINE.DASH
    added = (head, *add_flow(word, block["text"]))
    color, ground = ("accent", "accent-soft") if block["note"] == "information" else ("warn", "warn-soft")
    for paragraph in added:
        _boxed(paragraph, tokens()[color].light[1:], tokens()[ground].light[1:])


def _boxed(paragraph: Paragraph, color: str, ground: str) -> None:
    border, line, shade = OxmlElement("w:pBdr"), OxmlElement("w:left"), OxmlElement("w:shd")
    for key, value in (("val", "single"), ("sz", "24"), ("space", "8"), ("color", color)):
        line.set(qn(f"w:{key}"), value)
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", ground)):
        shade.set(qn(f"w:{key}"), value)
    border.append(line)
    properties: Any = paragraph._p.get_or_add_pPr()
    for element in (border, shade):
        properties.insert_element_before(element, "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _facts(word: WordFile, block: Values, words: Words) -> None:
    for label, value in block["rows"]:
        paragraph = add_paragraph(word)
        add_run(paragraph, f"{label}: ", bold=True)
        add_run(paragraph, value)


def _lines(word: WordFile, block: Values, words: Words) -> None:
    if block["label"]:
        add_run(add_paragraph(word, "Caption"), block["label"])
    for _ in range(block["rows"] or _RULED_LINES):
        add_run(add_paragraph(word), "_" * 70, muted=True)


_MAKERS: Mapping[str, Callable[[WordFile, Values, Words], None]] = {
    "heading": _heading,
    "prose": _prose,
    "bullets": _bullets,
    "result": _result,
    "entry": _entry,
    "keys": _keys,
    "bars": _bars,
    "table": _table,
    "figure": _figure,
    "note": _note,
    "facts": _facts,
    "lines": _lines,
}
