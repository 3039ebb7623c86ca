"""The kit of a session as files: both standards, every word found, the same bytes every time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from export.reading import EXTRACTORS, words
from export.standards import assert_both_standards
from pypdf import PdfReader

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.export.session import write_kit
from cmo_pathways.reports.session import Run
from cmo_pathways.sessions import load_sessions

TODAY = date(2026, 11, 22)
SESSION = load_sessions()["session-03-when-care-harms"]


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    return write_kit(Run(SESSION, "long", "13:00"), load_catalogue(), tmp_path_factory.mktemp("kit"), today=TODAY)


def test_both_copies_keep_both_standards(kit):
    for copy in (kit.learner, kit.facilitator):
        assert_both_standards(copy.file)


@pytest.mark.parametrize("extractor", EXTRACTORS)
def test_every_cue_and_question_is_found_by_every_reader(kit, extractor: str):
    script = words(EXTRACTORS[extractor](kit.facilitator.file))
    cues = [cue for segment in SESSION.agenda for cue in segment.cues]
    assert [cue for cue in cues if words(cue)[:40] not in script] == []
    sheet = words(EXTRACTORS[extractor](kit.learner.file))
    assert [ask.ask for ask in SESSION.asks if words(ask.ask)[:40] not in sheet] == []


def test_the_same_session_on_the_same_day_gives_the_same_bytes(kit, tmp_path: Path):
    again = write_kit(Run(SESSION, "long", "13:00"), load_catalogue(), tmp_path / "b", today=TODAY)
    assert (again.learner.sha256, again.facilitator.sha256) == (kit.learner.sha256, kit.facilitator.sha256)
    assert again.notebook_sha256 == kit.notebook_sha256


@pytest.mark.parametrize("id", load_sessions())
def test_every_session_fits_on_few_pages_in_the_short_form_on_a4(id: str, tmp_path: Path):
    made = write_kit(Run(load_sessions()[id], "short"), load_catalogue(), tmp_path, today=TODAY, paper="a4")
    assert 3 <= made.learner.pages <= 6
    assert 4 <= made.facilitator.pages <= 7
    assert round(float(PdfReader(made.learner.file).pages[0].mediabox.height)) == 842
