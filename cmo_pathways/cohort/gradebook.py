"""The gradebook of a class: one row per learner, one column per case, memo and session, as four platforms take it.

Canvas: instructure/canvas-lms ``lib/gradebook_importer.rb`` (header "Student, ID, SIS User ID, SIS Login ID, Section",
then assignments as "Title (id)", and a row "Points Possible"). Moodle: docs.moodle.org, Grade import (one column that
identifies the user, one per grade item; which is which is chosen at the import). Blackboard: Grade Center upload
("Last Name", "First Name", "Username", then "Title [Total Pts: n Score] |id"). Looked up 2026-11.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cmo_pathways.cohort.csv_text import Cell, csv_text
from cmo_pathways.cohort.memos import MemoQueue
from cmo_pathways.cohort.names import split_name, without_degrees
from cmo_pathways.cohort.roster import Person, Roster
from cmo_pathways.cohort.rubric import LEVELS
from cmo_pathways.cohort.scoring import Settled
from cmo_pathways.cohort.share import Share, SharedPlay
from cmo_pathways.errors import LearnerError

LAYOUTS = ("canvas", "moodle", "blackboard", "csv")
_WITH_BOM = ("blackboard", "csv")
"""Canvas stumbles over a byte order mark before a quoted cell, and Moodle needs none; a spreadsheet that opens the
plain file, and Blackboard's own exports, have one."""


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that is graded: ``kind`` is ``case``, ``memo`` or ``session``; ``points`` is the most there is."""

    id: str
    title: str
    kind: str
    points: float


@dataclass(frozen=True, slots=True)
class Row:
    """A learner with the points per column id; what is missing is not there, and never 0."""

    learner: str
    name: str
    points: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Gradebook:
    """Columns in the order of cases, memos, sessions; rows by name."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Graded:
    """What goes into a gradebook beside the shares.

    ``titles`` of cases by id; ``sessions`` (id, title, cases) in their order; ``queue`` with the ``scores`` of memos
    that stand.
    """

    titles: Mapping[str, str] = field(default_factory=dict)
    sessions: Sequence[tuple[str, str, Collection[str]]] = ()
    queue: MemoQueue | None = None
    scores: Mapping[str, Settled] = field(default_factory=dict)


def gradebook_of(shares: Iterable[Share], graded: Graded) -> Gradebook:
    """The gradebook of these shares.

    A case counts with the points of its last finished play as a share of those that could be reached [0-100, below 0
    where choices cost more than they earned]; a memo with the sum of its levels; a session with the number of its
    cases that were finished.
    """
    given = sorted(shares, key=lambda share: (share.name.casefold(), share.learner))
    finished = {share.learner: _last_plays(share) for share in given}
    columns = (
        *_case_columns(finished.values(), graded),
        *_memo_columns(graded),
        *_session_columns(finished.values(), graded),
    )
    memos = _memo_points(graded)
    rows = tuple(
        Row(
            share.learner,
            share.name,
            {
                **_case_points(finished[share.learner]),
                **memos.get(share.learner, {}),
                **_session_points(finished[share.learner], graded),
            },
        )
        for share in given
    )
    return Gradebook(columns, rows)


def write_gradebook(book: Gradebook, layout: str, roster: Roster | None = None) -> bytes:
    """The gradebook as the file that a platform imports (UTF-8).

    Raises LearnerError for another layout, or where two shares carry the name of one person of the roster.
    """
    if layout not in LAYOUTS:
        raise LearnerError(f'There is no gradebook layout "{layout}". Use one of {", ".join(LAYOUTS)}.')
    known = roster or Roster()
    _refuse_doubles(book, known)
    lines = {"canvas": _canvas, "moodle": _moodle, "blackboard": _blackboard, "csv": _plain}[layout](book, known)
    text = csv_text(lines, quote_all=layout == "blackboard")
    return text.encode("utf-8-sig" if layout in _WITH_BOM else "utf-8")


def not_on_roster(book: Gradebook, roster: Roster) -> tuple[str, ...]:
    """The names that the roster does not have."""
    return tuple(row.name for row in book.rows if roster.person(row.name) is None)


def _refuse_doubles(book: Gradebook, roster: Roster) -> None:
    seen: list[Person] = []
    for row in book.rows:
        who = roster.person(row.name)
        if who is not None and who in seen:  # the screen must not name anybody
            raise LearnerError("Two shares carry one name of the roster. Ask both for a name that tells them apart.")
        seen += [who] if who is not None else []


def _last_plays(share: Share) -> Mapping[str, SharedPlay]:
    found: dict[str, SharedPlay] = {}
    for play in share.cases:
        if play.case not in found or play.at >= found[play.case].at:
            found[play.case] = play
    return found


def _case_columns(plays: Iterable[Mapping[str, SharedPlay]], graded: Graded) -> Iterator[Column]:
    cases = {id for found in plays for id, play in found.items() if _percent(play) is not None}
    for id in sorted(cases, key=lambda id: graded.titles.get(id, id).casefold()):
        yield Column(f"case:{id}", f"Case: {graded.titles.get(id, id)}", "case", 100)


def _case_points(plays: Mapping[str, SharedPlay]) -> dict[str, float]:
    return {f"case:{id}": value for id, play in plays.items() if (value := _percent(play)) is not None}


def _percent(play: SharedPlay) -> float | None:
    # A file written by hand may hold points that no case gives: blank, as where there are none.
    best = sum(most for _, most in play.scores.values())
    got = sum(points for points, _ in play.scores.values())
    return round(100 * got / best, 1) if best > 0 and -100 * best <= got <= best * (1 + 1e-9) else None


def _memo_columns(graded: Graded) -> Iterator[Column]:
    asked: dict[tuple[str, str], int] = {}
    for memo in graded.queue.memos if graded.queue else ():
        if memo.id in graded.scores:
            best = LEVELS[-1] * len(graded.scores[memo.id].levels)
            asked[memo.case, memo.scene] = max(best, asked.get((memo.case, memo.scene), 0))
    for (case, scene), points in sorted(asked.items(), key=lambda one: (graded.titles.get(one[0][0], ""), one[0])):
        title = f"Memo: {graded.titles.get(case, case)}, {scene.replace('-', ' ')}"
        yield Column(f"memo:{case}:{scene}", title, "memo", points)


def _memo_points(graded: Graded) -> Mapping[str, Mapping[str, float]]:
    # Of several plays of a case the memo of the last one counts, as with its points.
    found: dict[str, dict[str, tuple[str, float]]] = {}
    for memo in graded.queue.memos if graded.queue else ():
        score, author = graded.scores.get(memo.id), graded.queue.authors[memo.id] if graded.queue else None
        if score is None or author is None:
            continue
        mine = found.setdefault(author.learner, {})
        key = f"memo:{memo.case}:{memo.scene}"
        mine[key] = max(mine.get(key, ("", 0.0)), (_play_order(author.play), sum(score.levels.values())))
    return {learner: {key: points for key, (_, points) in mine.items()} for learner, mine in found.items()}


def _play_order(play: str) -> str:
    stem, _, number = play.rpartition("-")
    return f"{stem}-{int(number):09}" if number.isdecimal() else play


def _session_columns(plays: Iterable[Mapping[str, SharedPlay]], graded: Graded) -> Iterator[Column]:
    played = {id for found in plays for id in found}
    for id, title, cases in graded.sessions:
        if played & set(cases):
            yield Column(f"session:{id}", f"Cases finished: {title}", "session", len(set(cases)))


def _session_points(plays: Mapping[str, SharedPlay], graded: Graded) -> dict[str, float]:
    found = {f"session:{id}": float(len(set(cases) & plays.keys())) for id, _, cases in graded.sessions}
    return {key: number for key, number in found.items() if number}


def _cells(book: Gradebook, row: Row) -> list[Cell]:
    return [row.points.get(column.id) for column in book.columns]


def _person(row: Row, roster: Roster) -> Person:
    last, first = split_name(row.name)
    return roster.person(row.name) or Person(without_degrees(row.name), last, first, {})


def _canvas(book: Gradebook, roster: Roster) -> Iterator[list[Cell]]:
    titles = [_with_id(column, column.title, roster, "{0} ({1})") for column in book.columns]
    yield ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *titles]
    yield ["    Points Possible", None, None, None, None, *(column.points for column in book.columns)]
    for row in book.rows:
        who = _person(row, roster)
        login = who.ids.get("sis_login_id") or who.ids.get("username")
        ids = [who.ids.get("id"), who.ids.get("sis_user_id"), login, who.ids.get("section")]
        yield [who.name, *ids, *_cells(book, row)]


def _moodle(book: Gradebook, roster: Roster) -> Iterator[list[Cell]]:
    titles = [column.title for column in book.columns]
    yield ["First name", "Last name", "Username", "ID number", "Email address", *titles]
    for row in book.rows:
        who = _person(row, roster)
        number = who.ids.get("idnumber") or who.ids.get("sis_user_id")
        yield [who.first, who.last, who.ids.get("username"), number, who.ids.get("email"), *_cells(book, row)]


def _blackboard(book: Gradebook, roster: Roster) -> Iterator[list[Cell]]:
    titles = [
        _with_id(one, f"{one.title} [Total Pts: {one.points:g} Score]", roster, "{0} |{1}") for one in book.columns
    ]
    yield ["Last Name", "First Name", "Username", "Student ID", *titles]
    for row in book.rows:
        who = _person(row, roster)
        student = who.ids.get("id") or who.ids.get("idnumber")
        yield [who.last, who.first, who.ids.get("username"), student, *_cells(book, row)]


def _plain(book: Gradebook, roster: Roster) -> Iterator[list[Cell]]:
    fields = sorted({key for row in book.rows if (who := roster.person(row.name)) for key in who.ids})
    yield ["Name", *fields, *(f"{column.title} [{column.points:g}]" for column in book.columns)]
    for row in book.rows:
        who = _person(row, roster)
        yield [row.name, *(who.ids.get(key) for key in fields), *_cells(book, row)]


def _with_id(column: Column, text: str, roster: Roster, pattern: str) -> str:
    id = roster.column(column.title)
    return pattern.format(text, id) if id else text
