"""The lint of the skill map: texts that stand twice, say nothing of their own, or do not differ from level to level.

All limits were set by looking at the texts that ship: the closest honest pair lies at 0.44, an example and the signal
of its own level at 0.47, the closest neighboring levels at 0.22, and the plainest signal has two words of its own.
The limits leave some room, so that a text in one file seldom makes another one wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cmo_pathways.content import Report, line_at
from cmo_pathways.framework.model import Framework
from cmo_pathways.framework.passages import Passage, content_words, passages

NEAR = 0.45
"""Shared words of two texts over all their words [0-1] from which they count as nearly the same."""

RETOLD = 0.5
"""The same share for an example and a signal of its own level: it may use the words, but has to add a scene."""

SAME_LEVEL = 0.4
"""The same share between the descriptors of neighboring levels, from which the two do not differ in effect."""

OWN_WORDS, COMMON = 2, 10
"""Words of its own that a text must have; a word belongs to nobody once more competencies than this use it.

Nor do the words of ``_MANAGEMENT``, which would fit any post in any trade.
"""

SHORTEST = {"descriptor": 9, "signals": 6, "examples": 10}
"""Words that each kind of text must have at least."""

_MANAGEMENT = content_words(
    """better build challenge change clinical collaborate colleague communicate communication create culture decide
    decision deliver develop drive effort engage engagement environment goal good great help high hospital implement
    important improve improvement initiative issue key lead leader leadership manage management many mission need
    opportunity organization organizational outcome people perform performance person practice problem process program
    project provide quality resource result service several skill solution stakeholder strategic strategy success
    support system team use value vision way work"""
)
_START = re.compile(
    r"(?:i (?:can |have |fully |am able to )*)?"
    r"(understand|understood|know|appreciate|demonstrate|exhibit|possess|value|ensure|strive|try|seek|aim|"
    r"be aware|am aware|aware|be familiar|am familiar|familiar|be able|am able|be committed|am committed)\b",
    re.IGNORECASE,
)
_ANYWHERE = re.compile(
    r"\b(understands|understood|appreciates|appreciated|demonstrates|demonstrated|exhibits|exhibited|"
    r"(?:is|are|was|were) (?:aware|familiar|committed))\b",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"\b(excellent|excellence|exceptional|exceptionally|outstanding|effectively|efficiently|successfully|strong|"
    r"strongly|robust|proficient|proficiently|proficiency|expert-level|world-class|best-in-class|top-tier|"
    r"cutting-edge|seamless|seamlessly|appropriately|skillfully|superb|superior|mastery|masterfully|comprehensively|"
    r"best practices?|high-quality care|key stakeholders|as needed|as appropriate|where appropriate|"
    r"on a regular basis|going forward)\b",
    re.IGNORECASE,
)
_AGE = re.compile(r"\b(one|two|three|four|five|six|seven|eight|nine|ten) years?\b|\b(past year|12 months)\b")
_NUMBERS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of the texts: where it stands (a path in the file of its competency), its code, and the mend.

    ``like`` is the other text of a pair.
    """

    competency: str
    path: tuple[str | int, ...]
    code: str
    message: str
    like: Passage | None = None


def lint_framework(framework: Framework, folder: Path, report: Report) -> None:
    """Note every finding in the report with file and line; ``folder`` holds the files of the competencies.

    A file with faults of format is left alone: what is missing there would be told twice.
    """
    broken = {problem.file for problem in report.errors}
    for finding in find_faults(framework):
        file = folder / f"{finding.competency}.yaml"
        if report.shown(file) in broken:
            continue
        also = ""
        if finding.like is not None:
            other = folder / f"{finding.like.competency}.yaml"
            also = f" ({finding.like.words}, {report.shown(other)}:{line_at(other, *finding.like.path)})"
        report.add(file, line_at(file, *finding.path), finding.code, finding.message.replace("{like}", also))


def find_faults(framework: Framework) -> tuple[Finding, ...]:
    """Every fault of the texts of a skill map, in its order; the same map always gives the same."""
    texts = tuple(passages(framework))
    words = {passage: content_words(passage.text) for passage in texts}
    return (*_alone(texts), *_plain(texts, words), *_pairs(texts, words), *_grades(texts, words), *_ages(framework))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared words over all words of two texts [0-1] (the Jaccard index); 0 where both are empty."""
    return len(one & other) / len(one | other) if one or other else 0.0


def _alone(texts: Iterable[Passage]) -> Iterator[Finding]:
    """What one text shows by itself: a vague verb, an empty word, too few words."""
    for passage in texts:
        vague = _START.match(passage.text) or (_ANYWHERE.search(passage.text) if passage.part == "examples" else None)
        if vague and passage.level:
            message = f'"{vague.group(1)}" cannot be observed - write what the physician does'
            yield _found(passage, "E-VAGUE", message)
        if empty := _EMPTY.search(passage.text):
            message = f'"{empty.group(1)}" would fit every skill - write what happened instead'
            yield _found(passage, "E-EMPTY", message)
        if len(passage.text.split()) < SHORTEST[passage.part]:
            message = f"{passage.words} has fewer than {SHORTEST[passage.part]} words - name who does what, and to what"
            yield _found(passage, "E-SHORT", message)


def _plain(texts: tuple[Passage, ...], words: Mapping[Passage, frozenset[str]]) -> Iterator[Finding]:
    """Texts without words of their own: every word of them is used all over the map."""
    users: dict[str, set[str]] = {}
    for passage in texts:
        for word in words[passage]:
            users.setdefault(word, set()).add(passage.competency)
    for passage in texts:
        own = sum(len(users[word]) <= COMMON for word in words[passage] - _MANAGEMENT)
        if own < OWN_WORDS and len(passage.text.split()) >= SHORTEST[passage.part]:
            message = f"{passage.words} would fit most competencies - name the thing, the place or the number"
            yield _found(passage, "E-PLAIN", message)


def _pairs(texts: tuple[Passage, ...], words: Mapping[Passage, frozenset[str]]) -> Iterator[Finding]:
    """Two texts that are the same or nearly; a pair over two files is told in both."""
    for one, other in _close(texts, words):
        if _neighbors(one, other):
            continue
        same = _flat(one.text) == _flat(other.text)
        code, verb = ("E-SAME", "stands also elsewhere") if same else ("E-NEAR", "is nearly the same as another")
        for passage, like in ((other, one), (one, other)):
            if passage is other or one.competency != other.competency:
                yield _found(passage, code, f"{passage.words} {verb}{{like}} - write one of them anew", like)


def _close(texts: tuple[Passage, ...], words: Mapping[Passage, frozenset[str]]) -> Iterator[tuple[Passage, Passage]]:
    # Words as bits of one whole number: a hundred times more pairs in the time that sets would need.
    numbers: dict[str, int] = {}
    bits = []
    for passage in texts:
        mask = 0
        for word in words[passage]:
            mask |= 1 << numbers.setdefault(word, len(numbers))
        bits.append((mask, len(words[passage])))
    for at, (mask, size) in enumerate(bits):
        for later in range(at + 1, len(bits)):
            other, many = bits[later]
            shared = (mask & other).bit_count()
            if shared and shared >= NEAR * (size + many - shared) and _too_close(texts[at], texts[later], words):
                yield texts[at], texts[later]


def _too_close(one: Passage, other: Passage, words: Mapping[Passage, frozenset[str]]) -> bool:
    own = (one.competency, one.level) == (other.competency, other.level)
    limit = RETOLD if own and {one.part, other.part} == {"signals", "examples"} else NEAR
    return likeness(words[one], words[other]) >= limit


def _grades(texts: tuple[Passage, ...], words: Mapping[Passage, frozenset[str]]) -> Iterator[Finding]:
    """Levels whose descriptor says in effect what the level below says."""
    by_place = {(p.competency, p.level): p for p in texts if p.part == "descriptor"}
    for (competency, level), passage in by_place.items():
        below = by_place.get((competency, level - 1))
        if below is None:
            continue
        if likeness(words[passage], words[below]) >= SAME_LEVEL:
            message = f"level {level} hardly differs from the level below{{like}} - make it visibly harder"
            yield _found(passage, "E-GRADE", message, below)


def _neighbors(one: Passage, other: Passage) -> bool:
    same = one.competency == other.competency and one.part == other.part == "descriptor"
    return same and abs(one.level - other.level) == 1


def _ages(framework: Framework) -> Iterator[Finding]:
    """Evidence whose sentence gives another age than its number."""
    for competency in framework.competencies.values():
        for level, text in enumerate(competency.levels):
            said = {_NUMBERS.index(number) if number else 1 for number, _ in _AGE.findall(text.evidence)}
            if level and text.evidence and said != {text.evidence_years}:
                ages = " and ".join(map(str, sorted(said))) or "no number of"
                message = f"the evidence sentence says {ages} years, evidence_years {text.evidence_years} - agree"
                yield Finding(competency.id, ("levels", level, "evidence_years"), "E-AGE", message)


def _found(passage: Passage, code: str, message: str, like: Passage | None = None) -> Finding:
    return Finding(passage.competency, passage.path, code, message, like)


def _flat(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))
