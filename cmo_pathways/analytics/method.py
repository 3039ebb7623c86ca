"""What a case may ask: one method of the registry, with the columns it takes and how it works in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Method:
    """A method that a case may call: its function, the columns and literals it takes, and how it works in words.

    ``columns`` and ``literals`` name the places in order; those after ``needed`` columns may be left out from the
    end. A literal follows the columns. ``kinds`` says per column ``number`` or ``text``.
    """

    name: str
    function: Callable[..., float]
    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    needed: int
    literals: tuple[str, ...]
    how: str
