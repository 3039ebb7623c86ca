"""Reading one text, YAML or table file into records that know their lines, and finding the line of a word."""

from __future__ import annotations

import csv
import io
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from cmo_pathways.content.places import content_root
from cmo_pathways.content.record import Record, Report

MAX_BYTES = 20_000_000
"""The largest text file that is read [bytes]."""
MAX_DEPTH = 40
"""How deep blocks and lists may stand in each other."""
_UNSEEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that turn the direction of the text behind them."""
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_text(file: Path, report: Report) -> str | None:
    """The text of a file (UTF-8), or None with the problem noted: not there, no plain file, too large, not text.

    A sign that nobody sees but that turns or hides text on a screen is noted too; shipped files need no such look.
    """
    try:
        found = file.stat()
        if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
            report.add(file, 0, "E-FILE", "is no plain file - name one")
        elif found.st_size > MAX_BYTES:
            report.add(file, 0, "E-SIZE", f"is larger than {MAX_BYTES // 1_000_000} MB - is it the right file?")
        else:
            return _seen(file.read_text(encoding="utf-8-sig"), file, report)
    except UnicodeDecodeError as error:
        report.add(file, _line_of_byte(error), "E-FILE", f"is not UTF-8 text (byte {error.start}) - save it as UTF-8")
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


def _line_of_byte(error: UnicodeDecodeError) -> int:
    """The line [counted from 1] in which text that is not UTF-8 goes wrong."""
    return error.object.count(b"\n", 0, error.start) + 1


def _seen(text: str, file: Path, report: Report, first_line: int = 1) -> str:
    found = None if content_root() in file.parents else _UNSEEN.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + first_line
        report.add(file, line, "E-SIGN", f"holds a sign that nobody sees (U+{ord(found[0]):04X}) - remove it")
    return text


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
            value = loader.construct_object(node)
            if node.style == '"' and isinstance(value, str):  # may hold signs written as escapes, such as \u202e
                _seen(value, file, report, first_line + node.start_mark.line)
            return value
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
