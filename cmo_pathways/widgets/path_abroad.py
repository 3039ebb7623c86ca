"""Other countries: what it takes to lead there, one country in detail and all nine in a table."""

from __future__ import annotations

from collections.abc import Sequence

from cmo_pathways.career import COUNTRIES, CareerGraph, Move
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.path_names import span_words

_TYPICAL = "years from today with every time at its typical value; most lengths are our assumptions"


def abroad_blocks(graph: CareerGraph, found: Sequence[Move], country: str) -> list[b.Block]:
    """The chosen country with its steps, then all of them side by side."""
    moves = {move.country: move for move in found}
    chosen = moves.get(country) or next(iter(moves.values()))
    name = COUNTRIES[chosen.country]
    return [
        b.title(f"What it takes to lead in {_article(name)}"),
        b.select("country", "Country", list(COUNTRIES.items()), chosen.country),
        b.prose(b.assumed(chosen.words)),
        *_steps(graph, chosen),
        b.title("All nine countries", level=3),
        b.table(
            ("Country", "First chief medical officer post", "Typical time", "Still to do", "Of these local"),
            [_row(graph, move) for move in moves.values()],
        ),
    ]


def _steps(graph: CareerGraph, move: Move) -> list[b.Block]:
    if not move.steps:
        return []
    rows = [
        (b.link(id, graph.step(id).name), b.words(graph.step(id).kind.replace("-", " ")), _support(graph, id))
        for id in move.steps
    ]
    return [b.table(("Steps in this order", "Kind", "That it exists"), rows)]


def _support(graph: CareerGraph, id: str) -> str:
    step = graph.step(id)
    named = [f"{source} ({graph.sources[source].year})" for source in step.sources if source in graph.sources]
    return b.words(", ".join([step.mark.words, *named]))


def _row(graph: CareerGraph, move: Move) -> tuple[str, ...]:
    goal = b.link(move.goal, graph.step(move.goal).name) if move.goal else b.quiet("none described in our sources")
    return b.words(COUNTRIES[move.country]), goal, _time(move), str(len(move.steps)), str(len(move.local))


def _time(move: Move) -> str:
    if move.years is None:
        return b.quiet("not known")
    if move.years < 0.05:
        return b.words("no time added")
    return span_words(move.years, support=_TYPICAL)


def _article(name: str) -> str:
    return f"the {name}" if name.startswith(("United", "UK")) else name
