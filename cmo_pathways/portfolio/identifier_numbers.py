"""Patterns of identifiers that are numbers or addresses: they name one person whatever the sentence is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[str, int, int]
"""The kind of an identifier and where it stands in a text."""

_SIGN = r"\s*(?:(?:number|no\.?|num|id|identifier|code|#)\s*)?(?:is|was|of|:|#|=|\()?\s*(?:#\s*)?"
_VALUE = r"(?P<x>(?=[A-Z-]{0,6}\d)[A-Z]{0,4}[- ]?\d[A-Z0-9-]{%d,})"
_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_HOSTS = ("doi.org", "pubmed.ncbi.nlm.nih.gov", "clinicaltrials.gov", "orcid.org")


def _cued(words: str, least: int) -> re.Pattern[str]:
    """A number of at least ``least`` + 1 characters after one of some words."""
    return re.compile(rf"\b(?:{words}){_SIGN}{_VALUE % least}", re.IGNORECASE)


_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ssn", re.compile(r"(?<![\d-])(?P<x>\d{3}-\d{2}-\d{4})(?![\d-])")),
    ("ssn", re.compile(r"\b(?:ssn|social security)\D{0,25}(?P<x>[\dX*x]{3}[- ]?[\dX*x]{2}[- ]?\d{4}|\d{4})\b", re.I)),
    ("email", re.compile(r"(?P<x>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)")),
    ("fax", re.compile(r"\bfax\D{0,20}(?P<x>\+?1?[-. ]?\(?[2-9]\d{2}\)?[-. ]?\d{3}[-. ]?\d{4})(?!\d)", re.I)),
    ("plan-number", re.compile(r"\b(?P<x>[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y]"
                               r"[AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y]{2}\d{2})\b")),
    ("plan-number", _cued(r"(?:medicare|medicaid|mbi|hicn|member|subscriber|beneficiary|enrollee|insurance|"
                          r"insurance policy|health plan|plan member)(?:\s+(?:card|beneficiary))?", 4)),
    ("record-number", _cued(r"mrn|emr|mr|medical[- ]record|chart|patient|encounter|visit|fin|csn|accession|specimen|"
                            r"hospital|record", 4)),
    ("account-number", _cued(r"account|acct\.?|billing|invoice|claim|guarantor|har|credit card|card", 4)),
    ("account-number", re.compile(r"(?<!\d)(?P<x>\d{4}[- ]\d{4}[- ]\d{4}[- ]\d{4})(?!\d)")),
    ("license-number", _cued(r"licen[sc]e|certificate|certification|dea|npi|dea registration|passport", 4)),
    ("vehicle", re.compile(r"\b(?:license plate|number plate|plates?|tail)(?:\s+(?:number|no\.?))?[\s:#(\"]*(?P<x>"
                           r"(?=[A-Z0-9 -]*\d)[A-Z0-9]{1,4}[- ]?[A-Z0-9]{2,5})\b")),
    ("vehicle", re.compile(r"\b(?P<x>(?=(?:[A-Z]*\d){4})(?=(?:\d*[A-Z]){3})[A-HJ-NPR-Z\d]{17})\b")),
    ("device", re.compile(rf"\b(?:serial|s/n|sn|udi|device|implant|pump|pacemaker|defibrillator)\b(?:\s+serial)?{_SIGN}"
                          rf"{_VALUE % 4}", re.I)),
    ("device", re.compile(r"\b(?P<x>(?:[0-9A-F]{2}[:-]){5}[0-9A-F]{2})\b", re.I)),
    ("device", re.compile(r"(?P<x>\(01\)\d{14}(?:\(\d\d\)[\w-]+)*)")),
    ("other-code", _cued(r"subject|participant|study|case|incident|incident report|event report|event|"
                         r"occurrence|complaint|docket|trial", 3)),
    ("ip", re.compile(rf"(?<![\d.])(?<!version )(?<!release )(?<!v)(?P<x>{_OCTET}(?:\.{_OCTET}){{3}})(?![\d.]*\d)")),
    ("ip", re.compile(r"(?<![\w:])(?P<x>(?:[0-9a-f]{1,4}:){4,7}(?::?[0-9a-f]{1,4}))(?![\w:])", re.I)),
    ("url", re.compile(r"(?P<x>(?:https?://|www\.)[^\s)>\]]+[^\s)>\].,;])", re.I)),
    ("url", re.compile(r"(?<![\w@./])(?P<x>(?:[a-z0-9-]+\.)+(?:com|org|net|me|us)/[^\s)>\]]+[^\s)>\].,;])", re.I)),
    ("phone", re.compile(r"(?<![\w.-])(?P<x>(?:\+?1[-. ]?)?(?:\([2-9]\d{2}\)\s?|[2-9]\d{2}[-. ])"
                         r"\d{3}[-. ]\d{4})(?![\w-])")),
    ("phone", re.compile(r"(?<![\w.-])(?P<x>\+(?:[2-9]\d{0,2})[ -]\(?\d[\d ()-]{6,14}\d)(?!\d)")),
    ("phone", re.compile(r"\b(?:phone|cell|mobile|call(?:ed)?|text(?:ed)?|reach\w*|extension|pager)\b[^.\d]{0,25}"
                         r"(?P<x>\d{3}[-. ]\d{4})(?![\w-])", re.I)),
)  # fmt: skip


def number_spans(text: str) -> Iterator[Span]:
    """Every number or address in a text that names one person, in the order of the kinds."""
    for kind, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            if kind != "url" or not any(host in found["x"].lower() for host in _HOSTS):
                yield (kind, found.start("x"), found.end("x"))
