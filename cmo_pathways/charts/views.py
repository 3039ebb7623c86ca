"""The self-and-others chart: one's own rating beside what each group of raters saw, competency by competency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_pathways.charts.canvas import WIDTH, Canvas, draw
from cmo_pathways.charts.dumbbell import LEVEL_WORDS
from cmo_pathways.charts.figure import Chart, number_text
from cmo_pathways.charts.sentence import listed, lower
from cmo_pathways.charts.typeface import clean, text_width, wrap
from cmo_pathways.errors import LearnerError

_TEXT, _SMALL, _WORDS = 11.0, 10.5, 10.0
_LABELS, _COLUMN, _LINE, _AXIS, _PITCH = 132.0, 46.0, 16.0, 32.0, 26.0
_SHAPES = (("square", "muted", None), ("diamond", "muted", None), ("triangle", "muted", None))
_OPEN = (("circle", "paper", "ink"), ("square", "paper", "ink"), ("diamond", "paper", "ink"))


@dataclass(frozen=True, slots=True)
class GroupView:
    """What one group of raters saw: its name, the mean level [0-5], and how many rated."""

    group: str
    mean: float
    n: int


@dataclass(frozen=True, slots=True)
class ViewRow:
    """One competency: the own rating [0-5], all others with their 80 % interval, and each group that may be shown.

    ``own``, ``others`` and its limits are None where there is none; ``told`` is True where the difference is larger
    than its uncertainty; ``withheld`` names groups that are too small to be shown.
    """

    label: str
    own: float | None
    others: float | None
    low: float | None
    high: float | None
    n: int
    groups: tuple[GroupView, ...]
    told: bool
    withheld: tuple[str, ...] = ()

    @property
    def difference(self) -> float | None:
        """Own rating minus the others' mean [levels]; None where one of them is missing."""
        return None if self.own is None or self.others is None else self.own - self.others


def views_chart(rows: Sequence[ViewRow], *, source: str) -> Chart:
    """Own ratings against those of others; the title names the competencies where they differ beyond chance.

    Per row: filled dot = own rating, pale band = 80 % interval of the others' mean, one shape per group. The number at
    the right is own minus others. Rows: what one rates highest above the others first. Raises LearnerError where
    there is no row.
    """
    if not rows:
        raise LearnerError("There is no feedback to draw yet. Import a released report first.")
    ordered = tuple(sorted(rows, key=_rank))
    groups = tuple(dict.fromkeys(view.group for row in ordered for view in row.groups))
    sheet = _Sheet.of(len(ordered), groups)
    title = views_title(ordered)
    return Chart(
        title=title,
        subtitle="Level [0 to 5]: your rating, the mean of the others with its 80 % interval, and each group",
        svg=draw(lambda canvas: _paint(canvas, ordered, sheet), height=sheet.height),
        alt=f"{title}. {_summary(ordered)}",
        columns=(
            "Competency", "You", "Others", "80 % from", "80 % to", "Raters", "Difference", "Beyond chance",
            *(f"{clean(group)} (mean, n)" for group in groups),
        ),
        rows=tuple(_cells(row, groups) for row in ordered),
        source=source,
    )  # fmt: skip


def views_title(rows: Sequence[ViewRow]) -> str:
    """The finding of a self-and-others chart as a sentence."""
    both = [row for row in rows if row.difference is not None]
    over = [row for row in both if row.told and (row.difference or 0) > 0]
    under = [row for row in both if row.told and (row.difference or 0) < 0]
    if not both:
        return "No competency has both your rating and that of others yet"
    if not over and not under:
        where = f"all {len(both)} competencies" if len(both) > 1 else lower(both[0].label)
        return f"You and the others agree within the uncertainty in {where}"
    parts = []
    if over:
        parts.append(f"higher than others see you in {_named(over)}")
    if under:
        parts.append(f"lower in {_named(under)}" if over else f"lower than others see you in {_named(under)}")
    return f"You place yourself {', '.join(parts)}"


def _named(rows: Sequence[ViewRow]) -> str:
    return listed([lower(row.label) for row in rows]) if len(rows) <= 2 else f"{len(rows)} competencies"


def _rank(row: ViewRow) -> tuple[int, float]:
    return (1, 0.0) if row.difference is None else (0, -row.difference)


def _summary(rows: Sequence[ViewRow]) -> str:
    told, both = sum(row.told for row in rows), sum(row.difference is not None for row in rows)
    withheld = sum(bool(row.withheld) for row in rows)
    kept = f" In {withheld} at least one group is withheld because it is too small." if withheld else ""
    return f"Chart of {len(rows)} competencies: {both} rated by you and by others, {told} differ beyond chance.{kept}"


def _cells(row: ViewRow, groups: Sequence[str]) -> tuple[str, ...]:
    numbers = [number_text(v, 1) if v is not None else "" for v in (row.own, row.others, row.low, row.high)]
    seen = {view.group: f"{number_text(view.mean, 1)}, {view.n}" for view in row.groups}
    kept = dict.fromkeys(row.withheld, "withheld")
    told = "" if row.difference is None else "yes" if row.told else "no"
    cells = (seen.get(group, kept.get(group, "")) for group in groups)
    return (clean(row.label), *numbers, str(row.n or ""), _difference(row), told, *cells)


def _difference(row: ViewRow) -> str:
    if row.difference is None:
        return ""
    text = number_text(row.difference, 1)
    return text if text.startswith("−") or text == "0.0" else f"+{text}"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where things stand [pt]: the legend in lines above, then the rows."""

    groups: tuple[str, ...]
    legend: tuple[tuple[str, float, int], ...]
    head: float
    height: float

    @classmethod
    def of(cls, rows: int, groups: tuple[str, ...]) -> _Sheet:
        x, line, places = 0.0, 0, []
        for name in ("you", "others, 80 % interval", *groups):
            width = text_width(clean(name), _SMALL) + 34
            if x and x + width > WIDTH:
                x, line = 0.0, line + 1
            places.append((name, x, line))
            x += width
        head = (line + 1) * _LINE + 12
        return cls(groups, tuple(places), head, head + rows * _PITCH + _AXIS)

    def x(self, level: float) -> float:
        left, right = _LABELS + 16, WIDTH - _COLUMN
        return left + min(5.0, max(0.0, level)) / 5 * (right - left)

    def y(self, row: int) -> float:
        return self.head + _PITCH * (row + 0.5)


def _paint(canvas: Canvas, rows: Sequence[ViewRow], sheet: _Sheet) -> None:
    foot = sheet.head + _PITCH * len(rows)
    for level, word in enumerate(LEVEL_WORDS):
        x = sheet.x(level)
        canvas.line(((x, sheet.head - 2), (x, foot + 2)), "rule", 0.8)
        canvas.text(x, foot + 14, str(level), _SMALL, "muted", anchor="center")
        canvas.text(x, foot + 26, word, _WORDS, "muted", anchor="center")
    _paint_legend(canvas, sheet)
    for i, row in enumerate(rows):
        _paint_row(canvas, row, sheet, sheet.y(i))


def _paint_legend(canvas: Canvas, sheet: _Sheet) -> None:
    for name, x, line in sheet.legend:
        y = 10 + line * _LINE
        if name == "you":
            canvas.mark("circle", x + 8, y - 3.5, 8.6, "accent")
        elif name not in sheet.groups:
            canvas.box(x, y - 7.5, 16, 8, "level-1")
            canvas.line(((x + 8, y - 8.5), (x + 8, y + 1.5)), "level-4", 2)
        else:
            _paint_group(canvas, sheet, name, x + 8, y - 3.5)
        canvas.text(x + 20, y, clean(name), _SMALL, "accent" if name == "you" else "ink")


def _paint_row(canvas: Canvas, row: ViewRow, sheet: _Sheet, y: float) -> None:
    color = "muted" if not row.told else "warn" if (row.difference or 0.0) > 0 else "ink"
    for k, line in enumerate(lines := wrap(clean(row.label), _TEXT, _LABELS, lines=2)):
        canvas.text(_LABELS, y + 3.7 + 11.5 * (k - (len(lines) - 1) / 2), line, _TEXT, "ink", anchor="right")
    if row.others is not None:
        if row.low is not None and row.high is not None:
            canvas.box(sheet.x(row.low), y - 7.5, max(1.5, sheet.x(row.high) - sheet.x(row.low)), 9, "level-1")
        canvas.line(((sheet.x(row.others), y - 9), (sheet.x(row.others), y + 3)), "level-4", 2)
    if row.told and row.own is not None and row.others is not None:
        canvas.line(((sheet.x(row.own), y - 3), (sheet.x(row.others), y - 3)), color, 2)
    for view in row.groups:
        _paint_group(canvas, sheet, view.group, sheet.x(view.mean), y + 7)
    if row.own is not None:
        canvas.mark("circle", sheet.x(row.own), y - 3, 8.6, "accent")
    words = _difference(row) or ("not rated" if row.own is None else "withheld")
    size = _TEXT if row.difference is not None else _WORDS
    canvas.text(WIDTH, y + 3.7, words, size, color, anchor="right", bold=row.told)


def _paint_group(canvas: Canvas, sheet: _Sheet, group: str, x: float, y: float) -> None:
    shape, color, rim = (*_SHAPES, *_OPEN)[sheet.groups.index(group) % 6]
    canvas.mark(shape, x, y, 7.2, color, rim=rim or "paper")
