"""The report on a class: findings first, aggregates only, and a log of what was shown to whom."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from export.standards import assert_both_standards

from cmo_pathways.cohort.agreement_shown import UNIT, ShownAgreement
from cmo_pathways.cohort.invented import invented_class
from cmo_pathways.document import Figure, Heading, KeyFigures, Table, to_json
from cmo_pathways.errors import ExportError
from cmo_pathways.export.cohort import REPORT, agreement_for, summary_for, write_cohort_report
from cmo_pathways.journey import Journey, open_journey
from cmo_pathways.reports.cohort import cohort_report

_ROLE = "cmo-hospital-small"
_NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def journey(tmp_path: Path) -> Journey:
    return open_journey(tmp_path / "home", clock=lambda: _NOW)


def test_four_key_figures_findings_as_headings_and_sureness(journey: Journey) -> None:
    shares = invented_class(journey.catalogue, 16, seed=4)
    sheet = cohort_report(summary_for(journey, shares, role=_ROLE), journey.catalogue, invented=True)
    assert sheet.title.startswith("16 fellows, +") and sheet.kicker == "Invented class. Report to the sponsor"
    (figures,) = [block for block in sheet.blocks if isinstance(block, KeyFigures)]
    assert len(figures.items) == 4
    headings = [block.text for block in sheet.blocks if isinstance(block, Heading) and block.level == 1]
    assert headings[0].startswith("The class is strongest in")
    assert headings[-2:] == ["How sure we are", "Appendix: the numbers behind the charts"]
    pictures = [block for block in sheet.blocks if isinstance(block, Figure)]
    tables = [block for block in sheet.blocks if isinstance(block, Table)]
    assert len(pictures) == len(tables) - 1 >= 5 and all(picture.alt for picture in pictures)


def test_nobody_is_named(journey: Journey) -> None:
    shares = invented_class(journey.catalogue, 16, seed=4)
    said = to_json(cohort_report(summary_for(journey, shares, role=_ROLE), journey.catalogue))
    assert not any(share.name in said or share.learner in said for share in shares)


def test_a_class_of_four_has_a_report_that_shows_nothing(journey: Journey) -> None:
    shares = invented_class(journey.catalogue, 4, seed=4)
    sheet = cohort_report(summary_for(journey, shares, role=_ROLE), journey.catalogue)
    assert not [block for block in sheet.blocks if isinstance(block, Figure)]


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_the_pdf_is_tagged_and_archivable(journey: Journey, tmp_path: Path, paper: str) -> None:
    shares = invented_class(journey.catalogue, 16, seed=4)
    file = tmp_path / "class.pdf"
    written = write_cohort_report(journey, shares, role=_ROLE, file=file, paper=paper)  # type: ignore[arg-type]
    assert_both_standards(file)
    assert written.pages and written.pages <= 9


def test_the_page_is_one_file_that_asks_nobody(journey: Journey, tmp_path: Path) -> None:
    file = tmp_path / "class.html"
    write_cohort_report(journey, invented_class(journey.catalogue, 16, seed=4), role=_ROLE, file=file)
    text = file.read_text(encoding="utf-8")
    assert "default-src 'none'" in text and 'src="http' not in text and "<script" not in text


def test_what_was_shown_to_whom_is_logged_and_a_second_report_releases_nothing_new(
    journey: Journey, tmp_path: Path
) -> None:
    shares = invented_class(journey.catalogue, 16, seed=4)
    first = write_cohort_report(journey, shares, role=_ROLE, to="sponsor", file=tmp_path / "a.html")
    before = len(journey.ledger.events())
    more = invented_class(journey.catalogue, 17, seed=4)
    second = write_cohort_report(journey, more, role=_ROLE, to="class", file=tmp_path / "b.html")
    assert len(journey.ledger.events()) == before + 1
    assert second.summary.heatmap == first.summary.heatmap and second.summary.n == 16
    shown = [event.body for event in journey.ledger.events() if event.subject == REPORT]
    assert [(body["to"], body["file"]) for body in shown] == [("sponsor", "a.html"), ("class", "b.html")]
    assert "level-financial-acumen" in shown[0]["tables"]


def test_a_wrong_ending_or_reader_is_a_sentence_and_logs_nothing(journey: Journey, tmp_path: Path) -> None:
    shares = invented_class(journey.catalogue, 6, seed=4)
    with pytest.raises(ExportError, match=r"ends in \.pdf or \.html"):
        write_cohort_report(journey, shares, role=_ROLE, file=tmp_path / "class.docx")
    with pytest.raises(ExportError, match='no report to "press"'):
        write_cohort_report(journey, shares, role=_ROLE, to="press")
    assert not journey.ledger.events()


def test_one_more_fellow_moves_no_number_of_the_report(journey: Journey, tmp_path: Path) -> None:
    first = write_cohort_report(
        journey, invented_class(journey.catalogue, 16, seed=4), role=_ROLE, file=tmp_path / "a.html"
    )
    more = summary_for(journey, invented_class(journey.catalogue, 17, seed=4), role=_ROLE)
    assert more.values() == first.summary.values() and not more.fresh


def test_a_class_of_two_is_not_counted(journey: Journey) -> None:
    summary = summary_for(journey, invented_class(journey.catalogue, 2, seed=4), role=_ROLE)
    sheet = cohort_report(summary, journey.catalogue)
    assert summary.values()["n"] is None and sheet.headline.startswith("Under 3 fellows handed in a share")
    assert sheet.title == "Where under 3 fellows stand"


def test_the_agreement_of_raters_is_a_key_figure_where_there_is_one(journey: Journey) -> None:
    found = ShownAgreement(0.7, "Two raters agree well on all criteria", "2026-11-13", ())
    summary = summary_for(journey, invented_class(journey.catalogue, 16, seed=4), role=_ROLE)
    sheet = cohort_report(summary, journey.catalogue, agreement=found)
    (figures,) = [block for block in sheet.blocks if isinstance(block, KeyFigures)]
    assert (figures.items[-1].value, "ICC" in figures.items[-1].label) == ("0.7", True)
    assert "Two raters agree well on all criteria. As of November 13, 2026." in to_json(sheet)


def test_an_agreement_that_is_shown_is_logged_once(journey: Journey, tmp_path: Path) -> None:
    shares = invented_class(journey.catalogue, 16, seed=4)
    found = ShownAgreement(0.7, "Two raters agree well on all criteria", "2026-11-20", (("a1", "m1"),))
    for name in ("a.html", "b.html"):
        write_cohort_report(journey, shares, role=_ROLE, file=tmp_path / name, agreement=found)
    events = journey.ledger.events()
    assert [event.body["icc"] for event in events if event.subject == UNIT] == [0.7]
    assert all(UNIT in event.body["tables"] for event in events if event.subject == REPORT)


def test_a_folder_without_scored_memos_has_no_agreement(journey: Journey, tmp_path: Path) -> None:
    assert agreement_for(journey, tmp_path) is None
