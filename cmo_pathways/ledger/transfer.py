"""The ledger as JSON Lines, exact both ways: a header line, then one line per event.

{"ledger": 1, "learner": "3f...", "events": 1}
{"at": "2026-11-03T21:14:00Z", "body": {...}, "id": "...", "kind": "rating", "seq": 1, "subject": "finance"}
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cmo_pathways.errors import InputError, Problem
from cmo_pathways.ledger.event import Event, event_problems, is_token, value_problems
from cmo_pathways.ledger.rows import add, add_as_is, events_of, learner_of, set_value
from cmo_pathways.ledger.store import Ledger, reading, writing

VERSION = 1
MAX_LINE = 8_000_000  # [bytes] more than the longest event can need
_KEYS = {"at": str, "body": dict, "id": str, "kind": str, "seq": int, "subject": str}
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
Check = Callable[[Event], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Imported:
    """How many events a file added, and how many of its events were known already."""

    added: int
    known: int


@dataclass(frozen=True, slots=True)
class Lines:
    """A ledger read from JSON Lines."""

    learner: str
    events: tuple[Event, ...]


def export_events(ledger: Ledger) -> bytes:
    """The whole ledger as JSON Lines (UTF-8): equal ledgers give equal bytes."""
    with reading(ledger) as connection:
        return write_lines(learner_of(connection, ledger.path), events_of(connection, ledger.path))


def import_events(ledger: Ledger, data: bytes, *, file: str = "the file") -> Imported:
    """Take over an exported ledger: all of it or, if anything is wrong, nothing.

    An empty ledger becomes an exact copy, with learner id, places and tombstones. A ledger of the same learner gets
    the events whose id it does not know, behind its own: for a subject that both files speak of, the imported event
    then counts. Raises InputError with every problem, its line in ``file``, and for another learner's file.
    """
    found = read_lines(data, file, check_kind)
    with writing(ledger) as connection:
        here = {event.id for event in events_of(connection, ledger.path)}
        if here and learner_of(connection, ledger.path) != found.learner:
            said = "belongs to another learner; nothing was taken over - import it with --home and a new folder"
            raise InputError([Problem(file, 1, "E-LEARNER", said)])
        new = [event for event in found.events if event.id not in here]
        if not here:
            set_value(connection, "learner", found.learner)
        for event in new:
            (add if here else add_as_is)(connection, event)
    return Imported(len(new), len(found.events) - len(new))


def write_lines(learner: str, events: tuple[Event, ...]) -> bytes:
    """Events as JSON Lines."""
    header = {"ledger": VERSION, "learner": learner, "events": len(events)}
    rows = (_line({key: getattr(event, key) for key in _KEYS}) for event in events)
    return "".join(f"{line}\n" for line in (json.dumps(header), *rows)).encode()


def read_lines(data: bytes, file: str, check: Check) -> Lines:
    """The learner and the events of JSON Lines; InputError with all problems, each with its line."""
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    learner, expected = _header(lines[0], file)
    if lines[-1] == b"":
        lines.pop()
    problems: list[Problem] = []
    events: list[Event] = []
    ids: set[str] = set()
    last = 0
    for number, line in enumerate(lines[1:], 2):
        event = _read_event(line, check)
        if isinstance(event, str):
            problems.append(Problem(file, number, "E-LINE", event))
            continue
        if event.id in ids:
            problems.append(Problem(file, number, "E-ID", f'the id "{event.id}" stands twice - remove one line'))
        if event.seq <= last:
            problems.append(Problem(file, number, "E-SEQ", f"seq {event.seq} does not follow {last} - sort the lines"))
        ids.add(event.id)
        last = max(last, event.seq)
        events.append(event)
    if expected is not None and not problems and expected != len(events):
        said = f"holds {len(events)} events where its first line promises {expected} - export or copy it again"
        problems.append(Problem(file, 0, "E-FILE", said))
    if problems:
        raise InputError(problems)
    return Lines(learner, tuple(events))


def check_kind(event: Event) -> Iterable[str]:
    """What is wrong with an event of a kind that this version must know."""
    return event_problems(event.kind, event.subject, event.body)


def check_values(event: Event) -> Iterable[str]:
    """What is wrong with an event of any kind, also of one that only a newer version knows."""
    return (*value_problems({"kind": event.kind, "subject": event.subject}), *value_problems(event.body))


def _header(line: bytes, file: str) -> tuple[str, int | None]:
    value = _parse(line)
    if not isinstance(value, dict) or "ledger" not in value:
        raise InputError([Problem(file, 1, "E-FILE", "is not an exported ledger - nothing was taken over")])
    version, learner, events = value["ledger"], value.get("learner"), value.get("events")
    if isinstance(version, int) and version > VERSION:
        said = "was written by a newer version - update cmo-pathways, then import it again"
    elif version != VERSION or isinstance(version, bool) or not isinstance(learner, str) or not is_token(learner):
        said = "has a first line that names no ledger version 1 and learner - export it again"
    elif events is None or (isinstance(events, int) and not isinstance(events, bool)):
        return learner, events
    else:
        said = "has a first line with a wrong number of events - export it again"
    raise InputError([Problem(file, 1, "E-FILE", said)])


def _read_event(line: bytes, check: Check) -> Event | str:
    value = _parse(line)
    if isinstance(value, str):
        return value
    found = tuple(_key_problems(value))
    if not found:
        event = Event(**value)
        found = tuple(_event_problems(event, check))
        if not found:
            return event
    return "; ".join(found) + " - mend this line or export again"


def _parse(line: bytes) -> dict[str, Any] | str:
    if len(line) > MAX_LINE:
        return "the line is too long for an event - export it again"
    try:
        value = json.loads(line.decode(), object_pairs_hook=_no_doubles, parse_constant=_no_constant)
    except UnicodeDecodeError:
        return "the line is not UTF-8 text - export it again"
    except _Refused as error:
        return f"{error} - mend this line"
    except (ValueError, RecursionError):
        return "the line is not readable as JSON (cut off?) - export it again"
    return value if isinstance(value, dict) else "the line should be one block of keys - export it again"


class _Refused(ValueError):
    """JSON that Python would read but that means nothing, or two things."""


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise _Refused("a key stands twice")
    return value


def _no_constant(name: str) -> None:
    raise _Refused(f"{name} is not a number")


def _key_problems(value: dict[str, Any]) -> Iterator[str]:
    for key in sorted(value.keys() - _KEYS.keys()):
        yield f'"{key[:80]}" is not a known key'
    for key, kind in _KEYS.items():
        if key not in value:
            yield f"{key} is missing"
        elif not isinstance(value[key], kind) or isinstance(value[key], bool):
            yield f"{key} is not what it should be"


def _event_problems(event: Event, check: Check) -> Iterator[str]:
    if not is_token(event.id):
        yield "the id should be 1 to 64 letters, digits or hyphens"
    if not 0 < event.seq < 2**63:
        yield "seq should be a whole number from 1"
    if not _is_moment(event.at):
        yield 'at should be a time such as "2026-11-03T21:14:00Z"'
    yield from check(event)


def _is_moment(text: str) -> bool:
    try:
        # The first and the last year of the calendar have hours that no local clock can show.
        return _MOMENT.fullmatch(text) is not None and 1 < datetime.fromisoformat(text).year < 9999
    except ValueError:
        return False


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, sort_keys=True, ensure_ascii=False, allow_nan=False)
