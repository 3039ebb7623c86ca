"""The widest gaps to a role, and how long the first activity for each of them takes."""

from __future__ import annotations

from dataclasses import replace

from cmo_pathways.catalogue import load_reference
from cmo_pathways.journey import Journey, gaps_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.pages import DEVELOPS, Part, page_of
from cmo_pathways.standing import Gap

_GAPS, _EACH = 3, 4


def open_gaps(journey: Journey, state: LedgerState) -> list[Gap]:
    """The three rated gaps that matter most."""
    return [gap for gap in gaps_of(journey, state) if gap.rated and not gap.met][:_GAPS]


def hours_of_first(journey: Journey, state: LedgerState) -> tuple[float, int]:
    """Typical hours of the first activity for each of these gaps [hours], and for how many gaps there is one."""
    activities = load_reference().activities
    first = [part.rows[0].id for gap in open_gaps(journey, state) if (part := _from_level(journey, gap)) and part.rows]
    hours = [activities[id].hours.typical.value for id in dict.fromkeys(first) if id in activities]
    known = [value for value in hours if value is not None]
    return sum(known), len(known)


def _from_level(journey: Journey, gap: Gap) -> Part | None:
    """The activities that start nearest below or at the learner's level."""
    page = page_of(journey.catalogue, load_reference(), gap.competency, "competency")
    parts = [part for part in page.parts if part.heading.startswith(DEVELOPS)]
    fitting = [part for part in parts if int(part.heading.rsplit(" ", 1)[1]) <= gap.level] or parts[:1]
    return replace(fitting[-1], rows=fitting[-1].rows[:_EACH]) if fitting else None
