"""The heat map of a class: how many fellows stand at which level, with small cells joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_pathways.charts.canvas import WIDTH
from cmo_pathways.charts.caption import count_words
from cmo_pathways.charts.dumbbell import LEVEL_WORDS
from cmo_pathways.charts.figure import Chart
from cmo_pathways.charts.hatching import WIDER, hatched, on_hatching
from cmo_pathways.charts.pen import Pen, sketch
from cmo_pathways.charts.sentence import lower
from cmo_pathways.charts.typeface import clean, text_width, wrap
from cmo_pathways.errors import LearnerError

_TEXT, _SMALL = 11.0, 10.0
_HEAD, _PITCH, _BAR = 32.0, 19.0, 17.0
WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class LevelGroup:
    """Fellows at the levels from ``first`` to ``last`` [0-5] together."""

    first: int
    last: int
    n: int

    @property
    def words(self) -> str:
        """The levels of the group: ``3`` or ``0 to 2``."""
        return str(self.first) if self.first == self.last else f"{self.first} to {self.last}"


@dataclass(frozen=True, slots=True)
class ClassLevels:
    """One competency: its groups from the lowest level up (none where the row is withheld), and the day if older."""

    label: str
    groups: tuple[LevelGroup, ...]
    on: str = ""

    @property
    def n(self) -> int:
        """Fellows in the row."""
        return sum(group.n for group in self.groups)

    @property
    def middle(self) -> float:
        """About where the row stands [level 0-5], as if each group stood in its middle; 0 where it is withheld."""
        return sum(group.n * (group.first + group.last) / 2 for group in self.groups) / self.n if self.groups else 0.0


def class_levels_chart(rows: Sequence[ClassLevels], *, source: str, invented: bool = False) -> Chart:
    """Fellows per level as a heat map, the strongest competency first, rows that are withheld last.

    Filled = fellows at one level, darker = more of them; slanting lines = fellows somewhere in these levels. Raises
    LearnerError where there is no row.
    """
    if not rows:
        raise LearnerError("There is no competency to draw yet. Add the shares of a class first.")
    ordered = tuple(sorted(rows, key=lambda row: (not row.groups, -row.middle)))
    title = class_levels_title(ordered)
    return Chart(
        title=title,
        subtitle="Fellows by estimated level [0 to 5]; levels with fewer than 3 are joined with their neighbors",
        svg=sketch(lambda pen: _paint(pen, ordered), height=_HEAD + _PITCH * len(ordered) + 4),
        alt=f"{title}. {_summary(ordered)}",
        columns=("Competency", "Fellows", "At levels", "As of"),
        rows=tuple((clean(row.label), str(row.n or ""), _cells(row), row.on) for row in ordered),
        source=source,
        invented=invented,
    )


def class_levels_title(rows: Sequence[ClassLevels]) -> str:
    """The finding of the heat map as a sentence."""
    shown = sorted((row for row in rows if row.groups), key=lambda row: -row.middle)
    if not shown:
        return "Too few fellows share their levels to show them"
    if len(shown) < 3 or shown[0].middle - shown[-1].middle < 0.5:
        return "The class stands about alike in every competency shown"
    return f"The class is strongest in {lower(shown[0].label)} and thinnest in {lower(shown[-1].label)}"


def _summary(rows: Sequence[ClassLevels]) -> str:
    shown = [row for row in rows if row.groups]
    told = "; ".join(f"{clean(row.label)}: {_cells(row)}" for row in shown[:3])
    hidden = f" {count_words(len(rows) - len(shown), 'row')} withheld." if len(shown) < len(rows) else ""
    return f"Heat map of {len(rows)} competencies. {told}.{hidden}" if shown else f"Heat map.{hidden}"


def _cells(row: ClassLevels) -> str:
    return ", ".join(f"{group.n} at {group.words}" for group in row.groups) or WITHHELD


def _paint(pen: Pen, rows: Sequence[ClassLevels]) -> None:
    labels = min(0.36 * WIDTH, WIDER * max(text_width(clean(row.label), _TEXT) for row in rows))
    left = labels + 10
    cell = (WIDTH - left) / 6
    for level, word in enumerate(LEVEL_WORDS):
        pen.text(left + (level + 0.5) * cell, 11, str(level), _SMALL, "ink", anchor="center", bold=True)
        pen.text(left + (level + 0.5) * cell, 24, word, 9.0, "muted", anchor="center")
    most = max((group.n / row.n for row in rows for group in row.groups if group.first == group.last), default=1.0)
    for place, row in enumerate(rows):
        y = _HEAD + place * _PITCH
        (line,) = wrap(clean(row.label), _TEXT, labels, lines=1)
        pen.text(labels, y + 12.5, line, _TEXT, "ink", anchor="right")
        if not row.groups:
            hatched(pen, left + 1, y, 6 * cell - 2, _BAR, "rule")
            on_hatching(pen, left + 3 * cell, y + 12, f"{WITHHELD}: too few differ", _SMALL)
        for group in row.groups:
            _paint_group(pen, group, left + group.first * cell + 1, y, cell, group.n / row.n / most)


def _paint_group(pen: Pen, group: LevelGroup, x: float, y: float, cell: float, share: float) -> None:
    width = (group.last - group.first + 1) * cell - 2
    if group.first == group.last:
        step = min(5, 1 + int(share * 4.01))
        pen.box(x, y, width, _BAR, f"level-{step}")
        pen.text(x + width / 2, y + 12.5, str(group.n), _TEXT, f"on-level-{step}", anchor="center")
    else:
        hatched(pen, x, y, width, _BAR)
        on_hatching(pen, x + width / 2, y + 12.3, str(group.n), _TEXT)
