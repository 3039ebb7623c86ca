"""References in RIS, as Zotero, EndNote and journals export them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cmo_pathways.errors import Problem
from cmo_pathways.interop.incoming.dates import month_of
from cmo_pathways.interop.incoming.found import MAX_RECORDS, Reading, Record
from cmo_pathways.interop.incoming.words import author, authors_and_title, doi_in, pubmed_in, refuse
from cmo_pathways.interop.plain_text import lines_of, one_line

FORMAT = "RIS"
_LONGEST = 3000
"""Lines of one reference; more are no reference."""
_START = re.compile(r"^TY  -", re.MULTILINE)
_END = re.compile(r"^ER  -", re.MULTILINE)
_SECTIONS = {"SLIDE": "presentation", "NEWS": "thought-leadership", "MGZN": "thought-leadership",
             "BLOG": "thought-leadership"}  # fmt: skip
_TITLES = ("title", "primary_title", "book_title", "short_title", "translated_title")
_VENUES = ("secondary_title", "journal_name", "alternate_title3", "alternate_title2", "alternate_title1", "publisher")
_YEARS = ("year", "publication_year", "date")


def is_ris(text: str) -> bool:
    """True where a reference begins."""
    return _START.search(text) is not None


def read_ris(text: str, file: str) -> Reading:
    """The references of a RIS file. Raises InputError where it holds none."""
    starts = [found.start() for found in _START.finditer(text)][: MAX_RECORDS + 2]
    if not starts:
        refuse(file, "is no RIS file - each reference begins with TY  -")
    records: list[Record] = []
    problems: list[Problem] = []
    line, before = 1, 0
    for number, (start, after) in enumerate(zip(starts[: MAX_RECORDS + 1], [*starts[1:], len(text)], strict=False), 1):
        line += text.count("\n", before, start)
        before = start
        block, place = text[start:after], f"reference {number}"
        if not _END.search(block):
            problems.append(Problem(file, line, "E-ROW", f"{place} has no end (ER  -) - export it again"))
        elif block.count("\n") > _LONGEST:
            problems.append(Problem(file, line, "E-ROW", f"{place} is longer than {_LONGEST:,} lines - shorten it"))
        else:
            records += [_record(found, line, place) for found in _parsed(block)]
    return Reading(FORMAT, tuple(records), tuple(problems))


def _parsed(block: str) -> Iterator[Mapping[str, Any]]:
    import rispy

    yield from rispy.loads(block)[:1]


def _record(found: Mapping[str, Any], line: int, place: str) -> Record:
    kind = one_line(found.get("type_of_reference"))
    section = _SECTIONS.get(kind, "publication")
    names = [author(name) for key in ("authors", "first_authors") for name in _list(found.get(key))]
    title, venue = _first(found, _TITLES), _first(found, _VENUES)
    year = next((month for key in _YEARS if (month := month_of(found.get(key)))), "")
    later = month_of(found.get("date"))
    year = later if later.startswith(year) else year
    urls = [one_line(url) for url in _list(found.get("urls"))]
    doi = doi_in(one_line(found.get("doi"))) or next(filter(None, map(doi_in, urls)), "")
    doi = doi or next(filter(None, map(pubmed_in, urls)), "")
    fields = {"venue": venue, "year": year}
    if section == "publication":
        fields |= {"text": authors_and_title(names, title), "doi": doi}
    else:
        fields |= {"title": title, "text": lines_of(found.get("abstract")), "url": next(iter(urls), "")}
        if section == "presentation":
            del fields["url"]
    kept = {title, venue, year, doi}
    rest = {key: value for key, value in found.items() if value and not (isinstance(value, str) and value in kept)}
    return Record(section, fields, {key: _plain(value) for key, value in rest.items()}, line, place)


def _first(found: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return next((text for key in keys if (text := one_line(found.get(key)))), "")


def _list(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _plain(value: Any) -> Any:
    return {key: list(inner) for key, inner in value.items()} if isinstance(value, Mapping) else value
