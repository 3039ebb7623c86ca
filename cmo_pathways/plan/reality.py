"""What really happened: activities started, done, late and dropped, as the planner takes them into account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from cmo_pathways.career import Activity
from cmo_pathways.ledger import LedgerState
from cmo_pathways.plan.build import Limits, Past, Running, level_now
from cmo_pathways.plan.model import Placed
from cmo_pathways.standing import Gap

FIRST_STEP = "attending-physician"
"""What a physician who has not told any step is taken to hold, as in the routes."""
LATE_SHARE = 0.25
"""A late activity still takes at least this share of its usual hours and weeks (our assumption)."""


def past_of(state: LedgerState, activities: Mapping[str, Activity], gaps: Sequence[Gap], today: date) -> Past:
    """What stands already: steps held, activities done, and those under way with what is left of them.

    An activity that is done lifts a level only if it ended after the learner's last rating of it: a later rating
    knows better.
    """
    told = state.of("activity")
    held = {id for id, step in state.steps.items() if step.held} | set(state.waived)
    done = [id for id, body in told.items() if body.get("status") == "done"]
    running = {
        id: _left(activities[id], body, today)
        for id, body in told.items()
        if body.get("status") in ("started", "late") and id in activities
    }
    return Past(
        done=frozenset((held or {FIRST_STEP}) | set(done)),
        running=running,
        lifted=_lifted(state, activities, gaps, done),
    )


def without_dropped(limits: Limits, state: LedgerState, activities: Iterable[str]) -> Limits:
    """The limits with what the learner dropped among the activities that are never planned."""
    dropped = {id for id, body in state.of("activity").items() if body.get("status") == "dropped"}
    return replace(limits, never=limits.never | ((dropped - limits.must) & set(activities)))


def shifted(placed: Sequence[Placed], weeks: int) -> tuple[Placed, ...]:
    """A plan made some weeks ago, seen from today; what should have begun begins today."""
    return tuple(Placed(item.id, max(0, item.start - weeks), max(0, item.end - weeks)) for item in placed)


@dataclass(frozen=True, slots=True)
class Change:
    """How a new plan differs from the one before: ids kept at their week, moved, added, given up."""

    kept: tuple[str, ...]
    moved: tuple[str, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]


def change_between(before: Sequence[Placed], after: Sequence[Placed], done: Iterable[str] = ()) -> Change:
    """What changes from one plan to the next; what is done meanwhile is no change."""
    old = {item.id: item.start for item in before if item.id not in set(done)}
    new = {item.id: item.start for item in after}
    both = [id for id in new if id in old]
    return Change(
        kept=tuple(id for id in both if new[id] == old[id]),
        moved=tuple(id for id in both if new[id] != old[id]),
        added=tuple(id for id in new if id not in old),
        dropped=tuple(id for id in old if id not in new),
    )


def _left(activity: Activity, body: Mapping[str, object], today: date) -> Running:
    hours, weeks = activity.hours.typical.value or 0.0, activity.weeks.typical.value or 1.0
    spent, begun = body.get("hours"), body.get("on") or body.get("at")
    least = LATE_SHARE if body.get("status") == "late" else 0.0
    gone = _weeks_since(begun, today) if isinstance(begun, str) else 0.0
    by_time = hours * min(1.0, gone / weeks)
    used = float(spent) if isinstance(spent, int | float) else by_time
    return Running(hours=max(hours * least, hours - used, 0.0), weeks=ceil(max(weeks * least, weeks - gone, 1.0)))


def _weeks_since(text: str, today: date) -> float:
    parts = [int(part) for part in text[:10].split("-")]
    year, month, day = (*parts, 1, 1)[:3]
    return max(0, (today - date(year, month, day)).days) / 7


def _lifted(
    state: LedgerState, activities: Mapping[str, Activity], gaps: Sequence[Gap], done: Iterable[str]
) -> Mapping[str, int]:
    levels = {gap.competency: level_now(gap) for gap in gaps}
    found: dict[str, int] = {}
    for id in done:
        at = str(state.of("activity")[id]["at"])
        for competency, (start, to) in (activities[id].gains if id in activities else {}).items():
            rating = state.ratings.get(competency)
            level = max(found.get(competency, 0), levels.get(competency, 5))
            if start <= level < to and (rating is None or rating.at < at):
                found[competency] = to
    return found
