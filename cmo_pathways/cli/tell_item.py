"""What ``show`` says: one item of the content, the list of a kind, or the counts."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from cmo_pathways.catalogue import Catalogue, load_catalogue, load_reference
from cmo_pathways.cli.items import ITEMS, Item
from cmo_pathways.cli.output import counted, say, say_json, table
from cmo_pathways.cli.tell_page import page_item, part_lines
from cmo_pathways.errors import LearnerError
from cmo_pathways.pages import kinds_of, page_of
from cmo_pathways.sessions import load_sessions

_PLURALS = {
    "competency": "competencies",
    "role": "roles",
    "step": "steps",
    "activity": "activities",
    "skill": "skills",
    "ability": "abilities",
    "responsibility": "responsibilities",
    "tool": "tools",
    "variation": "variations",
    "threshold": "thresholds",
    "figure": "figures",
    "belief": "beliefs",
    "tag": "tags",
    "case": "cases",
    "source": "sources",
    "session": "sessions",
}


def tell_item(id: str | None, as_json: bool) -> None:
    """One item, one list, or the counts. Raises LearnerError for an id that nothing has."""
    catalogue = load_catalogue()
    kind = None if id is None else _kind(id)
    if id is None:
        _show_kinds(as_json)
    elif kind is not None:
        names = ITEMS[kind].all(catalogue) if kind in ITEMS else _names()[kind]
        _show_list(kind, names, as_json)
    else:
        _show_item(_find(catalogue, id), as_json)


@lru_cache(maxsize=1)
def _names() -> Mapping[str, Mapping[str, str]]:
    """The names by id of every kind; this reads the shelf, which most answers do not need."""
    sessions = {id: found.title for id, found in load_sessions().items()}
    return {**kinds_of(load_catalogue(), load_reference()), "session": sessions}


def _show_kinds(as_json: bool) -> None:
    counts = {_PLURALS[kind]: len(names) for kind, names in _names().items()}
    if as_json:
        say_json({"kinds": counts})
        return
    rows = [(f"cmo-pathways show {plural}", f"{number:,}") for plural, number in counts.items()]
    say(table(rows, right=(1,)))
    say('\nShow one with "cmo-pathways show ID".')


def _show_list(kind: str, names: Mapping[str, str], as_json: bool) -> None:
    if as_json:
        say_json({"kind": kind, "items": [{"id": id, "name": name} for id, name in names.items()]})
        return
    say(table(names.items(), head=("Id", f"{counted(len(names), kind, _PLURALS[kind])}")))


def _show_item(item: Item, as_json: bool) -> None:
    if as_json:
        say_json(item.values)
    else:
        say("\n".join(item.lines))


def _find(catalogue: Catalogue, id: str) -> Item:
    for source in ITEMS.values():
        if id in source.all(catalogue):
            return _with_activity(catalogue, id, source.one(catalogue, id))
    if any(id in names for names in _names().values()):
        return page_item(page_of(catalogue, load_reference(), id))
    known = [name for names in _names().values() for name in names]
    near = difflib.get_close_matches(id, known, n=1, cutoff=0.5)
    hint = f'Did you mean "{near[0]}"?' if near else 'See what there is with "cmo-pathways show".'
    raise LearnerError(f'There is nothing with the id "{id}". {hint}')


def _with_activity(catalogue: Catalogue, id: str, item: Item) -> Item:
    """A step that is an activity too says also what it takes and develops."""
    if item.values["kind"] != "step" or id not in load_reference().activities:
        return item
    page = page_of(catalogue, load_reference(), id, "activity")
    lines = ["", "As an activity", *(line for part in page.parts for line in part_lines(part))]
    return replace(item, values={**item.values, "activity": page_item(page).values}, lines=(*item.lines, *lines))


def _kind(word: str) -> str | None:
    asked = word.lower()
    return next((kind for kind, plural in _PLURALS.items() if asked in (kind, plural, f"{kind}s")), None)
