"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

from cmo_pathways.errors import ExportError

_LEDGER = b"SQLite format 3\0"
"""How the file of a ledger begins (sqlite.org/fileformat.html, 1.3)."""


def write_whole(file: Path, data: bytes, *, note: Callable[[], object] | None = None) -> None:
    """Write a file in the place of one of that name; a reader never sees half of it.

    ``note`` is called when the bytes are on the disk and before they get their name, so that no file is ever there
    that the ledger does not know of; what it raises leaves the file unwritten.
    Raises ExportError where the folder cannot be written or is full, or where a ledger, a device or a pipe has that
    name; what stood there before is kept then.
    """
    if _is_ledger(file):
        raise ExportError(f'"{file}" is a ledger and was left as it is. Give the new file another name.')
    if _is_special(file):
        raise ExportError(f'"{file}" is no plain file and was left as it is. Give the name of a file.')
    part: Path | None = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name[:40]}.", suffix=".part")
        part = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(0o666 & ~_umask())
        if note is not None:
            if file.is_dir():  # the rename would fail after the note
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            note()
        part.replace(file)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExportError(
            f'"{file}" could not be written ({reason}). Nothing was changed; choose another folder or make room.'
        ) from error
    finally:
        if part is not None:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


def _is_ledger(file: Path) -> bool:
    try:
        if not file.is_file():
            return False
        with file.open("rb") as stream:
            return stream.read(len(_LEDGER)) == _LEDGER
    except OSError:  # what is wrong with the place is said when it is written to
        return False


def _is_special(file: Path) -> bool:
    """True for a device or a pipe, which a rename would destroy for everybody."""
    try:
        mode = file.lstat().st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_ISLNK(mode))


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
