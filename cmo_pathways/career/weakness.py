"""What a route rests on: what it assumes, and what would break it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from cmo_pathways.career.cost import Cost
from cmo_pathways.career.explain import name_in_text, names_in_text
from cmo_pathways.career.graph import CareerGraph
from cmo_pathways.career.limits import RouteLimits
from cmo_pathways.career.model import REGIONS
from cmo_pathways.career.schedule import Schedule
from cmo_pathways.career.spread import Spread
from cmo_pathways.career.windows import Window

WEAKNESSES = ("window", "single", "exam", "unsourced", "abroad", "money")


@dataclass(frozen=True, slots=True)
class Weakness:
    """Something that would break a route, of a kind in ``WEAKNESSES``, on these ``steps``, in one sentence."""

    kind: str
    steps: tuple[str, ...]
    words: str


def weaknesses_of(
    graph: CareerGraph,
    schedule: Schedule,
    *,
    windows: Collection[Window],
    shared: Collection[str],
    cost: Cost,
    limits: RouteLimits,
) -> tuple[Weakness, ...]:
    """What would break a route: closing windows, single points, exams, unsourced steps, moves abroad, the budget.

    ``shared`` are the steps that every route to the goal needs.
    """
    ids = [task.step for task in schedule.tasks]
    found = [Weakness("window", (window.step,), window.words) for window in windows if window.closes]
    if single := [id for id in ids[:-1] if id in shared]:
        verb = "has" if len(single) == 1 else "have"
        found.append(Weakness("single", tuple(single), f"{_first(graph, single)} {verb} no alternative."))
    if exams := [id for id in ids if graph.step(id).kind == "exam"]:
        words = "can take more than one attempt" if len(exams) == 1 else "can each take more than one attempt"
        found.append(Weakness("exam", tuple(exams), f"{_first(graph, exams)} {words}."))
    if ours := [id for id in ids if graph.step(id).mark.assumed]:
        words = f"What it takes to become {names_in_text(graph, ours)} is our assumption; no source lays it down."
        found.append(Weakness("unsourced", tuple(ours), words))
    if away := [id for id in ids if graph.step(id).region not in limits.home]:
        lands = " and ".join(
            dict.fromkeys(f"the {REGIONS[r]}" if r in _WITH_THE else REGIONS[r] for r in _regions(graph, away))
        )
        found.append(Weakness("abroad", tuple(away), f"It leads through {lands}."))
    if limits.budget is not None and cost.currency == limits.currency and (cost.high or 0) > limits.budget:
        words = f"Its published fees reach {cost.currency} {cost.high:,.0f}; you gave {limits.budget:,.0f}."
        found.append(Weakness("money", cost.priced, words))
    return tuple(found)


def assumptions_of(graph: CareerGraph, schedule: Schedule, limits: RouteLimits) -> tuple[str, ...]:
    """What a route assumes, one sentence each: every time that is ours, part-time study, clinical work."""
    return tuple(dict.fromkeys(_assumptions(graph, schedule, limits)))


_WITH_THE = ("us", "uk", "uae")


def _assumptions(graph: CareerGraph, schedule: Schedule, limits: RouteLimits) -> Iterator[str]:
    for task in schedule.tasks:
        name = name_in_text(graph, task.step)
        if task.length.assumed and task.length.adds_time:
            yield f"{name_in_text(graph, task.step, first=True)} takes {_time(task.length)}."
        for wait in task.waits:
            if wait.gap.assumed and wait.gap.adds_time:
                yield f"From {name_in_text(graph, wait.origin)} to {name} it takes {_time(wait.gap)}."
    if limits.pace != 1:
        yield f"At {limits.pace:.0%} of full time, study and training take {1 / limits.pace:.2g} times as long."
    if limits.clinical_share:
        share = f"{limits.clinical_share:.0%}"
        yield f"No source says whether these posts leave {share} for clinical work; ask before you apply."


def _time(time: Spread) -> str:
    middle = f"{time.typical:.3g} {'year' if time.typical == 1 else 'years'}"
    return middle if time.low == time.high else f"{middle} ({time.low:.3g} to {time.high:.3g})"


def _first(graph: CareerGraph, ids: list[str]) -> str:
    text = names_in_text(graph, ids)
    return text[0].upper() + text[1:]


def _regions(graph: CareerGraph, ids: list[str]) -> list[str]:
    return [graph.step(id).region for id in ids]
