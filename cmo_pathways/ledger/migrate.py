"""The shape of the ledger file, one step per version, and how a new or older file gets to the newest shape."""

from __future__ import annotations

import sqlite3

APPLICATION_ID = 0x434D4F50  # "CMOP", so that no other program's file is taken for a ledger

_ADD_ONLY = "SELECT RAISE(ABORT, 'the ledger is append-only')"
TRIGGERS = {
    "events_no_update": f"BEFORE UPDATE ON events BEGIN {_ADD_ONLY}; END",
    "events_no_delete": f"BEFORE DELETE ON events BEGIN {_ADD_ONLY}; END",
    # INSERT OR REPLACE deletes without a DELETE trigger, so the way in is guarded too.
    "events_no_replace": "BEFORE INSERT ON events WHEN EXISTS (SELECT 1 FROM events WHERE id = NEW.id) "
    f"OR NEW.seq <= (SELECT coalesce(max(seq), 0) FROM events) BEGIN {_ADD_ONLY}; END",
}
STEPS: tuple[tuple[str, ...], ...] = (
    (
        f"PRAGMA application_id = {APPLICATION_ID}",
        "CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL)",
        "CREATE TABLE events (seq INTEGER PRIMARY KEY NOT NULL CHECK (seq > 0), id TEXT UNIQUE NOT NULL, "
        "at TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL)",
        *(f"CREATE TRIGGER {name} {text}" for name, text in TRIGGERS.items()),
    ),
)
"""STEPS[n] brings a file from version n to version n + 1; a published step never changes."""


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the open file [0 = empty]."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def upgrade(connection: sqlite3.Connection) -> None:
    """Bring the file to the newest version, one step at a time, inside the caller's transaction."""
    for number, statements in enumerate(STEPS):
        if number >= version_of(connection):
            for statement in statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number + 1}")


def lift_triggers(connection: sqlite3.Connection) -> None:
    """Allow changes for the rest of the transaction (erasing and restoring only)."""
    for name in TRIGGERS:
        connection.execute(f"DROP TRIGGER IF EXISTS {name}")


def set_triggers(connection: sqlite3.Connection) -> None:
    """Make the ledger append-only again."""
    for name, text in TRIGGERS.items():
        connection.execute(f"CREATE TRIGGER {name} {text}")
