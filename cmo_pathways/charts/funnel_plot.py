"""The funnel plot: which units lie further from the target than their size explains, and how sure one may be.

Only points outside the 99.8 % limits get a name and a color: nobody is ranked.
"""

from __future__ import annotations

from collections.abc import Sequence

from cmo_pathways.analytics.figures import Funnel
from cmo_pathways.analytics.funnel import FunnelUnit, limits_at
from cmo_pathways.charts.axes import (
    SMALL,
    Frame,
    Tag,
    along,
    end_labels,
    left_of,
    paint_tags,
    percent,
    round_scale,
)
from cmo_pathways.charts.canvas import WIDTH
from cmo_pathways.charts.caption import Caption, count_words
from cmo_pathways.charts.figure import Chart, number_text
from cmo_pathways.charts.pen import Pen, sketch
from cmo_pathways.charts.sentence import listed
from cmo_pathways.charts.typeface import clean, text_width

_HEIGHT, _TOP, _AXIS = 246.0, 26.0, 32.0
_STEPS = 60
_NAMED = 8
_MARKS = {
    "concern": ("diamond", "warn", 7.0),
    "improvement": ("square", "accent", 6.6),
    "": ("diamond", "warn", 7.0),
}


def funnel_plot(funnel: Funnel, caption: Caption) -> Chart:
    """Units against their size, with the target and the 95 and 99.8 % limits; those outside 99.8 % named."""
    out = [unit for unit in funnel.units if unit.flag == "alarm"]
    title = _title(funnel, out)
    sizes = caption.column(2, "Patients" if funnel.kind == "share" else "Expected events")
    frame = _frame(funnel)
    return Chart(
        title=title,
        subtitle=f"{clean(caption.about)}; {count_words(len(funnel.units), 'unit')}, by {_lower(sizes)}",
        svg=sketch(lambda pen: _paint(pen, funnel, frame, caption, sizes), height=_HEIGHT),
        alt=f"{title}. Funnel plot of {count_words(len(funnel.units), 'unit')} around {_said(funnel, funnel.target)}. "
        + " ".join(f"{_tag(funnel, unit)}, {unit.side}." for unit in out[:_NAMED])
        + f" {_dispersion(funnel)}",
        columns=("Unit", _value_heading(funnel), sizes, "95 % limits", "99.8 % limits", "Standard errors", "Outside"),
        rows=tuple(_cells(funnel, unit, caption) for unit in funnel.units),
        source=_source(funnel),
        invented=caption.invented,
    )


def _title(funnel: Funnel, out: Sequence[FunnelUnit]) -> str:
    count = len(funnel.units)
    if not out:
        if count == 1:
            return "The one unit lies inside the 99.8 % limits"
        return f"None of the {count} units lies outside the 99.8 % limits"
    lie = "lies" if len(out) == 1 else "lie"
    lead = f"{len(out)} of {count_words(count, 'unit')} {lie} outside the 99.8 % limits"
    return f"{lead}: {listed([clean(unit.name) for unit in out])}" if len(out) <= 3 else lead


def _source(funnel: Funnel) -> str:
    how = "binomial" if funnel.kind == "share" else "Poisson"
    if funnel.adjustment == "none":
        limits = f"Exact {how} limits"
    else:
        limits = f"Normal limits, widened for what varies beyond chance ({funnel.adjustment})"
    goal = "observed = expected" if funnel.kind == "ratio" else f"the {_goal(funnel)} {_said(funnel, funnel.target)}"
    chance = f"By chance {number_text(funnel.by_chance, 2)} of {len(funnel.units)} would lie outside 99.8 %."
    return f"{limits} around {goal}. {_dispersion(funnel)} {chance}"


def _dispersion(funnel: Funnel) -> str:
    found = funnel.dispersion
    if found is None:
        return "One unit alone says nothing about over-dispersion."
    numbers = f"φ {number_text(found.phi, 1)}, bound {number_text(found.bound, 1)}"
    if not found.over:
        return f"No over-dispersion: units vary as chance would ({numbers})."
    told = f"Over-dispersion: units vary more than chance alone ({numbers})"
    return f"{told}." if funnel.adjustment != "none" else f"{told}; look at case mix and data before any unit."


def _frame(funnel: Funnel) -> Frame:
    sizes = sorted(unit.size for unit in funnel.units)
    across = round_scale(0.0, sizes[-1] * 1.04, whole=sizes[-1] > 6)
    middle = sorted(funnel.units, key=lambda unit: unit.size)[len(sizes) // 2]
    high = max(*(unit.value for unit in funnel.units), middle.alarm[1], funnel.target * 1.2)
    up = round_scale(0.0, high * _times(funnel) * 1.04)
    room = max(text_width(words, SMALL) for _, words, _ in _ends(funnel)) + 8
    return Frame(left_of(up), WIDTH - room, _TOP, _HEIGHT - _AXIS, across, up)


def _paint(pen: Pen, funnel: Funnel, frame: Frame, caption: Caption, sizes: str) -> None:
    curves = _curves(funnel, frame)
    band = [curves[0], curves[1]]
    _paint_band(pen, frame, *band)
    frame.paint(pen, unit_up=_value_heading(funnel), unit_across=sizes)
    lines: list[tuple[float, float]] = []
    for curve, dash in zip(curves, ("dotted", "dotted", "dashed", "dashed"), strict=True):
        for piece in frame.clipped(curve):
            pen.line(piece, "edge", 1.1, dash)
            lines += along(piece)
    y = frame.y(funnel.target * _times(funnel))
    pen.line(((frame.left, y), (frame.right, y)), "ink", 1.4)
    boxes = end_labels(pen, frame, _ends(funnel))
    marks = [(frame.x(unit.size), frame.y(unit.value * _times(funnel))) for unit in funnel.units]
    tags = []
    for unit, (x, y) in sorted(zip(funnel.units, marks, strict=True), key=lambda pair: -abs(pair[0].z)):
        if unit.flag != "alarm":
            continue
        color = _MARKS[caption.side(unit.side)][1]
        tags.append(Tag(x, y, _tag(funnel, unit), color, bold=True))
    for unit, (x, y) in zip(funnel.units, marks, strict=True):
        shape, color, size = _MARKS[caption.side(unit.side)] if unit.flag == "alarm" else ("circle", "edge", 6.0)
        pen.mark(shape, x, y, size, color)
    paint_tags(pen, tags[:_NAMED], frame, taken=marks, boxes=boxes, lines=lines)


def _curves(funnel: Funnel, frame: Frame) -> list[list[tuple[float, float]]]:
    """Lower and upper 95 %, lower and upper 99.8 % as points [size, value in the unit of the axis]."""
    most = frame.across.high
    least = 1.0 if funnel.kind == "share" else most / 200
    sizes = dict.fromkeys(least * (most / least) ** (k / _STEPS) for k in range(_STEPS + 1))
    if funnel.kind == "share":
        sizes = dict.fromkeys(float(round(size)) for size in sizes)
    limits = [(size, *limits_at(funnel, size)) for size in sizes]
    times = _times(funnel)
    return [[(size, times * (alert, alarm)[which][end]) for size, alert, alarm in limits]
            for which in (0, 1) for end in (0, 1)]  # fmt: skip


def _paint_band(
    pen: Pen, frame: Frame, low: Sequence[tuple[float, float]], high: Sequence[tuple[float, float]]
) -> None:
    top = frame.up.high
    edge = [(frame.x(size), frame.y(min(value, top))) for size, value in high]
    pen.shape([*edge, *((frame.x(size), frame.y(min(value, top))) for size, value in reversed(low))], "accent-soft")


def _ends(funnel: Funnel) -> tuple[tuple[float, str, str], ...]:
    last = max(funnel.units, key=lambda unit: unit.size)
    times = _times(funnel)
    goal = "as expected" if funnel.kind == "ratio" else f"{_goal(funnel)} {_said(funnel, funnel.target)}"
    return (
        (times * last.alarm[1], "99.8 % limit", "muted"),
        (times * last.alert[1], "95 % limit", "muted"),
        (times * funnel.target, goal, "ink"),
    )


def _goal(funnel: Funnel) -> str:
    sizes = sum(unit.size for unit in funnel.units)
    mean = sum(unit.value * unit.size for unit in funnel.units) / sizes
    return "average" if abs(mean - funnel.target) < 1e-9 else "target"


def _times(funnel: Funnel) -> float:
    return 100.0 if funnel.kind == "share" else 1.0


def _value_heading(funnel: Funnel) -> str:
    return "Share [%]" if funnel.kind == "share" else "Observed / expected"


def _said(funnel: Funnel, value: float) -> str:
    return percent(value) if funnel.kind == "share" else number_text(value, 2)


def _tag(funnel: Funnel, unit: FunnelUnit) -> str:
    size = number_text(unit.size, 0 if float(unit.size).is_integer() else 1)
    of = f"of {size}" if funnel.kind == "share" else f"with {size} expected"
    return f"{clean(unit.name)}: {_said(funnel, unit.value)} {of}"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _cells(funnel: Funnel, unit: FunnelUnit, caption: Caption) -> tuple[str, ...]:
    times = _times(funnel)
    spans = (
        f"{number_text(times * low, 2)} to {number_text(times * high, 2)}" for low, high in (unit.alert, unit.alarm)
    )
    size = number_text(unit.size, 0 if float(unit.size).is_integer() else 2)
    outside = {"": "", "alert": "95 %", "alarm": "99.8 %"}[unit.flag]
    told = ", ".join(part for part in (outside, unit.side, caption.side(unit.side)) if part)
    return (clean(unit.name), number_text(times * unit.value, 2), size, *spans, number_text(unit.z, 2), told)
