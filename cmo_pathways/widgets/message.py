"""What a page sends: the form of a message, and whether its value can be the answer of the control on screen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

_INNER = ("blocks", "main", "aside", "items")


class Message(NamedTuple):
    """What a page sends: a change, a draft or a press, on which page, in which view, the how many-th there."""

    kind: str
    name: str
    value: Any
    page: str | None
    view: str
    n: int


def read_message(content: object) -> Message | None:
    """A message in its form; None for anything that no page of ours sends."""
    if not isinstance(content, dict):
        return None
    kind, name, page = content.get("type"), content.get("name"), content.get("page")
    view, n = content.get("view", ""), content.get("n", 0)
    right = kind == "press" or (kind in ("change", "draft") and "value" in content)
    right = right and isinstance(name, str) and isinstance(page, str | None) and isinstance(view, str)
    if not right or not isinstance(n, int) or not can_be_kept([name, page, view, n]):
        return None
    return Message(str(kind), str(name), content.get("value"), page, view, n)


def fits(view: Mapping[str, Any], name: str, value: object) -> bool:
    """False for a value of another kind than the control of that name takes, or for an option that it does not show.

    A control that the view does not hold is left to the screen, which knows the names that it has.
    """
    found = next((block for block in _controls(view) if "kind" in block and block.get("name") == name), None)
    return found is None or _is_answer(found, value)


def can_be_kept(value: object) -> bool:
    """False for what JSON may carry but no file and no page can take: half a character, NaN, blocks without end."""
    try:
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        return False
    return True


def _controls(view: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for key in _INNER:
        inner = view.get(key)
        for block in inner if isinstance(inner, list) else ():
            yield block
            yield from _controls(block)


def _is_answer(control: Mapping[str, Any], value: object) -> bool:
    match control.get("kind"):
        case "choice" | "segment" | "select":
            return isinstance(value, str) and any(option["value"] == value for option in control["options"])
        case "check":
            return isinstance(value, bool)
        case "range":
            return isinstance(value, int | float)
        case "file":
            return isinstance(value, list) and all(map(_is_file, value))
        case "text" | "long" | "map":
            return isinstance(value, str)
    return True


def _is_file(item: object) -> bool:
    return isinstance(item, dict) and isinstance(item.get("name"), str) and isinstance(item.get("data"), str | None)
