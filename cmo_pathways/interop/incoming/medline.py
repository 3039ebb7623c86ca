"""Articles as PubMed hands them out (NBIB, the MEDLINE format): tags of four letters, text that continues below.

Tags as described by the National Library of Medicine, https://www.nlm.nih.gov/bsd/mms/medlineelements.html.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cmo_pathways.errors import Problem
from cmo_pathways.interop.incoming.dates import month_of
from cmo_pathways.interop.incoming.found import MAX_RECORDS, Reading, Record
from cmo_pathways.interop.incoming.words import author, authors_and_title, doi_in, refuse
from cmo_pathways.interop.plain_text import one_line

FORMAT = "PubMed NBIB"
_TAG = re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,2}- ?(.*)")
_START = re.compile(r"^PMID ?- ", re.MULTILINE)
_LONGEST = 200_000
"""Characters of one record; the longest abstracts with a thousand authors stay below."""
_NOTICES = ("Published Erratum", "Retraction of Publication", "Expression of Concern")

Tags = Mapping[str, Sequence[str]]


def is_medline(text: str) -> bool:
    """True where an article begins."""
    return _START.search(text) is not None


def read_medline(text: str, file: str) -> Reading:
    """The articles of a PubMed file. Raises InputError where it holds none."""
    starts = [found.start() for found in _START.finditer(text)][: MAX_RECORDS + 2]
    if not starts:
        refuse(file, "is no PubMed file - each article begins with PMID-")
    records: list[Record] = []
    problems: list[Problem] = []
    line, before = 1, 0
    for start, after in zip(starts[: MAX_RECORDS + 1], [*starts[1:], len(text)], strict=False):
        line += text.count("\n", before, start)
        before = start
        if after - start > _LONGEST:
            problems.append(Problem(file, line, "E-ROW", "this article is longer than any in PubMed - export it again"))
            continue
        tags = _tags(text[start:after])
        records.append(_record(tags, line))
    return Reading(FORMAT, tuple(records), tuple(problems))


def _tags(block: str) -> Tags:
    """The texts of each tag in their order; a line that begins with spaces continues the one above."""
    found: dict[str, list[list[str]]] = {}
    last: list[str] = []
    for line in block.split("\n"):
        if match := _TAG.fullmatch(line):
            last = [match[2].strip()]
            found.setdefault(match[1], []).append(last)
        elif line.startswith(" ") and line.strip():
            last.append(line.strip())
    return {tag: [" ".join(parts) for parts in texts] for tag, texts in found.items()}


def _record(tags: Tags, line: int) -> Record:
    number = _first(tags, "PMID")
    names = [*tags.get("AU", ()), *(tags.get("CN", ()))] or [author(name) for name in tags.get("FAU", ())]
    title = _first(tags, "TI") or _first(tags, "BTI") or _first(tags, "TT")
    doi = next((doi for tag in ("LID", "AID") for text in tags.get(tag, ()) if (doi := _doi(text))), "")
    venue = _first(tags, "JT") or _first(tags, "TA") or _first(tags, "BTI")
    year = month_of(_first(tags, "DP")) or month_of(_first(tags, "DEP")[:4])
    text = authors_and_title([one_line(name) for name in names], title.rstrip("."))
    fields = {"text": text, "venue": venue, "year": year, "doi": doi or number}
    used = {"TI": title, "JT": venue, "DP": year, **({} if doi else {"PMID": number})}
    rest = {tag: list(texts) for tag, texts in tags.items() if list(texts) != [used.get(tag, "")]}
    kind = next((text for text in tags.get("PT", ()) if text in _NOTICES), "")
    return Record("publication", fields, rest, line, f"PMID {number}" + (f" ({kind.lower()})" if kind else ""))


def _doi(text: str) -> str:
    return doi_in(text.removesuffix("[doi]")) if text.endswith("[doi]") else ""


def _first(tags: Tags, tag: str) -> str:
    return next((one_line(text) for text in tags.get(tag, ()) if text.strip()), "")
