"""Files that go between learner and instructor: readable JSON with an integrity mark.

{"format": "cmo-pathways-share", "version": 1, "sha256": "9c1f...", "content": {...}}

The mark is the SHA-256 (FIPS 180-4) of the canonical text of the rest. It shows that a file was damaged or edited on
its way; it is no signature and does not say who wrote the file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, NoReturn

from cmo_pathways.errors import InputError, Problem
from cmo_pathways.json_text import read_json, write_json

LARGEST = 5_000_000
"""The largest file that is read [bytes]."""
_KEYS = ("format", "version", "sha256", "content")


def marked_text(format: str, version: int, content: Mapping[str, Any]) -> str:
    """The text of a file with its mark; equal contents give equal texts."""
    mark = mark_of(format, version, content)
    return write_json({"format": format, "version": version, "sha256": mark, "content": content}).decode()


def read_marked(data: bytes, file: str, *, format: str, version: int, what: str) -> Mapping[str, Any]:
    """The content of a file whose mark fits; ``what`` names the kind of file, as in ``a share``.

    Raises InputError with one problem: too large, no JSON, another kind of file, a newer version, a key that is
    missing or not known, a mark that does not fit.
    """
    value = read_json(data, file, largest=LARGEST)
    if not isinstance(value, dict) or value.get("format") != format:
        refuse(file, "E-FORMAT", f"is not {what} - check which file was handed over")
    _check_version(value.get("version"), version, file, what)
    for key in _KEYS:
        if key not in value:
            refuse(file, "E-MISSING", f'has no "{key}" - ask for the file again')
    if more := sorted(value.keys() - set(_KEYS)):
        refuse(file, "E-KEY", f'holds "{shown(more[0])}", which is no part of {what} - ask for the file again')
    if value["sha256"] != mark_of(format, version, value["content"]):
        refuse(file, "E-MARK", "was changed after it was written, or is damaged - ask for the file again")
    if not isinstance(value["content"], dict):
        refuse(file, "E-VALUE", "holds no block of content - ask for the file again")
    return value["content"]


def mark_of(format: str, version: int, content: object) -> str:
    """The mark: SHA-256 in hex over JSON with sorted keys, no blanks, and letters beyond ASCII as escapes."""
    text = json.dumps(
        {"format": format, "version": version, "content": content},
        sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False,
    )  # fmt: skip
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def shown(text: str) -> str:
    """A text from a file, short and on one line, for a message."""
    return "".join(letter if letter.isprintable() else "?" for letter in text[:60])


def refuse(file: str, code: str, said: str) -> NoReturn:
    """Refuse a file in one sentence. Raises InputError."""
    raise InputError([Problem(file, 0, code, said)]) from None


def _check_version(found: object, version: int, file: str, what: str) -> None:
    if type(found) is int and found > version:
        refuse(file, "E-NEWER", f"is {what} of a newer version - update cmo-pathways, then take it in again")
    if type(found) is not int or found != version:
        refuse(file, "E-VERSION", f"names no version of {what} that is known - ask for the file again")
