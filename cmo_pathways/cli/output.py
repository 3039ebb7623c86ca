"""What a command prints: text, tables of at most 100 columns, JSON; and what happens when nobody can read it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TextIO

WIDTH = 100
"""Longest line of text [characters]."""


_CONTROL = (*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_STEERING = dict.fromkeys(_CONTROL, "?")
"""Signs that move the cursor, color or hide text, or turn its direction; new lines and tabs are none of them."""


class ReaderLeft(Exception):
    """The program that read our output has closed it, as ``head`` does."""


class OutputLost(Exception):
    """Standard output does not take what we write; the text says why."""


def say(text: str = "") -> None:
    """Write one or more lines to standard output, with "?" for signs that would steer the terminal.

    Raises ReaderLeft, OutputLost.
    """
    _write(text.translate(_STEERING))


def _write(text: str) -> None:
    stream = sys.stdout
    if stream is None:
        raise OutputLost("standard output is closed")
    try:
        stream.write(text + "\n")
        stream.flush()
    except BrokenPipeError as error:
        raise ReaderLeft from error
    except (OSError, ValueError) as error:
        raise OutputLost(getattr(error, "strerror", None) or str(error)) from error


def complain(sentence: str) -> None:
    """Write one sentence to standard error, on one line; quiet where that is closed too."""
    try:
        print(" ".join(sentence.splitlines()).translate(_STEERING), file=sys.stderr, flush=True)
    except (OSError, ValueError, AttributeError):
        _silence(sys.stderr, 2)


def run_quietly(command: Callable[[], int | None]) -> int:
    """Run what prints, and give its exit status; a reader that left is no fault, output that is lost is one."""
    _mend_encoding(sys.stdout)
    _mend_encoding(sys.stderr)
    try:
        return command() or 0
    except ReaderLeft:
        _silence(sys.stdout, 1)
        return 0
    except OutputLost as error:
        _silence(sys.stdout, 1)
        complain(f"The answer could not be written ({error}). What was saved before is safe; choose another output.")
        return 1


def say_json(value: object) -> None:
    """Write a value as JSON: dataclasses as objects, tuples as lists."""
    import json

    plain_letters = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") != "utf8"
    _write(json.dumps(plain(value), ensure_ascii=plain_letters, indent=2, allow_nan=False))


def plain(value: object) -> object:
    """A value of ours as plain JSON values."""
    from collections.abc import Mapping
    from dataclasses import fields, is_dataclass
    from pathlib import Path

    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [plain(inner) for inner in (sorted(value) if isinstance(value, set | frozenset) else value)]
    return str(value) if isinstance(value, Path | str) else value


def table(
    rows: Iterable[Sequence[str]], *, head: Sequence[str] = (), right: Sequence[int] = (), indent: int = 0
) -> str:
    """Rows as aligned text; ``right`` names the columns set flush right, the last column wraps at ``WIDTH``."""
    import textwrap

    cells = [list(row) for row in ([head] if head else [])] + [list(row) for row in rows]
    if not cells:
        return ""
    widths = [max(len(row[at]) for row in cells) for at in range(len(cells[0]))]
    left = indent + sum(widths[:-1]) + 2 * (len(widths) - 1)
    room = max(20, WIDTH - left)
    lines = []
    for row in cells:
        parts = [cell.rjust(widths[at]) if at in right else cell.ljust(widths[at]) for at, cell in enumerate(row)]
        wraps = len(row[-1]) > room
        last = textwrap.wrap(row[-1], room, break_on_hyphens=False) or [""] if wraps else [parts[-1]]
        lines.append((" " * indent + "  ".join([*parts[:-1], last[0]])).rstrip())
        lines += [" " * left + more for more in last[1:]]
    return "\n".join(lines)


def paragraph(text: str, *, indent: int = 0, mark: str = "") -> str:
    """Running text wrapped at ``WIDTH``, each paragraph on its own; ``mark`` opens the first line (a bullet, say)."""
    import textwrap

    first, rest = " " * indent + mark, " " * (indent + len(mark))
    parts: list[str] = []
    for part in text.strip().split("\n\n"):
        opening = rest if parts else first
        wrapper = textwrap.TextWrapper(WIDTH, opening, rest, break_on_hyphens=False, break_long_words=False)
        parts.append(wrapper.fill(" ".join(part.split())))
    return "\n\n".join(parts)


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: ``1 entry``, ``3 entries``."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {plural or (noun[:-1] + 'ies' if noun.endswith('y') else noun + 's')}"


def _mend_encoding(stream: TextIO | None) -> None:
    # A terminal without, say, the true minus sign shows "?" in its place instead of failing.
    if stream is not None and hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")


def _silence(stream: TextIO | None, handle: int) -> None:
    """Point a broken stream nowhere, so that the interpreter's last flush fails no more."""
    try:
        if stream is not None and stream.fileno() == handle:
            os.dup2(os.open(os.devnull, os.O_WRONLY), handle)
    except (OSError, ValueError):
        return
