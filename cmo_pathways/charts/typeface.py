"""How wide a line of text is in Source Sans 3, and where to break it, without loading a drawing library.

Widths come from the font files that the documents ship; where these are not there, from an average, so that a
picture can still be drawn. Kerning is left out, which errs by less than a hundredth.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

FAMILY = "Source Sans 3"
FONTS = Path(__file__).resolve().parents[1] / "export" / "fonts"
_FILES = {(400, False): "Regular", (400, True): "It", (600, False): "Semibold", (600, True): "SemiboldIt"}
_OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # would turn the words that follow around
_NO_XML = "\ufffe\uffff"
_BREAKS = re.compile(r"\S+?(?:(?<=\w[-/])(?=\w)|\s+|$)")
_NARROW, _WIDE = "iljtfrI.,:;'|!()[] ", "mwMW%@"


def font_file(weight: int = 400, italic: bool = False) -> Path | None:
    """The font file for a weight (400 or 600), or None where it is not shipped."""
    path = FONTS / f"SourceSans3-{_FILES[weight, italic]}.ttf"
    return path if path.is_file() else None


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, *, weight: int = 400, italic: bool = False) -> float:
    """The width of a line of text in the unit of ``size``."""
    advances = _advances(weight, italic)
    return sum(advances[c] if c in advances else _average(c) for c in text) * size


def wrap(
    text: str, size: float, width: float, *, lines: int, weight: int = 400, italic: bool = False, beside: float = 0.0
) -> list[str]:
    """The text in at most so many lines no wider than ``width``; what does not fit is cut with an ellipsis.

    Lines break at blanks and after hyphens and slashes. ``beside`` is room kept free at the end of the first line.
    """
    done: list[str] = []

    def fits(part: str) -> bool:
        return text_width(part, size, weight=weight, italic=italic) <= width - (0.0 if done else beside)

    pieces = _BREAKS.findall(text)
    while pieces and len(done) < lines:
        line = pieces.pop(0)
        while pieces and fits((line + pieces[0]).rstrip()):
            line += pieces.pop(0)
        line = line.rstrip()
        if pieces and len(done) == lines - 1:
            line = _cut(f"{line} ", fits)
        elif not fits(line):
            line = _cut(line, fits)
        done.append(line)
    return done or [""]


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """The text without control signs, direction overrides and doubled blanks, fit for a drawing or a page."""
    kept = (" " if c.isspace() else c for c in text if c.isspace() or not _unfit(c))
    return " ".join("".join(kept).split())


def _unfit(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs") or char in _OVERRIDES + _NO_XML


def _cut(line: str, fits: Callable[[str], bool]) -> str:
    while line and not fits(f"{line}…"):
        line = line[:-1]
    return f"{line.rstrip()}…" if line.strip() else "…"


def _average(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    return 0.28 if char in _NARROW else 0.82 if char in _WIDE else 0.58 if char.isupper() else 0.51


@lru_cache(maxsize=4)
def _advances(weight: int, italic: bool) -> Mapping[str, float]:
    """Width of each character [em], from the tables head, hhea, hmtx and cmap of the font file (OpenType 1.9)."""
    path = font_file(weight, italic)
    if path is None:
        return {}
    data = path.read_bytes()
    (count,) = struct.unpack_from(">H", data, 4)
    tables = {data[o : o + 4]: struct.unpack_from(">I", data, o + 8)[0] for o in range(12, 12 + 16 * count, 16)}
    (em,) = struct.unpack_from(">H", data, tables[b"head"] + 18)
    (metrics,) = struct.unpack_from(">H", data, tables[b"hhea"] + 34)
    start = tables[b"hmtx"]
    widths = [struct.unpack_from(">H", data, start + 4 * glyph)[0] / em for glyph in range(metrics)]
    glyphs = _glyphs(data, tables[b"cmap"])
    return {chr(code): widths[min(glyph, metrics - 1)] for code, glyph in glyphs.items()}


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    for record in range(cmap + 4, cmap + 4 + 8 * count, 8):
        platform, _, offset = struct.unpack_from(">HHI", data, record)
        if platform in (0, 3) and struct.unpack_from(">H", data, cmap + offset)[0] == 12:
            return _segments(data, cmap + offset)
    return {}


def _segments(data: bytes, at: int) -> dict[int, int]:
    (groups,) = struct.unpack_from(">I", data, at + 12)
    found: dict[int, int] = {}
    for group in range(groups):
        first, last, glyph = struct.unpack_from(">III", data, at + 16 + 12 * group)
        found.update(zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True))
    return found
