"""Putting a backup back into a home folder: checked first, then all or nothing, with what was there kept aside.

The events and the note that the folders must follow are written in one transaction. A cut before it leaves the home
as it was; after a cut behind it, the next opening moves the folders.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from cmo_pathways.errors import LearnerError, LedgerError
from cmo_pathways.ledger import store
from cmo_pathways.ledger.access import TIMEOUT, DamagedLedger
from cmo_pathways.ledger.backup import EVENTS, open_backup, read_manifest, unpack, wrong
from cmo_pathways.ledger.erase import EXPORTS, recorded_exports
from cmo_pathways.ledger.event import Event, tombstone
from cmo_pathways.ledger.kinds import ERASED
from cmo_pathways.ledger.opening import (
    ASIDE,
    FOLDERS,
    STAGE,
    asides,
    finish,
    is_restoring,
    mark_erased,
    mark_restored,
    next_aside,
)
from cmo_pathways.ledger.place import disk_error, find_home, is_there, make_folder, sync_folder, write_file
from cmo_pathways.ledger.rows import events_of, learner_of, overwrite
from cmo_pathways.ledger.store import Ledger, writing
from cmo_pathways.ledger.transfer import Lines, check_values, read_lines, write_lines


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore brought back.

    Parameters: events and files [counts]; aside, the folder with what was there before, or None if nothing was.
    """

    events: int
    files: int
    aside: Path | None


def restore(file: Path, home: Path, *, timeout: float = TIMEOUT, mounts: str | None = None) -> Restored:
    """Put a backup into a home folder that has no event which the backup lacks.

    What was erased in this home stays erased, even if the backup still holds it. Raises InputError for a backup that
    cannot be used and LedgerError for a home that has events of its own; nothing is changed then.
    """
    return _restore(file, home, _refuse_loss, timeout, mounts)


def replace_home(file: Path, home: Path, *, timeout: float = TIMEOUT, mounts: str | None = None) -> Restored:
    """Put a backup in the place of whatever a home folder holds; events that it lacks are kept aside only."""
    return _restore(file, home, lambda here, backup: None, timeout, mounts)


Refuse = Callable[[tuple[Event, ...], Lines], None]


def _restore(file: Path, home: Path, refuse: Refuse, timeout: float, mounts: str | None) -> Restored:
    home, file = find_home(home), Path(file)
    store.refuse_network(home, mounts)
    make_folder(home)
    before = asides(home)
    ledger = _usable_ledger(home, timeout)
    try:
        found, files = _unpack(file, home)
        if ledger is None:
            ledger = _put_new(home, found, timeout)
        else:
            _put_into(ledger, found, refuse)
    except OSError as error:
        _clear(home, timeout)
        raise disk_error(error, home) from error
    except LearnerError:
        _clear(home, timeout)
        raise
    finish(ledger)
    new = asides(home) - before
    return Restored(len(found.events), files, home / ASIDE / str(max(new)) if new else None)


def _usable_ledger(home: Path, timeout: float) -> Ledger | None:
    path = home / store.FILE_NAME
    if not is_there(path):
        return None
    try:
        ledger = store.open_file(home, create=False, timeout=timeout, mounts="")
    except DamagedLedger:
        return None
    finish(ledger)
    return ledger


def _unpack(file: Path, home: Path) -> tuple[Lines, int]:
    stage = home / STAGE
    with open_backup(file) as archive:
        members = read_manifest(archive, file)
        needed, free = sum(member.bytes for member in members), shutil.disk_usage(home).free
        if needed > free:
            raise LedgerError(
                f"The backup needs {needed / 1e6:,.0f} MB and the disk of {home} has {free / 1e6:,.0f} MB; nothing "
                "was changed. Free some space, then try again."
            )
        if is_there(stage):
            shutil.rmtree(stage)
        for name in ("", *FOLDERS):
            (stage / name).mkdir(mode=0o700)
        unpack(archive, members, lambda name: _new_file(stage, name, file), file)
    for folder in [stage, *(path for path in stage.rglob("*") if path.is_dir())]:
        sync_folder(folder)
    return read_lines((stage / EVENTS).read_bytes(), f"{file.name}/{EVENTS}", check_values), len(members) - 1


def _new_file(stage: Path, name: str, file: Path) -> IO[bytes]:
    path = stage.joinpath(*name.split("/"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("xb")
    except FileExistsError as error:
        raise wrong(file, f"{name} differs from another name only in a way that this disk cannot hold") from error


def _put_into(ledger: Ledger, found: Lines, refuse: Refuse) -> None:
    stage = ledger.home / STAGE
    with writing(ledger) as connection:
        if is_restoring(connection) or not all((stage / name).is_dir() for name in FOLDERS):
            raise LedgerError(f"Another program is restoring into {ledger.home}. Wait for it, then try again.")
        here = events_of(connection, ledger.path)
        refuse(here, found)
        aside = next_aside(ledger.home)
        if any(event.kind != ERASED for event in here):
            aside.mkdir(parents=True)
            write_file(aside / EVENTS, write_lines(learner_of(connection, ledger.path), here))
            sync_folder(aside)
        _overwrite(connection, stage, here, found)
        mark_restored(connection, aside)


def _overwrite(connection: sqlite3.Connection, stage: Path, here: tuple[Event, ...], found: Lines) -> None:
    gone = {event.id: event for event in here if event.kind == ERASED}
    events = tuple(tombstone(event) if event.id in gone else event for event in found.events)
    if events != found.events:
        for name in recorded_exports(found.events):
            (stage / EXPORTS / name).unlink(missing_ok=True)
        mark_erased(connection)
    known = {event.id for event in events}
    last = max((event.seq for event in events), default=0)
    later = [event for event in here if event.id in gone and event.id not in known]
    kept = (Event(last + n, e.id, e.at, e.kind, e.subject, e.body) for n, e in enumerate(later, 1))
    overwrite(connection, found.learner, (*events, *kept))


def _put_new(home: Path, found: Lines, timeout: float) -> Ledger:
    made, path, aside = Ledger(home / STAGE / store.FILE_NAME, timeout), home / store.FILE_NAME, next_aside(home)
    store.create_file(made.path, timeout)
    with writing(made) as connection:
        overwrite(connection, found.learner, found.events)
        mark_restored(connection, aside)
    if not store.empty_journal(made):
        raise LedgerError(f"Another program is using {made.path}; nothing was changed. Close it, then try again.")
    _put_damaged_aside(path, aside)
    if not is_there(path):
        if not store.place_file(made.path, path):
            raise LedgerError(f"Another program has made a ledger in {home}; nothing was changed. Try again.")
    else:
        made.path.replace(path)
        sync_folder(home)
    return Ledger(path, timeout)


def _put_damaged_aside(path: Path, aside: Path) -> None:
    names = [Path(f"{path}{end}") for end in (*store.COMPANIONS, "")]
    there = [name for name in names if is_there(name)]
    if not there:
        return
    aside.mkdir(parents=True)
    for name in there:
        if name == path and path.is_file():
            shutil.copy2(name, aside / name.name)  # it keeps its place until the new one takes it
        else:
            name.rename(aside / name.name)
    sync_folder(aside)


def _refuse_loss(here: tuple[Event, ...], backup: Lines) -> None:
    kept = {event.id: event for event in backup.events}
    lost = [event for event in here if event.kind != ERASED and not _holds(kept.get(event.id), event)]
    if lost:
        raise LedgerError(
            f"This home has {len(lost)} saved events that the backup lacks; nothing was changed. Restore into another "
            "folder with --home, or replace this one, which keeps its events aside."
        )


def _holds(kept: Event | None, event: Event) -> bool:
    same = kept is not None and (kept.kind, kept.subject, kept.body) == (event.kind, event.subject, event.body)
    return same or (kept is not None and kept.kind == ERASED)


def _clear(home: Path, timeout: float) -> None:
    # A restore whose transaction is through, ours or another program's, still needs the stage.
    path = home / store.FILE_NAME
    try:
        if is_there(path):
            with store.reading(Ledger(path, timeout)) as connection:
                if is_restoring(connection):
                    return
    except DamagedLedger:
        pass
    shutil.rmtree(home / STAGE, ignore_errors=True)
