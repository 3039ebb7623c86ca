"""Whether routes can be asked for in this way: unknown, contradictory and impossible wishes, one sentence each."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping

from cmo_pathways.career.explain import name_in_text
from cmo_pathways.career.graph import CareerGraph
from cmo_pathways.career.limits import RouteLimits
from cmo_pathways.career.model import REGIONS
from cmo_pathways.errors import LearnerError, UnknownId


def refuse_unknown(graph: CareerGraph, ids: Iterable[str], regions: Collection[str]) -> None:
    """Raises UnknownId for a step or a country that nobody knows."""
    for id in ids:
        graph.step(id)
    for region in regions:
        if region not in REGIONS:
            raise UnknownId("country", region, REGIONS)


def refuse_numbers(
    graph: CareerGraph, k: int, draws: int, held: Mapping[str, float | None], limits: RouteLimits
) -> None:
    """Raises LearnerError for a number that cannot be."""
    for number, name in ((k, "number of routes"), (draws, "number of draws")):
        if number < 1:
            raise LearnerError(f"The {name} is {number}. Use 1 or more.")
    for id, years in held.items():
        if years is not None and not (math.isfinite(years) and years >= 0):
            raise LearnerError(f"{name_in_text(graph, id, first=True)} lies {years:g} years back. Use 0 or more years.")
    if not 0 < limits.pace <= 1:
        raise LearnerError(f"{limits.pace:g} is not a share of full time. Use a share above 0, 1 at most.")
    if limits.budget is not None and not (math.isfinite(limits.budget) and limits.budget >= 0):
        raise LearnerError(f"A budget of {limits.budget:g} is not possible. Use 0 or more.")


def refuse_places(graph: CareerGraph, to: str, regions: Collection[str], limits: RouteLimits) -> None:
    """Raises LearnerError where the goal or a wished country lies outside the countries that the learner allows."""
    if not limits.only:
        return
    home = " and ".join(REGIONS[region] for region in sorted(limits.only - {"global"}))
    goal = graph.step(to)
    if goal.region not in limits.only:
        name = name_in_text(graph, to, first=True)
        words = f"{name} is a post in {REGIONS[goal.region]}, and you want to stay in {home}."
        raise LearnerError(f"{words} Allow relocation, or choose another goal.")
    if away := sorted(set(regions) - limits.only):
        words = f"You want to stay in {home} and to go through {REGIONS[away[0]]}."
        raise LearnerError(f"{words} Choose one of the two.")


def specialty_named(graph: CareerGraph, specialty: str) -> str:
    """The residency of a specialty, given as ``pediatrics`` or ``residency-pediatrics``. Raises UnknownId."""
    known = [step.id for step in graph.steps.values() if step.kind == "residency"]
    for id in (specialty, f"residency-{specialty}"):
        if id in known:
            return id
    raise UnknownId("residency", specialty, known)
