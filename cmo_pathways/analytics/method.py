"""What a case may ask for: a method with its columns and literals, and how it works in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from cmo_pathways.errors import LearnerError


@dataclass(frozen=True, slots=True)
class Method:
    """A method that a case may call: its function, the columns and literals it takes, and how it works in words.

    ``columns`` and ``literals`` name the places in order; those after ``needed`` columns may be left out from the
    end. A literal follows the columns. ``kinds`` says per column ``number`` or ``text``. Literals after a last column
    of texts are values of that column (a phase, a unit); after a column of numbers they are numbers of their own (a
    discount rate, a cut-off). ``asks`` is how many literals must be given.
    """

    name: str
    function: Callable[..., float]
    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    needed: int
    literals: tuple[str, ...]
    how: str
    asks: int = 0


def by_row(name: str, function: Callable[..., float], columns: tuple[str, ...], how: str) -> Method:
    """A method for one row of numbers: that of the name given as literal, or the last row.

    ``function`` takes the cells of that row in the order of ``columns``.
    """
    kinds = ("number",) * len(columns) + ("text",)
    return Method(name, _at(function, len(columns)), (*columns, "names"), kinds, len(columns), ("name",), how)


def whole_column(
    name: str,
    function: Callable[..., float],
    columns: tuple[str, ...],
    how: str,
    *,
    kinds: tuple[str, ...] = (),
    literals: tuple[str, ...] = (),
) -> Method:
    """A method for whole columns (of numbers, unless ``kinds`` says otherwise), all of them and all literals needed."""
    kinds = kinds or ("number",) * len(columns)
    return Method(name, function, columns, kinds, len(columns), literals, how, len(literals))


def _at(function: Callable[..., float], count: int) -> Callable[..., float]:
    def method(*given: Any) -> float:
        columns: Sequence[Sequence[float]] = given[:count]
        names, name = (*given[count:], None, None)[:2]
        if not columns[0]:
            raise LearnerError("The table has no row. Give at least one.")
        row = -1 if name is None or names is None else list(names).index(name)
        return float(function(*(column[row] for column in columns)))

    return method
