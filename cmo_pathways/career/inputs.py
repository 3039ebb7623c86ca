"""Every number that a route's time depends on: what it is, whose it is, and the learner's own in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cmo_pathways.career.explain import name_in_text
from cmo_pathways.career.graph import CareerGraph
from cmo_pathways.career.model import Delay
from cmo_pathways.career.schedule import Schedule, Task, Wait, pause_after
from cmo_pathways.career.spread import Spread
from cmo_pathways.career.yours import UNITS
from cmo_pathways.scale import Figure, Mark, Range

_OURS = (Mark.ASSUMPTION,) * 3


@dataclass(frozen=True, slots=True)
class Input:
    """One number of a route: low, typical and high in ``unit`` (years; chance, 0 to 1; attempts).

    ``marks`` (of low, typical, high) and ``sources`` tell where the numbers come from; numbers that are ``yours`` have
    neither. The numbers are None where nobody publishes one and it counts as nothing.
    """

    id: str
    label: str
    unit: str
    low: float | None
    typical: float | None
    high: float | None
    marks: tuple[Mark, ...]
    sources: tuple[str, ...]
    yours: bool

    @property
    def mark(self) -> Mark | None:
        """The mark of the typical value; None for the learner's own numbers and where there is none."""
        return self.marks[1] if self.marks else None

    @property
    def assumed(self) -> bool:
        """True for our own assumption, which is drawn differently."""
        return self.mark is not None and self.mark.assumed

    @property
    def said(self) -> str:
        """Whose the number is, in a word: ``sourced``, ``assumption``, ``yours``, ``not published``."""
        if self.yours:
            return "yours"
        return self.mark.words if self.mark and self.typical is not None else "not published"


def inputs_of(graph: CareerGraph, schedule: Schedule) -> tuple[Input, ...]:
    """Every input of a route in the order of its steps, each once.

    A gap of nothing that is nobody's figure is left out; a step without a published length stands with no number.
    """
    found: dict[str, Input] = {}
    for task in schedule.tasks:
        for one in (*_gaps(graph, task), *_opening(graph, task), *_length(graph, task), *_attempts(graph, task)):
            found.setdefault(one.id, one)
    return tuple(found.values())


def _gaps(graph: CareerGraph, task: Task) -> Iterator[Input]:
    for wait in task.waits:
        row = next(row for row in graph.transitions if row.id == wait.transition)
        if wait.gap.adds_time or wait.gap.yours or row.gap.known:
            yield _input(f"transition:{row.id}:gap", _gap_words(graph, task, wait), wait.gap, row.gap, row.sources)


def _gap_words(graph: CareerGraph, task: Task, wait: Wait) -> str:
    origin, target = name_in_text(graph, wait.origin, first=True), name_in_text(graph, task.step)
    begins = graph.step(wait.origin).lasting
    return f"{origin} to {target}, start to start" if begins and task.lasting else f"{origin} to {target}"


def _opening(graph: CareerGraph, task: Task) -> Iterator[Input]:
    if graph.step(task.step).is_role:
        label = f"Extra wait until a post is free: {name_in_text(graph, task.step)}"
        yield _delayed(f"opening:{task.step}:wait", label, task.opening, graph.delay(task.step, "wait"))


def _length(graph: CareerGraph, task: Task) -> Iterator[Input]:
    step = graph.step(task.step)
    label = f"Length of {name_in_text(graph, task.step)}"
    if step.length is not None or task.length.yours:
        yield _input(f"step:{step.id}:years", label, task.length, step.length, step.sources)
    elif step.length_missing:
        yield Input(f"step:{step.id}:years", label, "years", None, None, None, (), (), False)


def _attempts(graph: CareerGraph, task: Task) -> Iterator[Input]:
    if task.attempts is None:
        return
    name, stem = name_in_text(graph, task.step), f"exam:{task.step}"
    passing, limit = graph.delay(task.step, "pass"), graph.delay(task.step, "attempts")
    yield _delayed(f"{stem}:pass", f"Chance to pass at one attempt: {name}", task.attempts.chance, passing)
    pause = pause_after(graph, task.step)
    yield _delayed(f"{stem}:again", f"Time to the next attempt: {name}", task.attempts.again, pause)
    if task.attempts.most is not None:
        most = float(task.attempts.most)
        own = limit is None or limit.amount.typical.value != most
        numbers = Spread(most, most, most, assumed=False, yours=own)
        yield _delayed(f"{stem}:attempts", f"Attempts allowed: {name}", numbers, limit)


def _delayed(id: str, label: str, numbers: Spread, given: Delay | None) -> Input:
    return _input(id, label, numbers, given.amount if given else None, given.sources if given else ())


def _input(id: str, label: str, numbers: Spread, given: Range | None, sources: tuple[str, ...]) -> Input:
    """The input with the marks of the table; numbers that nobody gave are our assumption, which has no source."""
    unit = UNITS.get(id.rpartition(":")[2], "years")
    marks = (
        tuple(_mark(figure) for figure in (given.low, given.typical, given.high)) if given and given.known else _OURS
    )
    marks, cited = ((), ()) if numbers.yours else (marks, () if marks == _OURS else sources)
    return Input(id, label, unit, numbers.low, numbers.typical, numbers.high, marks, cited, numbers.yours)


def _mark(figure: Figure) -> Mark:
    return Mark.ASSUMPTION if figure.value is None else figure.mark
