"""Keeping a page budget: the fewest cuts, least valuable first, after which the pages fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Made = TypeVar("Made")
"""A document, or whatever else has pages."""

Cuts = Mapping[str, str]
"""The depth of each entry that was cut: short, line or out."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What it takes to keep a budget: the cuts, the pages that come out, and whether that is within the budget."""

    cuts: Cuts
    pages: int
    fits: bool


def fit_pages(
    make: Callable[[Cuts], Made], order: Sequence[tuple[str, str]], *, budget: int, pages_of: Callable[[Made], int]
) -> Fitted:
    """The fewest cuts, in their order, with which what ``make`` gives takes at most ``budget`` pages.

    ``pages_of`` counts the pages of a made document; it is called once per halving of the number of cuts. Where all
    cuts do not do, all are made.
    """

    def pages(count: int) -> int:
        return pages_of(make(cuts_of(order[:count])))

    uncut = pages(0)
    if uncut <= budget:
        return Fitted({}, uncut, True)
    low, high = 0, len(order)
    least = pages(high)
    if least > budget:
        return Fitted(cuts_of(order), least, False)
    found = least
    while high - low > 1:
        middle = (low + high) // 2
        now = pages(middle)
        if now <= budget:
            high, found = middle, now
        else:
            low = middle
    return Fitted(cuts_of(order[:high]), found, True)


def cuts_of(steps: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The depth of each entry after some steps; a later step of an entry stands for the earlier one."""
    return dict(steps)
