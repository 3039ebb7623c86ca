"""Fellow by fellow: the level of each in each competency. For the instructor's eyes; never part of a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cmo_pathways.charts.canvas import WIDTH
from cmo_pathways.charts.figure import Chart, number_text
from cmo_pathways.charts.hatching import WIDER
from cmo_pathways.charts.pen import Pen, sketch
from cmo_pathways.charts.typeface import clean, text_width, wrap
from cmo_pathways.errors import LearnerError

MOST = 30
"""Fellows that fit into one picture; all of them stand in the table."""
_TEXT, _SMALL = 11.0, 10.0
_HEAD, _PITCH, _BAR = 18.0, 18.0, 16.0


@dataclass(frozen=True, slots=True)
class Person:
    """One fellow by the name of the share, with the level [0-5] per competency that was shared."""

    name: str
    levels: Mapping[str, float]


def class_people_chart(
    people: Sequence[Person], competencies: Sequence[tuple[str, str]], *, source: str, invented: bool = False
) -> Chart:
    """Levels rounded to whole numbers, a column per fellow (numbered) and a row per competency (id, name).

    A dot marks what was not shared. Raises LearnerError where nobody shared a level.
    """
    shown = tuple(person for person in people if person.levels)
    if not shown:
        raise LearnerError("Nobody shares levels yet.")
    drawn = shown[:MOST]
    title = f"{len(shown)} fellows share their levels with you"
    more = f"; the first {MOST} drawn" if len(shown) > MOST else ""
    return Chart(
        title=title if len(shown) > 1 else "One fellow shares levels with you",
        subtitle=f"Estimated level [0 to 5] per fellow, numbered as in the table{more}; for you, not for a report",
        svg=sketch(lambda pen: _paint(pen, drawn, competencies), height=_HEAD + _PITCH * len(competencies) + 2),
        alt=f"{title}. Grid of {len(competencies)} competencies by {len(drawn)} fellows; the table has all numbers.",
        columns=("Fellow", *(clean(name) for _, name in competencies)),
        rows=tuple(
            (f"{place}  {clean(person.name)}", *(_cell(person, id) for id, _ in competencies))
            for place, person in enumerate(shown, 1)
        ),
        source=source,
        invented=invented,
    )


def _cell(person: Person, id: str) -> str:
    return number_text(person.levels[id], 1) if id in person.levels else ""


def _paint(pen: Pen, people: Sequence[Person], competencies: Sequence[tuple[str, str]]) -> None:
    labels = min(0.36 * WIDTH, WIDER * max(text_width(clean(name), _TEXT) for _, name in competencies))
    left = labels + 10
    cell = min(30.0, (WIDTH - left) / len(people))
    size = _SMALL if cell >= 14 else 8.0
    for place in range(len(people)):
        pen.text(left + (place + 0.5) * cell, 11, str(place + 1), size, "muted", anchor="center")
    for row, (id, name) in enumerate(competencies):
        y = _HEAD + row * _PITCH
        (line,) = wrap(clean(name), _TEXT, labels, lines=1)
        pen.text(labels, y + 12, line, _TEXT, "ink", anchor="right")
        for place, person in enumerate(people):
            middle = left + (place + 0.5) * cell
            level = person.levels.get(id)
            if level is None:
                pen.mark("circle", middle, y + _BAR / 2, 2.5, "edge", None)
                continue
            whole = min(5, max(0, int(level + 0.5)))
            pen.box(left + place * cell + 0.5, y, cell - 1, _BAR, f"level-{whole}")
            pen.text(middle, y + 12, str(whole), size, f"on-level-{whole}", anchor="center")
