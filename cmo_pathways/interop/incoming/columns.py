"""The columns of somebody's own table: what each row is and where each column goes, proposed and changeable."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cmo_pathways.interop.plain_text import one_line
from cmo_pathways.portfolio import COMPUTED, load_sections

AUTHORS = "authors"
"""Not a field of ours: names that are set before the title of a publication."""
BY_COLUMN = ""
"""Each row says in its column ``section`` what it is."""
_MOST = 100
"""Columns that can be matched."""
# Words at the head of a column, as PubMed, Scopus, ORCID, LinkedIn and personal lists use them.
_WORDS: Mapping[str, tuple[str, ...]] = {
    "title": ("name", "job title", "position", "role", "post", "degree", "degree name", "award", "certificate",
              "certification", "license", "credential", "course", "project", "project name", "talk", "membership",
              "language", "document title", "article title"),
    AUTHORS: ("author", "author s", "author full names"),
    "organization": ("organisation", "company", "company name", "employer", "institution", "hospital", "society"),
    "place": ("school", "school name", "university", "institution", "organization", "organisation"),
    "issuer": ("issued by", "issuing organization", "authority", "awarder", "awarded by", "organization", "board"),
    "venue": ("journal", "journal book", "journal title", "source title", "publisher", "conference", "meeting",
              "event", "source"),
    "start": ("start date", "started on", "started", "from", "since", "begin"),
    "end": ("end date", "finished on", "ended", "to", "until"),
    "year": ("date", "publication year", "published", "publication date", "issued", "issued on", "issue date",
             "date issued", "year issued", "completed", "graduated", "end date"),
    "expires": ("expiration", "expiration date", "expiry", "expiry date", "expires on", "valid until", "valid to"),
    "number": ("license number", "certificate number", "credential id", "license no"),
    "doi": ("doi link", "pubmed id", "pmid"),
    "url": ("link", "web address", "website"),
    "level": ("proficiency", "fluency"),
    "text": ("description", "summary", "details", "citation", "reference", "notes", "abstract"),
}  # fmt: skip
_PREFERRED = ("publication", "position", "credential", "education", "presentation", "award", "membership")
"""Of two sections that fit a table equally well, the one named earlier here."""


@dataclass(frozen=True, slots=True)
class Columns:
    """How a table is read: its column names, one example of each, what its rows are, and the field of each column.

    ``section`` is ``BY_COLUMN`` where each row says what it is; ``fields`` holds an empty text for a column that is
    kept beside the entry and not printed. ``proposed`` is False where nobody could tell what the rows are.
    """

    names: tuple[str, ...]
    examples: tuple[str, ...]
    section: str
    fields: tuple[str, ...]
    proposed: bool = True

    @property
    def by_column(self) -> bool:
        """Whether the table has a column that says what each row is."""
        return "section" in [name.lower() for name in self.names]

    def as_section(self, section: str) -> Columns:
        """The same table with rows of another section, its columns matched anew; ``BY_COLUMN`` for an unknown one."""
        if section not in choices_of_section():
            return replace(self, section=BY_COLUMN, fields=("",) * len(self.names))
        return replace(self, section=section, fields=_matched(self.names, section))

    def with_field(self, column: int, field: str) -> Columns:
        """The same table with one column [0-based] read as another field; a column that held the field gives it up.

        A column or a field that does not exist changes nothing.
        """
        known = choices_of_field(self.section) if self.section else {}
        if not 0 <= column < len(self.names) or field not in ("", *known):
            return self
        fields = [("" if held == field else held) for held in self.fields]
        fields[column] = field
        return replace(self, fields=tuple(fields))


def choices_of_section() -> Mapping[str, str]:
    """The sections that a row can be, with their names."""
    return {id: section.name for id, section in load_sections().items() if id not in COMPUTED}


def choices_of_field(section: str) -> Mapping[str, str]:
    """The fields that a column can be read as in a section, with their labels."""
    found = {field.name: field.label for field in load_sections()[section].fields}
    return {AUTHORS: "Authors", **found, "text": "Title"} if section == "publication" else found


def matched_columns(names: Sequence[str], rows: Sequence[Sequence[str]], file: str) -> Columns | None:
    """The proposal for a table by its head and first rows; None where these lines are no table."""
    wide = len(names)
    if not 2 <= wide <= _MOST or not rows or any(len(row) != wide for row in rows) or not all(map(one_line, names)):
        return None
    examples = tuple(next((text for row in rows if (text := one_line(row[at]))), "")[:80] for at in range(wide))
    shown = tuple(one_line(name)[:80] for name in names)
    plain = Columns(shown, examples, BY_COLUMN, ("",) * wide)
    if plain.by_column:
        return plain
    ranked = [(_score(shown, section, file), section) for section in choices_of_section()]
    best = max(ranked, key=lambda pair: (pair[0], -_rank(pair[1])))
    if best[0] < 2:
        return replace(plain, proposed=False)
    return Columns(shown, examples, best[1], _matched(shown, best[1]))


def _score(names: Sequence[str], section: str, file: str) -> int:
    """How many columns fit a section; 0 where a field that it needs has no column."""
    fields = _matched(names, section)
    needed = {field.name for field in load_sections()[section].fields if field.required}
    if not needed <= set(fields):
        return 0
    named = 2 if _plain(load_sections()[section].name).split(" ")[0] in _plain(file) or section in file.lower() else 0
    return sum(1 for field in fields if field) + named


def _rank(section: str) -> int:
    return _PREFERRED.index(section) if section in _PREFERRED else len(_PREFERRED)


def _matched(names: Sequence[str], section: str) -> tuple[str, ...]:
    labels = choices_of_field(section)
    fields = [""] * len(names)
    # The exact name of a field or its label goes before other words for it, and the first word before the second.
    words = {field: (_plain(field), _plain(label), *_WORDS.get(field, ())) for field, label in labels.items()}
    if section == "publication":
        words["text"] = ("text", "title", *_WORDS["title"][-2:], *_WORDS["text"])
    for field, known in words.items():
        plain = [_plain(name) for name in names]
        at = next((plain.index(word) for word in known if word in plain and not fields[plain.index(word)]), None)
        if at is not None:
            fields[at] = field
    return tuple(fields)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))
