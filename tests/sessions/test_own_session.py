"""A session file of one's own: what is no title is told in one sentence with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmo_pathways.content import Report, content_root
from cmo_pathways.sessions import read_session

SHIPPED = content_root() / "data" / "sessions" / "session-05-money-and-value.yaml"


def problems_with(title: str, folder: Path) -> list[tuple[int, str, str]]:
    """The problems of a shipped session under another title, in a file outside the content."""
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("title:"))
    lines[at] = f"title: {title}"
    file = folder / SHIPPED.name
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    report = Report(folder)
    read_session(file, report)
    return [(problem.line - at - 1, problem.code, problem.message) for problem in report.problems]


def test_the_shipped_title_is_one(tmp_path: Path) -> None:
    assert problems_with("Money and value", tmp_path) == []


@pytest.mark.parametrize("title", ["3", ".nan", "-.inf", "2026-11-03", "'...'", "1.5e+9"])
def test_a_number_or_a_date_is_no_title(tmp_path: Path, title: str) -> None:
    [(line, code, message)] = problems_with(title, tmp_path)
    assert (line, code) == (0, "E-TYPE")
    assert message.startswith("title is ") and message.endswith("- write it in words")


@pytest.mark.parametrize("title", ["Money \u202eeulav", '"Money \\u202Eeulav"', '"Money \\x1b[2J"', '"Money \\x00"'])
def test_a_sign_that_nobody_sees_is_named(tmp_path: Path, title: str) -> None:
    [(line, code, message)] = problems_with(title, tmp_path)
    assert (line, code) == (0, "E-SIGN")
    assert message.startswith("holds a sign that nobody sees (U+") and message.endswith(") - remove it")
