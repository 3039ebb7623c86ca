"""Two routes side by side: what only one of them asks for, and the differences in time, cost and risk."""

from __future__ import annotations

from dataclasses import dataclass

from cmo_pathways.career.explain import names_in_text
from cmo_pathways.career.graph import CareerGraph
from cmo_pathways.career.route import Route
from cmo_pathways.career.weakness import Weakness


@dataclass(frozen=True, slots=True)
class RouteComparison:
    """The second route against the first.

    Steps that both have and that only one has; ``years`` and ``cost`` [``currency``] are second minus first at the
    median and the typical value, ``cost`` None where the fees cannot be compared; ``spread`` [years] is how much wider
    the interval of 8 in 10 is; ``readiness`` and ``assumed`` are differences of shares [-1 to 1], readiness None where
    no gaps are known. The risks are those that only one route has. ``words`` says it in sentences.
    """

    both: tuple[str, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    years: float
    spread: float
    cost: float | None
    currency: str | None
    readiness: float | None
    assumed: float
    risks_first: tuple[Weakness, ...]
    risks_second: tuple[Weakness, ...]
    words: tuple[str, ...]


def compare_routes(graph: CareerGraph, first: Route, second: Route) -> RouteComparison:
    """What changes for somebody who takes the second route instead of the first."""
    one, other = _ids(first), _ids(second)
    cost, currency = _cost(first, second)
    years = second.years.p50 - first.years.p50
    only_first = tuple(id for id in one if id not in other)
    only_second = tuple(id for id in other if id not in one)
    ready = None
    if first.readiness and second.readiness:
        ready = second.readiness.share - first.readiness.share
    risks_first, risks_second = _own(first, second), _own(second, first)
    return RouteComparison(
        both=tuple(id for id in one if id in other),
        only_first=only_first,
        only_second=only_second,
        years=years,
        spread=(second.years.p90 - second.years.p10) - (first.years.p90 - first.years.p10),
        cost=cost,
        currency=currency,
        readiness=ready,
        assumed=second.assumed_share - first.assumed_share,
        risks_first=risks_first,
        risks_second=risks_second,
        words=tuple(
            words
            for words in (
                _say_steps(graph, only_first, only_second),
                _say_years(years),
                _say_cost(cost, currency, first, second),
                _say_readiness(ready),
                _say_risks(risks_first, risks_second),
            )
            if words
        ),
    )


def _ids(route: Route) -> tuple[str, ...]:
    return tuple(step.id for step in route.steps)


def _cost(first: Route, second: Route) -> tuple[float | None, str | None]:
    """The difference of the typical fees; a route without any fee counts as nothing beside one with fees."""
    currencies = {cost.currency for cost in (first.cost, second.cost) if cost.currency}
    if len(currencies) != 1:
        return None, None
    return (second.cost.typical or 0) - (first.cost.typical or 0), currencies.pop()


def _own(route: Route, other: Route) -> tuple[Weakness, ...]:
    theirs = {(found.kind, found.steps) for found in other.weaknesses}
    return tuple(found for found in route.weaknesses if (found.kind, found.steps) not in theirs)


def _say_steps(graph: CareerGraph, first: tuple[str, ...], second: tuple[str, ...]) -> str:
    if not first and not second:
        return "Both ask for the same steps."
    parts = []
    if first:
        parts.append(f"Only the first asks for {names_in_text(graph, first)}.")
    if second:
        parts.append(f"Only the second asks for {names_in_text(graph, second)}.")
    return " ".join(parts)


def _say_years(years: float) -> str:
    if abs(years) < 0.05:
        return "At the median both take the same time."
    return f"At the median the second takes {abs(years):.1f} years {'longer' if years > 0 else 'less'}."


def _say_cost(cost: float | None, currency: str | None, first: Route, second: Route) -> str:
    if cost is None:
        return "" if first.cost.currency == second.cost.currency else "Their fees are in different currencies."
    if not cost:
        return "Their published fees are the same."
    return f"The second costs {currency} {abs(cost):,.0f} {'more' if cost > 0 else 'less'} in published fees."


def _say_readiness(share: float | None) -> str:
    if share is None or abs(share) < 0.005:
        return ""
    side = "more" if share > 0 else "fewer"
    return f"The second builds {side} of the competencies that the role asks for ({100 * abs(share):.0f} % of them)."


def _say_risks(first: tuple[Weakness, ...], second: tuple[Weakness, ...]) -> str:
    sides = (("first", first), ("second", second))
    told = [f"Only on the {side}: {risk.words}" for side, risks in sides for risk in risks if risk.kind != "unsourced"]
    return " ".join(told)
