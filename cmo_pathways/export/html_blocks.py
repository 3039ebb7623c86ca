"""One block of a document -> HTML; it places values and decides nothing."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

Values = Mapping[str, Any]
Words = Mapping[str, str]


def block_html(block: Values, words: Words, where: str = "text") -> str:
    """One block of ``document_values`` as HTML; ``where`` is text, side (narrow) or wide."""
    if block["kind"] == "bars":
        return _bars_list(block, words) if where == "side" else _bars_table(block, words)
    return _MAKERS[block["kind"]](block, words) + "\n"


def flow_html(values: Sequence[Values]) -> str:
    """Markdown values as HTML: paragraphs, lists, quotes, code, rules."""
    return "".join(_flow(value) for value in values)


def _flow(value: Values) -> str:
    kind = value["t"]
    if kind == "par":
        return f"<p>{_inline(value['c'])}</p>"
    if kind == "list":
        items = "".join(f"<li>{flow_html(item)}</li>" for item in value["c"])
        return f'<ol start="{value["start"]}">{items}</ol>' if value["ordered"] else f"<ul>{items}</ul>"
    if kind == "quote":
        return f"<blockquote>{flow_html(value['c'])}</blockquote>"
    return f"<p><code>{escape(value['v'])}</code></p>" if kind == "code" else "<hr>"


def _inline(parts: Sequence[Values]) -> str:
    return "".join(_piece(part) for part in parts)


def _piece(part: Values) -> str:
    kind = part["t"]
    if kind == "text":
        return escape(part["v"])
    if kind == "mono":
        return f"<code>{escape(part['v'])}</code>"
    if kind == "break":
        return "<br>"
    if kind == "link":
        return f'<a href="{escape(part["url"])}" rel="noopener noreferrer">{_inline(part["c"])}</a>'
    tag = {"em": "em", "strong": "strong"}[kind]
    return f"<{tag}>{_inline(part['c'])}</{tag}>"


def _heading(block: Values, words: Words) -> str:
    tag = f"h{block['level'] + 1}"
    return f"<{tag}>{escape(block['text'])}</{tag}>"


def _prose(block: Values, words: Words) -> str:
    return f'<div class="prose{" lead" if block["lead"] else ""}">{flow_html(block["text"])}</div>'


def _bullets(block: Values, words: Words) -> str:
    tag = "ol" if block["mark"] == "number" else "ul"
    items = "".join(f"<li>{flow_html(item)}</li>" for item in block["items"])
    return f'<{tag} class="{block["mark"]}">{items}</{tag}>'


def _result(block: Values, words: Words) -> str:
    title = f"{block['title']}: {block['change']}" if block["change"] else block["title"]
    parts = [f'<p class="title"><strong>{escape(title)}</strong></p>', flow_html(block["text"])]
    note = ""
    if block["mark"] or block["note"]:
        mark = f'<div class="mark">{change_mark(block["mark"], block["change"])}</div>' if block["mark"] else ""
        figures = f'<p class="figures" aria-hidden="true">{escape(_figures(block))}</p>' if block["figures"] else ""
        said = f'<p class="small">{escape(block["note"])}</p>' if block["note"] else ""
        note = f'<div class="note-column">{figures}{mark}{said}</div>'
    source = f'<p class="small">{escape(block["source"])}</p>' if block["source"] else ""
    return f'<div class="item"><div>{"".join(parts)}{source}</div>{note}</div>'


def _figures(block: Values) -> str:
    return f"{block['figures']} {block['unit']}".strip()


def _entry(block: Values, words: Words) -> str:
    dates = f'<span class="dates">, {escape(block["dates"])}</span>' if block["dates"] else ""
    place = f'<p class="small">{escape(block["place"])}</p>' if block["place"] else ""
    if block["title"]:
        head = f'<p class="title"><strong>{escape(block["title"])}</strong>{dates}</p>'
        column = f'<div class="note-column">{place}</div>' if place else ""
        return f'<div class="item"><div>{head}{flow_html(block["text"])}</div>{column}</div>'
    facts = ", ".join(part for part in (block["place"], block["dates"]) if part)
    tail = f'<p class="dates">{escape(facts)}</p>' if facts else ""
    return f'<div class="item"><div>{flow_html(block["text"])}{tail}</div></div>'


def _keys(block: Values, words: Words) -> str:
    marked = any(item["mark"] for item in block["items"])
    items = "".join(f"<li>{_key(item, words)}</li>" for item in block["items"])
    return f'<ul class="keys{" marked" if marked else ""}">{items}</ul>'


def _key(item: Values, words: Words) -> str:
    unit = f" <b>{escape(item['unit'])}</b>" if item["unit"] else ""
    before = f"{item['before']} {item['unit']}".strip() if item["before"] else ""
    was = f' <span class="small">{escape(words["from"].replace("{value}", before))}</span>' if before else ""
    mark = change_mark(item["mark"], f"{item['before']} \N{RIGHTWARDS ARROW} {item['value']} {item['unit']}")
    note = f'<p class="small">{escape(item["note"])}</p>' if item["note"] else ""
    value = f'<p class="value"><strong>{escape(item["value"])}{unit}</strong>{was}</p>'
    return f'<p class="label">{escape(item["label"])}</p>{value}{mark if item["mark"] else ""}{note}'


def change_mark(mark: Values | None, words: str) -> str:
    """The before-to-after mark: an open dot, a line, a filled dot; empty where there is nothing to draw."""
    if not mark:
        return ""
    old, new = (round(4 + 152 * mark[key], 1) for key in ("before", "after"))
    start = '<path class="edge" d="M1 12l2-8M4 12l2-8"/>' if mark["cut"] else '<path class="edge" d="M1 4v8"/>'
    return (
        f'<svg role="img" aria-label="{escape(words.strip())}" viewBox="0 0 160 16" width="160" height="16">'
        f'<path class="edge" d="M1 8h158"/>{start}<path class="way" d="M{min(old, new)} 8H{max(old, new)}"/>'
        f'<circle class="open" cx="{old}" cy="8" r="3.4"/><circle class="filled" cx="{new}" cy="8" r="3.8"/></svg>'
    )


def _bar(item: Values) -> str:
    at, wide = item["at"], 200
    target = f'<path class="target" d="M{wide * item["mark"]:.1f} 0v11"/>' if item["mark"] is not None else ""
    return (
        f'<svg class="bar" aria-hidden="true" viewBox="0 0 {wide} 15" preserveAspectRatio="none" height="15">'
        f'<rect class="track" y="2" width="{wide}" height="7"/>'
        f'<rect class="level" y="2" width="{wide * at["level"]:.1f}" height="7"/>'
        f'<path class="edge" d="M{wide * at["low"]:.1f} 13H{wide * at["high"]:.1f}"/>{target}</svg>'
    )


def _bars_table(block: Values, words: Words) -> str:
    heads = "".join(
        f'<th scope="col"{_number(key != "competency" and key != "scale")}>{escape(words[key])}</th>'
        for key in ("competency", "scale", "level", "interval", "target")
    )
    rows = "".join(_bars_row(item) for item in block["items"])
    caption = f'<p class="small">{escape(block["caption"])}</p>' if block["caption"] else ""
    return (
        f'<div class="wide-table" role="region" tabindex="0" aria-label="{escape(words["level"])}"><table class="bars">'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>{caption}\n"
    )


def _bars_row(item: Values) -> str:
    figures = (f"<strong>{item['level']}</strong>", item["interval"], item["target"])
    cells = "".join(f'<td class="number">{figure}</td>' for figure in figures)
    return f'<tr><th scope="row">{escape(item["label"])}</th><td>{_bar(item)}</td>{cells}</tr>'


def _bars_list(block: Values, words: Words) -> str:
    items = "".join(
        f'<li><p class="pair"><span>{escape(item["label"])}</span> <strong>{item["level"]}</strong></p>{_bar(item)}'
        f'<p class="small">{item["interval"]}{_target(item, words)}</p></li>'
        for item in block["items"]
    )
    caption = f'<p class="small">{escape(block["caption"])}</p>' if block["caption"] else ""
    return f'<ul class="bar-list">{items}</ul>{caption}\n'


def _target(item: Values, words: Words) -> str:
    return f", {escape(words['target'].lower())} {item['target']}" if item["target"] else ""


def _table(block: Values, words: Words) -> str:
    heads = "".join(
        f'<th scope="col"{_number(column["number"])}>{escape(column["name"])}'
        + (f" <span>[{escape(column['unit'])}]</span>" if column["unit"] else "")
        + "</th>"
        for column in block["columns"]
    )
    rows = "".join(f"<tr>{_cells(row, block['columns'])}</tr>" for row in block["rows"])
    caption = f"<caption>{escape(block['caption'])}</caption>" if block["caption"] else ""
    label = escape(block["caption"] or ", ".join(column["name"] for column in block["columns"]))
    return (
        f'<div class="wide-table" role="region" tabindex="0" aria-label="{label}"><table>{caption}'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cells(row: Sequence[str], columns: Sequence[Values]) -> str:
    cells = [f"<td{_number(c['number'])}>{escape(text)}</td>" for text, c in zip(row, columns, strict=True)]
    return "".join([f'<th scope="row">{escape(text)}</th>' for text in row[:1]] + cells[1:])


def _number(number: bool) -> str:
    return ' class="number"' if number else ""


def _figure(block: Values, words: Words) -> str:
    data = base64.b64encode(block["svg"].encode()).decode("ascii")
    caption = f"<figcaption>{escape(block['caption'])}</figcaption>" if block["caption"] else ""
    return f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{escape(block["alt"])}">{caption}</figure>'


def _note(block: Values, words: Words) -> str:
    title = f"Assumption: {block['title']}" if block["note"] == "assumption" else block["title"]
    return f'<div class="note {block["note"]}"><p><strong>{escape(title)}</strong></p>{flow_html(block["text"])}</div>'


def _facts(block: Values, words: Words) -> str:
    rows = "".join(f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>" for label, value in block["rows"])
    return f"<dl>{rows}</dl>"


def _lines(block: Values, words: Words) -> str:
    label = f'<p class="small">{escape(block["label"])}</p>' if block["label"] else ""
    return f'{label}<div class="lines" aria-hidden="true">{"<i></i>" * (block["rows"] or 8)}</div>'


_MAKERS: Mapping[str, Callable[[Values, Words], str]] = {
    "heading": _heading,
    "prose": _prose,
    "bullets": _bullets,
    "result": _result,
    "entry": _entry,
    "keys": _keys,
    "table": _table,
    "figure": _figure,
    "note": _note,
    "facts": _facts,
    "lines": _lines,
}
