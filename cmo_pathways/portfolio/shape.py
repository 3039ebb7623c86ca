"""One entry of the ledger -> one block of a dossier, and the words for its dates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cmo_pathways.document import Entry, KeyFigure, Result, number_in
from cmo_pathways.portfolio.labels import Labels
from cmo_pathways.portfolio.sections import field_text

Body = Mapping[str, object]
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:-\d\d)?", re.ASCII)
# A full stop after two small letters or a digit ends a sentence; "Dr." and "J." do not.
_SENTENCE = re.compile(r".*?(?:[a-z\d)%]{2}[.!?]|\n)(?=\s|$)", re.DOTALL)


def result_block(ref: str, body: Body, labels: Labels, *, depth: str = "full") -> Result:
    """A result with its figures as typed and, as its source, where they come from and who can confirm them."""
    told = [sentence(field_text(body.get(key))) for key in ("situation", "role", "action", "result")]
    text = {"full": " ".join(part for part in told if part), "short": sentence(first_sentence(told))}.get(depth, "")
    period, compared = field_text(body.get("period")), field_text(body.get("comparison"))
    n, whole = field_text(body.get("n")), field_text(body.get("denominator"))
    return Result(
        title=field_text(body.get("title")),
        before=field_text(body.get("before")),
        after=field_text(body.get("after")),
        unit=field_text(body.get("unit")),
        measure=field_text(body.get("metric")),
        n=_joined(n, labels.word("out-of", what=whole) if whole else ""),
        period=_joined(period, labels.word("compared", what=compared) if compared else ""),
        text=text,
        source=source_words(body, labels),
        ref=ref,
    )


def key_figure(body: Body) -> KeyFigure | None:
    """The figure of a result for the first page; None where it has no before and after that can be drawn."""
    before, after = field_text(body.get("before")), field_text(body.get("after"))
    if number_in(before) is None or number_in(after) is None:
        return None
    note = _joined(field_text(body.get("n")), field_text(body.get("period")))
    return KeyFigure(field_text(body.get("title")), after, field_text(body.get("unit")), note, before)


def source_words(body: Body, labels: Labels) -> str:
    """What a result rests on: ``Quality department; verified by J. Okafor, CQO``."""
    source, verifier = field_text(body.get("source")), field_text(body.get("verifier"))
    proof = field_text(body.get("document"))
    if not source and not verifier and not proof:
        return labels.word("own-account")
    confirmed = labels.word("verified", name=verifier) if verifier else ""
    filed = labels.word("proof", hash=proof[:12]) if proof else ""
    return "; ".join(text for text in (source, confirmed, filed) if text)


def entry_block(ref: str, body: Body, labels: Labels, *, depth: str = "full") -> Entry:
    """A post, degree, credential, publication, crisis, project, membership ... as title, place, dates and text."""
    title, text = field_text(body.get("title")), field_text(body.get("text"))
    if depth == "line" and title:
        text = ""
    elif depth != "full":
        text = first_sentence([text])
    return Entry(title, _place(body), date_words(body, labels), sentence(text), ref)


def reference_block(ref: str, body: Body, labels: Labels) -> Entry:
    """A reference; contact data prints only where the month of consent is noted."""
    agreed = field_text(body.get("consent"))
    contact = field_text(body.get("contact")) if agreed else ""
    place = _joined(field_text(body.get("role")), field_text(body.get("organization")))
    text = "; ".join(part for part in (field_text(body.get("relation")), contact or labels.word("on-request")) if part)
    return Entry(field_text(body.get("title")), place, "", sentence(text), ref)


def date_words(body: Body, labels: Labels) -> str:
    """When: ``2019 to 2022``, ``Jul 2022 to today``, ``2011``, ``2024, in force until Dec 2034``."""
    start, end = (month_words(field_text(body.get(key)), labels) for key in ("start", "end"))
    if start:
        return labels.word("span", start=start, end=end or labels.word("today"))
    year, expires = (month_words(field_text(body.get(key)), labels) for key in ("year", "expires"))
    until = labels.word("in-force", date=expires) if expires else ""
    return end or _joined(year, until)


def month_words(text: str, labels: Labels) -> str:
    """A month such as ``2019-07`` as ``Jul 2019``; anything else as it is."""
    match = _MONTH.fullmatch(text)
    return f"{labels.months[int(match[2]) - 1]} {match[1]}" if match else text


def sort_key(body: Body) -> tuple[str, str]:
    """Sorts newest first when reversed: a post that is still held, then by end and start; results keep their order."""
    if body.get("section") in ("impact", "statement", "reference", "language", "proposal"):
        return ("", "")
    start, end = field_text(body.get("start")), field_text(body.get("end"))
    year = field_text(body.get("year")) or field_text(body.get("expires"))
    return (end or ("9999" if start else year), start)


def sentence(text: str) -> str:
    """The text with a full stop where it ends in a letter or digit, so that sentences can be joined."""
    text = text.strip()
    return text + "." if text and (text[-1].isalnum() or text[-1] in "%)") else text


def first_sentence(texts: Sequence[str]) -> str:
    """The first sentence of the first text that is not empty; a text without a full stop is one sentence."""
    text = next((part.strip() for part in texts if part.strip()), "")
    found = _SENTENCE.match(text)
    return found.group() if found else text


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _place(body: Body) -> str:
    for key in ("organization", "place", "issuer", "venue", "level"):
        if text := field_text(body.get(key)):
            return text
    return ""
