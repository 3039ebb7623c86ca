"""The kinds of document that a portfolio is made into: dossier, CV, brief, biographies, online profile, cover."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cmo_pathways.content import Report, content_root, read_yaml
from cmo_pathways.errors import ContentError, UnknownId
from cmo_pathways.portfolio.audience import DESIGNS, Place, read_place

SHAPES = ("places", "brief", "biography", "profile")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document.

    ``shape`` is one of ``SHAPES``; ``pages`` and ``words`` are budgets (0 = none of its own); ``design``, ``title``,
    ``intro`` and ``places`` stand in place of the audience's where they are given; ``limits`` are the characters that
    each field of an online profile takes.
    """

    id: str
    name: str
    what: str
    shape: str
    pages: int
    words: int
    design: str
    title: str
    intro: str
    places: tuple[Place, ...]
    limits: Mapping[str, int]


def read_kinds(file: Path, report: Report) -> tuple[Kind, ...]:
    """The kinds in the order of the file; faults are noted in the report."""
    top = read_yaml(file, report)
    if top is None:
        return ()
    top.identifier()
    top.integer("version", 1, 1)
    kinds = []
    for record in top.records("kinds"):
        block = record.record("limits") if "limits" in record else None
        limits = {} if block is None else {name: block.integer(name, 1, 100_000) for name in block.keys()}  # noqa: SIM118
        kinds.append(
            Kind(
                id=record.identifier(),
                name=record.text("name"),
                what=record.text("what"),
                shape=record.choice("shape", SHAPES),
                pages=record.integer("pages", 0, 20) if "pages" in record else 0,
                words=record.integer("words", 10, 1000) if "words" in record else 0,
                design=record.choice("design", ("", *DESIGNS), ""),
                title=record.text("title", ""),
                intro=record.text("intro", ""),
                places=tuple(read_place(place) for place in record.records("sections", required=False)),
                limits=limits,
            )
        )
        record.mark("mark", "C")
        record.done()
    top.done()
    return tuple(kinds)


@lru_cache(maxsize=1)
def load_kinds() -> Mapping[str, Kind]:
    """The shipped kinds by id. Raises ContentError where the file is broken."""
    root = content_root()
    report = Report(root)
    kinds = read_kinds(root / "data" / "portfolio" / "kinds.yaml", report)
    if report.errors:
        raise ContentError(report.errors)
    return {kind.id: kind for kind in kinds}


def load_kind(kind: str) -> Kind:
    """A kind of document by its id. Raises UnknownId."""
    if kind not in load_kinds():
        raise UnknownId("kind of document", kind, tuple(load_kinds()))
    return load_kinds()[kind]
