"""The order in which entries stand: the learner's own where one is set, else the newest first."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from cmo_pathways.portfolio.shape import sort_key

Body = Mapping[str, Any]
_Named = TypeVar("_Named")


def ordered(items: Sequence[tuple[_Named, Body]]) -> list[tuple[_Named, Body]]:
    """Entries of one section as they stand: those with a place of their own in its order, then the newest first."""
    newest = sorted(items, key=lambda item: sort_key(item[1]), reverse=True)
    return sorted(newest, key=lambda item: _place(item[1]))


def moved(entries: Mapping[str, Body], id: str, by: int) -> dict[str, Body]:
    """The bodies that change when an entry moves by that many places [-1 = one up] within its section, with ``order``.

    Nothing changes where it stands at that end already, or where there is no such entry.
    """
    if id not in entries:
        return {}
    section = entries[id].get("section")
    names = [name for name, _ in ordered([(n, body) for n, body in entries.items() if body.get("section") == section])]
    old = names.index(id)
    new = min(max(old + by, 0), len(names) - 1)
    if new == old:
        return {}
    names.insert(new, names.pop(old))
    return {
        name: {**entries[name], "order": place}
        for place, name in enumerate(names, 1)
        if entries[name].get("order") != place
    }


def _place(body: Body) -> float:
    place = body.get("order")
    return float(place) if isinstance(place, int | float) and not isinstance(place, bool) else math.inf
