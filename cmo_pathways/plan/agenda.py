"""A plan on the calendar: its activities with their names and days, as iCalendar (RFC 5545) and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cmo_pathways.career import Activity
from cmo_pathways.plan.model import Plan, Problem
from cmo_pathways.scale import Mark

PRODID = "-//cmo_pathways//Development plan//EN"
_COLUMNS = (
    "id",
    "activity",
    "starts",
    "ends",
    "start_week",
    "end_week",
    "hours",
    "hours_per_week",
    "cost_usd",
    "marks",
    "price_year",
    "sources",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Entry:
    """One activity of a plan: first and last day, weeks from the start of the plan, hours, and money [USD].

    ``year`` is that of the prices; ``sources`` are those of its numbers, empty where all of them are our assumptions.
    """

    id: str
    name: str
    first: date
    last: date
    start_week: int
    end_week: int
    hours: float
    cost: float
    evidence: str
    marks: Mapping[str, Mark]
    year: str = ""
    sources: tuple[str, ...] = ()

    @property
    def weekly(self) -> float:
        """Hours a week, over all its weeks alike."""
        return self.hours / max(1, self.end_week - self.start_week)


def agenda_of(plan: Plan, problem: Problem, activities: Mapping[str, Activity], *, begin: date) -> tuple[Entry, ...]:
    """The activities of a plan with their days; week 0 begins on ``begin``."""
    return tuple(
        Entry(
            id=item.id,
            name=activities[item.id].name,
            first=begin + timedelta(weeks=item.start),
            last=begin + timedelta(weeks=item.end, days=-1),
            start_week=item.start,
            end_week=item.end,
            hours=problem.by_id[item.id].hours,
            cost=problem.by_id[item.id].cost,
            evidence=activities[item.id].evidence,
            marks=activities[item.id].marks,
            year=activities[item.id].cost_year,
            sources=_sources(activities[item.id]),
        )
        for item in plan.placed
    )


def next_monday(today: date) -> date:
    """The day on which a plan that is made today begins: today if it is a Monday, else the next one."""
    return today + timedelta(days=-today.weekday() % 7)


def calendar_bytes(agenda: Sequence[Entry], *, stamp: datetime, title: str) -> bytes:
    """The agenda as an iCalendar file: one all-day event for each activity, transparent, so that nobody is blocked.

    ``stamp`` is the time that the events carry. An activity keeps its UID, so that a newer plan replaces the older one.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    for entry in agenda:
        event = Event()
        event.add("uid", f"{entry.id}@plan.cmo-pathways.invalid")
        event.add("dtstamp", stamp)
        event.add("dtstart", entry.first)
        event.add("dtend", entry.last + timedelta(days=1))
        event.add("summary", entry.name)
        event.add("description", _words(entry))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def table_text(agenda: Iterable[Entry]) -> str:
    """The agenda as CSV with a line of names; a cell that a spreadsheet would run as a formula starts with ``'``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for entry in agenda:
        marks = " ".join(f"{name}:{mark}" for name, mark in entry.marks.items())
        days = (entry.first.isoformat(), entry.last.isoformat())
        numbers = (entry.start_week, entry.end_week, f"{entry.hours:g}", f"{entry.weekly:.1f}", f"{entry.cost:.0f}")
        told = (marks, entry.year, " ".join(entry.sources))
        writer.writerow([_safe(str(cell)) for cell in (entry.id, entry.name, *days, *numbers, *told)])
    return out.getvalue()


def _sources(activity: Activity) -> tuple[str, ...]:
    assumed = all(activity.marks[number].assumed for number in ("hours", "weeks", "cost"))
    return () if assumed else activity.sources


def _words(entry: Entry) -> str:
    assumed = " Hours, weeks and cost are assumptions." if any(m.assumed for m in entry.marks.values()) else ""
    cost = f"USD {entry.cost:,.0f}" if entry.cost else "No fee"
    return f"{entry.hours:g} hours, about {entry.weekly:.1f} a week. {cost}.{assumed}\nEvidence: {entry.evidence}"


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.lstrip("' ").startswith(_FORMULA) else cell
