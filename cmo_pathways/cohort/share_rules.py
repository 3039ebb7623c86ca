"""What each key of a share file may hold, and the value that comes of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from cmo_pathways.cohort.marked import shown
from cmo_pathways.cohort.share import (
    PARTS,
    Share,
    SharedActivity,
    SharedEntry,
    SharedLevel,
    SharedMemo,
    SharedPlay,
    SharedRating,
    Withdrawal,
)
from cmo_pathways.scale import LEVELS, is_id

MOMENTS = ("before", "after", "then")
STATUSES = ("planned", "started", "done", "late", "dropped")
_LONGEST = 100_000  # [characters] one text, as in the ledger
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Fault(NamedTuple):
    """What is wrong with a file: a code, and what was found in words."""

    code: str
    said: str


def first_fault(content: Mapping[str, Any], kind: str) -> Fault | None:
    """The first thing that is wrong with the content of a share or a withdrawal; None where all is well."""
    return next(_share_faults(content) if kind == "share" else _block_faults(content, _WITHDRAWAL, ""), None)


def share_of(content: Mapping[str, Any]) -> Share:
    """The share of a content without faults."""
    top = {key: content[key] for key in _SHARE if key not in (*PARTS, "kind", "parts")}
    return Share(
        **top,
        parts=tuple(content["parts"]),
        levels=tuple(SharedLevel(**row) for row in content["levels"]),
        ratings=tuple(SharedRating(**row) for row in content["ratings"]),
        cases=tuple(_play(row) for row in content["cases"]),
        memos=tuple(SharedMemo(**row) for row in content["memos"]),
        plan=tuple(SharedActivity(**row) for row in content["plan"]),
        entries=tuple(SharedEntry(**{**row, "body": _frozen(row["body"])}) for row in content["entries"]),
    )


def withdrawal_of(content: Mapping[str, Any]) -> Withdrawal:
    """The withdrawal of a content without faults."""
    return Withdrawal(content["id"], content["learner"], content["at"])


def printable(text: str) -> str:
    """A text without the characters that a share may not hold: control characters, half letters, turned directions."""
    return _UNREADABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:_LONGEST]


def is_slug(value: object) -> bool:
    """True for an id of at most 200 characters."""
    return isinstance(value, str) and len(value) <= 200 and is_id(value)


def is_word(value: object) -> bool:
    """True for a text of 1 to 200 characters that can be printed."""
    return _is_text(value, 200)


def is_day(value: object) -> bool:
    """True for a day, a month or a year that there is: ``2026-11-03``, ``2026-11``, ``2026``."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return False
    try:
        return date.fromisoformat((value + "-01-01")[:10]) is not None
    except ValueError:
        return False


def is_moment(value: object) -> bool:
    """True for a time in UTC from the year 2000 on: ``2026-11-03T21:14:00Z``."""
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return False
    try:
        return datetime.fromisoformat(value).year >= 2000
    except ValueError:
        return False


def _play(row: Mapping[str, Any]) -> SharedPlay:
    scores = {id: (float(got), float(best)) for id, (got, best) in row["scores"].items()}
    return SharedPlay(**{**row, "path": tuple(row["path"]), "scores": scores})


def _frozen(body: Mapping[str, Any]) -> dict[str, object]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in body.items()}


@dataclass(frozen=True, slots=True)
class _Rule:
    words: str
    holds: Callable[[Any], bool]


def _is_text(value: object, longest: int = _LONGEST, shortest: int = 1) -> bool:
    return isinstance(value, str) and shortest <= len(value) <= longest and not _UNREADABLE.search(value)


def _is_number(value: object, low: float = -1e9, high: float = 1e9) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high


def _is_plain(value: object) -> bool:
    if isinstance(value, list):
        return len(value) <= 1000 and all(_is_text(item, shortest=0) for item in value)
    return isinstance(value, bool) or _is_number(value) or _is_text(value, shortest=0)


def _is_scores(value: object) -> bool:
    return isinstance(value, dict) and all(
        is_slug(id) and isinstance(pair, list) and len(pair) == 2 and all(map(_is_number, pair))
        for id, pair in value.items()
    )


def _is_parts(value: object) -> bool:
    return isinstance(value, list) and value == [part for part in PARTS if part in value]


def _is_body(value: object) -> bool:
    return isinstance(value, dict) and all(_is_text(key, 100) and _is_plain(inner) for key, inner in value.items())


def _or_null(rule: _Rule) -> _Rule:
    return _Rule(f"{rule.words} or null", lambda value: value is None or rule.holds(value))


def _one_of(words: tuple[str, ...]) -> _Rule:
    return _Rule(" or ".join(words), lambda value: isinstance(value, str) and value in words)


_ID = _Rule("an id (lower-case words joined by hyphens)", is_slug)
_MARKED = _Rule("1 to 64 letters, digits or hyphens", lambda v: isinstance(v, str) and bool(_TOKEN.fullmatch(v)))
_AT = _Rule("a time such as 2026-11-03T21:14:00Z", is_moment)
_WORD = _Rule("a text of 1 to 200 characters that can be printed", is_word)
_NAME = _Rule(
    "a name of 1 to 200 characters on one line", lambda v: is_word(v) and bool(v.strip()) and not set(v) & set("\n\t")
)
_TEXT = _Rule(f"a text of 1 to {_LONGEST:,} characters that can be printed", _is_text)
_FLAG = _Rule("true or false", lambda v: isinstance(v, bool))
_LEVEL = _Rule("a number from 0 to 5", lambda v: _is_number(v, 0, 5))
_WHOLE = _Rule("a whole number from 0 to 5", lambda v: type(v) is int and v in LEVELS)
_LIST = _Rule("a list", lambda v: isinstance(v, list))
_PATH = _Rule("a list of ids", lambda v: isinstance(v, list) and all(_is_text(item, 400) for item in v))
_PLAY = {"play": _WORD, "case": _ID, "version": _WORD}

_WITHDRAWAL = {"kind": _WORD, "id": _MARKED, "learner": _MARKED, "at": _AT}
_SHARE = {
    **_WITHDRAWAL,
    "name": _NAME,
    "pseudonym": _FLAG,
    "framework": _WORD,
    "stage": _or_null(_ID),
    "role": _or_null(_ID),
    "parts": _Rule(f"a list of {', '.join(PARTS)}, in this order", _is_parts),
    **dict.fromkeys(PARTS, _LIST),
}
_ROWS: Mapping[str, Mapping[str, _Rule]] = {
    "levels": {"competency": _ID, "level": _LEVEL, "low": _LEVEL, "high": _LEVEL},
    "ratings": {"competency": _ID, "course": _WORD, "moment": _one_of(MOMENTS), "level": _WHOLE},
    "cases": {
        **_PLAY,
        "at": _AT,
        "ending": _WORD,
        "path": _PATH,
        "scores": _Rule("a block of [points, best points] for each competency", _is_scores),
    },
    "memos": {**_PLAY, "scene": _WORD, "at": _AT, "text": _TEXT},
    "plan": {
        "activity": _ID,
        "status": _one_of(STATUSES),
        "on": _or_null(_Rule("a day such as 2026-11-03, a month or a year", is_day)),
    },
    "entries": {"id": _ID, "section": _WORD, "body": _Rule("a block of texts, numbers or lists of texts", _is_body)},
}
_SAME: Mapping[str, tuple[str, ...]] = {
    "levels": ("competency",),
    "ratings": ("competency", "course", "moment"),
    "cases": ("play",),
    "memos": ("play", "scene"),
    "plan": ("activity",),
    "entries": ("id",),
}
"""Keys that together stand once in a part."""


def _share_faults(content: Mapping[str, Any]) -> Iterator[Fault]:
    yield from _block_faults(content, _SHARE, "")
    for part in PARTS:
        rows = content[part]
        if rows and part not in content["parts"]:
            yield Fault("E-VALUE", f'holds "{part}", which is not among its parts')
        for number, row in enumerate(rows, 1):
            where = f" in item {number} of {part}"
            if not isinstance(row, dict):
                yield Fault("E-VALUE", f"has no block of keys{where}")
                continue
            yield from _block_faults(row, _ROWS[part], where)
        yield from _twice(part, rows)
    for row in content["levels"]:
        if row["low"] > row["high"]:
            yield Fault("E-VALUE", f'has levels with an interval that ends before it begins, at "{row["competency"]}"')


def _block_faults(block: Mapping[str, Any], rules: Mapping[str, _Rule], where: str) -> Iterator[Fault]:
    for key in rules:
        if key not in block:
            yield Fault("E-MISSING", f'has no "{key}"{where}')
    for key in block:
        if key not in rules:
            yield Fault("E-KEY", f'holds "{shown(key)}"{where}, which is no part of a share')
    for key, rule in rules.items():
        if key in block and not rule.holds(block[key]):
            yield Fault("E-VALUE", f'has a wrong "{key}"{where} (expected {rule.words})')


def _twice(part: str, rows: list[Mapping[str, Any]]) -> Iterator[Fault]:
    seen: set[tuple[object, ...]] = set()
    for row in rows:
        key = tuple(row[name] for name in _SAME[part])
        if key in seen:
            yield Fault("E-TWICE", f'holds "{shown(" ".join(map(str, key)))}" twice in {part}')
        seen.add(key)
