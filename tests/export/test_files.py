"""A file is written whole, and never over a ledger."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cmo_pathways.errors import ExportError, LedgerError
from cmo_pathways.export.files import write_whole
from cmo_pathways.ledger import open_ledger


def test_a_ledger_is_never_overwritten(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path)
    before = ledger.path.read_bytes()
    with pytest.raises(ExportError, match=r"is a ledger and was left as it is\. Give the new file another name\."):
        write_whole(ledger.path, b"x")
    assert ledger.path.read_bytes() == before
    assert sorted(path.name for path in tmp_path.glob(".*.part")) == []


def test_a_device_or_a_pipe_is_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.pdf"
    os.mkfifo(pipe)
    for file in (pipe, Path(os.devnull)):
        with pytest.raises(ExportError, match="is no plain file and was left as it is"):
            write_whole(file, b"x")
        assert not file.is_file()


def test_a_long_name_in_letters_of_four_bytes_is_written(tmp_path: Path) -> None:
    file = tmp_path / ("\U0001d4d0" * 62)
    write_whole(file, b"x")
    assert file.read_bytes() == b"x"


def test_a_file_gets_its_name_only_after_it_was_noted(tmp_path: Path) -> None:
    file = tmp_path / "a.share"
    seen: list[tuple[bool, int]] = []
    write_whole(file, b"new", note=lambda: seen.append((file.exists(), len(list(tmp_path.glob(".*.part"))))))
    assert (seen, file.read_bytes()) == ([(False, 1)], b"new")


def test_what_cannot_be_noted_is_not_written(tmp_path: Path) -> None:
    def refuse() -> None:
        raise LedgerError("The disk is full.")

    (tmp_path / "a.share").write_bytes(b"old")
    with pytest.raises(LedgerError):
        write_whole(tmp_path / "a.share", b"new", note=refuse)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.share", b"old")]


def test_a_folder_in_the_place_of_the_file_is_told_before_anything_is_noted(tmp_path: Path) -> None:
    (tmp_path / "a.share").mkdir()
    noted: list[str] = []
    with pytest.raises(ExportError, match="could not be written"):
        write_whole(tmp_path / "a.share", b"new", note=lambda: noted.append("x"))
    assert noted == [] and [path.name for path in tmp_path.iterdir()] == ["a.share"]


def test_any_other_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("old")
    write_whole(tmp_path / "a.csv", b"new")
    assert (tmp_path / "a.csv").read_bytes() == b"new"
