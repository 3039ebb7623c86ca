from __future__ import annotations

import pytest
from reports.sample import RATINGS, learner

from cmo_pathways.errors import ExportError
from cmo_pathways.export.report import write_assessment
from cmo_pathways.journey import next_step


@pytest.fixture
def journey(tmp_path):
    return learner(tmp_path, RATINGS)


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF-"), ("csv", b"\xef\xbb\xbfcompetency,"), ("json", b"{")])
def test_the_ending_says_the_format_and_the_export_is_recorded(journey, tmp_path, form, start):
    written = write_assessment(journey, file=tmp_path / f"report.{form}")
    assert written.file.read_bytes() == written.content
    assert written.content.startswith(start)
    (export,) = journey.state().exports
    assert (export.file, export.kind, export.format, export.audience) == (
        f"report.{form}", "assessment", form, "cmo-hospital-large",
    )  # fmt: skip
    assert (export.pages or 0) == (written.pages or 0)


def test_without_a_name_it_lies_in_the_learners_exports(journey):
    written = write_assessment(journey)
    assert written.file == journey.home / "exports" / "assessment-cmo-hospital-large-2026-11-02.pdf"


def test_the_same_record_gives_the_same_bytes(journey, tmp_path):
    one, other = (write_assessment(journey, file=tmp_path / name) for name in ("a.pdf", "b.pdf"))
    assert one.content == other.content


def test_another_ending_is_refused_and_nothing_is_recorded(journey, tmp_path):
    with pytest.raises(ExportError, match=r"\.pdf, \.csv or \.json"):
        write_assessment(journey, file=tmp_path / "report.docx")
    assert journey.state().exports == ()


def test_an_assessment_report_is_no_dossier(journey, tmp_path):
    for id in journey.catalogue.framework.competencies:
        journey.rate(id, 3, "sure", not_applicable=False)
    before = next_step(journey, journey.state())
    write_assessment(journey, file=tmp_path / "a.json")
    assert next_step(journey, journey.state()) == before
