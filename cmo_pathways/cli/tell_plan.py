"""What ``plan`` says: the development plan, or why there is none and what would do."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from cmo_pathways.catalogue import load_reference
from cmo_pathways.cli.output import counted, paragraph, plain, say, say_json, table
from cmo_pathways.cli.reading import blank_journey, has_ledger, journey_of
from cmo_pathways.errors import LearnerError
from cmo_pathways.export.files import write_whole
from cmo_pathways.journey import Journey, keep_plan, kept_plan, plan_of, target_of
from cmo_pathways.ledger import LedgerState, replay
from cmo_pathways.plan import (
    Development,
    Effort,
    Entry,
    Limits,
    Plan,
    RobustPlan,
    agenda_of,
    change_between,
    conflict_sentence,
    next_monday,
    robust_plan,
    usual_scenarios,
)
from cmo_pathways.reports.plan import PlanSheet, plan_sheet
from cmo_pathways.scale import Mark

_FORMATS = (".pdf", ".ics", ".csv", ".json")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for on the command line."""

    role: str | None
    limits: Limits
    number: int | None
    aim: str
    robust: bool
    keep: bool
    effort: Effort
    out: Path | None


def tell_plan(asked: Asked, home: Path, as_json: bool) -> None:
    """Plan, print, keep, write a file. Raises LearnerError, after the answer, where no plan closes the gaps."""
    if asked.out is not None and asked.out.suffix.lower() not in _FORMATS:
        raise LearnerError(
            f'A plan cannot be written as "{asked.out.name}". End the name with .pdf, .ics, .csv or .json.'
        )
    known = has_ledger(home)
    journey = journey_of(home) if known else blank_journey(home)
    state = journey.state() if known else replay(())
    role = asked.role or target_of(state)
    found = plan_of(journey, state, asked.limits, role=role, number=asked.number, aim=asked.aim, effort=asked.effort)
    robust = _robust(found, asked) if asked.robust else None
    values = plan_values(journey, state, found, role=role, aim=asked.aim, robust=robust)
    shown = robust.plan if robust else found.best
    if as_json:
        say_json({**values, "file": str(asked.out) if asked.out else None})
    else:
        say(_words(journey, found, role, robust))
    if asked.out is not None and shown.placed:
        _write(asked.out, plan_sheet(journey, found, shown, role=role, today=journey.clock().date()), state, values)
    if asked.keep:
        if not known:
            raise LearnerError(f'There is no folder to keep the plan in. Begin with "cmo-pathways lab" ({home}).')
        keep_plan(journey, role, found)
    if not found.plan.found:
        raise LearnerError(_why(found))


def plan_values(
    journey: Journey,
    state: LedgerState,
    found: Development,
    *,
    role: str,
    aim: str = "target",
    robust: RobustPlan | None = None,
) -> dict[str, object]:
    """A development plan as the contract's JSON."""
    plan, today = robust.plan if robust else found.plan, journey.clock().date()
    before = kept_plan(state, role, today)
    names = {gap.competency: gap.target for gap in found.gaps}
    return {
        "role": role,
        "aim": aim,
        **_schedule_values(journey, found, plan),
        "status": "infeasible" if not found.plan.found else plan.status,
        "proved": found.plan.status in ("optimal", "infeasible") and robust is None,
        "bound_weeks": found.plan.bound_weeks,
        "cheapest": plan.cheapest,
        "conflict": [] if found.plan.found else [_why(found)],
        "conflict_limits": found.conflict,
        "relax": found.relaxations,
        "instead": _schedule_values(journey, found, found.instead) if found.instead else None,
        "gaps": names,
        "unclosable": found.draft.unclosable,
        "considered": found.draft.considered,
        "begins": next_monday(today).isoformat(),
        "limits": {
            "hours_per_week": found.limits.hours_per_week,
            "budget": found.limits.budget,
            "months": found.limits.months,
        },
        "changes": change_between(before, plan.placed) if before and plan.found else None,
        "regret": _regret_values(robust) if robust else None,
    }


def _schedule_values(journey: Journey, found: Development, plan: Plan) -> dict[str, object]:
    wanted = {gap.competency: gap.target for gap in found.gaps}
    agenda = _agenda(journey, found, plan)
    assumed = any(mark.assumed for entry in agenda for mark in entry.marks.values())
    mark = Mark.ASSUMPTION if assumed else Mark.COMPUTED
    return {
        "status": plan.status,
        "weeks": plan.weeks,
        "bound_weeks": plan.bound_weeks,
        "cost_usd": plan.cost,
        "hours": plan.hours,
        "activities": [_entry_values(entry) for entry in agenda],
        "closes": [closed.competency for closed in plan.closes if closed.target >= wanted[closed.competency]],
        "reaches": [
            {"competency": closed.competency, "level": closed.target, "by": closed.by, "week": closed.week}
            for closed in plan.closes
        ],
        "marks": {"weeks": mark, "cost_usd": mark, "hours": mark, "closes": mark},
    }


def _entry_values(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "name": entry.name,
        "start_week": entry.start_week,
        "end_week": entry.end_week,
        "starts": entry.first.isoformat(),
        "ends": entry.last.isoformat(),
        "hours": entry.hours,
        "cost_usd": entry.cost,
        "marks": entry.marks,
        "price_year": entry.year,
        "sources": entry.sources,
    }


def _regret_values(robust: RobustPlan) -> dict[str, object]:
    return {
        "scenarios": [{"id": scenario.id, "words": scenario.words} for scenario in robust.scenarios],
        "plans": robust.table,
        "marks": {"scenarios": Mark.ASSUMPTION},
    }


def _robust(found: Development, asked: Asked) -> RobustPlan | None:
    if not found.plan.found:
        return None
    activities = load_reference().activities
    exams = [task.id for task in found.problem.tasks if activities[task.id].kind == "credential"]
    return robust_plan(found.problem, usual_scenarios(exams), asked.effort)


def _agenda(journey: Journey, found: Development, plan: Plan) -> tuple[Entry, ...]:
    begin = next_monday(journey.clock().date())
    return agenda_of(plan, found.problem, load_reference().activities, begin=begin)


def _write(file: Path, sheet: PlanSheet, state: LedgerState, values: dict[str, object]) -> None:
    kind = file.suffix.lower().removeprefix(".")
    if kind == "json":
        data = (json.dumps(plain(values), ensure_ascii=False, indent=2) + "\n").encode()
    else:
        from cmo_pathways.export.plan import plan_bytes

        data = plan_bytes(sheet, kind, state)
    write_whole(file, data)


def _why(found: Development) -> str:
    if found.plan.status == "unknown":
        return "No plan was found in the time given, and none was ruled out. Give more time with --effort."
    return conflict_sentence(found)


def _words(journey: Journey, found: Development, role: str, robust: RobustPlan | None) -> str:
    profile, plan = journey.catalogue.framework.role(role), robust.plan if robust else found.best
    lines = [paragraph(_headline(found, plan, profile.short, robust is not None))]
    if not found.plan.found:
        lines = [paragraph(_why(found)), *_mends(found)]
        if plan.found:
            lines += ["", paragraph(f"What these limits allow: {totals(plan)}.")]
    if plan.placed:
        lines += ["", _activity_table(_agenda(journey, found, plan)), "", *_level_lines(journey, found, plan)]
    if robust is not None:
        lines += ["", *_regret_lines(robust)]
    lines += ["", paragraph(_basis(found))]
    return "\n".join(lines)


def _headline(found: Development, plan: Plan, role: str, robust: bool) -> str:
    many = counted(len(found.gaps), "gap")
    if not plan.placed:
        return f"Nothing to plan: no gap to {role} is open."
    head = f"{totals(plan)} for {many} to {role}."
    if robust:
        return f"{head} Of the plans compared, the one that stays best over the scenarios."
    if plan.status == "optimal":
        return f"{head} No plan is shorter (proved)" + (", and none as short is cheaper." if plan.cheapest else ".")
    return f"{head} The shortest plan takes at least {plan.bound_weeks} weeks."


def totals(plan: Plan) -> str:
    """Weeks, hours and money of a plan in words."""
    return f"{counted(plan.weeks or 0, 'week')}, {plan.hours or 0:,.0f} hours and USD {plan.cost or 0:,.0f}"


def _mends(found: Development) -> list[str]:
    words = [
        f"  {relaxation.words}"
        + ("; somewhat less may do" if relaxation.limit != "hours" and not relaxation.least else "")
        for relaxation in found.relaxations
    ]
    return ["", "Any one of these would do", *words] if words else []


def _activity_table(agenda: tuple[Entry, ...]) -> str:
    rows = [
        (
            entry.first.isoformat(),
            entry.last.isoformat(),
            f"{entry.hours:,.0f}",
            f"{entry.weekly:.1f}",
            f"{entry.cost:,.0f}",
            entry.name,
        )
        for entry in agenda
    ]
    return table(rows, head=("Starts", "Ends", "Hours", "A week", "USD", "Activity"), right=(2, 3, 4))


def _level_lines(journey: Journey, found: Development, plan: Plan) -> list[str]:
    name = journey.catalogue.framework.competency
    wanted = {gap.competency: gap.target for gap in found.gaps}
    reached = {closed.competency: closed.target for closed in plan.closes}
    closed = [name(id).short for id, level in reached.items() if level >= wanted[id]]
    lines = [paragraph(f"Closes: {', '.join(closed)}.")] if closed else []
    for id, target in wanted.items():
        if id not in reached:
            lines.append(paragraph(f"Stays open: {name(id).short}."))
        elif reached[id] < target:
            lead = "no activity here leads further" if id in found.draft.unclosable else "the limits allow no more"
            lines.append(paragraph(f"{name(id).short}: to level {reached[id]} of {target}; {lead}."))
    return lines


def _regret_lines(robust: RobustPlan) -> list[str]:
    heads = [scenario.id for scenario in robust.scenarios]
    rows = [
        (row.candidate, *(f"{weeks} (+{more})" for weeks, more in zip(row.weeks, row.regret, strict=True)))
        for row in robust.table
    ]
    key = [f"  {scenario.id}: {scenario.words}" for scenario in robust.scenarios]
    grid = table(rows, head=("Best plan if", *heads), right=tuple(range(1, len(heads) + 1)))
    return ["Weeks in each scenario, and how many more than the best plan there (assumptions)", grid, *key]


def _basis(found: Development) -> str:
    return (
        f"{counted(found.draft.considered, 'activity')} considered. Hours, weeks, cost and the levels that an activity "
        "leads to are assumptions where no source measured them; see each with cmo-pathways show ID."
    )
