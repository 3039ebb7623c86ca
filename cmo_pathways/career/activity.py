"""Activities that develop a physician leader: what each takes, what it asks for, and which levels it moves.

An activity whose id is also a step of the career graph is that same step, seen as something to do. From-to levels are
our assumption throughout: no source measures how far an activity moves a person on this scale. The end level is a
ceiling, so the gains of two activities with the same end do not add up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cmo_pathways.scale import Mark, Range

KINDS = (  # noqa: SIM905 - reads better than 19 lines
    "project committee rotation service board teaching fellowship degree credential course simulation case coaching "
    "mentoring feedback speaking writing reading conference"
).split()
SECTORS = ("hospital", "payer", "pharma-biotech", "public-health", "health-tech", "global-health", "all")
REGIONS = ("us", "uk", "canada", "australia", "global")
STATUS = ("active", "retired")


@dataclass(frozen=True, slots=True)
class Training:
    """Of an activity, only its name and its gains: per competency the level [0-5] to start from and its ceiling."""

    name: str
    gains: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Activity:
    """Something a physician can do to grow: a project, committee year, course, fellowship, board seat and so on.

    ``gains`` holds per competency the level [0-5] to start from and the level that it leads to at most, under
    ``levels_mark``. ``hours`` [hours of the person in all], ``weeks`` [calendar weeks] and ``cost`` [USD of
    ``cost_year``, without travel unless the note says so] carry a mark on every number; marked U they hold none.
    ``needs`` must all be met, each by any one of its ids (an activity, a step or a wildcard); ``needs_text`` is for
    reading only. ``evidence`` is what may go into a portfolio, ``topics`` are case topics on the same decision.
    """

    id: str
    name: str
    kind: str
    status: str
    gains: Mapping[str, tuple[int, int]]
    levels_mark: Mark
    hours: Range
    weeks: Range
    cost: Range
    cost_year: str
    needs: tuple[tuple[str, ...], ...]
    needs_text: str
    evidence: str
    sectors: tuple[str, ...]
    regions: tuple[str, ...]
    topics: tuple[str, ...]
    sources: tuple[str, ...]
    note: str

    @property
    def marks(self) -> Mapping[str, Mark]:
        """The mark of the levels and of the typical hours, weeks and cost."""
        typical = {name: getattr(self, name).typical.mark for name in ("hours", "weeks", "cost")}
        return {"levels": self.levels_mark, **typical}

    @property
    def retired(self) -> bool:
        """True for what is no longer offered; it is kept because people did it."""
        return self.status == "retired"

    def suits(self, sector: str) -> bool:
        """True if the activity fits a sector such as ``payer``."""
        return sector in self.sectors or "all" in self.sectors
