"""For whom a dossier is made: which sections, in which order, under which headings, in which design."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cmo_pathways.content import Record, Report, content_root, read_yaml
from cmo_pathways.errors import ContentError, UnknownId
from cmo_pathways.portfolio.sections import load_sections

COMPUTED = ("strengths", "cases")
"""Sections that a dossier fills from what was rated and played, whether or not there are entries."""
DESIGNS = ("board", "folio", "register")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a section stands: its heading, how many entries at most, whether in the side column, its weight [1-3]."""

    section: str
    heading: str
    limit: int
    aside: bool
    weight: int = 2


@dataclass(frozen=True, slots=True)
class Audience:
    """One reader of dossiers, such as the board of a hospital.

    ``key_results`` [0-4] results with figures open the first page; ``intro`` is the heading of the statement; ``pages``
    is the length that it reads; ``tone`` says how to write for it; ``competencies`` are what it weighs [1-3], by our
    judgment.
    """

    id: str
    name: str
    title: str
    description: str
    design: str
    intro: str
    key_results: int
    pages: int
    tone: str
    competencies: Mapping[str, int]
    places: tuple[Place, ...]


def read_audience(file: Path, report: Report) -> Audience | None:
    """One audience from its file, or None where it is not readable; faults are noted in the report."""
    top = read_yaml(file, report)
    if top is None:
        return None
    weights = top.record("competencies")
    audience = Audience(
        id=top.identifier(),
        name=top.text("name"),
        title=top.text("title"),
        description=top.text("description"),
        design=top.choice("design", DESIGNS),
        intro=top.text("intro"),
        key_results=top.integer("key_results", 0, 4),
        pages=top.integer("pages", 1, 20),
        tone=top.text("tone"),
        competencies={name: weights.integer(name, 1, 3) for name in weights.keys()},  # noqa: SIM118 - no mapping
        places=tuple(read_place(record) for record in top.records("sections")),
    )
    top.done()
    if audience.id != file.stem:
        top.problem("E-ID", f'the id "{audience.id}" differs from the file name - make them equal', "id")
    return audience


@cache
def audience_ids() -> tuple[str, ...]:
    """The ids of the audiences that are shipped."""
    return tuple(sorted(file.stem for file in _folder().glob("*.yaml")))


@cache
def load_audience(audience: str) -> Audience:
    """A shipped audience by its id. Raises UnknownId where there is none, ContentError where its file is broken."""
    if audience not in audience_ids():
        raise UnknownId("audience", audience, audience_ids())
    report = Report(content_root())
    found = read_audience(_folder() / f"{audience}.yaml", report)
    if found is None or report.errors:
        raise ContentError(report.errors)
    return found


def read_place(record: Record) -> Place:
    """Where a section stands, from one block of an audience or of a kind of document."""
    section = record.choice("section", (*load_sections(), *COMPUTED))
    place = Place(
        section=section,
        heading=record.text("heading", ""),
        limit=record.integer("limit", 1, 99),
        aside=record.flag("aside", False),
        weight=record.integer("weight", 1, 3) if "weight" in record else 2,
    )
    record.done()
    return place


def _folder() -> Path:
    return content_root() / "data" / "audiences"
