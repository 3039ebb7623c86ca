"""Small career graphs in a line per step or transition, for tests."""

from __future__ import annotations

from cmo_pathways.career import CareerGraph, Step, Transition, Wildcard, build_graph
from cmo_pathways.scale import Figure, Mark, Range

NOTHING = Range(*[Figure(None, Mark.ASSUMPTION)] * 3)


def years(*numbers: float, marks: str = "EEE") -> Range:
    return Range(*(Figure(number, Mark(mark)) for number, mark in zip(numbers, marks, strict=True)))


def step(id: str, kind: str = "role", length: Range = NOTHING, mark: Mark = Mark.ASSUMPTION, **more: object) -> Step:
    values: dict[str, object] = {
        "id": id,
        "name": id,
        "short": id,
        "kind": kind,
        "region": "us",
        "stage": "practice" if kind == "role" else "training",
        "years": length,
        "years_are": "length" if length.known else "",
        "cost": NOTHING,
        "cost_currency": "",
        "cost_year": "",
        "cost_note": "",
        "also_asks": "",
        "competencies": (),
        "mark": mark,
        "sources": (),
        "note": "",
    }
    return Step(**(values | more))  # type: ignore[arg-type]


def graph(steps: list[Step], rows: list[str | tuple[str, Range]], wild: dict[str, str] | None = None) -> CareerGraph:
    """Rows read ``a > b type group only_if mark``; a dash leaves a place empty; a pair adds the gap."""
    transitions = []
    for number, row in enumerate(rows, 1):
        text, gap = (row, NOTHING) if isinstance(row, str) else row
        origin, _, target, type_, group, only_if, mark = (text.split() + ["-"] * 7)[:7]
        transitions.append(
            Transition(
                id=f"t{number:03}",
                origin=origin,
                target=target,
                type=type_,
                group="" if group == "-" else group,
                only_if="" if only_if == "-" else only_if,
                gap=gap,
                mark=Mark("E" if mark == "-" else mark),
                sources=(),
                note="",
            )
        )
    cards = [Wildcard(id, id, tuple(members.split())) for id, members in (wild or {}).items()]
    return build_graph(steps, transitions, cards)
