"""CASE packages to JSON and back, key by key; every fault of a file is told at once, with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from typing import Any, NamedTuple

from cmo_pathways.interop import case_model as m
from cmo_pathways.interop.findings import Findings
from cmo_pathways.json_text import read_json, write_json

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)


class _Key(NamedTuple):
    """One key of a block: the field of ours, how it is read, whether the standard requires it."""

    field: str
    kind: Any
    required: bool = False


def case_json(package: m.CasePackage) -> bytes:
    """The package as a CASE 1.0 JSON file (UTF-8); equal packages give equal bytes."""
    return write_json(_plain(package))


def read_case(data: bytes, file: str) -> tuple[m.CasePackage, Findings]:
    """The package in a CASE JSON file, and what is odd about it. Raises InputError with every fault."""
    value = read_json(data, file)
    findings = Findings(file)
    if isinstance(value, dict) and set(value) == {"CFPackage"}:
        value = value["CFPackage"]  # some systems wrap the package once more
    if not isinstance(value, dict) or "CFDocument" not in value:
        findings.error("KIND", "is no CASE package - the file should hold a CFDocument and CFItems")
        findings.raise_errors()
    package = _read(m.CasePackage, value, "", findings)
    findings.raise_errors()
    assert isinstance(package, m.CasePackage)
    _check(package, findings)
    findings.raise_errors()
    return package, findings


_ENDS = {"identifier": _Key("identifier", "text", True), "uri": _Key("uri", "text", True)}
_SIGNED = {**_ENDS, "lastChangeDateTime": _Key("changed", "text", True)}
_KEYS: Mapping[type, Mapping[str, _Key]] = {
    m.CaseLink: {"title": _Key("title", "text", True), **_ENDS},
    m.CaseDocument: {
        **_SIGNED,
        "creator": _Key("creator", "text", True),
        "title": _Key("title", "text", True),
        "version": _Key("version", "text"),
        "description": _Key("description", "text"),
        "notes": _Key("notes", "text"),
    },
    m.CaseItem: {
        **_ENDS,
        "fullStatement": _Key("statement", "text", True),
        "lastChangeDateTime": _Key("changed", "text", True),
        "CFItemType": _Key("kind", "text"),
        "humanCodingScheme": _Key("code", "text"),
        "alternativeLabel": _Key("label", "text"),
        "abbreviatedStatement": _Key("short", "text"),
        "listEnumeration": _Key("place", "text"),
        "conceptKeywords": _Key("keywords", "texts"),
        "notes": _Key("notes", "text"),
    },
    m.CaseAssociation: {
        **_ENDS,
        "associationType": _Key("type", "text", True),
        "originNodeURI": _Key("origin", m.CaseLink, True),
        "destinationNodeURI": _Key("destination", m.CaseLink, True),
        "sequenceNumber": _Key("sequence", "whole"),
        "CFAssociationGroupingURI": _Key("group", m.CaseLink),
        "lastChangeDateTime": _Key("changed", "text", True),
    },
    m.CaseRubricLevel: {
        **_SIGNED,
        "description": _Key("description", "text"),
        "quality": _Key("quality", "text"),
        "score": _Key("score", "number"),
        "feedback": _Key("feedback", "text"),
        "position": _Key("position", "whole"),
    },
    m.CaseCriterion: {
        **_SIGNED,
        "category": _Key("category", "text"),
        "description": _Key("description", "text"),
        "CFItemURI": _Key("item", m.CaseLink),
        "weight": _Key("weight", "number"),
        "position": _Key("position", "whole"),
        "CFRubricCriterionLevels": _Key("levels", (m.CaseRubricLevel,)),
    },
    m.CaseRubric: {
        **_SIGNED,
        "title": _Key("title", "text"),
        "description": _Key("description", "text"),
        "CFRubricCriteria": _Key("criteria", (m.CaseCriterion,)),
    },
    m.CasePackage: {
        "CFDocument": _Key("document", m.CaseDocument, True),
        "CFItems": _Key("items", (m.CaseItem,), True),
        "CFAssociations": _Key("associations", (m.CaseAssociation,), True),
        "CFDefinitions": _Key("definitions", "block"),
        "CFRubrics": _Key("rubrics", (m.CaseRubric,)),
    },
}


def _plain(value: Any) -> Any:
    keys = _KEYS.get(type(value))
    if keys is None:
        return [_plain(item) for item in value] if isinstance(value, tuple) else value
    empty = {field.name: _empty(type(value), field.name) for field in fields(value)}
    found = {}
    for name, key in keys.items():
        inner = getattr(value, key.field)
        if key.required or inner != empty[key.field]:
            found[name] = _plain(inner)
    return {**found, **value.extra}


def _empty(shape: type, name: str) -> Any:
    default = shape.__dataclass_fields__[name].default  # type: ignore[attr-defined]
    return {} if name in ("extra", "definitions") else default


def _read(shape: type, value: Any, where: str, findings: Findings) -> Any:
    """A value of that shape, or None with its faults noted."""
    if not isinstance(value, dict):
        findings.error("TYPE", f"{where or 'the file'} should be a block of keys")
        return None
    keys, taken, before = _KEYS[shape], {}, len(findings.problems)
    for name, key in keys.items():
        place = f"{where}.{name}" if where else name
        inner = value.get(name)
        if inner is None:
            if key.required:
                findings.error("KEY", f"{place} is missing - CASE requires it")
            continue
        taken[key.field] = _value(key.kind, inner, place, findings)
    if len(findings.problems) > before:
        return None
    extra = {name: inner for name, inner in value.items() if name not in keys and inner is not None}
    return shape(**taken, extra=extra)


def _value(kind: Any, value: Any, where: str, findings: Findings) -> Any:
    if isinstance(kind, type):
        return _read(kind, value, where, findings)
    if isinstance(kind, tuple):
        if not isinstance(value, list):
            findings.error("TYPE", f"{where} should be a list")
            return ()
        return tuple(_read(kind[0], inner, f"{where}[{at}]", findings) for at, inner in enumerate(value))
    if not _HOLDS[kind](value):
        findings.error("TYPE", f"{where} should be {_WORDS[kind]}")
        return None
    return tuple(value) if kind == "texts" else value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_HOLDS: Mapping[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str),
    "texts": lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value),
    "whole": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": _is_number,
    "block": lambda value: isinstance(value, dict),
}
_WORDS = {
    "text": "a text",
    "texts": "a list of texts",
    "whole": "a whole number",
    "number": "a number",
    "block": "a block of keys",
}


def _check(package: m.CasePackage, findings: Findings) -> None:
    """What the shape alone does not show: UUIDs, ids that stand twice, arrows to nowhere, circles."""
    seen: dict[str, str] = {}
    for where, block in _blocks(package):
        if not _UUID.fullmatch(block.identifier):
            findings.warn("UUID", f'{where} has the identifier "{block.identifier[:80]}", which is no UUID')
        if block.identifier in seen:
            findings.error("TWICE", f"{where} has the identifier of {seen[block.identifier]} - ids are used once")
        seen.setdefault(block.identifier, where)
    for at, row in enumerate(package.associations):
        if row.type not in m.ASSOCIATION_TYPES and not row.type.startswith("ext:"):
            known = ", ".join(m.ASSOCIATION_TYPES)
            findings.error("CHOICE", f'CFAssociations[{at}] is of the unknown type "{row.type[:80]}" - use {known}')
        for end, link in (("origin", row.origin), ("destination", row.destination)):
            if link.identifier not in seen:
                findings.warn("OUTSIDE", f'CFAssociations[{at}] has its {end} outside the file ("{link.title[:80]}")')
    circle = _circle(package)
    if circle:
        code = {item.identifier: item.code or item.statement[:40] for item in package.items}
        words = " > ".join(code.get(id, id) for id in circle)
        findings.error("CYCLE", f"items are children of each other in a circle ({words}) - break it")


def _blocks(package: m.CasePackage) -> Iterator[tuple[str, Any]]:
    yield "CFDocument", package.document
    for name, blocks in (("CFItems", package.items), ("CFAssociations", package.associations)):
        yield from ((f"{name}[{at}]", block) for at, block in enumerate(blocks))
    for at, rubric in enumerate(package.rubrics):
        yield f"CFRubrics[{at}]", rubric
        for row, criterion in enumerate(rubric.criteria):
            yield f"CFRubrics[{at}].CFRubricCriteria[{row}]", criterion
            for n, level in enumerate(criterion.levels):
                yield f"CFRubrics[{at}].CFRubricCriteria[{row}].CFRubricCriterionLevels[{n}]", level


def _circle(package: m.CasePackage) -> tuple[str, ...]:
    parents: dict[str, list[str]] = {}
    for row in package.associations:
        if row.type == "isChildOf":
            parents.setdefault(row.origin.identifier, []).append(row.destination.identifier)
    done: set[str] = set()
    for start in parents:
        trail, stack = [start], [iter(parents[start])]
        if start in done:
            continue
        while stack:
            step = next(stack[-1], None)
            if step is None:
                done.add(trail.pop())
                stack.pop()
            elif step in trail:
                return (*trail[trail.index(step) :], step)
            elif step in parents and step not in done:
                trail.append(step)
                stack.append(iter(parents[step]))
    return ()
