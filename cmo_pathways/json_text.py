"""JSON that others wrote: read strictly, and refused in one sentence where it means nothing or two things."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

from cmo_pathways.errors import InputError, Problem

MAX_BYTES = 20_000_000
"""The largest file that is read [bytes]."""
MAX_DEPTH = 40
"""How deep blocks and lists may stand in each other."""


def read_json(data: bytes, file: str, *, largest: int = MAX_BYTES) -> Any:
    """The value of JSON text (UTF-8) of at most ``largest`` bytes.

    Raises InputError: too large, not text, broken, a key twice, too deep, NaN.
    """
    if len(data) > largest:
        _refuse(file, 0, "E-SIZE", f"is larger than {largest // 1_000_000} MB - no file of this kind needs that much")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        _refuse(file, line, "E-FILE", f"is not UTF-8 text (byte {error.start}) - save it as UTF-8")
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_constant, parse_float=_float)
    except _Refused as error:
        _refuse(file, 0, "E-JSON", f"{error} - mend it")
    except json.JSONDecodeError as error:
        _refuse(file, error.lineno, "E-JSON", f"is not readable as JSON ({error.msg}) - mend this line")
    except RecursionError:
        _refuse(file, 0, "E-DEPTH", "is nested too deeply to be a file of this kind - check where it comes from")
    except ValueError:
        _refuse(file, 0, "E-JSON", "holds a number that is too long - mend it")
    if _deeper_than(value, MAX_DEPTH):
        _refuse(file, 0, "E-DEPTH", "is nested too deeply to be a file of this kind - check where it comes from")
    return value


def write_json(value: object) -> bytes:
    """JSON text (UTF-8) of plain values; equal values give equal bytes."""
    return (json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


class _Refused(ValueError):
    """JSON that Python would read but that means nothing, or two things."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Refused(f'has the key "{twice[:80]}" twice in one block, so that one would silently win')
    return value


def _constant(name: str) -> NoReturn:
    raise _Refused(f"holds {name}, which is no number")


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise _Refused(f"holds the number {text[:40]}, which is too large")
    return number


def _deeper_than(value: Any, limit: int) -> bool:
    layer, depth = [value], 0
    while layer:
        if depth > limit:
            return True
        blocks = (item.values() if isinstance(item, dict) else item for item in layer if isinstance(item, dict | list))
        layer, depth = [inner for block in blocks for inner in block], depth + 1
    return False


def _refuse(file: str, line: int, code: str, said: str) -> NoReturn:
    raise InputError([Problem(file, line, code, said)]) from None
