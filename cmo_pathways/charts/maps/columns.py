"""How wide the columns of a map are, and how the words of each node break to fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_pathways.charts.maps.model import MapNode
from cmo_pathways.charts.maps.plan import Plan
from cmo_pathways.charts.typeface import clean, text_width, wrap

WIDE, NARROW = 900.0, 700.0
"""Widths of the sheet [px]: of a page, and of a panel beside which a lesson has its own margins."""

NAME_SIZE, NOTE_SIZE, HEADING_SIZE = 14.0, 13.0, 14.0
LINE_HEIGHT, TOP, MARGIN = 17.0, 54.0, 4.0
INDENT = {"exam": 18.0, "licence": 18.0, "certificate": 18.0, "training": 13.0}

_NODE_HEIGHT, _NAME_LINES, _NOTE_LINES = 52.0, 3, 2
_TICK = 20.0
_GUTTER_MOST = 76.0
_NODE_MOST, _STEP = 212, 4
_WIDE_LEAST, _NARROW_LEAST = (116, 40.0), (104, 30.0)  # a node, a gutter
_SLACK = 1.03  # room for kerning and for a browser that rounds


@dataclass(frozen=True, slots=True)
class Box:
    """A node on the sheet [px]; x, y is the upper left corner."""

    x: float
    y: float
    width: float
    height: float
    name_lines: tuple[str, ...] = ()
    note_lines: tuple[str, ...] = ()

    @property
    def right(self) -> float:
        """The right edge [px]."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge [px]."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Half-way down [px]."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class ColumnPlace:
    """A column on the sheet [px] with its heading."""

    heading: str
    x: float
    width: float

    @property
    def right(self) -> float:
        """The right edge [px]."""
        return self.x + self.width


def place_columns(
    plan: Plan, nodes: Sequence[MapNode], headings: Sequence[str], *, bracket: float, width: float
) -> tuple[ColumnPlace, ...]:
    """The columns side by side; what room is left goes into the gutters."""
    words = [headings[c] if c < len(headings) else "" for c in plan.used]
    count = len(plan.used)
    least, narrowest = _WIDE_LEAST if width >= WIDE else _NARROW_LEAST
    room = width - 2 * MARGIN - narrowest * (count - 1) - bracket
    widths = _widths([[n for n in nodes if plan.column_of[n.id] == c] for c in range(count)], words, room, least)
    spare = (room - sum(widths)) / (count - 1) if count > 1 else 0.0
    gutter = round(max(narrowest, min(_GUTTER_MOST, narrowest + spare)))
    places, x = [], MARGIN + bracket
    for word, wide in zip(words, widths, strict=True):
        places.append(ColumnPlace(word, x, wide))
        x += wide + gutter
    return tuple(places)


def box_of(node: MapNode, place: ColumnPlace) -> Box:
    """The box of a node at the head of its column, high enough for its words."""
    name, note = _words(node, place.width)
    extra = max(0, len(name) + len(note) - 2)
    return Box(place.x, 0.0, place.width, _NODE_HEIGHT + LINE_HEIGHT * extra, name, note)


def _widths(columns: Sequence[Sequence[MapNode]], words: Sequence[str], room: float, least: int) -> list[int]:
    """Column widths that together fit and break the fewest lines: every share of the room is tried (knapsack)."""
    steps = max(int(room) // _STEP, len(columns) * least // _STEP)
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for nodes, word in zip(columns, words, strict=True):
        heading = text_width(word, HEADING_SIZE, weight=600) * _SLACK
        prices = {w: _price(nodes, w) + 5 * (w < heading) for w in range(least, _NODE_MOST + 1, _STEP)}
        after: dict[int, tuple[float, list[int]]] = {}
        for used, (price, chosen) in best.items():
            for width, more in prices.items():
                total = used + width // _STEP
                if total <= steps and price + more < after.get(total, (1e9, []))[0]:
                    after[total] = (price + more, [*chosen, width])
        best = after
    return min(best.values())[1]


def _price(nodes: Sequence[MapNode], width: int) -> float:
    """How badly the words of a column fit a width: broken lines, above all words that are cut."""
    price = 0.003 * width
    for node in nodes:
        name, note = _words(node, width)
        cut = any(line.endswith("…") for line in (*name, *note))
        price += 50 * cut + (len(name) - 1) + 0.5 * (len(name) > 2) + 2.5 * max(0, len(note) - 1)
    return price


def _words(node: MapNode, width: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name and note of a node, broken to fit its width; beside the name there is room for the tick or cut corner."""
    sides = 2 * INDENT.get(node.kind, 12.0)
    beside = (_TICK if node.state == "held" else 0.0) + (8.0 if node.kind == "degree" else 0.0)
    name, note = clean(node.label), clean(node.note)
    names = wrap(name, NAME_SIZE, (width - sides) / _SLACK, lines=_NAME_LINES, weight=600, beside=beside)
    if not note:
        return tuple(names), ()
    return tuple(names), tuple(wrap(note, NOTE_SIZE, (width - sides) / _SLACK, lines=_NOTE_LINES, italic=node.assumed))
