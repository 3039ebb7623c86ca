"""Where the learner stands on the way: estimates, ranked gaps, counts, and the next best step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cmo_pathways.assess import Estimate
from cmo_pathways.journey.learner import Journey, target_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.standing import Gap, rank_gaps, score_assessment


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next best step: the lesson to open and why, in one sentence."""

    notebook: str
    title: str
    why: str


def estimates_of(journey: Journey, state: LedgerState) -> Mapping[str, Estimate]:
    """The estimate of every competency that is part of the learner's work."""
    return score_assessment(journey.catalogue, state, today=journey.clock().date())


def gaps_of(
    journey: Journey, state: LedgerState, role: str | None = None, *, today: date | None = None
) -> tuple[Gap, ...]:
    """The ranked gaps to a role, by default to the learner's target, on a day, by default today. Raises UnknownId."""
    day = today or journey.clock().date()
    return rank_gaps(journey.catalogue, state, role or target_of(state), today=day)


def progress_of(journey: Journey, state: LedgerState) -> Mapping[str, Any]:
    """Counts for the status line: rated and skipped competencies, steps held, cases finished, entries, exports."""
    total = len(journey.catalogue.framework.competencies)
    skipped = sum(rating.not_applicable for rating in state.ratings.values())
    return {
        "rated": sum(rating.level is not None for rating in state.ratings.values()),
        "not_applicable": skipped,
        "competencies": total,
        "target": state.target,
        "steps_held": sum(step.held for step in state.steps.values()),
        "cases_finished": len({play.case for play in state.plays.values() if play.result is not None}),
        "cases": len(journey.catalogue.cases),
        "entries": len(state.entries),
        "exports": len(state.exports),
    }


def next_step(journey: Journey, state: LedgerState) -> NextStep:
    """The next best step for the learner, from what the ledger does not hold yet."""
    done = progress_of(journey, state)
    left = done["competencies"] - done["rated"] - done["not_applicable"]
    if done["target"] is None:
        return NextStep("00-start-here", "Choose a target role", "Every gap and route is measured against it.")
    if left:
        words = "Rate your first competency" if not done["rated"] else f"Rate the other {left} competencies"
        return NextStep("03-self-assessment", words, "One takes about a minute; each answer is saved at once.")
    if not done["steps_held"]:
        return NextStep("05-career-pathways", "Say what you already hold", "A route starts from your own steps.")
    if not done["cases_finished"]:
        return NextStep("07-case-studio", "Play a case", "A case says more about a level than a rating does.")
    if not done["entries"]:
        return NextStep("08-portfolio-builder", "Write your first result", "A number before and after opens a dossier.")
    if all(export.kind in ("assessment", "skill-map") for export in state.exports):
        return NextStep("08-portfolio-builder", "Export your dossier", "The PDF carries its evidence with it.")
    gap = next((gap for gap in gaps_of(journey, state) if not gap.met), None)
    if gap is None:
        return NextStep("08-portfolio-builder", "Keep the dossier current", "Every target of the role is met.")
    name = journey.catalogue.framework.competency(gap.competency).short
    why = f"It is the gap that matters most: {gap.size:.1f} levels short of our assumed target."
    if target_of(state) not in state.of("plan"):
        return NextStep("06-development-plan", f"Plan how to close {name}", why)
    return NextStep("02-skill-map", f"Work on {name}", why)
