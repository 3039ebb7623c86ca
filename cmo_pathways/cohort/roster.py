"""Who is who in a learning platform: the ids of fellows and of columns, from a roster or the platform's own export."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cmo_pathways.cohort.names import split_name, without_degrees
from cmo_pathways.errors import InputError, Problem

_LARGEST = 5_000_000  # [bytes]
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "student", "full name", "share name", "fellow"),
    "last": ("last name", "surname", "lastname", "last"),
    "first": ("first name", "firstname", "given name", "first"),
    "id": ("id", "canvas id", "student id", "user id"),
    "sis_user_id": ("sis user id", "sis id", "sis_user_id"),
    "sis_login_id": ("sis login id", "login id", "login", "sis_login_id"),
    "section": ("section",),
    "username": ("username", "user name"),
    "email": ("email address", "email", "e-mail", "mail"),
    "idnumber": ("id number", "idnumber"),
}
_CANVAS = re.compile(r"(?P<title>.+) \((?P<id>[0-9]+)\)")
_BLACKBOARD = re.compile(r"(?P<title>.+?) \[[^\[\]]*\] ?\|(?P<id>[0-9]+)")


@dataclass(frozen=True, slots=True)
class Person:
    """A fellow as the platform knows one: its names, and ids by field such as ``sis_login_id``, ``email``."""

    name: str
    last: str
    first: str
    ids: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Roster:
    """The people by the name in a share, and the platform's ids of columns by their title."""

    people: Mapping[str, Person] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)

    def person(self, name: str) -> Person | None:
        """The person behind the name of a share; blanks, capitals and degrees do not matter."""
        return self.people.get(_key(without_degrees(name)))

    def column(self, title: str) -> str | None:
        """The platform's id of the column with this title, or None."""
        return self.columns.get(_key(title))


def read_roster(data: bytes, file: str) -> Roster:
    """The roster in a CSV file: one row per fellow, with a column ``name`` or ``first name`` and ``last name``.

    An export of Canvas, Moodle or Blackboard serves as it is, and its columns give their ids too. A name stands as
    "Dana Whitfield" or "Whitfield, Dana". Raises InputError with every fault.
    """
    rows = _rows(data, file)
    head = [_key(cell) for cell in rows[0]]
    at = {name: head.index(word) for name, words in _FIELDS.items() for word in words[::-1] if word in head}
    if "name" not in at and not {"first", "last"} <= at.keys():
        _refuse(file, 1, "E-COLUMN", 'has no column "name" - name the column that holds the names of the shares')
    people: dict[str, Person] = {}
    problems = []
    for line, row in enumerate(rows[1:], 2):
        cells = {name: row[place].strip() if place < len(row) else "" for name, place in at.items()}
        if not _has_name(cells) or "points possible" in _key(cells.get("name", "")):
            continue
        person = _person(cells)
        for name in _spellings(person):
            if people.setdefault(name, person) != person:
                problems.append(Problem(file, line, "E-TWICE", "names a fellow a second time - keep one row"))
                break
    if problems:
        raise InputError(problems)
    return Roster(people, dict(_columns(rows[0])))


def _rows(data: bytes, file: str) -> list[list[str]]:
    if len(data) > _LARGEST:
        _refuse(file, 0, "E-SIZE", "is larger than 5 MB - is it the right file?")
    text = _decoded(data, file)
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark) if any(map(str.strip, row))]
    except csv.Error as error:
        raise InputError([Problem(file, 0, "E-CSV", f"is no readable CSV ({error}) - save it again as CSV")]) from error
    if not rows:
        _refuse(file, 0, "E-EMPTY", "is empty - add one row per fellow")
    return rows


def _decoded(data: bytes, file: str) -> str:
    # Blackboard hands out UTF-16 with a mark as well as UTF-8.
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return data.decode(encoding).replace("\0", "")
        except UnicodeDecodeError:
            break
    raise InputError([Problem(file, 0, "E-FILE", "is not UTF-8 text - save it as CSV UTF-8")])


def _has_name(cells: Mapping[str, str]) -> bool:
    return bool(cells.get("name") or cells.get("last") or cells.get("first"))


def _person(cells: Mapping[str, str]) -> Person:
    last, first = cells.get("last", ""), cells.get("first", "")
    if not (last or first):
        last, first = split_name(cells["name"])
    name = cells.get("name") or f"{first} {last}".strip()
    ids = {key: value for key, value in cells.items() if key not in ("name", "last", "first") and value}
    return Person(name, last, first, ids)


def _spellings(person: Person) -> set[str]:
    both = {f"{person.first} {person.last}", f"{person.last}, {person.first}"} if person.first else set()
    return {key for name in (without_degrees(person.name), *both) if (key := _key(name))}


def _columns(head: list[str]) -> Iterator[tuple[str, str]]:
    for cell in head:
        found = _BLACKBOARD.fullmatch(cell.strip()) or _CANVAS.fullmatch(cell.strip())
        if found:
            yield _key(found["title"]), found["id"]


def _key(text: str) -> str:
    return " ".join(text.replace("\ufeff", "").split()).casefold()


def _refuse(file: str, line: int, code: str, said: str) -> None:
    raise InputError([Problem(file, line, code, said)])
