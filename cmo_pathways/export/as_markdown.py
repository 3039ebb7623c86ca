"""A document as Markdown text, for readers and programs that want words without pages.

Plain words are escaped, so that none becomes a heading, a link or a page element; of the Markdown that a learner
typed, what the PDF shows stays: emphasis, lists, quotes, code, links to the web and to mail.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from cmo_pathways.document import Document
from cmo_pathways.export.values import document_values

Values = Mapping[str, Any]
Words = Mapping[str, str]
_MEANING = re.compile(r"([\\`*_\[\]<>~|$])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_AT_START = re.compile(r"^(\s*)(?:([-+#=:])|(\d{1,9})([.)]))", re.MULTILINE)
_NO_URL = re.compile(r"[<>\s\\]")
_FENCE = re.compile(r"`+")


def document_markdown(document: Document) -> str:
    """The document in Markdown, in the order of the PDF: headings, paragraphs, lists, tables; drawings as words."""
    values = document_values(document)
    words = values["words"]
    head = [f"# {_plain(values['title'])}", *(_plain(values[key]) for key in ("kicker", "headline") if values[key])]
    contact = _guarded(" · ".join(_contact(line) for line in values["contact"]))
    sections = [values["top"], *values["main"], *values["side"], *values["rest"]]
    body = [_block(block, words) for section in sections for block in section]
    parts = [*head, contact, *body, _plain(f"{values['meta']['author']}, {document.date}")]
    return "\n\n".join(part for part in parts if part).replace("\u200b", "")


def _block(block: Values, words: Words) -> str:
    return _MAKERS[block["kind"]](block, words)


def _heading(block: Values, words: Words) -> str:
    return f"{'#' * (block['level'] + 1)} {_plain(block['text'])}"


def _prose(block: Values, words: Words) -> str:
    return _flow(block["text"])


def _bullets(block: Values, words: Words) -> str:
    marks = [f"{n}. " if block["mark"] == "number" else "- [ ] " if block["mark"] == "box" else "- "
             for n in range(1, len(block["items"]) + 1)]  # fmt: skip
    return "\n".join(_item(mark, item) for mark, item in zip(marks, block["items"], strict=True))


def _result(block: Values, words: Words) -> str:
    change = f": {_inside(block['change'])}" if block["change"] else ""
    note = f", {_inside(block['note'])}" if block["note"] and change else _plain(block["note"])
    head = f"**{_inside(block['title'])}**{change}" + (note if change else f"\n\n{note}" if note else "")
    source = f"{words['source']}: {_inside(block['source'])}" if block["source"] else ""
    return _joined(head, _flow(block["text"]), source)


def _entry(block: Values, words: Words) -> str:
    if not block["title"]:
        return _joined(_flow(block["text"]), _plain(_listed(block["place"], block["dates"])))
    rest = "".join(f", {_inside(part)}" for part in (block["place"], block["dates"]) if part)
    return _joined(f"**{_inside(block['title'])}**{rest}", _flow(block["text"]))


def _keys(block: Values, words: Words) -> str:
    return "\n".join(f"- {_key(item, words)}" for item in block["items"])


def _key(item: Values, words: Words) -> str:
    before = f"{item['before']} {item['unit']}".strip() if item["before"] else ""
    was = f" {_inside(words['from'].replace('{value}', before))}" if before else ""
    note = f", {_inside(item['note'])}" if item["note"] else ""
    value = f"{item['value']} {item['unit']}".strip()
    return f"**{_inside(item['label'])}**: {_inside(value)}{was}{note}"


def _bars(block: Values, words: Words) -> str:
    heads = [words[key] for key in ("competency", "level", "interval", "target")]
    rows = [[item["label"], item["level"], item["interval"], item["target"]] for item in block["items"]]
    return _joined(_grid(heads, rows), _plain(block["caption"]))


def _table(block: Values, words: Words) -> str:
    heads = [c["name"] + (f" [{c['unit']}]" if c["unit"] else "") for c in block["columns"]]
    return _joined(_grid(heads, block["rows"]), _plain(block["caption"]))


def _figure(block: Values, words: Words) -> str:
    return _joined(_plain(block["alt"]), _plain(block["caption"]))


def _note(block: Values, words: Words) -> str:
    title = f"Assumption: {block['title']}" if block["note"] == "assumption" else block["title"]
    return _quoted(_joined(f"**{_inside(title)}**", _flow(block["text"])))


def _facts(block: Values, words: Words) -> str:
    return "\n".join(f"- **{_inside(label)}**: {_inside(value)}" for label, value in block["rows"])


def _lines(block: Values, words: Words) -> str:
    return f"{_plain(block['label'])}:" if block["label"] else ""


_MAKERS: Mapping[str, Callable[[Values, Words], str]] = {
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


def _flow(values: Iterable[Values]) -> str:
    return _joined(*(_piece(value) for value in values))


def _piece(value: Values) -> str:
    kind = value["t"]
    if kind == "par":
        return _guarded(_inline(value["c"]).strip())
    if kind == "list":
        marks = [f"{value['start'] + at}. " if value["ordered"] else "- " for at in range(len(value["c"]))]
        return "\n".join(_item(mark, item) for mark, item in zip(marks, value["c"], strict=True))
    if kind == "quote":
        return _quoted(_flow(value["c"]))
    return _code(value["v"]) if kind == "code" else "---"


def _inline(parts: Iterable[Values]) -> str:
    return "".join(_word(part) for part in parts)


def _word(part: Values) -> str:
    kind = part["t"]
    if kind == "text":
        return _inside(part["v"])
    if kind == "mono":
        return _code(part["v"])
    if kind == "break":
        return "\\\n"
    inner = _inline(part["c"])
    if kind == "link":
        return f"[{inner}](<{_NO_URL.sub('', part['url'])}>)"
    return f"{'**' if kind == 'strong' else '*'}{inner}{'**' if kind == 'strong' else '*'}" if inner.strip() else inner


def _item(mark: str, item: Iterable[Values]) -> str:
    """One item of a list: lines after its first stand below its words."""
    return mark + _flow(item).replace("\n", "\n" + " " * len(mark))


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _code(text: str) -> str:
    fence = "`" * (1 + max((len(run) for run in _FENCE.findall(text)), default=0))
    blank = " " if text[:1] == "`" or text[-1:] == "`" else ""
    return f"{fence}{blank}{text}{blank}{fence}" if text else ""


def _grid(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [[_inside(text) for text in row] for row in (heads, *rows)]
    lines.insert(1, ["---"] * len(heads))
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _contact(line: Values) -> str:
    words = _inside(line["text"])
    return f"[{words}](<{_NO_URL.sub('', line['url'])}>)" if line["url"] else words


def _plain(text: str) -> str:
    """Words that begin a line: neither their signs nor their start mean anything."""
    return _guarded(_inside(text))


def _inside(text: str) -> str:
    """Words within a line: signs that mean something in Markdown stand for themselves."""
    return _ENTITY.sub(r"\\&", _MEANING.sub(r"\\\1", " ".join(text.split(" "))))


def _guarded(text: str) -> str:
    return _AT_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", text)


def _listed(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)
