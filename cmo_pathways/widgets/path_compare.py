"""Two routes side by side: what differs in steps, time, money and risk."""

from __future__ import annotations

from collections.abc import Iterable

from cmo_pathways.career import CareerGraph, Route, RouteComparison, RoutePlan, compare_routes, name_in_text
from cmo_pathways.journey import Journey
from cmo_pathways.scale import level_text
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.path_names import cost_words, route_names, share_words, years_words


def compare_blocks(journey: Journey, plan: RoutePlan, first: int, second: int) -> list[b.Block]:
    """Two routes beside each other, the differences in sentences above the table."""
    graph = journey.catalogue.career
    if len(plan.routes) < 2:
        return [b.title("One route only"), b.note("Nothing to compare.", "Only one way leads to this post from here.")]
    names = route_names(graph, plan)
    tabs = [(str(n), name) for n, name in enumerate(names)]
    pick = b.group(
        "pair",
        b.select("route", "First route", tabs, str(first)),
        b.select("other", "Second route", tabs, str(second)),
        style="form",
    )
    if first == second:
        return [b.title("Two routes side by side"), pick, b.note("The same route twice.", "Choose another second one.")]
    one, other = plan.routes[first], plan.routes[second]
    found = compare_routes(graph, one, other)
    return [
        b.title(_title(found)),
        pick,
        b.prose(*[b.words(text) for text in found.words]),
        b.table(("What", f"Route {names[first]}", f"Route {names[second]}"), _rows(graph, one, other, found)),
    ]


def _title(found: RouteComparison) -> str:
    if abs(found.years) < 0.05:
        return "Both routes take the same time at the median"
    quicker = "first" if found.years > 0 else "second"
    return f"The {quicker} route is {level_text(abs(found.years))} years quicker at the median (assumed times)"


def _rows(graph: CareerGraph, one: Route, other: Route, found: RouteComparison) -> list[tuple[str, ...]]:
    both = (one, other)
    rows = [
        ("Half by (1 in 10, 9 in 10 by), years", *(years_words(route.years) for route in both)),
        ("Published fees", *(cost_words(route.cost, graph) for route in both)),
        ("Times assumed", *(b.assumed(share_words(route.assumed_share)) for route in both)),
        ("Only on this route", *(_steps(graph, ids) for ids in (found.only_first, found.only_second))),
        ("On both", _steps(graph, found.both), b.quiet("the same")),
        ("Strengthened by", *(_steps(graph, route.strengthened_by[:3]) for route in both)),
    ]
    if one.readiness and other.readiness:
        ready = [b.assumed(share_words(r.readiness.share)) for r in both if r.readiness]
        rows.append(("Targets met or built on the way", *ready))
    risks = [_list(risk.words for risk in group) for group in (found.risks_first, found.risks_second)]
    return [*rows, ("Only here would break it", *risks)]


def _steps(graph: CareerGraph, ids: Iterable[str]) -> str:
    return ", ".join(b.link(id, name_in_text(graph, id)) for id in ids) or b.quiet("nothing")


def _list(texts: Iterable[str]) -> str:
    return "<br>".join(b.words(text) for text in texts) or b.quiet("nothing of its own")
