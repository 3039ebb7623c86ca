"""The development plan: from ranked gaps and limits to a schedule, or to the reasons against it and the next best."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cmo_pathways.career import Activity
from cmo_pathways.catalogue import Catalogue, load_reference
from cmo_pathways.errors import LearnerError
from cmo_pathways.plan.build import Draft, Limits, Past, level_now, make_problem
from cmo_pathways.plan.explain import LIMITS, LONGEST, Relaxation, conflict_of, relaxations_of
from cmo_pathways.plan.greedy import first_plan
from cmo_pathways.plan.model import Placed, Plan, Problem
from cmo_pathways.plan.program import Effort
from cmo_pathways.plan.solve import DEFAULT, improve, plan_value, reachable, shortest_plan
from cmo_pathways.plan.verify import faults_of
from cmo_pathways.standing import Gap

FIRST_GAPS = 5
"""So many gaps a plan closes unless the learner says otherwise (our choice: all of them take years)."""
_TRIES = 4
"""Tries of the quick plan; the search itself begins from a better one."""
AIMS = ("target", "next-level")
"""A plan goes for the target of the role, or one level up in each of the gaps."""


@dataclass(frozen=True, slots=True)
class Development:
    """A development plan with all that it rests on.

    ``gaps`` are those asked for, ``draft`` the problem that was solved. Without a plan ``conflict`` names the limits
    that clash, ``relaxations`` what would mend it, and ``instead`` is the plan that reaches most within the limits.
    """

    plan: Plan
    draft: Draft
    gaps: tuple[Gap, ...]
    limits: Limits
    conflict: tuple[str, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()
    instead: Plan | None = None

    @property
    def problem(self) -> Problem:
        """The problem that was solved."""
        return self.draft.problem

    @property
    def best(self) -> Plan:
        """The plan, or else the next best."""
        return self.plan if self.plan.found or self.instead is None else self.instead


def plan_development(
    catalogue: Catalogue,
    gaps: Sequence[Gap],
    *,
    limits: Limits,
    past: Past | None = None,
    number: int | None = FIRST_GAPS,
    aim: str = "target",
    near: Sequence[Placed] = (),
    effort: Effort = DEFAULT,
    activities: Mapping[str, Activity] | None = None,
) -> Development:
    """The development plan that closes the gaps soonest within hours a week, money and months, with its proof.

    ``gaps`` come from ``rank_gaps``; the first ``number`` open ones are closed (None = all). ``aim`` is ``target`` or
    ``next-level``. With ``near``, a plan that is followed already, the new one changes little. Raises UnknownId for an
    activity that does not exist, LearnerError for limits that cannot be meant.
    """
    *_, last = develop_steps(
        catalogue,
        gaps,
        limits=limits,
        past=past,
        number=number,
        aim=aim,
        near=near,
        effort=effort,
        activities=activities,
    )
    return last


def develop_steps(
    catalogue: Catalogue,
    gaps: Sequence[Gap],
    *,
    limits: Limits,
    past: Past | None = None,
    number: int | None = FIRST_GAPS,
    aim: str = "target",
    near: Sequence[Placed] = (),
    effort: Effort = DEFAULT,
    activities: Mapping[str, Activity] | None = None,
) -> Iterator[Development]:
    """The same answer as it grows: within a fraction of a second a quick plan, then better ones, the last with proof.

    The first is the plan followed already where it still fits, else a quick one; where none fits the months, its status
    is ``unknown`` and ``instead`` holds a quick plan that takes longer. Raises what ``plan_development`` raises.
    """
    chosen = wanted_gaps(gaps, number, aim)
    known = load_reference().activities if activities is None else activities
    draft = make_problem(known, catalogue.career, _with_rest(gaps, chosen), limits, past or Past())
    quick = _quick(draft.problem, near)
    longer = None if quick.found else first_plan(replace(draft.problem, horizon=LONGEST), tries=_TRIES)
    found = Development(quick, draft, chosen, limits, instead=longer)
    yield found
    for plan in improve(draft.problem, effort, near=near):
        if plan.found and plan.bound_weeks == 0 and plan.weeks and found.plan.found:
            continue  # the quick plan again
        found = replace(found, plan=plan, instead=None)
        yield found
    if not found.plan.found:
        yield explained(found, effort)


def _quick(problem: Problem, near: Sequence[Placed]) -> Plan:
    known = all(item.id in problem.by_id for item in near)
    if near and known and not faults_of(problem, near):
        return plan_value(problem, near, bound=0, proved=False)
    return first_plan(problem, tries=_TRIES) or Plan("unknown")


def wanted_gaps(gaps: Sequence[Gap], number: int | None = FIRST_GAPS, aim: str = "target") -> tuple[Gap, ...]:
    """The open gaps that a plan is made for, the one that matters most first, with the level to aim for.

    Raises LearnerError for a number below 1 or an unknown aim.
    """
    if aim not in AIMS:
        raise LearnerError(f'There is no aim "{aim}". Use {" or ".join(AIMS)}.')
    if number is not None and number < 1:
        raise LearnerError("A plan closes at least one gap. Give a number from 1, or ask for all.")
    still_open = [gap for gap in gaps if not gap.met][:number]
    if aim == "target":
        return tuple(still_open)
    return tuple(replace(gap, target=min(gap.target, level_now(gap) + 1)) for gap in still_open)


def explained(found: Development, effort: Effort = DEFAULT) -> Development:
    """The same answer with the limits that clash, what would mend them, and the plan that reaches most within them."""
    problem = found.problem
    conflict = conflict_of(problem, effort)
    return replace(
        found,
        conflict=conflict,
        relaxations=relaxations_of(problem, conflict, effort),
        instead=next_best(problem, {gap.competency: gap.priority for gap in found.gaps}, effort),
    )


def next_best(problem: Problem, worth: Mapping[str, float], effort: Effort = DEFAULT) -> Plan | None:
    """The shortest plan to the levels that are worth most among those within the limits; None where none is."""
    targets = reachable(problem, worth, effort.share(0.5))
    if not targets:
        return None
    plan = shortest_plan(replace(problem, targets=targets), effort.share(0.5))
    return plan if plan.found else None


def conflict_sentence(found: Development) -> str:
    """Why there is no plan, in one sentence: the limits that clash."""
    limits, many = found.limits, len(found.gaps)
    words = {
        "months": f"{limits.months:g} months",
        "hours": f"{limits.hours_per_week:g} hours a week",
        "budget": f"USD {limits.budget:,.0f}",
        "never": "without the activities ruled out",
        "windows": "within the dates of the activities",
        "one-of": "with one degree at most",
        "must": "with the activities that have to be in",
    }
    parts = [words[name] for name in found.conflict]
    gaps = "this gap" if many == 1 else f"these {many} gaps"
    if not parts:
        return f"No order of activities closes {gaps}, whatever the limits."
    listed = " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)
    return (
        f"No plan closes {gaps} within {listed}." if found.conflict[0] in LIMITS else f"No plan closes {gaps} {listed}."
    )


def _with_rest(gaps: Sequence[Gap], chosen: Sequence[Gap]) -> tuple[Gap, ...]:
    """The chosen gaps first; the others only lend their levels."""
    ids = {gap.competency for gap in chosen}
    return (*chosen, *(replace(gap, p_meets=1.0) for gap in gaps if gap.competency not in ids))
