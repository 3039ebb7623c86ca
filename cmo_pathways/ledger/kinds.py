"""Which kinds of events there are, what each is about, and which keys and values its body may hold."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cmo_pathways.scale import LEVELS, is_id

ERASED = "erased"

_MONTH = re.compile(r"(18|19|20|21)[0-9]{2}(-(0[1-9]|1[0-2]))?")
_DAY = re.compile(r"(18|19|20|21)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
_SIGNAL = re.compile(r"[1-5]\.[1-3]")
_HASH = re.compile(r"[0-9a-f]{64}")
_FILE_NAME = re.compile(r"[^/\\:\x00-\x1f\x7f]{1,200}")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a value should be, in words, and whether one is."""

    words: str
    holds: Callable[[object], bool]


@dataclass(frozen=True, slots=True)
class Shape:
    """What an event of a kind is about, which keys it has, and whether it may have ``more``."""

    subject: Rule
    required: Mapping[str, Rule]
    optional: Mapping[str, Rule] = field(default_factory=dict)
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


def _one_of(*words: str) -> Rule:
    return Rule(" or ".join(f'"{word}"' for word in words), lambda v: isinstance(v, str) and v in words)


def _or_null(rule: Rule) -> Rule:
    return Rule(f"{rule.words} or null", lambda v: v is None or rule.holds(v))


_ID = Rule("an id (lower-case words joined by hyphens)", lambda v: isinstance(v, str) and len(v) <= 200 and is_id(v))
_INPUT = Rule(
    "an id of an assumption, such as step:md-degree:years",
    lambda v: isinstance(v, str) and len(v) <= 200 and all(map(is_id, v.split(":"))),
)
_AMOUNT = Rule("a number of 0 or more", lambda v: _number_of(v) >= 0)
_SHARE = Rule("a share above 0, 1 at most", lambda v: 0 < _number_of(v) <= 1)
_TEXT = Rule("a text", lambda v: isinstance(v, str))
_WORD = Rule("a text that is not empty", lambda v: isinstance(v, str) and bool(v))
_FLAG = Rule("true or false", lambda v: isinstance(v, bool))
_LEVEL = Rule("a level from 0 to 5", lambda v: _is_whole(v) and v in LEVELS)
_WEIGHT = Rule("a whole number from 1 to 5", lambda v: _is_whole(v) and v in (1, 2, 3, 4, 5))
_COUNT = Rule("a whole number", lambda v: isinstance(v, int) and not isinstance(v, bool) and v >= 0)
_MONTH_TEXT = Rule('"2019" or "2019-07"', lambda v: isinstance(v, str) and _MONTH.fullmatch(v) is not None)
_DAY_TEXT = Rule('"2019", "2019-07" or "2019-07-21"', lambda v: isinstance(v, str) and _DAY.fullmatch(v) is not None)
_HOURS = Rule("a block of hours from 0 to 168", lambda v: _is_hours(v))
_HASH_TEXT = Rule("a SHA-256 in hex", lambda v: isinstance(v, str) and _HASH.fullmatch(v) is not None)
_FILE = Rule(
    "a file name without folders",
    lambda v: isinstance(v, str) and _FILE_NAME.fullmatch(v) is not None and v not in (".", ".."),
)
_ME = _one_of("me")
_TRUE = Rule("true", lambda v: v is True)
_CODES = Rule("a list of codes", _is_texts)
_SURENESS = _one_of("guess", "fairly", "sure")
_PLAY = {"play": _WORD, "version": _WORD}
_PROFILE = ("name", "headline", "location", "email", "phone", "statement", "specialty", "acknowledged")

KINDS: Mapping[str, Shape] = {
    "profile": Shape(_ME, {}, dict.fromkeys(_PROFILE, _TEXT)),
    "target": Shape(_ID, {}),
    "rating": Shape(
        _ID,
        {
            "level": _or_null(_LEVEL),
            "sureness": _or_null(_SURENESS),
            "not_applicable": _FLAG,
            "framework": _WORD,
        },
        {"note": _TEXT, "course": _TEXT, "moment": _one_of("before", "after")},
    ),
    "then-rating": Shape(
        _ID, {"level": _or_null(_LEVEL), "course": _WORD, "framework": _WORD}, {"sureness": _or_null(_SURENESS)}
    ),
    "importance": Shape(_ID, {"value": _WEIGHT}),
    "interest": Shape(_ID, {"value": _WEIGHT}),
    "signals": Shape(
        _ID,
        {
            "framework": _WORD,
            "answers": Rule("yes, partly or no per signal such as 3.2", _is_signal_answers),
        },
    ),
    "evidence": Shape(
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
    "placement": Shape(_ME, {"responsibility": _LEVEL}, {"stage": _ID}),
    "intake": Shape(
        _ME,
        {},
        {
            **dict.fromkeys(("country", "stage", "specialty", "currency"), _TEXT),
            **dict.fromkeys(("years", "hours_per_week", "budget", "clinical_share"), _or_null(_AMOUNT)),
            "no_relocation": _FLAG,
            "part_time": _SHARE,
        },
    ),
    "invitation": Shape(_ID, {"group": _ID}, more=True),
    "feedback": Shape(_ID, {"groups": Rule("a list", lambda v: isinstance(v, list | tuple))}, more=True),
    "activity": Shape(
        _ID,
        {"status": _one_of("planned", "started", "done", "late", "dropped")},
        {"on": _or_null(_DAY_TEXT), "hours": _or_null(Rule("a number", _is_number)), "note": _TEXT},
    ),
    "plan": Shape(_ID, {}, more=True),
    "assumption": Shape(_INPUT, {}, dict.fromkeys(("low", "typical", "high", "value"), _or_null(_AMOUNT)), more=True),
    "balance": Shape(_ME, {}, {"strain": _or_null(_WEIGHT), "hours": _HOURS, "region": _ID, "version": _WORD}),
    "place": Shape(_ID, {}, more=True),
    "step": Shape(_ID, {"held": _FLAG, "since": _or_null(_MONTH_TEXT)}),
    "waiver": Shape(_ID, {"waived": _FLAG}),
    "decision": Shape(_ID, {**_PLAY, "scene": _WORD, "choice": _WORD}, {"taken_back": _TRUE}),
    "answer": Shape(
        _ID,
        {
            **_PLAY,
            "scene": _WORD,
            "ask": _one_of("number", "memo"),
            "value": Rule("a number or a text", lambda v: _is_number(v) or isinstance(v, str)),
        },
    ),
    "result": Shape(
        _ID,
        {
            **_PLAY,
            "ending": _WORD,
            "scores": Rule("a block of {got, best} per competency", _is_scores),
            "counters": Rule(
                "a block of numbers", lambda v: isinstance(v, Mapping) and all(map(_is_number, v.values()))
            ),
            "path": Rule("a list of ids", _is_texts),
        },
    ),
    "entry": Shape(_ID, {"section": _WORD}, {"removed": _TRUE, "acknowledged": _CODES}, more=True),
    "export": Shape(
        _FILE, {"audience": _TEXT, "kind": _TEXT, "format": _TEXT, "sha256": _HASH_TEXT, "pages": _or_null(_COUNT)}
    ),
    "share": Shape(
        _ID,
        {"sha256": _HASH_TEXT, "parts": _CODES, "learner": _WORD},
        {"file": _FILE, "course": _TEXT, "name": _TEXT, "pseudonym": _FLAG, "made": _WORD},
    ),
    "withdrawal": Shape(_ID, {"learner": _WORD}, {"file": _FILE, "course": _TEXT, "sha256": _HASH_TEXT, "made": _WORD}),
    "memo-feedback": Shape(_ID, {"play": _WORD, "scene": _WORD, "scores": Rule("a block", _is_block)}, more=True),
    "session": Shape(_ID, {}, more=True),
    "score": Shape(_ID, {"rater": _WORD, "scores": Rule("a block", _is_block)}, more=True),
    "release": Shape(_ID, {}, more=True),
    "cohort": Shape(_ID, {}, more=True),
    ERASED: Shape(Rule("empty", lambda v: v == ""), {}),
}
