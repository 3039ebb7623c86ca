"""Reading the files that a command line names."""

from __future__ import annotations

from pathlib import Path

from cmo_pathways.errors import InputError, Problem


def read_bytes(file: Path) -> bytes:
    """The content of a file. Raises InputError where it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        said = f"cannot be read ({error.strerror or error}) - check the name"
        raise InputError([Problem(str(file), 0, "E-FILE", said)]) from error
