"""Names of fellows as they stand in shares: without degrees, and in two parts."""

from __future__ import annotations

import re

_DEGREE = re.compile(r"[A-Z][A-Za-z.]*[A-Z][A-Za-z.]*(-[A-Z]+)?|Esq\.?|Jr\.?|Sr\.?|I{2,3}|IV")


def without_degrees(name: str) -> str:
    """A name without the degrees behind it: "Dana Whitfield, MD, MBA" is "Dana Whitfield".

    "Whitfield, Dana" stays as it is. A part counts as a degree where it has two capitals, as MD, PhD or FACHE.
    """
    parts = [part.strip() for part in name.split(",")]
    while len(parts) > 1 and (not parts[-1] or all(_DEGREE.fullmatch(word) for word in parts[-1].split())):
        parts.pop()
    return ", ".join(parts)


def split_name(name: str) -> tuple[str, str]:
    """Last and first name: what follows the last blank, or what stands before a comma, is the last name."""
    plain = without_degrees(name)
    if "," in plain:
        last, _, first = plain.partition(",")
        return last.strip(), first.strip()
    first, _, last = plain.strip().rpartition(" ")
    return last, first.strip()
