"""Reading the files that a command line names."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from cmo_pathways.errors import InputError, Problem

MAX_BYTES = 200_000_000
"""The largest file that a command reads unless it says less [bytes]."""


def read_bytes(file: Path, *, limit: int = MAX_BYTES) -> bytes:
    """The content of a file of at most ``limit`` bytes. Raises InputError: not there, a folder, a device, too large."""
    try:
        if file.is_dir():
            _refuse(file, "is a folder - name a file in it")
        if file.exists() and not file.is_file():
            _refuse(file, "is no plain file - name one")
        if file.stat().st_size > limit:
            _refuse(file, f"is larger than {limit // 1_000_000} MB - is it the right file?")
        return file.read_bytes()
    except OSError as error:
        _refuse(file, f"cannot be read ({error.strerror or error}) - check the name")


def _refuse(file: Path, said: str) -> NoReturn:
    raise InputError([Problem(str(file), 0, "E-FILE", said)]) from None
