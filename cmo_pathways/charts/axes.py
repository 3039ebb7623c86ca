"""The plain frame of a figure with two axes: round ticks, thin lines, units at the ends, labels that do not collide."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cmo_pathways.charts.canvas import WIDTH
from cmo_pathways.charts.figure import number_text
from cmo_pathways.charts.pen import Pen
from cmo_pathways.charts.typeface import clean, text_width

SMALL = 10.5
_LINE = 12.0

Point = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Scale:
    """Round values that enclose what is drawn, with the words that stand at them."""

    ticks: tuple[float, ...]
    words: tuple[str, ...]

    @property
    def low(self) -> float:
        """The value at the near end."""
        return self.ticks[0]

    @property
    def high(self) -> float:
        """The value at the far end."""
        return self.ticks[-1]


def round_scale(low: float, high: float, *, about: int = 6, whole: bool = False) -> Scale:
    """Round values from ``low`` or less to ``high`` or more, about so many steps; ``whole`` allows no fractions."""
    if high <= low:
        half = abs(high) / 2 or 0.5
        low, high = low - half, high + half
    rough = (high - low) / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough * 0.999)
    step = max(1.0, step) if whole else step
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    places = max(0, -math.floor(math.log10(step) + 1e-9))
    ticks = tuple(round(k * step, places + 2) for k in range(first, max(last, first + 1) + 1))
    return Scale(ticks, tuple(number_text(t, places) for t in ticks))


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a figure stands on its sheet [pt], and the values at its edges."""

    left: float
    right: float
    top: float
    foot: float
    across: Scale
    up: Scale

    def x(self, value: float) -> float:
        """Where a value stands across [pt]."""
        return self.left + (value - self.across.low) / (self.across.high - self.across.low) * (self.right - self.left)

    def y(self, value: float) -> float:
        """Where a value stands from the top [pt]."""
        return self.foot - (value - self.up.low) / (self.up.high - self.up.low) * (self.foot - self.top)

    def paint(self, pen: Pen, *, unit_up: str, unit_across: str = "", numbered: bool = True) -> None:
        """Grid, ticks and units; ``numbered`` False leaves the axis below without numbers."""
        pen.text(0, self.top - 10, unit_up, SMALL, "muted")
        for value, words in zip(self.up.ticks, self.up.words, strict=True):
            y = self.y(value)
            pen.line(((self.left, y), (self.right, y)), "rule", 0.8)
            pen.text(self.left - 6, y + 3.5, words, SMALL, "muted", anchor="right")
        pen.line(((self.left, self.foot), (self.right, self.foot)), "edge", 0.8)
        if numbered:
            for value, words in zip(self.across.ticks, self.across.words, strict=True):
                x = self.x(value)
                pen.line(((x, self.foot), (x, self.foot + 3)), "edge", 0.8)
                pen.text(x, self.foot + 14, words, SMALL, "muted", anchor="center")
        if unit_across:
            pen.text(self.right, self.foot + 28, unit_across, SMALL, "muted", anchor="right")

    def clipped(self, points: Sequence[Point]) -> list[list[Point]]:
        """The pieces of a curve [values] that lie inside the figure, cut where it leaves, as places on the sheet."""
        pieces: list[list[Point]] = [[]]
        for one, two in zip(points, [*points[1:], points[-1]], strict=True):
            if self._inside(one):
                pieces[-1].append(one)
            if self._inside(one) != self._inside(two):
                crossing = self._crossing(one, two)
                pieces[-1].append(crossing)
                if self._inside(one):
                    pieces.append([])
        return [[(self.x(a), self.y(b)) for a, b in piece] for piece in pieces if len(piece) > 1]

    def _inside(self, point: Point) -> bool:
        return self.up.low <= point[1] <= self.up.high

    def _crossing(self, one: Point, two: Point) -> Point:
        outer = one if not self._inside(one) else two
        edge = self.up.high if outer[1] > self.up.high else self.up.low
        part = (edge - one[1]) / (two[1] - one[1])
        return one[0] + part * (two[0] - one[0]), edge


def left_of(scale: Scale) -> float:
    """Room for the words of an upright axis [pt]."""
    return max(text_width(words, SMALL) for words in scale.words) + 10


def label_step(labels: Sequence[str], room: float) -> int:
    """Every how many points a label fits, given the room of one [pt]; quarters, halves and years before odd steps."""
    needed = (max(text_width(label, SMALL) for label in labels) + 10) / room
    return next((s for s in (1, 2, 3, 4, 6, 12, 24, 52) if s >= needed), max(1, math.ceil(needed)))


def paint_labels(pen: Pen, labels: Sequence[str], x: Callable[[float], float], foot: float) -> None:
    """The names of points below an axis, as many as fit; ``x`` says where each stands [pt]."""
    room = abs(x(1) - x(0))
    for i in range(0, len(labels), label_step(labels, room)):
        half = text_width(labels[i], SMALL) / 2
        pen.line(((x(i), foot), (x(i), foot + 3)), "edge", 0.8)
        pen.text(min(x(i), WIDTH - half), foot + 14, labels[i], SMALL, "muted", anchor="center")


def spread(baselines: Sequence[float], *, top: float, foot: float, pitch: float = _LINE) -> list[float]:
    """The same baselines [pt, from the top down], moved apart so that lines of text do not touch."""
    moved = list(baselines)
    for i in range(1, len(moved)):
        moved[i] = max(moved[i], moved[i - 1] + pitch)
    over = max(0.0, moved[-1] - foot) if moved else 0.0
    for i in reversed(range(len(moved))):
        limit = foot if i == len(moved) - 1 else moved[i + 1] - pitch
        moved[i] = max(top, min(moved[i], limit)) if over else moved[i]
    return moved


def end_labels(pen: Pen, frame: Frame, labels: Sequence[tuple[float, str, str]]) -> list[Box]:
    """Words at the right end of lines (the value at which each ends, its words, its color), and where they stand."""
    boxes = []
    ordered = sorted(labels, key=lambda label: -label[0])
    wanted = [frame.y(min(frame.up.high, value)) + 3.5 for value, _, _ in ordered]
    for (_, words, color), y in zip(ordered, spread(wanted, top=frame.top, foot=frame.foot + 3.5), strict=True):
        pen.text(frame.right + 6, y, words, SMALL, color)
        boxes.append((frame.right, y - 9, WIDTH, y + 3))
    return boxes


@dataclass(frozen=True, slots=True)
class Tag:
    """Words for a mark at x, y [pt], in a color."""

    x: float
    y: float
    words: str
    color: str
    bold: bool = False


def paint_tags(
    pen: Pen,
    tags: Sequence[Tag],
    frame: Frame,
    *,
    taken: Sequence[Point] = (),
    boxes: Sequence[Box] = (),
    lines: Sequence[Point] = (),
) -> None:
    """Words beside their marks: right of it where there is room, else left, above or below; none where nothing fits.

    ``taken`` are places of other marks, ``boxes`` of other words [pt], which words should not cover; ``lines`` are
    places on lines, which they cover only where nothing else is left.
    """
    placed: list[Box] = [*boxes, *((x - 4, y - 4, x + 4, y + 4) for x, y in taken)]
    crossed: list[Box] = [(x - 1, y - 1, x + 1, y + 1) for x, y in lines]
    for tag in tags:
        wide = text_width(clean(tag.words), SMALL, weight=600 if tag.bold else 400)
        found = [spot for spot in _spots(tag, wide) if _fits(_box(spot, wide), frame, placed)]
        free = [spot for spot in found if not any(_touch(_box(spot, wide), line) for line in crossed)]
        if found:
            x, y = (free or found)[0]
            pen.text(x, y, tag.words, SMALL, tag.color, bold=tag.bold)
            placed.append(_box((x, y), wide))


def _spots(tag: Tag, wide: float) -> list[Point]:
    """Where the words of a tag may begin, best first."""
    spots = [(tag.x + 8, tag.y + 3.5), (tag.x - 8 - wide, tag.y + 3.5)]
    spots += [(tag.x - wide / 2, tag.y + up) for up in (-8.0, 15.0)]
    spots += [(tag.x + side, tag.y + up) for up in (-8.0, 15.0, -20.0, 27.0, -32.0) for side in (6.0, -6.0 - wide)]
    spots += [(tag.x - wide / 2, tag.y + up) for up in (-20.0, -32.0)]
    return spots + [(WIDTH - wide - 2, tag.y + up) for up in (15.0, -8.0)]


def _box(spot: Point, wide: float) -> Box:
    return spot[0] - 2, spot[1] - 9, spot[0] + wide + 2, spot[1] + 3


def _fits(box: Box, frame: Frame, placed: Sequence[Box]) -> bool:
    inside = box[0] >= frame.left - 2 and box[2] <= WIDTH and box[1] >= frame.top - 10 and box[3] <= frame.foot
    return inside and not any(_touch(box, other) for other in placed)


def along(path: Sequence[Point]) -> list[Point]:
    """Places along a line [pt], near enough to each other that no word fits between them."""
    found: list[Point] = []
    for (x, y), (to_x, to_y) in pairwise(path):
        steps = max(1, math.ceil(math.hypot(to_x - x, to_y - y) / 6))
        found += [(x + (to_x - x) * k / steps, y + (to_y - y) * k / steps) for k in range(steps)]
    return found


def _touch(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def figures_of(values: Sequence[float]) -> int:
    """How many decimals these numbers need in a label, at most two, and none in the thousands."""
    if max((abs(v) for v in values), default=0.0) >= 1000:
        return 0
    return next((places for places in (0, 1) if all(abs(v - round(v, places)) < 1e-9 for v in values)), 2)


def brief(value: float) -> str:
    """A number in two figures, or whole from 100 on: ``0.042``, ``8.3``, ``120``."""
    if value == 0:
        return "0"
    return number_text(value, max(0, 1 - math.floor(math.log10(abs(value)) + 1e-12)))


def percent(share: float, decimals: int = 1) -> str:
    """A share [0-1] as percent in words."""
    return f"{number_text(100 * share, decimals)} %"
