"""An uncertain number of a route: low, typical, high, and whose it is - published, our assumption, or yours."""

from __future__ import annotations

from dataclasses import dataclass

from cmo_pathways.scale import Range


@dataclass(frozen=True, slots=True)
class Spread:
    """An uncertain time [years] or chance [0-1] with its low, typical and high value.

    ``assumed`` if the typical one is our assumption, ``yours`` if the learner set it.
    """

    low: float
    typical: float
    high: float
    assumed: bool
    yours: bool = False

    @property
    def adds_time(self) -> bool:
        """False for a time that is nothing for certain."""
        return self.high > 0


NO_TIME = Spread(0.0, 0.0, 0.0, assumed=False)
ROLE_TO_ROLE = Spread(2.0, 4.0, 8.0, assumed=True)
"""Between two posts for which nobody gives a time (our assumption)."""


@dataclass(frozen=True, slots=True)
class Attempts:
    """An exam or application that can fail: ``chance`` to pass at each attempt [0-1], ``again`` until the next one
    [years], and the ``most`` attempts allowed (None where no limit is known).
    """

    chance: Spread
    again: Spread
    most: int | None = None


@dataclass(frozen=True, slots=True)
class YourNumbers:
    """What the learner put in place of a low, a typical and a high value; it carries no source."""

    low: float
    typical: float
    high: float


def spread(numbers: Range | None) -> Spread:
    """The time of a row; no low value counts as the typical one, a missing high value follows rule 7 of the tables.

    That is typical + 2 x (typical - low), at least 1.5 x typical.
    """
    if numbers is None or numbers.typical.value is None:
        return NO_TIME
    typical = numbers.typical.value
    low = typical if numbers.low.value is None else numbers.low.value
    rule = max(typical + 2 * (typical - low), 1.5 * typical)
    high = rule if numbers.high.value is None else numbers.high.value
    return Spread(low, typical, high, numbers.typical.mark.assumed)


def chance_spread(numbers: Range) -> Spread:
    """The chance of a row [0-1]; a missing low or high value counts as the typical one."""
    typical = numbers.typical.value
    known = 1.0 if typical is None else typical
    low, high = (known if figure.value is None else figure.value for figure in (numbers.low, numbers.high))
    return Spread(low, known, high, numbers.typical.mark.assumed)


def yours_or(own: YourNumbers | None, given: Spread) -> Spread:
    """The learner's own numbers where there are any, else the given ones."""
    return given if own is None else Spread(own.low, own.typical, own.high, assumed=False, yours=True)
