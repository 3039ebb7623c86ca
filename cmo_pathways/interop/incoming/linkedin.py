"""Posts, degrees, certificates, projects and honors of a LinkedIn archive.

Messages, connections, birth date, address and everything else that nobody needs for a portfolio are not opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cmo_pathways.errors import Problem
from cmo_pathways.interop.archive import archive_names, archive_tables, table_rows
from cmo_pathways.interop.findings import LeftOut
from cmo_pathways.interop.incoming.dates import month_of
from cmo_pathways.interop.incoming.found import MAX_RECORDS, PROFILE, Reading, Record
from cmo_pathways.interop.incoming.words import refuse
from cmo_pathways.interop.plain_text import one_line

FORMAT = "LinkedIn archive"
# table -> section, and field of ours -> column of theirs (the first that is filled)
_TABLES: Mapping[str, tuple[str, Mapping[str, tuple[str, ...]]]] = {
    "positions.csv": (
        "position",
        {"title": ("Title",), "organization": ("Company Name",), "start": ("Started On",), "end": ("Finished On",),
         "text": ("Description",)},
    ),
    "education.csv": (
        "education",
        {"title": ("Degree Name",), "place": ("School Name",), "year": ("End Date", "Start Date")},
    ),
    "certifications.csv": (
        "credential",
        {"title": ("Name",), "issuer": ("Authority",), "year": ("Started On",), "expires": ("Finished On",),
         "number": ("License Number",)},
    ),
    "projects.csv": (
        "project",
        {"title": ("Title",), "year": ("Finished On", "Started On"), "text": ("Description",)},
    ),
    "languages.csv": ("language", {"title": ("Name",), "level": ("Proficiency",)}),
    "honors.csv": ("award", {"title": ("Title",), "year": ("Issued On",), "text": ("Description",)}),
    "publications.csv": (
        "publication",
        {"text": ("Name",), "venue": ("Publisher",), "year": ("Published On",)},
    ),
    "organizations.csv": (
        "membership",
        {"title": ("Position", "Name"), "organization": ("Name",), "start": ("Started On",), "end": ("Finished On",)},
    ),
}  # fmt: skip
_PROFILE = {"headline": "Headline", "location": "Geo Location"}
_OPEN = "a quotation mark is never closed, so that nothing from here on can be read - mend it"
_DATES = ("start", "end", "year", "expires")


def read_linkedin(data: bytes, file: str) -> Reading:
    """The records of a LinkedIn archive (zip). Raises InputError in one sentence for any other or a damaged file."""
    names = archive_names(data, file)
    tables = archive_tables(data, file, {*_TABLES, "profile.csv"})
    if not tables:
        refuse(file, "is no LinkedIn archive - it holds no Positions, Education or Certifications table")
    records: list[Record] = []
    problems: list[Problem] = []
    for name, text in tables:
        broken: list[int] = []
        records += _profile(text) if name == "profile.csv" else _rows(name, text, broken)
        said = (
            f"{_table_name(name)}: a quotation mark is never closed, so that nothing from here on can be read - mend it"
        )
        problems += [Problem(file, line, "E-ROW", said) for line in broken]
    return Reading(FORMAT, tuple(records[: MAX_RECORDS + 1]), tuple(problems), _ignored(names))


def _rows(name: str, text: str, broken: list[int]) -> Iterator[Record]:
    section, places = _TABLES[name]
    heads = {column for columns in places.values() for column in columns} - {"Description"}
    for line, row in table_rows(text, heads, broken=broken):
        fields, used = {}, set()
        for field, columns in places.items():
            column = next((column for column in columns if one_line(row.get(column))), "")
            value = row.get(column, "")
            fields[field] = month_of(value) if field in _DATES else value
            if not value or str(fields[field]) == value:
                used.add(column)
        rest = {column: value for column, value in row.items() if value.strip() and column and column not in used}
        yield Record(section, fields, rest, line, _table_name(name))


def _profile(text: str) -> Iterator[Record]:
    for line, row in table_rows(text, ("First Name", "Headline")):
        name = " ".join(filter(None, (one_line(row.get("First Name")), one_line(row.get("Last Name")))))
        fields = {"name": name, **{ours: row.get(theirs, "") for ours, theirs in _PROFILE.items()}}
        yield Record(PROFILE, fields, {}, line, _table_name("profile.csv"))
        if summary := row.get("Summary", "").strip():
            yield Record("statement", {"text": summary}, {}, line, _table_name("profile.csv"))


def _ignored(names: tuple[str, ...]) -> tuple[LeftOut, ...]:
    skills = names.count("skills.csv")
    others = sum(name not in _TABLES and name not in ("profile.csv", "skills.csv") for name in names)
    found = []
    if skills:
        found.append(LeftOut("list of skills", skills, "levels come from your ratings and your evidence"))
    if "profile.csv" in names:
        found.append(LeftOut("birth date, address and other personal data", 1, "a portfolio does not need them"))
    if others:
        found.append(LeftOut("messages, connections and other tables", others, "not opened"))
    return tuple(found)


def _table_name(name: str) -> str:
    return f"{name[:1].upper()}{name[1:]}"
