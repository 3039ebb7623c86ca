"""The map of one route: the drawing, why it is a route, what would break it, and the same steps as a table."""

from __future__ import annotations

from cmo_pathways.career import CareerGraph, Route, RoutePlan, Step
from cmo_pathways.charts import NARROW, career_map_svg
from cmo_pathways.journey import Journey
from cmo_pathways.scale import level_text
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.path_names import SIMULATED, cost_words, headline, share_words, span_words
from cmo_pathways.widgets.route_map import route_map

_STAGES = ("Training", "Practice", "First leadership", "Senior leadership", "CMO post")
_HELP = "Arrow keys move between the steps; Enter opens one below the map."


def map_blocks(journey: Journey, plan: RoutePlan, chosen: int) -> list[b.Block]:
    """The chosen route as a map, with its reasons, what breaks it, and the same as a table."""
    graph, route = journey.catalogue.career, plan.routes[chosen]
    nodes, edges = route_map(graph, plan, chosen)
    goal = graph.step(plan.to).name
    lead = f"Route {chosen + 1} of {len(plan.routes)} shown to {goal}; {plan.alternatives} ways exist in all."
    half = f"Half of the simulated futures take {span_words(route.years.p50)} or less."
    return [
        b.title(headline(graph, route, chosen)),
        b.prose(f"{b.words(lead)} {half}", style="lead"),
        b.map_of("open", career_map_svg(nodes, edges, headings=_STAGES, width=NARROW), _HELP),
        b.prose(b.because(route.because)),
        *_rests_on(route),
        b.details("map-table", "The map as a table", _table(graph, route)),
    ]


def _rests_on(route: Route) -> list[b.Block]:
    if not route.weaknesses and not route.assumes:
        return []
    share = f"{b.assumed(share_words(route.assumed_share))} of the times on this route are assumptions."
    risks = [b.words(found.words) for found in route.weaknesses]
    inside = [b.prose(share), *([b.prose(b.strong("What would break it")), b.listed(risks)] if risks else [])]
    if route.assumes:
        inside += [b.prose(b.strong("What it assumes")), b.listed([b.assumed(text) for text in route.assumes])]
    return [b.details("rests-on", "What this route rests on, and what would break it", *inside)]


def _table(graph: CareerGraph, route: Route) -> b.Block:
    rows = []
    for step in route.steps:
        found = graph.step(step.id)
        begins = "from now" if step.start < 0.05 else level_text(step.start)
        rows.append(
            (
                b.link(found.id, found.name),
                b.words(found.kind.replace("-", " ")),
                b.supported(b.assumed(begins), f"median; {SIMULATED}"),
                cost_words_of(found, graph),
                b.words(", ".join([found.mark.words, *found.sources])),
            )
        )
    return b.table(("Step", "Kind", "Years from today", "Published cost", "That it exists"), rows)


def cost_words_of(step: Step, graph: CareerGraph) -> str:
    """The published cost of one step, as markup."""
    from cmo_pathways.career.cost import add_costs

    found = add_costs([step])
    return cost_words(found, graph) if found.mark else b.quiet("paid post" if step.earning else "none published")
