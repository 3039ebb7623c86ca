"""Who chose what in a case: one bar per decision, parted by choice, with small choices joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_pathways.charts.canvas import WIDTH
from cmo_pathways.charts.figure import Chart
from cmo_pathways.charts.hatching import WIDER, hatched, on_hatching
from cmo_pathways.charts.pen import Pen, sketch
from cmo_pathways.charts.sentence import lower
from cmo_pathways.charts.typeface import clean, text_width, wrap
from cmo_pathways.errors import LearnerError

_TEXT, _SMALL = 11.0, 10.0
_PITCH, _BAR, _FOOT = 26.0, 18.0, 4.0


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """Fellows who took one of some choices; ``choices`` are their places in the author's order."""

    choices: tuple[int, ...]
    n: int

    @property
    def letters(self) -> str:
        """The choices as letters: ``A`` or ``B or C``."""
        return " or ".join(chr(65 + choice) for choice in self.choices)


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision: its name, the words of its choices, and how many took which (no groups where it is withheld)."""

    label: str
    choices: tuple[str, ...]
    groups: tuple[ChoiceGroup, ...]

    @property
    def n(self) -> int:
        """Fellows who came by this decision."""
        return sum(group.n for group in self.groups)


def class_choices_chart(rows: Sequence[DecisionRow], *, case: str, source: str, invented: bool = False) -> Chart:
    """The decisions of a case in order, as bars of equal length parted by the choices of the class.

    The table names each choice. Raises LearnerError where there is no decision.
    """
    if not rows:
        raise LearnerError("Nobody in the class shares a play of this case yet.")
    title = class_choices_title(rows, clean(case))
    return Chart(
        title=title,
        subtitle="First play of each fellow; decisions that every play comes by; fewer than 3 are joined",
        svg=sketch(lambda pen: _paint(pen, rows), height=_PITCH * len(rows) + _FOOT),
        alt=f"{title}. {'; '.join(f'{clean(row.label)}: {_said(row)}' for row in rows)}.",
        columns=("Decision", "Choice", "Fellows"),
        rows=tuple(cells for row in rows for cells in _cells(row)),
        source=source,
        invented=invented,
    )


def class_choices_title(rows: Sequence[DecisionRow], case: str) -> str:
    """The finding as a sentence: the decision on which the class was most divided."""
    shown = [row for row in rows if row.groups]
    if not shown:
        return f"{case}: too few fellows chose differently to show who chose what"
    divided = min(shown, key=lambda row: max(group.n for group in row.groups) / row.n)
    most = max(divided.groups, key=lambda group: group.n)
    told = f"{most.n} of {divided.n} chose {most.letters}"
    return f"{case}: the class was most divided on {lower(divided.label)}, where {told}"


def _said(row: DecisionRow) -> str:
    return ", ".join(f"{group.n} chose {group.letters}" for group in row.groups) or "withheld"


def _cells(row: DecisionRow) -> list[tuple[str, ...]]:
    counts = {choice: group for group in row.groups for choice in group.choices}
    cells: list[tuple[str, ...]] = []
    for place, words in enumerate(row.choices):
        group = counts.get(place)
        if group is None:
            said = "withheld"
        elif len(group.choices) == 1:
            said = str(group.n)
        else:
            said = f"{group.n} with {' and '.join(chr(65 + c) for c in group.choices if c != place)}"
        cells.append((clean(row.label) if place == 0 else "", f"{chr(65 + place)}  {clean(words)}", said))
    return cells


def _paint(pen: Pen, rows: Sequence[DecisionRow]) -> None:
    labels = min(0.3 * WIDTH, WIDER * max(text_width(clean(row.label), _TEXT) for row in rows))
    left = labels + 10
    for place, row in enumerate(rows):
        y = place * _PITCH + 2
        (line,) = wrap(clean(row.label), _TEXT, labels, lines=1)
        pen.text(labels, y + 13, line, _TEXT, "ink", anchor="right")
        if not row.groups:
            hatched(pen, left, y, WIDTH - left, _BAR, "rule")
            on_hatching(pen, (left + WIDTH) / 2, y + 12.5, "withheld: too few differ", _SMALL)
        x = left
        for group in row.groups:
            width = group.n / row.n * (WIDTH - left)
            _paint_group(pen, group, x, y, width - 2)
            x += width


def _paint_group(pen: Pen, group: ChoiceGroup, x: float, y: float, width: float) -> None:
    words = f"{group.letters}  {group.n}"
    words = words if text_width(words, _TEXT) + 8 < width else str(group.n)
    if len(group.choices) > 1:
        hatched(pen, x, y, width, _BAR)
        on_hatching(pen, x + width / 2, y + 13, words, _TEXT)
    else:
        step = (4, 2, 1, 3, 5)[group.choices[0] % 5]
        pen.box(x, y, width, _BAR, f"level-{step}")
        pen.text(x + width / 2, y + 13, words, _TEXT, f"on-level-{step}", anchor="center")
