"""The tables of a zip archive, read in memory: nothing is unpacked to a disk, and what is too large is refused."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping

from cmo_pathways.errors import InputError, Problem
from cmo_pathways.json_text import MAX_BYTES

MAX_MEMBERS = 2000
"""Files of an archive that are looked at."""
MAX_TABLE = 2_000_000
"""The largest table of an archive that is unpacked [bytes]."""
_OUTSIDE = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:")


def is_archive(data: bytes) -> bool:
    """True for the first bytes of a zip file."""
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def archive_names(data: bytes, file: str) -> tuple[str, ...]:
    """The names of the tables in an archive, in small letters and without folders. Raises InputError."""
    with _opened(data, file) as archive:
        return tuple(name for _, name in _members(archive))


def archive_tables(data: bytes, file: str, wanted: Collection[str]) -> tuple[tuple[str, str], ...]:
    """The wanted tables (names in small letters, without folders) and their text.

    Raises InputError in one sentence: damaged, locked, too large, a name that leads out of the archive.
    """
    try:
        with _opened(data, file) as archive:
            found, room = [], MAX_BYTES
            for info, name in _members(archive):
                if name in wanted:
                    text = _unpack(archive, info, file, min(MAX_TABLE, room))
                    room -= len(text)
                    found.append((name, text))
            return tuple(found)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise _refused(file, "is damaged and cannot be unpacked - download it again") from error


def table_rows(
    text: str, names: Collection[str], *, broken: list[int] | None = None
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows below the line of column names with their lines; archives may begin with notes.

    The line of column names is the first that holds one of ``names``. Where a field goes on beyond every measure, as
    after a quotation mark that is never closed, the line in which its row starts is added to ``broken``.
    """
    lines = csv.reader(io.StringIO(text.replace("\0", "")))
    columns: list[str] = []
    line = 1
    try:
        for row in lines:
            if columns and any(cell.strip() for cell in row):
                yield line, dict(zip(columns, row, strict=False))
            elif not columns and set(names) & set(row):
                columns = row
            line = lines.line_num + 1
    except csv.Error:
        if broken is not None:
            broken.append(line)


def _opened(data: bytes, file: str) -> zipfile.ZipFile:
    if len(data) > MAX_BYTES:
        raise _refused(file, f"is larger than {MAX_BYTES // 1_000_000} MB - ask for the small archive")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise _refused(file, "is damaged and cannot be unpacked - download it again") from error
    for info in archive.infolist()[:MAX_MEMBERS]:
        if _OUTSIDE.search(info.filename):
            raise _refused(file, "holds a file whose name leads out of the archive - download it again from its source")
    return archive


def _members(archive: zipfile.ZipFile) -> list[tuple[zipfile.ZipInfo, str]]:
    found = [info for info in archive.infolist()[:MAX_MEMBERS] if not info.is_dir()]
    return [
        (info, info.filename.rpartition("/")[2].lower()) for info in found if not info.filename.startswith("__MACOSX/")
    ]


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, file: str, room: int) -> str:
    if info.flag_bits & 1:
        raise _refused(file, f"is locked with a password ({info.filename[:80]}) - save it without one")
    with archive.open(info) as packed:  # what is really there counts, not the size that the archive claims
        data = packed.read(room + 1)
    if len(data) > room:
        raise _refused(
            file, f"unpacks {info.filename[:80]} to more than {MAX_TABLE // 1_000_000} MB - nobody has that many"
        )
    return data.decode("utf-8-sig", errors="replace")


def _refused(file: str, said: str) -> InputError:
    return InputError([Problem(file, 0, "E-FILE", said)])
