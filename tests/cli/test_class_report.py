"""``cohort report``: the promised keys, files, and a week later."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.cohort import share_text
from cmo_pathways.cohort.invented import invented_class


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "class"
    place.mkdir()
    for share in invented_class(load_catalogue(), 12, seed=9):
        (place / f"{share.id}.share").write_text(share_text(share), encoding="utf-8")
    return place


def test_the_numbers_have_the_promised_keys(run, tmp_path: Path, folder: Path) -> None:
    found = run("cohort", "report", "--from", folder, "--home", tmp_path / "h", "--json").json
    assert found["n"] == 12 and found["suppressed"] > 0
    assert len(found["heatmap"]) == 20 and len(found["growth"]) == 8
    for row in found["heatmap"]:
        assert sum(group["n"] for group in row["groups"]) == (row["n"] or 0)
        assert all(group["n"] >= 3 for group in row["groups"])


def test_a_report_is_written_and_told(run, tmp_path: Path, folder: Path) -> None:
    (folder / "broken.share").write_text("{", encoding="utf-8")
    done = run("cohort", "report", "--from", folder, "--out", tmp_path / "c.pdf", "--home", tmp_path / "h")
    assert done.status == 0 and (tmp_path / "c.pdf").read_bytes().startswith(b"%PDF")
    assert "12 fellows" in done.out and '"broken.share"' in done.out


def test_one_more_fellow_a_week_later_moves_no_number(run, tmp_path: Path, folder: Path) -> None:
    asked = ("cohort", "report", "--from", folder, "--home", tmp_path / "h", "--json")
    first = run(*asked).json
    more = invented_class(load_catalogue(), 13, seed=9)[-1]
    (folder / "more.share").write_text(share_text(more), encoding="utf-8")
    second = run(*asked).json
    assert first["n"] == 12
    for key in ("n", "heatmap", "growth", "decisions", "plan", "parts", "gaps"):
        assert second[key] == first[key]


def test_an_empty_folder_is_a_sentence(run, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    done = run("cohort", "report", "--from", tmp_path / "none", "--home", tmp_path / "h")
    assert done.status == 1 and done.sentence.startswith("There is no share in")
