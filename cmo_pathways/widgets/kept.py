"""The last answer to a question, kept while what it rests on stays the same, so that a moving slider waits for little.

The ledger is read anew for every view all the same: whatever is written, here or by another program, gives an answer
of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Generic, TypeVar

from cmo_pathways.journey import Journey
from cmo_pathways.ledger import LedgerState

T = TypeVar("T")
_ASIDE = ("place",)


class Kept(Generic[T]):
    """One answer beside what it rests on; trouble is never kept."""

    def __init__(self) -> None:
        self._known: tuple[object, T] | None = None

    def of(self, basis: object, make: Callable[[], T]) -> T:
        """The answer for this basis: the last one where the basis equals the last one, else a new one."""
        if self._known is None or self._known[0] != basis:
            self._known = basis, make()
        return self._known[1]


def basis_of(journey: Journey, state: LedgerState) -> object:
    """What answers about a learner rest on: all that was told, and the day; not where the learner is on a screen."""
    told = {kind: bodies for kind, bodies in state.latest.items() if kind not in _ASIDE}
    return replace(state, latest=told), journey.clock().date()
