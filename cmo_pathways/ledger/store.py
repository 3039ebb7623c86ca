"""The ledger file: adding an event that is then on disk, and reading all of them back.

One short sqlite connection per call, so nothing is held open between two clicks and threads need no care. The file
is never opened by other means: on POSIX systems closing such a handle would drop the locks of this process.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cmo_pathways.errors import LedgerError
from cmo_pathways.ledger import migrate
from cmo_pathways.ledger.event import ERASED, JSON, Event, body_text, event_problems, is_token, tombstone
from cmo_pathways.ledger.place import disk_error, find_home, is_there, make_folder, network_disk, sync_folder

FILE_NAME = "ledger.sqlite3"
COMPANIONS = ("-wal", "-shm")
TIMEOUT = 15.0  # [seconds] patience with another program that is writing

_PRAGMAS: tuple[str, ...] = (
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",  # macOS: a plain fsync leaves the data in the drive's cache
    "PRAGMA checkpoint_fullfsync = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",  # no copy of anybody's text in the folder for temporary files
)


class DamagedLedger(LedgerError):
    """The ledger file is there but cannot be read as one."""


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

        Parameters: kind, subject and body as in the table of ``event.py``; at, the time with its time zone; event_id
        for a retry: the same id with the same content again is no second event, and gives back the first (or its
        tombstone). Keep personal words out of ids: an erased event keeps its id. Raises LedgerError.
        """
        event = _new_event(kind, subject, body, at, event_id)
        with writing(self) as connection:
            known = _find(connection, self.path, event.id)
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
            raise _missing(path)
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
        with _session(part, timeout, "BEGIN IMMEDIATE", lambda *_: None) as connection:
            migrate.upgrade(connection)
            set_value(connection, "learner", os.urandom(16).hex())
        with _translated(path), closing(_connect(part, timeout)) as connection:
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
    with _session(ledger.path, ledger.timeout, "BEGIN", _recognise) as connection:
        yield connection


@contextmanager
def writing(ledger: Ledger) -> Iterator[sqlite3.Connection]:
    """A connection that holds the only right to write; everything is on disk at the end, or nothing is."""
    with _session(ledger.path, ledger.timeout, "BEGIN IMMEDIATE", _recognise) as connection:
        yield connection


def rewrite_file(ledger: Ledger) -> bool:
    """Write the file anew without any trace of erased text; False if another program still reads the old one."""
    with _translated(ledger.path), closing(_connect(ledger.path, ledger.timeout)) as connection:
        connection.execute("VACUUM")
    return empty_journal(ledger)


def empty_journal(ledger: Ledger) -> bool:
    """Move everything from the write-ahead file into the ledger; False if another program is in the way."""
    with _translated(ledger.path), closing(_connect(ledger.path, ledger.timeout)) as connection:
        return int(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]) == 0


def learner_of(connection: sqlite3.Connection, path: Path) -> str:
    """The learner's id. Raises LedgerError where the file has none."""
    learner = get_value(connection, "learner")
    if learner is None:
        raise damaged(path)
    return learner


def events_of(connection: sqlite3.Connection, path: Path, after: int = 0) -> tuple[Event, ...]:
    """The events behind ``after`` [seq], ascending."""
    rows = connection.execute(
        "SELECT seq, id, at, kind, subject, body FROM events WHERE seq > ? ORDER BY seq", (after,)
    )
    return tuple(_event(row, path) for row in rows)


def add(connection: sqlite3.Connection, event: Event) -> Event:
    """Add an event as the last one; gives it back with its place."""
    seq = int(connection.execute("SELECT coalesce(max(seq), 0) + 1 FROM events").fetchone()[0])
    placed = Event(seq, event.id, event.at, event.kind, event.subject, event.body)
    add_as_is(connection, placed)
    return placed


def add_as_is(connection: sqlite3.Connection, event: Event) -> None:
    """Add an event with the place that it has."""
    row = (event.seq, event.id, event.at, event.kind, event.subject, body_text(event.body))
    connection.execute("INSERT INTO events (seq, id, at, kind, subject, body) VALUES (?, ?, ?, ?, ?, ?)", row)


def bury(connection: sqlite3.Connection, events: tuple[Event, ...]) -> None:
    """Put an empty tombstone in the place of each event."""
    migrate.lift_triggers(connection)
    rows = [(t.kind, t.subject, body_text(t.body), t.seq) for t in map(tombstone, events)]
    connection.executemany("UPDATE events SET kind = ?, subject = ?, body = ? WHERE seq = ?", rows)
    migrate.set_triggers(connection)


def overwrite(connection: sqlite3.Connection, learner: str, events: tuple[Event, ...]) -> None:
    """Put other events, with their places, and their learner in the place of all that is there."""
    migrate.lift_triggers(connection)
    connection.execute("DELETE FROM events")
    migrate.set_triggers(connection)
    set_value(connection, "learner", learner)
    for event in events:
        add_as_is(connection, event)


def get_value(connection: sqlite3.Connection, key: str) -> str | None:
    """A value of the file's own notes (the learner's id, work left to finish), or None."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def set_value(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Note a value."""
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))


def drop_value(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Forget a note, unless another program has renewed it meanwhile."""
    connection.execute("DELETE FROM meta WHERE key = ? AND value = ?", (key, value))


def damaged(path: Path) -> DamagedLedger:
    """The error for a file that cannot be trusted."""
    return DamagedLedger(
        f"The ledger {path} is damaged and was left as it is. Keep a copy of its folder, then restore your last backup."
    )


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


def _find(connection: sqlite3.Connection, path: Path, event_id: str) -> Event | None:
    found = connection.execute("SELECT seq, id, at, kind, subject, body FROM events WHERE id = ?", (event_id,))
    row = found.fetchone()
    return None if row is None else _event(row, path)


def _event(row: tuple[int, str, str, str, str, str], path: Path) -> Event:
    try:
        body = json.loads(row[5])
    except (ValueError, TypeError, RecursionError) as error:
        raise damaged(path) from error
    if not isinstance(body, dict):
        raise damaged(path)
    return Event(*row[:5], body)


def _check(ledger: Ledger) -> None:
    with reading(ledger) as connection:
        if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise damaged(ledger.path)
        learner_of(connection, ledger.path)
        version = migrate.version_of(connection)
    if version < len(migrate.STEPS):
        with writing(ledger) as connection:
            migrate.upgrade(connection)


@contextmanager
def _session(
    path: Path, timeout: float, begin: str, recognise: Callable[[sqlite3.Connection, Path], None]
) -> Iterator[sqlite3.Connection]:
    # Closing a connection with an open transaction takes that transaction back.
    with _translated(path), closing(_connect(path, timeout)) as connection:
        connection.execute(begin)
        recognise(connection, path)
        yield connection
        connection.execute("COMMIT")


def _connect(path: Path, timeout: float) -> sqlite3.Connection:
    # mode=rw: a file that has gone is an error, not a new and empty ledger.
    connection = sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=timeout, isolation_level=None)
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _recognise(connection: sqlite3.Connection, path: Path) -> None:
    found = connection.execute("PRAGMA application_id").fetchone()[0]
    version = migrate.version_of(connection)
    if found != migrate.APPLICATION_ID or version < 1:
        raise DamagedLedger(
            f"{path} is not a ledger of this program, or is damaged; it was left as it is. Move it elsewhere, then "
            "restore your last backup or choose another folder with --home."
        )
    if version > len(migrate.STEPS):
        raise LedgerError(
            f"The ledger {path} was written by a newer version of cmo-pathways; nothing was changed. Update "
            "cmo-pathways, then open it again."
        )


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except UnicodeDecodeError as error:  # sqlite quotes a damaged schema in its message
        raise damaged(path) from error
    except sqlite3.Error as error:
        sentence = _sentence(error, path)
        if sentence is None:
            raise
        raise sentence from error


def _sentence(error: sqlite3.Error, path: Path) -> LedgerError | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # text in the file that is not UTF-8 comes without a code
        return damaged(path) if isinstance(error, sqlite3.OperationalError) else None
    primary = code & 0xFF
    if primary == sqlite3.SQLITE_CANTOPEN and not is_there(path):
        return _missing(path)
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR) or path.is_dir():
        return damaged(path)
    if primary in _WORDS:
        return LedgerError(_WORDS[primary].format(path=path))
    return None


_BUSY = (
    "Another program is using the ledger {path}; nothing was changed. Close other windows of cmo-pathways, then try "
    "again."
)
_READ_ONLY = (
    "The ledger {path} or its folder may not be read or written; what was saved before is safe. Check that the file "
    "and its folder are yours, or choose another folder with --home."
)
_NO_ROOM = (
    "The disk did not take a write to the ledger {path} (full, at its limit, or failing); what was saved before is "
    "safe. Free some space, then try again."
)
_WORDS = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_PROTOCOL: _BUSY,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_FULL: _NO_ROOM,
    sqlite3.SQLITE_IOERR: _NO_ROOM,
}


def _missing(path: Path) -> LedgerError:
    return LedgerError(
        f"There is no ledger in {path.parent}; nothing was changed. Check the folder given with --home, or restore a "
        "backup into it."
    )


def _refuse_orphans(path: Path) -> None:
    # sqlite would play a left-over write-ahead file into the new ledger.
    orphan = Path(f"{path}{COMPANIONS[0]}")
    if is_there(orphan) and orphan.stat().st_size and not is_there(path):
        raise DamagedLedger(
            f"{path} is missing although {orphan.name} is there, so the ledger was moved alone; nothing was changed. "
            "Put it back beside that file, or restore your last backup."
        )
