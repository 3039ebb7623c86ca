"""Patterns of what names a patient only in its sentence: names, dates, ages, places, rare and small groups."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from cmo_pathways.portfolio.identifier_kinds import load_identifiers
from cmo_pathways.portfolio.identifier_numbers import Span

_MONTHS = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_EXACT = (
    rf"{_MONTHS}\s{_DAY}\b(?!\s*(?:%|percent|patients|beds|to\s\d))(?:,?\s{_YEAR})?|{_DAY}\s(?:of\s)?{_MONTHS}\b(?:,?\s{_YEAR})?|"
    rf"(?<![\d/])\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d\d)(?![\d/])|\b{_YEAR}-\d\d-\d\d\b|\b\d{{1,2}}-\d{{1,2}}-{_YEAR}\b"
)
_MONTH = rf"{_MONTHS}(?:\s(?:of\s)?|,\s){_YEAR}"
_NAME = r"[A-Z][a-z]+(?:['-][A-Z][a-z]+)?"
_NAMES = rf"{_NAME}(?:\s(?:[A-Z]\.\s)?{_NAME})?"
_SMALL = {
    word: n for n, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1)
}
_AGE = r"\b\d{1,3}(?:-|\s)(?:year|month|week|day)s?(?:-|\s)old\b"
_AGE_SHORT = r"\b\d{1,3}\s?(?:yo|y/o|y\.o\.)(?!\w)|\b\d{1,3}\s?[MF]\b(?!\.)"
_PRONOUN = re.compile(r"\b(?:he|she|his|her|hers|him|himself|herself)\b", re.IGNORECASE)
_PROPER = r"(?:in|at|from|near|of)\s(?:the\s)?[A-Z][a-z]+"


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The patterns that the words of the data file complete."""

    one: re.Pattern[str]
    many: re.Pattern[str]
    names: tuple[re.Pattern[str], ...]
    patient_names: tuple[re.Pattern[str], ...]
    colleague: re.Pattern[str]
    rare: re.Pattern[str]
    known: re.Pattern[str]
    counts: re.Pattern[str]
    lived: re.Pattern[str]
    not_names: frozenset[str]


def is_about_one(sentence: str, before: bool = False) -> bool:
    """True where a sentence speaks of one patient; ``before`` says that the sentence before it did."""
    return bool(_patterns().one.search(sentence)) or (before and bool(_PRONOUN.search(sentence)))


def people_spans(sentence: str, about_one: bool) -> Iterator[Span]:
    """What in a sentence names a patient, in the order of the kinds."""
    yield from _name_spans(sentence, about_one)
    yield from _rare_spans(sentence, about_one)
    yield from _spans("age", _OLD, sentence)
    yield from _date_spans(sentence, about_one)
    yield from _place_spans(sentence, about_one)
    if about_one:
        yield from _spans("biometric", _BIOMETRIC, sentence)
        yield from _spans("photo", _PHOTO, sentence)
    yield from _count_spans(sentence)


_OLD = re.compile(
    r"(?P<x>(?<=\bman of )(?:9\d|1[01]\d)\syears|(?<=\bpatient of )(?:9\d|1[01]\d)\syears|"
    r"\b(?:9\d|1[01]\d)(?:-|\s)years?(?:-|\s)old\b(?!\s(?:hospital|building|institution|school|program|"
    r"foundation|organization|facility|system|charter|campus))|\b(?:9\d|1[01]\d)\s?(?:yo|y/o|y\.o\.)(?!\w)|"
    r"\b(?:aged?|age of|turned|aged over|older than|was|is|at)\s(?:9\d|1[01]\d)\b(?!\s?(?:%|percent|or\solder|"
    r"and\s(?:older|over)|\+|of\b|days|beds|minutes|hours|to\b|patients|physicians|per\b|months|weeks|in\s\d|[a-z]+s\b)|[.,]\d|\+))",
    re.IGNORECASE,
)
_DATE = re.compile(rf"(?P<x>{_EXACT}|{_MONTH})")
_EVENT = re.compile(
    r"\b(?:admitted|readmitted|discharged|died|expired|born|delivered|operated|presented|coded|transferred|intubated|"
    rf"extubated|diagnosed|seen|fell|eloped|passed away|stabbed|shot)\b[^.;]{{0,40}}?\b(?:on|in)\s(?P<x>{_EXACT})",
    re.IGNORECASE,
)
_BIRTH = re.compile(
    rf"\b(?:dob|d\.o\.b\.|date of birth|born on|born|birth date|birthday)\b[^.;\d]{{0,15}}(?P<x>{_EXACT}|{_MONTH})",
    re.I,
)
_STREET = re.compile(
    r"(?P<x>\b\d{1,5}\s(?:[NSEW]\.?\s|North\s|South\s|East\s|West\s)?(?:[A-Z][a-z]+\s|\d+(?:st|nd|rd|th)\s){1,3}"
    r"(?:Street|St\b\.?|Avenue|Ave\b\.?|Road|Rd\b\.?|Boulevard|Blvd\b\.?|Lane|Ln\b\.?|Drive|Court|Ct\b\.?|Terrace|Circle|"
    r"Parkway|Highway|Apartment|Apt))"
)
_HOME = re.compile(r"\b(?:lives?|lived|living|home|resid\w+|address|neighbor\w*|apartment)\b", re.IGNORECASE)
_ZIP = re.compile(r"(?P<x>(?:\b[Zz][Ii][Pp](?:\s?[Cc]ode)?\s)\d{5}(?:-\d{4})?\b|(?<=\b[A-Z]{2}\s)\d{5}(?:-\d{4})?\b)")
_ZIP4 = re.compile(r"(?<![\d-])(?P<x>\d{5}-\d{4})(?![\d-])")
_COUNTY = re.compile(rf"(?P<x>{_NAME}(?:\s{_NAME})?\s(?:County|Parish|Township|Borough))\b")
_BIOMETRIC = re.compile(
    r"(?P<x>\b(?:finger\s?prints?|voice\s?prints?|iris scans?|retinal? scans?|palm\s?prints?|face scans?|"
    r"genome sequence|dental records))\b", re.IGNORECASE,
)  # fmt: skip
_PHOTO = re.compile(
    r"(?P<x>\b(?:full-face\s)?(?:photo(?:graph)?s?|pictures?|portraits?|selfies?|headshots?|video(?:\sclip)?s?)\b)",
    re.I,
)
_STOP = re.compile(
    r"\b(?:per|to|for|and|or|hospitals?|months?|years?|weeks?|days?|hours?|units?|wards?|teams?|fewer|more|less|times?|"
    r"nurses?|physicians?|clinics?|percent|points?|beds?|programs?|studies|trials?|of the)\b", re.IGNORECASE,
)  # fmt: skip
_NO_COUNT_BEFORE = re.compile(
    r"\b(?:in|out of|level|type|stage|grade|phase|class|category|priority|tier|top|esi|every|each|least|under|over|"
    r"than|about|nearly|some|(?:nurses?|physicians?|clinicians?) (?:for|to|on)|(?:one|two|three|seven|eight|nine) of)"
    r"\s$|"
    r"[$./-]$|\d[.,]?\s?$",
    re.IGNORECASE,
)
_NO_COUNT_AFTER = re.compile(r"^(?:-|\s(?:per|a|an|each|every|at a time|in every|in (?:ten|\d))\b|['’]s?\s|\s?/)", re.I)


def _name_spans(sentence: str, about_one: bool) -> Iterator[Span]:
    patterns = _patterns()
    for pattern in (*patterns.names, *(patterns.patient_names if about_one else ())):
        for found in pattern.finditer(sentence):
            words = re.findall(r"[A-Za-z'-]{2,}", found["x"])
            if any(word in patterns.not_names for word in words):
                continue
            near = sentence[max(0, found.start("x") - 40) : found.start("x")], sentence[found.end("x") :][:35]
            if found["x"].startswith("M") and "." in found["x"][:4] and _beside_post(near, patterns):
                continue
            yield ("name", found.start("x"), found.end("x"))


def _beside_post(near: tuple[str, str], patterns: _Patterns) -> bool:
    """True where a post stands just before the name or after its comma."""
    before = re.search(r"[\w\s-]*$", near[0])
    after = re.match(r",?\s(?:our|the|then|a|its|chief)?[\w\s-]*|,\s[A-Z]+", near[1])
    around = (before[0] if before else "") + "|" + (after[0] if after else "")
    return bool(patterns.colleague.search(around))


def _rare_spans(sentence: str, about_one: bool) -> Iterator[Span]:
    patterns = _patterns()
    for found in patterns.known.finditer(sentence):
        group = "x" if found["x"] else "y"
        yield ("rare", found.start(group), found.end(group))
    yield from _spans("rare", _ONLY, sentence)
    if about_one and (found_rare := patterns.rare.search(sentence)):
        clues = (_AGE, _AGE_SHORT, r"\b(?:aged?|age)\s\d", _PROPER, rf"\b{_YEAR}\b", r"\b(?:only|first)\b")
        if sum(bool(re.search(clue, sentence)) for clue in clues) >= 1:
            yield ("rare", found_rare.start("x"), found_rare.end("x"))


_ONLY = re.compile(
    r"(?P<x>\b(?:first|only|youngest|oldest|second)\s(?:known\s|recorded\s|confirmed\s|reported\s|living\s)?"
    r"(?:case|patient|person|child|woman|man|survivor|death|infant|recipient|adult)\b(?!-)(?:\s\w+){0,6}?\s"
    r"(?:in|of)\s(?:the\s|our\s)?(?:state|county|country|city|region|world|nation|United States|town|tri-county|valley|"
    r"[A-Z][a-z]+))"
)


def _date_spans(sentence: str, about_one: bool) -> Iterator[Span]:
    yield from _spans("date", _BIRTH, sentence)
    if about_one:
        yield from _spans("date", _DATE, sentence)
    elif not _patterns().many.search(sentence):
        yield from _spans("date", _EVENT, sentence)


def _place_spans(sentence: str, about_one: bool) -> Iterator[Span]:
    yield from _spans("place", _ZIP4, sentence)
    if about_one or _HOME.search(sentence):
        yield from _spans("place", _STREET, sentence)
    if about_one:
        yield from _spans("place", _ZIP, sentence)
        yield from _spans("place", _COUNTY, sentence)
        for found in _patterns().lived.finditer(sentence):
            if not any(word in _patterns().not_names for word in found["x"].split()):
                yield ("place", found.start("x"), found.end("x"))


def _count_spans(sentence: str) -> Iterator[Span]:
    small = load_identifiers().small
    for found in _patterns().counts.finditer(sentence):
        number = _SMALL.get(found["n"].lower()) or (int(found["n"]) if found["n"].isdigit() else 0)
        before, after = sentence[: found.start("x")], sentence[found.end("x") :]
        if not 0 < number < small or (number == 1 and found["who"].endswith(("ts", "en"))):
            continue
        if _NO_COUNT_BEFORE.search(before) or _NO_COUNT_AFTER.match(after) or _STOP.search(found["between"]):
            continue
        yield ("small-count", found.start("x"), found.end("x"))


def _spans(kind: str, pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    for found in pattern.finditer(text):
        yield (kind, found.start("x"), found.end("x"))


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    rules = load_identifiers()
    word = {name: _any(words) for name, words in rules.words.items()}
    one = "|".join(
        (
            rf"\b(?i:a|an|the|this|that|our|my|one|another|single|said)\s(?:[\w-]+\s){{0,3}}?(?:{word['persons']})"
            rf"(?!-|s\b|\s(?:{word['compounds']})\b)\b",
            rf"\b(?i:a|an|one|the|single)\s(?:[\w-]+\s){{0,2}}?(?:{word['events']})\b",
            rf"{_AGE}(?!\s(?:hospital|building|program|system|facility|clinic|tower|service|policy|practice|record|contract|"
            r"institution|foundation|organization|campus|school|charter|equipment|scanner|unit|tradition|backlog|partnership))",
            _AGE_SHORT,
            r"\b(?:Mr|Mrs|Ms|Miss|Mx)\b\.?\s[A-Z]",
            r"\b[Pp]atient\s(?:[A-Z]\.|[A-Z][a-z]+\s[A-Z])",
            rf"\b(?i:his|her)\s(?:{word['relatives']})\b",
            r"\b(?:patient|child|infant|decedent|mother|woman|man)['’]s\b(?!\s(?:hospital|health|center|services|clinic))",
            r"\b(?:DOB|date of birth|MRN)\b",
        )
    )
    return _Patterns(
        one=re.compile(one),
        many=re.compile(r"\b(?:patients|infants|babies|children|residents|women|men|people|adults|cases)\b"),
        names=_name_patterns(word),
        patient_names=_patient_name_patterns(word),
        colleague=re.compile(rf"\b(?:{word['colleagues']})\b", re.IGNORECASE),
        rare=re.compile(rf"\b(?P<x>{word['rare']})\b", re.IGNORECASE),
        known=_known(word),
        counts=re.compile(
            rf"(?P<x>\b(?P<n>\d{{1,2}}|{'|'.join(_SMALL)})\b(?P<between>(?:\s(?!{'|'.join(_SMALL)})[a-z-]+){{0,3}}?"
            rf"(?:\sof\s(?:the\s|our\s)?[\d,]{{1,5}}(?:\s[a-z-]+){{0,2}}?)?)\s"
            rf"(?P<who>{word['counted']}|death|suicide|stillbirth|maternal death|fatality|sentinel event|"
            r"never event))\b",
            re.IGNORECASE,
        ),
        lived=re.compile(
            r"\b(?:from|lived in|lives in|living in|resident of|resides in|outside|home in|hometown of|native of|"
            rf"farm in|farm near|working in|shelter in|home near)\s(?P<x>(?!St\b){_NAME}(?:\s{_NAME})?)"
        ),
        not_names=frozenset(rules.words["not_names"]),
    )


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _name_patterns(word: dict[str, str]) -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(rf"(?P<x>\b(?:Mr|Mrs|Ms|Miss|Mx)\b\.?\s(?:[A-Z]\.\s?)?{_NAMES}|\b(?:Mr|Mrs|Ms|Miss)\b\.?\s[A-Z]\.)"),
        re.compile(rf"\b[Pp]atients?,?\s(?:was\s)?(?:named|called|identified as|known as)\s(?P<x>{_NAMES})"),
        re.compile(rf"\bpatient,?\s\(?(?P<x>{_NAME}\s(?:[A-Z]\.?\s)?{_NAME})"),
        re.compile(rf"\bPatient\s(?P<x>{_NAME}\s(?:[A-Z]\.?\s)?{_NAME})(?=\s[a-z]|,)"),
        re.compile(r"\b[Pp]atient\s(?P<x>[A-Z]\.\s?[A-Z]\.?(?:\s?[A-Z]\.)?|[A-Z]{2,3}(?=\s(?:was|is|had|died|fell)))"),
        re.compile(rf"(?P<x>\b(?:[A-Z]\.\s?){{2,3}}|\b[A-Z]{{2,3}})(?=,?\s\(?(?:an?\s|aged?\s)?(?:{_AGE}|{_AGE_SHORT}|\d{{1,2}}[,)]))"),
        re.compile(rf"(?P<x>\b{_NAME}\s(?:[A-Z]\.\s)?{_NAME}),?\s(?=\(?(?:an?\s)?(?:{_AGE}|aged?\s\d{{1,3}}\b|{_AGE_SHORT}|\d{{1,2}}(?:,|\))))"),
        re.compile(rf"(?P<x>\bBaby\s(?:Boy|Girl)\s{_NAME})"),
        re.compile(rf"(?<!\bmy\s)\b(?:{word['relatives']}),?\s(?P<x>{_NAME}(?:\s{_NAME})?)(?=[\s,.;)])"),
        re.compile(rf"\b[Tt]he\s(?P<x>{_NAME})\s(?:family|parents|estate)\b(?!\s(?:medicine|practice|physicians|clinic|health|"
                   r"center|foundation|fund|planning|medical))"),
    )  # fmt: skip


def _patient_name_patterns(word: dict[str, str]) -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(rf"\b(?:named|called|nicknamed|known as)\s(?P<x>{_NAMES})"),
        re.compile(rf"(?P<x>\b{_NAME}\s{_NAME})\s(?=\((?:DOB|MRN|\d))"),
        re.compile(r"\((?P<x>(?:[A-Z]\.\s?){2,3})\)"),
        re.compile(r"\b(?:initials)\s(?P<x>[A-Z]\.?\s?[A-Z]\.?)"),
    )


def _known(word: dict[str, str]) -> re.Pattern[str]:
    done = (
        r"(?:was|were|is)\s(?:\w+\s)?(?:admitted|treated|hospitalized|a patient|diagnosed|operated|intubated|"
        r"transferred|discharged|rushed|brought)|underwent|collapsed|died|overdosed|survived|received a|"
        r"had a (?:stroke|cardiac|heart)"
    )
    people = rf"(?:{word['known_people']})"
    return re.compile(
        rf"(?P<x>\b{people})\b[^.;]{{0,60}}?\b(?:{done})|"
        rf"\b(?:treated|admitted|resuscitated|operated on|cared for|death of|care of|surgery of)"
        rf"\s(?:an?|the|our)\s(?:[\w-]+\s){{0,2}}?"
        rf"(?P<y>{people})\b",
        re.IGNORECASE,
    )
