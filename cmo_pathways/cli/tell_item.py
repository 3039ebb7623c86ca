"""What ``show`` says: one item of the content, the list of a kind, or the counts."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from cmo_pathways.catalogue import Catalogue, load_catalogue
from cmo_pathways.cli.items import ITEMS, Item
from cmo_pathways.cli.output import counted, say, say_json, table
from cmo_pathways.errors import LearnerError

_PLURALS = {"competency": "competencies", "role": "roles", "step": "steps", "case": "cases", "source": "sources"}


def tell_item(id: str | None, as_json: bool) -> None:
    """One item, one list, or the counts. Raises LearnerError for an id that nothing has."""
    catalogue = load_catalogue()
    kind = None if id is None else _kind(id)
    if id is None:
        _show_kinds(catalogue, as_json)
    elif kind is not None:
        _show_list(kind, ITEMS[kind].all(catalogue), as_json)
    else:
        _show_item(_find(catalogue, id), as_json)


def _show_kinds(catalogue: Catalogue, as_json: bool) -> None:
    counts = {_PLURALS[kind]: len(source.all(catalogue)) for kind, source in ITEMS.items()}
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
            return source.one(catalogue, id)
    known = [name for source in ITEMS.values() for name in source.all(catalogue)]
    near = difflib.get_close_matches(id, known, n=1, cutoff=0.5)
    hint = f'Did you mean "{near[0]}"?' if near else 'See what there is with "cmo-pathways show".'
    raise LearnerError(f'There is nothing with the id "{id}". {hint}')


def _kind(word: str) -> str | None:
    asked = word.lower()
    return next((kind for kind, plural in _PLURALS.items() if asked in (kind, plural, f"{kind}s")), None)
