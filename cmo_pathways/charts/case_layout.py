"""Where the scenes of a case and the lines between them stand, in pixels, without drawing anything.

Scenes stand in columns by the most decisions before them, endings in the last. Each choice has a row in its scene, and
its line leaves from there; lines to one scene share a lane through the columns between. Ways back run below.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cmo_pathways.cases import Case, MemoQuestion, Scene
from cmo_pathways.charts.maps.order import Columns, Segment, order_columns
from cmo_pathways.charts.typeface import text_width, wrap

WIDE = 1280.0
"""The width [px] that a graph keeps to where its columns allow."""

NAME_SIZE, ROW_SIZE = 13.0, 12.0
LINE, PAD, HEAD = 14.0, 7.0, 10.0
_ROW_GAP, _CARD_GAP, _LANE = 8.0, 26.0, 4.0
_GUTTER_LEAST, _GUTTER_MOST = 28.0, 84.0
_SLACK = 1.15  # a file may be opened where the typeface is not at hand
_TOP, _LEVEL = 8.0, 0.25


@dataclass(frozen=True, slots=True)
class Row:
    """A choice in its scene: the lines of its id, its first baseline and the height at which its line leaves [px]."""

    choice: str
    words: tuple[str, ...]
    baseline: float
    port: float


@dataclass(frozen=True, slots=True)
class Card:
    """A scene on the sheet [px]: name, what it asks or how it ends, a row per choice; lines arrive at ``port``."""

    scene: str
    x: float
    y: float
    width: float
    height: float
    name: tuple[str, ...]
    note: str
    rows: tuple[Row, ...]

    @property
    def port(self) -> float:
        """The height at which lines arrive [px]."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Way:
    """The line of one choice: corners from its row to the scene it leads to; ``back`` where that lies behind it."""

    scene: str
    choice: str
    points: tuple[tuple[float, float], ...]
    back: bool


@dataclass(frozen=True, slots=True)
class CaseLayout:
    """A laid-out case."""

    width: float
    height: float
    cards: Mapping[str, Card]
    ways: tuple[Way, ...]


def lay_out(case: Case, *, along: Sequence[tuple[str, str]] = ()) -> CaseLayout:
    """The places of all scenes and choices; the (scene, choice) pairs ``along`` are kept as straight as can be."""
    column_of = _columns(case)
    count = max(column_of.values()) + 1
    order, chains = _ordered(case, column_of, count, frozenset(along))
    columns = _room(case, column_of, count)
    cards = {s.id: _card(s, columns[column_of[s.id]]) for s in case.scenes if s.id in column_of}
    heights = {name: cards[name].height if name in cards else _LANE for column in order for name in column}
    tops = _tops(order, heights, chains)
    cards = {name: _placed(card, tops[name]) for name, card in cards.items()}
    foot = max(card.y + card.height for card in cards.values())
    lanes = {name: (*columns[c], tops[name] + _LANE / 2) for c, column in enumerate(order)
             for name in column if name not in cards}  # fmt: skip
    ways, foot = _ways(case, cards, chains, lanes, foot)
    return CaseLayout(max(card.x + card.width for card in cards.values()) + 1, foot + 4, cards, ways)


def _columns(case: Case) -> dict[str, int]:
    """The column of each scene that can be reached: the most decisions before it, ways back left out."""
    column: dict[str, int] = {}
    back = _ways_back(case)

    def place(scene_id: str, depth: int) -> None:
        """Put a scene as far to the right as its longest way from the start asks for, and what follows behind it."""
        scene = case.scene(scene_id)
        if scene is None or column.get(scene_id, -1) >= depth:
            return
        column[scene_id] = depth
        for choice in () if scene.ending else scene.choices:
            if (scene_id, choice.to) not in back:
                place(choice.to, depth + 1)

    place(case.start, 0)
    last = max(column.values())
    return {name: last if case.scene(name) in case.endings else depth for name, depth in column.items()}


def _ways_back(case: Case) -> set[tuple[str, str]]:
    """The links that close a loop, as a walk in the author's order meets them."""
    found: set[tuple[str, str]] = set()
    done: set[str] = set()

    def visit(scene_id: str, above: tuple[str, ...]) -> None:
        """Note each choice that leads to a scene on the way here, and go on with the others."""
        scene = case.scene(scene_id)
        for choice in scene.choices if scene and scene_id not in done else ():
            if choice.to in (*above, scene_id):
                found.add((scene_id, choice.to))
            else:
                visit(choice.to, (*above, scene_id))
        done.add(scene_id)

    visit(case.start, ())
    return found


Chains = Mapping[tuple[str, str], tuple[str, ...]]  # (scene, scene led to): the lanes between them


def _ordered(
    case: Case, column_of: Mapping[str, int], count: int, along: frozenset[tuple[str, str]]
) -> tuple[Columns, Chains]:
    columns: list[list[str]] = [[] for _ in range(count)]
    for name, column in column_of.items():
        columns[column].append(name)
    chains: dict[tuple[str, str], tuple[str, ...]] = {}
    segments: dict[tuple[str, str], Segment] = {}
    for scene in case.scenes:
        for choice in scene.choices if scene.id in column_of and not scene.ending else ():
            first, last = column_of[scene.id], column_of.get(choice.to, -1)
            if last <= first:
                continue
            lanes = tuple(f"\0{choice.to}:{c}" for c in range(first + 1, last))
            for c, lane in zip(range(first + 1, last), lanes, strict=True):
                columns[c] += [lane] if lane not in columns[c] else []
            chains[scene.id, choice.to] = lanes
            weight = 6.0 if (scene.id, choice.id) in along else 1.0
            for pair in pairwise((scene.id, *lanes, choice.to)):
                kept = segments.get(pair)
                segments[pair] = Segment(*pair, max(weight, kept.weight if kept else 0.0), True)
    return order_columns(tuple(map(tuple, columns)), tuple(segments.values())), chains


def _room(case: Case, column_of: Mapping[str, int], count: int) -> list[tuple[float, float]]:
    """Left edge and width of each column [px]: words break only after hyphens, and are whole where there is room."""
    least, whole = [0.0] * count, [0.0] * count
    for scene in (s for s in case.scenes if s.id in column_of):
        at, inset = column_of[scene.id], 6.0 if scene.ending else 0.0
        lines = [(scene.id, NAME_SIZE, 600), (_note(scene), ROW_SIZE, 400)]
        lines += [(choice.id, ROW_SIZE, 400) for choice in scene.choices]
        for words, size, weight in lines:
            parts = [words] if " " in words else re.findall(r"[^-]*-|[^-]+", words)
            wide = [text_width(part, size, weight=weight) * _SLACK for part in (words, *parts)]
            whole[at] = max(whole[at], wide[0] + inset + 2 * PAD)
            least[at] = max(least[at], max(wide[1:], default=0.0) + inset + 2 * PAD)
    spare = WIDE - 2 - (count - 1) * _GUTTER_LEAST - sum(least)
    share = max(0.0, min(1.0, spare / max(1.0, sum(whole) - sum(least))))
    widths = [round(low + share * (high - low), 1) for low, high in zip(least, whole, strict=True)]
    gutter = (WIDE - 2 - sum(widths)) / max(1, count - 1)
    step = max(_GUTTER_LEAST, min(_GUTTER_MOST, gutter))
    return [(round(1 + sum(widths[:at]) + at * step, 1), width) for at, width in enumerate(widths)]


def _card(scene: Scene, column: tuple[float, float]) -> Card:
    """A scene in its column, at the upper edge of the sheet."""
    x, width = column
    text = width - 2 * PAD - (6 if scene.ending else 0)
    name, note = tuple(wrap(scene.id, NAME_SIZE, text / _SLACK + 0.1, lines=3, weight=600)), _note(scene)
    y = HEAD + LINE * len(name) + (LINE if note else 0.0) + 6
    rows = []
    for choice in () if scene.ending else scene.choices:
        words = tuple(wrap(choice.id, ROW_SIZE, text / _SLACK + 0.1, lines=3))
        rows.append(Row(choice.id, words, y + 11, y + LINE * len(words) / 2))
        y += LINE * len(words) + _ROW_GAP
    return Card(scene.id, x, 0, width, y + (0 if rows else HEAD - 6), name, note, tuple(rows))


def _note(scene: Scene) -> str:
    if scene.ending:
        return scene.ending
    asked = scene.question
    return "" if asked is None else "asks: memo" if isinstance(asked, MemoQuestion) else "asks: number"


def _placed(card: Card, y: float) -> Card:
    rows = tuple(replace(row, baseline=y + row.baseline, port=y + row.port) for row in card.rows)
    return replace(card, y=y, rows=rows)


def _tops(order: Columns, heights: Mapping[str, float], chains: Chains) -> dict[str, float]:
    """The upper edge of each scene and lane, so that lines run as level as the order in each column allows."""
    pairs = {pair for (source, target), lanes in chains.items() for pair in pairwise((source, *lanes, target))}
    tops: dict[str, float] = {}
    for column in order:
        y = -sum(heights[name] + _CARD_GAP for name in column) / 2
        for name in column:
            tops[name], y = y, y + heights[name] + _CARD_GAP

    def pull(name: str) -> float:
        """The height on the sheet that would bring a card level with its neighbors."""
        near = [a if b == name else b for a, b in pairs if name in (a, b)]
        middle = [tops[other] + heights[other] / 2 for other in near]
        mean = sum(middle) / len(middle) if middle else 0.0
        return (1 - _LEVEL) * mean - heights[name] / 2  # drawn to the middle of the sheet as well, or the whole drifts

    for sweep in range(24):
        for column in order if sweep % 2 == 0 else reversed(order):
            wished = [pull(name) for name in column]
            tops |= dict(zip(column, _apart(wished, [heights[name] for name in column]), strict=True))
    top = min(tops.values())
    return {name: round(y - top + _TOP, 1) for name, y in tops.items()}


def _apart(wished: Sequence[float], heights: Sequence[float]) -> list[float]:
    """The wished places in the same order without overlap: half-way between pushing down and pushing up."""
    down, up = list(wished), list(wished)
    for i in range(1, len(down)):
        down[i] = max(down[i], down[i - 1] + heights[i - 1] + _CARD_GAP)
    for i in reversed(range(len(up) - 1)):
        up[i] = min(up[i], up[i + 1] - heights[i] - _CARD_GAP)
    return [(a + b) / 2 for a, b in zip(down, up, strict=True)]


def _ways(
    case: Case, cards: Mapping[str, Card], chains: Chains, lanes: Mapping[str, tuple[float, float, float]], foot: float
) -> tuple[tuple[Way, ...], float]:
    ways, below = list[Way](), dict[str, float]()
    for scene in (s for s in case.scenes if s.id in cards):
        card = cards[scene.id]
        for row in card.rows:
            choice = scene.choice(row.choice)
            target = cards.get(choice.to) if choice else None
            if target is None:
                continue
            start, end = (card.x + card.width, row.port), (target.x, target.port)
            if (between := chains.get((scene.id, target.scene))) is not None:
                passed = [lanes[name] for name in between]
                inner = [point for x, width, y in passed for point in ((x, y), (x + width, y))]
            else:
                level = below.setdefault(target.scene, foot + 14 * (len(below) + 1))
                out, into = start[0] + 12, end[0] - 16
                inner = [(out, row.port), (out, level), (into, level), (into, target.port)]
            ways.append(Way(scene.id, row.choice, (start, *inner, end), between is None))
    return tuple(ways), max(foot, *below.values()) if below else foot
