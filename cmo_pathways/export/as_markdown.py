"""A document as Markdown text, for readers and programs that want words without pages."""

from __future__ import annotations

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
)
from cmo_pathways.scale import level_text


def document_markdown(document: Document) -> str:
    """The document in Markdown: headings, paragraphs, lists and tables; drawings as their words."""
    head = [f"# {_plain(document.title)}"]
    head += [_plain(text) for text in (document.kicker, document.headline) if text]
    head += [" · ".join(map(_plain, document.contact))] if document.contact else []
    body = [text for block in document.blocks if (text := _block(block))]
    return "\n\n".join([*head, *body, _plain(f"{document.author}, {document.date}")])


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * (block.level + 1)} {_plain(block.text)}"
        case Prose():
            return block.text
        case Bullets():
            marks = [f"{n}. " if block.mark == "number" else "- [ ] " if block.mark == "box" else "- "
                     for n in range(1, len(block.items) + 1)]  # fmt: skip
            return "\n".join(mark + " ".join(item.split()) for mark, item in zip(marks, block.items, strict=True))
        case Table():
            names = [column.name + (f" [{column.unit}]" if column.unit else "") for column in block.columns]
            return _with_caption(_table(names, block.rows), block.caption)
        case Figure():
            return _with_caption(_plain(block.alt), block.caption)
        case Result():
            return _result(block)
        case Entry():
            head = ", ".join(_plain(part) for part in (block.title, block.place, block.dates) if part)
            return "\n\n".join(part for part in (f"**{head}**" if head else "", block.text) if part)
        case KeyFigures():
            rows = [(k.label, f"{k.before} to {k.value} {k.unit}" if k.before else f"{k.value} {k.unit}", k.note)
                    for k in block.items]  # fmt: skip
            return _table(("Result", "Figure", "For whom"), rows)
        case Bars():
            bars = [
                (b.label, level_text(b.level), f"{level_text(b.low)} to {level_text(b.high)}",
                 "" if b.target is None else f"{b.target:g}")
                for b in block.items
            ]  # fmt: skip
            return _with_caption(_table(("Competency", "Level", "Interval", "Target"), bars), block.caption)
        case Note():
            return f"> **{_plain(block.title)}** {block.text}"
        case Facts():
            return _table(("Fact", "Value"), block.rows)
        case Lines():
            return f"{_plain(block.label)}:" if block.label else ""


def _result(block: Result) -> str:
    change = " to ".join(figure for figure in (block.before, block.after) if figure)
    facts = [f"{change} {block.unit}".strip() if change else "", block.measure, block.n, block.period]
    line = ", ".join(_plain(fact) for fact in facts if fact)
    parts = [f"**{_plain(block.title)}**" + (f": {line}" if line else ""), block.text]
    return "\n\n".join(part for part in (*parts, f"Source: {_plain(block.source)}" if block.source else "") if part)


def _table(names: tuple[str, ...] | list[str], rows: object) -> str:
    lines = [names, ["---"] * len(names), *(rows if isinstance(rows, list | tuple) else ())]
    return "\n".join("| " + " | ".join(_plain(str(cell)).replace("|", "\\|") for cell in row) + " |" for row in lines)


def _with_caption(text: str, caption: str) -> str:
    return f"{text}\n\n{_plain(caption)}" if caption else text


def _plain(text: str) -> str:
    return " ".join(text.split())
