"""What was shown before decides what may be shown now: no two reports can be compared to single somebody out.

A table is renewed only when at least three people joined or left it since every one of its earlier releases, and only
when old and new together still hide what each hides alone. Otherwise the last release is shown again, with its day.
That a table was withheld is a release as well: it tells that nearly all its people were alike.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product
from typing import Any

from cmo_pathways.analytics.disclosure import AtMost, Published, find_disclosure, is_possible
from cmo_pathways.cohort.privacy import SMALLEST, Group, publishable_groups
from cmo_pathways.ledger import Event

ALONE = 3
"""Fewest people who must have joined or left before a table is renewed [people]."""


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts that are about to be shown: people per cell, and who they are.

    ``unit`` is the id of the table in the log; ``cells`` name its cells in order; ``members`` gives for each person's
    token the id of the share that was counted. The counts add up to the number of members.
    """

    unit: str
    cells: tuple[str, ...]
    counts: tuple[int, ...]
    members: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as readers get it: its groups (none where it is withheld), how many people, and of which day.

    ``members`` are pairs of a shortened token and a shortened share id, sorted; nobody can be looked up by them. A size
    is a table of one cell.
    """

    unit: str
    cells: tuple[str, ...]
    groups: tuple[Group, ...]
    n: int
    on: str
    members: tuple[tuple[str, str], ...]

    @property
    def tells(self) -> bool:
        """True where readers learn more from it than from the number of its people: the log has to keep it."""
        return bool(self.groups) or self.n >= 2 * SMALLEST


def show(table: CountTable, earlier: Sequence[Shown], *, on: str) -> Shown:
    """The table as it may be shown on a day (ISO): renewed, or as it was shown last.

    ``earlier`` are all releases of this table so far, oldest first. A table that was never shown is shown in its
    groups, or withheld whole where fewer than two groups of three can be formed.
    """
    groups = publishable_groups(table.counts)
    fresh = Shown(table.unit, table.cells, groups, sum(table.counts), on, short_members(table.members))
    past = [release for release in earlier if release.cells == table.cells]
    if past and not (groups and _hides_as_much((*past, fresh))):
        return past[-1]
    return fresh


def show_size(unit: str, members: Mapping[str, str], earlier: Sequence[Shown], *, on: str) -> Shown:
    """How many people there are, as it may be shown on a day (ISO): no distribution, so there is nothing to join.

    Its one group is missing where they are fewer than three. That, too, is shown, and belongs into the log.
    """
    people = short_members(members)
    groups = (Group((0,), len(people)),) if len(people) >= SMALLEST else ()
    fresh = Shown(unit, ("people",), groups, len(people), on, people)
    return fresh if is_apart(fresh, earlier) else earlier[-1]


def is_apart(fresh: Shown, earlier: Iterable[Shown]) -> bool:
    """True where three people or more joined or left since every earlier release."""
    now = dict(fresh.members)
    return all(changed(now, dict(old.members)) >= ALONE for old in earlier)


def shown_before(events: Iterable[Event]) -> dict[str, tuple[Shown, ...]]:
    """Every release by table, oldest first, from the events of an instructor's ledger."""
    found: dict[str, tuple[Shown, ...]] = {}
    for event in events:
        if event.kind == "release" and "groups" in event.body:
            found[event.subject] = (*found.get(event.subject, ()), _from_body(event))
    return found


def release_body(shown: Shown) -> dict[str, object]:
    """What the ledger keeps of a table that is shown for the first time."""
    return {
        "cells": list(shown.cells),
        "groups": [{"cells": list(group.cells), "n": group.n} for group in shown.groups],
        "n": shown.n,
        "on": shown.on,
        "members": [f"{person}:{share}" for person, share in shown.members],
    }


def changed(one: Iterable[str], two: Iterable[str]) -> int:
    """How many people joined or left between two sets of members."""
    return len(set(one) ^ set(two))


def short_token(token: str) -> str:
    """A learner's token as the log keeps it: enough to tell people apart, nothing to look them up by."""
    return hashlib.sha256(token.encode()).hexdigest()[:12]


def short_members(members: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Who was counted, as the log keeps it: shortened token and share id, sorted."""
    return tuple(sorted((short_token(person), short_token(share)) for person, share in members.items()))


def _hides_as_much(releases: Sequence[Shown]) -> bool:
    """True where the last release, read beside the earlier ones, tells no more than each does alone."""
    *past, fresh = releases
    if not is_apart(fresh, past):
        return False
    pairs = [(old, fresh) for old in past]
    return all(_is_safe(some) for some in (*pairs, *((tuple(releases),) if len(past) > 1 else ())))


def _is_safe(releases: Sequence[Shown]) -> bool:
    """First as if everybody who stayed had kept every answer: a reader who can rule out more learns more.

    Where that cannot be, those who handed in a new share may have changed.
    """
    for kept in ([{person for person, _ in r.members} for r in releases], [set(r.members) for r in releases]):
        sizes, tables = _classes(releases, kept)
        cells = len(releases[0].cells)
        known = [_withheld(table.classes, cells) for table in tables if not table.groups]
        alternatives = [list(chain(*ways)) for ways in product(*known)] if known else []
        if is_possible(sizes, cells, tables, alternatives):
            return find_disclosure(sizes, cells, tables, alternatives) is None
    return False


def _withheld(classes: tuple[int, ...], cells: int) -> list[list[AtMost]]:
    """What a withheld table of six people or more tells: some cell has too few before it, and too few after it."""
    few = SMALLEST - 1
    return [
        [AtMost(classes, tuple(range(cell)), few), AtMost(classes, tuple(range(cell + 1, cells)), few)]
        for cell in range(cells)
    ]


def _classes(releases: Sequence[Shown], kept: Sequence[set[Any]]) -> tuple[tuple[int, ...], tuple[Published, ...]]:
    """People who were counted in the same releases form a class; what is published are sums over classes."""
    patterns = Counter(tuple(one in members for members in kept) for one in set().union(*kept))
    order = sorted(patterns)
    tables = tuple(
        Published(
            tuple(place for place, pattern in enumerate(order) if pattern[number]),
            tuple((group.cells, group.n) for group in release.groups),
        )
        for number, release in enumerate(releases)
    )
    return tuple(patterns[pattern] for pattern in order), tables


def _from_body(event: Event) -> Shown:
    body = event.body
    groups, cells, members = body["groups"], body["cells"], body["members"]
    assert isinstance(groups, list | tuple) and isinstance(cells, list | tuple) and isinstance(members, list | tuple)
    return Shown(
        event.subject,
        tuple(str(cell) for cell in cells),
        tuple(Group(tuple(group["cells"]), group["n"]) for group in groups if isinstance(group, Mapping)),
        int(str(body["n"])),
        str(body["on"]),
        tuple((person, share) for person, _, share in (str(member).partition(":") for member in members)),
    )
