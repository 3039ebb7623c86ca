"""Values of other programs as text that a reader sees whole: no hidden signs, no turned direction of reading."""

from __future__ import annotations

import re

# A tab or a line break is a space or a new line; every other control sign, and marks that turn the direction of
# reading, would hide words.
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")


def one_line(value: object) -> str:
    """A value as one line of text without hidden signs; empty for lists and blocks."""
    return " ".join(_visible(value).split())


def lines_of(value: object) -> str:
    """A value as text that keeps its line breaks, without hidden signs."""
    return "\n".join(line.rstrip() for line in _visible(value).split("\n")).strip()


def share_hidden(text: str) -> float:
    """The share [0-1] of signs at the start of a text that would hide words: of a text that is none, it is large."""
    start = text[:100_000]
    return sum(len(run) for run in _HIDDEN.findall(start)) / max(1, len(start))


def _visible(value: object) -> str:
    text = str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    return _HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
