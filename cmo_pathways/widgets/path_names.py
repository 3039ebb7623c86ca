"""Routes, years and money in the words of the career screen; assumed numbers carry their mark and their support."""

from __future__ import annotations

from cmo_pathways.career import CareerGraph, Cost, Input, Route, RoutePlan, Years, names_in_text
from cmo_pathways.scale import level_text, number_words
from cmo_pathways.widgets import blocks as b

SIMULATED = "years from today, simulated in 2,000 lives from seed 7; most lengths are our assumptions"


def route_names(graph: CareerGraph, plan: RoutePlan) -> list[str]:
    """A short name per route: the posts on it that not every route shares."""
    posts = [[step.id for step in route.steps[:-1] if graph.step(step.id).is_role] for route in plan.routes]
    shared = set(posts[0]).intersection(*posts)
    own = [[post for post in route if post not in shared] for route in posts]
    return [f"{n}: {names_in_text(graph, ids) if ids else 'direct'}" for n, ids in enumerate(own, 1)]


def years_words(years: Years) -> str:
    """``6.2 (4.1 to 8.9)``, as markup with its support."""
    text = f"{level_text(years.p50)} ({level_text(years.p10)} to {level_text(years.p90)})"
    return b.supported(b.assumed(text), SIMULATED)


def span_words(years: float, *, support: str = SIMULATED) -> str:
    """A number of years that rests on assumptions, as markup with its support."""
    return b.supported(b.assumed(f"{level_text(years)} years"), support)


def cost_words(cost: Cost, graph: CareerGraph) -> str:
    """Published fees, as markup; where any figure in the sum is assumed, all of it is marked."""
    mark = cost.mark
    if mark is None:
        return b.words(cost.words)
    shown = b.assumed(f"{cost.words} ({mark.words})") if mark.assumed else b.words(f"{cost.words} ({mark.words})")
    steps = [graph.step(id) for id in cost.priced]
    years = sorted({step.cost_year for step in steps if step.cost_year})
    sources = list(dict.fromkeys(source for step in steps for source in step.sources))
    when = f"prices of {years[0]}" + (f" to {years[-1]}" if len(years) > 1 else "") if years else "year unknown"
    return b.supported(shown, ", ".join([f"{cost.currency}, {when}", *sources[:6]]))


def share_words(share: float) -> str:
    """A share as a percentage: ``40 %``."""
    return f"{share:.0%}".replace("%", " %")


def input_words(one: Input, graph: CareerGraph) -> str:
    """The numbers of an input with their unit, as markup with whose they are and where they stand."""
    if one.low is None or one.typical is None or one.high is None:
        return b.supported(b.words("not published"), "no source gives a number; it counts as nothing")
    text = number_words(one.typical)
    if one.low != one.high:
        text = f"{number_words(one.low)} to {number_words(one.high)}, typically {text}"
    shown = b.assumed(text) if one.assumed or one.yours else b.words(text)
    named = [f"{graph.sources[id].id} ({graph.sources[id].year})" for id in one.sources if id in graph.sources]
    return b.supported(shown, ", ".join([one.unit, one.said, *named]))


def headline(graph: CareerGraph, route: Route, chosen: int) -> str:
    """The finding over the map: through which posts the route runs."""
    posts = [step.id for step in route.steps[:-1] if graph.step(step.id).is_role]
    rank = "Your quickest route" if chosen == 0 else "This route"
    return f"{rank} runs through {names_in_text(graph, posts[-3:])}" if posts else f"{rank} leads straight to the post"
