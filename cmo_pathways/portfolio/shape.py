"""One entry of the ledger -> one block of a dossier, and the words for its dates."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cmo_pathways.document import Entry, KeyFigure, Result, number_in
from cmo_pathways.portfolio.sections import field_text

Body = Mapping[str, object]
OWN_ACCOUNT = "Own account; no source named yet"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:-\d\d)?", re.ASCII)


def result_block(ref: str, body: Body) -> Result:
    """A result with its figures as typed and, as its source, where they come from and who can confirm them."""
    told = (sentence(field_text(body.get(key))) for key in ("situation", "role", "action", "result"))
    return Result(
        title=field_text(body.get("title")),
        before=field_text(body.get("before")),
        after=field_text(body.get("after")),
        unit=field_text(body.get("unit")),
        measure=field_text(body.get("metric")),
        n=field_text(body.get("n")),
        period=field_text(body.get("period")),
        text=" ".join(text for text in told if text),
        source=source_words(body),
        ref=ref,
    )


def key_figure(body: Body) -> KeyFigure | None:
    """The figure of a result for the first page; None where it has no before and after that can be drawn."""
    before, after = field_text(body.get("before")), field_text(body.get("after"))
    if number_in(before) is None or number_in(after) is None:
        return None
    note = ", ".join(text for key in ("n", "period") if (text := field_text(body.get(key))))
    return KeyFigure(field_text(body.get("title")), after, field_text(body.get("unit")), note, before)


def source_words(body: Body) -> str:
    """What a result rests on: ``Quality department; verified by J. Okafor, CQO``."""
    source, verifier = field_text(body.get("source")), field_text(body.get("verifier"))
    if not source and not verifier:
        return OWN_ACCOUNT
    return "; ".join(text for text in (source, f"verified by {verifier}" if verifier else "") if text)


def entry_block(ref: str, body: Body) -> Entry:
    """A post, degree, credential, publication, crisis, project or membership as title, place, dates and text."""
    title, text = field_text(body.get("title")), field_text(body.get("text"))
    return Entry(title, _place(body), date_words(body), sentence(text), ref)


def date_words(body: Body) -> str:
    """When: ``2019 to 2022``, ``Jul 2022 to today``, ``2011``, ``2024, in force until Dec 2034``."""
    start, end = month_words(field_text(body.get("start"))), month_words(field_text(body.get("end")))
    if start:
        return f"{start} to {end or 'today'}"
    year, expires = month_words(field_text(body.get("year"))), month_words(field_text(body.get("expires")))
    until = f"in force until {expires}" if expires else ""
    return end or ", ".join(text for text in (year, until) if text)


def month_words(text: str) -> str:
    """A month such as ``2019-07`` as ``Jul 2019``; anything else as it is."""
    match = _MONTH.fullmatch(text)
    return f"{_MONTHS[int(match[2]) - 1]} {match[1]}" if match else text


def sort_key(body: Body) -> tuple[str, str]:
    """Sorts newest first when reversed: a post that is still held, then by end and start; results keep their order."""
    if body.get("section") in ("impact", "statement"):
        return ("", "")
    start, end = field_text(body.get("start")), field_text(body.get("end"))
    year = field_text(body.get("year")) or field_text(body.get("expires"))
    return (end or ("9999" if start else year), start)


def sentence(text: str) -> str:
    """The text with a full stop where it ends in a letter or digit, so that sentences can be joined."""
    text = text.strip()
    return text + "." if text and (text[-1].isalnum() or text[-1] in "%)") else text


def _place(body: Body) -> str:
    for key in ("organization", "place", "issuer", "venue"):
        if text := field_text(body.get(key)):
            return text
    return ""
