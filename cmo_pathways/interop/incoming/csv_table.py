"""A table as RFC 4180 writes it: ours with a column ``section``, or any other once its columns are matched."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from cmo_pathways.errors import Problem
from cmo_pathways.interop.incoming.columns import AUTHORS, Columns, matched_columns
from cmo_pathways.interop.incoming.dates import month_of
from cmo_pathways.interop.incoming.found import MAX_RECORDS, Reading, Record
from cmo_pathways.interop.incoming.words import doi_in, refuse
from cmo_pathways.interop.plain_text import lines_of, one_line
from cmo_pathways.portfolio import load_sections

FORMAT = "CSV"
_LISTS = ("competencies", "tags")
_LOOKED_AT = 100_000
"""Signs of a file that tell what its columns are."""


def is_table(text: str) -> bool:
    """True where the first line that holds anything names a column ``section``."""
    return "section" in _head(text)[1]


def read_csv(text: str, file: str) -> Reading:
    """The rows of a table of ours, separated by comma, semicolon or tab. Raises InputError where it has no section."""
    separator, names = _head(text)
    if "section" not in names:
        refuse(file, "has no column named section in its first line - name the columns section, title, year and so on")
    problems: list[Problem] = []
    twice = sorted(name for name, many in Counter(names).items() if name and many > 1)
    if twice:
        refuse(file, f'has the column "{twice[0][:80]}" twice - keep one', 1)
    rows = _rows(text, separator, len(names), file, problems)
    records = tuple(_record(dict(zip(names, row, strict=False)), line) for line, row in rows)
    return Reading(FORMAT, records, tuple(problems))


def columns_of(text: str, file: str) -> Columns | None:
    """How the columns of any table can be read, as a proposal; None where the text is no table."""
    separator, names = _cells(text)
    start = [line for line in text[:_LOOKED_AT].split("\n") if line.strip()][1:8]
    try:
        rows = list(csv.reader(start, delimiter=separator, strict=True))
    except csv.Error:  # a cell of several lines may be cut off here: the rows before it tell enough
        rows = []
    if not rows and start:
        rows = [next(csv.reader(start[:1], delimiter=separator))]
    return matched_columns(names, rows[:3], file)


def read_matched(text: str, file: str, columns: Columns) -> Reading:
    """The rows of a table whose columns are matched to the fields of one section."""
    separator, _ = _cells(text)
    problems: list[Problem] = []
    rows = _rows(text, separator, len(columns.names), file, problems)
    records = tuple(_matched_record(columns, row, line) for line, row in rows)
    return Reading(FORMAT, records, tuple(problems))


def _head(text: str) -> tuple[str, list[str]]:
    separator, cells = _cells(text)
    return separator, [one_line(cell).lower().replace(" ", "_") for cell in cells]


def _cells(text: str) -> tuple[str, list[str]]:
    first = next((line for line in text[:_LOOKED_AT].split("\n") if line.strip()), "")
    separator = max(",;\t", key=first.count)
    try:
        return separator, next(csv.reader([first], delimiter=separator), [])
    except csv.Error:
        return separator, []


def _rows(text: str, separator: str, wide: int, file: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """The rows below the head with their lines; broken ones become problems."""
    rows = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    line, headed, many = 1, False, 0
    while many <= MAX_RECORDS:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            upto = f" up to line {rows.line_num:,}" if rows.line_num > line else ""
            said = f"a quotation mark is missing or out of place, so that nothing{upto} can be read - mend it"
            problems.append(Problem(file, line, "E-ROW", said))
            line, headed = rows.line_num + 1, True
            continue
        at, line = line, rows.line_num + 1
        if not any(cell.strip() for cell in row):
            continue
        if not headed:
            headed = True
        elif len(row) > wide:
            said = f"the row has {len(row):,} cells where the first line names {wide:,} - put quotation marks "
            problems.append(Problem(file, at, "E-ROW", said + "around text that holds a separator"))
        else:
            many += 1
            yield at, row


def _record(row: dict[str, str], line: int) -> Record:
    word = one_line(row.get("section")).lower()
    sections = load_sections()
    section = next((id for id, found in sections.items() if word in (id, found.name.lower())), word)
    known = {field.name for field in sections[section].fields} if section in sections else set()
    fields: dict[str, object] = {name: row[name] for name in known if name in row}
    for name in _LISTS:
        if parts := [part for text in row.get(name, "").split(";") if (part := one_line(text))]:
            fields[name] = parts
    skip = {"section", *known, *_LISTS}
    rest = {name: value for name, value in row.items() if name and name not in skip and value.strip()}
    return Record(section, fields, rest, line, f"row {line}")


def _matched_record(columns: Columns, row: list[str], line: int) -> Record:
    kinds = {field.name: field.kind for field in load_sections()[columns.section].fields}
    fields: dict[str, object] = {}
    rest: dict[str, str] = {}
    authors = ""
    for name, field, cell in zip(columns.names, columns.fields, row, strict=False):
        if not cell.strip():
            continue
        if field == AUTHORS:
            authors = one_line(cell).rstrip(". ")
        elif not field:
            rest[name] = cell
        elif kinds[field] == "year":
            fields[field] = month_of(cell) or one_line(cell)  # what is no date stays, so that the row is listed
        elif field == "doi":
            fields[field] = doi_in(cell) or one_line(cell)
        else:
            fields[field] = lines_of(cell)
    if authors and fields.get("text"):
        fields["text"] = f"{authors}. {fields['text']}"
    elif authors:
        rest[AUTHORS] = authors
    return Record(columns.section, fields, rest, line, f"row {line}")
