"""A JSON Resume (1.x), read into the sections of a portfolio."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cmo_pathways.interop.findings import LeftOut
from cmo_pathways.interop.incoming.dates import month_of
from cmo_pathways.interop.incoming.found import PROFILE, Reading, Record
from cmo_pathways.interop.incoming.words import doi_in, pubmed_in, refuse
from cmo_pathways.interop.plain_text import lines_of, one_line
from cmo_pathways.portfolio import load_sections

FORMAT = "JSON Resume"
# their list -> our section, and field of ours -> their keys (the first that is filled)
_LISTS: Mapping[str, tuple[str, Mapping[str, tuple[str, ...]]]] = {
    "work": (
        "position",
        {"title": ("position",), "organization": ("name", "company"), "start": ("startDate",), "end": ("endDate",),
         "text": ("summary",)},
    ),
    "volunteer": (
        "membership",
        {"title": ("position",), "organization": ("organization",), "start": ("startDate",), "end": ("endDate",)},
    ),
    "education": ("education", {"title": ("studyType",), "place": ("institution",), "year": ("endDate", "startDate")}),
    "awards": ("award", {"title": ("title",), "issuer": ("awarder",), "year": ("date",), "text": ("summary",)}),
    "certificates": ("credential", {"title": ("name",), "issuer": ("issuer",), "year": ("date",)}),
    "publications": (
        "publication",
        {"text": ("name",), "venue": ("publisher",), "year": ("releaseDate",), "doi": ("url", "website")},
    ),
    "languages": ("language", {"title": ("language", "name"), "level": ("fluency",)}),
    "references": ("reference", {"title": ("name",)}),
}  # fmt: skip
_PROJECT = {
    "title": ("name",), "organization": ("entity",), "venue": ("entity",), "start": ("startDate",),
    "end": ("endDate",), "year": ("endDate", "startDate"), "url": ("url",), "text": ("description",),
    "situation": ("description",), "request": ("description",), "role": ("roles",),
}  # fmt: skip
_BULLETS = {"position": "text", "impact": "result", "proposal": "first_days"}
_DATES = ("start", "end", "year", "expires")
_PERSON = {"name": "name", "headline": "label", "email": "email", "phone": "phone"}
_WHY = {
    "skills": "levels come from your ratings and your evidence",
    "interests": "a portfolio has no place for them",
    "profiles": "add the addresses to your headline if a reader needs them",
}


def is_json_resume(value: object) -> bool:
    """True where the JSON holds one of the blocks of a resume."""
    return isinstance(value, Mapping) and any(name in value for name in (*_LISTS, "basics", "projects", "skills"))


def read_json_resume(value: object, file: str) -> Reading:
    """The records of a JSON Resume. Raises InputError where the JSON is none."""
    if not isinstance(value, Mapping) or not is_json_resume(value):
        refuse(file, "is no JSON Resume - it has neither basics nor work, education or certificates")
    records = [*_basics(value.get("basics"))]
    for name in (*_LISTS, "projects"):
        for number, row in enumerate(_list(value.get(name)), 1):
            if isinstance(row, Mapping):
                section, places = _place(name, row)
                records.append(_record(section, places, row, f"{name} {number}"))
            else:
                records.append(Record(_place(name, {})[0], {}, {}, 0, f"{name} {number}"))
    return Reading(FORMAT, tuple(records), (), tuple(_ignored(value)))


def _basics(basics: object) -> Iterator[Record]:
    if not isinstance(basics, Mapping):
        return
    place = basics.get("location")
    where = place if isinstance(place, Mapping) else {}
    location = ", ".join(filter(None, (one_line(where.get("city")), one_line(where.get("region")))))
    fields = {ours: one_line(basics.get(theirs)) for ours, theirs in _PERSON.items()}
    yield Record(PROFILE, {**fields, "location": location}, {}, 0, "basics")
    if summary := lines_of(basics.get("summary")):
        yield Record("statement", {"text": summary}, {}, 0, "basics")


def _place(name: str, row: Mapping[str, Any]) -> tuple[str, Mapping[str, tuple[str, ...]]]:
    """The section of a record and its fields; a project may name a section of ours as its type."""
    if name in _LISTS:
        return _LISTS[name]
    section = load_sections().get(one_line(row.get("type")))
    known = section if section is not None and section.id not in ("statement", PROFILE) else load_sections()["project"]
    fields = {field.name: _PROJECT[field.name] for field in known.fields if field.name in _PROJECT}
    return known.id, fields


def _record(section: str, places: Mapping[str, tuple[str, ...]], row: Mapping[str, Any], place: str) -> Record:
    fields: dict[str, Any] = {}
    carried: set[str] = {"type"} if place.startswith("projects") and row.get("type") == section else set()
    for field, keys in places.items():
        key = next((key for key in keys if row.get(key)), keys[0])
        value = row.get(key)
        fields[field] = _value(field, value)
        if fields[field] and fields[field] == value:
            carried.add(key)
    if section == "education" and (area := one_line(row.get("area"))):
        fields["title"] = f"{fields['title']} in {area}" if fields["title"] else area
        carried -= {"studyType"}
    target = _BULLETS.get(section, "text")
    bullets = [text for item in _list(row.get("highlights")) if (text := one_line(item))]
    if bullets and any(field.name == target for field in load_sections()[section].fields):
        told = lines_of(fields.get(target))
        fields[target] = "\n".join([*([told] if told else []), *(f"- {text}" for text in bullets)])
    tags = [text for item in _list(row.get("keywords")) if (text := one_line(item))]
    rest = {str(key): value for key, value in row.items() if key not in carried and value not in (None, "", [], {})}
    return Record(section, {**fields, **({"tags": tags} if tags else {})}, rest, 0, place)


def _value(field: str, value: object) -> str:
    if field in _DATES:
        return month_of(value)
    if field == "doi":
        return doi_in(one_line(value)) or pubmed_in(one_line(value))
    if field == "role" and isinstance(value, list):
        return "; ".join(filter(None, map(one_line, value)))
    return lines_of(value)


def _ignored(value: Mapping[str, Any]) -> Iterator[LeftOut]:
    basics = value.get("basics")
    profiles = basics.get("profiles") if isinstance(basics, Mapping) else None
    for name, found in (("skills", value.get("skills")), ("interests", value.get("interests")), ("profiles", profiles)):
        if many := len(_list(found)):
            yield LeftOut(name, many, _WHY[name])


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
