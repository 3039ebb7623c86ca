"""The scope register: every item that the product has to cover, and the places where it does."""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cmo_pathways.content import Record, Report, read_yaml
from cmo_pathways.errors import Problem

PLACE_KINDS = (  # noqa: SIM905 - reads better than 14 lines
    "competency skill ability responsibility tool variation role step activity case session notebook "
    "portfolio-section audience"
).split()
LISTS: Mapping[str, int | None] = {
    **{"a": 20, "b": 19, "c": 10, "d": 15, "e": 19},
    **dict.fromkeys(("d2", "f", "g", "h", "i", "j")),
}
"""The lists of the mission with the number of items that is fixed; the others state their own count."""

_OWN = {"a": "competency", "b": "skill", "c": "ability", "d": "responsibility", "e": "tool", "f": "variation"}
_WHOLE = ("a", "b", "c", "d", "e")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item is covered: an id of one kind; a notebook place is a notebook or ``notebook#cell``."""

    kind: str
    id: str
    planned: bool
    line: int


@dataclass(frozen=True, slots=True)
class ScopeItem:
    """One item that must be covered; ``line`` is its line in the register."""

    id: str
    name: str
    places: tuple[Place, ...]
    line: int


@dataclass(frozen=True, slots=True)
class ScopeList:
    """One list of the register by its letter, with the number of items that it should have."""

    id: str
    name: str
    count: int
    items: tuple[ScopeItem, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Scope:
    """The whole register; ``file`` is its name as an author sees it."""

    file: str
    lists: tuple[ScopeList, ...]

    def __iter__(self) -> Iterator[ScopeItem]:
        """Every item, list after list."""
        for part in self.lists:
            yield from part.items

    @property
    def planned(self) -> tuple[Place, ...]:
        """The places that are still to be built."""
        return tuple(place for item in self for place in item.places if place.planned)


def read_scope(file: Path, report: Report) -> Scope:
    """The register in ``file``; faults of format and ids that stand twice are noted."""
    top = read_yaml(file, report)
    if top is None:
        return Scope(report.shown(file), ())
    top.identifier(), top.integer("version", 1, 99)
    seen: dict[str, int] = {}
    lists = tuple(_list(record, seen) for record in top.records("lists"))
    top.done()
    return Scope(report.shown(file), lists)


def notebook_places(folder: Path) -> frozenset[str]:
    """Every place in the notebooks of a folder: the name of a notebook, and each of its cells as ``name#cell``.

    A file that is no readable notebook has no place, so that what points into it is told as unknown.
    """
    places = set()
    for file in sorted(folder.glob("*.ipynb")):
        try:
            cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
            places |= {file.stem, *(f"{file.stem}#{cell['id']}" for cell in cells)}
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return frozenset(places)


def check_scope(scope: Scope, known: Mapping[str, Collection[str]]) -> tuple[Problem, ...]:
    """What is wrong with the register, given the ids that exist by kind of place; a kind left out has none.

    Holes (an item without a place, a competency or requirement that no item names), places that do not exist,
    planned places that exist by now, and lists that are missing or have another number of items than they should.
    """
    return (*_counts(scope), *_holes(scope), *_places(scope, known), *_unnamed(scope, known))


def _list(record: Record, seen: dict[str, int]) -> ScopeList:
    id, name, count = record.choice("id", LISTS), record.text("name"), record.integer("count", 1, 999)
    items = tuple(_item(item, id, seen) for item in record.records("items"))
    record.done()
    return ScopeList(id, name, count, items, record.line)


def _item(record: Record, letter: str, seen: dict[str, int]) -> ScopeItem:
    id, name = record.identifier(), record.text("name")
    places = tuple(place for item in record.records("places", required=False) if (place := _place(item)))
    record.done()
    if id and letter and not id.startswith(f"{letter}-"):
        record.problem("E-ID", f'"{id}" stands in list {letter} - start it with "{letter}-"', "id")
    if id in seen:
        record.problem("E-TWICE", f'id "{id}" stands in line {seen[id]} already - give a new one', "id")
    seen.setdefault(id, record.line_of("id"))
    for place in places:
        if any((other.kind, other.id) == (place.kind, place.id) and other.line < place.line for other in places):
            message = f"{place.kind} {place.id} is named twice in this item - once is enough"
            record.report.add(record.file, place.line, "E-TWICE", message)
    return ScopeItem(id, name, places, record.line)


def _place(record: Record) -> Place | None:
    kinds = [key for key in record.keys() if key in PLACE_KINDS]  # noqa: SIM118 - a Record is no mapping
    if len(kinds) != 1:
        others = [key for key in record.keys() if key != "planned"]  # noqa: SIM118
        near = difflib.get_close_matches(others[0], PLACE_KINDS, n=1) if others and not kinds else []
        hint = f'did you mean "{near[0]}"?' if near else "name one kind, such as {competency: data-analytics}"
        record.problem("E-PLACE", f"a place needs exactly one of the kinds of place - {hint}")
        return None
    place = Place(kinds[0], record.text(kinds[0]), record.flag("planned", False), record.line)
    record.done()
    return place if place.id else None


def _counts(scope: Scope) -> Iterator[Problem]:
    letters = [part.id for part in scope.lists]
    for letter in LISTS:
        if letters.count(letter) != 1:
            words = "is missing - add it" if letter not in letters else "stands more than once - join them"
            yield Problem(scope.file, 0, "E-LIST", f"list {letter} {words}")
    for part in scope.lists:
        fixed = LISTS.get(part.id)
        if fixed is not None and part.count != fixed:
            message = f"list {part.id} gives its count as {part.count} - the mission names {fixed}"
            yield Problem(scope.file, part.line, "E-COUNT", message)
        if len(part.items) != part.count:
            message = f"list {part.id} has {len(part.items)} items where its count says {part.count} - agree"
            yield Problem(scope.file, part.line, "E-COUNT", message)


def _holes(scope: Scope) -> Iterator[Problem]:
    for part in scope.lists:
        own = _OWN.get(part.id, "") if part.id in _WHOLE else ""
        for item in part.items:
            if not item.places:
                yield Problem(scope.file, item.line, "E-HOLE", f'"{item.id}" is covered nowhere - name a place')
            elif own and not any(place.kind == own and not place.planned for place in item.places):
                message = f'"{item.id}" names no {own} - an item of list {part.id} has one of its own'
                yield Problem(scope.file, item.line, "E-HOLE", message)


def _places(scope: Scope, known: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    for item in scope:
        for place in item.places:
            there = known.get(place.kind, ())
            if place.planned and place.id in there:
                message = f'{place.kind} "{place.id}" of "{item.id}" is there by now - remove planned: true'
                yield Problem(scope.file, place.line, "E-PLANNED", message)
            elif not place.planned and place.id not in there:
                near = difflib.get_close_matches(place.id, sorted(there), n=1)
                hint = f'did you mean "{near[0]}"?' if near else "mend the id, or mark it planned: true"
                message = f'{place.kind} "{place.id}" of "{item.id}" is not there - {hint}'
                yield Problem(scope.file, place.line, "E-UNKNOWN", message)


def _unnamed(scope: Scope, known: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    for part in scope.lists:
        own = _OWN.get(part.id)
        named = {place.id for item in part.items for place in item.places if place.kind == own}
        for id in sorted(set(known.get(own, ())) - named) if own else ():
            message = f'{own} "{id}" stands in no item of list {part.id} - name it in its item'
            yield Problem(scope.file, part.line, "E-HOLE", message)
