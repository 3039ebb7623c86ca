"""Small counts of patients, and combinations so rare that a reader from the region may recognize somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from cmo_pathways.portfolio.identifiers.context import AGE, AGE_SHORT, Context
from cmo_pathways.portfolio.identifiers.kinds import any_word, load_identifiers
from cmo_pathways.portfolio.identifiers.numbers import Span

_SMALL = {
    word: n for n, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1)
}
_SMALL |= {"dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10}
_MAY_BE_STAFF = frozenset(
    [
        "women",
        "men",
        "mothers",
        "children",
        "adults",
        "veterans",
        "students",
        "adolescents",
        "kids",
        "boys",
        "girls",
        "teens",
        "participants",
        "recipients",
    ]
)
_OF_CARE = re.compile(
    r"\b(?:enrolled|treated|admitted|discharged|died|lost|waited|needed|harmed|injured|infected|diagnosed|"
    r"transferred|readmitted|"
    r"delivered|hospitalized|intubated|survived|overdosed|bled|fell|withdrew|screened|tested|developed|acquired|"
    r"suffered|presented|"
    r"poisoned|exposed|had|who|with [a-z]+(?:itis|oma|osis|emia|cancer|disease|sepsis))\b",
    re.IGNORECASE,
)
_OF_STAFF = re.compile(
    r"\b(?:lead|led by|hired|promoted|chair|chairs|executives?|leaders?|leadership|faculty|physicians|board|"
    r"department chairs|"
    r"fellows|residents|trained|mentored|coached|committee|staff|married|fluent|hobbies)\b",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\b(?:per|to|for|and|or|with|about|on|hospitals?|months?|years?|weeks?|days?|hours?|minutes?|units?|wards?|"
    r"teams?|fewer|more|less|times?|"
    r"nurses?|physicians?|clinics?|percent|points?|beds?|programs?|studies|trials?|of the)\b", re.IGNORECASE,
)  # fmt: skip
_NO_COUNT_BEFORE = re.compile(
    r"\b(?:in|out of|level|type|stage|grade|phase|class|category|priority|tier|top|esi|every|each|least|under|over|"
    r"part|chapter|"
    r"than|about|nearly|some|per|(?:nurses?|physicians?|clinicians?) (?:for|to|on)|(?:one|two|three|seven|eight|"
    r"nine) of)"
    r"\s$|[$./-]$|\d[.,]?\s?$",
    re.IGNORECASE,
)
_NO_COUNT_AFTER = re.compile(r"^(?:-|\s(?:per|a|an|each|every|at a time|in every|in (?:ten|\d))\b|['’]s?\s|\s?/)", re.I)
_EQUALS = re.compile(r"(?P<x>\b[nN]\s?=\s?(?P<n>\d{1,2})(?![\d.,]\d|\d))")
_WHERE = (
    r"(?:state|county|country|city|region|world|nation|United States|town|tri-county|valley|hemisphere|district|"
    r"province|area|"
    r"continent|reservation|community|decade|[A-Z][a-z]+)"
)
_ONLY = re.compile(
    r"(?P<x>\b(?i:first|only|youngest|oldest|smallest|second|heaviest|tallest)\s(?:known\s|recorded\s|confirmed\s|"
    r"reported\s|living\s|documented\s)?"
    r"(?:[a-z-]+\s)?(?:case|patient|person|child|woman|man|survivor|death|infant|recipient|adult|newborn|baby|girl|"
    r"boy|teenager|"
    rf"twins|triplets|quadruplets|quintuplets)\b(?!-)(?:\s(?!lived|lives|was|from)\w+){{0,10}}?\s(?:in|of|"
    rf"that)\s(?:the\s|our\s)?{_WHERE}|"
    r"\b(?i:one of (?:only\s|just\s)?(?:two|three|four|five|six|seven|eight|nine|ten|a dozen|fewer than \w+)\s)"
    rf"(?:known\s|living\s)?(?:people|patients|cases|children|persons|families|adults|"
    rf"survivors)(?:\s\w+){{0,5}}?\s(?:in|on)\s(?:the\s|our\s)?{_WHERE})"
)
_PROPER = r"\b(?:in|at|from|near|of)\s(?:the\s)?[A-Z][a-z]+"
_CLUES = (AGE, AGE_SHORT, r"\b(?:aged?|age)\s\d", _PROPER, r"\b(?:19|20)\d\d\b", r"\b(?:only|first|single)\b")
_HAPPENED = (
    r"(?:was|were|is|been|being)\s(?:\w+\s)?(?:admitted|treated|hospitalized|a patient|diagnosed|operated|intubated|"
    r"transferred|"
    r"discharged|rushed|brought|flown|resuscitated|under our care|cared for|stabilized|seen)|underwent|collapsed|"
    r"died|overdosed|survived|"
    r"received a|came in with|came to us|came to our|arrived with|arrived by|suffered|passed away|fell|checked in|"
    r"(?:had|with|after|for) (?:a|an|his|her) (?:\w+\s)?(?:stroke|cardiac|heart|bypass|bleed|overdose|seizure|fall|"
    r"surgery|transplant|"
    r"psychiatric|suicide|crash|gunshot|infection|aneurysm|cancer)|(?:his|her) (?:stroke|heart attack|surgery|cancer|"
    r"detox|overdose|care)"
)


def rare_spans(sentence: str, context: Context) -> Iterator[Span]:
    """Every rare disease with one more clue, everybody whom the region knows, every first or only one of a region."""
    for found in _known().finditer(sentence):
        group = "x" if found["x"] else "y"
        yield ("rare", found.start(group), found.end(group))
    for found in _ONLY.finditer(sentence):
        yield ("rare", found.start("x"), found.end("x"))
    disease = _rare().search(sentence)
    single = context.one or (disease and re.search(r"\b(?:only|first|single|case of)\b", sentence[: disease.start()]))
    if disease and single and any(re.search(clue, sentence) for clue in _CLUES):
        yield ("rare", disease.start("x"), disease.end("x"))


def count_spans(sentence: str, context: Context) -> Iterator[Span]:
    """Every group of 1 to 10 patients."""
    small = load_identifiers().small
    for found in _EQUALS.finditer(sentence):
        if 0 < int(found["n"]) < small:
            yield ("small-count", found.start("x"), found.end("x"))
    for found in _counts().finditer(sentence):
        number = _SMALL.get(found["n"].lower()) or (int(found["n"]) if found["n"].isdigit() else 0)
        at, end, who = found.start("x"), found.end("x"), found["who"].lower()
        before, after = sentence[max(0, at - 40) : at], sentence[end : end + 40]
        if not 0 < number < small or (number == 1 and who.endswith(("ts", "en"))):
            continue
        if _NO_COUNT_BEFORE.search(before) or _NO_COUNT_AFTER.match(after) or _STOP.search(found["between"]):
            continue
        if who in _MAY_BE_STAFF and not (
            (context.illness or _OF_CARE.search(sentence)) and not _OF_STAFF.search(sentence)
        ):
            continue
        yield ("small-count", at, end)


@lru_cache(maxsize=1)
def _rare() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<x>{any_word('rare')})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _known() -> re.Pattern[str]:
    people = rf"(?:{any_word('known_people')})"
    return re.compile(
        rf"(?P<x>\b{people})\b(?!['’]s)[^.;]{{0,60}}?\b(?:{_HAPPENED})\b|"
        rf"\b(?:treated|admitted|resuscitated|operated on|cared for|death of|care of|surgery of|stroke of|discharged|"
        rf"intubated|treating|"
        rf"saved|delivered)\s(?:an?|the|our)\s(?:[\w-]+\s){{0,2}}?(?P<y>{people})\b",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _counts() -> re.Pattern[str]:
    words = "|".join(_SMALL)
    return re.compile(
        rf"(?P<x>\b(?P<n>\d{{1,2}}|{words})\b(?P<between>(?:\s(?!(?:{words})\b)[a-z-]+){{0,3}}?"
        rf"(?:\sof\s(?:the\s|our\s)?[\d,]{{1,5}}(?:\s[a-z-]+){{0,2}}?)?)\s"
        rf"(?P<who>{any_word('counted')}|death|suicide|stillbirth|maternal death|fatality|sentinel event|"
        r"never event|pacientes|muertes|cases\sof\s[\w-]+|wrong-\w+\s(?:events?|procedures?|surger(?:y|ies))))\b",
        re.IGNORECASE,
    )
