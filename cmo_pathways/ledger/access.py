"""One short sqlite connection on the ledger file, and what can go wrong with it in words.

The file is never opened by other means: on POSIX systems closing such a handle would drop the locks of this process.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from cmo_pathways.errors import LedgerError
from cmo_pathways.ledger import migrate
from cmo_pathways.ledger.place import is_there

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


@contextmanager
def connected(path: Path, timeout: float, *, shown: Path | None = None) -> Iterator[sqlite3.Connection]:
    """A connection to the file, closed afterwards; ``shown`` is the path that errors name, if another.

    Raises LedgerError for a fault of the file.
    """
    with _translated(shown or path), closing(_connect(path, timeout)) as connection:
        yield connection


@contextmanager
def session(
    path: Path, timeout: float, begin: str, recognise: Callable[[sqlite3.Connection, Path], None]
) -> Iterator[sqlite3.Connection]:
    """A transaction that starts with ``begin``; an error inside takes it back.

    ``recognise`` looks at the file first. Raises LedgerError for a fault of the file.
    """
    # Closing a connection with an open transaction takes that transaction back.
    with connected(path, timeout) as connection:
        connection.execute(begin)
        recognise(connection, path)
        yield connection
        connection.execute("COMMIT")


def recognise(connection: sqlite3.Connection, path: Path) -> None:
    """Raise LedgerError for a file of another program or of a newer version of this one."""
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


def damaged(path: Path) -> DamagedLedger:
    """The error for a file that cannot be trusted."""
    return DamagedLedger(
        f"The ledger {path} is damaged and was left as it is. Keep a copy of its folder, then restore your last backup."
    )


def missing(path: Path) -> LedgerError:
    """The error for a home folder without a ledger."""
    return LedgerError(
        f"There is no ledger in {path.parent}; nothing was changed. Check the folder given with --home, or restore a "
        "backup into it."
    )


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
        return missing(path)
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
