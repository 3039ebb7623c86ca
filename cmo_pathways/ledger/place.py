"""Whether a folder is a safe place for a ledger, and what a failing disk means in words."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

from cmo_pathways.errors import LedgerError

_MOUNTS = Path("/proc/mounts")
_NETWORK_TYPES = (
    "9p afs beegfs ceph cifs coda davfs gfs2 glusterfs gpfs lustre ncpfs nfs nfs4 ocfs2 prl_fs smb2 smb3 smbfs "
    "sshfs vboxsf vmhgfs"
)
_NETWORK_FUSE_TYPES = (
    "sshfs rclone s3fs gcsfuse glusterfs cephfs davfs davfs2 smbnetfs curlftpfs goofys gvfsd-fuse vmhgfs-fuse "
    "google-drive-ocamlfuse onedriver"
)
_NETWORK, _NETWORK_FUSE = frozenset(_NETWORK_TYPES.split()), frozenset(_NETWORK_FUSE_TYPES.split())
_SYNCED = (
    ("Dropbox", re.compile(r"dropbox( \(.*\))?")),
    ("OneDrive", re.compile(r"onedrive( ?- ?.*)?")),
    ("iCloud", re.compile(r"icloud ?drive|com~apple~clouddocs|mobile documents")),
    ("Google Drive", re.compile(r"google ?drive|googledrive-.*|my drive")),
    ("a cloud service", re.compile(r"cloudstorage|nextcloud|owncloud|box sync|pcloud ?drive")),
)
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


def network_disk(path: Path, mounts: str | None = None) -> str | None:
    """The kind of network disk that a path lies on (``nfs``, ``fuse.sshfs``), or None for a disk of this computer.

    ``mounts`` is a mount table as in /proc/mounts; by default the computer's own, where it has one. The longest
    mount point that holds the path decides; of two on the same point the later one.
    """
    if str(path).startswith("\\\\"):
        return "a shared folder"
    best, kind = -1, ""
    for line in (_mount_table() if mounts is None else mounts).splitlines():
        cells = line.split()
        if len(cells) < 3:
            continue
        point = Path(_unescaped(cells[1]))
        if path.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), cells[2]
    name = kind.removeprefix("fuse.")
    network = name in _NETWORK_FUSE if kind.startswith("fuse.") else kind in _NETWORK
    return kind if network else None


def synced_folder_warning(path: Path) -> str | None:
    """A warning if a path looks like a folder that a cloud service synchronises, else None.

    Such services copy the ledger in the middle of a write, and bring back text that was erased.
    """
    for part in (*path.parts, *Path(os.path.realpath(path)).parts):
        for name, pattern in _SYNCED:
            if pattern.fullmatch(part.casefold()):
                return (
                    f"{path} looks like a folder that {name} synchronises, which can damage the ledger and brings "
                    "back erased text. Choose a folder outside it with --home."
                )
    return None


def find_home(home: Path) -> Path:
    """The home folder as a full path without links; LedgerError where no such path can be."""
    try:
        return Path(home).resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise LedgerError(f"{home} cannot be a home folder ({error}). Choose another with --home.") from error


def make_folder(folder: Path) -> None:
    """Create a folder, open to its owner only, with those above it; LedgerError where that is not possible."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise LedgerError(
            f"{folder} cannot be a folder because a file is in its place; nothing was changed. Choose another folder."
        ) from error
    except OSError as error:
        raise disk_error(error, folder) from error


def is_there(path: Path) -> bool:
    """True if something has this name, even a broken link; LedgerError where nobody may look."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise disk_error(error, path) from error
    return True


def disk_error(error: OSError, path: Path) -> LedgerError:
    """What a refused file operation means, in one sentence, and what to do."""
    if error.errno in _FULL:
        return LedgerError(
            f"The disk has no room for {path}; what was saved before is safe. Free some space, then try again."
        )
    if error.errno in _FORBIDDEN:
        return LedgerError(
            f"{path} may not be read or written, or is open in another program; what was saved before is safe. Close "
            "other programs, check that the file and its folder are yours, then try again."
        )
    return LedgerError(
        f"{path} cannot be used ({error.strerror or error}); what was saved before is safe. Check the disk, then "
        "try again."
    )


def sync_folder(folder: Path) -> None:
    """Make names in a folder survive a power cut, where the system can (Windows cannot and need not)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_file(path: Path, data: bytes) -> None:
    """Write a new private file and wait until it is on the disk; OSError where it exists or cannot be written."""
    path.touch(0o600, exist_ok=False)
    with path.open("r+b") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _mount_table() -> str:
    try:
        return _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), text)
