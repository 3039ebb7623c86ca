"""Taking a mapping or a table row key by key, while all problems are collected with file and line."""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from cmo_pathways.errors import Problem
from cmo_pathways.scale import Figure, Mark, Range, is_id

T = TypeVar("T")


@dataclass(slots=True)
class Report:
    """Collects the problems of all files read, so that an author sees them together."""

    root: Path
    problems: list[Problem] = field(default_factory=list)

    def add(self, file: Path | str, line: int, code: str, message: str) -> None:
        """Note one problem; the file is shown relative to the root where it lies inside."""
        self.problems.append(Problem(self.shown(file), line, code, message))

    def shown(self, file: Path | str) -> str:
        """The file name as an author sees it."""
        path = Path(file)
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(file)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop the content from being used."""
        return tuple(p for p in self.problems if p.severity == "error")


class Record:
    """One mapping of a YAML file or one row of a table, taken key by key.

    Wrong types, missing keys and (after ``done``) unknown keys are noted in the report with file and line; the
    reading goes on with an empty value, so that one run finds everything.
    """

    def __init__(
        self,
        values: Mapping[str, Any],
        lines: Mapping[str, int],
        file: Path,
        line: int,
        report: Report,
        header: int | None = None,
    ):
        self._values, self._lines, self._taken, self._header = values, lines, set[str](), header
        self.file, self.line, self.report = file, line, report

    def __contains__(self, key: str) -> bool:
        return self._values.get(key) not in (None, "")

    def keys(self) -> tuple[str, ...]:
        """The keys that the author wrote, in order."""
        return tuple(self._values)

    def line_of(self, key: str) -> int:
        """The line of a key [counted from 1], or of the record where the key is absent."""
        return self._lines.get(key, self.line)

    def problem(self, code: str, message: str, key: str | None = None) -> None:
        """Note a problem at this record or at one of its keys."""
        self.report.add(self.file, self.line_of(key) if key else self.line, code, message)

    def text(self, key: str, default: str | None = None) -> str:
        """A text; required unless a default is given."""
        value = self._take(key, default)
        if isinstance(value, bool | list | Record) or value is None:
            return "" if value is None else self._wrong(key, "a text", "")
        return str(value).strip()

    def identifier(self, key: str = "id") -> str:
        """A kebab-case id."""
        text = self.text(key)
        if text and not is_id(text):
            self.problem("E-ID", f'"{text}" is not an id - use lower-case words joined by hyphens', key)
        return text

    def choice(self, key: str, allowed: Mapping[str, Any] | tuple[str, ...], default: str | None = None) -> str:
        """One of the allowed words."""
        text = self.text(key, default)
        if text and text not in allowed:
            near = difflib.get_close_matches(text, list(allowed), n=1)
            hint = f'did you mean "{near[0]}"?' if near else "use one of " + ", ".join(allowed)
            self.problem("E-CHOICE", f'{key} "{text}" is not known - {hint}', key)
        return text

    def number(self, key: str) -> float | None:
        """A number, or None where the cell is empty, or holds something else, which the report then says."""
        value = self._take(key, "")
        if value in ("", None):
            return None
        try:
            number = math.nan if isinstance(value, bool) else float(value)
            if not math.isfinite(number):
                raise ValueError
            return number
        except (TypeError, ValueError, OverflowError):
            return self._wrong(key, "a number", None)

    def integer(self, key: str, low: int, high: int) -> int:
        """A whole number from low to high; low, and a problem in the report, where there is none."""
        value = self._take(key, None)
        if value is None:
            return low
        try:
            if isinstance(value, bool) or float(value) != int(value):
                raise ValueError
        except (TypeError, ValueError, OverflowError):
            return self._wrong(key, "a whole number", low)
        if not low <= int(value) <= high:
            self.problem("E-RANGE", f"{key} is {value} - use {low} to {high}", key)
            return low
        return int(value)

    def flag(self, key: str, default: bool) -> bool:
        """true or false."""
        value = self._take(key, default)
        return value if isinstance(value, bool) else self._wrong(key, "true or false", default)

    def mark(self, key: str, default: str | None = None) -> Mark:
        """A confidence mark P, S, C, E or U."""
        text = self.choice(key, tuple(Mark), default)
        return Mark(text) if text in tuple(Mark) else Mark.UNVERIFIED

    def texts(self, key: str, *, required: bool = True) -> tuple[str, ...]:
        """A list of texts; in a table, words parted by blanks."""
        value = self._take(key, None if required else [])
        if value is None:
            return ()
        if isinstance(value, str):
            return tuple(value.split())
        if not isinstance(value, list) or any(isinstance(v, Record | list) or v is None for v in value):
            return self._wrong(key, "a list of texts", ())
        return tuple(str(v).strip() for v in value)

    def record(self, key: str) -> Record:
        """A nested mapping; an empty one where it is missing, whose own gaps are not told again."""
        value = self._take(key, None)
        if isinstance(value, Record):
            return value
        if value is not None:
            self._wrong(key, "a block of keys", None)
        return Record({}, {}, self.file, self.line_of(key), Report(self.report.root))

    def records(self, key: str, *, required: bool = True) -> tuple[Record, ...]:
        """A list of nested mappings."""
        value = self._take(key, None if required else [])
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(v, Record) for v in value):
            return self._wrong(key, "a list of blocks", ())
        return tuple(value)

    def range(self, stem: str, *, marks: str | None = None) -> Range:
        """Low, typical and high from the columns ``<stem>_low/_typical/_high`` with one mark each or one together.

        ``marks`` names the one mark column; otherwise ``<stem>_low_mark`` and so on are read.
        """
        figures = []
        for part in ("low", "typical", "high"):
            column = marks or f"{stem}_{part}_mark"
            value = self.number(f"{stem}_{part}")
            self._taken.add(column)
            figures.append(Figure(value, Mark.ASSUMPTION if value is None else self.mark(column)))
        known = [f.value for f in figures if f.value is not None]
        if known != sorted(known):
            self.problem("E-ORDER", f"{stem}: low, typical and high are not in rising order", f"{stem}_typical")
        return Range(*figures)

    def done(self) -> None:
        """Refuse keys that nobody asked for, with a hint of the key that was meant; in a table at its header."""
        for key in self._values:
            if key not in self._taken:
                near = difflib.get_close_matches(key, self._taken - set(self._values), n=1)
                hint = f'did you mean "{near[0]}"?' if near else "remove it"
                line = self._header or self.line_of(key)
                problem = Problem(self.report.shown(self.file), line, "E-KEY", f'unknown key "{key}" - {hint}')
                if problem not in self.report.problems:  # the rows of a table share their header
                    self.report.problems.append(problem)

    def _take(self, key: str, default: Any) -> Any:
        self._taken.add(key)
        value = self._values.get(key)
        if value is None or value == "":
            if default is None:
                self.problem("E-KEY", f'"{key}" is missing - add it', key)
            return default
        return value

    def _wrong(self, key: str, wanted: str, instead: T) -> T:
        self.problem("E-TYPE", f"{key} should be {wanted}", key)
        return instead
