"""Groups side by side: bars of plain values, or shares and rates with their intervals around the value of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_pathways.analytics.figures import Group, GroupValues
from cmo_pathways.charts.axes import SMALL, Scale, figures_of, round_scale
from cmo_pathways.charts.canvas import WIDTH
from cmo_pathways.charts.caption import Caption, count_words, with_unit
from cmo_pathways.charts.figure import Chart, number_text
from cmo_pathways.charts.pen import Pen, sketch
from cmo_pathways.charts.sentence import listed
from cmo_pathways.charts.typeface import clean, text_width, wrap
from cmo_pathways.errors import LearnerError

MOST = 40
"""Groups that are drawn; all of them stand in the table."""
_TEXT = 11.0
_TOP, _PITCH, _AXIS = 26.0, 20.0, 30.0
_MARKS = {
    "concern": ("diamond", "warn", 7.4),
    "improvement": ("square", "accent", 6.8),
    "change": ("triangle", "ink", 7.4),
    "": ("circle", "accent", 6.6),
}


def group_chart(values: GroupValues, caption: Caption) -> Chart:
    """The groups in the order given; those whose interval leaves out the value of all together are marked.

    Raises LearnerError where the labels do not fit the groups.
    """
    if len(caption.labels) != len(values.groups):
        raise LearnerError("A chart of groups needs one name per group.")
    names = [clean(name) for name in caption.labels]
    title = _title(values, names, caption)
    sheet = _Sheet.of(values, names)
    more = ", the first 40 drawn" if len(names) > MOST else ""
    return Chart(
        title=title,
        subtitle=f"{clean(caption.about)}; {count_words(len(names), 'group')}{more}",
        svg=sketch(lambda pen: _paint(pen, values, names, sheet, caption), height=sheet.height),
        alt=f"{title}. Chart of {count_words(len(names), 'group')}: "
        + "; ".join(f"{name} {_said(values, g.value)}" for name, g in zip(names[:MOST], values.groups, strict=False))
        + ".",
        columns=_headings(values, caption),
        rows=tuple(_cells(name, group, values, caption) for name, group in zip(names, values.groups, strict=True)),
        source=_source(values),
        invented=caption.invented,
    )


def _title(values: GroupValues, names: Sequence[str], caption: Caption) -> str:
    numbers = [group.value for group in values.groups]
    if values.overall is None:
        highest, lowest = (names[numbers.index(end(numbers))] for end in (max, min))
        told = [with_unit(_said(values, end(numbers)), caption.unit) for end in (max, min)]
        if max(numbers) == min(numbers):
            return f"{'All' if len(names) > 1 else names[0]} at {told[0]}"
        return f"{highest} is highest at {told[0]}, {lowest} lowest at {told[1]}"
    sides = [(name, group.differs) for name, group in zip(names, values.groups, strict=True) if group.differs]
    if not sides:
        return f"No group differs from all together ({_said(values, values.overall)}) by more than chance explains"
    differs = "differs" if len(sides) == 1 else "differ"
    lead = f"{len(sides)} of {count_words(len(names), 'group')} {differs} from all together"
    return f"{lead}: {listed([f'{name} {side}' for name, side in sides])}" if len(sides) <= 3 else lead


def _source(values: GroupValues) -> str:
    if values.kind == "plain":
        intervals = any(group.low is not None for group in values.groups)
        return "Values as given" + (", with the intervals given." if intervals else "; no interval was given.")
    how = "95 % Wilson intervals of the shares" if values.kind == "share" else "95 % intervals of the counts (exact "
    how += "" if values.kind == "share" else "below 10 events, else Byar)"
    told = "Marked where the interval leaves the line out, as 1 in 20 groups would by chance."
    return f"{how}; line: all groups together. {told}"


def _headings(values: GroupValues, caption: Caption) -> tuple[str, ...]:
    name = caption.rows_are or "Group"
    if values.kind == "plain":
        value = f"Value [{caption.unit}]" if caption.unit else "Value"
        return (name, value, "Interval") if values.groups[0].low is not None else (name, value)
    value = "Share [%]" if values.kind == "share" else f"Rate per {values.per:,.10g}"
    return name, caption.column(0, "Count"), caption.column(1, "Of"), value, "95 % interval", "Differs"


def _cells(name: str, group: Group, values: GroupValues, caption: Caption) -> tuple[str, ...]:
    span = ""
    if group.low is not None and group.high is not None:
        span = f"{_number(values, group.low)} to {_number(values, group.high)}"
    if values.kind == "plain":
        return (name, _number(values, group.value), *((span,) if values.groups[0].low is not None else ()))
    told = ", ".join(part for part in (group.differs, caption.side(group.differs)) if part)
    return name, f"{group.count:,.0f}", f"{group.size:,.10g}", _number(values, group.value), span, told


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where things stand [pt]: the right edge of the names, both ends of the axis, and its values."""

    names: float
    left: float
    right: float
    scale: Scale
    rows: int
    top: float

    @classmethod
    def of(cls, values: GroupValues, names: Sequence[str]) -> _Sheet:
        """The sheet on which the groups fit: a column for their names, the scale, and room for the figures."""
        shown = values.groups[:MOST]
        ends = [v * _times(values) for g in shown for v in (g.value, g.low, g.high) if v is not None]
        if values.overall is not None:
            ends.append(values.overall * _times(values))
        scale = round_scale(min(0.0, *ends), max(0.0, *ends), about=5)
        widest = min(0.34 * WIDTH, max(60.0, *(text_width(name, _TEXT) for name in names[:MOST])))
        room = max(text_width(_end(values, group), SMALL) for group in shown) + 10
        return cls(widest, widest + 12, WIDTH - room, scale, len(shown), _TOP if values.overall is not None else 4.0)

    def y(self, row: int) -> float:
        return self.top + (row + 0.5) * _PITCH

    @property
    def foot(self) -> float:
        return self.top + self.rows * _PITCH + 2

    @property
    def height(self) -> float:
        return self.foot + _AXIS

    def x(self, value: float) -> float:
        part = (value - self.scale.low) / (self.scale.high - self.scale.low)
        return self.left + part * (self.right - self.left)


def _paint(pen: Pen, values: GroupValues, names: Sequence[str], sheet: _Sheet, caption: Caption) -> None:
    for value, words in zip(sheet.scale.ticks, sheet.scale.words, strict=True):
        x = sheet.x(value)
        pen.line(((x, sheet.top), (x, sheet.foot)), "rule", 0.8)
        pen.text(x, sheet.foot + 13, words, SMALL, "muted", anchor="center")
    pen.text(sheet.right, sheet.foot + 26, _unit(values, caption), SMALL, "muted", anchor="right")
    if values.overall is not None:
        x = sheet.x(values.overall * _times(values))
        words = f"all together {_said(values, values.overall)}"
        half = text_width(words, SMALL) / 2
        pen.line(((x, _TOP - 4), (x, sheet.foot)), "ink", 1.4)
        pen.text(min(max(x, sheet.left + half), WIDTH - half), _TOP - 10, words, SMALL, "ink", anchor="center")
    for row, (name, group) in enumerate(zip(names[:MOST], values.groups, strict=False)):
        (line,) = wrap(name, _TEXT, sheet.names, lines=1)
        pen.text(sheet.names, sheet.y(row) + 3.7, line, _TEXT, "ink", anchor="right")
        _paint_group(pen, group, values, sheet, row, caption)
        pen.text(WIDTH, sheet.y(row) + 3.7, _end(values, group), SMALL, "ink", anchor="right")


def _paint_group(pen: Pen, group: Group, values: GroupValues, sheet: _Sheet, row: int, caption: Caption) -> None:
    y, times = sheet.y(row), _times(values)
    x = sheet.x(group.value * times)
    if values.kind == "plain":
        left, right = sorted((sheet.x(0.0), x))
        pen.box(left, y - 6, right - left, 12, "level-3")
    if group.low is not None and group.high is not None:
        pen.line(((sheet.x(group.low * times), y), (sheet.x(group.high * times), y)), "ink", 1.4)
        for end in (group.low, group.high):
            pen.line(((sheet.x(end * times), y - 3.5), (sheet.x(end * times), y + 3.5)), "ink", 1.4)
    if values.kind != "plain":
        shape, color, size = _MARKS[(caption.side(group.differs) or "change") if group.differs else ""]
        pen.mark(shape, x, y, size, color)


def _unit(values: GroupValues, caption: Caption) -> str:
    if values.kind == "share":
        return "Share [%]"
    if values.kind == "rate":
        return f"Per {values.per:,.10g} {caption.column(1, '').lower()}".strip()
    return caption.unit or caption.column(0, "Value")


def _times(values: GroupValues) -> float:
    return 100.0 if values.kind == "share" else 1.0


def _number(values: GroupValues, value: float) -> str:
    if values.kind == "share":
        return number_text(100 * value, 1)
    return number_text(value, figures_of([group.value for group in values.groups]))


def _said(values: GroupValues, value: float) -> str:
    return f"{_number(values, value)} %" if values.kind == "share" else _number(values, value)


def _end(values: GroupValues, group: Group) -> str:
    if values.kind == "plain":
        return _number(values, group.value)
    if values.kind == "share":
        return f"{_said(values, group.value)}  ({group.count:,.0f} of {group.size:,.0f})"
    return f"{_said(values, group.value)}  ({group.count:,.0f} in {group.size:,.10g})"
