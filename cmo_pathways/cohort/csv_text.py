"""CSV that any spreadsheet can open without harm: RFC 4180, and no cell that begins a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

Cell = str | float | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def csv_text(rows: Iterable[Sequence[Cell]], *, quote_all: bool = False) -> str:
    """Rows as CSV with CRLF line ends; None is an empty cell, a number has no trailing zeros."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe goes before =, +, -, @, tab or line break.

    A plain number such as -2.5 stays as it is.
    """
    first = text.lstrip(" \u00a0\ufeff")[:1] or text[:1]
    return f"'{text}" if first in _FORMULA and first and not _NUMBER.fullmatch(text) else text


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return inert(cell)
    return f"{round(cell, 2) + 0.0:.2f}".rstrip("0").rstrip(".")
