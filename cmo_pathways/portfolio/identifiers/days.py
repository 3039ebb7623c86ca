"""Dates that are tied to one patient, and ages over 89."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cmo_pathways.portfolio.identifiers.context import Context
from cmo_pathways.portfolio.identifiers.numbers import Span

_MONTHS = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_MESES = "(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:(?:19|20)\d\d|['’]\d\d)"
_HOLIDAY = (
    r"(?:Christmas(?:\s(?:Eve|Day))?|Thanksgiving(?:\s(?:Day|weekend))?|New\sYear['’]?s?\s(?:Eve|Day)|"
    r"(?:the\s)?Fourth\sof\sJuly|"
    r"July\sFourth|Independence\sDay|(?:Labor|Memorial|Veterans|Presidents['’]|Columbus|Valentine['’]s|Mother['’]s|"
    r"Father['’]s)\sDay|"
    r"Easter(?:\sSunday|\sMonday)?|Good\sFriday|Halloween|Juneteenth|Super\sBowl\sSunday)"
)
_EXACT = (
    rf"{_MONTHS}\s{_DAY}\b(?!\s*(?:%|percent|patients|beds|to\s\d))(?:,?\s{_YEAR})?|"
    rf"{_DAY}[\s-](?:of\s)?{_MONTHS}\b(?:[,-]?\s?{_YEAR})?|\b\d{{1,2}}\sde\s{_MESES}(?:\sdel?\s{_YEAR})?|"
    rf"(?<![\d/])\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d\d)(?![\d/])|\b{_YEAR}[-/]\d\d[-/]\d\d\b|"
    rf"\b\d{{1,2}}[-.]\d{{1,2}}[-.](?:19|20)\d\d\b|"
    rf"{_HOLIDAY}(?:\sof|,|\sin)?\s(?:19|20)\d\d"
)
_MONTH = rf"{_MONTHS}(?:\s(?:of\s)?|,\s){_YEAR}|\b{_MESES}\sdel?\s{_YEAR}|(?<![\d/])(?:0?[1-9]|1[0-2])/(?:19|20)\d\d\b"
_DATE = re.compile(rf"(?P<x>{_EXACT}|{_MONTH})")
_EVENT = re.compile(
    r"\b(?:admitted|readmitted|discharged|died|expired|born|delivered|operated|coded|transferred|intubated|"
    r"extubated|diagnosed|eloped|passed away|stabbed|shot|bled|collapsed|falleció|murió|ingresó|nació)\b"
    rf"[^.;]{{0,40}}?\b(?:on|in|of|el|en)\s(?P<x>{_EXACT})",
    re.IGNORECASE,
)
_BIRTH = re.compile(
    rf"\b(?:dob|d\.o\.b\.|date of birth|born on|born|birth date|birthday|date of death|date of service|admission date|"
    rf"discharge date)\b[^.;\d]{{0,15}}(?P<x>{_EXACT}|{_MONTH})",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"\b(?:patients|infants|babies|children|residents|women|men|people|adults|cases|students|fellows|nurses|"
    r"surveyors)\b"
)
_OF_WORK = re.compile(
    r"\b(?:adopted|approved|opened|reopened|launched|published|signed|effective|issued|introduced|presented at|"
    r"presented the|testified|appointed|elected|"
    r"went live|go-live|enacted|implemented|rolled out|board meeting|accredited|certified|revised|program began|"
    r"policy of|"
    r"keynote|lecture|article|column|report|survey|contract|agreement)\b(?:[^,.;\d]{0,30})$",
    re.IGNORECASE,
)
_THINGS = (
    r"(?:hospital|building|institution|school|program|foundation|organization|facility|system|charter|campus|company|"
    r"clinic|"
    r"tower|law|tradition|society|contract|policy|agreement)"
)
_OVER_89 = r"(?:9\d|1[01]\d)"
_NO_AGE = (
    r"(?!\s?(?:%|percent|or\solder|and\s(?:older|over)|\+|of\b|to\b|per\b|in\s\d|mm|mg|ml|kg|cm|miles|(?!was\b|has\b|"
    r"is\b|years)[a-z]+s\b|bed|minute|hour|day|week|month|million|thousand|st\b|nd\b|rd\b|th\b)|[.,]\d|\+|-(?!year)|/|:|°)"
)
_OLD = re.compile(
    rf"(?P<x>(?:(?<=\bman of )|(?<=\bwoman of )|(?<=\bpatient of )){_OVER_89}\syears|"
    rf"\b{_OVER_89}(?:-|\s)years?(?:-|\s)old\b(?!\s(?:\w+\s)?{_THINGS})|\b{_OVER_89}\s?(?:yo|y/o|y\.o\.)(?!\w)|"
    rf"\b(?:aged?|age of|turned|older than)\s{_OVER_89}\b{_NO_AGE}|\b{_OVER_89}\s?años\b|"
    rf"\b(?:ninety|one hundred|a hundred)(?:[- ](?:and[- ])?(?:one|two|three|four|five|six|seven|eight|nine|ten))?"
    rf"(?:-|\s)years?(?:-|\s)old\b(?!\s(?:\w+\s)?{_THINGS})|"
    rf"\b(?:aged?|turned)\s(?:ninety|one hundred|a hundred)\b(?:-\w+)?(?!\sor\solder)|"
    rf"\bcentenarian\b(?!\scelebration))",
    re.IGNORECASE,
)
_WHO = re.compile(r"\b(?:oldest|eldest|couple|person|patient|woman|man)\b", re.IGNORECASE)
_AT_AGE = re.compile(rf"(?P<x>\b(?:was|is|at)\s{_OVER_89}\b{_NO_AGE})", re.IGNORECASE)
_BARE_AGE = re.compile(
    rf"(?:^|(?<!\d)[,(]\s?|\bof\s|\bin (?:his|her) (?:\w+\s)?nineties,?\s)(?P<x>{_OVER_89})(?=[,.;)]|$|"
    rf"\s(?:and|when|who|with|from|to be|at the time|was|had|came|died|fell|walked|lay|waited|lived|she|he)\b)"
    rf"{_NO_AGE}"
)


def age_spans(sentence: str, context: Context) -> Iterator[Span]:
    """Every age over 89 in a sentence."""
    yield from _spans("age", _OLD, sentence)
    if context.one or context.third or _WHO.search(sentence):
        yield from _spans("age", _AT_AGE, sentence)
    if context.one:
        yield from _spans("age", _BARE_AGE, sentence)


def date_spans(sentence: str, context: Context) -> Iterator[Span]:
    """Every day or month that is tied to one patient."""
    if not any(letter.isdigit() for letter in sentence):
        return
    yield from _spans("date", _BIRTH, sentence)
    if context.one:
        for found in _DATE.finditer(sentence):
            if not _OF_WORK.search(sentence[max(0, found.start() - 60) : found.start()]):
                yield ("date", found.start("x"), found.end("x"))
    elif not _MANY.search(sentence):
        yield from _spans("date", _EVENT, sentence)


def _spans(kind: str, pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    for found in pattern.finditer(text):
        yield (kind, found.start("x"), found.end("x"))
