"""International moves: what it would take to lead in each country of the career graph."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cmo_pathways.career.enumerate import smallest_sets
from cmo_pathways.career.explain import name_in_text, names_in_text
from cmo_pathways.career.graph import CareerGraph
from cmo_pathways.career.intake import COUNTRIES
from cmo_pathways.career.model import Step
from cmo_pathways.career.needs import Learner, Standing, reachable_needs
from cmo_pathways.career.schedule import make_schedule, typical_times


@dataclass(frozen=True, slots=True)
class Move:
    """What the quickest typical way to lead in a country takes.

    ``goal`` is the post of chief medical officer there that is reached first, ``years`` the typical time [years from
    today], ``steps`` all that is still to do in that order, ``local`` those that belong to the country. A country that
    the learner holds something of is ``home``. Where no way is known, ``goal`` is empty and ``words`` says why.
    """

    country: str
    goal: str
    years: float | None
    steps: tuple[str, ...]
    local: tuple[str, ...]
    home: bool
    words: str


def international_moves(graph: CareerGraph, standing: Standing) -> tuple[Move, ...]:
    """One move per country, in the order of the countries; limits on relocation are left out of account."""
    return tuple(_move(graph, standing, country) for country in COUNTRIES)


def _move(graph: CareerGraph, standing: Standing, country: str) -> Move:
    near = frozenset({country, "global", *(graph.step(id).region for id in standing.certain)})
    learner = replace(standing.learner, home=near, regions=near, only=frozenset())
    home = any(graph.step(id).region == country for id in standing.certain)
    found = [one for goal in _goals(graph, country) if (one := _quickest(graph, goal.id, standing, learner))]
    name = COUNTRIES[country]
    if held := [goal for goal in _goals(graph, country) if goal.id in learner.held]:
        words = f"{name}: you hold {name_in_text(graph, held[0].id)} there."
        return Move(country, held[0].id, 0.0, (), (), home, words)
    if not found:
        none = "no source confirms a way to a chief medical officer post"
        words = f"{name}: {none if _goals(graph, country) else 'our sources describe no chief medical officer post'}."
        return Move(country, "", None, (), (), home, words)
    years, goal, steps = min(found)
    local = tuple(id for id in steps if graph.step(id).region == country)
    return Move(country, goal, years, steps, local, home, _say(graph, learner, name, (years, goal, local)))


def _goals(graph: CareerGraph, country: str) -> list[Step]:
    posts = (step for step in graph.steps.values() if step.region == country and step.is_role)
    return [step for step in posts if step.stage == "cmo" and not step.unverified]


def _quickest(
    graph: CareerGraph, goal: str, standing: Standing, learner: Learner
) -> tuple[float, str, tuple[str, ...]] | None:
    if goal in learner.held:
        return None
    needs = reachable_needs(graph, goal, learner)
    timed = []
    for chosen in smallest_sets(goal, needs, learner.held):
        schedule = make_schedule(graph, chosen, needs, standing.ago)
        timed.append((typical_times(schedule)[-1][0], goal, tuple(task.step for task in schedule.tasks)))
    return min(timed, default=None)


def _say(graph: CareerGraph, learner: Learner, name: str, found: tuple[float, str, tuple[str, ...]]) -> str:
    years, goal, local = found
    first = f"{name}: {name_in_text(graph, goal)} {_after(years)}"
    degrees = [id for id in local if graph.step(id).kind == "degree"]
    if degrees and any(graph.step(id).kind in ("degree", "residency") for id in learner.held):
        there = f"{first} for somebody who trains there from {name_in_text(graph, degrees[0])} on."
        return f"{there} Ask the licensing body what of your own training counts; our sources do not say."
    posts = [id for id in local if id != goal and graph.step(id).is_role]
    return f"{first}, through {names_in_text(graph, posts)}." if posts else f"{first}."


def _after(years: float) -> str:
    if years < 0.05:
        return "with no time added to what you hold"
    if years < 0.95:
        return "after less than a typical year"
    return f"after about {years:.0f} typical year{'' if round(years) == 1 else 's'}"
