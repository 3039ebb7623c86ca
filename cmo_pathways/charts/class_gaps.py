"""How many fellows are short of a role's target, as far as printed counts tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_pathways.charts.canvas import WIDTH
from cmo_pathways.charts.figure import Chart
from cmo_pathways.charts.hatching import WIDER, hatched
from cmo_pathways.charts.pen import Pen, sketch
from cmo_pathways.charts.sentence import listed, lower
from cmo_pathways.charts.typeface import clean, text_width, wrap
from cmo_pathways.errors import LearnerError

_TEXT, _SMALL = 11.0, 10.0
_PITCH, _BAR, _FOOT = 20.0, 12.0, 20.0


@dataclass(frozen=True, slots=True)
class ShortRow:
    """One competency: from ``low`` to ``high`` of ``n`` fellows are below the target [level 0-5]."""

    label: str
    target: int
    low: int
    high: int
    n: int

    @property
    def words(self) -> str:
        """How many are short: ``9 of 16`` or ``9 to 12 of 16``."""
        return f"{self.low} of {self.n}" if self.low == self.high else f"{self.low} to {self.high} of {self.n}"


def class_gaps_chart(rows: Sequence[ShortRow], *, role_name: str, source: str, invented: bool = False) -> Chart:
    """Fellows short of the targets as bars in the order given; the slanted end is what joined levels leave open.

    Targets are our assumption and said to be so. Raises LearnerError where there is no row.
    """
    if not rows:
        raise LearnerError("Too few fellows share their levels to tell gaps.")
    title = class_gaps_title(rows, clean(role_name))
    return Chart(
        title=title,
        subtitle="Share of fellows below the target level of the role (assumption); slanting lines = not told apart",
        svg=sketch(lambda pen: _paint(pen, rows), height=_PITCH * len(rows) + _FOOT),
        alt=f"{title}. Bars: {'; '.join(f'{clean(row.label)} {row.words}' for row in rows)}.",
        columns=("Competency", "Target (assumption)", "Fellows short", "Of"),
        rows=tuple(
            (clean(row.label), str(row.target), str(row.low) if row.low == row.high else f"{row.low} to {row.high}",
             str(row.n)) for row in rows
        ),
        source=source,
        invented=invented,
    )  # fmt: skip


def class_gaps_title(rows: Sequence[ShortRow], role_name: str) -> str:
    """The finding as a sentence: where more than half are short for sure."""
    most = [row for row in rows if 2 * row.low > row.n]
    if not most:
        return f"In no competency is it certain that most fellows are short of {role_name}"
    named = listed([lower(row.label) for row in most[:3]])
    more = f", and {len(most) - 3} more" if len(most) > 3 else ""
    return f"Most fellows are short of {role_name} in {named}{more}"


def _paint(pen: Pen, rows: Sequence[ShortRow]) -> None:
    labels = min(0.36 * WIDTH, WIDER * max(text_width(clean(row.label), _TEXT) for row in rows))
    left, right = labels + 10, WIDTH - WIDER * max(text_width(row.words, _SMALL) for row in rows) - 8
    foot = _PITCH * len(rows)
    for part, words in ((0.0, "0 %"), (0.5, "half"), (1.0, "all")):
        x = left + part * (right - left)
        pen.line(((x, 0), (x, foot)), "edge" if part == 0 else "rule", 0.8)
        pen.text(x, foot + 13, words, _SMALL, "muted", anchor="center")
    for place, row in enumerate(rows):
        y = place * _PITCH + 4
        (line,) = wrap(clean(row.label), _TEXT, labels, lines=1)
        pen.text(labels, y + 10, line, _TEXT, "ink", anchor="right")
        sure, open_ = (part / row.n * (right - left) for part in (row.low, row.high - row.low))
        if sure:
            pen.box(left, y, sure, _BAR, "level-4")
        if open_:
            hatched(pen, left + sure, y, open_, _BAR)
        pen.text(WIDTH, y + 10, row.words, _SMALL, "ink", anchor="right")
