"""The domain chart: four small panels of lollipops, in place of a wheel that nobody can read lengths from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from cmo_pathways.charts.canvas import WIDTH, Canvas, draw
from cmo_pathways.charts.dumbbell import GapRow
from cmo_pathways.charts.figure import Chart, number_text
from cmo_pathways.charts.tokens import tokens
from cmo_pathways.charts.typeface import clean, text_width, wrap
from cmo_pathways.errors import LearnerError

_TEXT, _SMALL = 10.2, 10.0
_HEAD, _AXIS, _PITCH, _BETWEEN = 26.0, 20.0, 16.0, 10.0
_LABELS, _GUTTER = 124.0, 16.0


@dataclass(frozen=True, slots=True)
class DomainPanel:
    """One domain of the skill map with its competencies, in the order of the map."""

    id: str
    name: str
    rows: tuple[GapRow, ...]

    @property
    def rated(self) -> tuple[GapRow, ...]:
        """The competencies for which a level is known."""
        return tuple(row for row in self.rows if row.level is not None)

    @property
    def mean(self) -> float | None:
        """The mean estimated level of what is rated [0-5]."""
        return fmean(row.level or 0.0 for row in self.rated) if self.rated else None

    @property
    def short(self) -> float:
        """How far the domain lies below its targets: mean of the gaps of what is rated, met ones as 0 [levels]."""
        return fmean(0.0 if row.met else row.gap or 0.0 for row in self.rated) if self.rated else 0.0


def domain_chart(panels: Sequence[DomainPanel], *, role_name: str, source: str) -> Chart:
    """Levels and targets by domain as lollipops in the domain's hue and shape; the title names the widest domain.

    Per row: head = estimate, grey band = 80 % interval, upright bar = target (assumption). Raises LearnerError where
    there is no domain.
    """
    if not panels:
        raise LearnerError("There is no domain to draw yet. Rate one competency to see your first level.")
    title = _title(panels, clean(role_name))
    longest = max((text_width(clean(row.label), _TEXT) for panel in panels for row in panel.rows), default=0.0)
    labels = min(_LABELS, longest) + 8
    lines = [max(len(p.rows) for p in panels[i : i + 2]) for i in range(0, len(panels), 2)]
    heights = [_HEAD + _PITCH * n + _AXIS for n in lines]
    height = sum(heights) + _BETWEEN * (len(heights) - 1)
    return Chart(
        title=title,
        subtitle="Estimated level [0 to 5] with 80 % interval; upright bar = target (assumption); mean beside the name",
        svg=draw(lambda canvas: _paint(canvas, panels, heights, labels), height=height),
        alt=f"{title}. {_summary(panels)}",
        columns=("Domain", "Competency", "Level", "80 % from", "80 % to", "Target (assumption)", "Gap"),
        rows=tuple((clean(panel.name), *_cells(row)) for panel in panels for row in panel.rows),
        source=source,
    )


def _title(panels: Sequence[DomainPanel], role: str) -> str:
    rated = [panel for panel in panels if panel.rated]
    if not rated:
        return f"Nothing is rated yet against the targets of {role}"
    widest = max(rated, key=lambda panel: panel.short)
    size = round(widest.short, 1)
    if size <= 0:
        return f"You meet the targets of {role} in every domain rated"
    same = [clean(panel.name) for panel in rated if round(panel.short, 1) == size]
    levels = f"{number_text(size, 1)} levels"
    if len(same) > 1:
        return f"{' and '.join(same[:2])} lie furthest from {role}, {levels} each on average"
    return f"{same[0]} lies furthest from {role}, {levels} on average"


def _summary(panels: Sequence[DomainPanel]) -> str:
    parts = [
        f"{clean(p.name)}: mean level {number_text(p.mean, 1)}, {number_text(p.short, 1)} short on average"
        if p.mean is not None
        else f"{clean(p.name)}: not rated"
        for p in panels
    ]
    return f"{len(panels)} panels of levels against targets. {'; '.join(parts)}."


def _cells(row: GapRow) -> tuple[str, ...]:
    numbers = [number_text(v, 1) if v is not None else "" for v in (row.level, row.low, row.high, row.target)]
    gap = "not rated" if row.level is None else "met" if row.met else number_text(row.gap or 0.0, 1)
    return (clean(row.label), *numbers, gap)


def _paint(canvas: Canvas, panels: Sequence[DomainPanel], heights: Sequence[float], labels: float) -> None:
    for i, panel in enumerate(panels):
        line, side = divmod(i, 2)
        top = sum(heights[:line]) + _BETWEEN * line
        width = (WIDTH - _GUTTER) / 2
        _paint_panel(canvas, panel, (side * (width + _GUTTER), top), width - 8, labels)


def _paint_panel(canvas: Canvas, panel: DomainPanel, corner: tuple[float, float], width: float, labels: float) -> None:
    left, top = corner
    shape, color = tokens().shapes[panel.id], f"domain-{panel.id}"
    canvas.mark(shape, left + 6, top + 9.5, 9, color, rim=None)
    name = clean(panel.name)
    canvas.text(left + 16, top + 13, name, 11, "ink", bold=True)
    if panel.mean is not None:
        at = left + 16 + text_width(name, 11, weight=600) + 6
        canvas.text(at, top + 13, f"mean {number_text(panel.mean, 1)}", _TEXT, "muted")
    start, step = left + labels, (width - labels) / 5
    foot = top + _HEAD + _PITCH * len(panel.rows)
    for level in range(6):
        x = start + level * step
        canvas.line(((x, top + _HEAD - 2), (x, foot + 1)), "edge" if level == 0 else "rule", 0.8)
        canvas.text(x, foot + 13, str(level), _SMALL, "muted", anchor="center")
    for i, row in enumerate(panel.rows):
        _paint_row(canvas, row, top + _HEAD + _PITCH * (i + 0.5), start, step, (shape, color))


def _paint_row(canvas: Canvas, row: GapRow, y: float, start: float, step: float, look: tuple[str, str]) -> None:
    def at(level: float) -> float:
        return start + min(5.0, max(0.0, level)) * step

    label = wrap(clean(row.label), _TEXT, _LABELS, lines=1)[0]
    canvas.text(start - 7, y + 3.6, label, _TEXT, "ink" if row.level is not None else "muted", anchor="right")
    if row.level is not None:
        if row.low is not None and row.high is not None:
            canvas.box(at(row.low), y - 4, at(row.high) - at(row.low), 8, "rule")
        canvas.line(((start, y), (at(row.level), y)), look[1], 1.8)
    canvas.line(((at(row.target), y - 6.5), (at(row.target), y + 6.5)), "ink", 2.2)
    if row.level is not None:
        canvas.mark(look[0], at(row.level), y, 7.6, look[1])
