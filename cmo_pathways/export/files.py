"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from cmo_pathways.errors import ExportError


def write_whole(file: Path, data: bytes) -> None:
    """Write a file in the place of one of that name; a reader never sees half of it.

    Raises ExportError where the folder cannot be written or is full; what stood there before is kept then.
    """
    part: Path | None = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name[:80]}.", suffix=".part")
        part = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(0o666 & ~_umask())
        part.replace(file)
    except OSError as error:
        if part is not None:
            with contextlib.suppress(OSError):
                part.unlink()
        reason = error.strerror or str(error)
        raise ExportError(
            f'"{file}" could not be written ({reason}). Nothing was changed; choose another folder or make room.'
        ) from error


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
