"""Dates as other programs write them, as the year or month that an entry keeps."""

from __future__ import annotations

import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = r"((?:19|20)\d\d)"
_ISO = re.compile(
    _YEAR + r"(?:[-/](0[1-9]|1[0-2])(?!\d))?(?:[-/](?:0[1-9]|[12]\d|3[01])(?!\d).{0,40})?/{0,2}", re.ASCII
)
_NAMED = re.compile(r"(?:(?:\d{1,2} )?([A-Za-z]{3})[a-z]*\.?,? )?" + _YEAR, re.ASCII)
_DAY_NAMED = re.compile(r"([A-Za-z]{3})[a-z]*\.? \d{1,2}, " + _YEAR, re.ASCII)
_MEDLINE = re.compile(_YEAR + r" ([A-Za-z]{3})[a-z]*\b.{0,40}", re.ASCII)
_SOMEWHERE = re.compile(r"(?<!\d)" + _YEAR + r"(?!\d)", re.ASCII)


def month_of(value: object) -> str:
    """A date as ``2019-07`` or ``2019``; empty where it holds no year from 1900 to 2099.

    Understood are 2019-07-21, 2019/07, Jul 2019, 21 July 2019, July 21, 2019 and 2019 Jul 21; of other words only the
    year counts, where there is just one.
    """
    text = " ".join(str(value).split())[:80] if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if found := _ISO.fullmatch(text):
        return found[1] + (f"-{found[2]}" if found[2] else "")
    if found := _NAMED.fullmatch(text) or _DAY_NAMED.fullmatch(text):
        return _joined(found[2], found[1])
    if found := _MEDLINE.fullmatch(text):
        return _joined(found[1], found[2])
    years = set(_SOMEWHERE.findall(text))
    return years.pop() if len(years) == 1 else ""


def month_in(year: object, month: object) -> str:
    """A year and a month that stand in two fields, as ``2019-07``; the year alone where the month is none."""
    first, name = month_of(year), str(month or "").strip().lower()
    if len(first) != 4 or not name:
        return first
    if name.isascii() and name.isdigit():
        return f"{first}-{int(name):02}" if len(name) < 3 and 1 <= int(name) <= 12 else first
    return _joined(first, name[:3])


def _joined(year: str, month: str | None) -> str:
    name = (month or "").lower()
    return f"{year}-{_MONTHS.index(name) + 1:02}" if name in _MONTHS else year
