"""A page to read as plain values: parts with paragraphs, bullets and rows; every number stands in a ``Fact``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cmo_pathways.scale import Mark, month_words


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure or statement with its support.

    ``text`` holds the number with its ``unit``; ``year`` is that of the figure, else of the text it stands in;
    ``mark`` is in words (``sourced``, ``reported``, ``computed``, ``assumption``, ``unverified``); ``sources`` are ids,
    empty for an assumption of ours; ``at`` is the file and row of the data, as in ``data/career/steps.csv#vpma``.
    """

    text: str
    unit: str
    year: str
    mark: str
    sources: tuple[str, ...]
    at: str

    @property
    def assumed(self) -> bool:
        """True for an assumption of ours, which is drawn differently."""
        return self.mark == Mark.ASSUMPTION.words

    @property
    def support(self) -> str:
        """The words behind the number: ``2010, reported, S90``."""
        return ", ".join(part for part in (self.year, self.mark, *self.sources) if part)

    @property
    def words(self) -> str:
        """The fact for a reader, never without its mark: ``40 to 160 hours, typically 80 (assumption)``."""
        return f"{self.text} ({self.support})"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a part: a name, words beside it, its facts; ``id`` is the page where more stands, or empty."""

    label: str
    text: str = ""
    facts: tuple[Fact, ...] = ()
    id: str = ""

    @property
    def words(self) -> str:
        """What stands beside the name, on one line."""
        return "; ".join(part for part in (self.text, *(fact.words for fact in self.facts)) if part)


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with what stands below it; ``rows`` come last."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Cited:
    """A source as a page names it; ``checked`` is the month in which we last read it, empty where only cited."""

    id: str
    title: str
    year: str
    where: str
    checked: str

    @property
    def words(self) -> str:
        """The source for a reader, without its id: title, year, address, when it was checked."""
        read = f"checked {month_words(self.checked)}" if self.checked else "cited only, text not read"
        return f"{self.title} ({self.year}). {self.where} ({read})"


@dataclass(frozen=True, slots=True)
class Page:
    """Everything to read about one id: ``lead`` says what it is, ``sources`` are those that its parts rest on."""

    id: str
    kind: str
    title: str
    lead: str
    parts: tuple[Part, ...]
    sources: tuple[Cited, ...]

    @property
    def facts(self) -> Iterator[Fact]:
        """Every fact of the page, from top to bottom."""
        for part in self.parts:
            for row in part.rows:
                yield from row.facts

    def part(self, heading: str) -> Part | None:
        """The part under that heading, or None where the page has none."""
        return next((part for part in self.parts if part.heading == heading), None)
