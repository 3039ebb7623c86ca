"""The one door for content files: where they live, reading one, and collecting problems with file and line.

In a wheel ``data/``, ``exercises/`` and ``notebooks/`` travel inside the package; in a checkout they sit at the
root. Only this module knows.
"""

from __future__ import annotations

import csv
import difflib
import io
import math
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml

from cmo_pathways.errors import Problem
from cmo_pathways.scale import Figure, Mark, Range, is_id

_PACKAGE = Path(__file__).resolve().parent
MAX_BYTES = 20_000_000
"""The largest text file that is read [bytes]."""
MAX_DEPTH = 40
"""How deep blocks and lists may stand in each other."""
T = TypeVar("T")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def content_root() -> Path:
    """The folder that holds ``data/``, ``exercises/`` and ``notebooks/``."""
    shipped = _PACKAGE / "_content"
    return shipped if shipped.is_dir() else _PACKAGE.parent


def default_home(environ: Mapping[str, str]) -> Path:
    """The learner's folder: ``CMO_PATHWAYS_HOME`` where it is set, else the platform's folder for user data."""
    if chosen := environ.get("CMO_PATHWAYS_HOME", "").strip():
        return Path(chosen).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_path("cmo-pathways", appauthor=False))


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


def read_text(file: Path, report: Report) -> str | None:
    """The text of a file (UTF-8), or None with the problem noted: not there, no plain file, too large, not text."""
    try:
        found = file.stat()
        if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
            report.add(file, 0, "E-FILE", "is no plain file - name one")
        elif found.st_size > MAX_BYTES:
            report.add(file, 0, "E-SIZE", f"is larger than {MAX_BYTES // 1_000_000} MB - is it the right file?")
        else:
            return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        report.add(file, line_of_byte(error), "E-FILE", f"is not UTF-8 text (byte {error.start}) - save it as UTF-8")
    except OSError as error:
        report.add(file, 0, "E-FILE", f"cannot be read ({error.strerror}) - check that it exists")
    return None


def read_yaml(file: Path, report: Report) -> Record | None:
    """The top mapping of a YAML file, or None (with the problem noted) where it cannot be read."""
    text = read_text(file, report)
    if text is None:
        return None
    return parse_yaml(text, file, report)


def parse_yaml(text: str, file: Path, report: Report, first_line: int = 1) -> Record | None:
    """The top mapping of YAML text whose first line stands at ``first_line`` of the file."""
    if content_root() not in file.parents and _is_trap(text, file, report, first_line):
        return None
    loader = _LOADER(text)
    try:
        node = loader.get_single_node()
        value = None if node is None else _plain(node, loader, file, report, first_line)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        if (getattr(error, "context", None) or "").startswith("while scanning"):
            # An open quote is noticed at the end of the file, but the fault is where it opens.
            mark = getattr(error, "context_mark", None) or mark
        line = first_line + (mark.line if mark else 0)
        report.add(file, line, "E-YAML", f"not readable as YAML ({getattr(error, 'problem', error)}) - mend this line")
        return None
    finally:
        loader.dispose()
    if not isinstance(value, Record):
        report.add(file, first_line, "E-YAML", "the file should start with keys such as id:")
        return None
    return value


def read_table(file: Path, report: Report) -> tuple[Record, ...]:
    """The rows of a CSV table with a header line, each with its line, up to the first that is not readable."""
    text = read_text(file, report)
    if text is None:
        return ()
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows = list(_rows(reader, file, report))
    if text and not rows:
        return ()
    return tuple(_records(rows, file, report))


def line_of(file: Path, word: str, below: str = "") -> int:
    """The first line of a file that has a word or id [counted from 1], at or below the line that starts with ``below``.

    It is 1 where there is none, so that a problem always has a line to begin with.
    """
    sought = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
    started = not below
    for number, line in enumerate(file.read_text(encoding="utf-8-sig").splitlines(), 1):
        started = started or line.startswith(below)
        if started and sought.search(line):
            return number
    return 1


def line_at(file: Path, *path: str | int) -> int:
    """The line of a place in a YAML file, such as ``"levels", 3, "signals", 0``; as deep as the path can be followed.

    It is 1 where the file cannot be read as YAML.
    """
    try:
        node = yaml.compose(file.read_text(encoding="utf-8-sig"), Loader=_LOADER)
    except yaml.YAMLError:
        return 1
    line = 0
    for step in path:
        if isinstance(node, yaml.MappingNode):
            pairs = {str(key.value): (key.start_mark.line, value) for key, value in node.value}
            if str(step) not in pairs:
                break
            line, node = pairs[str(step)]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line
        else:
            break
    return line + 1


def line_of_byte(error: UnicodeDecodeError) -> int:
    """The line [counted from 1] in which text that is not UTF-8 goes wrong."""
    return error.object.count(b"\n", 0, error.start) + 1


def _rows(reader: Any, file: Path, report: Report) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line in which it starts: an open quote is noticed only lines below it."""
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        report.add(file, line, "E-CSV", f"not readable as CSV ({error}) - mend the row that starts here")


def _records(rows: list[tuple[int, list[str]]], file: Path, report: Report) -> Iterator[Record]:
    header = rows[0][1] if rows else []
    if not header:
        report.add(file, 1, "E-CSV", "the table has no header line")
        return
    doubled = {name for name in header if header.count(name) > 1}
    if doubled:
        report.add(file, 1, "E-CSV", f'column "{min(doubled)}" stands twice in the header')
        return
    for line, row in rows[1:]:
        if len(row) == len(header):
            yield Record(dict(zip(header, row, strict=True)), {}, file, line, report, header=1)
        elif row:
            report.add(file, line, "E-CSV", f"{len(row)} cells where the header has {len(header)} - check the commas")


def _is_trap(text: str, file: Path, report: Report, first_line: int) -> bool:
    """True for YAML that would break the reader or never end, told in words; shipped files need no such look."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            alias = isinstance(event, yaml.AliasEvent)
            if alias or depth > MAX_DEPTH:
                said = (
                    "points back to an earlier text (*) - write it out" if alias else "is nested too deeply - mend it"
                )
                line = first_line + (event.start_mark.line if event.start_mark else 0)
                report.add(file, line, "E-YAML", said)
                return True
    except yaml.YAMLError:
        return False  # told by the reader itself, with the line where the fault opens
    return False


def _plain(node: Any, loader: Any, file: Path, report: Report, first_line: int) -> Any:
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, loader, file, report, first_line) for item in node.value]
    if not isinstance(node, yaml.MappingNode):
        try:
            return loader.construct_object(node)
        except (ValueError, OverflowError):
            line = node.start_mark.line + first_line
            report.add(file, line, "E-YAML", "looks like a date or a number and is none - put it in quotes or mend it")
            return None
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + first_line
        if key in values:
            report.add(file, line, "E-TWICE", f'"{key}" stands twice - the second would silently win; remove one')
        values[key] = _plain(value_node, loader, file, report, first_line)
        lines[key] = line
    return Record(values, lines, file, node.start_mark.line + first_line, report)
