"""Checking a whole case file: what an author is told, and what is told about files that cannot be read."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cmo_pathways.cases import Case, check_case, check_case_file
from cmo_pathways.cases.check_paths import play_minutes

MAP = {
    "patient-safety",
    "conflict-resolution-negotiation",
    "data-analytics",
    "executive-communication",
}
TODAY = date(2026, 11, 12)
WRONG = Path(__file__).parents[1] / "wrong" / "cases"


def test_message_has_file_line_code_and_mend(changed: Callable[..., Path]) -> None:
    debrief = "### Debrief\nWhat did you secure first, and who heard it from you?\n"
    (problem,) = check_case_file(changed("vacant", (debrief, "")), competencies=MAP, today=TODAY)
    assert str(problem) == 'my.md:32 E-DEBRIEF ending "fair" has no debrief question - add "### Debrief"'


def test_wrong_case_gives_exactly_its_problems() -> None:
    found = [str(p) for p in check_case_file(WRONG / "many-faults.md", competencies=MAP, today=TODAY)]
    golden = WRONG / "many-faults.txt"
    if os.environ.get("REFRESH_GOLDEN"):
        golden.write_text("\n".join(found) + "\n", encoding="utf-8")
    assert len(found) > 10
    assert found == golden.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("text", ["", "no front matter", "---\ncase: x\n", "---\n[1, 2\n---\n", "---\n---\n"])
def test_unreadable_file_is_a_problem_not_a_crash(tmp_path: Path, text: str) -> None:
    file = tmp_path / "my.md"
    file.write_text(text, encoding="utf-8")
    assert "E-KEY" in codes(file)


def test_missing_and_misencoded_files_are_problems(tmp_path: Path) -> None:
    (tmp_path / "latin.md").write_bytes(b"---\ntitle: caf\xe9\n---\n")
    assert codes(tmp_path / "none.md") == {"E-FILE"} == codes(tmp_path / "latin.md")


def test_a_loop_in_the_scenes_ends_and_is_checked(changed: Callable[..., Path]) -> None:
    file = changed("vacant", ("-> harm [-2 patient-safety]", "-> call [-2 patient-safety]"))
    assert "E-GUARD-STUCK" not in codes(file)


def test_minutes_count_words_and_decisions(vacant: Case) -> None:
    assert 2 < play_minutes(vacant) < 3


def test_sources_are_not_dated_without_a_day(vacant: Case) -> None:
    assert check_case(vacant, competencies=MAP) == ()
    assert {p.code for p in check_case(vacant, competencies=MAP, today=date(2030, 1, 1))} == {"W-STALE"}


def codes(file: Path) -> set[str]:
    return {p.code for p in check_case_file(file, competencies=MAP, today=TODAY)}
