from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cmo_pathways.cases import Case, read_case
from cmo_pathways.content import Report, content_root

HERE = Path(__file__).parent
EXERCISES = content_root() / "exercises"


def read(path: Path) -> Case:
    report = Report(path.parent)
    case = read_case(path, report)
    assert not report.problems
    assert case is not None
    return case


@pytest.fixture
def vacant() -> Case:
    """The sample case of the format page."""
    return read(HERE / "vacant-list.md")


@pytest.fixture(scope="session")
def number() -> Case:
    """This month's number."""
    return read(EXERCISES / "this-months-number" / "case.md")


@pytest.fixture(scope="session")
def template() -> Case:
    """The template that instructors copy."""
    return read(EXERCISES / "_template" / "case.md")


@pytest.fixture(scope="session")
def falls() -> Case:
    """A sound case with a number, a memo and a table, kept for the tests; the template may change."""
    return read(HERE / "falls.md")


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., Path]:
    """A copy of a sound case with some words replaced, each of which must be there once."""

    def make(base: str, *swaps: tuple[str, str]) -> Path:
        source = HERE / ("vacant-list.md" if base == "vacant" else "falls.md")
        text = source.read_text(encoding="utf-8")
        for old, new in swaps:
            assert text.count(old) == 1, (old, text.count(old))
            text = text.replace(old, new)
        shutil.copy(HERE / "falls.csv", tmp_path)
        file = tmp_path / "my.md"
        file.write_text(text, encoding="utf-8")
        return file

    return make
