"""Posts, degrees and certificates from a JSON Resume or a LinkedIn archive, as entries to propose steps from.

Both are only read: what a learner does not confirm is never kept. Messages, connections and addresses of an archive
are not opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cmo_pathways.career import ResumeEntry
from cmo_pathways.errors import InputError, Problem
from cmo_pathways.interop.archive import archive_tables, is_archive, table_rows
from cmo_pathways.interop.incoming.dates import month_of
from cmo_pathways.json_text import read_json

MAX_ENTRIES = 2000
"""Entries that are looked at, in a file or an archive."""
MAX_TEXT = 500
"""Characters of an entry that are looked at."""

_TABLES = {"positions.csv": "work", "education.csv": "education", "certifications.csv": "certificates"}
_HEADS = ("Title", "Degree Name", "Name")


def resume_entries(data: bytes, file: str) -> tuple[ResumeEntry, ...]:
    """The entries of a JSON Resume or of a LinkedIn archive (zip), told apart by their first bytes.

    Raises InputError in one sentence for a file that is neither, is damaged, locked or too large.
    """
    if is_archive(data):
        return tuple(_from_archive(data, file))[:MAX_ENTRIES]
    return tuple(_from_resume(read_json(data, file), file))[:MAX_ENTRIES]


def _from_resume(resume: object, file: str) -> Iterator[ResumeEntry]:
    sections = ("work", "education", "certificates")
    if not isinstance(resume, Mapping) or not any(name in resume for name in (*sections, "basics")):
        raise _refused(file, "is no JSON Resume - it has neither basics nor work, education or certificates")
    for section in sections:
        rows = resume.get(section)
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, Mapping) and (text := _resume_text(section, row)):
                started, ended = (_day(row.get(key)) for key in ("startDate", "endDate"))
                yield ResumeEntry(section, text, started, ended or _day(row.get("date")))


def _resume_text(section: str, row: Mapping[str, Any]) -> str:
    keys = {"work": ("position",), "education": ("studyType", "area"), "certificates": ("name",)}[section]
    return _text(row, keys, " in " if section == "education" else ", ")


def _from_archive(data: bytes, file: str) -> Iterator[ResumeEntry]:
    tables = archive_tables(data, file, _TABLES)
    if not tables:
        raise _refused(file, "is no LinkedIn archive - it holds no Positions, Education or Certifications table")
    for name, text in tables:
        for _, row in table_rows(text, _HEADS):
            entry = _archive_entry(_TABLES[name], row)
            if entry.text:
                yield entry


def _archive_entry(section: str, row: Mapping[str, str]) -> ResumeEntry:
    if section == "education":
        text, began, ended = _text(row, ("Degree Name", "Notes"), ", "), row.get("Start Date"), row.get("End Date")
    else:
        text = _text(row, ("Title",) if section == "work" else ("Name",), ", ")
        began, ended = row.get("Started On"), row.get("Finished On")
    # a certificate counts from the day it was given; its end is when it expires
    return ResumeEntry(section, text, _day(began), _day(began if section == "certificates" else ended))


def _text(row: Mapping[str, Any], keys: tuple[str, ...], between: str) -> str:
    words = [value.strip() for key in keys if isinstance(value := row.get(key), str) and value.strip()]
    return between.join(words)[:MAX_TEXT]


def _day(value: object) -> str | None:
    return month_of(value) or None


def _refused(file: str, said: str) -> InputError:
    return InputError([Problem(file, 0, "E-FILE", said)])
