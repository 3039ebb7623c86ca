"""One operator over time: lives against expectation (VLAD) above, the risk-adjusted CUSUM with its level below."""

from __future__ import annotations

from cmo_pathways.analytics.figures import OperatorCurves
from cmo_pathways.charts.axes import SMALL, Frame, Tag, along, left_of, paint_tags, round_scale
from cmo_pathways.charts.canvas import WIDTH
from cmo_pathways.charts.caption import Caption, count_words
from cmo_pathways.charts.figure import Chart, number_text
from cmo_pathways.charts.pen import Pen, sketch
from cmo_pathways.charts.typeface import clean, text_width

_TOP, _UPPER, _GAP, _LOWER, _AXIS = 26.0, 112.0, 40.0, 92.0, 32.0


def operator_chart(curves: OperatorCurves, caption: Caption) -> Chart:
    """Two curves case by case: expected minus observed deaths added up, and the CUSUM; a diamond where it signals."""
    title = _title(curves)
    upper, lower = _frames(curves)
    cases = count_words(len(curves.lives), "case")
    return Chart(
        title=title,
        subtitle=f"{clean(caption.about)}; {cases} in the order of time, each with its own risk",
        svg=sketch(lambda pen: _paint(pen, curves, upper, lower), height=lower.foot + _AXIS),
        alt=f"{title}. {count_words(curves.deaths, 'death')}, {number_text(curves.expected, 1)} expected in {cases}. "
        f"The sum of expected minus observed ends at {number_text(curves.lives[-1], 1)}, "
        f"the CUSUM at {number_text(curves.cusum.path[-1], 2)} of a level of {number_text(curves.cusum.level, 2)}.",
        columns=("Case", "Expected minus observed, so far", "CUSUM", "Signal"),
        rows=tuple(_cells(curves, at) for at in range(len(curves.lives))),
        source=_source(curves),
        invented=caption.invented,
    )


def _title(curves: OperatorCurves) -> str:
    signals = curves.cusum.signals
    deaths = f"{count_words(curves.deaths, 'death')}, {number_text(curves.expected, 1)} expected"
    if not signals:
        return f"The CUSUM stays below its level: {deaths}"
    return f"The CUSUM first reaches its level at case {signals[0] + 1}: {deaths}"


def _source(curves: OperatorCurves) -> str:
    cusum, level = curves.cusum, number_text(curves.cusum.level, 2)
    whence = "given by the author"
    if curves.run_length is not None:
        whence = f"one false alarm in {curves.run_length:,} cases on average, simulated with these risks"
    return (
        "VLAD: predicted risk minus outcome, added up; it has no alarm. Risk-adjusted CUSUM (Steiner 2000) for an odds "
        f"ratio of {number_text(cusum.odds_ratio, 1)}, level h = {level}: {whence}. A signal asks for a review."
    )


def _frames(curves: OperatorCurves) -> tuple[Frame, Frame]:
    across = round_scale(0.0, float(len(curves.lives)), whole=True)
    ups = round_scale(min(0.0, *curves.lives), max(0.0, *curves.lives), about=4)
    lows = round_scale(0.0, max(curves.cusum.level * 1.1, *curves.cusum.path), about=4)
    left = max(left_of(ups), left_of(lows))
    right = WIDTH - max(text_width(words, SMALL) for words in _ends(curves)) - 8
    foot = _TOP + _UPPER
    upper = Frame(left, right, _TOP, foot, across, ups)
    return upper, Frame(left, right, foot + _GAP, foot + _GAP + _LOWER, across, lows)


def _ends(curves: OperatorCurves) -> tuple[str, str]:
    return "as expected", f"level h {number_text(curves.cusum.level, 2)}"


def _paint(pen: Pen, curves: OperatorCurves, upper: Frame, lower: Frame) -> None:
    upper.paint(pen, unit_up="Expected minus observed deaths, added up (up is better)", numbered=False)
    lower.paint(pen, unit_up="Risk-adjusted CUSUM", unit_across="Case")
    zero = upper.y(0.0)
    pen.line(((upper.left, zero), (upper.right, zero)), "ink", 1.2)
    pen.text(upper.right + 6, zero + 3.5, _ends(curves)[0], SMALL, "muted")
    pen.line([(upper.x(0), zero), *((upper.x(at + 1), upper.y(v)) for at, v in enumerate(curves.lives))], "accent", 1.6)
    level = lower.y(curves.cusum.level)
    pen.line(((lower.left, level), (lower.right, level)), "edge", 1.1, "dashed")
    pen.text(lower.right + 6, level + 3.5, _ends(curves)[1], SMALL, "muted")
    path = [(lower.x(at + 1), lower.y(v)) for at, v in enumerate(curves.cusum.path)]
    pen.line([(lower.x(0), lower.y(0.0)), *path], "ink", 1.4)
    signals = [path[at] for at in curves.cusum.signals]
    tags = [Tag(x, y, f"case {at + 1}", "warn", bold=True)
            for at, (x, y) in zip(curves.cusum.signals, signals, strict=True)]  # fmt: skip
    for x, y in signals:
        pen.mark("diamond", x, y, 7.0, "warn")
    paint_tags(pen, tags, lower, taken=[*signals, *along(path)])
    for at in curves.cusum.signals:
        x = upper.x(at + 1)
        pen.line(((x, upper.top), (x, upper.foot)), "warn", 1, "dotted")


def _cells(curves: OperatorCurves, at: int) -> tuple[str, ...]:
    signal = "level reached" if at in curves.cusum.signals else ""
    return (str(at + 1), number_text(curves.lives[at], 2), number_text(curves.cusum.path[at], 2), signal)
