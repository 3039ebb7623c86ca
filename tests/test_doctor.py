from __future__ import annotations

import os
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from cmo_pathways import doctor
from cmo_pathways.doctor import Check, examine
from cmo_pathways.ledger import open_ledger

PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
LOCAL = "/dev/sda1 / ext4 rw 0 0\n"
MONDAY = datetime(2026, 11, 16, 20, 14, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def one_sentence(text: str) -> bool:
    return bool(text) and "\n" not in text and text.endswith(".") and "Traceback" not in text


def test_every_check_has_a_name_of_its_own_and_a_fix_where_it_fails(home: Path) -> None:
    checks = examine(home, os.environ, mounts=LOCAL)
    assert len({check.name for check in checks}) == len(checks) == 13
    assert all(check.ok or one_sentence(check.fix) for check in checks)


def test_this_installation_works(home: Path) -> None:
    # Lessons and packages are looked at by tests of their own, which do not depend on how this was installed.
    failed = [c for c in examine(home, os.environ, mounts=LOCAL) if not c.ok and c.name not in ("Packages", "Lessons")]
    assert failed == []


def test_nothing_is_left_behind(home: Path) -> None:
    examine(home, os.environ, mounts=LOCAL)
    assert not home.exists()
    home.mkdir()
    examine(home, os.environ, mounts=LOCAL)
    assert list(home.iterdir()) == []


def test_no_network_is_used(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert examine(home, os.environ, mounts=LOCAL)


def test_nothing_heavy_is_loaded(home: Path) -> None:
    code = (
        "import os, sys, pathlib; from cmo_pathways.doctor import examine; "
        "examine(pathlib.Path(sys.argv[1]), os.environ); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(home)], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "typst" in loaded
    assert not {"pandas", "matplotlib", "networkx", "jupyterlab", "voila", "ipywidgets", "nbconvert"} & loaded


@pytest.mark.parametrize(
    ("version", "ok"), [((3, 10), False), ((3, 11), True), ((3, 13), True), ((3, 14), False), ((4, 0), False)]
)
def test_only_tested_pythons_pass(version: tuple[int, int], ok: bool) -> None:
    check = doctor.check_python(version)
    assert check.ok is ok and bool(check.fix) is not ok


@pytest.mark.parametrize(
    ("needs", "fault"),
    [
        (["packaging>=1", "pyyaml"], ""),
        (["packaging>=900"], "packaging"),
        (["no-such-package-at-all"], "no-such-package-at-all is missing"),
        (['no-such-package-at-all; python_version < "3"'], ""),
    ],
)
def test_packages_are_compared_with_what_is_needed(
    needs: list[str], fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metadata, "requires", lambda name: needs)
    check = doctor.check_packages()
    assert check.ok is (fault == "") and fault in check.fix


def test_a_product_that_is_not_installed_is_named() -> None:
    assert doctor.check_packages("no-such-package-at-all") == Check("Packages", False, doctor._AGAIN)


@pytest.mark.parametrize("line", PROJECT["project"]["dependencies"])
def test_each_package_that_is_needed_is_found_where_it_is_installed(line: str) -> None:
    assert doctor._fault(Requirement(line)) == ""


def test_an_installation_without_lessons_is_named(tmp_path: Path) -> None:
    assert not doctor.check_lessons(tmp_path).ok
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "00-start-here.ipynb").touch()
    assert doctor.check_lessons(tmp_path).ok


def test_a_home_that_is_a_file_or_lies_in_one_fails(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    assert not doctor.check_writable(file).ok
    assert not doctor.check_writable(file / "below").ok
    assert "--home" in doctor.check_writable(file).fix


def test_a_home_that_refuses_the_trial_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> Iterator[None]:
        raise PermissionError(13, "no")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    assert not doctor.check_writable(tmp_path).ok


def test_a_network_disk_and_a_synced_folder_are_named(tmp_path: Path) -> None:
    mounts = LOCAL + f"server:/share {tmp_path} nfs4 rw 0 0\n"
    check = doctor.check_disk(tmp_path / "home", mounts)
    assert not check.ok and "nfs4" in check.fix
    check = doctor.check_disk(tmp_path / "Dropbox" / "home", LOCAL)
    assert not check.ok and "Dropbox" in check.fix
    assert doctor.check_disk(tmp_path, LOCAL).ok


def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "ROOM_NEEDED", 10**30)
    assert not doctor.check_room(tmp_path / "not" / "there").ok
    monkeypatch.setattr(doctor, "ROOM_NEEDED", 1)
    assert doctor.check_room(tmp_path / "not" / "there").ok


def test_a_whole_ledger_passes_and_a_damaged_one_fails(home: Path) -> None:
    assert doctor.check_ledger(home, LOCAL) == Check("Ledger", True)
    open_ledger(home, mounts=LOCAL).append("target", "cmo-hospital-large", {}, at=MONDAY)
    assert doctor.check_ledger(home, LOCAL) == Check("Ledger", True)
    (home / "ledger.sqlite3").write_bytes(b"not a ledger")
    for companion in ("ledger.sqlite3-wal", "ledger.sqlite3-shm"):
        (home / companion).unlink(missing_ok=True)
    check = doctor.check_ledger(home, LOCAL)
    assert not check.ok and one_sentence(check.fix)


def test_missing_fonts_and_a_missing_kernel_are_named(tmp_path: Path) -> None:
    assert not doctor.check_fonts(tmp_path).ok
    assert not doctor.check_kernel(tmp_path).ok


def test_a_pdf_engine_that_cannot_be_loaded_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    assert doctor.check_pdf() == Check("PDF documents", False, doctor._AGAIN)


def test_jupyter_without_its_pages_is_named(tmp_path: Path) -> None:
    assert not doctor.check_jupyter("JupyterLab", ("lab", "no", "such.html"), {}).ok
    (tmp_path / "lab").mkdir()
    (tmp_path / "lab" / "such.html").touch()
    assert doctor.check_jupyter("JupyterLab", ("lab", "such.html"), {"JUPYTER_PATH": str(tmp_path)}).ok


def test_no_browser_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(using: str | None = None) -> None:
        raise doctor.webbrowser.Error("none")

    monkeypatch.setattr("webbrowser.get", none)
    check = doctor.check_browser({})
    assert check.ok and one_sentence(check.fix)
