"""One line of the ledger: what an event is, and whether it can be kept."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from cmo_pathways.ledger.kinds import ERASED, KINDS, Shape

JSON: TypeAlias = "bool | int | float | str | Sequence[JSON] | Mapping[str, JSON] | None"
MAX_TEXT = 100_000  # [bytes of UTF-8] one text
MAX_BODY = 1_000_000  # [bytes of UTF-8] all of one event
MAX_DEPTH = 20
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    Parameters: seq [counted from 1, ascending] its place in the ledger; id that is used once; at as UTC to the
    second (``2026-11-03T21:14:00Z``); kind such as ``rating``; subject, the id it is about; body, its plain values.
    """

    seq: int
    id: str
    at: str
    kind: str
    subject: str
    body: Mapping[str, JSON]


def tombstone(event: Event) -> Event:
    """What stays of an erased event: its place, its random id and its time."""
    return Event(event.seq, event.id, event.at, ERASED, "", {})


def body_text(body: Mapping[str, JSON]) -> str:
    """The body as JSON text; equal bodies give equal texts."""
    return json.dumps(body, sort_keys=True, ensure_ascii=False, allow_nan=False)


def event_problems(kind: str, subject: str, body: Mapping[str, JSON]) -> tuple[str, ...]:
    """Everything that is wrong with an event of this kind, in words; empty if it can be kept."""
    shape = KINDS.get(kind)
    if shape is None:
        return (f'the kind "{kind}" is not known to this version',)
    wrong = [*_value_problems(subject, "the subject", 0)]
    if not wrong and not shape.subject.holds(subject):
        wrong.append(f'the subject "{str(subject)[:80]}" should be {shape.subject.words}')
    return (*wrong, *_shape_problems(shape, body), *value_problems(body))


def value_problems(body: object) -> tuple[str, ...]:
    """What in a body cannot be kept as plain JSON, whatever its kind."""
    if not isinstance(body, Mapping):
        return ("the body should be a block of keys",)
    found = tuple(_value_problems(body, "", 0))
    if not found and len(body_text(body).encode()) > MAX_BODY:
        return (f"it is longer than {MAX_BODY // 1000:,} kB in all",)
    return found


def is_token(text: object) -> bool:
    """True for an event id or a learner id: 1 to 64 letters, digits, ``-`` or ``_``."""
    return isinstance(text, str) and _TOKEN.fullmatch(text) is not None


def _shape_problems(shape: Shape, body: Mapping[str, JSON]) -> Iterator[str]:
    if not isinstance(body, Mapping):
        return
    rules = {**shape.required, **shape.optional}
    for key, value in body.items():
        if key in rules and not rules[key].holds(value):
            yield f"{key} should be {rules[key].words}"
        elif key not in rules and not shape.more:
            yield f'"{str(key)[:80]}" is not a known key'
    for key in shape.required:
        if key not in body:
            yield f"{key} is missing"


def _value_problems(value: object, where: str, depth: int) -> Iterator[str]:
    shown = where or "the body"
    if depth > MAX_DEPTH:
        yield f"{shown} is nested too deeply"
    elif isinstance(value, str):
        yield from _text_problems(value, shown)
    elif isinstance(value, float):
        if not math.isfinite(value):
            yield f"{shown} is not a number that can be kept (NaN or infinite)"
    elif isinstance(value, int):
        if not -(2**63) <= value < 2**63:
            yield f"{shown} is too large a number"
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str):
                yield f"{shown} has a key that is not a text"
                continue
            yield from _text_problems(key, f"a key of {shown}")
            yield from _value_problems(inner, f"{where}.{key[:80]}" if where else key[:80], depth + 1)
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from _value_problems(inner, f"{where}[{index}]", depth + 1)
    elif value is not None:
        yield f"{shown} is not a plain value (a {type(value).__name__})"


def _text_problems(text: str, shown: str) -> Iterator[str]:
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        yield f"{shown} holds half a character, which no file can keep - type it again"
        return
    if size > MAX_TEXT:
        yield f"{shown} is longer than {MAX_TEXT // 1000} kB"
