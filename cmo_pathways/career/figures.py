"""Published figures on physician leaders: surveys, pay, job market. Each carries its year, mark and sources."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from cmo_pathways.career.model import Source
from cmo_pathways.career.rows import once, read_rows
from cmo_pathways.content import Record, Report
from cmo_pathways.scale import Mark

TABLES = ("survey", "pay", "market")
COLUMNS = ["id", "what", "value", "value_words", "unit", "year", "sample", "mark", "sources", "note"]

UNITS = (
    *("%", "years", "times", "sessions", "of 51", "states", "hospitals", "people", "physicians"),
    *("jobs", "jobs per year", "postings", "USD", "USD per year"),
)

_YEAR = re.compile(r"(?:about |[A-Z][a-z]+ )?(\d{4})(?:-(\d{2}|\d{4}))?|undated")


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One figure [``unit``] of ``year`` that somebody published; ``table`` is survey, pay or market.

    ``value`` is None where the finding is in words or is not shown. ``value_words`` says the value as published
    (``more than 80``). ``sample`` is whom it is about, or who counted.
    """

    id: str
    table: str
    what: str
    value: float | None
    value_words: str
    unit: str
    year: str
    sample: str
    mark: Mark
    sources: tuple[str, ...]
    note: str

    @property
    def is_money(self) -> bool:
        """True for an amount, which is of its year and no current offer."""
        return self.unit.startswith("USD")

    @property
    def words(self) -> str:
        """The figure for a reader, never without its year: ``USD 343,334 per year (2010, reported)``."""
        when = "year unknown" if self.year == "undated" else self.year
        return f"{self._amount} ({when}, {self.mark.words})"

    @property
    def _amount(self) -> str:
        if self.mark is Mark.UNVERIFIED:
            return "not shown"
        amount = self.value_words or f"{self.value:,.10g}".replace("-", "\N{MINUS SIGN}")
        if self.is_money:
            return f"USD {amount}{self.unit.removeprefix('USD')}"
        return f"{amount} {self.unit}".strip()


def read_figures(
    folder: Path, report: Report, sources: Mapping[str, Source], today: date | None = None
) -> Mapping[str, PublishedFigure]:
    """The figures of ``survey.csv``, ``pay.csv`` and ``market.csv`` by id; faults go into the report.

    Where ``today`` is given, a projection whose last year is over is noted as stale.
    """
    pairs: list[tuple[PublishedFigure, Record]] = []
    for table in TABLES:
        pairs += read_rows(folder / f"{table}.csv", COLUMNS, partial(_figure, table), report)
    for figure, record in pairs:
        _check_value(figure, record)
        _check_year(figure, record, today)
        _check_sources(figure, record, sources)
    return {figure.id: figure for figure, _ in once(pairs)}


def _figure(table: str, record: Record) -> PublishedFigure:
    return PublishedFigure(
        id=record.identifier(),
        table=table,
        what=record.text("what"),
        value=record.number("value"),
        value_words=record.text("value_words", ""),
        unit=record.choice("unit", UNITS, ""),
        year=record.text("year"),
        sample=record.text("sample", ""),
        mark=record.mark("mark"),
        sources=record.texts("sources", required=False),
        note=record.text("note", ""),
    )


def _check_value(figure: PublishedFigure, record: Record) -> None:
    given = figure.value is not None or figure.value_words
    if figure.mark is Mark.UNVERIFIED and "mark" in record:
        if given:
            record.problem("E-MARK", "the row is marked U, so no number may stand in it - clear value and value_words")
        return
    if not given:
        record.problem("E-VALUE", "the row has no value - fill value, or value_words, or mark it U", "value")
    if figure.value is not None and not figure.unit:
        record.problem("E-UNIT", f"the value {figure.value:g} has no unit - fill unit", "unit")
    if figure.unit and figure.value is None:
        record.problem("E-UNIT", f'the unit "{figure.unit}" stands without a value - fill value or clear it', "unit")
    if figure.mark is Mark.ASSUMPTION:
        record.problem("E-MARK", "a published figure is never our assumption - name its source", "mark")


def _check_year(figure: PublishedFigure, record: Record, today: date | None) -> None:
    found = _YEAR.fullmatch(figure.year)
    if figure.year and not found:
        record.problem("E-YEAR", f'year "{figure.year}" is no year - write 2024, 2009-10, May 2024 or undated', "year")
    elif figure.is_money and figure.year == "undated":
        record.problem("E-YEAR", "an amount of money without its year reads like a current offer - fill year", "year")
    elif found and found[1] and today:
        first, last = int(found[1]), found[2]
        end = int(found[1][: 4 - len(last)] + last) if last else first
        if figure.table == "market" and "projected" in figure.what.lower() and end < today.year:
            record.problem("W-STALE", f"the projection ended in {end} - look for a newer one", "year")


def _check_sources(figure: PublishedFigure, record: Record, sources: Mapping[str, Source]) -> None:
    for source in figure.sources:
        if source not in sources:
            record.problem("E-SOURCE", f'source "{source}" is not in sources.yaml - add it or mend the id', "sources")
    if not figure.sources:
        record.problem("E-SOURCE", f'figure "{figure.id}" names no source - name it', "sources")
