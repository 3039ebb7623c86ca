"""What to ask before an executive post is accepted, by topic, and why each point matters."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cmo_pathways.content import Record, Report, content_root, read_yaml
from cmo_pathways.errors import ContentError
from cmo_pathways.scale import Mark

OFFER = "data/post/offer.yaml"
_FIGURE = re.compile(r"\d+ ?%|\(\d{4}|\b(19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class OfferPoint:
    """One question to settle; ``sources`` are ids where ``why`` rests on a fact, else it is our judgment."""

    id: str
    ask: str
    why: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfferGroup:
    """The points of one topic."""

    id: str
    name: str
    points: tuple[OfferPoint, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """The whole list, topic by topic."""

    groups: tuple[OfferGroup, ...]

    def __iter__(self) -> Iterator[OfferPoint]:
        """Every point, topic after topic."""
        for group in self.groups:
            yield from group.points


@lru_cache(maxsize=4)
def load_offer(root: Path | None = None) -> Offer:
    """The shipped list. Raises ContentError with every fault."""
    report = Report(root or content_root())
    found = read_offer(report.root / OFFER, report)
    if found is None or report.errors:
        raise ContentError(report.errors)
    return found


def read_offer(file: Path, report: Report, *, sources: Collection[str] | None = None) -> Offer | None:
    """The list from its file, or None; faults are noted, unknown sources too where the known ones are given."""
    top = read_yaml(file, report)
    if top is None:
        return None
    top.identifier(), top.integer("version", 1, 99)
    if top.mark("mark") is not Mark.ASSUMPTION:
        top.problem("E-MARK", "what matters in an offer is our judgment - the mark is E", "mark")
    seen: set[str] = set()
    groups = tuple(_group(record, seen, sources) for record in top.records("groups"))
    top.done()
    return Offer(groups)


def _group(record: Record, seen: set[str], sources: Collection[str] | None) -> OfferGroup:
    points = tuple(_point(item, seen, sources) for item in record.records("items"))
    group = OfferGroup(record.identifier(), record.text("name"), points)
    record.done()
    return group


def _point(record: Record, seen: set[str], sources: Collection[str] | None) -> OfferPoint:
    point = OfferPoint(record.identifier(), record.text("ask"), record.text("why"), record.texts("sources"))
    record.done()
    if point.id and not point.id.startswith("offer-"):
        record.problem("E-ID", f'"{point.id}" is a point of the offer list - start it with "offer-"', "id")
    if point.id in seen:
        record.problem("E-TWICE", f'"{point.id}" stands twice - keep one', "id")
    seen.add(point.id)
    if _FIGURE.search(point.why) and not point.sources:
        record.problem("E-SOURCE", "a figure or a year in why: needs sources: - name them", "sources")
    for id in point.sources:
        if sources is not None and id not in sources:
            record.problem("E-SOURCE", f'"{id}" is not in sources.yaml - add it there or mend the id', "sources")
    return point
