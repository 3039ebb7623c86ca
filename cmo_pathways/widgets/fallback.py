"""A view as plain text and plain HTML: what stays of a screen in an export, in a test, or without a live page."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

Block = Mapping[str, Any]
_LINK = re.compile(r'<button type="button" class="cmo-link"[^>]*>(.*?)</button>', re.DOTALL)


def view_text(view: Block) -> str:
    """Every word of a screen, one control or sentence a line, with its name and value."""
    lines = [f"[{view.get('label', '')}]", *_head(view)]
    if view.get("alarm"):
        lines.append(f"! {view['alarm']['lead']} {view['alarm']['text']}")
    for block in view.get("blocks", ()):
        lines.extend(_text(block))
    lines.extend(f"({item.get('style', 'outline')}) {item['label']}" for item in view.get("buttons", ()))
    return "\n".join(line for line in lines if line)


def view_html(view: Block) -> str:
    """The same words as plain paragraphs, with pictures kept."""
    parts = [_html(block) for block in view.get("blocks", ())]
    return f'<section class="cmo" aria-label="{html.escape(str(view.get("label", "")))}">{"".join(parts)}</section>'


def _head(view: Block) -> Iterator[str]:
    head = view.get("head")
    if head:
        yield " | ".join(str(head[key]) for key in ("where", "aside") if head.get(key))


def _text(block: Block) -> Iterator[str]:
    kind = block["kind"]
    if kind == "title":
        yield f"{'##' if block.get('level') == 3 else '#'} {block['text']}"
    elif kind in ("prose", "html"):
        yield _plain(block["html"])
    elif kind == "note":
        yield f"{block['lead']} {block['text']}"
    elif kind in ("choice", "segment", "select"):
        yield f"{block.get('legend') or block.get('label')} <{block['name']}>"
        for option in block["options"]:
            chosen = "(x)" if option["value"] == block.get("value") else "( )"
            level = f" {option['level']}" if "level" in option else ""
            target = " | target (assumption)" if option.get("target") else ""
            yield f"  {chosen}{level} {option['label']}{target}" + (f": {option['text']}" if option.get("text") else "")
    elif kind == "check":
        yield f"[{'x' if block['value'] else ' '}] {block['label']}"
    elif kind in ("text", "long", "range"):
        yield f"{block['label']} <{block['name']}> = {block.get('value') or ''} {block.get('unit', '')}".rstrip()
    elif kind == "picture":
        yield str(block["value"]["alt"])
    elif kind == "file":
        yield f"{block['label']} <{block['name']}>"
    elif kind == "map":
        yield from (f"  * {label}" for label in re.findall(r'aria-label="([^"]+)"', block["svg"]))
    elif kind == "buttons":
        yield from (f"({item.get('style', 'outline')}) {item['label']}" for item in block["items"])
    elif kind in ("split", "group", "details"):
        if block.get("label"):
            yield f"> {block['label']}"
        for key in ("main", "aside", "blocks"):
            for inner in block.get(key, ()):
                yield from _text(inner)


def _html(block: Block) -> str:
    kind = block["kind"]
    if kind in ("prose", "html"):
        return _LINK.sub(r"\1", str(block["html"]))
    if kind == "map":
        return str(block["svg"])
    if kind == "title":
        return f"<h3>{html.escape(block['text'])}</h3>"
    if kind in ("choice", "segment", "select"):
        chosen = [option["label"] for option in block["options"] if option["value"] == block.get("value")]
        asked = block.get("legend") or block.get("label")
        return f"<p>{html.escape(str(asked))}: <b>{html.escape(chosen[0])}</b></p>" if chosen else ""
    if kind == "check":
        return f"<p>{html.escape(block['label'])}: <b>yes</b></p>" if block["value"] else ""
    if kind in ("text", "long", "range"):
        value = str(block.get("value") or "")
        return f"<p>{html.escape(block['label'])}: <b>{html.escape(value)}</b></p>" if value else ""
    if kind in ("buttons", "file"):
        return ""
    if kind in ("split", "group", "details"):
        return "".join(_html(inner) for key in ("main", "aside", "blocks") for inner in block.get(key, ()))
    return "".join(f"<p>{html.escape(line.strip())}</p>" for line in _text(block))


def _plain(markup: str) -> str:
    without = re.sub(r"<(style|title|desc|svg)\b.*?</\1>", " ", markup, flags=re.DOTALL)
    spaced = re.sub(r"</?(p|li|tr|td|th|h\d|div|figcaption|summary|span)\b[^>]*>", " ", without)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", spaced)).split())
