"""The development plan as a document: its proof, the calendar, each activity with its reason, the gaps."""

from __future__ import annotations

from collections.abc import Sequence

from cmo_pathways.charts import Chart, chart_svg_plain
from cmo_pathways.document import (
    Block,
    Column,
    Document,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    Note,
    Paper,
    Prose,
    Table,
)
from cmo_pathways.errors import LearnerError
from cmo_pathways.ledger import LedgerState
from cmo_pathways.reports.plan import (
    PlanSheet,
    gantt_of,
    gap_lines,
    hours_of,
    money_of,
    plan_title,
    proof_words,
    reason_words,
)
from cmo_pathways.reports.words import as_typed
from cmo_pathways.scale import day_words


def plan_report(sheet: PlanSheet, state: LedgerState, *, paper: Paper = "letter") -> Document:
    """The plan as a document: the finding with its proof, the calendar, each activity with its reason, the gaps.

    Raises LearnerError where the plan holds no activity.
    """
    if not sheet.plan.placed:
        raise LearnerError("The plan holds no activity, so there is nothing to print. Change its limits first.")
    person = state.profile.get("name") or "Name to be added"
    gantt = gantt_of(sheet, state)
    limits = sheet.found.limits
    given = f"{limits.hours_per_week:g} hours a week, USD {limits.budget:,.0f} and {limits.months:g} months"
    return Document(
        title=plan_title(sheet),
        author=person,
        date=sheet.today.isoformat(),
        blocks=(
            KeyFigures(_figures(sheet)),
            Prose(f"**{as_typed(proof_words(sheet.found))}** Within {given}. It would begin on "
                  f"{day_words(sheet.begin.isoformat())}."),
            _figure(gantt),
            *_gap_table(sheet),
            Heading("The activities, and why each is in"),
            *_activity_table(sheet),
            Heading("Hours and money"),
            _figure(hours_of(sheet)),
            _figure(money_of(sheet)),
            Note("assumption", "hours, weeks, cost and levels", _BASIS),
        ),
        description=f"Development plan towards {sheet.role}",
        paper=paper,
        kicker=f"Development plan, {day_words(sheet.today.isoformat())}",
        headline=f"{person}, towards {sheet.role}",
        footer=f"{person}, development plan",
    )  # fmt: skip


_BASIS = (
    "What an activity takes and to which level it leads is our assumption unless its page names a source. A level "
    "counts as reached when the activity ends; a rating, a case or evidence afterwards knows better than the plan."
)


def _figures(sheet: PlanSheet) -> tuple[KeyFigure, ...]:
    plan, lines = sheet.plan, gap_lines(sheet)
    return (
        KeyFigure("gaps closed (assumption)", f"{sum(line.closed for line in lines)} of {len(lines)}"),
        KeyFigure("weeks (assumption)", f"{plan.weeks or 0}"),
        KeyFigure("hours (assumption)", f"{plan.hours or 0:,.0f}"),
        KeyFigure("USD (assumption)", f"{plan.cost or 0:,.0f}"),
    )


def _gap_table(sheet: PlanSheet) -> Sequence[Block]:
    columns = (
        Column("Gap"),
        Column("Now", "level", number=True),
        Column("Wanted", "assumption", number=True),
        Column("Reached", "assumption", number=True),
        Column("When", "assumption"),
        Column("Through"),
    )
    rows = tuple(
        (
            line.name,
            str(line.now),
            str(line.wanted),
            str(line.reached),
            line.on.isoformat() if line.on else "",
            line.by + (f" ({line.why})" if line.why else "") if line.by else f"Stays open: {line.why}",
        )
        for line in gap_lines(sheet)
    )
    return (Heading("Which gap closes when", level=2), Table(columns, rows))


def _activity_table(sheet: PlanSheet) -> Sequence[Block]:
    columns = (
        Column("Activity"),
        Column("First day"),
        Column("Last day"),
        Column("Hours", "assumption", number=True),
        Column("Cost", "USD, assumption", number=True),
        Column("Why"),
    )
    rows = tuple(
        (
            entry.name,
            entry.first.isoformat(),
            entry.last.isoformat(),
            f"{entry.hours:,.0f}",
            f"{entry.cost:,.0f}",
            reason_words(sheet, entry.id),
        )
        for entry in sheet.agenda
    )
    return (Table(columns, rows),)


def _figure(chart: Chart) -> Figure:
    return Figure(chart_svg_plain(chart), chart.alt, f"{chart.subtitle}. {chart.source}")
