"""What a control chart draws: points, the phases they fall into, and why some points are marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from cmo_pathways.errors import LearnerError

Kind = Literal["concern", "improvement", "change"]


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of time with one centre line; it lasts until the next phase starts.

    ``start`` is its first point [counted from 0]. ``lower`` and ``upper`` are one value, one per point of the phase,
    or None without limits [unit of the chart]. ``event`` says in words what began, and is drawn at the border.
    """

    start: int
    centre: float
    lower: float | Sequence[float] | None = None
    upper: float | Sequence[float] | None = None
    event: str = ""


@dataclass(frozen=True, slots=True)
class Signal:
    """Why one point is marked: the rule that fired, in words, and what it means.

    ``concern``, ``improvement``, or ``change`` where neither side is the good one.
    """

    rule: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Lines:
    """The centre line and the limits at one point [unit of the chart]; None where there is no limit."""

    centre: float
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class Series:
    """All that is drawn: points in the order of time, their phases and lines, and the marks by point [from 0]."""

    points: tuple[tuple[str, float], ...]
    phases: tuple[Phase, ...]
    lines: tuple[Lines, ...]
    signals: dict[int, Signal]
    target: float | None
    unit: str
    decimals: int

    def spans(self) -> Iterator[tuple[Phase, int, int]]:
        """Each phase with its first point and the one after its last."""
        stops = [*(phase.start for phase in self.phases[1:]), len(self.points)]
        return ((phase, phase.start, stop) for phase, stop in zip(self.phases, stops, strict=True))


def spread(phases: Sequence[Phase], count: int) -> tuple[Lines, ...]:
    """The lines at each of ``count`` points. Raises LearnerError where phases are out of order or past the end."""
    lines: list[Lines] = []
    for phase, stop in zip(phases, [*(p.start for p in phases[1:]), count], strict=True):
        for k in range(stop - phase.start):
            lines.append(Lines(phase.centre, _at(phase.lower, k), _at(phase.upper, k)))
    if len(lines) != count:
        raise LearnerError("The phases of a control chart start in the order of time, each within the points.")
    return tuple(lines)


def _at(limit: float | Sequence[float] | None, k: int) -> float | None:
    return limit[k] if isinstance(limit, Sequence) else limit
