"""Places, traits and pictures that are tied to one patient."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cmo_pathways.portfolio.identifiers.context import Context
from cmo_pathways.portfolio.identifiers.kinds import word_set
from cmo_pathways.portfolio.identifiers.numbers import Span

_NAME = r"[A-Z][a-z]+(?:['-][A-Z][a-z]+)?"
_STREET = re.compile(
    r"(?P<x>\b\d{1,5}\s(?:[NSEW]\.?\s|North\s|South\s|East\s|West\s)?(?:[A-Z][a-z]+\s|\d+(?:st|nd|rd|th)\s){1,3}"
    r"(?:Street|St\b\.?|Avenue|Ave\b\.?|Road|Rd\b\.?|Boulevard|Blvd\b\.?|Lane|Ln\b\.?|Drive|Dr\b\.?|Court|Ct\b\.?|"
    r"Terrace|Circle|"
    r"Parkway|Highway|Place|Way|Apartment|Apt))"
)
_HOME = re.compile(
    r"\b(?:lives?|lived|living|home|house|resid\w+|address|neighbor\w*|apartment|trailer|farm|porch)\b", re.IGNORECASE
)
_ZIP = re.compile(
    r"(?P<x>(?:\b[Zz][Ii][Pp](?:\s?[Cc]ode)?\s(?:of\s|is\s|was\s)?|"
    r"[Zz][Ii][Pp](?:\s?[Cc]ode)?[,:]\s)\d{5}(?:-\d{4})?\b|(?<=\b[A-Z]{2}\s)\d{5}(?:-\d{4})?\b)"
)
_ZIP4 = re.compile(r"(?<![\d-])(?P<x>\d{5}-\d{4})(?![\d-])")
_COUNTY = re.compile(
    rf"(?P<x>{_NAME}(?:\s{_NAME})?\s(?:County|Parish|Township|Borough|Village|Reservation|[Rr]eservation|"
    rf"[Nn]eighborhood)|"
    rf"(?:Route|Highway|County Road|State Route|Interstate|I-)\s?\d{{1,4}}|"
    rf"\b(?:town|village|city|hamlet|neighborhood|suburb)\sof\s{_NAME})\b"
)
_LIVED = re.compile(
    r"\b(?:from|lived in|lives in|living in|lived near|lives near|resident of|resides in|resided in|outside(?:\sof)?|"
    r"home in|home to|hometown of|native of|"
    r"farm in|farm near|farm outside|working in|shelter in|home near|house in|house near|moved to|drove from|raised "
    r"in|apartment in|trailer in|trailer near|"
    r"camp in|woman in|man in|patient in|boy in|girl in|family in|residente de|vecin[oa] de|vivía en)\s"
    rf"(?:the\s)?(?P<x>(?!St\b){_NAME}(?:\s{_NAME})?)"
)
_BIOMETRIC = re.compile(
    r"(?P<x>\b(?:finger\s?prints?|thumb\s?prints?|voice\s?prints?|voice recordings?|iris(?:es)?(?:\sscans?)?|"
    r"retinal? (?:scans?|images?)|"
    r"palm\s?prints?|hand geometry|foot\s?prints?|face scans?|face recognition|facial recognition|facial scans?|"
    r"genome sequence|whole genome|"
    r"DNA (?:profile|sample|sequence)|dental records|gait recording)\b)",
    re.IGNORECASE,
)
_PHOTO = re.compile(
    r"(?P<x>\b(?:full-face\s)?(?:photo(?:graph)?s?|pictures?(?!\s(?:of health|archiving))|portraits?|selfies?|"
    r"headshots?|snapshots?|footage|"
    r"video(?:\sclip|tape|\srecording)s?|videos?(?=\s(?:of|from|that|which|showing|in|was|were|is|taken|made|went))|"
    r"images?\sof)\b)",
    re.IGNORECASE,
)


def place_spans(sentence: str, context: Context) -> Iterator[Span]:
    """Every street, ZIP code, town and county that is tied to one patient."""
    yield from _spans("place", _ZIP4, sentence)
    if context.one or (_HOME.search(sentence) and re.search(r"\b(?:he|she|his|her|patient)\b", sentence, re.I)):
        yield from _spans("place", _STREET, sentence)
        yield from _spans("place", _ZIP, sentence)
        yield from _spans("place", _COUNTY, sentence)
        for found in _LIVED.finditer(sentence):
            words = found["x"].split()
            after = sentence[found.end("x") : found.end("x") + 30].split()[:1]
            if not any(word in word_set("not_names") | word_set("institutions") for word in [*words, *after]):
                yield ("place", found.start("x"), found.end("x"))


def trait_spans(sentence: str, context: Context) -> Iterator[Span]:
    """Every finger print, voice print, picture and the like of one patient."""
    if context.one:
        yield from _spans("biometric", _BIOMETRIC, sentence)
        yield from _spans("photo", _PHOTO, sentence)


def _spans(kind: str, pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    for found in pattern.finditer(text):
        yield (kind, found.start("x"), found.end("x"))
