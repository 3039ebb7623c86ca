"""Markdown and plain text -> values that a template prints as they are; nothing in them is ever run.

The template gets strings inside lists and dicts, never markup of its own language. Letters that steer the direction
or the terminal (bidirectional marks, control and zero-width characters) are taken out; words of 30 letters and more
may break between lines.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

LONG_WORD = 30
_LINK = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_LONG = re.compile(rf"\S{{{LONG_WORD},}}")
_BREAK_EVERY = 10
_MARKS = {"em", "strong"}
# Composed Latin letters without a soft hyphen: nothing in them is invisible, and most texts hold nothing else.
_PLAIN = re.compile(r"[\n\t -~\u00a1-\u00ac\u00ae-\u017f]*")
# Anything that could mean something in Markdown. Most entries hold none of it, and loading the parser takes a third
# of the time of a cold export; a test holds both ways equal.
_MARKUP = re.compile(r"[\\`*_\[\]<>&#|~]|[^\S \n]|^ *(?:[-+=]|\d+[.)])| $", re.MULTILINE)


def clean_text(text: str) -> str:
    """The text as it is printed: composed letters, no invisible steering characters, no line breaks.

    Long words get places where a line may break (zero-width spaces), which copying and searching ignore.
    """
    return _LONG.sub(_breakable, " ".join(visible(text).split()))


def visible(text: str) -> str:
    """The text without control, direction and zero-width characters; line breaks and tabs stay."""
    if _PLAIN.fullmatch(text):
        return text
    kept = (c for c in text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n"))
    return unicodedata.normalize("NFC", "".join(c for c in kept if c in "\n\t" or _is_visible(c)))


def markdown_values(text: str) -> list[dict[str, Any]]:
    """The blocks of a Markdown text as values: paragraphs, lists, quotes, code, rules.

    HTML, link definitions and pictures are no part of it: HTML prints as it was typed, a picture as its words. Only
    ``http``, ``https`` and ``mailto`` links stay links. Headings become bold paragraphs.
    """
    text = visible(text)
    if not _MARKUP.search(text):
        return _paragraphs(text)
    from markdown_it.tree import SyntaxTreeNode

    return [value for node in SyntaxTreeNode(_parser().parse(text)).children for value in _block(node)]


def _is_visible(char: str) -> bool:
    if unicodedata.category(char) in ("Cc", "Cf", "Cs"):
        return False
    return ord(char) & 0xFFFE != 0xFFFE and not 0xFDD0 <= ord(char) <= 0xFDEF and not 0xFE00 <= ord(char) <= 0xFE0F


def _breakable(match: re.Match[str]) -> str:
    word = match.group()
    return "\u200b".join(word[i : i + _BREAK_EVERY] for i in range(0, len(word), _BREAK_EVERY))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # Indented code and link definitions surprise people who never heard of Markdown: text would change or vanish.
    return MarkdownIt("commonmark", {"html": False}).disable(["code", "reference", "html_block", "html_inline"])


def _paragraphs(text: str) -> list[dict[str, Any]]:
    parts = (part.strip() for part in re.split(r"\n(?:[ \t]*\n)+", text))
    return [{"t": "par", "c": _lines(part)} for part in parts if part]


def _lines(paragraph: str) -> list[dict[str, Any]]:
    first, *rest = (_words(line.strip()) for line in paragraph.split("\n"))
    return [*first, *(value for line in rest for value in ({"t": "text", "v": " "}, *line))]


def _block(node: SyntaxTreeNode) -> list[dict[str, Any]]:
    if node.type in ("paragraph", "heading"):
        words = [value for child in node.children for value in _inlines(child)]
        return [{"t": "par", "c": [{"t": "strong", "c": words}] if node.type == "heading" else words}]
    if node.type in ("bullet_list", "ordered_list"):
        items = [[value for child in item.children for value in _block(child)] for item in node.children]
        start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 0
        return [{"t": "list", "ordered": node.type == "ordered_list", "start": start, "c": items}]
    if node.type == "blockquote":
        return [{"t": "quote", "c": [value for child in node.children for value in _block(child)]}]
    if node.type == "fence":
        return [{"t": "code", "v": line} for line in map(clean_text, node.content.splitlines()) if line]
    return [{"t": "rule"}] if node.type == "hr" else []


def _inlines(node: SyntaxTreeNode) -> list[dict[str, Any]]:
    if node.type == "inline":
        return [value for child in node.children for value in _inlines(child)]
    if node.type in ("softbreak", "hardbreak"):
        return [{"t": "text", "v": " "}] if node.type == "softbreak" else [{"t": "break"}]
    if node.type == "code_inline":
        return [{"t": "mono", "v": clean_text(node.content)}]
    if node.type == "image":
        return _words(f"[{node.content}]")
    inner = [value for child in node.children for value in _inlines(child)]
    if node.type in _MARKS:
        return [{"t": node.type, "c": inner}]
    if node.type == "link":
        url = str(node.attrs.get("href", ""))
        return [{"t": "link", "url": url, "c": inner}] if _LINK.match(url) and inner else inner
    return _words(node.content)


def _words(text: str) -> list[dict[str, Any]]:
    # A blank at either end stays, because a bold word may stand beside it.
    inner = clean_text(text)
    lead = " " if text[:1].isspace() else ""
    return [{"t": "text", "v": lead + inner + (" " if inner and text[-1:].isspace() else "")}] if text else []
