"""A file is written whole, and never over a ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmo_pathways.errors import ExportError
from cmo_pathways.export.files import write_whole
from cmo_pathways.ledger import open_ledger


def test_a_ledger_is_never_overwritten(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path)
    before = ledger.path.read_bytes()
    with pytest.raises(ExportError, match=r"is a ledger and was left as it is\. Give the new file another name\."):
        write_whole(ledger.path, b"x")
    assert ledger.path.read_bytes() == before
    assert sorted(path.name for path in tmp_path.glob(".*.part")) == []


def test_any_other_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("old")
    write_whole(tmp_path / "a.csv", b"new")
    assert (tmp_path / "a.csv").read_bytes() == b"new"
