"""References in BibTeX, as Zotero, Mendeley, Google Scholar and university systems export them."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any

from cmo_pathways.errors import Problem
from cmo_pathways.interop.incoming.dates import month_in, month_of
from cmo_pathways.interop.incoming.found import MAX_RECORDS, Reading, Record
from cmo_pathways.interop.incoming.latex import plain_words
from cmo_pathways.interop.incoming.words import author, authors_and_title, doi_in, refuse
from cmo_pathways.interop.plain_text import lines_of, one_line

FORMAT = "BibTeX"
_START = re.compile(r"^[ \t]*@(?!(?:comment|string|preamble)\b)\w{1,40}[ \t]*[{(]", re.MULTILINE | re.IGNORECASE)
_ANYWHERE = re.compile(r"@\w{0,40}[ \t]{0,20}[{(]")
_VENUES = ("journal", "journaltitle", "booktitle", "howpublished", "publisher", "school", "institution")
_AND = re.compile(r"\s+and\s+(?![^{}]*\})", re.IGNORECASE)
_OWN = {"Presentation": "presentation", "In public": "thought-leadership"}
"""The notes by which an export of ours tells its talks and statements from articles."""

# The reader tells of broken entries in the log; here they are listed with their lines instead.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())


def is_bibtex(text: str) -> bool:
    """True where an entry begins."""
    return _START.search(text) is not None


def read_bibtex(text: str, file: str) -> Reading:
    """The entries of a BibTeX file. Raises InputError where it holds none."""
    starts = [found.start() for found in _START.finditer(text)]
    if not starts:
        refuse(file, "is no BibTeX file - each entry begins with @article{ or the like")
    if len(starts) > MAX_RECORDS + 1:
        text = text[: starts[MAX_RECORDS + 1]]
    if sum(1 for _ in _ANYWHERE.finditer(text)) > 4 * MAX_RECORDS:
        refuse(file, "holds entries within entries, and cannot be told apart - export it again")
    records: list[Record] = []
    problems: list[Problem] = []
    for kind, key, line, fields in _parsed(text, file, problems):
        records.append(_record(kind, fields, line, key))
    return Reading(FORMAT, tuple(records), tuple(problems))


def _parsed(text: str, file: str, problems: list[Problem]) -> Iterator[tuple[str, str, int, dict[str, str]]]:
    """Type, key, line and fields of each entry; an entry that names a key or field twice counts all the same."""
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.exceptions import ParserStateException
    from bibtexparser.model import Entry, ParsingFailedBlock

    try:
        library = parse_string(text)
    except (ParserStateException, ValueError, IndexError, KeyError, AttributeError, RecursionError):
        refuse(file, "is damaged so that its entries cannot be told apart - export it again")
    for block in library.blocks:
        found = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
        line = (block.start_line or 0) + 1
        if isinstance(found, Entry):
            fields: dict[str, str] = {}
            for field in found.fields:
                fields.setdefault(field.key.lower(), str(field.value))
            yield found.entry_type.lower(), found.key, line, fields
        elif isinstance(block, ParsingFailedBlock):
            said = "this entry is broken: a brace, a quotation mark or an equals sign is missing - mend it"
            problems.append(Problem(file, line, "E-ROW", said))


def _record(kind: str, fields: Mapping[str, str], line: int, key: str) -> Record:
    section = _OWN.get(fields.get("note", "").strip("{} "), "publication") if kind == "misc" else "publication"
    names = [author(plain_name(name)) for name in _AND.split(fields.get("author", "").strip()) if name.strip()]
    names = ["et al" if name.lower() == "others" else name for name in names]
    title = one_line(plain_words(fields.get("title", "")))
    venue = next((text for key in _VENUES if (text := one_line(plain_words(fields.get(key, ""))))), "")
    year = month_in(fields.get("year"), fields.get("month", "").strip('{}" ')) or month_of(fields.get("date", ""))
    number = one_line(fields.get("pmid", ""))
    doi = doi_in(plain_words(fields.get("doi", ""))) or doi_in(fields.get("url", "")) or number
    ours: dict[str, Any] = {"venue": venue, "year": year}
    if section == "publication":
        ours |= {"text": authors_and_title(names, title), "doi": doi}
    else:
        ours |= {"title": title, "text": lines_of(plain_words(fields.get("annote", "")))}
        ours |= {"url": one_line(plain_words(fields.get("url", "")))} if section == "thought-leadership" else {}
    kept = {value for value in (title, venue, year, doi) if value}
    told = {"note", "annote", "url"} if section != "publication" else set()
    rest = {
        name: value for name, value in fields.items() if value and plain_words(value) not in kept and name not in told
    }
    return Record(section, ours, {"type": kind, "key": key, **rest}, line, key[:80] or kind)


def plain_name(name: str) -> str:
    """A name as plain words; the outer braces of a group stay, because they say that it is one."""
    name = name.strip()
    group = name.startswith("{") and name.endswith("}") and not name.startswith("{\\")
    return f"{{{plain_words(name)}}}" if group else plain_words(name)
