"""Ways that open or close on a date: which are over, which a route reaches in time, and how that is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from cmo_pathways.career.explain import name_in_text
from cmo_pathways.career.graph import CareerGraph
from cmo_pathways.career.model import Transition
from cmo_pathways.career.schedule import Schedule, typical_times
from cmo_pathways.scale import day_words

_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class Window:
    """A way to ``step`` that can be taken from ``opens`` to ``closes`` [ISO days, empty = no limit].

    ``taken`` is the day on which a route typically takes it [ISO day], empty where it is shut already. ``state``:
    ``open`` (in time), ``late`` (it typically closes before) or ``closed`` (it is over today).
    """

    transition: str
    step: str
    opens: str
    closes: str
    taken: str
    state: str
    words: str


def shut_ways(graph: CareerGraph, today: date) -> frozenset[str]:
    """The ids of the transitions whose last day lies before today."""
    return frozenset(row.id for row in _dated(graph) if row.closes and row.closes < today.isoformat())


def windows_on(graph: CareerGraph, schedule: Schedule, today: date) -> tuple[Window, ...]:
    """The dated ways that a route takes, each with the day on which it typically does."""
    dated = {row.id: row for row in _dated(graph)}
    found = []
    for task, (start, _) in zip(schedule.tasks, typical_times(schedule), strict=True):
        for wait in task.waits:
            if row := dated.get(wait.transition):
                found.append(_window(graph, row, task.step, today + timedelta(days=start * _DAYS)))
    return tuple(found)


def closed_windows(graph: CareerGraph, steps: Iterable[str], today: date) -> tuple[Window, ...]:
    """The ways into these steps that are over, each with one sentence that says so."""
    shut = shut_ways(graph, today)
    rows = ((step, row) for step in dict.fromkeys(steps) for row in graph.into(step) if row.id in shut)
    return tuple(_closed(graph, row, step) for step, row in rows)


def _dated(graph: CareerGraph) -> list[Transition]:
    return [row for row in graph.transitions if row.opens or row.closes]


def _window(graph: CareerGraph, row: Transition, step: str, taken: date) -> Window:
    late = bool(row.closes) and taken.isoformat() > row.closes
    name = _way(graph, row, step)
    if late:
        words = f"{name} closes on {day_words(row.closes)}; you would typically need it in {taken.year}."
    elif row.closes:
        words = f"{name} closes on {day_words(row.closes)}. You would typically take it in {taken.year}."
    else:
        words = f"{name} opens on {day_words(row.opens)}."
    state = "late" if late else "open"
    return Window(row.id, step, row.opens, row.closes, taken.isoformat(), state, words)


def _closed(graph: CareerGraph, row: Transition, step: str) -> Window:
    words = f"{_way(graph, row, step)} closed on {day_words(row.closes)}."
    return Window(row.id, step, row.opens, row.closes, "", "closed", words)


def _way(graph: CareerGraph, row: Transition, step: str) -> str:
    origin = graph.wildcards[row.origin].name if row.origin in graph.wildcards else name_in_text(graph, row.origin)
    return f"The way from {origin} to {name_in_text(graph, step)}"
