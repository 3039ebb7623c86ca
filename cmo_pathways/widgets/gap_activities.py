"""Activities that narrow the widest gaps to a role, as rows whose names open the page of the activity."""

from __future__ import annotations

from dataclasses import replace

from cmo_pathways.catalogue import load_reference
from cmo_pathways.journey import Journey, gaps_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.pages import DEVELOPS, Part, page_of
from cmo_pathways.scale import level_text
from cmo_pathways.standing import Gap
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.reading_room import part_blocks

_GAPS, _EACH = 3, 4


def gap_activities(journey: Journey, state: LedgerState) -> list[b.Block]:
    """For each of the three gaps that matter most up to four activities from the learner's level on; folded."""
    inside: list[b.Block] = []
    for gap in open_gaps(journey, state):
        part = _from_level(journey, gap)
        if part:
            name = journey.catalogue.framework.competency(gap.competency).short
            inside += [b.title(f"{name}: {level_text(gap.size)} levels short", level=3), *part_blocks(part)]
    if not inside:
        return []
    lead = f"By your widest gaps; the targets behind them are {b.assumed('our assumption')}."
    return [b.details("activities", "Activities that strengthen you on the way", b.prose(lead), *inside)]


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
