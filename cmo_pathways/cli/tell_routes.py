"""What ``routes`` says: how the learner gets to a role."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from cmo_pathways.career import CareerGraph, Cost, Route, RoutePlan, Simulation, years_until
from cmo_pathways.cli.output import paragraph, say, say_json, table
from cmo_pathways.cli.reading import blank_journey, has_ledger, journey_of
from cmo_pathways.errors import LearnerError
from cmo_pathways.journey import routes_of
from cmo_pathways.ledger import replay
from cmo_pathways.scale import Mark


def tell_routes(
    goal: str, start: str | None, number: int, draws: int, seed: int, year: int | None, home: Path, as_json: bool
) -> None:
    """Alternative routes, the quickest first; with a year, the chance of each by its end.

    Raises UnknownId, LearnerError.
    """
    known = has_ledger(home)
    journey = journey_of(home) if known else blank_journey(home)
    state = journey.state() if known else replay(())
    plan = routes_of(journey, state, to=goal, start=start, k=number, draws=draws, seed=seed)
    graph = journey.catalogue.career
    chances = _chances(plan, year, journey.clock().date(), Simulation(draws, seed)) if year else None
    if as_json:
        say_json(plan_values(plan) if chances is None else _with_chances(plan_values(plan), chances, year))
    else:
        origin = graph.step(start).name if start else "your own steps" if state.steps else "the very beginning"
        say(_words(graph, plan, origin))
        for place, chance in enumerate(chances or (), 1):
            say(f"The chance to arrive by the end of {year} on route {place}: {round(100 * chance)} % (assumption)")


def plan_values(plan: RoutePlan) -> dict[str, object]:
    """Routes as the contract's JSON."""
    return {
        "to": plan.to,
        "routes": [_route_values(route) for route in plan.routes],
        "bottlenecks": plan.bottlenecks,
        "alternatives": plan.alternatives,
        "taken_as_held": plan.taken_as_held,
        "missed": plan.missed,
    }


def _chances(plan: RoutePlan, year: int, today: date, simulation: Simulation) -> tuple[float, ...]:
    left = years_until(f"{year}-12-31", today)
    if left < 0:
        raise LearnerError(f"The year {year} has passed. Give this year or a later one with --by.")
    return tuple(simulation.time(route.schedule).chance_by(left) for route in plan.routes)


def _with_chances(values: dict[str, Any], chances: tuple[float, ...], year: int | None) -> dict[str, Any]:
    routes = [
        {**route, "chance_by": {"year": year, "chance": chance, "mark": Mark.ASSUMPTION}}
        for route, chance in zip(values["routes"], chances, strict=True)
    ]
    return {**values, "routes": routes}


def _route_values(route: Route) -> dict[str, object]:
    cost, times = route.cost, Mark.ASSUMPTION if route.assumed_share else Mark.COMPUTED
    return {
        "steps": [{"id": step.id, "start": step.start, "end": step.end} for step in route.steps],
        "years": route.years,
        "cost": {"low": cost.low, "typical": cost.typical, "high": cost.high, "currency": cost.currency},
        "assumed_share": route.assumed_share,
        "marks": {
            "steps": times,
            "years": times,
            "cost": cost.mark,
            "readiness": Mark.ASSUMPTION,
        },
        "because": route.because,
        "at_least": route.at_least,
        "unpriced": cost.unpriced,
        "strengthened_by": route.strengthened_by,
        "efficient": route.efficient,
        "readiness": None if route.readiness is None else route.readiness.share,
        "windows": route.windows,
        "assumes": route.assumes,
        "weaknesses": route.weaknesses,
    }


def _words(graph: CareerGraph, plan: RoutePlan, origin: str) -> str:
    shown, every = len(plan.routes), plan.alternatives
    some = "The quickest" if shown == 1 else f"The {shown} quickest"
    many = ("The only route" if shown == 1 else f"{shown} routes") if shown == every else f"{some} of {every} routes"
    lines = [f"{many} to {graph.step(plan.to).name}, from {origin}"]
    for place, route in enumerate(plan.routes, 1):
        lines += ["", _route_words(graph, place, route)]
    if plan.bottlenecks:
        names = ", ".join(graph.step(id).short for id in plan.bottlenecks)
        lines += ["", paragraph(f"On every route: {names}.")]
    lines += [line for window in plan.missed for line in ("", paragraph(window.words))]
    lines += ["", "Years from today: median, and the interval of 8 in 10 simulated lives. Fees are the published ones."]
    return "\n".join(lines)


def _route_words(graph: CareerGraph, place: int, route: Route) -> str:
    years, least = route.years, "at least " if route.at_least else ""
    assumed = f"; {round(100 * route.assumed_share)} % of its times are assumptions" if route.assumed_share else ""
    head = f"{place}. {least}{years.p50:.1f} years ({years.p10:.1f} to {years.p90:.1f}){assumed}"
    rows = [
        (
            graph.step(step.id).name,
            f"{step.start:.1f}",
            f"{step.end:.1f}" if step.end > step.start else "",
            _mark(graph, step.id),
        )
        for step in route.steps
    ]
    lines = [head, table(rows, head=("Step", "Starts", "Ends", ""), right=(1, 2), indent=3)]
    lines.append(paragraph(f"Cost: {_cost_words(graph, route.cost)}.", indent=3))
    lines.append(paragraph(route.because, indent=3))
    return "\n".join([*lines, *(paragraph(risk.words, indent=3) for risk in route.weaknesses if risk.kind in _TOLD)])


_TOLD = ("window", "money", "abroad")
"""Weaknesses that are told beside every route; the others are in ``--json``."""


def _mark(graph: CareerGraph, id: str) -> str:
    return "(assumption)" if graph.step(id).mark.assumed else ""


def _cost_words(graph: CareerGraph, cost: Cost) -> str:
    assumed = any(figure.mark.assumed for id in cost.priced for figure in graph.step(id).cost.figures)
    return cost.words + (" (assumption)" if assumed else "")
