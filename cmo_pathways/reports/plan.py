"""The development plan in words and charts: what the screen shows and the PDF prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil

from cmo_pathways.catalogue import load_reference
from cmo_pathways.charts import Chart, GanttRow, gantt_chart, load_chart, money_chart
from cmo_pathways.charts.timeline import month_text
from cmo_pathways.journey import Journey
from cmo_pathways.ledger import LedgerState
from cmo_pathways.plan import (
    Development,
    Entry,
    Plan,
    Reason,
    agenda_of,
    conflict_sentence,
    next_monday,
    reasons_of,
    weekly_hours,
)
from cmo_pathways.reports.words import counted, listed
from cmo_pathways.scale import Mark

WEEKS_PER_MONTH = 52 / 12


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A plan with everything that is drawn of it: days, reasons, the role, and the day on which it begins."""

    journey: Journey
    found: Development
    plan: Plan
    role: str
    agenda: tuple[Entry, ...]
    reasons: Mapping[str, Reason]
    begin: date
    today: date

    @property
    def end(self) -> date:
        """The last day of the plan."""
        return max((entry.last for entry in self.agenda), default=self.begin)

    def name(self, competency: str) -> str:
        """The short name of a competency."""
        return self.journey.catalogue.framework.competency(competency).short


@dataclass(frozen=True, slots=True)
class GapLine:
    """What a plan does for one gap: the level now and wanted [0-5], the level reached, when, and through what.

    ``closed`` is True where the level wanted is reached; ``why`` says what keeps it from that.
    """

    name: str
    now: int
    wanted: int
    reached: int
    on: date | None
    by: str
    closed: bool
    why: str


def plan_sheet(journey: Journey, found: Development, plan: Plan, *, role: str, today: date) -> PlanSheet:
    """A plan with its days and reasons. Raises UnknownId for the role."""
    begin = next_monday(today)
    agenda = agenda_of(plan, found.problem, load_reference().activities, begin=begin)
    name = journey.catalogue.framework.role(role).short
    return PlanSheet(journey, found, plan, name, agenda, reasons_of(plan, found.problem), begin, today)


def plan_title(sheet: PlanSheet) -> str:
    """The finding of a plan as a sentence."""
    lines, plan = gap_lines(sheet), sheet.plan
    closed = sum(line.closed for line in lines)
    if not lines:
        return f"No gap to {sheet.role} is open"
    if not plan.placed:
        return f"No plan yet for {counted(len(lines), 'gap')} to {sheet.role}"
    months = counted(months_of(plan), "month")
    if closed == len(lines):
        every = "Your widest gap" if len(lines) == 1 else f"All {len(lines)} gaps"
        return f"{every} to {sheet.role} can close in {months}"
    return f"{closed} of {len(lines)} gaps to {sheet.role} can close in {months}"


def calendar_title(sheet: PlanSheet) -> str:
    """When the first level moves and when the plan ends, as a sentence."""
    ends = [entry.last for entry in sheet.agenda if sheet.reasons[entry.id].lifts]
    last = f"the last activity ends in {month_text(sheet.end)}"
    return f"The first level moves in {month_text(min(ends))}; {last}" if ends else _capital(last)


def months_of(plan: Plan) -> int:
    """The months that a plan takes, rounded up."""
    return ceil((plan.weeks or 0) / WEEKS_PER_MONTH - 1e-9)


def totals_words(plan: Plan) -> str:
    """Weeks, hours and money of a plan."""
    return f"{counted(plan.weeks or 0, 'week')}, {plan.hours or 0:,.0f} hours, USD {plan.cost or 0:,.0f}"


def proof_words(found: Development) -> str:
    """How good the plan is, and how that is known."""
    plan, considered = found.plan, f"{counted(found.draft.considered, 'activity', 'activities')} considered"
    if plan.status == "optimal":
        cheap = " None as short costs less." if plan.cheapest else ""
        return f"No shorter plan exists: proved, with {considered}.{cheap}"
    if plan.status == "feasible" and plan.bound_weeks:
        saved = (plan.weeks or 0) - plan.bound_weeks
        return f"At most {counted(saved, 'week')} could be saved: no plan is shorter than {plan.bound_weeks} weeks."
    if plan.status == "infeasible":
        return f"{conflict_sentence(found)} Proved, with {considered}."
    if plan.status == "unknown":
        return "No plan was found in the time given, and none was ruled out."
    return "A quick plan. How much shorter one could be is not known yet."


def reason_words(sheet: PlanSheet, id: str) -> str:
    """Why an activity is in the plan, as one sentence without its full stop."""
    reason = sheet.reasons[id]
    names = {entry.id: entry.name for entry in sheet.agenda}
    parts = []
    if reason.lifts:
        parts.append("lifts " + listed([f"{sheet.name(x.competency)} {x.before} to {x.after}" for x in reason.lifts]))
    if reason.opens:
        parts.append("has to come before " + listed([f'"{names[other]}"' for other in reason.opens]))
    if reason.running:
        parts.append("is under way")
    if reason.must:
        parts.append("has to be in by your wish")
    return _capital("; ".join(parts) or "leads to levels that other activities of this plan reach too")


def gap_lines(sheet: PlanSheet) -> tuple[GapLine, ...]:
    """What the plan does for each gap that was asked for, in the order of their weight."""
    reached = {closed.competency: closed for closed in sheet.plan.closes}
    names = {entry.id: entry.name for entry in sheet.agenda}
    ends = {entry.id: entry.last for entry in sheet.agenda}
    found = []
    for gap in sheet.found.gaps:
        done, now = reached.get(gap.competency), sheet.found.problem.level(gap.competency)
        level = done.target if done else now
        further = "no activity here leads further" if gap.competency in sheet.found.draft.unclosable else ""
        why = "" if level >= gap.target else further or "the limits allow no more"
        found.append(
            GapLine(
                name=sheet.name(gap.competency),
                now=now,
                wanted=gap.target,
                reached=level,
                on=ends[done.by] if done else None,
                by=names[done.by] if done else "",
                closed=level >= gap.target,
                why=why,
            )
        )
    return tuple(found)


def gantt_of(sheet: PlanSheet, state: LedgerState) -> Chart:
    """The plan as a Gantt chart, with what is done already. Raises LearnerError where it holds no activity."""
    rows = [
        GanttRow(
            name=entry.name,
            first=entry.first,
            last=entry.last,
            state="running" if sheet.reasons[entry.id].running else "planned",
            effects=tuple(f"{sheet.name(x.competency)} {x.before} to {x.after}" for x in sheet.reasons[entry.id].lifts),
            assumed=entry.marks["weeks"] is Mark.ASSUMPTION,
        )
        for entry in sheet.agenda
    ]
    return gantt_chart(
        [*_done_rows(sheet, state), *rows], title=calendar_title(sheet), today=sheet.today, source=_SOURCE
    )


def hours_of(sheet: PlanSheet) -> Chart:
    """The hours of each week of the plan. Raises LearnerError where it holds no activity."""
    hours = weekly_hours(sheet.found.problem, sheet.plan.placed)
    return load_chart(hours, begin=sheet.begin, limit=sheet.found.limits.hours_per_week, source=_SOURCE)


def money_of(sheet: PlanSheet) -> Chart:
    """The cost of the plan as it adds up. Raises LearnerError where it holds no activity."""
    costs = [(entry.name, entry.first, entry.cost) for entry in sheet.agenda]
    return money_chart(
        costs, begin=sheet.begin, end=sheet.end, budget=sheet.found.limits.budget, source=_SOURCE
    )  # fmt: skip


_SOURCE = (
    "Computed from your gaps and the catalog of activities. Hours, weeks, cost and levels are assumptions unless an "
    "activity names its source."
)


def _done_rows(sheet: PlanSheet, state: LedgerState) -> list[GanttRow]:
    known = load_reference().activities
    found = []
    for id, body in state.of("activity").items():
        day = _day(body.get("on"))
        if body.get("status") != "done" or id not in known or day is None or day > sheet.today:
            continue
        weeks = known[id].weeks.typical.value or 1.0
        first = date.fromordinal(day.toordinal() - round(7 * weeks) + 1)
        found.append(GanttRow(known[id].name, first, day, "done", assumed=True))
    return sorted(found, key=lambda row: row.last)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
