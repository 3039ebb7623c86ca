"""Earlier versions of an entry, read from the ledger, so that a learner can go back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


def _changed(old: Body, new: Body) -> tuple[str, ...]:
    names = dict.fromkeys((*old, *new))
    return tuple(sorted(name for name in names if name != "section" and old.get(name) != new.get(name)))


def _soon(first: str, second: str) -> bool:
    start, end = (datetime.fromisoformat(at.replace("Z", "+00:00")) for at in (first, second))
    return timedelta(0) <= end - start <= PAUSE
