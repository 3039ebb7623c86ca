"""Earlier versions of an entry, read from the ledger, so that a learner can go back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cmo_pathways.ledger import Event

Body = Mapping[str, object]
PAUSE = timedelta(minutes=10)
"""Typing on one field with shorter pauses than this is one version."""


@dataclass(frozen=True, slots=True)
class Version:
    """An entry as it once was: the number of the version [from 1], its event, its time (UTC), the names it changed."""

    number: int
    seq: int
    at: str
    body: Body
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One change of an entry: its event and time (UTC), the names it changed, and what stood there before.

    ``first`` is True where it added the entry; ``standing`` while nothing has changed the same names since, so that
    it can be taken back without touching anything later.
    """

    entry: str
    seq: int
    at: str
    body: Body
    changed: tuple[str, ...]
    before: Body
    first: bool
    standing: bool


def changes_of(events: Iterable[Event]) -> tuple[Change, ...]:
    """Every change of every entry, the newest first; typing on one field counts as one."""
    by_entry: dict[str, list[Event]] = {}
    for event in events:
        if event.kind == "entry":
            by_entry.setdefault(event.subject, []).append(event)
    found = [change for id, own in by_entry.items() for change in _changes_of_one(id, versions_of(own, id))]
    return tuple(sorted(found, key=lambda change: -change.seq))


def taken_back(now: Body, change: Change) -> dict[str, object]:
    """The entry as it is now without that change: to be written to the ledger as its new version.

    An entry that the change added is removed; one that it removed is there again.
    """
    if change.first:
        return {**now, "removed": True}
    kept = {name: value for name, value in now.items() if name not in change.changed}
    return {**kept, **change.before}


def versions_of(events: Iterable[Event], id: str) -> tuple[Version, ...]:
    """The versions of an entry, oldest first; the last one is the entry as it is now."""
    found: list[Version] = []
    before: Body = {}
    for event in events:
        if event.kind != "entry" or event.subject != id:
            continue
        last = found[-1] if found else None
        changed = _changed(last.body if last else {}, event.body)
        if last and changed == last.changed and _soon(last.at, event.at):
            changed = _changed(before, event.body)
            found[-1] = Version(last.number, event.seq, event.at, event.body, changed or last.changed)
        elif changed or last is None:
            before = last.body if last else {}
            found.append(Version(len(found) + 1, event.seq, event.at, event.body, changed))
    return tuple(found)


def removed_entries(events: Iterable[Event]) -> dict[str, Body]:
    """The entries that were removed, by id, as they were when they were removed."""
    last: dict[str, Body] = {event.subject: event.body for event in events if event.kind == "entry"}
    return {
        id: {name: value for name, value in body.items() if name != "removed"}
        for id, body in last.items()
        if body.get("removed")
    }


def _changes_of_one(id: str, versions: Sequence[Version]) -> Iterator[Change]:
    last = versions[-1].body if versions else {}
    for old, new in zip((None, *versions), versions, strict=False):
        before = {name: old.body[name] for name in new.changed if name in old.body} if old else {}
        standing = all(last.get(name) == new.body.get(name) for name in new.changed)
        if old is None:
            standing = not last.get("removed")
        yield Change(id, new.seq, new.at, new.body, new.changed, before, old is None, standing)


def _changed(old: Body, new: Body) -> tuple[str, ...]:
    names = dict.fromkeys((*old, *new))
    return tuple(sorted(name for name in names if name != "section" and old.get(name) != new.get(name)))


def _soon(first: str, second: str) -> bool:
    start, end = (datetime.fromisoformat(at.replace("Z", "+00:00")) for at in (first, second))
    return timedelta(0) <= end - start <= PAUSE
