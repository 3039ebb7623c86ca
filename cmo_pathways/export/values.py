"""A document -> the values that the template prints: cleaned text, Markdown as tokens, marks as shares of their scale.

All arithmetic of the drawings happens here; the template only places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from cmo_pathways.document import (
    Bars,
    Block,
    Bullets,
    Document,
    Entry,
    Facts,
    Figure,
    Heading,
    KeyFigures,
    Lines,
    Note,
    Prose,
    Result,
    Table,
    number_in,
)
from cmo_pathways.export.markdown import clean_text, markdown_values, visible
from cmo_pathways.export.picture import plain_svg

# An entry stays on one page up to this many letters; a longer one may break.
KEPT_LETTERS = 1400
_HEADROOM = 1.12
# A scale starts at zero unless the two dots would nearly touch; then it is cut, and the cut is drawn.
_CLOSE = 0.15
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII)
_SHORT_CELL = 18
_FOOTER_LETTERS = 90
_WORDS = {
    "page": "{page} of {pages}",
    "from": "from {value}",
    "competency": "Competency",
    "scale": "Scale 0 to 5",
    "level": "Level",
    "interval": "80 % interval",
    "target": "Target",
    "source": "Source",
}
"""The words of the template; a document in another language brings its own."""


def document_values(document: Document) -> dict[str, Any]:
    """Everything the template needs, in plain lists, dicts, strings and numbers."""
    region = _regions(_stepwise(document.blocks), has_side=document.design == "board")
    return {
        "title": clean_text(document.title),
        "kicker": clean_text(document.kicker),
        "headline": clean_text(document.headline),
        "contact": [{"text": clean_text(line), "url": _contact_url(line)} for line in document.contact],
        "footer": clean_text(_shortened(document.footer or document.author)),
        "meta": {
            "title": " ".join(visible(document.title).split()),
            "author": " ".join(visible(document.author).split()),
            "description": " ".join(visible(document.description).split()),
        },
        "date": [int(part) for part in document.date.split("-")],
        "lang": document.language.partition("-")[0].lower(),
        "region": document.language.partition("-")[2].lower() or None,
        "design": document.design,
        "words": {**_WORDS, **dict(document.words)},
        "notes": any(isinstance(block, Entry | Result) for block in document.blocks),
        "paper": {"letter": "us-letter", "a4": "a4"}[document.paper],
        **region,
    }


def before_to_after(before: str, after: str) -> dict[str, Any] | None:
    """Where the open dot (before) and the filled dot (after) stand [0-1], and whether the scale is cut at its start."""
    old, new = number_in(before), number_in(after)
    if old is None or new is None:
        return None
    low, high = min(old, new, 0.0), max(old, new, 0.0)
    if high == low:
        return {"before": 0.5, "after": 0.5, "cut": False}
    cut = old * new > 0 and abs(new - old) < _CLOSE * max(abs(old), abs(new))
    if cut and old != new:
        low, high = min(old, new) - abs(new - old), max(old, new) + 0.4 * abs(new - old)
    span = (high - low) * (1.0 if cut else _HEADROOM)
    return {"before": round((old - low) / span, 4), "after": round((new - low) / span, 4), "cut": cut}


def change_words(before: str, after: str, unit: str) -> str:
    """``18.2 to 11.9 %``, or the one figure that is there."""
    figures = " to ".join(text for text in (before.strip(), after.strip()) if text)
    return clean_text(f"{figures} {unit}") if figures else ""


def _stepwise(blocks: Iterable[Block]) -> list[Block]:
    """The blocks with headings that never skip a level, as a tagged PDF demands."""
    steps: list[Block] = []
    opened = False
    for block in blocks:
        if isinstance(block, Heading):
            if block.level > 1 and not opened:
                block = Heading(block.text, 1, block.aside, block.new_page)
            opened = True
        steps.append(block)
    return steps


def _regions(blocks: list[Block], *, has_side: bool) -> dict[str, Any]:
    """Blocks before the first heading; then sections beside the side column, in it, and after it."""
    sections: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            sections.append([])
        sections[-1].append(block)
    asides = [i for i, section in enumerate(sections) if i and has_side and _aside(section)]
    last = max(asides, default=0)
    return {
        "top": _block_values(sections[0]),
        "main": [_block_values(s) for i, s in enumerate(sections) if 0 < i <= last and i not in asides],
        "side": [_block_values(sections[i]) for i in asides],
        "rest": [_block_values(s) for s in sections[last + 1 :]],
    }


def _aside(section: list[Block]) -> bool:
    return isinstance(section[0], Heading) and section[0].aside


def _block_values(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    return [{**_block(block), "ref": getattr(block, "ref", "")} for block in blocks]


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            title = clean_text(block.text)
            return {"kind": "heading", "level": block.level, "text": title, "new_page": block.new_page}
        case Prose():
            return {"kind": "prose", "text": markdown_values(block.text), "lead": block.lead}
        case Bullets():
            return {"kind": "bullets", "mark": block.mark, "items": [markdown_values(item) for item in block.items]}
        case Table():
            return _table(block)
        case Figure():
            svg, alt = plain_svg(block.svg), clean_text(block.alt)
            return {"kind": "figure", "svg": svg, "alt": alt, "caption": clean_text(block.caption)}
        case Result():
            return _result(block)
        case Entry():
            return _entry(block)
        case KeyFigures():
            return {"kind": "keys", "items": [_key_figure(item) for item in block.items]}
        case Bars():
            return _bars(block)
        case Note():
            text = markdown_values(block.text)
            return {"kind": "note", "note": block.kind, "title": clean_text(block.title), "text": text}
        case Facts():
            return {"kind": "facts", "rows": [[clean_text(label), clean_text(value)] for label, value in block.rows]}
        case Lines():
            return {"kind": "lines", "label": clean_text(block.label), "rows": block.rows}


def _table(block: Table) -> dict[str, Any]:
    columns = [
        {"name": clean_text(c.name), "unit": clean_text(c.unit), "number": c.number, "share": _share(block, i)}
        for i, c in enumerate(block.columns)
    ]
    rows = [[clean_text(cell) for cell in row] for row in block.rows]
    return {"kind": "table", "columns": columns, "rows": rows, "caption": clean_text(block.caption)}


def _share(block: Table, column: int) -> int:
    """How wide a column is among the wide ones; 0 where its words are short and it takes what it needs."""
    longest = max((len(row[column]) for row in block.rows), default=0)
    return 0 if block.columns[column].number or (column and longest <= _SHORT_CELL) else min(60, max(20, longest))


def _result(block: Result) -> dict[str, Any]:
    before, after, unit = (clean_text(text) for text in (block.before, block.after, block.unit))
    note = ", ".join(clean_text(text) for text in (block.measure, block.n, block.period) if text.strip())
    return {
        "kind": "result",
        "title": clean_text(block.title),
        "change": change_words(before, after, unit),
        "figures": f"{before} \N{RIGHTWARDS ARROW} {after}" if before and after else before or after,
        "unit": unit,
        "mark": before_to_after(before, after),
        "note": note,
        "text": markdown_values(block.text),
        "source": clean_text(block.source),
        "keep": len(block.text) < KEPT_LETTERS,
    }


def _entry(block: Entry) -> dict[str, Any]:
    return {
        "kind": "entry",
        "title": clean_text(block.title),
        "place": clean_text(block.place),
        "dates": clean_text(block.dates),
        "text": markdown_values(block.text),
        "keep": len(block.text) < KEPT_LETTERS,
    }


def _key_figure(item: Any) -> dict[str, Any]:
    before = clean_text(item.before)
    return {
        "label": clean_text(item.label),
        "value": clean_text(item.value),
        "unit": clean_text(item.unit),
        "note": clean_text(item.note),
        "before": before,
        "mark": before_to_after(before, clean_text(item.value)) if before else None,
    }


def _bars(block: Bars) -> dict[str, Any]:
    def share(value: float) -> float:
        return round(min(1.0, max(0.0, value / block.top)), 4)

    items: list[Mapping[str, Any]] = [
        {
            "label": clean_text(bar.label),
            "level": f"{bar.level:.1f}",
            "interval": f"{bar.low:.1f} to {bar.high:.1f}",
            "target": "" if bar.target is None else f"{bar.target:g}",
            "at": {"level": share(bar.level), "low": share(bar.low), "high": share(bar.high)},
            "mark": None if bar.target is None else share(bar.target),
        }
        for bar in block.items
    ]
    return {"kind": "bars", "items": items, "caption": clean_text(block.caption)}


def _shortened(line: str) -> str:
    return line if len(line) <= _FOOTER_LETTERS else line[: _FOOTER_LETTERS - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def _contact_url(line: str) -> str:
    text = line.strip()
    if text.lower().startswith(("https://", "http://")):
        return visible(text)
    return f"mailto:{text}" if _MAIL.fullmatch(text) else ""
