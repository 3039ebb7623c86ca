from __future__ import annotations

from pathlib import Path

import pytest

from cmo_pathways.errors import LedgerError
from cmo_pathways.ledger import network_disk, open_ledger, synced_folder_warning
from cmo_pathways.ledger.place import find_home

MOUNTS = """\
/dev/vda / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb /home/ana/local ext4 rw 0 0
//nas/share /media/The\\040Share cifs rw 0 0
ana@host: /mnt/far fuse.sshfs rw 0 0
C:\\134 /mnt/c 9p rw 0 0
/dev/fuse /mnt/ntfs fuseblk rw 0 0
portal /run/user/1000/doc fuse.portal rw 0 0
tmpfs /twice tmpfs rw 0 0
srv:/x /twice nfs rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/ana", None),
        ("/home/ana", "nfs4"),
        ("/home/ana/local/cmo", None),
        ("/home/ana/locals", "nfs4"),
        ("/homework", None),
        ("/media/The Share/cmo", "cifs"),
        ("/mnt/far/cmo", "fuse.sshfs"),
        ("/mnt/c/Users/ana", "9p"),
        ("/mnt/ntfs/cmo", None),
        ("/run/user/1000/doc/x", None),
        ("/twice/cmo", "nfs"),
    ],
)
def test_the_longest_mount_that_holds_the_path_decides(path, kind) -> None:
    assert network_disk(Path(path), MOUNTS) == kind


def test_a_windows_share_is_a_network_disk() -> None:
    assert network_disk(Path("\\\\server\\share\\ana"), "") == "a shared folder"


def test_a_ledger_is_not_made_on_a_network_disk(home) -> None:
    with pytest.raises(LedgerError, match=r"network disk \(smb3\).*nothing was written.*--home"):
        open_ledger(home, mounts=f"//nas/x {home.parent} smb3 rw 0 0")
    assert not home.exists()


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/home/ana/Dropbox/cmo", "Dropbox"),
        ("/home/ana/Dropbox (Personal)/cmo", "Dropbox"),
        ("C:/Users/ana/OneDrive/cmo", "OneDrive"),
        ("/Users/ana/Library/CloudStorage/OneDrive-Clinic/cmo", "a cloud service"),
        ("/Users/ana/OneDrive - Clinic/cmo", "OneDrive"),
        ("/Users/ana/Library/Mobile Documents/com~apple~CloudDocs/cmo", "iCloud"),
        ("/home/ana/Google Drive/cmo", "Google Drive"),
        ("/home/ana/My Drive/cmo", "Google Drive"),
        ("/home/ana/Nextcloud/cmo", "a cloud service"),
    ],
)
def test_a_synced_folder_gives_a_warning(path, name) -> None:
    warning = synced_folder_warning(Path(path))
    assert warning is not None
    assert f"folder that {name} synchronises" in warning


@pytest.mark.parametrize("path", ["/home/ana/cmo", "/home/dropboxer/cmo", "/home/ana/my-drive-notes", "/data/box"])
def test_other_folders_give_none(path) -> None:
    assert synced_folder_warning(Path(path)) is None


def test_a_link_into_a_synced_folder_gives_a_warning(tmp_path) -> None:
    (tmp_path / "Dropbox" / "cmo").mkdir(parents=True)
    (tmp_path / "home").symlink_to(tmp_path / "Dropbox" / "cmo")
    assert synced_folder_warning(tmp_path / "home") is not None


def test_a_home_that_no_system_can_have_is_one_sentence() -> None:
    with pytest.raises(LedgerError, match="cannot be a home folder"):
        find_home(Path("a\0b"))


def test_a_home_that_links_to_itself_is_one_sentence(tmp_path) -> None:
    (tmp_path / "home").symlink_to(tmp_path / "home")
    with pytest.raises(LedgerError):
        open_ledger(tmp_path / "home")
