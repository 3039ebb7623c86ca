"""Plain words inside a document: typed text shown as typed, numbers with their intervals, lists as sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cmo_pathways.scale import level_text

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#+.!|~&()-])")


def as_typed(text: str) -> str:
    """A text that a person typed, so that nothing in it is taken for markup."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def interval_words(low: float, high: float) -> str:
    """``80 %: 1.7 to 2.9``."""
    return f"80 %: {level_text(low)} to {level_text(high)}"


def signed(value: float) -> str:
    """A difference with its sign: ``+1.4``, ``−0.3``, ``0.0``."""
    text = level_text(value)
    return text if text.startswith("\N{MINUS SIGN}") or text == "0.0" else f"+{text}"


def chance_words(share: float) -> str:
    """A chance for a reader: ``12 %``, ``under 1 %``, ``over 99 %``."""
    return "under 1 %" if share < 0.01 else "over 99 %" if share > 0.99 else f"{share * 100:.0f} %"


def listed(items: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``; nothing for nothing."""
    return ", ".join(items) if len(items) < 2 else f"{', '.join(items[:-1])} and {items[-1]}"


def counted(number: int, word: str, plural: str = "") -> str:
    """``1 rater``, ``6 raters``."""
    return f"{number} {word}" if number == 1 else f"{number} {plural or word + 's'}"


def in_sentence(name: str) -> str:
    """A name inside a sentence: EHR and AI keep their capitals."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
