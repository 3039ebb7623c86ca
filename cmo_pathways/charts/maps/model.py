"""What a career map is made of: nodes, edges, and the words for their kinds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NodeKind = Literal["role", "degree", "training", "exam", "licence", "certificate", "fold"]
NodeState = Literal["held", "route", "goal", "other"]
EdgeKind = Literal["required", "one-of", "alternative", "strengthens", "parallel", "usual"]

COLUMNS = ("Training", "Practice", "First leadership", "Senior leadership", "Chief medical officer")
"""Headings of the columns 0 to 4, in the order of time."""

KIND_WORDS: dict[str, str] = {
    "role": "role",
    "degree": "degree",
    "training": "training",
    "exam": "exam",
    "licence": "license",
    "certificate": "certificate",
    "fold": "folded steps",
}
STATE_WORDS: dict[str, str] = {"held": "held", "route": "on your route", "goal": "your goal", "other": ""}
EDGE_WORDS: dict[str, str] = {
    "required": "required",
    "usual": "usual",
    "one-of": "one of these",
    "alternative": "alternative",
    "strengthens": "strengthens",
    "parallel": "in parallel",
}


@dataclass(frozen=True, slots=True)
class MapNode:
    """One step of the map. ``column`` [0-4] is its stage, ``note`` its second line such as "2 to 6 years".

    ``assumed`` marks the note as our own assumption; a ``fold`` stands for steps that are not shown. ``support`` says
    where the number of the note comes from; it appears on hover and is part of the spoken words.
    """

    id: str
    label: str
    note: str
    kind: NodeKind
    column: int
    state: NodeState = "other"
    assumed: bool = False
    support: str = ""


@dataclass(frozen=True, slots=True)
class MapEdge:
    """One line of the map, from a step to the step that it leads to."""

    source: str
    target: str
    kind: EdgeKind
    on_route: bool = False
