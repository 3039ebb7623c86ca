"""A broken twin of each content file that is written by hand, and the exact problems it must yield.

Refresh with ``REFRESH_GOLDEN=1 pytest tests/data/test_wrong_twins.py`` and read the difference.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from cmo_pathways.cli.checking import check_path
from cmo_pathways.content import Report

FOLDER = Path(__file__).parents[1] / "wrong" / "yaml"
TODAY = date(2026, 11, 22)
TWINS = sorted(file.stem for file in FOLDER.glob("*.yaml"))


def test_each_format_has_a_twin():
    assert len(TWINS) >= 7


@pytest.mark.parametrize("name", TWINS)
def test_a_broken_file_yields_exactly_its_problems(name):
    report = Report(FOLDER)
    check_path(FOLDER / f"{name}.yaml", report, TODAY)
    found = "".join(f"{problem}\n" for problem in report.problems).replace(f"{FOLDER}/", "")
    golden = FOLDER / f"{name}.txt"
    if os.environ.get("REFRESH_GOLDEN"):
        golden.write_text(found, encoding="utf-8")
    assert report.problems
    assert found == golden.read_text(encoding="utf-8")
