"""The sections of a portfolio and their fields, read from data, and the check of one entry against them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cmo_pathways.content import Record, Report, content_root, read_yaml
from cmo_pathways.document import number_in
from cmo_pathways.errors import ContentError

KINDS = ("text", "long", "number", "year")
_YEAR = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?", re.ASCII)
_RESERVED = (
    "section", "removed", "competencies", "tags", "evidence", "pinned", "excluded", "order", "original", "case", "play",
    "acknowledged",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EntryField:
    """One field of an entry: its label on the screen, its kind (one of ``KINDS``), whether it must be filled."""

    name: str
    label: str
    kind: str
    required: bool
    hint: str


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of entry: what it is, its fields in order, and what to say while there is none.

    ``needed``: a dossier says so while it holds none. ``competencies`` are what its entries show as long as they name
    none of their own.
    """

    id: str
    name: str
    what: str
    empty: str
    fields: tuple[EntryField, ...]
    needed: bool = False
    competencies: tuple[str, ...] = ()


def read_sections(file: Path, report: Report) -> tuple[Section, ...]:
    """The sections of a portfolio in the order of the file; faults are noted in the report."""
    top = read_yaml(file, report)
    if top is None:
        return ()
    top.identifier()
    top.integer("version", 1, 1)
    records = top.records("sections")
    sections = tuple(_section(record) for record in records)
    top.done()
    _check_once(records, "id")
    return sections


@lru_cache(maxsize=1)
def load_sections() -> Mapping[str, Section]:
    """The shipped sections by id. Raises ContentError where the file is broken."""
    root = content_root()
    report = Report(root)
    sections = read_sections(root / "data" / "portfolio" / "sections.yaml", report)
    if report.errors:
        raise ContentError(report.errors)
    return {section.id: section for section in sections}


def check_entry(section: str, body: Mapping[str, object]) -> tuple[str, ...]:
    """What is wrong with one entry, one sentence per fault, in the words of its form; empty where all is well."""
    sections = load_sections()
    if section not in sections:
        return (f'There is no section "{section}". Use one of these: {", ".join(sections)}.',)
    known = {field.name: field for field in sections[section].fields}
    strange = [name for name in body if name not in known and name not in _RESERVED]
    problems = [_unknown(name, known, sections[section]) for name in strange]
    problems += [problem for field in known.values() for problem in _faults(field, body.get(field.name))]
    if not problems:
        problems += _contradictions(body)
    return tuple(problems)


def field_text(value: object) -> str:
    """A field as text: numbers as typed, nothing for what is missing or no text."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _section(record: Record) -> Section:
    fields = record.records("fields")
    section = Section(
        id=record.identifier(),
        name=record.text("name"),
        what=record.text("what"),
        empty=record.text("empty"),
        fields=tuple(_field(field) for field in fields),
        needed=record.flag("needed", False),
        competencies=record.texts("competencies", required=False),
    )
    record.done()
    _check_once(fields, "name")
    return section


def _check_once(records: tuple[Record, ...], key: str) -> None:
    seen: dict[str, int] = {}
    for record in records:
        word = record.text(key, "")
        if word in seen:
            record.problem("E-TWICE", f'{key} "{word}" stands in line {seen[word]} already - give a new one', key)
        elif word:
            seen[word] = record.line_of(key)


def _field(record: Record) -> EntryField:
    field = EntryField(
        name=record.text("name"),
        label=record.text("label"),
        kind=record.choice("kind", KINDS),
        required=record.flag("required", False),
        hint=record.text("hint", ""),
    )
    record.done()
    return field


def _unknown(name: str, known: Mapping[str, EntryField], section: Section) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    hint = f'Did you mean "{near[0]}"?' if near else f"Its fields are: {', '.join(known)}."
    return f'{section.name} has no field "{name}". {hint}'


def _faults(field: EntryField, value: object) -> Iterator[str]:
    text = field_text(value)
    if (value is not None and not isinstance(value, str | int | float)) or isinstance(value, bool):
        yield f"{field.label} should be a text. Type it again."
    elif not text:
        if field.required:
            yield f"{field.label} is missing. Fill it in."
    elif field.kind == "number" and number_in(text) is None:
        yield f'{field.label} should be a figure such as 18.2, not "{text}". Put words and signs into the unit.'
    elif field.kind == "year" and not _YEAR.fullmatch(text):
        yield f'{field.label} should be a year or a month such as 2019 or 2019-07, not "{text}".'


def _contradictions(body: Mapping[str, object]) -> Iterator[str]:
    start, end = field_text(body.get("start")), field_text(body.get("end"))
    if start and end and end[: len(start)] < start[: len(end)]:
        yield f"The end ({end}) lies before the start ({start}). Correct one of them."
    before, after = field_text(body.get("before")), field_text(body.get("after"))
    if bool(before) != bool(after):
        missing, there = ("before", "after") if after else ("after", "before")
        yield f"The figure {missing} is missing. Add it, or take the figure {there} out."
