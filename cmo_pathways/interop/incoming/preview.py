"""Files of other programs -> what they would add to the portfolio, and the events once the learner agrees."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from cmo_pathways.errors import InputError, LearnerError, Problem
from cmo_pathways.interop.archive import is_archive
from cmo_pathways.interop.badges import is_credential, is_picture, is_token
from cmo_pathways.interop.findings import LeftOut
from cmo_pathways.interop.incoming.badges import read_badge_file
from cmo_pathways.interop.incoming.bibtex import is_bibtex, read_bibtex
from cmo_pathways.interop.incoming.columns import Columns
from cmo_pathways.interop.incoming.csv_table import columns_of, is_table, read_csv, read_matched
from cmo_pathways.interop.incoming.dossier import is_dossier, read_dossier, read_dossier_pdf
from cmo_pathways.interop.incoming.found import MAX_RECORDS, PROFILE, ImportPreview, Proposal, Reading, Record
from cmo_pathways.interop.incoming.json_resume import read_json_resume
from cmo_pathways.interop.incoming.linkedin import read_linkedin
from cmo_pathways.interop.incoming.medline import is_medline, read_medline
from cmo_pathways.interop.incoming.ris import is_ris, read_ris
from cmo_pathways.interop.incoming.twins import known_entries
from cmo_pathways.interop.incoming.words import refuse, text_of
from cmo_pathways.interop.plain_text import lines_of, one_line
from cmo_pathways.json_text import read_json
from cmo_pathways.ledger.event import event_problems
from cmo_pathways.portfolio import check_entry, load_sections

Body = Mapping[str, Any]
_NOTHING: Mapping[str, Any] = MappingProxyType({})
_TEXTS = ((is_ris, read_ris), (is_medline, read_medline), (is_bibtex, read_bibtex), (is_table, read_csv))
_YOURS = "what you typed stays; change it on the screen"


def read_records(data: bytes, file: str, columns: Columns | None = None) -> Reading:
    """The records of one file, whose format is told by its content, not by its name.

    ``columns`` say how a table is read that has no column ``section``; without them its columns are matched here.
    Raises InputError for a file that is none of them: JSON Resume, LinkedIn archive, BibTeX, RIS, PubMed NBIB, CSV,
    an Open Badge 3.0 (JSON, token, picture), a dossier exported here as PDF or JSON.
    """
    if is_archive(data):
        return read_linkedin(data, file)
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return read_dossier_pdf(data, file)
    if data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        value = read_json(data, file)
        if is_credential(value):
            return read_badge_file(data, file)
        return read_dossier(value, file) if is_dossier(value) else read_json_resume(value, file)
    if is_picture(data) or is_token(data):
        return read_badge_file(data, file)
    text = text_of(data, file)
    if columns and columns.section:
        return read_matched(text, file, columns)
    for found, read in _TEXTS:
        if found(text):
            return read(text, file)
    proposed = columns_of(text, file)
    if proposed and proposed.section:
        return read_matched(text, file, proposed)
    refuse(
        file,
        "is none of the files that can be imported - give a JSON Resume, a LinkedIn archive (zip), BibTeX, RIS, "
        "PubMed NBIB, an Open Badge, a dossier of yours (PDF or JSON), or CSV with a column named section",
    )


def table_columns(data: bytes, file: str) -> Columns | None:
    """How the columns of a table are read, as a proposal that can be changed; None for every other file."""
    start = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    other = is_archive(data) or is_picture(data) or is_token(data)
    if other or start.startswith(b"%PDF-") or start[:1] in (b"{", b"["):
        return None
    try:
        text = text_of(data, file)
    except InputError:
        return None
    if any(found(text) for found, read in _TEXTS if read is not read_csv):
        return None
    return columns_of(text, file)


def import_preview(
    files: Iterable[tuple[str, bytes]],
    entries: Mapping[str, Body],
    *,
    profile: Mapping[str, str] = _NOTHING,
    columns: Mapping[str, Columns] = _NOTHING,
) -> ImportPreview:
    """What files (name, content) would add to the ``entries`` by id and to empty fields of the ``profile``.

    ``columns`` say by file name how a table is read where its own head does not tell.
    Nothing is recorded. Bad rows, and files that cannot be read, are listed with their reason beside what can be used.
    Raises InputError, naming every file, where not one of them can be read.
    """
    proposals: list[Proposal] = []
    problems: list[Problem] = []
    ignored: list[LeftOut] = []
    formats: dict[str, str] = {}
    held = dict(profile)
    for name, data in files:
        try:
            reading = read_records(data, name, columns.get(name))
        except InputError as error:
            problems += error.problems
            continue
        formats[name] = reading.format
        problems += reading.problems
        ignored += reading.ignored
        for record in reading.records[:MAX_RECORDS]:
            found = _taken(record, name, reading.format, held)
            if record.section == PROFILE and (other := _other_words(record, name, held)):
                ignored.append(other)
            if isinstance(found, Proposal):
                proposals.append(found)
                held.update(found.fields if record.section == PROFILE else {})
            elif found is not None:
                problems.append(found)
        if len(reading.records) > MAX_RECORDS:
            said = f"holds more than {MAX_RECORDS:,} records; only these were read - split it"
            problems.append(Problem(name, 0, "E-MORE", said))
    if problems and not formats:
        raise InputError(problems)
    problems.sort(key=lambda problem: (problem.file, problem.line))
    numbered = _numbered(proposals, entries)
    return ImportPreview(numbered, tuple(problems), tuple(ignored), formats, _beside(numbered))


def import_events(
    preview: ImportPreview, chosen: Iterable[str], *, taken: Collection[str] = ()
) -> tuple[tuple[str, str, dict[str, Any]], ...]:
    """The events (kind, subject, body) that add the chosen proposals, in the order of the preview.

    ``taken`` are the ids that entries have or had. Raises LearnerError for a number that the preview does not hold.
    """
    wanted = set(chosen)
    if strange := sorted(wanted - {proposal.id for proposal in preview.proposals}):
        raise LearnerError(f'The preview has no record "{strange[0][:40]}". Its numbers stand at the left.')
    used, last = set(taken), dict[str, int]()
    events = []
    for proposal in preview.proposals:
        if proposal.id not in wanted:
            continue
        if proposal.section == PROFILE:
            events.append((PROFILE, "me", proposal.body))
            continue
        number = last.get(proposal.section, 0) + 1
        while f"{proposal.section}-{number}" in used:
            number += 1
        last[proposal.section] = number
        events.append(("entry", f"{proposal.section}-{number}", proposal.body))
    return tuple(events)


def _taken(record: Record, file: str, form: str, profile: Mapping[str, str]) -> Proposal | Problem | None:
    """A record as a proposal, or what is wrong with it; None for a profile that has nothing new."""
    if record.section == PROFILE:
        fields = {key: text for key, value in record.fields.items() if (text := lines_of(value))}
        fields = {key: text for key, text in fields.items() if not profile.get(key)}
        wrong = event_problems(PROFILE, "me", fields)
        if not fields:
            return None
    else:
        fields = _cleaned(record)
        wrong = _faults(record.section, fields, record.rest)
    if wrong:
        more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
        return Problem(file, record.line, "E-ROW", f"{record.place}: {wrong[0]}{more}")
    original = {"format": record.origin or form, "record": dict(record.rest)} if record.rest else {}
    return Proposal("", record.section, fields, original, file, record.line, record.place)


def _other_words(record: Record, file: str, profile: Mapping[str, str]) -> LeftOut | None:
    """The fields of a profile in a file that say something else than the learner's own."""
    mine = {key: one_line(profile.get(key)) for key in record.fields}
    theirs = {key: one_line(value) for key, value in record.fields.items()}
    other = sorted(key for key in mine if mine[key] and theirs[key] and mine[key] != theirs[key])
    return LeftOut(f"{', '.join(other)} in {file}", len(other), _YOURS) if other else None


def _cleaned(record: Record) -> dict[str, Any]:
    section = load_sections().get(record.section)
    kinds = {field.name: field.kind for field in section.fields} if section else {}
    ordered = sorted(record.fields, key=lambda name: list(kinds).index(name) if name in kinds else len(kinds))
    fields: dict[str, Any] = {}
    for name in ordered:
        value = record.fields[name]
        if name not in kinds:
            fields[name] = value
        elif text := (lines_of if kinds[name] == "long" else one_line)(value):
            fields[name] = text
    return fields


def _faults(section: str, fields: Body, rest: Body) -> tuple[str, ...]:
    wrong = check_entry(section, fields)
    body = {"section": section, **fields, "original": rest}
    return wrong or event_problems("entry", f"{section}-1", body)


def _numbered(proposals: list[Proposal], entries: Mapping[str, Body]) -> tuple[Proposal, ...]:
    known = known_entries(entries)
    found = []
    for number, proposal in enumerate(proposals, 1):
        twin, why = ("", "") if proposal.section == PROFILE else known.twin(proposal.body)
        found.append(replace(proposal, id=str(number), twin=twin, why=why))
        if not twin and proposal.section != PROFILE:
            known.add(str(number), proposal.body)
    return tuple(found)


def _beside(proposals: tuple[Proposal, ...]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for proposal in proposals:
        for key in proposal.original.get("record", {}):
            counts[key] = counts.get(key, 0) + 1
    return counts
