"""The learner's development plan: worked out anew from the ledger, kept, and read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from cmo_pathways.catalogue import load_reference
from cmo_pathways.journey.learner import Journey, target_of
from cmo_pathways.journey.progress import gaps_of
from cmo_pathways.ledger import Event, LedgerState
from cmo_pathways.plan import (
    FIRST_GAPS,
    Development,
    Effort,
    Limits,
    Placed,
    develop_steps,
    next_monday,
    past_of,
    shifted,
    without_dropped,
)
from cmo_pathways.standing import Gap


def plan_of(
    journey: Journey,
    state: LedgerState,
    limits: Limits,
    *,
    role: str | None = None,
    number: int | None = FIRST_GAPS,
    aim: str = "target",
    effort: Effort | None = None,
) -> Development:
    """The development plan for a role from what the learner holds, has done and has under way.

    Where a plan is kept for the role, the new one changes little of it. Raises UnknownId, LearnerError.
    """
    *_, last = plan_steps(journey, state, limits, role=role, number=number, aim=aim, effort=effort)
    return last


def plan_steps(
    journey: Journey,
    state: LedgerState,
    limits: Limits,
    *,
    role: str | None = None,
    number: int | None = FIRST_GAPS,
    aim: str = "target",
    effort: Effort | None = None,
    sector: str | None = None,
    gaps: Sequence[Gap] | None = None,
) -> Iterator[Development]:
    """The answer of ``plan_of`` as it grows: a quick plan at once, then better ones, the last with its proof.

    ``sector`` is where the learner will work meanwhile (by default that of the role); ``gaps`` are those of
    ``gaps_of`` where they are known already. Raises UnknownId, LearnerError.
    """
    chosen = role or target_of(state)
    gaps = gaps_of(journey, state, chosen) if gaps is None else gaps
    activities = load_reference().activities
    today = journey.clock().date()
    where = sector or journey.catalogue.framework.role(chosen).sector
    return develop_steps(
        journey.catalogue,
        gaps,
        limits=replace(without_dropped(limits, state, activities), sector=where),
        past=past_of(state, activities, gaps, today),
        number=number,
        aim=aim,
        near=kept_plan(state, chosen, today),
        effort=effort or Effort(),
        activities=activities,
    )


def keep_plan(journey: Journey, role: str, found: Development) -> Event:
    """Record a plan as the one that the learner follows, with the day on which its week 0 begins."""
    begin = next_monday(journey.clock().date()).isoformat()
    items = [{"id": item.id, "start_week": item.start, "end_week": item.end} for item in found.best.placed]
    limits = {"hours_per_week": found.limits.hours_per_week, "budget": found.limits.budget}
    body = {"begin": begin, "activities": items, **limits, "months": found.limits.months}
    return journey.record("plan", role, body)


def kept_plan(state: LedgerState, role: str, today: date) -> tuple[Placed, ...]:
    """The activities of the plan that the learner follows, in weeks from today; empty where none is kept.

    What is done or dropped is no longer part of it.
    """
    body = state.of("plan").get(role)
    if body is None:
        return ()
    gone = {id for id, told in state.of("activity").items() if told.get("status") in ("done", "dropped")}
    rows = [row for row in _rows(body.get("activities")) if row["id"] not in gone]
    placed = tuple(Placed(str(row["id"]), int(row["start_week"]), int(row["end_week"])) for row in rows)
    begin = body.get("begin")
    passed = (next_monday(today) - date.fromisoformat(begin)).days // 7 if isinstance(begin, str) else 0
    return shifted(placed, max(0, passed))


def _rows(value: object) -> list[Mapping[str, Any]]:
    keys = {"id", "start_week", "end_week"}
    listed = value if isinstance(value, list | tuple) else ()
    return [row for row in listed if isinstance(row, Mapping) and keys <= row.keys()]
