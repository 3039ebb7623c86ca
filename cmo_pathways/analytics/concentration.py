"""Market concentration: the Herfindahl-Hirschman index before and after a merger.

Levels and the presumption follow the 2023 US Merger Guidelines (``hhi-high``, ``hhi-moderate``, ``hhi-increase``). The
market (which services, how far patients travel) decides the answer before any arithmetic does.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from cmo_pathways.analytics import given
from cmo_pathways.analytics.method import Method, whole_column
from cmo_pathways.analytics.thresholds import load_thresholds
from cmo_pathways.errors import InputError, Problem, UnknownId


class Concentration(StrEnum):
    """The level of an index: low below 1,000, moderate up to 1,800, high above."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Merger:
    """What a merger does to the index [points, 0-10,000]; ``presumed`` harmful where it ends high and rises enough."""

    before: float
    after: float
    increase: float
    level: Concentration
    presumed: bool


def hhi(shares: Sequence[float]) -> float:
    """The Herfindahl-Hirschman index [points, above 0 to 10,000]: the sum of squared shares.

    ``shares`` [% of the market, every competitor]; where they add up to less than 100 the rest is taken as very many
    small ones, and the index is the least it can be. Raises InputError for shares above 100 in all, or given as parts
    of 1.
    """
    values = given.numbers("shares", shares, least=0, most=100)
    total = math.fsum(values)
    if total > 100.5:
        raise _refused(f"the shares add up to {total:g} % - they are at most 100 %")
    if total <= 1.005:
        raise _refused(f"the shares add up to {total:g} - give them in percent, 30 and not 0.3")
    return math.fsum(share**2 for share in values)


def shares_of(volumes: Sequence[float]) -> tuple[float, ...]:
    """Market shares [%] from volumes (discharges, visits). Raises InputError where there is none at all."""
    values = given.numbers("volumes", volumes, least=0)
    total = given.number("volumes", math.fsum(values), above=0)
    return tuple(100 * value / total for value in values)


def level(index: float) -> Concentration:
    """The level of an index [points]: exactly 1,800 is still moderate. Raises InputError."""
    points = given.number("index", index, least=0, most=10_100)
    if points > _figure("hhi-high"):
        return Concentration.HIGH
    return Concentration.MODERATE if points >= _figure("hhi-moderate") else Concentration.LOW


def merger(shares: Sequence[float], names: Sequence[str], first: str, second: str) -> Merger:
    """The index before and after two of the competitors merge: it rises by 2 x share x share.

    Patients are taken to stay where they are. Raises InputError as in ``hhi``, or for a name that comes twice or merges
    with itself; UnknownId for a name that is not there.
    """
    given.same_length(shares=shares, names=names)
    by_name = dict(zip(names, shares, strict=True))
    if len(by_name) < len(names):
        raise _refused("a competitor is named twice - add its shares up")
    for name in (first, second):
        if name not in by_name:
            raise UnknownId("competitor", name, by_name)
    if first == second:
        raise _refused(f'"{first}" cannot merge with itself - name two')
    before, increase = hhi(shares), 2 * by_name[first] * by_name[second]
    found = level(before + increase)
    presumed = found is Concentration.HIGH and increase > _figure("hhi-increase")
    return Merger(before, before + increase, increase, found, presumed)


def _refused(why: str) -> InputError:
    return InputError([Problem("shares", 0, "E-VALUE", why)])


def _figure(id: str) -> float:
    return load_thresholds().threshold(id).number


_NAMED = (("shares", "names"), ("number", "text"), 2, ("first", "second"))

ROWS = (
    whole_column("hhi", hhi, ("shares",), "sum of squared shares in percent"),
    Method("hhi_increase", lambda *given: merger(*given).increase, *_NAMED, "2 x share x share of the two", 2),
    Method("hhi_after", lambda *given: merger(*given).after, *_NAMED, "sum of squares + 2 x share x share", 2),
)
"""What a case can ask of this family."""
