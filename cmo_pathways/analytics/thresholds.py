"""Thresholds of methods and figures of regulations as data: each with its source, year, jurisdiction and last check.

They stand in ``data/methods/thresholds.csv`` and not in code, because they change. A row marked U carries no number:
it names what has to be looked up before anybody uses it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from cmo_pathways.content import Record, Report, content_root, read_table
from cmo_pathways.errors import ContentError, LearnerError, UnknownId
from cmo_pathways.scale import Mark

TABLE = Path("data/methods/thresholds.csv")
"""Where the table lies below the content root."""

JURISDICTIONS = ("global", "us", "us-ca", "uk")
STALE_AFTER = 12
"""Months after which a figure of a jurisdiction wants a new look; our choice."""

COLUMNS = "id topic name value value_words unit jurisdiction year mark sources checked_on note".split()  # noqa: SIM905

_TOPIC = re.compile(r"C(0[1-9]|[12]\d|30)")
_YEAR = re.compile(r"\d{4}(-\d{2})?|undated")
_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
_CITES = re.compile(r"\b[AQS]\d{2,3}\b")


@dataclass(frozen=True, slots=True)
class Threshold:
    """One threshold, rule constant or regulatory figure of a case topic (C01-C30).

    ``value`` is in ``unit``; it is None where only words fit (``value_words``) or nothing is verified (mark U).
    ``jurisdiction`` is where it holds, ``year`` that of the rule or paper, ``checked_on`` the month of the last look.
    """

    id: str
    topic: str
    name: str
    value: float | None
    value_words: str
    unit: str
    jurisdiction: str
    year: str
    mark: Mark
    sources: tuple[str, ...]
    checked_on: str
    note: str

    @property
    def verified(self) -> bool:
        """False for a row that only says what has to be looked up."""
        return self.mark is not Mark.UNVERIFIED

    @property
    def number(self) -> float:
        """The value as a number. Raises LearnerError where the row holds none."""
        if self.value is None:
            raise LearnerError(f'"{self.name}" has no number here. {self.note or self.value_words}')
        return self.value


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The whole table; rows in file order."""

    rows: Mapping[str, Threshold]

    def threshold(self, id: str) -> Threshold:
        """The row of that id. Raises UnknownId."""
        if id not in self.rows:
            raise UnknownId("threshold", id, self.rows)
        return self.rows[id]

    def of_topic(self, topic: str) -> tuple[Threshold, ...]:
        """The rows of a case topic such as C23."""
        return tuple(row for row in self.rows.values() if row.topic == topic)


def load_thresholds(root: Path | None = None) -> Thresholds:
    """The shipped table, read once. Raises ContentError with every fault."""
    return _load(root or content_root())


def figure(id: str) -> float:
    """The number of a shipped row, in the row's unit. Raises UnknownId, or LearnerError where the row holds none."""
    return load_thresholds().threshold(id).number


@lru_cache(maxsize=4)
def _load(root: Path) -> Thresholds:
    report = Report(root)
    thresholds = read_thresholds(root / TABLE, report)
    if report.errors:
        raise ContentError(report.errors)
    return thresholds


def read_thresholds(
    file: Path, report: Report, *, sources: Collection[str] | None = None, today: date | None = None
) -> Thresholds:
    """The table in a file; every fault goes into the report with its line.

    ``sources`` are the known source ids (not checked where None), ``today`` the day against which a stale
    ``checked_on`` is measured (not measured where None).
    """
    records = read_table(file, report)
    missing = [name for name in COLUMNS if records and name not in records[0].keys()]  # noqa: SIM118
    for name in missing:
        report.add(file, 1, "E-KEY", f'the column "{name}" is missing - add it, empty where nothing is known')
    if missing or not records:
        return Thresholds(MappingProxyType({}))
    read: dict[str, Threshold] = {}
    lines: dict[str, int] = {}
    for record in records:
        row = _threshold(record)
        if row.id in read:
            record.problem("E-TWICE", f'id "{row.id}" stands in line {lines[row.id]} already - give a new one')
            continue
        _check_form(row, record)
        _check_number(row, record)
        _check_sources(row, record, sources)
        if today and _MONTH.fullmatch(row.checked_on):
            _check_age(row, record, today)
        if row.id:
            read[row.id], lines[row.id] = row, record.line
    records[0].done()
    return Thresholds(MappingProxyType(read))


def _threshold(record: Record) -> Threshold:
    return Threshold(
        id=record.identifier(),
        topic=record.text("topic"),
        name=record.text("name"),
        value=record.number("value"),
        value_words=record.text("value_words", ""),
        unit=record.text("unit"),
        jurisdiction=record.choice("jurisdiction", JURISDICTIONS),
        year=record.text("year", ""),
        mark=record.mark("mark"),
        sources=record.texts("sources", required=False),
        checked_on=record.text("checked_on"),
        note=record.text("note", ""),
    )


def _check_form(row: Threshold, record: Record) -> None:
    if row.topic and not _TOPIC.fullmatch(row.topic):
        record.problem("E-TOPIC", f'"{row.topic}" is no case topic - use C01 to C30')
    if row.checked_on and not _MONTH.fullmatch(row.checked_on):
        record.problem("E-DATE", f'checked_on "{row.checked_on}" is no month - write it as 2026-11')
    if row.year and not _YEAR.fullmatch(row.year):
        record.problem("E-YEAR", f'year "{row.year}" is no year - write 2025, 2018-19 or undated')
    if row.verified and not row.year:
        record.problem("E-YEAR", "a figure needs the year of its rule or paper - fill year, or write undated")
    if cited := _CITES.search(row.note):
        record.problem("E-NOTE", f"a note cites {cited[0]} - name it in the sources column")


def _check_number(row: Threshold, record: Record) -> None:
    if record.text("mark", "") == Mark.UNVERIFIED:
        if row.value is not None or row.value_words:
            record.problem("E-MARK", "a row marked U carries no number - clear value and value_words, or verify it")
        if not row.note:
            record.problem("E-MARK", "a row marked U needs a note - say where to look before use")
    elif row.verified and not row.value_words and "value" not in record:
        record.problem("E-VALUE", "has neither a value nor value_words - fill one of them, or mark the row U")


def _check_sources(row: Threshold, record: Record, sources: Collection[str] | None) -> None:
    if "mark" in record and row.mark not in (Mark.ASSUMPTION, Mark.UNVERIFIED) and not row.sources:
        record.problem("E-SOURCE", f"the row is marked {row.mark} but names no source - name it or mark it E")
    if row.mark is Mark.ASSUMPTION and row.sources:
        record.problem("E-SOURCE", "the row is marked E but names a source - nobody published an assumption; clear it")
    for source in row.sources:
        if sources is not None and source not in sources:
            record.problem("E-SOURCE", f'source "{source}" is not in sources.yaml - add it or mend the id')


def _check_age(row: Threshold, record: Record, today: date) -> None:
    year, month = map(int, row.checked_on.split("-"))
    months = (today.year - year) * 12 + today.month - month
    if months < 0:
        record.problem("E-DATE", f"checked_on {row.checked_on} lies in the future - mend it")
    elif months > STALE_AFTER and row.jurisdiction != "global" and row.verified:
        record.problem("W-STALE", f"was last checked in {row.checked_on} - look it up again and fill in the month")
