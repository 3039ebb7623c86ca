"""One file with everything of a learner's home: the events, the notebooks and the exports, each with its hash."""

from __future__ import annotations

import hashlib
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO, Any

from cmo_pathways.errors import InputError, LedgerError, Problem
from cmo_pathways.ledger.opening import FOLDERS
from cmo_pathways.ledger.place import disk_error, is_there, sync_folder
from cmo_pathways.ledger.rows import events_of, learner_of
from cmo_pathways.ledger.store import Ledger, reading
from cmo_pathways.ledger.transfer import write_lines

VERSION = 1
EVENTS = "ledger.jsonl"
MANIFEST = "manifest.json"
_MAX_MANIFEST = 50_000_000  # [bytes]
_CHUNK = 1 << 20
# What zipfile raises for damaged archives: names that are no UTF-8, lengths that do not fit, unknown methods.
_ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, OverflowError)
_DATE = (1980, 1, 1, 0, 0, 0)  # fixed, so that the same home gives the same bytes


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds.

    Parameters: file; learner; events and files [counts]; skipped, names that were left out because they are links
    or no plain files, or have a name that a backup cannot hold.
    """

    file: Path
    learner: str
    events: int
    files: int
    skipped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a backup: name with ``/``, size [bytes] and SHA-256."""

    name: str
    bytes: int
    sha256: str


def backup(ledger: Ledger, file: Path) -> Backup:
    """Write everything of the ledger's home into one file, read it back, and only then give it its name.

    An older backup of the same name stays until the new one is complete; what is no backup is never replaced. The
    events are one moment of the ledger, kept as JSON Lines, which can be read without this program. Raises
    LedgerError.
    """
    file = Path(file).absolute()
    if Path(os.path.realpath(file)).is_relative_to(ledger.home):
        raise LedgerError(
            f"A backup inside {ledger.home} would be lost together with it; nothing was written. Choose another place, "
            "best on another disk."
        )
    with reading(ledger) as connection:
        learner, events = learner_of(connection, ledger.path), events_of(connection, ledger.path)
    _refuse_other(file)
    part = file.with_name(f".{file.name}.part")
    try:
        part.touch(0o600)
        with part.open("w+b") as out:
            files, skipped = _write(out, ledger.home, learner, write_lines(learner, events), len(events))
            out.flush()
            os.fsync(out.fileno())
        with open_backup(part) as archive:
            unpack(archive, read_manifest(archive, part), lambda name: None, part)
        part.replace(file)
        sync_folder(file.parent)
    except InputError as error:
        raise LedgerError(
            f"The backup {file} could not be read back after writing, so it was not kept; the ledger is safe. Choose "
            "another disk."
        ) from error
    except OSError as error:
        raise disk_error(error, Path(error.filename or file)) from error
    finally:
        part.unlink(missing_ok=True)
    return Backup(file, learner, len(events), files, skipped)


def _refuse_other(file: Path) -> None:
    """Raise LedgerError where something other than a backup has the name."""
    if not is_there(file) or file.is_dir():
        return
    try:
        with open_backup(file) as archive:
            archive.getinfo(MANIFEST)
    except (InputError, KeyError):
        raise LedgerError(
            f"{file} is no backup and was left as it is; nothing was written. Give the backup another name."
        ) from None


def open_backup(file: Path) -> zipfile.ZipFile:
    """The backup as an open zip archive. Raises InputError where the file is none."""
    if file.exists() and not (file.is_file() or file.is_dir()):
        raise wrong(file, "is no plain file - choose another")
    try:
        return zipfile.ZipFile(file)
    except FileNotFoundError as error:
        raise wrong(file, "is not there - check the name") from error
    except OSError as error:
        raise wrong(file, f"cannot be read ({error.strerror or error}) - check the disk") from error
    except _ZIP_FAULTS as error:
        raise wrong(file, "is not a backup, or was cut off - take another copy") from error


def read_manifest(archive: zipfile.ZipFile, file: Path) -> tuple[Member, ...]:
    """The list of what a backup must hold, compared with what it does hold. Raises InputError with all differences."""
    infos = archive.infolist()
    listed = [info for info in infos if info.filename == MANIFEST]
    if len(listed) != 1 or not _is_plain(listed[0]) or listed[0].file_size > _MAX_MANIFEST:
        raise wrong(file, "is not a backup of this program - choose another file")
    members = _parse_manifest(b"".join(_chunks(archive, listed[0], file)), file)
    problems = list(_differences(members, [info for info in infos if info is not listed[0]]))
    if problems:
        raise wrong(file, *problems)
    return members


def unpack(
    archive: zipfile.ZipFile, members: tuple[Member, ...], sink: Callable[[str], IO[bytes] | None], file: Path
) -> None:
    """Hand every file of a backup to the sink, with its size and hash compared. Raises InputError where they differ."""
    for member in members:
        digest, size = hashlib.sha256(), 0
        out = sink(member.name)
        try:
            for chunk in _chunks(archive, archive.getinfo(member.name), file):
                digest.update(chunk)
                size += len(chunk)
                if out is not None and size <= member.bytes:
                    out.write(chunk)
            if out is not None:
                out.flush()
                os.fsync(out.fileno())
        finally:
            if out is not None:
                out.close()
        if size != member.bytes or digest.hexdigest() != member.sha256:
            raise wrong(file, f"{member.name} is damaged - take another copy of the backup")


def wrong(file: Path, *messages: str) -> InputError:
    """The error for a backup that cannot be used, with every reason."""
    return InputError([Problem(file.name, 0, "E-BACKUP", message) for message in messages])


def _write(out: IO[bytes], home: Path, learner: str, lines: bytes, events: int) -> tuple[int, tuple[str, ...]]:
    members: list[Member] = []
    skipped: list[str] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        members.append(_put(archive, EVENTS, iter((lines,))))
        for name, path in _home_files(home, skipped):
            try:
                source = path.open("rb")
            except FileNotFoundError:  # an editor's passing file
                continue
            with source:
                members.append(_put(archive, name, _pieces(source)))
        files = [{"bytes": m.bytes, "name": m.name, "sha256": m.sha256} for m in members]
        manifest = {"backup": VERSION, "learner": learner, "events": events, "files": files}
        text = json.dumps(manifest, sort_keys=True, ensure_ascii=False, indent=1)
        _put(archive, MANIFEST, iter((text.encode(),)))
    return len(members) - 1, tuple(skipped)


def _put(archive: zipfile.ZipFile, name: str, chunks: Iterator[bytes]) -> Member:
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    digest, size = hashlib.sha256(), 0
    with archive.open(info, "w", force_zip64=True) as target:
        for chunk in chunks:
            target.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return Member(name, size, digest.hexdigest())


def _pieces(source: IO[bytes]) -> Iterator[bytes]:
    while piece := source.read(_CHUNK):
        yield piece


def _home_files(home: Path, skipped: list[str]) -> Iterator[tuple[str, Path]]:
    for folder in FOLDERS:
        for top, folders, names in os.walk(home / folder):
            folders.sort()
            for name in sorted(names + [f for f in folders if Path(top, f).is_symlink()]):
                path = Path(top, name)
                shown = path.relative_to(home).as_posix()
                if (path.is_file() or not path.exists()) and not path.is_symlink() and _is_safe(shown):
                    yield shown, path
                else:
                    skipped.append(shown)


def _parse_manifest(data: bytes, file: Path) -> tuple[Member, ...]:
    try:
        value: Any = json.loads(data)
        version = value["backup"]
        members = tuple(Member(f["name"], f["bytes"], f["sha256"]) for f in value["files"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise wrong(file, "has an unreadable list of contents - take another copy of the backup") from error
    if isinstance(version, int) and version > VERSION:
        raise wrong(file, "was written by a newer version - update cmo-pathways, then restore it again")
    kinds = all(isinstance(m.name, str) and isinstance(m.bytes, int) and isinstance(m.sha256, str) for m in members)
    if version != VERSION or not kinds:
        raise wrong(file, "has an unreadable list of contents - take another copy of the backup")
    return members


def _differences(members: tuple[Member, ...], infos: list[zipfile.ZipInfo]) -> Iterator[str]:
    promised = {member.name: member.bytes for member in members}
    found = {info.filename: info for info in infos}
    if len(promised) < len(members) or len(found) < len(infos):
        yield "holds a name twice - take another copy of the backup"
    if EVENTS not in promised:
        yield f"{EVENTS} is missing - take another copy of the backup"
    for name in sorted(promised.keys() ^ found.keys()):
        yield f"{name[:200]!r} is {'missing' if name in promised else 'not in its list'} - do not use this backup"
    for name, info in found.items():
        if name != EVENTS and not _is_safe(name):
            yield f"{name[:200]!r} would land outside the home folder - do not use this backup"
        elif name in promised and (info.file_size != promised[name] or not _is_plain(info)):
            yield f"{name[:200]!r} has another size than promised - do not use this backup"


def _is_plain(info: zipfile.ZipInfo) -> bool:
    return info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) and not info.flag_bits & 0x1


def _is_safe(name: str) -> bool:
    parts = name.split("/")
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return (
        len(parts) > 1
        and parts[0] in FOLDERS
        and not any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts)
        and not PurePosixPath(name).is_absolute()
        and not any(PureWindowsPath(part).drive for part in parts)
    )


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo, file: Path) -> Iterator[bytes]:
    try:
        with archive.open(info) as source:
            yield from _pieces(source)
    except (*_ZIP_FAULTS, OSError) as error:  # OSError: a damaged offset before the start of the file
        raise wrong(file, f"{info.filename} is damaged - take another copy of the backup") from error
