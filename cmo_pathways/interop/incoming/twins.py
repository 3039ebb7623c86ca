"""Which records say what an entry says already: by DOI, by title and year, by post, organization and start."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cmo_pathways.interop.incoming.words import doi_in
from cmo_pathways.interop.plain_text import one_line
from cmo_pathways.portfolio import load_sections

Body = Mapping[str, Any]
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset({"a", "an", "and", "for", "in", "of", "on", "the", "to", "with", "at"})
_PLACES = ("organization", "place", "issuer", "venue")
_PUBMED = re.compile(r"(?:pmid:?\s*)?(\d{4,9})", re.IGNORECASE | re.ASCII)
_SPLIT = re.compile(r"[.:] (?=\S)")
_ANYWHERE = "*"
_KNOWN = 30
"""Entries of one title and place that are compared by date."""
_SAME = ("position", "membership", "education", "credential")
"""Sections in which one title stands for different things at different places."""


@dataclass(slots=True)
class Known:
    """What is there already, to ask of each record in turn whether it is new."""

    numbers: dict[tuple[str, str], str] = field(default_factory=dict)
    titles: dict[tuple[str, str, str], list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, id: str, body: Body) -> None:
        """Count an entry among what is there."""
        for key in _numbers(body):
            self.numbers.setdefault(key, id)
        for title in _titles(body):
            for place in {_place(body), _ANYWHERE}:
                found = self.titles.setdefault((one_line(body.get("section")), title, place), [])
                if len(found) < _KNOWN:
                    found.append((id, _date(body)))

    def twin(self, body: Body) -> tuple[str, str]:
        """The id of what says the same, and by what it was recognized; two empty texts for something new."""
        for kind, number in _numbers(body):
            if id := self.numbers.get((kind, number)):
                return id, f"the same {kind}"
        section, here = one_line(body.get("section")), _place(body)
        for title in _titles(body):
            for place in (here, "") if here else (_ANYWHERE,):
                for id, date in self.titles.get((section, title, place), ()):
                    if _agree(_date(body), date):
                        return id, _why(body)
        return "", ""


def plain_title(text: str) -> str:
    """Words that tell two titles apart: small letters, no accents, no signs, no articles."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    words = _WORD.findall(plain.casefold())
    return " ".join(word for word in words if word not in _SMALL) or " ".join(words)


def known_entries(entries: Mapping[str, Body]) -> Known:
    """What a portfolio holds already."""
    known = Known()
    for id, body in entries.items():
        known.add(id, body)
    return known


def _numbers(body: Body) -> Iterator[tuple[str, str]]:
    if body.get("section") != "publication":
        return
    text = one_line(body.get("doi"))
    if doi := doi_in(text):
        yield "DOI", doi.lower()
    elif number := _PUBMED.fullmatch(text):
        yield "PubMed number", number[1]
    original = body.get("original")
    record = original.get("record") if isinstance(original, Mapping) else None
    beside = record.get("PMID") if isinstance(record, Mapping) else None
    for number in beside if isinstance(beside, list | tuple) else (beside,):
        if isinstance(number, str) and number.isdigit():
            yield "PubMed number", number


def _titles(body: Body) -> Iterable[str]:
    """The titles under which an entry is known: of a publication also what stands behind its authors."""
    text = one_line(body.get("title")) or one_line(body.get("text"))[:2000]
    if body.get("section") != "publication":
        return (plain_title(text),) if text else ()
    behind = _SPLIT.search(text)
    parts = (text, text[behind.end() :]) if behind else (text,)
    return tuple(dict.fromkeys(title for part in parts if (title := plain_title(part))))


def _agree(one: str, two: str) -> bool:
    """Whether two dates do not clash: the same, one within the other, or one not known."""
    return one.startswith(two) or two.startswith(one)


def _place(body: Body) -> str:
    """Where an entry belongs, in the sections where that tells two of one title apart; else nothing."""
    if body.get("section") not in _SAME:
        return ""
    return next((plain_title(text) for key in _PLACES if (text := one_line(body.get(key)))), "")


def _date(body: Body) -> str:
    return one_line(body.get("start")) or one_line(body.get("year"))


def _why(body: Body) -> str:
    fields = {item.name for item in load_sections()[str(body["section"])].fields}
    parts = ["title" if "title" in fields or body["section"] == "publication" else "text"]
    if body["section"] in _SAME:
        parts.append("place" if "place" in fields else "issuer" if "issuer" in fields else "organization")
    parts += ["start"] if "start" in fields else ["year"] if "year" in fields else []
    return "the same " + (", ".join(parts[:-1]) + " and " if len(parts) > 1 else "") + parts[-1]
