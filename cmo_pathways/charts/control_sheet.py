"""Where the parts of a control chart stand [pt]: axis, labels at the end, and notes that keep apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_pathways.charts.axes import SMALL, Scale, round_scale
from cmo_pathways.charts.canvas import WIDTH
from cmo_pathways.charts.control_series import Series
from cmo_pathways.charts.figure import number_text
from cmo_pathways.charts.typeface import clean, text_width, wrap

PLOT, AXIS, TOP, LINE = 156.0, 22.0, 20.0, 13.0


@dataclass(frozen=True, slots=True)
class Note:
    """Words at the top of a phase: what began there and the rules that fired, each with its mark."""

    x: float
    anchor: str
    lines: tuple[tuple[str, str], ...]  # text and ("event" | kind | "")
    width: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where things stand [pt], and the round values of the axis."""

    left: float
    right: float
    top: float
    height: float
    scale: Scale
    end_labels: tuple[tuple[float, str, str], ...]  # value, words, color
    notes: tuple[tuple[float, Note], ...]  # first baseline, note
    count: int

    @classmethod
    def of(cls, series: Series) -> Sheet:
        """The sheet on which a series fits, with its ticks, end labels and notes."""
        scale = round_scale(*_extremes(series))
        ends = _end_labels(series)
        left = max(text_width(w, SMALL) for w in scale.words) + 10
        right = WIDTH - max(text_width(words, SMALL) for _, words, _ in ends) * 1.05 - 8
        notes, depth = _stack(_notes(series, left, right))
        top = TOP + depth
        height = top + PLOT + AXIS
        return cls(left, right, top, height, scale, ends, notes, len(series.points))

    def x(self, point: float) -> float:
        """How far from the left a point [counted from 0] stands [pt]."""
        return self.left + (point + 0.5) / self.count * (self.right - self.left)

    def y(self, value: float) -> float:
        """How far down a value [unit of the chart] stands [pt]."""
        return self.top + PLOT * (self.scale.high - value) / (self.scale.high - self.scale.low)


def _extremes(series: Series) -> tuple[float, float]:
    values = [value for _, value in series.points]
    for lines in series.lines:
        values += [v for v in (lines.centre, lines.lower, lines.upper) if v is not None]
    if series.target is not None:
        values.append(series.target)
    return min(values), max(values)


def _end_labels(series: Series) -> tuple[tuple[float, str, str], ...]:
    last = series.lines[-1]
    named = [
        (last.upper, "upper limit", "muted"),
        (last.centre, "mean" if last.upper is not None else "center", "ink"),
        (last.lower, "lower limit", "muted"),
        (series.target, "target", "accent"),
    ]
    return tuple((v, f"{w} {number_text(v, series.decimals)}", c) for v, w, c in named if v is not None)


def _notes(series: Series, left: float, right: float) -> list[Note]:
    per_point = (right - left) / len(series.points)
    found: list[Note] = []
    for phase, start, stop in series.spans():
        x = left + start * per_point + (4 if start else 0)
        room = max(150.0, (stop - start) * per_point - 8)
        anchor = "left" if x + room <= WIDTH else "right"
        marks = {s.rule: s.kind for i, s in series.signals.items() if start <= i < stop}
        lines = [(line, "event") for line in _broken(phase.event, room)]
        for rule, kind in marks.items():
            first, *rest = _broken(rule, room - 11)
            lines += [(first, kind), *((line, "") for line in rest)]
        if lines:
            widest = max(text_width(t, SMALL, weight=600) + (0 if k == "event" else 11) for t, k in lines)
            at = x if anchor == "left" else max(widest, min(WIDTH, left + stop * per_point))
            found.append(Note(at, anchor, tuple(lines), widest))
    return found


def _broken(text: str, room: float) -> list[str]:
    return [line for line in wrap(clean(text), SMALL, room, lines=3) if line]


def _stack(notes: Sequence[Note]) -> tuple[tuple[tuple[float, Note], ...], float]:
    """The first baseline of each note so that neighbours do not touch, and the depth of all [pt]."""
    placed: list[tuple[float, float, float, Note]] = []  # foot, left, right
    result: list[tuple[float, Note]] = []
    for note in notes:
        left = note.x - (note.width if note.anchor == "right" else 0)
        right = left + note.width
        head = max([0.0, *(foot for foot, x, end, _ in placed if left < end + 8 and x < right + 8)])
        foot = head + LINE * len(note.lines)
        placed.append((foot, left, right, note))
        result.append((TOP + head + 9, note))
    depth = max((foot for foot, *_ in placed), default=0.0)
    return tuple(result), depth + (8 if placed else 0)
