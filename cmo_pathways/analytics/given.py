"""Looking at the numbers that a method was given, before it counts with them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cmo_pathways.errors import InputError, Problem


def number(
    name: str,
    value: object,
    *,
    least: float | None = None,
    most: float | None = None,
    above: float | None = None,
    below: float | None = None,
) -> float:
    """The value as a finite number within its bounds. Raises InputError that names it."""
    return numbers(name, (value,), least=least, most=most, above=above, below=below)[0]


def share(name: str, value: object) -> float:
    """The value as a proportion [0-1]. Raises InputError where it is none, 12 for 12 % say."""
    return number(name, value, least=0, most=1)


def whole(name: str, value: object, *, least: int = 0) -> int:
    """The value as a whole number. Raises InputError where it is none, or lies below ``least``."""
    given = number(name, value, least=least)
    if given != int(given):
        raise InputError([Problem(name, 0, "E-VALUE", f"{given:g} is no whole number - give one")])
    return int(given)


def numbers(
    name: str,
    values: Sequence[object],
    *,
    count: int = 1,
    least: float | None = None,
    most: float | None = None,
    above: float | None = None,
    below: float | None = None,
) -> tuple[float, ...]:
    """At least ``count`` finite numbers, each within the bounds. Raises InputError with every fault."""
    problems = [] if len(values) >= count else [_problem(name, 0, f"{len(values)} given - at least {count} are needed")]
    many = len(values) > 1
    for at, value in enumerate(values, start=1):
        if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
            problems.append(_problem(name, at * many, f"{value!r} is no number - fill it in or leave it out"))
        elif wrong := _outside(value, least, most, above, below):
            problems.append(_problem(name, at * many, f"{value:g} is not possible here - give a number {wrong}"))
    if problems:
        raise InputError(problems)
    return tuple(float(v) for v in values if isinstance(v, int | float))


def same_length(**columns: Sequence[object]) -> None:
    """Raises InputError where the named columns differ in length."""
    lengths = {name: len(values) for name, values in columns.items()}
    if len(set(lengths.values())) > 1:
        said = ", ".join(f"{count} {name}" for name, count in lengths.items())
        raise InputError([_problem(next(iter(lengths)), 0, f"{said} - give one of each per row")])


def _outside(
    value: float, least: float | None, most: float | None, above: float | None, below: float | None
) -> str | None:
    if least is not None and value < least:
        return f"of {least:g} or more"
    if most is not None and value > most:
        return f"of {most:g} or less"
    if above is not None and value <= above:
        return f"above {above:g}"
    if below is not None and value >= below:
        return f"below {below:g}"
    return None


def _problem(name: str, at: int, message: str) -> Problem:
    return Problem(name, at, "E-VALUE", message)
