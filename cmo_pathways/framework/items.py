"""The requirement lists as data: skills, abilities, responsibilities, tools and variations, linked to competencies."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from cmo_pathways.content import Record, Report, read_yaml
from cmo_pathways.errors import UnknownId
from cmo_pathways.framework.model import Framework
from cmo_pathways.scale import Mark, is_id


@dataclass(frozen=True, slots=True)
class Item:
    """One skill, ability, responsibility or tool of the post: what a CMO does with it, and where it is learned.

    ``kind`` is ``skill``, ``ability``, ``responsibility``, ``tool`` or ``variation``; ``competencies`` are the ids
    of the skill map that carry it (our judgment).
    """

    id: str
    kind: str
    name: str
    what: str
    competencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variation(Item):
    """The post in one setting, with its sectors and the target profile (a role id) that a reader starts from."""

    sectors: tuple[str, ...]
    profile: str


@dataclass(frozen=True, slots=True)
class Items:
    """All items of the requirement lists, in the order of the lists."""

    skills: tuple[Item, ...]
    abilities: tuple[Item, ...]
    responsibilities: tuple[Item, ...]
    tools: tuple[Item, ...]
    variations: tuple[Variation, ...]

    def __iter__(self) -> Iterator[Item]:
        """Every item, list after list."""
        yield from (*self.skills, *self.abilities, *self.responsibilities, *self.tools, *self.variations)

    def item(self, id: str) -> Item:
        """The item of that id. Raises UnknownId."""
        by_id = {item.id: item for item in self}
        if id not in by_id:
            raise UnknownId("item", id, by_id)
        return by_id[id]

    def linked_to(self, competency: str) -> tuple[Item, ...]:
        """The items that a competency carries."""
        return tuple(item for item in self if competency in item.competencies)


@dataclass(frozen=True, slots=True)
class _List:
    kind: str
    file: str
    count: int | None


_LISTS = (
    _List("skill", "technical-skills.yaml", 19),
    _List("ability", "soft-abilities.yaml", 10),
    _List("responsibility", "responsibilities.yaml", 15),
    _List("tool", "tools.yaml", 19),
    _List("variation", "variations.yaml", None),
)


def read_items(folder: Path, framework: Framework, report: Report) -> Items:
    """The five lists below ``folder``; every fault, also an id that the framework does not know, is noted."""
    seen: dict[str, str] = {}
    lists = [_read_list(folder / part.file, part, framework, seen, report) for part in _LISTS]
    skills, abilities, responsibilities, tools, last = lists
    variations = tuple(item for item in last if isinstance(item, Variation))
    return Items(skills, abilities, responsibilities, tools, variations)


def _read_list(file: Path, part: _List, framework: Framework, seen: dict[str, str], report: Report) -> tuple[Item, ...]:
    top = read_yaml(file, report)
    if top is None:
        return ()
    id = top.identifier()
    if id and id != file.stem:
        top.problem("E-ID", f'the file is named {file.name}, its id is "{id}" - make them equal', "id")
    top.integer("version", 1, 99)
    if top.mark("mark") is not Mark.ASSUMPTION:
        top.problem("E-MARK", "no source ties these items to the skill map - the mark of the links is E", "mark")
    records = top.records("items")
    items = [item for record in records if (item := _item(record, part.kind, framework, seen))]
    if part.count is not None and len(records) != part.count:
        top.problem("E-COUNT", f"{len(records)} items where the list has {part.count} - add or remove", "items")
    top.done()
    return tuple(items)


def _item(record: Record, kind: str, framework: Framework, seen: dict[str, str]) -> Item | None:
    id, name, what = record.identifier(), record.text("name"), record.text("what")
    links = _known(record, "competencies", framework.competencies, "E-LINK", "the skill map")
    if kind == "variation":
        used = {role.sector for role in framework.roles.values()}
        sectors = _known(record, "sectors", used, "E-SECTOR", "the sectors of roles/")
        item: Item = Variation(id, kind, name, what, links, sectors, _profile(record, sectors, framework))
    else:
        item = Item(id, kind, name, what, links)
    record.done()
    if is_id(id) and not id.startswith(f"{kind}-"):
        record.problem("E-ID", f'"{id}" is one of the {kind} list - start it with "{kind}-"', "id")
    if id in seen:
        record.problem("E-TWICE", f'id "{id}" stands in {seen[id]} already - give a new one', "id")
        return None
    seen[id] = f"line {record.line_of('id')} of {record.file.name}"
    return item if id else None


def _known(record: Record, key: str, known: Collection[str], code: str, where: str) -> tuple[str, ...]:
    """The words of a list that are known; an empty list, a word twice and unknown words are noted."""
    words = record.texts(key)
    if key in record and not words:
        record.problem(code, f"{key} is empty - name at least one", key)
    for word in sorted({word for word in words if words.count(word) > 1}):
        record.problem("E-TWICE", f'{key} names "{word}" twice - once is enough', key)
    for word in words:
        if word not in known:
            record.problem(code, f'"{word}" is not in {where} - {_near(word, known)}', key)
    return tuple(word for word in dict.fromkeys(words) if word in known)


def _profile(record: Record, sectors: tuple[str, ...], framework: Framework) -> str:
    profile = record.identifier("profile")
    if profile and profile not in framework.roles:
        message = f'"{profile}" is no target profile in roles/ - {_near(profile, framework.roles)}'
        record.problem("E-ROLE", message, "profile")
    elif profile and framework.roles[profile].sector not in sectors:
        sector = framework.roles[profile].sector
        record.problem("E-ROLE", f"{profile} is a profile of {sector}, which sectors does not name - agree", "profile")
    return profile


def _near(found: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(found, list(known), n=1)
    return f'did you mean "{near[0]}"?' if near else "add it or mend the id"
