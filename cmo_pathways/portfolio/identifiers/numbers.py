"""Patterns of identifiers that are numbers or addresses: they name one person whatever the sentence is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from cmo_pathways.portfolio.identifiers.kinds import alternatives, load_identifiers

Span = tuple[str, int, int]
"""The kind of an identifier and where it stands in a text."""

_SIGN = (
    r"(?P<sign>(?:[\s:#=(,]|\bno\b\.?|\b(?:numbers?|num|nbr|ids?|identifier|code|card|is|was|of|were|reading|reads|"
    r"read|ending|"
    r"ended|ends|in|with|labeled|tagged|marked|serial|beneficiary|recipient|registration|sticker|carried|had|"
    r"the)\b){1,16}?)"
)
_VALUE = r"(?P<x>(?<![\w-])(?:(?-i:[A-Z]{1,5}[- .]?))?\d[\dA-Za-z]{0,20}(?:[-/.][\dA-Za-z]{1,20}){0,5})(?![\w%])"
_NAMED = re.compile(r"#|\b(?:number|no\b\.?|num|id|identifier|serial|ending|reading)", re.IGNORECASE)
_YEARS = re.compile(r"^(?:19|20)\d\d(?:[-/.](?:(?:19|20)?\d\d))?$")
_DATE_OR_DECIMAL = re.compile(
    r"^(?:\d+\.\d{1,3}|(?:19|20)\d\d[-/.]\d\d[-/.]\d\d|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d\d)$"
)
_PUBLIC = re.compile(r"^(?:NCT|ISRCTN|PMID|PMC|HS|HL|CA|DK|AG|AI|MH|DA|MD|UL|KL|R\d\d|K\d\d|U\d\d|CMS|OAC|ORC|USC|"
                     r"CFR|ICD|CPT|DRG|ISBN|ISSN|IRB|ISO|HR|SB|HB|MS|HEDIS)", re.I)  # fmt: skip
_UNIT = re.compile(
    r"^\s(?:%|percent|patients|beds|visits|cases|members|lives|claims|charts|records|physicians|nurses|days|hours|"
    r"minutes|years|points|"
    r"hospitals|clinics|studies|units|devices|pumps|dollars|million|per|people|adults|CFR|USC|waiver|form)\b"
)
_LEAST = {"other-code": 4}
"""Digits that a number has at least to be marked; five where nothing is said, one fewer after "number", "ID" or "#"."""

_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_HOSTS = ("doi.org", "pubmed.ncbi.nlm.nih.gov", "clinicaltrials.gov", "orcid.org", ".gov/")
_PHONE = r"(?:\+?1[-. ]?)?(?:\([2-9]\d{2}\)\s?|[2-9]\d{2}[-. /])\d{3}[-. ]\d{4}"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ssn", re.compile(r"(?<![\d-])(?P<x>\d{3}-\d{2}-\d{4})(?![\d-])")),
    ("ssn", re.compile(r"\b(?:ssn|ss#|social security|seguro social)\D{0,30}(?P<x>[\dX*x]{3}[- ]?[\dX*x]{2}[- "
                       r"]?\d{4}|\d{4})\b", re.I)),
    ("email", re.compile(r"(?<![\w.+-])(?P<x>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})")),
    ("email", re.compile(r"(?<![\w.-])(?P<x>[\w.-]{1,40}\s?[\[(]?\bat\b[\])]?\s?[\w-]{1,40}\s?"
                       r"[\[(]?\bdot\b[\])]?\s?(?:com|org|net|edu))\b", re.I)),
    ("fax", re.compile(r"\b(?:tele)?fax\D{0,20}(?P<x>\+?1?[-. ]?\(?[2-9]\d{2}\)?[-. ]?\d{3}[-. ]?\d{4})(?!\d)", re.I)),
    ("fax", re.compile(rf"\bfax(?:ed|es|ing)?\b[^\d]{{0,60}}(?P<x>{_PHONE})(?!\d)", re.I)),
    ("plan-number", re.compile(r"\b(?P<x>[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y]"
                               r"[AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y]{2}\d{2})\b")),
    ("account-number", re.compile(r"(?<!\d)(?P<x>\d{4}[- ]\d{4}[- ]\d{4}[- ]\d{4})(?!\d)")),
    ("vehicle", re.compile(r"\b(?:license plate|number plate|plates?|tags?|tail)(?:\s(?:number|no\.?|reading|read|"
                           r"with|of|was|is))*[\s,:#(\"]{1,3}(?P<x>"
                           r"(?=[A-Z0-9 -]{0,8}\d)[A-Z0-9]{1,4}[- ]?[A-Z0-9]{2,5})\b")),
    ("vehicle", re.compile(r"\b(?P<x>(?=(?:[A-Z]{0,9}\d){4})(?=(?:\d{0,9}[A-Z]){3})[A-HJ-NPR-Z\d]{17})\b")),
    ("device", re.compile(r"\b(?P<x>(?:[0-9A-F]{2}[:-]){5}[0-9A-F]{2})\b", re.I)),
    ("device", re.compile(r"(?P<x>\(01\)\d{14}(?:\(\d\d\)[\w-]{1,30}){0,4})")),
    ("ip", re.compile(rf"(?<![\d.])(?<!version )(?<!release )(?<!build "
                      rf")(?<!v)(?P<x>{_OCTET}(?:\.{_OCTET}){{3}})(?![\d.]*\d)")),
    ("ip", re.compile(r"(?<![\w:])(?P<x>(?:[0-9a-f]{1,4}:){4,7}(?::?[0-9a-f]{1,4}))(?![\w:])", re.I)),
    ("url", re.compile(r"(?P<x>(?:https?://|www\.)[^\s)>\]]{1,300}[^\s)>\].,;])", re.I)),
    ("url", re.compile(r"(?<![\w@./-])(?P<x>(?:[a-z0-9-]{1,63}\.){1,5}(?:com|org|net|me|us|tv|news|info|"
                       r"example)/[^\s)>\]]{0,300}[^\s)>\].,;])", re.I)),
    ("phone", re.compile(rf"(?<![\w.-])(?P<x>{_PHONE})(?![\w-])")),
    ("phone", re.compile(r"(?<![\w.-])(?P<x>\+(?:[2-9]\d{0,2})[ -]\(?\d[\d ()-]{6,14}\d)(?!\d)")),
    ("phone", re.compile(r"\b(?:phone|cell|mobile|call(?:ed)?|text(?:ed)?|reach\w{0,5}|number|teléfono)\b[^.\d]{0,25}"
                         r"(?P<x>\d{3}[-. ]\d{4}|[2-9]\d{9})(?![\w-])", re.I)),
    ("phone", re.compile(r"\b(?:extension|ext\.?|pager|beeper)\s(?:number\s|no\.\s|#)?(?P<x>\d{4,5})(?![\w-])", re.I)),
)  # fmt: skip


def number_spans(text: str) -> Iterator[Span]:
    """Every number or address in a text that names one person, in the order of the kinds."""
    digits = any(letter.isdigit() for letter in text)
    for kind, pattern in _PATTERNS:
        if kind not in ("email", "url") and not digits:
            continue
        for found in pattern.finditer(text):
            if kind != "url" or not any(host in found["x"].lower() for host in _HOSTS):
                yield (kind, found.start("x"), found.end("x"))
    for kind, pattern in _cued().items() if digits else ():
        for found in pattern.finditer(text):
            if _is_number(kind, found, text[found.end() : found.end() + 20]):
                yield (kind, found.start("x"), found.end("x"))


@lru_cache(maxsize=1)
def _cued() -> dict[str, re.Pattern[str]]:
    """For each kind a number after one of its words."""
    rules = load_identifiers()
    return {
        kind: re.compile(rf"(?<![\w-])(?:{alternatives(words)})(?P<many>s?){_SIGN}{_VALUE}", re.I)
        for kind, words in rules.cues.items()
    }


def _is_number(kind: str, found: re.Match[str], after: str) -> bool:
    value, named = found["x"], bool(_NAMED.search(found["sign"]))
    digits = sum(letter.isdigit() for letter in value)
    if (
        digits < _LEAST.get(kind, 5) - named
        or _YEARS.match(value)
        or _DATE_OR_DECIMAL.match(value)
        or _PUBLIC.match(value)
    ):
        return False
    return named or not ((found["many"] and value.isdigit()) or _UNIT.match(after))
