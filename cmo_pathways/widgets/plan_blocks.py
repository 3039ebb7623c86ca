"""The plan as blocks: how good it is, what clashes and what would mend it, the views, and the activities to tick."""

from __future__ import annotations

from collections.abc import Mapping

from cmo_pathways.career import Activity
from cmo_pathways.catalogue import load_reference
from cmo_pathways.charts import chart_html
from cmo_pathways.ledger import LedgerState
from cmo_pathways.pages.skills import take_facts
from cmo_pathways.plan import Change, Development, Entry, Placed, RobustPlan, change_between
from cmo_pathways.reports.plan import (
    PlanSheet,
    gantt_of,
    gap_lines,
    hours_of,
    money_of,
    months_of,
    plan_title,
    proof_words,
    reason_words,
    totals_words,
)
from cmo_pathways.reports.words import counted, listed
from cmo_pathways.scale import day_words
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.plan_settings import Settings

_SUMS = "sums over the activities below, each with its year and source; most are our assumptions"
STATUS = (
    ("planned", "Planned"),
    ("started", "Started"),
    ("late", "Started, takes longer"),
    ("done", "Done"),
    ("dropped", "Dropped"),
)


def head_blocks(sheet: PlanSheet, settings: Settings, *, working: bool, searched: bool) -> list[b.Block]:
    """What the plan says in one sentence, its size, and how good it is; or what clashes and what would mend it."""
    found, plan = sheet.found, sheet.plan
    lead = "There is nothing to plan: every target is more likely met than not."
    if plan.placed:
        begin = b.words(f"It would begin on {day_words(sheet.begin.isoformat())}.")
        totals = b.supported(b.assumed(totals_words(plan)), _SUMS)
        lead = f"{totals} for {counted(len(plan.placed), 'activity', 'activities')}. {begin}"
    top = [b.title(plan_title(sheet)), b.prose(lead, style="lead"), *_unrated(sheet)]
    if found.plan.status == "infeasible":
        return [*top, *_clash(sheet, settings, working=working)]
    if not plan.placed and not found.gaps:
        return top
    if not searched:
        ask = [] if working else [b.buttons(b.button("improve", "Look for a shorter plan"))]
        return [*top, b.note(*_first(found, months_of(plan), working=working)), *ask]
    if found.plan.status == "unknown":
        return [*top, b.note("No plan was found in the time given.", "None was ruled out either.")]
    lead, _, rest = proof_words(found).partition(": ")
    return [*top, b.prose(f"{b.strong(lead)}: {b.words(rest)}", *_left_open(sheet))]


def view_blocks(
    sheet: PlanSheet,
    state: LedgerState,
    settings: Settings,
    robust: RobustPlan | None,
    *,
    comparing: bool,
    steady: bool,
) -> list[b.Block]:
    """The view that is open: the calendar, the hours, the money, the gaps, or how the plan bears scenarios."""
    if settings.show == "gaps":
        return [_gap_table(sheet)]
    if settings.show == "otherwise":
        return _robust_blocks(robust, comparing=comparing, steady=steady, plan=sheet.found.plan.found)
    if not sheet.plan.placed:
        return []
    chart = {"hours": hours_of, "money": money_of}.get(settings.show)
    drawn = chart(sheet) if chart else gantt_of(sheet, state)
    return [b.markup(chart_html(drawn), key=f"chart-{settings.show}")]


def activity_blocks(sheet: PlanSheet, state: LedgerState) -> list[b.Block]:
    """Each activity of the plan with its reason, its days and a control to say how it goes."""
    told = state.of("activity")
    rows = []
    for entry in sheet.agenda:
        days = f"{day_words(entry.first.isoformat())} to {day_words(entry.last.isoformat())}"
        effort = f"{entry.hours:,.0f} hours, {entry.weekly:.1f} a week"
        cost = f"USD {entry.cost:,.0f}" if entry.cost else "no fee"
        time, money = _support(sheet, entry)
        marked = f"{_marked(effort, time, entry, 'hours', 'weeks')}, {_marked(cost, money, entry, 'cost')}"
        why = f"{reason_words(sheet, entry.id)}."
        reason = b.assumed(why) if sheet.reasons[entry.id].lifts else b.words(why)
        words = b.prose(b.link(entry.id, entry.name), reason, f"{b.quiet(days)} · {marked}")
        rows.append(b.group(f"do-{entry.id}", words, *_tick(entry.id, told), style="duty"))
    return [b.title("The activities, and why each is in", level=3), *rows] if rows else []


def told_blocks(sheet: PlanSheet, state: LedgerState, activities: Mapping[str, Activity]) -> list[b.Block]:
    """What was told of activities that are no longer in the plan, so that it can be taken back."""
    inside = {entry.id for entry in sheet.agenda}
    told = {id: body for id, body in state.of("activity").items() if id in activities and id not in inside}
    rows = [
        b.group(f"told-{id}", b.prose(b.link(id, activities[id].name)), *_tick(id, told), style="duty")
        for id, body in told.items()
        if body.get("status") != "planned"
    ]
    label = f"Done, dropped, or no longer planned ({len(rows)})"
    return [b.details("told", label, *rows, open=True)] if rows else []


def followed_blocks(sheet: PlanSheet, before: tuple[Placed, ...]) -> list[b.Block]:
    """How the plan differs from the one that the learner follows; nothing where none is followed."""
    if not before:
        return []
    change = change_between(before, sheet.plan.placed)
    if not (change.moved or change.added or change.dropped):
        return [b.note("You follow this plan.", "Say below how each activity goes; the rest is planned anew.")]
    return [b.note("This differs from the plan that you follow.", _change_words(change))]


def _unrated(sheet: PlanSheet) -> list[b.Block]:
    """Gaps that rest on no answer of the learner; a plan for them should not look as sure as the others."""
    names = [sheet.name(gap.competency) for gap in sheet.found.gaps if not gap.rated]
    if not names:
        return []
    usual = b.assumed("what is usual at your stage (assumption)")
    return [b.prose(f"{b.words(f'Not rated yet: {listed(names)}. There the plan starts from')} {usual}.")]


def _left_open(sheet: PlanSheet) -> list[str]:
    lines = [line for line in gap_lines(sheet) if not line.closed]
    return [
        f"{b.words(line.name)}: {b.assumed(f'to level {line.reached} of {line.wanted}')}; {b.words(line.why)}."
        for line in lines
    ]


def _first(found: Development, months: int, *, working: bool) -> tuple[str, str]:
    wait = "Looking for a shorter one, usually a few seconds. Reading may go on." if working else ""
    if found.plan.found:
        return "A first plan, found at once.", wait or "A shorter one may exist."
    if found.instead is None:
        many = counted(found.draft.considered, "activity", "activities")
        return "No plan was found at first sight.", f"{many} to choose from. {wait}"
    more = f"A first plan takes {counted(months, 'month')}, more than the {found.limits.months:g} that you gave."
    return more, wait.replace("a shorter one", "one that fits") or "A shorter one may exist."


def _clash(sheet: PlanSheet, settings: Settings, *, working: bool) -> list[b.Block]:
    found = sheet.found
    if working:
        wait = "Working out which limits clash and what would mend it. Usually a few seconds."
        return [b.note("No plan closes these gaps within these limits: proved.", wait, tone="trouble")]
    lead, _, rest = proof_words(found).partition(". ")
    blocks = [b.note(f"{lead}.", rest, tone="trouble")]
    ways = [(index, way) for index, way in enumerate(found.relaxations)]
    if ways:
        blocks.append(b.prose(b.strong("Any one of these would do")))
        mends = [b.button(f"relax:{n}", _capital(way.words)) for n, way in ways if settings.relaxed(way)]
        blocks += [b.buttons(*mends)] if mends else []
        far = [_capital(way.words) for _, way in ways if not settings.relaxed(way)]
        blocks += [b.bullets(far)] if far else []
        if any(not way.least for _, way in ways):
            blocks.append(b.prose(b.quiet("Somewhat less may do.")))
    if sheet.plan.placed:
        blocks.append(b.prose("Below is what these limits allow."))
    return blocks


def _gap_table(sheet: PlanSheet) -> b.Block:
    rows = []
    for line in gap_lines(sheet):
        levels = b.assumed(f"{line.now} to {line.reached}") + (f" of {line.wanted}" if not line.closed else "")
        when = b.assumed(day_words(line.on.isoformat())) if line.on else b.words("stays open")
        through = "; ".join(part for part in (line.by, line.why) if part)
        rows.append((b.words(line.name), levels, when, b.words(through)))
    columns = ("Gap", "Level now to then (assumption)", "When (assumption)", "Through")
    return b.table(columns, rows)


def _robust_blocks(robust: RobustPlan | None, *, comparing: bool, steady: bool, plan: bool) -> list[b.Block]:
    words = (
        "Hours and weeks are assumptions. So compare: the best plan of each case is put through all the others, and "
        "the one that loses least at worst is the one that stays good."
    )
    blocks: list[b.Block] = [b.prose(b.words(words))]
    if comparing:
        return [*blocks, b.note("Comparing plans.", "Four or five cases, usually ten seconds. Reading may go on.")]
    if robust is None and not plan:
        return [*blocks, b.note("Nothing to compare.", "No plan closes these gaps within your limits. Change a limit.")]
    if robust is None:
        return [*blocks, b.buttons(b.button("compare", "Compare the cases"))]
    best = robust.table[0]
    heads = [f"{_capital(scenario.words)} (assumption)" for scenario in robust.scenarios]
    names = {s.id: s.words if s.id == "as-planned" else f"if {s.words}" for s in robust.scenarios}
    rows = [
        (
            b.words(f"Best {names[row.candidate]}"),
            *(b.assumed(f"{weeks} (+{more})") for weeks, more in zip(row.weeks, row.regret, strict=True)),
        )
        for row in robust.table
    ]
    lead = f"The plan that is best {names[best.candidate]} loses {counted(best.worst, 'week')} at worst."
    note = "Weeks in each case, and in brackets how many more than the best plan there. Factors are our assumption."
    return [
        *blocks,
        b.prose(b.strong(lead) + " " + b.quiet(note)),
        b.table(("Plan", *heads), rows, numeric=tuple(range(1, len(heads) + 1))),
        b.check("steady", "Show this plan instead of the shortest one", value=steady),
    ]


def _marked(words: str, support: str, entry: Entry, *numbers: str) -> str:
    shown = b.assumed(words) if any(entry.marks[number].assumed for number in numbers) else b.words(words)
    return b.supported(shown, support) if support else shown


def _support(sheet: PlanSheet, entry: Entry) -> tuple[str, str]:
    """What stands behind the time and the money of an activity: range, unit, year, mark and sources."""
    facts = take_facts(sheet.journey.catalogue, load_reference().activities[entry.id])
    time = [f"{fact.text}: {fact.support}" for fact in facts if fact.unit in ("hours", "weeks")]
    money = [f"{fact.text}: {fact.support}" for fact in facts if fact.unit.startswith("USD")]
    return "; ".join(time), "; ".join(money)


def _tick(id: str, told: Mapping[str, Mapping[str, object]]) -> list[b.Block]:
    body = told.get(id, {})
    status = str(body.get("status", "planned"))
    found = [b.select(f"status:{id}", "How it goes", STATUS, status)]
    if status == "planned":
        return found
    label = {"done": "Done on", "dropped": "Dropped on"}.get(status, "Started on")
    return [*found, b.field(f"on:{id}", label, str(body.get("on") or ""))]


def _change_words(change: Change) -> str:
    parts = (
        (change.kept, "stays where it was", "stay where they were"),
        (change.moved, "moves", "move"),
        (change.added, "is new", "are new"),
        (change.dropped, "falls away", "fall away"),
    )
    return ", ".join(f"{len(ids)} {one if len(ids) == 1 else many}" for ids, one, many in parts if ids) + "."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
