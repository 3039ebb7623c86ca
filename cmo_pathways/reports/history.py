"""How the estimates came about: the level of each competency after every day on which something was recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from cmo_pathways.assess import Estimate
from cmo_pathways.charts import GrowthLine, GrowthPoint
from cmo_pathways.journey import Journey, estimates_of
from cmo_pathways.ledger import Event, replay

SPEAKS = frozenset({"rating", "signals", "evidence", "feedback", "result", "step", "placement"})
"""Kinds of events that can move an estimate."""

_DAYS = 12
"""Days that a chart over time can bear; of more, the first, the last and those evenly between are kept."""


def growth_lines(
    journey: Journey, targets: Mapping[str, int], *, most: int = 4
) -> tuple[tuple[GrowthLine, ...], tuple[tuple[date, str], ...]]:
    """The competencies that moved most, from the day each was first rated, and what happened on the way, in words.

    ``targets`` are the levels [0-5] that the chart draws. Nothing where fewer than two days are on record.
    """
    events = tuple(journey.ledger.events())
    days = _days(events)
    if len(days) < 2:
        return (), ()
    estimates = {day: estimates_of(journey, replay(_until(events, day))) for day in days}
    lines = [_line(journey, id, estimates, targets[id]) for id in targets]
    moved = sorted((line for line in lines if len(line.points) > 1), key=lambda line: -abs(line.change))
    return tuple(moved[:most]), _named(journey, events)


def _days(events: Sequence[Event]) -> tuple[date, ...]:
    days = sorted({_day(event) for event in events if event.kind in SPEAKS})
    if len(days) <= _DAYS:
        return tuple(days)
    step = (len(days) - 1) / (_DAYS - 1)
    return tuple(days[round(i * step)] for i in range(_DAYS))


def _until(events: Sequence[Event], day: date) -> Sequence[Event]:
    return [event for event in events if _day(event) <= day]


def _line(journey: Journey, id: str, by_day: Mapping[date, Mapping[str, Estimate]], target: int) -> GrowthLine:
    points = [
        GrowthPoint(day, found[id].level, found[id].low, found[id].high)
        for day, found in by_day.items()
        if id in found and found[id].observed > 0
    ]
    return GrowthLine(journey.catalogue.framework.competency(id).short, tuple(points), target)


def _named(journey: Journey, events: Sequence[Event]) -> tuple[tuple[date, str], ...]:
    """The first rating, cases finished and reports imported, each once a day."""
    found: dict[tuple[date, str], None] = {}
    ratings = [event for event in events if event.kind == "rating"]
    if ratings:
        found[_day(ratings[0]), "first rating"] = None
    for event in events:
        if event.kind == "result":
            case = journey.catalogue.cases.get(event.subject)
            found[_day(event), f"case: {case.title if case else event.subject}"] = None
        elif event.kind == "feedback":
            found[_day(event), "360 feedback"] = None
    return tuple(found)[:6]


def _day(event: Event) -> date:
    return date.fromisoformat(event.at[:10])
