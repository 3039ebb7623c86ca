"""Physician leadership by country: what the leader is called, how one gets there, and how long training takes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cmo_pathways.career.graph import CareerGraph
from cmo_pathways.content import Record, Report, content_root, read_yaml
from cmo_pathways.errors import ContentError
from cmo_pathways.scale import Mark

WORLD = "data/post/world.yaml"
_WEAKEST = (Mark.UNVERIFIED, Mark.ASSUMPTION, Mark.SECONDARY, Mark.COMPUTED, Mark.PRIMARY)


@dataclass(frozen=True, slots=True)
class Country:
    """One country: ``called`` is the title of the post, ``way`` how one gets there, ``steps`` pages to read.

    ``training`` are steps from university to specialist; ``pay`` ids of published figures, empty where none is.
    """

    id: str
    name: str
    post: str
    called: str
    way: str
    training: tuple[str, ...]
    training_note: str
    steps: tuple[str, ...]
    pay: tuple[str, ...]
    mark: Mark
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrainingYears:
    """Years [years] from entering university to specialist, and the weakest mark among the parts."""

    low: float
    typical: float
    high: float
    mark: Mark


def training_years(country: Country, graph: CareerGraph) -> TrainingYears | None:
    """The lengths of the country's training steps added up, or None where one of them is not known."""
    ranges = [graph.step(id).years for id in country.training]
    if not ranges or not all(years.known for years in ranges):
        return None
    low, typical, high = (
        sum(figure.value or 0.0 for figure in figures)
        for figures in zip(*((years.low, years.typical, years.high) for years in ranges), strict=True)
    )
    marks = {figure.mark for years in ranges for figure in years.figures}
    return TrainingYears(low, typical, high, next(mark for mark in _WEAKEST if mark in marks))


@lru_cache(maxsize=4)
def load_world(root: Path | None = None) -> tuple[Country, ...]:
    """The shipped countries. Raises ContentError with every fault."""
    report = Report(root or content_root())
    found = read_world(report.root / WORLD, report)
    if found is None or report.errors:
        raise ContentError(report.errors)
    return found


def read_world(
    file: Path,
    report: Report,
    *,
    steps: Collection[str] | None = None,
    figures: Collection[str] | None = None,
    sources: Collection[str] | None = None,
) -> tuple[Country, ...] | None:
    """The countries from their file, or None; faults are noted, unknown ids too where the known ones are given."""
    top = read_yaml(file, report)
    if top is None:
        return None
    top.identifier(), top.integer("version", 1, 99)
    countries: list[Country] = []
    for record in top.records("countries"):
        country = _country(record)
        for key, ids, known, where in (
            ("steps", (country.post, *country.training, *country.steps), steps, "steps.csv"),
            ("pay", country.pay, figures, "figures/pay.csv"),
            ("sources", country.sources, sources, "sources.yaml"),
        ):
            for id in ids:
                if known is not None and id not in known:
                    record.problem("E-LINK", f'"{id}" is not in {where} - add it there or mend the id', key)
        if country.id in {other.id for other in countries}:
            record.problem("E-TWICE", f'"{country.id}" stands twice - keep one', "id")
        countries.append(country)
    top.done()
    return tuple(countries)


def _country(record: Record) -> Country:
    country = Country(
        id=record.identifier(),
        name=record.text("name"),
        post=record.identifier("post"),
        called=record.text("called"),
        way=record.text("way"),
        training=record.texts("training"),
        training_note=record.text("training_note"),
        steps=record.texts("steps"),
        pay=record.texts("pay"),
        mark=record.mark("mark"),
        sources=record.texts("sources"),
    )
    record.done()
    return country
