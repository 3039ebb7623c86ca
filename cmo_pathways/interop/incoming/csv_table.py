"""A table of our own: a column ``section`` and one column for each field, as RFC 4180 writes it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from cmo_pathways.errors import Problem
from cmo_pathways.interop.incoming.found import MAX_RECORDS, Reading, Record
from cmo_pathways.interop.incoming.words import one_line, refuse
from cmo_pathways.portfolio import load_sections

FORMAT = "CSV"
_LISTS = ("competencies", "tags")


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
    records = tuple(_rows(text, separator, names, file, problems))
    return Reading(FORMAT, records, tuple(problems))


def _head(text: str) -> tuple[str, list[str]]:
    first = next((line for line in text[:100_000].split("\n") if line.strip()), "")
    separator = max(",;\t", key=first.count)
    try:
        cells = next(csv.reader([first], delimiter=separator), [])
    except csv.Error:
        cells = []
    return separator, [one_line(cell).lower().replace(" ", "_") for cell in cells]


def _rows(text: str, separator: str, names: list[str], file: str, problems: list[Problem]) -> Iterator[Record]:
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
        elif len(row) > len(names):
            said = f"the row has {len(row):,} cells where the first line names {len(names):,} - put quotation marks "
            problems.append(Problem(file, at, "E-ROW", said + "around text that holds a separator"))
        else:
            many += 1
            yield _record(dict(zip(names, row, strict=False)), at)


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
