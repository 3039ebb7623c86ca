"""JSON in its canonical form, so that equal values give equal bytes to sign: RFC 8785, doi:10.17487/RFC8785."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

_EXACT = 2**53
"""Whole numbers beyond this are rounded in this form, as every number is a double there."""


def canonical_json(value: Any) -> bytes:
    """The canonical bytes of a JSON value. Raises ValueError where it holds what the form cannot."""
    return _text(value).encode("utf-8")  # UnicodeEncodeError, for half a character, is a ValueError


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{_text(name)}:{_text(value[name])}" for name in names) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_text, value)) + "]"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value)
    return json.dumps(value, ensure_ascii=False)


def _number(value: float) -> str:
    """A number as ECMAScript writes it: the shortest digits, an exponent only from 1e21 on and below 1e-6."""
    if isinstance(value, int) and abs(value) <= _EXACT:
        return str(value)
    try:
        number = float(value)
    except OverflowError as error:
        raise ValueError("a number is too large") from error
    if not math.isfinite(number):
        raise ValueError("NaN and infinity are no JSON")
    if number == 0:
        return "0"
    _, parts, exponent = Decimal(repr(abs(number))).normalize().as_tuple()
    digits = "".join(map(str, parts))
    point = len(digits) + int(exponent)  # where the decimal point stands, counted from the first digit
    sign = "-" if number < 0 else ""
    if len(digits) <= point <= 21:
        return sign + digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    rest = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{rest}e{'+' if point > 0 else '-'}{abs(point - 1)}"
