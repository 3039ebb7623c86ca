"""Before and after a course: a rating before, one after, and one that looks back, each under its own name."""

from __future__ import annotations

from typing import Any

from cmo_pathways.form import CourseRow, course_rows, courses_of, shift_words
from cmo_pathways.journey import Journey
from cmo_pathways.ledger import LedgerState, RatingGiven
from cmo_pathways.scale import day_words
from cmo_pathways.widgets import blocks as b

_HELP = (
    "Rate yourself before the course. Afterwards rate yourself again, and once more for the time before it, as you see "
    "it now. People often change their yardstick in a course; the three ratings together show whether you did."
)
_NOTE = (
    "Looking back can also flatter a gain: one would like the effort to have paid. None of the three ratings is the "
    "true one, and they are never drawn in one line."
)


def courses_view(state: LedgerState, name: str) -> dict[str, Any]:
    """The courses so far, and the name of a new one."""
    found = courses_of(state)
    listed = [b.button(f"course:{n}", f"Open {course[:60]}") for n, course in enumerate(found)]
    shown = [{"kind": "buttons", "key": "courses", "items": listed}] if listed else []
    ready = bool(name.strip())
    missing = [] if ready else [b.prose(b.quiet("Write the name of a course to go on."))]
    return {
        "head": {"where": "Self-assessment", "aside": "before and after a course"},
        "blocks": [
            b.title("Did a course change you, or your yardstick?"),
            b.prose(b.words(_HELP), style="lead"),
            *shown,
            b.field("course", "Name of a course", name, hint="For example: Finance for physician leaders, fall 2026"),
            *missing,
        ],
        "buttons": [
            b.button("back", "Back"),
            *([b.button("course:new", "Rate this course", style="primary")] if ready else []),
        ],
    }


def course_view(journey: Journey, state: LedgerState, course: str, id: str) -> dict[str, Any]:
    """The three ratings of one competency around a course, and the table of all of them."""
    framework = journey.catalogue.framework
    rows = course_rows(state, course)
    row = next((row for row in rows if row.competency == id), CourseRow(id, None, None, None))
    levels = [(str(level.level), f"{level.level} {level.short}") for level in framework.levels]
    names = [(key, competency.name) for key, competency in framework.competencies.items()]
    return {
        "head": {"where": "Before and after a course", "aside": course[:60]},
        "blocks": [
            b.title(course[:120]),
            b.prose("Take a competency that the course is about; then answer what you can today.", style="lead"),
            b.select("competency", "Competency", names, id),
            _before(row, levels),
            b.segment("after", "After the course: your level now", levels, _value(row.after)),
            b.segment("then", "Looking back: your level before it, as you see it now", levels, _value(row.then)),
            *_table(journey, rows),
        ],
        "buttons": [b.button("courses", "Done", style="primary")],
    }


def _before(row: CourseRow, levels: list[tuple[str, str]]) -> b.Block:
    if row.after is None and row.then is None:
        return b.segment("before", "Before the course: your level now", levels, _value(row.before))
    if row.before is None:
        text = "Before the course: no rating. It can only be given before the other two; looking back takes its place."
        return b.prose(b.quiet(text))
    return b.prose(b.words(f"Before the course: level {row.before.level}, said on {day_words(row.before.at)}."))


def _table(journey: Journey, rows: tuple[CourseRow, ...]) -> list[b.Block]:
    if not rows:
        return []
    name = journey.catalogue.framework.competency
    lines = [
        (
            b.words(name(row.competency).short),
            *(_cell(rating) for rating in (row.before, row.then, row.after)),
            b.quiet(shift_words(row)),
        )
        for row in rows
    ]
    head = ("Competency", "Before", "Looking back", "After", "What the difference may mean")
    return [b.title("The three ratings", level=3), b.table(head, lines), b.prose(b.quiet(_NOTE))]


def _cell(rating: RatingGiven | None) -> str:
    return "" if rating is None else f"{b.strong(f'Level {rating.level}')}<br>{b.quiet(day_words(rating.at))}"


def _value(rating: RatingGiven | None) -> str | None:
    return None if rating is None or rating.level is None else str(rating.level)
