"""Opening a learner's ledger: found or made, checked, and whatever was cut off last time finished."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

from cmo_pathways.errors import LedgerError
from cmo_pathways.ledger import store
from cmo_pathways.ledger.access import TIMEOUT
from cmo_pathways.ledger.place import disk_error, is_there, sync_folder
from cmo_pathways.ledger.rows import drop_value, get_value, set_value
from cmo_pathways.ledger.store import Ledger, open_file, reading, writing

FOLDERS = ("notebooks", "exports", "feedback")
STAGE = ".restore-part"
ASIDE = "before-restore"
_ERASE = "pending-erase"
_RESTORE = "pending-restore"


def open_ledger(home: Path, *, create: bool = True, timeout: float = TIMEOUT, mounts: str | None = None) -> Ledger:
    """The ledger in a learner's folder; makes folder and file where there is none yet, unless ``create`` is False.

    Parameters: timeout [seconds], the patience with another program that is writing; mounts, a mount table as in
    /proc/mounts instead of the computer's own. Raises LedgerError, in one sentence: missing, damaged, in use, not
    writable, no room, written by a newer version, on a network disk.
    """
    ledger = open_file(home, create=create, timeout=timeout, mounts=mounts)
    finish(ledger)
    return ledger


def finish(ledger: Ledger) -> None:
    """Finish a restore and an erasure that were cut off; nothing where there is none."""
    with reading(ledger) as connection:
        restore, erase = get_value(connection, _RESTORE), get_value(connection, _ERASE)
    if restore is not None:
        _finish_restore(ledger)
    if erase is not None:
        _finish_erase(ledger, erase)


def mark_erased(connection: sqlite3.Connection) -> None:
    """Note, in the transaction that erases, that the file must be rewritten."""
    set_value(connection, _ERASE, os.urandom(8).hex())


def mark_restored(connection: sqlite3.Connection, aside: Path) -> None:
    """Note, in the transaction that restores the events, that the folders must follow, the old ones going aside."""
    set_value(connection, _RESTORE, aside.name)


def is_restoring(connection: sqlite3.Connection) -> bool:
    """True while a restore has its folders still to move."""
    return get_value(connection, _RESTORE) is not None


def next_aside(home: Path) -> Path:
    """A numbered folder, not made yet, for what a restore takes away; the highest number is the newest."""
    return home / ASIDE / str(1 + max(asides(home), default=0))


def asides(home: Path) -> set[int]:
    """The numbers of the folders that restores have put aside."""
    folders = (home / ASIDE).iterdir() if (home / ASIDE).is_dir() else ()
    return {int(folder.name) for folder in folders if folder.name.isdecimal()}


def _finish_restore(ledger: Ledger) -> None:
    home = ledger.home
    with writing(ledger) as connection:  # the right to write keeps a second program from doing the same
        pending = get_value(connection, _RESTORE)
        if pending is None:
            return
        try:
            _move_folders(home, home / ASIDE / pending)
        except OSError as error:
            raise disk_error(error, home) from error
        drop_value(connection, _RESTORE, pending)


def _move_folders(home: Path, aside: Path) -> None:
    for name in FOLDERS:
        staged, place = home / STAGE / name, home / name
        if not staged.is_dir():  # moved before the cut
            continue
        if is_there(place):
            if is_there(aside / name):  # made again by another program since the cut
                aside = next_aside(home)
            aside.mkdir(parents=True, exist_ok=True)
            place.rename(aside / name)
            sync_folder(aside)
        staged.rename(place)
    if (home / STAGE).is_dir():
        shutil.rmtree(home / STAGE)
    sync_folder(home)


def _finish_erase(ledger: Ledger, pending: str) -> None:
    if not store.rewrite_file(ledger):
        raise LedgerError(
            f"The text is erased from the ledger {ledger.path}, but another program still holds its old pages. Close "
            "other windows of cmo-pathways and open the ledger again: that finishes it."
        )
    with writing(ledger) as connection:
        drop_value(connection, _ERASE, pending)
