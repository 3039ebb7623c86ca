"""The butterfly chart: what two roles ask for, competency by competency, back to back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_pathways.charts.canvas import WIDTH, Canvas, draw
from cmo_pathways.charts.figure import Chart, number_text
from cmo_pathways.charts.label_column import label_column
from cmo_pathways.charts.sentence import listed, lower
from cmo_pathways.charts.typeface import clean, wrap
from cmo_pathways.errors import LearnerError

_TEXT, _SMALL = 11.0, 10.5
_HEAD, _AXIS, _DIGIT, _BAR = 40.0, 32.0, 14.0, 10.0
_NAMED = 2


@dataclass(frozen=True, slots=True)
class PairRow:
    """One competency with the target levels [0-5] of the role on the left and of the role on the right."""

    label: str
    left: int
    right: int


def butterfly_chart(
    rows: Sequence[PairRow], *, left_name: str, right_name: str, source: str, mark: str = "assumption"
) -> Chart:
    """The targets of two roles as mirrored bars; the title says what the left role asks more and less of.

    Rows are sorted: what the left role asks most in excess first, what the right role asks in excess last. Bars carry
    the color of their level and its digit; the higher digit is bold. ``mark`` says how the targets are supported and
    stands in the line under the title and in the table (empty where they are sourced). Raises LearnerError where
    there is no row.
    """
    if not rows:
        raise LearnerError("There is no competency to compare. Choose two roles that have target levels.")
    ordered = tuple(sorted(rows, key=lambda row: row.right - row.left))
    names = clean(left_name), clean(right_name)
    title = butterfly_title(ordered, *names)
    sheet = _Sheet.of(ordered)
    said = f" ({mark})" if mark else ""
    return Chart(
        title=title,
        subtitle=f"Target level of each role [0 to 5]{f', {mark}' if mark else ''}; the higher one in bold",
        svg=draw(lambda canvas: _paint(canvas, ordered, sheet, names), height=sheet.height),
        alt=f"{title}. {_summary(ordered, names)}",
        columns=("Competency", f"{names[0]}{said}", f"{names[1]}{said}", "Difference"),
        rows=tuple((clean(r.label), str(r.left), str(r.right), _difference(r)) for r in ordered),
        source=source,
    )


def butterfly_title(rows: Sequence[PairRow], left_name: str, right_name: str) -> str:
    """The finding of a butterfly chart as a sentence."""
    more = _asked([(row, row.left - row.right) for row in rows if row.left > row.right], "more")
    less = _asked([(row, row.right - row.left) for row in rows if row.left < row.right], "less")
    if not more and not less:
        return f"{left_name} and {right_name} ask for the same levels"
    return f"{left_name} asks for {' and '.join(part for part in (more, less) if part)} than {right_name}"


def _asked(found: Sequence[tuple[PairRow, int]], word: str) -> str:
    """``more financial acumen``; the widest differences by name, or how many there are where too many tie."""
    if not found:
        return ""
    widest = max(size for _, size in found)
    named = [row.label for row, size in found if size == widest]
    if len(named) > _NAMED:
        return f"{word} in {len(found)} competencies"
    return f"{word} {listed([lower(label) for label in named])}"


def _summary(rows: Sequence[PairRow], names: tuple[str, str]) -> str:
    left, right = sum(r.left > r.right for r in rows), sum(r.left < r.right for r in rows)
    return (
        f"Mirrored bars of {len(rows)} competencies: {names[0]} asks for a higher level in {left}, "
        f"{names[1]} in {right}, the same in {len(rows) - left - right}."
    )


def _difference(row: PairRow) -> str:
    size = row.left - row.right
    return f"{'+' if size > 0 else ''}{number_text(size, 0)}" if size else "same"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where things stand [pt]: inner ends of the two halves, length of a level, one row, the whole height."""

    left: float
    right: float
    step: float
    pitch: float
    height: float
    wrapped: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, rows: Sequence[PairRow]) -> _Sheet:
        names = label_column([row.label for row in rows], _TEXT, least=0.24)
        left, right = (WIDTH - names.width) / 2 - 8, (WIDTH + names.width) / 2 + 8
        height = _HEAD + names.pitch * len(rows) + _AXIS
        return cls(left, right, (left - _DIGIT) / 5, names.pitch, height, names.wrapped)

    def y(self, row: int) -> float:
        return _HEAD + self.pitch * (row + 0.5)


def _paint(canvas: Canvas, rows: Sequence[PairRow], sheet: _Sheet, names: tuple[str, str]) -> None:
    foot = _HEAD + sheet.pitch * len(rows)
    _paint_side(canvas, sheet, names[0], foot, left=True)
    _paint_side(canvas, sheet, names[1], foot, left=False)
    for i, row in enumerate(rows):
        y = sheet.y(i)
        lines = sheet.wrapped[i]
        for k, line in enumerate(lines):
            at = y + 3.7 + 12.5 * (k - (len(lines) - 1) / 2)
            color = "muted" if row.left == row.right else "ink"
            canvas.text(WIDTH / 2, at, line, _TEXT, color, anchor="center")
        _paint_bar(canvas, sheet, y, row.left, row.left > row.right, left=True)
        _paint_bar(canvas, sheet, y, row.right, row.right > row.left, left=False)


def _paint_side(canvas: Canvas, sheet: _Sheet, name: str, foot: float, *, left: bool) -> None:
    inner, sign = (sheet.left, -1) if left else (sheet.right, 1)
    anchor = "right" if left else "left"
    lines = wrap(name, _TEXT, sheet.left + 8, lines=2, weight=600)
    for k, line in enumerate(reversed(lines)):
        canvas.text(inner, 28 - 13 * k, line, _TEXT, "ink", anchor=anchor, bold=True)
    for level in range(6):
        x = inner + sign * level * sheet.step
        canvas.line(((x, _HEAD - 2), (x, foot + 2)), "edge" if level == 0 else "rule", 0.8)
        canvas.text(x, foot + 14, str(level), _SMALL, "muted", anchor="center")
    canvas.text(inner, foot + 27, "none", _SMALL - 0.5, "muted", anchor=anchor)
    outer = "left" if left else "right"
    canvas.text(inner + sign * 5 * sheet.step, foot + 27, "shapes the field", _SMALL - 0.5, "muted", anchor=outer)


def _paint_bar(canvas: Canvas, sheet: _Sheet, y: float, level: int, higher: bool, *, left: bool) -> None:
    length = min(5, max(0, level)) * sheet.step
    start = sheet.left - length if left else sheet.right
    if length:
        canvas.box(start, y - _BAR / 2, length, _BAR, f"level-{min(5, max(0, level))}")
    x = sheet.left - length - 5 if left else sheet.right + length + 5
    color = "ink" if higher else "muted"
    canvas.text(x, y + 3.7, str(level), _TEXT, color, anchor="right" if left else "left", bold=higher)
