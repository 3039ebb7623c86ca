"""Reading and writing the files that a command line names; a file appears whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from cmo_pathways.errors import ExportError, InputError, Problem


def read_bytes(file: Path) -> bytes:
    """The content of a file. Raises InputError where it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        said = f"cannot be read ({error.strerror or error}) - check the name"
        raise InputError([Problem(str(file), 0, "E-FILE", said)]) from error


def write_bytes(file: Path, data: bytes) -> None:
    """Write a file whole, in the place of one of that name. Raises ExportError where that is not possible."""
    part: Path | None = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name[:80]}.", suffix=".part")
        part = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    except OSError as error:
        if part is not None:
            with contextlib.suppress(OSError):
                part.unlink()
        reason = error.strerror or str(error)
        raise ExportError(
            f'"{file}" could not be written ({reason}). Nothing was changed; choose another folder or make room.'
        ) from error
