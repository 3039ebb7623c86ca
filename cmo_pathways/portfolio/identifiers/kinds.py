"""The kinds of identifiers that are looked for before an export, and the words that find them, read from data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from cmo_pathways.content import Record, Report, content_root, read_yaml
from cmo_pathways.errors import ContentError

SEVERITIES = ("block", "look")
IDENTIFIERS = "data/portfolio/identifiers.yaml"
_KINDS = (
    "ssn", "email", "fax", "record-number", "plan-number", "account-number", "vehicle", "device", "license-number",
    "other-code", "ip", "url", "phone", "name", "rare", "age", "date", "place", "biometric", "photo", "small-count",
)  # fmt: skip
_WORDS = (
    "persons", "compounds", "events", "relatives", "colleagues", "counted", "rare", "known_people", "not_names",
    "clinical", "illness", "pacientes", "ties", "toward", "institutions", "given_names",
)  # fmt: skip
_CUED = ("record-number", "plan-number", "account-number", "license-number", "device", "other-code")


@dataclass(frozen=True, slots=True)
class IdentifierKind:
    """One kind of identifier: its letter in the Safe Harbor list (empty: our own), why it matters, how to mend it.

    ``severity`` is ``block`` or ``look``; ``of_patient`` holds in its place where the sentence is about one patient.
    """

    id: str
    name: str
    rule: str
    severity: str
    of_patient: str
    why: str
    mend: str
    mend_year: str


@dataclass(frozen=True, slots=True)
class IdentifierRules:
    """All kinds in order of precedence, the words that find them, and below which count [people] a group is small.

    ``cues`` are the words that come before a number of a kind.
    """

    kinds: Mapping[str, IdentifierKind]
    words: Mapping[str, tuple[str, ...]]
    cues: Mapping[str, tuple[str, ...]]
    small: int


def read_identifiers(file: Path, report: Report) -> IdentifierRules | None:
    """The rules from their file, or None where it is not readable; faults are noted in the report."""
    top = read_yaml(file, report)
    if top is None:
        return None
    top.identifier()
    top.integer("version", 1, 1)
    small = top.record("small_count")
    below = small.integer("below", 2, 100)
    small.mark("mark")
    small.texts("sources")
    small.done()
    top.texts("sources")
    kinds = [_kind(record) for record in top.records("kinds")]
    block = top.record("words")
    words = {name: block.texts(name) for name in _WORDS}
    block.done()
    block = top.record("cues")
    cues = {name: block.texts(name) for name in _CUED}
    block.done()
    top.done()
    lacking = [id for id in _KINDS if id not in {kind.id for kind in kinds}]
    if lacking:
        top.problem("E-KIND", f"the kind {', '.join(lacking)} is missing - every pattern needs its words", "kinds")
    return IdentifierRules({kind.id: kind for kind in kinds}, words, cues, below)


@lru_cache(maxsize=1)
def load_identifiers() -> IdentifierRules:
    """The shipped rules. Raises ContentError with every fault of the file."""
    report = Report(content_root())
    found = read_identifiers(report.root / IDENTIFIERS, report)
    if found is None or report.errors:
        raise ContentError(report.errors)
    return found


@cache
def any_word(name: str) -> str:
    """The words of one list as alternatives of a pattern, the longest first."""
    return alternatives(load_identifiers().words[name])


def alternatives(words: Iterable[str]) -> str:
    """Words as one pattern that shares their beginnings: a long list is then as quick to search for as a short one."""
    heads: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        heads.setdefault(word[:1], []).append(word[1:])
    parts = [
        re.escape(head) + (rests[0] and re.escape(rests[0]) if len(rests) == 1 else f"(?:{alternatives(rests)})")
        for head, rests in heads.items()
        if head
    ]
    return "|".join([*parts, *([""] if "" in heads else [])])


@cache
def word_set(name: str) -> frozenset[str]:
    """The words of one list."""
    return frozenset(load_identifiers().words[name])


def _kind(record: Record) -> IdentifierKind:
    severity = record.choice("severity", SEVERITIES)
    kind = IdentifierKind(
        id=record.choice("id", _KINDS),
        name=record.text("name"),
        rule=record.text("rule", ""),
        severity=severity,
        of_patient=record.choice("severity_of_patient", SEVERITIES, severity),
        why=record.text("why"),
        mend=record.text("mend"),
        mend_year=record.text("mend_year", ""),
    )
    record.done()
    return kind
