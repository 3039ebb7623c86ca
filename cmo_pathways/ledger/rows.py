"""Events and notes as rows of an open ledger file: adding, reading, burying, replacing."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from cmo_pathways.ledger import migrate
from cmo_pathways.ledger.access import damaged
from cmo_pathways.ledger.event import Event, body_text, tombstone


def events_of(connection: sqlite3.Connection, path: Path, after: int = 0) -> tuple[Event, ...]:
    """The events behind ``after`` [seq], ascending."""
    rows = connection.execute(
        "SELECT seq, id, at, kind, subject, body FROM events WHERE seq > ? ORDER BY seq", (after,)
    )
    return tuple(_event(row, path) for row in rows)


def find_event(connection: sqlite3.Connection, path: Path, event_id: str) -> Event | None:
    """The event of that id, or None."""
    found = connection.execute("SELECT seq, id, at, kind, subject, body FROM events WHERE id = ?", (event_id,))
    row = found.fetchone()
    return None if row is None else _event(row, path)


def learner_of(connection: sqlite3.Connection, path: Path) -> str:
    """The learner's id. Raises LedgerError where the file has none."""
    learner = get_value(connection, "learner")
    if learner is None:
        raise damaged(path)
    return learner


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


def _event(row: tuple[int, str, str, str, str, str], path: Path) -> Event:
    try:
        body = json.loads(row[5])
    except (ValueError, TypeError, RecursionError) as error:
        raise damaged(path) from error
    if not isinstance(body, dict):
        raise damaged(path)
    return Event(*row[:5], body)
