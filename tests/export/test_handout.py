"""The printed copies as files: both standards, the same bytes every time, no page without a number."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from cases.conftest import EXERCISES, read
from export.reading import EXTRACTORS, words
from export.standards import assert_both_standards
from pypdf import PdfReader

from cmo_pathways.export.handout import write_handouts

TODAY = date(2026, 11, 22)
CASES = ("this-months-number", "_template")


@pytest.fixture(scope="module", params=CASES)
def made(request, tmp_path_factory):
    case = read(EXERCISES / request.param / "case.md")
    folder = tmp_path_factory.mktemp("handouts")
    return case, write_handouts(case, folder, names={}, today=TODAY)


def test_both_copies_keep_both_standards_and_are_named_by_the_case(made):
    case, files = made
    assert [made.file.name for made in files] == [f"{case.id}-learner.pdf", f"{case.id}-facilitator.pdf"]
    for copy in files:
        assert_both_standards(copy.file)


def test_each_scene_has_a_page_of_its_own(made):
    case, (learner, _) = made
    sheets = [words(sheet.extract_text()) for sheet in PdfReader(learner.file).pages]
    going = [scene for scene in case.scenes if not scene.ending]
    starts = [n for n, text in enumerate(sheets) for at in range(1, len(going) + 1) if text.startswith(f"Scene {at} ")]
    assert len(starts) == len(set(starts)) == len(going)


@pytest.mark.parametrize("extractor", EXTRACTORS)
def test_every_choice_is_found_by_every_reader(made, extractor: str):
    case, files = made
    for copy in files:
        text = words(EXTRACTORS[extractor](copy.file))
        missing = [c.id for s in case.scenes for c in s.choices if words(c.text)[:40] not in text]
        assert missing == []


def test_the_same_case_on_the_same_day_gives_the_same_bytes(made, tmp_path: Path):
    case, files = made
    again = write_handouts(case, tmp_path / "b", names={}, today=TODAY)
    assert [copy.sha256 for copy in again] == [copy.sha256 for copy in files]


def test_a4_is_another_page(made, tmp_path: Path):
    case, _ = made
    learner, _ = write_handouts(case, tmp_path, names={}, today=TODAY, paper="a4")
    assert round(float(PdfReader(learner.file).pages[0].mediabox.height)) == 842
