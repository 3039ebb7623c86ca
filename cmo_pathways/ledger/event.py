"""One line of the ledger: what an event is, which kinds there are, and what each may hold."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from cmo_pathways.scale import LEVELS, is_id

JSON: TypeAlias = "bool | int | float | str | Sequence[JSON] | Mapping[str, JSON] | None"

MAX_TEXT = 100_000  # [bytes of UTF-8] one text
MAX_BODY = 1_000_000  # [bytes of UTF-8] all of one event
MAX_DEPTH = 20
ERASED = "erased"


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
    shape = _KINDS.get(kind)
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


_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")
_MONTH = re.compile(r"(18|19|20|21)[0-9]{2}(-(0[1-9]|1[0-2]))?")
_DAY = re.compile(r"(18|19|20|21)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
_SIGNAL = re.compile(r"[1-5]\.[1-3]")
_HASH = re.compile(r"[0-9a-f]{64}")
_FILE_NAME = re.compile(r"[^/\\:\x00-\x1f\x7f]{1,200}")


@dataclass(frozen=True, slots=True)
class _Rule:
    words: str
    holds: Callable[[object], bool]


@dataclass(frozen=True, slots=True)
class _Shape:
    subject: _Rule
    required: Mapping[str, _Rule]
    optional: Mapping[str, _Rule] = field(default_factory=dict)
    more: bool = False


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number_of(value: object) -> float:
    """The number, or NaN, which no comparison accepts."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else math.nan


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_scores(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(score, Mapping) and set(score) == {"got", "best"} and all(map(_is_number, score.values()))
        for score in value.values()
    )


def _is_signal_answers(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(key, str) and _SIGNAL.fullmatch(key) and answer in ("yes", "partly", "no")
        for key, answer in value.items()
    )


def _is_hours(value: object) -> bool:
    return isinstance(value, Mapping) and all(_is_number(hours) and 0 <= hours <= 168 for hours in value.values())


def _is_texts(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)


def _is_block(value: object) -> bool:
    return isinstance(value, Mapping)


def _one_of(*words: str) -> _Rule:
    return _Rule(" or ".join(f'"{word}"' for word in words), lambda v: isinstance(v, str) and v in words)


def _or_null(rule: _Rule) -> _Rule:
    return _Rule(f"{rule.words} or null", lambda v: v is None or rule.holds(v))


_ID = _Rule("an id (lower-case words joined by hyphens)", lambda v: isinstance(v, str) and len(v) <= 200 and is_id(v))
_INPUT = _Rule(
    "an id of an assumption, such as step:md-degree:years",
    lambda v: isinstance(v, str) and len(v) <= 200 and all(map(is_id, v.split(":"))),
)
_AMOUNT = _Rule("a number of 0 or more", lambda v: _is_number(v) and isinstance(v, int | float) and v >= 0)
_TEXT = _Rule("a text", lambda v: isinstance(v, str))
_WORD = _Rule("a text that is not empty", lambda v: isinstance(v, str) and bool(v))
_FLAG = _Rule("true or false", lambda v: isinstance(v, bool))
_LEVEL = _Rule("a level from 0 to 5", lambda v: _is_whole(v) and v in LEVELS)
_WEIGHT = _Rule("a whole number from 1 to 5", lambda v: _is_whole(v) and v in (1, 2, 3, 4, 5))
_MONTH_TEXT = _Rule('"2019" or "2019-07"', lambda v: isinstance(v, str) and _MONTH.fullmatch(v) is not None)
_COUNT = _Rule("a whole number", lambda v: isinstance(v, int) and not isinstance(v, bool) and v >= 0)
_HASH_TEXT = _Rule("a SHA-256 in hex", lambda v: isinstance(v, str) and _HASH.fullmatch(v) is not None)
_FILE = _Rule(
    "a file name without folders",
    lambda v: isinstance(v, str) and _FILE_NAME.fullmatch(v) is not None and v not in (".", ".."),
)
_ME = _one_of("me")
_TRUE = _Rule("true", lambda v: v is True)
_CODES = _Rule("a list of codes", _is_texts)
_SURENESS = _one_of("guess", "fairly", "sure")
_DAY_TEXT = _Rule('"2019", "2019-07" or "2019-07-21"', lambda v: isinstance(v, str) and _DAY.fullmatch(v) is not None)
_HOURS = _Rule("a block of hours from 0 to 168", lambda v: _is_hours(v))
_AMOUNT = _Rule("a number of 0 or more", lambda v: _number_of(v) >= 0)
_SHARE = _Rule("a share above 0, 1 at most", lambda v: 0 < _number_of(v) <= 1)
_PLAY = {"play": _WORD, "version": _WORD}
_PROFILE = ("name", "headline", "location", "email", "phone", "statement", "specialty", "acknowledged")

_KINDS: Mapping[str, _Shape] = {
    "profile": _Shape(_ME, {}, dict.fromkeys(_PROFILE, _TEXT)),
    "target": _Shape(_ID, {}),
    "rating": _Shape(
        _ID,
        {
            "level": _or_null(_LEVEL),
            "sureness": _or_null(_SURENESS),
            "not_applicable": _FLAG,
            "framework": _WORD,
        },
        {"note": _TEXT, "course": _TEXT, "moment": _one_of("before", "after")},
    ),
    "then-rating": _Shape(
        _ID, {"level": _or_null(_LEVEL), "course": _WORD, "framework": _WORD}, {"sureness": _or_null(_SURENESS)}
    ),
    "importance": _Shape(_ID, {"value": _WEIGHT}),
    "interest": _Shape(_ID, {"value": _WEIGHT}),
    "signals": _Shape(
        _ID,
        {
            "framework": _WORD,
            "answers": _Rule("yes, partly or no per signal such as 3.2", _is_signal_answers),
        },
    ),
    "evidence": _Shape(
        _ID,
        {"competency": _ID, "text": _TEXT},
        {
            "level": _or_null(_LEVEL),
            "link": _TEXT,
            "file": _TEXT,
            "sha256": _or_null(_HASH_TEXT),
            "date": _or_null(_DAY_TEXT),
            "verifier": _TEXT,
            "removed": _TRUE,
        },
    ),
    "placement": _Shape(_ME, {"responsibility": _LEVEL}, {"stage": _ID}),
    "intake": _Shape(
        _ME,
        {},
        {
            **dict.fromkeys(("country", "stage", "specialty", "currency"), _TEXT),
            **dict.fromkeys(("years", "hours_per_week", "budget", "clinical_share"), _or_null(_AMOUNT)),
            "no_relocation": _FLAG,
            "part_time": _SHARE,
        },
    ),
    "invitation": _Shape(_ID, {"group": _ID}, more=True),
    "feedback": _Shape(_ID, {"groups": _Rule("a list", lambda v: isinstance(v, list | tuple))}, more=True),
    "activity": _Shape(
        _ID,
        {"status": _one_of("planned", "started", "done", "late", "dropped")},
        {"on": _or_null(_DAY_TEXT), "hours": _or_null(_Rule("a number", _is_number)), "note": _TEXT},
    ),
    "plan": _Shape(_ID, {}, more=True),
    "assumption": _Shape(_INPUT, {}, dict.fromkeys(("low", "typical", "high", "value"), _or_null(_AMOUNT)), more=True),
    "balance": _Shape(_ME, {}, {"strain": _or_null(_WEIGHT), "hours": _HOURS, "region": _ID, "version": _WORD}),
    "place": _Shape(_ID, {}, more=True),
    "step": _Shape(_ID, {"held": _FLAG, "since": _or_null(_MONTH_TEXT)}),
    "waiver": _Shape(_ID, {"waived": _FLAG}),
    "decision": _Shape(_ID, {**_PLAY, "scene": _WORD, "choice": _WORD}, {"taken_back": _TRUE}),
    "answer": _Shape(
        _ID,
        {
            **_PLAY,
            "scene": _WORD,
            "ask": _one_of("number", "memo"),
            "value": _Rule("a number or a text", lambda v: _is_number(v) or isinstance(v, str)),
        },
    ),
    "result": _Shape(
        _ID,
        {
            **_PLAY,
            "ending": _WORD,
            "scores": _Rule("a block of {got, best} per competency", _is_scores),
            "counters": _Rule(
                "a block of numbers", lambda v: isinstance(v, Mapping) and all(map(_is_number, v.values()))
            ),
            "path": _Rule("a list of ids", _is_texts),
        },
    ),
    "entry": _Shape(_ID, {"section": _WORD}, {"removed": _TRUE, "acknowledged": _CODES}, more=True),
    "export": _Shape(
        _FILE, {"audience": _TEXT, "kind": _TEXT, "format": _TEXT, "sha256": _HASH_TEXT, "pages": _or_null(_COUNT)}
    ),
    "share": _Shape(
        _ID,
        {"sha256": _HASH_TEXT, "parts": _CODES, "learner": _WORD},
        {"file": _FILE, "course": _TEXT, "name": _TEXT, "pseudonym": _FLAG, "made": _WORD},
    ),
    "withdrawal": _Shape(
        _ID, {"learner": _WORD}, {"file": _FILE, "course": _TEXT, "sha256": _HASH_TEXT, "made": _WORD}
    ),
    "memo-feedback": _Shape(_ID, {"play": _WORD, "scene": _WORD, "scores": _Rule("a block", _is_block)}, more=True),
    "session": _Shape(_ID, {}, more=True),
    "score": _Shape(_ID, {"rater": _WORD, "scores": _Rule("a block", _is_block)}, more=True),
    "release": _Shape(_ID, {}, more=True),
    "cohort": _Shape(_ID, {}, more=True),
    ERASED: _Shape(_Rule("empty", lambda v: v == ""), {}),
}


def _shape_problems(shape: _Shape, body: Mapping[str, JSON]) -> Iterator[str]:
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
