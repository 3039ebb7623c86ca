"""The portfolio as a JSON Resume (schema 1.2.1), with a report of what that format cannot hold.

Fields go to the key that means the same; sections without a list of their own are projects whose ``type`` is our name
of the section. What is joined into running text, and what has no place at all, is counted in the report.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cmo_pathways.interop.findings import Written, counted_left_out
from cmo_pathways.json_text import write_json
from cmo_pathways.portfolio import load_sections

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.2.1/schema.json"
Body = Mapping[str, Any]

# section -> list of the format, and field of ours -> key of theirs
_PLACES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "position": (
        "work",
        {"title": "position", "organization": "name", "start": "startDate", "end": "endDate", "text": "summary"},
    ),
    "education": ("education", {"title": "studyType", "place": "institution", "year": "endDate"}),
    "credential": ("certificates", {"title": "name", "issuer": "issuer", "year": "date"}),
    "publication": ("publications", {"text": "name", "venue": "publisher", "year": "releaseDate", "doi": "url"}),
    "award": ("awards", {"title": "title", "issuer": "awarder", "year": "date", "text": "summary"}),
    "language": ("languages", {"title": "language", "level": "fluency"}),
    "membership": (
        "volunteer",
        {"title": "position", "organization": "organization", "start": "startDate", "end": "endDate"},
    ),
    "reference": ("references", {"title": "name"}),
}
# Everything else is a project of that type; "text" and its like become the description.
_PROJECT = {
    "title": "name",
    "organization": "entity",
    "venue": "entity",
    "start": "startDate",
    "end": "endDate",
    "year": "endDate",
    "url": "url",
    "text": "description",
    "situation": "description",
    "request": "description",
    "role": "roles",
}
_LISTS = ("work", "volunteer", "education", "awards", "certificates", "publications", "languages", "references",
          "projects")  # fmt: skip
_TOLD = {
    "impact": ("action", "result"),
    "proposal": ("first_days", "still_to_ask"),
    "cases": ("ending", "practiced"),
}
_FIGURES = ("metric", "before", "after", "unit", "n", "denominator", "period", "comparison", "source", "verifier")
_OWN = ("section", "removed", "pinned", "excluded", "order", "acknowledged", "case", "play")
_BESIDE = {
    "tags": "Tags",
    "competencies": "The skills it shows",
    "evidence": "Its evidence",
    "original": "What an import kept beside it",
}
_DAY = re.compile(r"[12]\d{3}(?:-[01]\d(?:-[0-3]\d)?)?", re.ASCII)
_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII)
_WEB = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:[/?#][A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*)?", re.ASCII)
_DOI = re.compile(r"10\.\d{4,9}/[A-Za-z0-9._;()/:+-]+", re.ASCII)
_PUBMED = re.compile(r"\d{5,9}", re.ASCII)
_JOINED = "kept in its running text, not as a field of its own"
_NO_PLACE = "has no place in a JSON Resume"
_NOT_SO = "is not written as a JSON Resume wants it, and stays out"

_Note = Callable[[str, str], None]


def json_resume(profile: Mapping[str, Any], entries: Mapping[str, Body], day: str) -> Written:
    """A JSON Resume of a profile and entries by id, in their order, and what it cannot hold; ``day`` [ISO date]."""
    notes: list[tuple[str, str]] = []

    def note(what: str, why: str) -> None:
        notes.append((what, why))

    basics = _basics(profile, entries, note)
    lists: dict[str, list[dict[str, Any]]] = {name: [] for name in _LISTS}
    for body in entries.values():
        section = str(body.get("section", ""))
        if section != "statement":
            name, row = _row(section, body, note)
            lists[name].append(row)
    values = {"$schema": SCHEMA, "basics": basics, **{name: rows for name, rows in lists.items() if rows}}
    meta = {"canonical": SCHEMA, "version": "v1.2.1", "lastModified": f"{day}T00:00:00"}
    kept = {name: len(rows) for name, rows in lists.items() if rows}
    return Written(write_json({**values, "meta": meta}), kept, counted_left_out(notes))


def _basics(profile: Mapping[str, Any], entries: Mapping[str, Body], note: _Note) -> dict[str, Any]:
    basics: dict[str, Any] = {}
    for key, theirs in (("name", "name"), ("headline", "label"), ("phone", "phone")):
        if text := _text(profile.get(key)):
            basics[theirs] = text
    mail = _text(profile.get("email"))
    if mail and _MAIL.fullmatch(mail):
        basics["email"] = mail
    elif mail:
        note("email of the profile", _NOT_SO)
    if place := _text(profile.get("location")):
        city, comma, region = place.partition(", ")
        basics["location"] = {"city": city, "region": region} if comma else {"city": city}
    told = [_text(body.get("text")) for body in entries.values() if body.get("section") == "statement"]
    if summary := "\n\n".join(filter(None, told)) or _text(profile.get("statement")):
        basics["summary"] = summary
    if len(told) > 1:
        note("statements after the first", _JOINED)
    return basics


def _row(section: str, body: Body, note: _Note) -> tuple[str, dict[str, Any]]:
    name, places = _PLACES.get(section, ("projects", _PROJECT))
    row: dict[str, Any] = {}
    for field, value in body.items():
        text = _text(value)
        if field in _OWN or not (text or (value and isinstance(value, list | tuple | Mapping))):
            continue
        if field == "tags" and name == "projects":
            continue
        key = places.get(field)
        if key is None or key in row or not _placed(row, key, text):
            _elsewhere(section, field, note, _NOT_SO if key and key not in row else _NO_PLACE)
    if name == "projects":
        _as_project(row, section, body)
    if name == "references":
        row["reference"] = _sentences(_text(body.get(key)) for key in ("role", "organization", "relation", "contact"))
    return name, {key: value for key, value in row.items() if value}


def _placed(row: dict[str, Any], key: str, text: str) -> bool:
    if key.endswith(("Date", "date")) and not _DAY.fullmatch(text):
        return False
    if key == "url" and not (text := _address(text)):
        return False
    row[key] = [text] if key == "roles" else text
    return True


def _elsewhere(section: str, field: str, note: _Note, why: str) -> None:
    """Note a field that has no key: whether its words stand in running text, or nowhere."""
    told = (*_TOLD.get(section, ()), *(_FIGURES if section == "impact" else ()))
    told += ("role", "organization", "relation", "contact") if section == "reference" else ()
    known = load_sections().get(section)
    labels = {one.name: one.label for one in known.fields} if known else {}
    note(f"{known.name if known else section}: {labels.get(field) or _BESIDE.get(field, field)}",
         _JOINED if field in told else why)  # fmt: skip


def _as_project(row: dict[str, Any], section: str, body: Body) -> None:
    row["type"] = section
    told = [_text(body.get(field)) for field in _TOLD.get(section, ())]
    row["highlights"] = [text for text in (*told, _figures(body)) if text]
    tags = body.get("tags")
    row["keywords"] = [text for tag in tags if (text := _text(tag))] if isinstance(tags, list | tuple) else []


def _figures(body: Body) -> str:
    """``30-day mortality: 18.2 to 11.9 %; 2,140 patients; 24 months; Quality department; verified by J. Okafor``."""
    before, after, unit, measure = (_text(body.get(key)) for key in ("before", "after", "unit", "metric"))
    change = f"{before} to {after} {unit}".strip() if before and after else " ".join(filter(None, (after, unit)))
    facts = [f"{measure}: {change}" if measure and change else measure or change]
    for key, words in (("n", "{}"), ("denominator", "out of {}"), ("period", "{}"), ("comparison", "compared with {}"),
                       ("source", "source: {}"), ("verifier", "verified by {}")):  # fmt: skip
        if text := _text(body.get(key)):
            facts.append(words.replace("{}", text))
    return "; ".join(filter(None, facts))


def _address(text: str) -> str:
    """The web address of a text: its own, that of a DOI, or that of a PubMed number; empty where it is none."""
    if _WEB.fullmatch(text):
        return text
    if _DOI.fullmatch(text):
        return f"https://doi.org/{text}"
    return f"https://pubmed.ncbi.nlm.nih.gov/{text}/" if _PUBMED.fullmatch(text) else ""


def _sentences(texts: Iterator[str]) -> str:
    return "; ".join(text for text in texts if text)


def _text(value: object) -> str:
    """A field as JSON may hold it: no half letters."""
    text = str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    return text.encode("utf-8", "replace").decode().strip()
