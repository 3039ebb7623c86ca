"""Writes data/schema/portfolio.schema.json and docs/portfolio-format.md from data/portfolio/sections.yaml.

Run it after a section or a field was added: ``python scripts/portfolio_schema.py``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cmo_pathways import document
from cmo_pathways.content import content_root
from cmo_pathways.interop.json_resume import json_resume
from cmo_pathways.portfolio import load_sections
from cmo_pathways.portfolio.sections import EntryField, Section

SCHEMA = "data/schema/portfolio.schema.json"
PAGE = "docs/portfolio-format.md"
_PERSON = ("name", "headline", "location", "email", "phone", "statement", "specialty")
_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}
_BESIDE: Mapping[str, Any] = {
    "competencies": {**_TEXTS, "description": "Ids of the competencies that it shows."},
    "tags": _TEXTS,
    "evidence": {**_TEXTS, "description": "Ids of the evidence in the owner's ledger; the files stay there."},
    "pinned": {**_TEXTS, "description": "Ids of the audiences for which it is always shown."},
    "excluded": {**_TEXTS, "description": "Ids of the audiences for which it is never shown."},
    "order": {"type": "number", "description": "Its place within its section."},
    "case": {**_TEXT, "description": "Id of the case that was played."},
    "play": {**_TEXT, "description": "Id of the play of that case."},
}
_HEAD = """<!-- Written by scripts/portfolio_schema.py from data/portfolio/sections.yaml; edit that and run it. -->
# The portfolio as a file

`portfolio export --format json` writes a portfolio in a form of its own; the same JSON travels inside each PDF, so that
a PDF can be opened again with `portfolio import`. Its shape is `data/schema/portfolio.schema.json` (JSON Schema
2020-12). It has two parts: `source`, the facts as they were typed, and `document`, the page as it was laid out for one
reader. An import reads `source` alone.

The form holds all that we take from a [JSON Resume](https://jsonresume.org) and more. Each section has its place there:
`portfolio export --format json-resume` writes it, and says in sentences what that format cannot hold. What an import
of a JSON Resume finds and no field takes is kept beside the entry in the owner's ledger; it does not travel.

Both parts carry a version (now 1; there is no older one). A newer version than the reader knows is refused with that
reason. Fields are added within a version; a field that changes its meaning gets a new name.

## What this form adds

- **Results** with before, after, unit, measure, people, out of what, period, comparison, source, who confirms them, and
  the SHA-256 of a file that proves them.
- **Credentials** that run out, **references** with the month in which they agreed, **crises**, **surveys and audits**,
  **partnerships**, **innovations**, **teaching**, **public voice**, a **proposal** to a board, and **case exercises**,
  which are always called exercises.
- For each entry: the competencies that it shows, its evidence, its tags, its place, and the readers for whom it is
  always or never shown.

Left out of every file: license numbers, contact data of references who have not agreed, removed entries, what was
acknowledged in the identifier check, and rests of imports.

## Sections

| Section | What it is | Fields (bold: required) | In a JSON Resume |
|---|---|---|---|
"""
_FOOT = """
A year is written 2019 or 2019-07. A figure is kept as it was typed, such as `18.2` or `2,140`, its unit beside it.
"""


def schema() -> str:
    """The JSON Schema as text."""
    sections = load_sections()
    profile = dict.fromkeys(_PERSON, _TEXT)
    ways = [{"$ref": f"#/$defs/{name}"} for name in sections]
    source = {
        "format": {"const": "cmo-pathways-dossier"},
        "version": {"const": 1},
        "profile": {"type": "object", "additionalProperties": False, "properties": profile},
        "entries": {"type": "object", "additionalProperties": {"oneOf": ways}},
    }
    value = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:cmo-pathways:schema:portfolio:1",
        "title": "Portfolio",
        "description": "A portfolio for one reader: its facts as typed, and the page made of them. Written by "
        "scripts/portfolio_schema.py from data/portfolio/sections.yaml.",
        **_object({"document": {"$ref": "#/$defs/document"}, "source": _object(source)}),
        "$defs": {"document": _document(), **{name: _section(section) for name, section in sections.items()}},
    }
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def page() -> str:
    """The page about the form as text."""
    rows = []
    for section in load_sections().values():
        fields = ", ".join(f"**{field.name}**" if field.required else field.name for field in section.fields)
        rows.append(f"| `{section.id}` | {section.what} | {fields} | {_place(section)} |")
    return _HEAD + "\n".join(rows) + "\n" + _FOOT


def _object(properties: Mapping[str, Any], required: tuple[str, ...] | None = None) -> dict[str, Any]:
    needed = list(properties) if required is None else list(required)
    return {"type": "object", "required": needed, "additionalProperties": False, "properties": dict(properties)}


def _document() -> dict[str, Any]:
    """The laid-out page; its blocks are told apart by name and drawn by the program alone."""
    named = document.to_values(document.Document("t", "a", "2026-01-01", ()))
    texts = {name: _TEXT for name, value in named.items() if isinstance(value, str)}
    block = {"type": "object", "required": ["block"], "properties": {"block": {"enum": sorted(_blocks())}}}
    lists = {"blocks": {"type": "array", "items": block}, "contact": _TEXTS}
    words = {"type": "array", "items": {"type": "array", "items": _TEXT, "minItems": 2, "maxItems": 2}}
    fixed = {"format": {"const": document.FORMAT}, "version": {"const": document.VERSION}}
    day = {"date": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}}
    properties = {**texts, **lists, "words": words, **day, **fixed}
    return _object(properties, tuple(name for name in properties if name != "words"))


def _blocks() -> set[str]:
    return {"heading", "prose", "bullets", "table", "figure", "result", "entry", "key-figures", "bars", "note", "facts",
            "lines"}  # fmt: skip


def _section(section: Section) -> dict[str, Any]:
    hidden = {"credential": {"number"}}.get(section.id, set())
    fields = {field.name: _field(field) for field in section.fields if field.name not in hidden}
    required = ("section", *(field.name for field in section.fields if field.required))
    value = _object({"section": {"const": section.id}, **fields, **_BESIDE}, required)
    return {"description": section.what, **value}


def _field(field: EntryField) -> dict[str, Any]:
    shape: dict[str, Any] = {"description": field.label, "type": ["string", "number"]}
    if field.kind == "year":
        shape |= {"type": ["string", "integer"], "pattern": r"^(?:(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?)?$"}
    elif field.kind == "number":
        shape["pattern"] = r"^\s*(?:[+\-\u2212]?[\d,]*\.?\d*)?\s*$"
    if field.required:
        shape["minLength"] = 1
    return shape


def _place(section: Section) -> str:
    """Where a JSON Resume holds the section: found by writing one."""
    body = {"section": section.id, **{field.name: "2019" for field in section.fields}}
    written = json.loads(json_resume({}, {"x": body}, "2026-01-01").data)
    names = [name for name, value in written.items() if name not in ("$schema", "meta") and value]
    return ", ".join(f"`{name}`" for name in names if name != "basics" or section.id == "statement")


if __name__ == "__main__":
    root = content_root()
    (root / SCHEMA).write_text(schema(), encoding="utf-8", newline="\n")
    (root / PAGE).write_text(page(), encoding="utf-8", newline="\n")
