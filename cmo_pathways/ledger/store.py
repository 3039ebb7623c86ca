"""The ledger file: adding an event that is then on disk, and reading all of them back.

Nothing is held open between two clicks, and threads need no care: each call has a connection of its own.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cmo_pathways.errors import LedgerError
from cmo_pathways.ledger import migrate
from cmo_pathways.ledger.access import TIMEOUT, DamagedLedger, connected, damaged, missing, recognise, session
from cmo_pathways.ledger.event import JSON, Event, body_text, event_problems, is_token
from cmo_pathways.ledger.kinds import ERASED
from cmo_pathways.ledger.place import disk_error, find_home, is_there, make_folder, network_disk, sync_folder
from cmo_pathways.ledger.rows import add, events_of, find_event, learner_of, set_value

FILE_NAME = "ledger.sqlite3"
COMPANIONS = ("-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Ledger:
    """A learner's ledger; holds the path of its file and nothing else. Make one with ``open_ledger``."""

    path: Path
    timeout: float = TIMEOUT

    @property
    def home(self) -> Path:
        """The learner's folder."""
        return self.path.parent

    @property
    def learner(self) -> str:
        """The random id of the learner, made with the file."""
        with reading(self) as connection:
            return learner_of(connection, self.path)

    def append(
        self, kind: str, subject: str, body: Mapping[str, JSON], *, at: datetime, event_id: str | None = None
    ) -> Event:
        """Add one event; when this returns, the event is on disk.

        Parameters: kind, subject and body as in the table of ``kinds.py``; at, the time with its time zone; event_id
        for a retry: the same id with the same content again is no second event, and gives back the first (or its
        tombstone). Keep personal words out of ids: an erased event keeps its id. Raises LedgerError.
        """
        event = _new_event(kind, subject, body, at, event_id)
        with writing(self) as connection:
            known = find_event(connection, self.path, event.id)
            if known is None:
                known = add(connection, event)
            elif known.kind != ERASED and (known.kind, known.subject, known.body) != (kind, subject, event.body):
                raise LedgerError(
                    f'This {kind} was not saved: the event id "{event.id}" is already used for something else. '
                    "All earlier events are safe; save it under a new id."
                )
        return known

    def append_all(self, items: Iterable[tuple[str, str, Mapping[str, JSON]]], *, at: datetime) -> tuple[Event, ...]:
        """Add events (kind, subject, body) in their order; when this returns, all are on disk, and else none is.

        Raises LedgerError, also where one of them cannot be kept.
        """
        events = [_new_event(kind, subject, body, at, None) for kind, subject, body in items]
        if not events:
            return ()
        with writing(self) as connection:
            return tuple(add(connection, event) for event in events)

    def events(self, after: int = 0) -> tuple[Event, ...]:
        """All events in the order in which they were saved; only those behind ``after`` [seq] if given."""
        with reading(self) as connection:
            return events_of(connection, self.path, after)


def open_file(home: Path, *, create: bool, timeout: float = TIMEOUT, mounts: str | None = None) -> Ledger:
    """The ledger of a home folder, checked and brought to the newest version. Raises LedgerError."""
    home = find_home(home)
    path = home / FILE_NAME
    refuse_network(home, mounts)
    if not is_there(path):
        _refuse_orphans(path)
        if not create:
            raise missing(path)
        make_folder(home)
        create_file(path, timeout)
    ledger = Ledger(path, timeout)
    _check(ledger)
    return ledger


def refuse_network(home: Path, mounts: str | None = None) -> None:
    """Raise LedgerError for a folder on a network disk, where locks and power cuts lose events."""
    kind = network_disk(home, mounts)
    if kind is not None:
        raise LedgerError(
            f"{home} is on a network disk ({kind}), where a ledger can lose answers; nothing was written. Choose a "
            "folder on this computer with --home."
        )


def create_file(path: Path, timeout: float = TIMEOUT) -> None:
    """Make an empty ledger with a new learner id; one that another program made meanwhile is kept.

    Raises LedgerError where it cannot be written.
    """
    # Built under another name: nobody ever sees half a ledger, and an empty file is always damage, never "new".
    part = path.with_name(f".{path.name}-{os.urandom(8).hex()}")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with session(part, timeout, "BEGIN IMMEDIATE", lambda *_: None) as connection:
            migrate.upgrade(connection)
            set_value(connection, "learner", os.urandom(16).hex())
        with connected(part, timeout, shown=path) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        place_file(part, path)
    except OSError as error:
        raise disk_error(error, path) from error
    finally:
        for name in (part, *(Path(f"{part}{end}") for end in ("-journal", *COMPANIONS))):
            name.unlink(missing_ok=True)


def place_file(part: Path, path: Path) -> bool:
    """Give a finished file its name in one step; False if that name is taken, OSError where it is not possible."""
    try:
        os.link(part, path)
    except FileExistsError:
        return False
    except OSError:  # a disk without hard links, such as a memory stick
        if is_there(path):
            return False
        part.rename(path)
    sync_folder(path.parent)
    return True


@contextmanager
def reading(ledger: Ledger) -> Iterator[sqlite3.Connection]:
    """A connection on which everything read belongs to one moment."""
    with session(ledger.path, ledger.timeout, "BEGIN", recognise) as connection:
        yield connection


@contextmanager
def writing(ledger: Ledger) -> Iterator[sqlite3.Connection]:
    """A connection that holds the only right to write; everything is on disk at the end, or nothing is."""
    with session(ledger.path, ledger.timeout, "BEGIN IMMEDIATE", recognise) as connection:
        yield connection


def rewrite_file(ledger: Ledger) -> bool:
    """Write the file anew without any trace of erased text; False if another program still reads the old one."""
    with connected(ledger.path, ledger.timeout) as connection:
        connection.execute("VACUUM")
    return empty_journal(ledger)


def empty_journal(ledger: Ledger) -> bool:
    """Move everything from the write-ahead file into the ledger; False if another program is in the way."""
    with connected(ledger.path, ledger.timeout) as connection:
        return int(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]) == 0


def _new_event(kind: str, subject: str, body: Mapping[str, JSON], at: datetime, event_id: str | None) -> Event:
    problems = list(event_problems(kind, subject, body))
    if kind == ERASED:
        problems.append("only erasing makes such an event")
    if event_id is not None and not is_token(event_id):
        problems.append("its event id should be 1 to 64 letters, digits or hyphens")
    if at.tzinfo is None:
        problems.append("its time has no time zone")
    if problems:
        raise LedgerError(f"This {kind[:40]} was not saved: {'; '.join(problems)}. All earlier events are safe.")
    moment = at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
    return Event(0, event_id or os.urandom(16).hex(), moment, kind, subject, json.loads(body_text(body)))


def _check(ledger: Ledger) -> None:
    with reading(ledger) as connection:
        if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise damaged(ledger.path)
        learner_of(connection, ledger.path)
        version = migrate.version_of(connection)
    if version < len(migrate.STEPS):
        with writing(ledger) as connection:
            migrate.upgrade(connection)


def _refuse_orphans(path: Path) -> None:
    # sqlite would play a left-over write-ahead file into the new ledger.
    orphan = Path(f"{path}{COMPANIONS[0]}")
    if is_there(orphan) and orphan.stat().st_size and not is_there(path):
        raise DamagedLedger(
            f"{path} is missing although {orphan.name} is there, so the ledger was moved alone; nothing was changed. "
            "Put it back beside that file, or restore your last backup."
        )
