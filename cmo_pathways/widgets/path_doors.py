"""Which steps matter most: what blocks, what opens doors, what falls away without a step, and what closes when."""

from __future__ import annotations

from cmo_pathways.career import CareerGraph, RoutePlan, Window, name_in_text, names_in_text
from cmo_pathways.errors import LearnerError
from cmo_pathways.journey import Journey, loss_for, structure_for
from cmo_pathways.ledger import LedgerState
from cmo_pathways.scale import day_words
from cmo_pathways.widgets import blocks as b

_SHOWN = 5
_EXACT = "counted on the map of all steps that are open to you"


def door_blocks(journey: Journey, state: LedgerState, plan: RoutePlan, lost: str) -> list[b.Block]:
    """The structure of the ways ahead in words, each with the steps as links."""
    graph = journey.catalogue.career
    found = structure_for(journey, state)
    blocking = [step for step in found.blocks_most(_SHOWN) if step.blocks]
    opening = found.opens_most(_SHOWN)
    first = name_in_text(graph, blocking[0].id, first=True) if blocking else ""
    title = f"{first} blocks most: {_count(len(blocking[0].blocks))} need it" if blocking else "No single step blocks"
    return [
        b.title(title),
        b.prose(b.words("Exact answers from the map of requirements, from where you stand."), style="lead"),
        b.title("Blocks most", level=3),
        b.table(
            ("Step", "Out of reach without it", "Can come after it", "Longest chain through it"),
            [
                (b.link(s.id, graph.step(s.id).name), _roles(graph, s.blocks), _steps(s.after), _steps(s.chain))
                for s in blocking
            ],
        ),
        b.title("Opens most doors", level=3),
        b.table(
            ("Step", "Roles that can follow", "Opens at once"),
            [
                (b.link(s.id, graph.step(s.id).name), _roles(graph, s.leads_to), _roles(graph, s.opens_next))
                for s in opening
            ],
        ),
        *_without(journey, state, plan, lost),
        b.title("Ways with a closing date", level=3),
        *_closing(graph, plan),
        b.prose(_longest(graph, found.longest)),
    ]


def _without(journey: Journey, state: LedgerState, plan: RoutePlan, lost: str) -> list[b.Block]:
    graph = journey.catalogue.career
    steps = dict.fromkeys(step.id for route in plan.routes for step in route.steps if step.id != plan.to)
    options = [("", "choose a step"), *((id, graph.step(id).name) for id in steps)]
    chosen = lost if lost in steps else ""
    found: list[b.Block] = []
    if chosen:
        try:
            found = [b.prose(b.words(loss_for(journey, state, chosen).words))]
        except LearnerError as error:
            found = [b.note("That cannot be asked.", str(error))]
    return [b.title("If a step falls away", level=3), b.select("lost", "Without this step", options, chosen), *found]


def _closing(graph: CareerGraph, plan: RoutePlan) -> list[b.Block]:
    windows: dict[str, Window] = {w.transition: w for r in plan.routes for w in r.windows}
    windows |= {window.transition: window for window in plan.missed}
    told = [b.words(window.words) for window in windows.values()]
    rest = [row for row in graph.transitions if row.closes and row.id not in windows and not row.unverified]
    rows = [
        (
            _end(graph, row.target),
            b.words(_name(graph, row.origin)),
            b.supported(b.words(day_words(row.closes)), ", ".join([row.mark.words, *row.sources])),
        )
        for row in sorted(rest, key=lambda row: row.closes)
    ]
    listed = [b.listed(told)] if told else [b.prose(b.quiet("No route above takes a way that closes on a date."))]
    others = [b.details("windows", f"All ways that close ({len(rows)})", b.table(("To", "From", "Closes"), rows))]
    return [*listed, *(others if rows else [])]


def _end(graph: CareerGraph, id: str) -> str:
    return b.words(graph.wildcards[id].name) if id in graph.wildcards else b.link(id, graph.step(id).name)


def _name(graph: CareerGraph, id: str) -> str:
    return graph.wildcards[id].name if id in graph.wildcards else graph.step(id).name


def _longest(graph: CareerGraph, chain: tuple[str, ...]) -> str:
    names = " > ".join(graph.step(id).short for id in chain)
    return f"{b.strong('Longest chain')}, {_steps(len(chain))}: {b.words(names)}."


def _roles(graph: CareerGraph, ids: tuple[str, ...]) -> str:
    if not ids:
        return b.quiet("none")
    few = names_in_text(graph, ids[:3])
    return b.supported(b.words(f"{_count(len(ids))}"), f"{_EXACT}: {few}{' and others' if len(ids) > 3 else ''}")


def _count(number: int) -> str:
    return "1 role" if number == 1 else f"{number} roles"


def _steps(number: int) -> str:
    return "1 step" if number == 1 else f"{number} steps"
