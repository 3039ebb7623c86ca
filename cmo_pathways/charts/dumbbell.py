"""The gap chart: where a person stands against the targets of a role, widest gap first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_pathways.charts.canvas import WIDTH, Canvas, draw
from cmo_pathways.charts.figure import Chart, number_text
from cmo_pathways.charts.label_column import label_column
from cmo_pathways.charts.sentence import listed, lower
from cmo_pathways.charts.typeface import clean, text_width
from cmo_pathways.errors import LearnerError
from cmo_pathways.standing import WIDE_GAP

LEVEL_WORDS = ("none", "aware", "with help", "independent", "teaches", "shapes")
_TEXT, _SMALL, _WORDS = 11.0, 10.5, 10.0
_GAP_COLUMN, _HEAD, _AXIS = 46.0, 26.0, 32.0


@dataclass(frozen=True, slots=True)
class GapRow:
    """One competency against its target; levels and gap on the scale [0-5].

    ``level``, ``low``, ``high`` (80 % interval) and ``gap`` are None where nothing is rated yet.
    """

    label: str
    level: float | None
    low: float | None
    high: float | None
    target: float
    gap: float | None
    met: bool


def gap_chart(
    rows: Sequence[GapRow],
    *,
    role_name: str,
    source: str,
    levels: Sequence[str] = LEVEL_WORDS,
    mark: str = "assumption",
) -> Chart:
    """The gaps to a role as a dumbbell chart whose title says which are widest.

    Per row: dot = estimate, pale band = 80 % interval, upright bar = target, line between = gap (warning color above
    1.2 levels). Rows are sorted widest gap first, then what is met, then what is not rated.
    ``levels`` are the short words of levels 0 to 5; ``mark`` says how the targets are supported (empty where they
    are sourced). Raises LearnerError where there is no row.
    """
    if not rows:
        raise LearnerError("There is no competency to draw yet. Rate one to see your first gap.")
    ordered = tuple(sorted(rows, key=_rank))
    title = gap_title(ordered, clean(role_name))
    sheet = _Sheet.of(ordered)
    said = f" ({mark})" if mark else ""
    return Chart(
        title=title,
        subtitle=f"Estimated level [0 to 5] against the target of the role{said}, widest gap first",
        svg=draw(lambda canvas: _paint(canvas, ordered, sheet, levels), height=sheet.height),
        alt=f"{title}. {_summary(ordered)}",
        columns=("Competency", "Level", "80 % from", "80 % to", f"Target{said}", "Gap"),
        rows=tuple(_cells(row) for row in ordered),
        source=source,
    )


def gap_title(rows: Sequence[GapRow], role_name: str) -> str:
    """The finding of a gap chart as a sentence."""
    rated = [row for row in rows if row.level is not None]
    short = sorted((row for row in rated if not row.met), key=_rank)
    if not rated:
        return f"Nothing is rated yet against the targets of {role_name}"
    if not short:
        if len(rated) == 1:
            return f"You meet the target in {lower(rated[0].label)} for {role_name}"
        so_far = "" if len(rated) == len(rows) else " rated so far"
        return f"You meet all {len(rated)} targets{so_far} for {role_name}"
    if len(short) == 1:
        return f"{clean(short[0].label)} is your only gap to {role_name}"
    widest = [row for row in short if _rounded(row) == _rounded(short[0])]
    if len(widest) == 1 and (len(short) == 2 or _rounded(short[1]) > _rounded(short[2])):
        widest = short[:2]
    if len(widest) > 3:
        size = number_text(_rounded(short[0]), 1)
        return f"{len(widest)} competencies share your widest gap to {role_name}, {size} levels"
    verb = "is your widest gap" if len(widest) == 1 else "are your widest gaps"
    names = [clean(widest[0].label), *(lower(row.label) for row in widest[1:])]
    return f"{listed(names)} {verb} to {role_name}"


def _rank(row: GapRow) -> tuple[int, float]:
    return (2 if row.level is None else 1 if row.met else 0, -(row.gap or 0.0))


def _rounded(row: GapRow) -> float:
    return round(row.gap or 0.0, 1)


def _summary(rows: Sequence[GapRow]) -> str:
    rated = [row for row in rows if row.level is not None]
    short = [row for row in rated if not row.met]
    widest = f", the widest {number_text(max(_rounded(r) for r in short), 1)} levels" if short else ""
    unrated = f", {len(rows) - len(rated)} not rated" if len(rated) < len(rows) else ""
    gaps = f"{len(short)} gap{'' if len(short) == 1 else 's'}{widest}"
    return f"Chart of {len(rows)} competencies: {gaps}; {len(rated) - len(short)} met{unrated}."


def _cells(row: GapRow) -> tuple[str, ...]:
    numbers = [number_text(v, 1) if v is not None else "" for v in (row.level, row.low, row.high, row.target)]
    return (clean(row.label), *numbers, _gap_words(row))


def _gap_words(row: GapRow) -> str:
    if row.level is None:
        return "not rated"
    return "met" if row.met else number_text(row.gap or 0.0, 1)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where things stand [pt]: right edge of the labels, level 0, level 5, one row, the whole height."""

    labels: float
    left: float
    right: float
    pitch: float
    height: float
    wrapped: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, rows: Sequence[GapRow]) -> _Sheet:
        names = label_column([row.label for row in rows], _TEXT, least=0.28)
        height = _HEAD + names.pitch * len(rows) + _AXIS
        return cls(names.width, names.width + 16, WIDTH - _GAP_COLUMN, names.pitch, height, names.wrapped)

    def x(self, level: float) -> float:
        return self.left + min(5.0, max(0.0, level)) / 5 * (self.right - self.left)

    def y(self, row: int) -> float:
        return _HEAD + self.pitch * (row + 0.5)


def _paint(canvas: Canvas, rows: Sequence[GapRow], sheet: _Sheet, levels: Sequence[str]) -> None:
    _paint_axis(canvas, sheet, levels, foot=_HEAD + sheet.pitch * len(rows))
    _paint_head(canvas, rows[0], sheet)
    for i, row in enumerate(rows):
        _paint_row(canvas, row, sheet, i)


def _paint_axis(canvas: Canvas, sheet: _Sheet, levels: Sequence[str], foot: float) -> None:
    for level, word in enumerate(levels):
        x = sheet.x(level)
        canvas.line(((x, _HEAD - 2), (x, foot + 2)), "rule", 0.8)
        canvas.text(x, foot + 14, str(level), _SMALL, "muted", anchor="center")
        canvas.text(x, foot + 26, word, _WORDS, "muted", anchor="center")


def _paint_head(canvas: Canvas, first: GapRow, sheet: _Sheet) -> None:
    """The words for dot and bar stand above the first row, so that no legend is needed."""
    canvas.text(WIDTH, 20, "Gap", _SMALL, "muted", anchor="right")
    aim = sheet.x(first.target)
    if first.level is None:
        canvas.text(aim, 20, "target", _SMALL, "ink", anchor="center")
        return
    you, target = "you, with 80 % interval", "target"
    half_you, half_target = text_width(you, _SMALL) / 2, text_width(target, _SMALL) / 2
    at = min(max(sheet.x(first.level), half_you), WIDTH - 24 - half_you)
    crowded = abs(aim - at) < half_you + half_target + 8
    canvas.text(at, 9 if crowded else 20, you, _SMALL, "accent", anchor="center")
    canvas.text(aim, 20, target, _SMALL, "ink", anchor="center")


def _paint_row(canvas: Canvas, row: GapRow, sheet: _Sheet, i: int) -> None:
    y, aim = sheet.y(i), sheet.x(row.target)
    lines = sheet.wrapped[i]
    for k, line in enumerate(lines):
        canvas.text(sheet.labels, y + 3.7 + 12.5 * (k - (len(lines) - 1) / 2), line, _TEXT, "ink", anchor="right")
    wide = not row.met and (row.gap or 0.0) > WIDE_GAP
    if row.level is not None:
        if row.low is not None and row.high is not None:
            canvas.box(sheet.x(row.low), y - 4.5, sheet.x(row.high) - sheet.x(row.low), 9, "level-1")
        if not row.met:
            canvas.line(((sheet.x(row.level), y), (aim, y)), "warn" if wide else "accent", 2)
    canvas.line(((aim, y - 7.5), (aim, y + 7.5)), "ink", 2.2)
    if row.level is not None:
        canvas.mark("circle", sheet.x(row.level), y, 8.6, "accent")
    color = "warn" if wide else "muted" if row.met or row.level is None else "ink"
    size = _SMALL if row.level is None else _TEXT
    canvas.text(WIDTH, y + 3.7, _gap_words(row), size, color, anchor="right", bold=wide)
