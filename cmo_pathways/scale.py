"""Small value types with units: levels, marks, three-point ranges, ids."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LEVELS = (0, 1, 2, 3, 4, 5)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Mark(StrEnum):
    """How well a number or statement is supported; travels with it to the screen."""

    PRIMARY = "P"
    SECONDARY = "S"
    COMPUTED = "C"
    ASSUMPTION = "E"
    UNVERIFIED = "U"

    @property
    def words(self) -> str:
        """The mark as a reader sees it."""
        return _MARK_WORDS[self]

    @property
    def assumed(self) -> bool:
        """True for our own assumptions, which are drawn differently and can be edited."""
        return self is Mark.ASSUMPTION


_MARK_WORDS = {
    Mark.PRIMARY: "sourced",
    Mark.SECONDARY: "reported",
    Mark.COMPUTED: "computed",
    Mark.ASSUMPTION: "assumption",
    Mark.UNVERIFIED: "unverified",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with its mark; ``value`` is None where nothing is known."""

    value: float | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class Range:
    """A low, a typical and a high value in the unit that its owner names; each with its own mark."""

    low: Figure
    typical: Figure
    high: Figure

    @property
    def known(self) -> bool:
        """True if at least the typical value is there."""
        return self.typical.value is not None

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that hold a number, low first."""
        return tuple(f for f in (self.low, self.typical, self.high) if f.value is not None)


def is_id(text: str) -> bool:
    """True for a kebab-case id such as ``medical-director-service``."""
    return _ID.fullmatch(text) is not None


def clamp_level(value: float) -> float:
    """The value held within the scale [0-5]."""
    return min(5.0, max(0.0, value))


def level_text(value: float) -> str:
    """A level or gap with one decimal and a true minus sign: ``2.3``, ``−0.4``."""
    text = f"{value:.1f}"
    return text.replace("-", "\N{MINUS SIGN}") if text != "-0.0" else "0.0"


def number_words(value: float) -> str:
    """A whole or short number for a reader, with a true minus sign: ``4``, ``−1``, ``2.5``."""
    return f"{value:g}".replace("-", "\N{MINUS SIGN}")


def day_words(at: str) -> str:
    """A day for a reader from an ISO date or time: ``2026-11-14T21:04:00Z`` gives ``November 14, 2026``."""
    day = date.fromisoformat(at[:10])
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def month_words(text: str) -> str:
    """A month such as ``2019-07`` as ``Jul 2019``; anything else as it is."""
    year, dash, month = text.partition("-")
    whole = len(year) == 4 and year.isdecimal() and dash and len(month) == 2 and month.isdecimal()
    return f"{_MONTHS[int(month) - 1][:3]} {year}" if whole and 1 <= int(month) <= 12 else text


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
