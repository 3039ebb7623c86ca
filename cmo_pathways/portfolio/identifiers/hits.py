"""What in a portfolio could name a patient: each hit in its sentence, why it matters, and how to mend it.

Modelled on the 18 kinds of identifiers of the Safe Harbor rule, 45 CFR 164.514(b)(2) (source D01), with groups of
fewer than 11 people as in the CMS cell size policy (D02), and rare combinations. Patterns and short word lists find
them, so some are missed and some hits are none: the check is a second pair of eyes, no guarantee of compliance.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from cmo_pathways.portfolio.identifiers.context import Context, context_of
from cmo_pathways.portfolio.identifiers.kinds import IdentifierKind, load_identifiers
from cmo_pathways.portfolio.identifiers.numbers import Span, number_spans
from cmo_pathways.portfolio.identifiers.people import people_spans
from cmo_pathways.portfolio.sections import field_text, load_sections

Body = Mapping[str, object]
NO_GUARANTEE = (
    "This check looks for 18 kinds of identifiers, small counts and rare combinations. It can miss some; it is no "
    "guarantee of compliance. Read every page before you send it."
)
PROFILE = "profile"
"""The entry id of hits in the learner's own profile."""

_UNSEEN = ("section", "document", "number", "contact", "url", "doi", "consent", "acknowledged")
_END = re.compile(r"(?<=[.!?])[\"”)]?\s+(?=[\"“(]?[A-Z0-9])|\n+")
_NO_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Mx|Dr|St|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Jr|acct|Sra?|Pt|Prof|Mt|Ft|Rep|Sen|Gov|Hon|Rev|Ste|Inc|Ltd|Ave|Rd|Blvd|Lt|Col|Sgt|Capt)|\b[A-Z])\.$",
    re.I,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that could name a patient.

    ``entry`` and ``field`` say where it stands; ``start`` and ``end`` are the characters in ``sentence``; ``severity``
    is ``block`` (stops an export) or ``look``; ``code`` names kind and sentence, to acknowledge it: a changed sentence
    has another code.
    """

    entry: str
    field: str
    label: str
    sentence: str
    start: int
    end: int
    kind: str
    name: str
    rule: str
    severity: str
    why: str
    mend: str
    code: str
    acknowledged: bool = False

    @property
    def marked(self) -> str:
        """The sentence with the hit between two pairs of arrows."""
        return f"{self.sentence[: self.start]}>>{self.sentence[self.start : self.end]}<<{self.sentence[self.end :]}"

    @property
    def blocks(self) -> bool:
        """True where the hit stops an export: it is severe and nobody acknowledged it."""
        return self.severity == "block" and not self.acknowledged


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may stand in a portfolio: names (as words), phone numbers (as digits), email and web addresses."""

    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()


def allowed_of(entries: Mapping[str, Body], profile: Mapping[str, str]) -> Allowed:
    """What the learner's own contact data, the confirmers of results and the references make harmless."""
    people, lines = [field_text(profile.get("name"))], [field_text(profile.get(key)) for key in ("email", "phone")]
    for body in entries.values():
        people.append(field_text(body.get("verifier")))
        lines.append(field_text(body.get("url")))
        if body.get("section") == "reference":
            people.append(field_text(body.get("title")))
            lines += [field_text(body.get("contact"))] if field_text(body.get("consent")) else []
    text = " ".join(lines)
    return Allowed(
        names=frozenset(re.findall(r"[a-z'-]{3,}", " ".join(people).lower())),
        numbers=frozenset(_digits(found) for found in re.findall(r"\+?[\d(][\d ().-]{5,}\d", text)),
        addresses=frozenset(word.strip(".,;()<>").lower() for word in text.split() if "@" in word or "." in word),
    )


def identifier_hits(
    entries: Mapping[str, Body],
    profile: Mapping[str, str] | None = None,
    *,
    people: Mapping[str, Body] | None = None,
) -> tuple[Hit, ...]:
    """Every hit in the entries and in the statement and headline of the profile, in their order.

    ``people`` are the entries whose confirmers and references may be named; without it, the entries themselves.
    """
    own = profile or {}
    allowed = allowed_of(entries if people is None else people, own)
    words = {key: field_text(own.get(key)) for key in ("headline", "statement", "acknowledged")}
    found = list(_entry_hits(PROFILE, words, allowed))
    for id, body in entries.items():
        if not body.get("removed"):
            found += _entry_hits(id, body, allowed)
    return tuple(found)


def text_hits(text: str, allowed: Allowed | None = None) -> tuple[Hit, ...]:
    """Every hit in one text, such as a field that is being typed."""
    return tuple(_field_hits("", "", "", text, allowed or Allowed(), frozenset()))


def acknowledge(body: Body, code: str) -> dict[str, object]:
    """The entry with one hit acknowledged: to be written to the ledger as its new version."""
    codes = acknowledged_of(body)
    return {**body, "acknowledged": [*codes, *([] if code in codes else [code])]}


def acknowledged_of(body: Body) -> tuple[str, ...]:
    """The codes of the hits that an entry, or the profile (parted by blanks), says are acknowledged."""
    known = body.get("acknowledged")
    if isinstance(known, str):
        return tuple(known.split())
    return tuple(item for item in known if isinstance(item, str)) if isinstance(known, list | tuple) else ()


def _entry_hits(entry: str, body: Body, allowed: Allowed) -> Iterator[Hit]:
    section = load_sections().get(field_text(body.get("section")))
    labels = {field.name: field.label for field in section.fields} if section else {}
    acknowledged = frozenset(acknowledged_of(body))
    for field, value in body.items():
        if field not in _UNSEEN and (field in labels or field in ("headline", "statement")):
            yield from _field_hits(
                entry, field, labels.get(field, field.capitalize()), field_text(value), allowed, acknowledged
            )
    for text in _texts_in(body.get("original")):
        yield from _field_hits(entry, "original", "Taken over at the import", text, allowed, acknowledged)


def _texts_in(value: object) -> Iterator[str]:
    """Every text in what an import kept beside the fields: it travels inside the file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts_in(inner)


def _field_hits(
    entry: str, field: str, label: str, text: str, allowed: Allowed, acknowledged: frozenset[str]
) -> Iterator[Hit]:
    before = False
    for sentence in sentences(text):
        context, spans = _found(sentence, before)
        codes: dict[str, str] = {}
        for kind, start, end in spans:
            if _is_allowed(sentence[start:end], kind, allowed):
                continue
            rule, code = load_identifiers().kinds[kind], codes.get(kind) or hit_code(kind, sentence)
            codes[kind] = code
            yield Hit(
                entry=entry,
                field=field,
                label=label,
                sentence=sentence,
                start=start,
                end=end,
                kind=kind,
                name=rule.name,
                rule=rule.rule,
                severity=rule.of_patient if context.one else rule.severity,
                why=rule.why,
                mend=_mend(rule, sentence[start:end]),
                code=code,
                acknowledged=code in acknowledged,
            )
        before = context.one


@lru_cache(maxsize=2048)
def _found(sentence: str, before: bool) -> tuple[Context, tuple[Span, ...]]:
    # While one sentence is typed, all others are asked for again at each key.
    context = context_of(sentence, before)
    return context, tuple(_parted([*number_spans(sentence), *people_spans(sentence, context)], len(sentence)))


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text; "Mr." and initials end none."""
    parts: list[str] = []
    at = 0
    for found in _END.finditer(text):
        if "\n" not in found.group() and _NO_END.search(text[max(at, found.start() - 12) : found.start()]):
            continue
        parts.append(text[at : found.start()].strip())
        at = found.end()
    return tuple(part for part in (*parts, text[at:].strip()) if part)


def hit_code(kind: str, sentence: str) -> str:
    """The code of a hit: 12 hexadecimal digits of the SHA-256 of its kind and its sentence."""
    return hashlib.sha256(f"{kind}\n{sentence}".encode()).hexdigest()[:12]


def _parted(spans: list[Span], length: int) -> list[Span]:
    """The spans without those that lie over an earlier kind, in the order of the text."""
    kept: list[Span] = []
    taken = bytearray(length)
    for span in spans:
        if not any(taken[span[1] : span[2]]):
            taken[span[1] : span[2]] = b"\1" * (span[2] - span[1])
            kept.append(span)
    return sorted(kept, key=lambda span: span[1])


def _is_allowed(found: str, kind: str, allowed: Allowed) -> bool:
    if kind == "name":
        words = [word for word in re.findall(r"[a-z'-]{3,}", found.lower()) if word not in ("mrs", "miss")]
        return bool(words) and all(word in allowed.names for word in words)
    if kind in ("phone", "fax"):
        return _digits(found) in allowed.numbers
    return kind in ("email", "url") and found.lower() in allowed.addresses


def _digits(text: str) -> str:
    """The last ten digits, so that a country code makes no difference."""
    return re.sub(r"\D", "", text)[-10:]


def _mend(rule: IdentifierKind, found: str) -> str:
    year = _YEAR.search(found)
    return rule.mend_year.format(year=year.group()) if year and rule.mend_year else rule.mend
