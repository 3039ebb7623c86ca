"""The learner's own numbers in place of those of the tables: what may be put where, and a route with them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace

from cmo_pathways.career.graph import CareerGraph
from cmo_pathways.career.schedule import Schedule, Task
from cmo_pathways.career.spread import Spread, YourNumbers
from cmo_pathways.errors import LearnerError, UnknownId

MEASURES = {
    "years": "step",
    "gap": "transition",
    "pass": "exam",
    "again": "exam",
    "attempts": "exam",
    "wait": "opening",
}
"""Last part of an input id (``step:md-degree:years``) and the first part that goes with it."""

LONGEST = 60.0
"""Years that no single time exceeds."""

UNITS = {"pass": "chance, 0 to 1", "attempts": "attempts"}
"""Units of inputs that are no time [years]."""


def your_numbers(graph: CareerGraph, id: str, body: Mapping[str, object]) -> YourNumbers:
    """The learner's own numbers for an input, from ``low``, ``typical`` and ``high``, or from one ``value``.

    Raises UnknownId for an id that is no input of the graph, LearnerError in one sentence for numbers that cannot
    be: negative, low above high, a chance above 1, a time above 60 years.
    """
    measure = _measure(graph, id)
    names = ("low", "typical", "high")
    given = {name: body[name] for name in (*names, "value") if body.get(name) is not None}
    single = given.get("value", given.get("typical"))
    low, typical, high = (_number(id, name, given.get(name, single)) for name in names)
    if not low <= typical <= high:
        raise LearnerError(f"The numbers {low:g}, {typical:g}, {high:g} of {id} do not rise. Give low, typical, high.")
    top = {"pass": 1.0, "attempts": 100.0}.get(measure, LONGEST)
    if low < 0 or high > top:
        raise LearnerError(f"{id} runs from {low:g} to {high:g}. Use {UNITS.get(measure, 'years')} from 0 to {top:g}.")
    if measure == "pass" and low < 0.01:
        raise LearnerError(f"A chance of {low:g} to pass means never. Use 0.01 or more.")
    if measure == "attempts" and (typical < 1 or any(n != int(n) for n in (low, typical, high))):
        raise LearnerError(f"{id} is {typical:g}. Use a whole number of 1 or more.")
    return YourNumbers(low, typical, high)


def yours_among(graph: CareerGraph, bodies: Mapping[str, Mapping[str, object]]) -> dict[str, YourNumbers]:
    """The learner's own numbers by input id, from the last ``assumption`` event of each.

    What another version or another screen wrote, and what cannot be, is passed over.
    """
    found = {}
    for id, body in bodies.items():
        try:
            found[id] = your_numbers(graph, id, body)
        except LearnerError:
            continue
    return found


def with_input(schedule: Schedule, id: str, numbers: YourNumbers) -> Schedule:
    """The same route with other numbers for one input, for asking "what if"; the steps stay."""
    return replace(schedule, tasks=tuple(_changed(task, id, numbers) for task in schedule.tasks))


def _changed(task: Task, id: str, numbers: YourNumbers) -> Task:
    own = Spread(numbers.low, numbers.typical, numbers.high, assumed=False, yours=True)
    prefix, _, rest = id.partition(":")
    subject, _, measure = rest.partition(":")
    if prefix == "transition":
        if not any(wait.transition == subject for wait in task.waits):
            return task
        return replace(task, waits=tuple(replace(w, gap=own) if w.transition == subject else w for w in task.waits))
    if subject != task.step:
        return task
    if prefix == "step":
        return replace(task, length=own)
    if prefix == "opening":
        return replace(task, opening=own)
    if task.attempts is None:
        return task
    if measure == "attempts":
        return replace(task, attempts=replace(task.attempts, most=int(numbers.typical)))
    changed = replace(task.attempts, chance=own) if measure == "pass" else replace(task.attempts, again=own)
    return replace(task, attempts=changed)


def _measure(graph: CareerGraph, id: str) -> str:
    prefix, _, rest = id.partition(":")
    subject, _, measure = rest.partition(":")
    known = subject in graph.steps or any(row.id == subject for row in graph.transitions)
    in_place = (subject in graph.steps) != (prefix == "transition")
    role = prefix != "opening" or (subject in graph.steps and graph.step(subject).is_role)
    if MEASURES.get(measure) != prefix or not (known and in_place and role):
        raise UnknownId("input", id, _ids(graph))
    return measure


def _ids(graph: CareerGraph) -> Iterator[str]:
    for step in graph.steps.values():
        yield f"opening:{step.id}:wait" if step.is_role else f"step:{step.id}:years"
        if graph.delay(step.id, "pass"):
            yield from (f"exam:{step.id}:{measure}" for measure in ("pass", "again", "attempts"))
    yield from (f"transition:{row.id}:gap" for row in graph.transitions)


def _number(id: str, name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise LearnerError(f"{id} has no {name} number. Give low, typical and high, or one value.")
    return float(value)
