"""Posts, degrees and certificates from a JSON Resume or a LinkedIn archive, as entries to propose steps from.

Both are only read: what a learner does not confirm is never kept. Messages, connections and addresses of an archive
are not opened.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from cmo_pathways.career import ResumeEntry
from cmo_pathways.errors import InputError, Problem
from cmo_pathways.interop.json_text import MAX_BYTES, read_json

MAX_ENTRIES = 2000
"""Entries that are looked at, in a file or an archive."""
MAX_TEXT = 500
"""Characters of an entry that are looked at."""
MAX_TABLE = 2_000_000
"""The largest table of an archive that is unpacked [bytes]."""

_TABLES = {"positions.csv": "work", "education.csv": "education", "certifications.csv": "certificates"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"((?:19|20)\d\d)(?:-(0[1-9]|1[0-2]))?(?:-\d\d)?")
_NAMED = re.compile(r"(?:([A-Za-z]{3})[a-z]* )?((?:19|20)\d\d)")


def resume_entries(data: bytes, file: str) -> tuple[ResumeEntry, ...]:
    """The entries of a JSON Resume or of a LinkedIn archive (zip), told apart by their first bytes.

    Raises InputError in one sentence for a file that is neither, is damaged, locked or too large.
    """
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
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
    if len(data) > MAX_BYTES:
        raise _refused(file, f"is larger than {MAX_BYTES // 1_000_000} MB - ask for the small archive")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [(info, info.filename.rpartition("/")[2].lower()) for info in archive.infolist()[:MAX_ENTRIES]]
            tables = [(_TABLES[name], _unpack(archive, info, file)) for info, name in names if name in _TABLES]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise _refused(file, "is damaged and cannot be unpacked - download it again") from error
    if not tables:
        raise _refused(file, "is no LinkedIn archive - it holds no Positions, Education or Certifications table")
    for section, text in tables:
        for row in _rows(text):
            entry = _archive_entry(section, row)
            if entry.text:
                yield entry


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, file: str) -> str:
    if info.flag_bits & 1:
        raise _refused(file, f"is locked with a password ({info.filename[:80]}) - save it without one")
    with archive.open(info) as packed:  # what is really there counts, not the size that the archive claims
        data = packed.read(MAX_TABLE + 1)
    if len(data) > MAX_TABLE:
        raise _refused(
            file, f"unpacks {info.filename[:80]} to more than {MAX_TABLE // 1_000_000} MB - nobody has that many"
        )
    return data.decode("utf-8-sig", errors="replace")


def _rows(text: str) -> Iterator[Mapping[str, str]]:
    """The rows below the line of column names; archives may begin with notes."""
    lines = iter(csv.reader(io.StringIO(text.replace("\0", ""))))
    names: list[str] = []
    try:
        for line in lines:
            if names:
                yield dict(zip(names, line, strict=False))
            elif {"Title", "Degree Name", "Name"} & set(line):
                names = line
    except csv.Error:
        return  # a field beyond every measure: what came before it counts


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
    text = value.strip() if isinstance(value, str) else ""
    if found := _ISO.fullmatch(text):
        return found[1] + (f"-{found[2]}" if found[2] else "")
    if found := _NAMED.fullmatch(text):
        month = (found[1] or "").lower()
        return f"{found[2]}-{_MONTHS.index(month) + 1:02}" if month in _MONTHS else found[2]
    return None


def _refused(file: str, said: str) -> InputError:
    return InputError([Problem(file, 0, "E-FILE", said)])
