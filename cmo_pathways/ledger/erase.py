"""Removing what should never have been typed, byte for byte: the only exception to append-only.

Each erased event leaves an empty tombstone (its place, its random id, its time). What was made from the ledger goes
too: exported files, and what a restore had put aside. Backups and exports outside the home folder, and copies that
a disk or a cloud service keeps on its own, cannot be called back.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from cmo_pathways.errors import LedgerError
from cmo_pathways.ledger import store
from cmo_pathways.ledger.access import TIMEOUT, DamagedLedger
from cmo_pathways.ledger.event import JSON, Event
from cmo_pathways.ledger.kinds import ERASED
from cmo_pathways.ledger.opening import ASIDE, STAGE, finish, is_restoring, mark_erased
from cmo_pathways.ledger.place import disk_error, find_home, is_there
from cmo_pathways.ledger.rows import bury, events_of
from cmo_pathways.ledger.store import Ledger, empty_journal, writing

EXPORTS = "exports"
_HALF = re.compile(r"\..+\.part")
"""Files that a killed run left half written."""
_FEEDBACK = "feedback"  # a key, and answers that others sealed


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure did.

    Parameters: events, the ids that are tombstones now; deleted, the files that went because they were made from
    the ledger (make them again); left, files of the home that are the learner's own, such as notebooks, and may
    still hold the text (``erase_text``: do hold it).
    """

    events: tuple[str, ...]
    deleted: tuple[Path, ...]
    left: tuple[Path, ...]


def find_text(ledger: Ledger, text: str) -> tuple[Event, ...]:
    """The events that hold a text anywhere, whatever its capitals: what ``erase_text`` would remove."""
    return _holding(ledger.events(), text)


def erase_events(ledger: Ledger, ids: Iterable[str]) -> Erased:
    """Remove the events with these ids, and every exported file; all of them or, with LedgerError, none."""
    wanted = set(ids)

    def choose(events: tuple[Event, ...]) -> tuple[Event, ...]:
        unknown = sorted(wanted - {event.id for event in events})
        if unknown:
            raise LedgerError(f'There is no event "{unknown[0]}" in this ledger; nothing was erased. Check the id.')
        return tuple(event for event in events if event.id in wanted)

    return _erase(ledger, choose, _recorded_exports)


def erase_kind(ledger: Ledger, kind: str) -> Erased:
    """Remove every event of a kind that goes into no export, such as ``balance``; exported files stay."""
    return _erase(ledger, lambda events: tuple(event for event in events if event.kind == kind), lambda *_: ())


def erase_text(ledger: Ledger, text: str) -> Erased:
    """Remove every event that holds a text, whatever its capitals, and every exported file; all or none."""
    erased = _erase(ledger, lambda events: _holding(events, text), _recorded_exports)
    left = tuple(file for file in _own_files(ledger.home) if _file_holds(file, text))
    return Erased(erased.events, erased.deleted, left)


def erase_all(home: Path, *, timeout: float = TIMEOUT) -> Erased:
    """Remove all events of a home and all in ``exports/`` and ``feedback/``; notebooks stay (``left`` lists them).

    A damaged ledger is deleted as a file. Raises LedgerError where there is no ledger or another program holds it.
    """
    try:
        ledger = store.open_file(home, create=False, timeout=timeout)
    except DamagedLedger:
        return _delete_damaged(find_home(home))
    erased = _erase(ledger, lambda events: events, _all_made)
    return Erased(erased.events, erased.deleted, tuple(_own_files(ledger.home)))


def recorded_exports(events: Iterable[Event]) -> tuple[str, ...]:
    """The names of the files that were exported or shared, each once; none that leads into another folder."""
    exported = (event.subject for event in events if event.kind == "export")
    shared = (event.body.get("file") for event in events if event.kind == "share")
    return tuple(dict.fromkeys(name for name in (*exported, *shared) if _is_bare(name)))


def _is_bare(name: object) -> TypeGuard[str]:
    return isinstance(name, str) and name not in ("", ".", "..") and not set(name) & set("/\\:\0")


Choose = Callable[[tuple[Event, ...]], tuple[Event, ...]]
Derived = Callable[[Path, tuple[Event, ...]], Iterable[Path]]


def _erase(ledger: Ledger, choose: Choose, derived: Derived) -> Erased:
    finish(ledger)
    deleted: tuple[Path, ...] = ()
    if not empty_journal(ledger):  # somebody reads: find out before anything is erased
        raise _in_use(ledger)
    with writing(ledger) as connection:
        if is_restoring(connection):
            raise _in_use(ledger)
        events = events_of(connection, ledger.path)
        chosen = tuple(event for event in choose(events) if event.kind != ERASED)
        if chosen:
            # Files first: they can be made again, so a cut here loses nothing and erasing again starts over.
            deleted = _delete(ledger.home, derived(ledger.home, events))
            bury(connection, chosen)
            mark_erased(connection)
    finish(ledger)
    return Erased(tuple(event.id for event in chosen), deleted, ())


def _in_use(ledger: Ledger) -> LedgerError:
    return LedgerError(
        f"Another program is using the ledger {ledger.path}; nothing was erased. Close other windows of cmo-pathways, "
        "then try again."
    )


def _recorded_exports(home: Path, events: tuple[Event, ...]) -> Iterator[Path]:
    folder = home / EXPORTS
    yield from (folder / name for name in recorded_exports(events) if (folder / name).is_file())
    yield from (half for half in _files(folder) if _HALF.fullmatch(half.name))


def _all_made(home: Path, events: tuple[Event, ...]) -> Iterator[Path]:
    return (file for folder in (EXPORTS, _FEEDBACK) for file in _files(home / folder))


def _delete_damaged(home: Path) -> Erased:
    path = home / store.FILE_NAME
    own = [Path(f"{path}{end}") for end in (*store.COMPANIONS, "")]
    deleted = _delete(home, (*_all_made(home, ()), *filter(is_there, own)))
    return Erased((), deleted, tuple(_own_files(home)))


def _delete(home: Path, files: Iterable[Path]) -> tuple[Path, ...]:
    deleted = (*files, *_files(home / ASIDE), *_files(home / STAGE))
    for file in deleted:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise disk_error(error, file) from error
    for folder in (home / ASIDE, home / STAGE):
        try:
            if folder.is_dir() and not folder.is_symlink():
                shutil.rmtree(folder)
        except OSError as error:
            raise disk_error(error, folder) from error
    return deleted


def _holding(events: tuple[Event, ...], text: str) -> tuple[Event, ...]:
    needle = _folded(text)
    if not needle.strip():
        raise LedgerError("The text to erase is empty; nothing was erased. Give the words that should go.")
    return tuple(e for e in events if any(needle in _folded(found) for found in (e.subject, *_texts(e.body))))


def _texts(value: JSON) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield key
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
    elif value is not None:
        yield json.dumps(value)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def _file_holds(file: Path, text: str) -> bool:
    try:
        content = _folded(file.read_bytes().decode(errors="ignore"))
    except OSError:
        return False
    in_json = (json.dumps(text, ensure_ascii=escaped)[1:-1] for escaped in (False, True))
    return any(_folded(form) in content for form in (text, *in_json))


def _own_files(home: Path) -> Iterator[Path]:
    ledger = {f"{store.FILE_NAME}{end}" for end in ("", *store.COMPANIONS)}
    return (file for file in _files(home) if file.parent != home or file.name not in ledger)


def _files(folder: Path) -> tuple[Path, ...]:
    if folder.is_symlink():
        return ()
    return tuple(Path(top) / name for top, _, names in sorted(os.walk(folder)) for name in sorted(names))
