"""Publications and presentations as a BibTeX file, for Zotero, EndNote, LaTeX and university systems.

Letters stay as they are (UTF-8); signs with a meaning in LaTeX are written so that they print. Keys come from the ids
of the entries and never change, whatever is corrected later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cmo_pathways.interop.findings import Written, counted_left_out

Body = Mapping[str, Any]
SECTIONS = ("publication", "presentation", "thought-leadership")
_SIGNS = str.maketrans({
    "\\": r"{\textbackslash}", "{": r"{\ensuremath{\lbrace}}", "}": r"{\ensuremath{\rbrace}}", "&": r"\&", "%": r"\%",
    "$": r"\$", "#": r"\#", "_": r"\_", "~": r"{\textasciitilde}", "^": r"{\textasciicircum}",
})  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE | re.ASCII)
_PUBMED = re.compile(r"(?:PMID:?\s*)?(\d{5,9})", re.IGNORECASE | re.ASCII)
_YEAR = re.compile(r"(\d{4})(?:-(\d\d))?", re.ASCII)
# Authors as journals print them: "Alvarez Chen M, Okafor JB, et al."
_AUTHOR = r"[^\W\d_][\w'’-]*(?: [\w'’-]+){0,3} [A-Z]{1,3}"
_AUTHORS = re.compile(rf"({_AUTHOR}(?:, {_AUTHOR})*)(, et al)?[.:] (?=\S)")
# Two signs that LaTeX would print as one: dashes, quotes, turned marks.
_LIGATURES = re.compile(r"(-(?=-)|'(?=')|`(?=`)|[?!](?=`))")
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")


def bibtex(profile: Mapping[str, Any], entries: Mapping[str, Body], day: str) -> Written:
    """The publications, presentations and public statements of a portfolio as BibTeX, and what it left out."""
    shown = {id: body for id, body in entries.items() if body.get("section") in SECTIONS}
    notes = [
        ("entries of other sections", "BibTeX holds publications and presentations only")
        for id in entries
        if id not in shown
    ]
    keys = _keys(shown)
    blocks = []
    for id, body in shown.items():
        fields = dict(_fields(body))
        if body["section"] == "publication" and "author" not in fields:
            notes.append(("authors of a publication", "they could not be told from the title, and stand in it"))
        blocks.append(_block(_type(body), keys[id], fields))
    return Written("\n".join(blocks).encode(), {"entries": len(blocks)}, counted_left_out(notes))


def _type(body: Body) -> str:
    return "article" if body["section"] == "publication" and _text(body, "venue") else "misc"


def _fields(body: Body) -> Iterator[tuple[str, str]]:
    """The fields of one entry in the order of printing, ready for the file."""
    section, title = body["section"], _text(body, "text" if body["section"] == "publication" else "title")
    if section == "publication" and (found := _AUTHORS.match(title)):
        yield "author", f"{{{_authors(found[1], more=bool(found[2]))}}}"
        title = title[found.end() :]
    yield "title", f"{{{{{_written(title)}}}}}"
    if venue := _text(body, "venue"):
        yield "journal" if section == "publication" else "howpublished", f"{{{_written(venue)}}}"
    if year := _YEAR.fullmatch(_text(body, "year")):
        yield "year", f"{{{year[1]}}}"
        if year[2] and 1 <= int(year[2]) <= 12:
            yield "month", _MONTHS[int(year[2]) - 1]
    yield from _numbers(_text(body, "doi"))
    if section != "publication":
        kind = "Presentation" if section == "presentation" else "In public"
        yield "note", f"{{{kind}}}"
        if told := _text(body, "text"):
            yield "annote", f"{{{_written(told)}}}"
        if address := _text(body, "url"):
            yield "url", f"{{{_written(address)}}}"


def _numbers(text: str) -> Iterator[tuple[str, str]]:
    if found := _DOI.fullmatch(text):
        yield "doi", f"{{{_written(found[1])}}}"
    elif number := _PUBMED.fullmatch(text):
        yield "pmid", f"{{{number[1]}}}"
    elif text:
        yield "note", f"{{{_written(text)}}}"


def _authors(text: str, *, more: bool) -> str:
    names = []
    for name in text.split(", "):
        family, _, initials = name.rpartition(" ")
        names.append(f"{_written(family)}, {' '.join(f'{letter}.' for letter in initials)}")
    return " and ".join([*names, *(["others"] if more else [])])


def _block(kind: str, key: str, fields: Mapping[str, str]) -> str:
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items())
    return f"@{kind}{{{key},\n{lines}}}\n"


def _keys(entries: Mapping[str, Body]) -> dict[str, str]:
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for id in entries:
        plain = re.sub(r"[^A-Za-z0-9:.-]+", "-", id).strip("-.:") or "entry"
        number = next(
            n for n in range(1, len(entries) + 2) if (plain if n == 1 else f"{plain}-{n}").lower() not in taken
        )
        keys[id] = plain if number == 1 else f"{plain}-{number}"
        taken.add(keys[id].lower())
    return keys


def _written(text: str) -> str:
    """Words as LaTeX prints them."""
    return _LIGATURES.sub(r"\1{}", text.translate(_SIGNS))


def _text(body: Body, key: str) -> str:
    value = body.get(key)
    text = str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    return " ".join(_INVISIBLE.sub(" ", text).split())
