"""Letters that the fonts of the PDF lack, for formats that need no fonts."""

from __future__ import annotations

import re
from typing import Any

from cmo_pathways.document import Document, from_values, to_values

# Latin, Greek and Cyrillic, and the signs and arrows beside them: what the shipped fonts are known to hold.
_HELD = (range(0x20, 0x500), range(0x2010, 0x2200), range(0x2212, 0x2213))
_STAND_IN = "m"
_OTHER = re.compile("[^\n\t\u200b" + "".join(f"{chr(held.start)}-{chr(held.stop - 1)}" for held in _HELD[:2]) + "]")


def may_lack(text: str) -> bool:
    """Whether a text holds letters that the fonts may lack; places for line breaks (zero-width spaces) are none."""
    return _OTHER.search(text) is not None


def countable(document: Document) -> Document:
    """The document with a wide Latin letter for each letter of another script or picture, to count its pages."""
    return from_values(_replaced(to_values(document)))


def _replaced(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(c if c in "\n\t" or any(ord(c) in held for held in _HELD) else _STAND_IN for c in value)
    if isinstance(value, dict):
        return {key: _replaced(part) for key, part in value.items()}
    return [_replaced(part) for part in value] if isinstance(value, list) else value
