"""Everything beside the graph that the career room knows: figures, occupation codes, beliefs; and what it cites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from cmo_pathways.career.beliefs import Belief, read_beliefs
from cmo_pathways.career.codes import OccupationCode, read_codes
from cmo_pathways.career.figures import PublishedFigure, read_figures
from cmo_pathways.career.graph import CareerGraph
from cmo_pathways.content import Report


@dataclass(frozen=True, slots=True)
class CareerFacts:
    """Published figures, occupation codes and beliefs, each by id."""

    figures: Mapping[str, PublishedFigure]
    codes: Mapping[str, OccupationCode]
    beliefs: Mapping[str, Belief]


def read_facts(data: Path, graph: CareerGraph, report: Report, today: date | None = None) -> CareerFacts:
    """The facts below ``data/`` that stand beside the graph; every fault goes into the report."""
    figures = read_figures(data / "figures", report, graph.sources, today)
    codes = read_codes(data / "career" / "codes.csv", report, graph.steps, graph.sources)
    beliefs = read_beliefs(data / "career" / "beliefs.yaml", report, graph.steps, figures, graph.sources)
    return CareerFacts(figures, codes, beliefs)


def cited_by(graph: CareerGraph, facts: CareerFacts) -> frozenset[str]:
    """The ids of all sources that a row of the graph or of the facts names."""
    tables: tuple[Iterable[_Cites], ...] = (
        graph.steps.values(),
        graph.transitions,
        facts.figures.values(),
        facts.codes.values(),
        facts.beliefs.values(),
    )
    return frozenset(source for rows in tables for row in rows for source in row.sources)


class _Cites(Protocol):
    @property
    def sources(self) -> tuple[str, ...]: ...
