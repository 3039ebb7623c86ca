from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from export.reading import EXTRACTORS, words
from export.standards import assert_both_standards
from pypdf import PdfReader
from reports.sample import RATINGS, TODAY, learner

from cmo_pathways.document import Bars, Bullets, Entry, Figure, Heading, KeyFigures, Note
from cmo_pathways.errors import LearnerError, UnknownId
from cmo_pathways.export import export_pdf
from cmo_pathways.journey import gaps_of
from cmo_pathways.reports import assessment_csv, assessment_json, assessment_report, assessment_rows
from cmo_pathways.reports.history import growth_lines
from cmo_pathways.reports.tables import COLUMNS, safe_cell
from cmo_pathways.scale import level_text


@pytest.fixture
def journey(tmp_path):
    return learner(tmp_path, RATINGS)


def report(journey, **more):
    return assessment_report(journey, journey.state(), today=TODAY, **more)


def of_kind(document, kind):
    return [block for block in document.blocks if isinstance(block, kind)]


def test_the_first_page_holds_the_finding_the_five_gaps_and_how_sure_they_are(journey):
    found = report(journey)
    gaps = [gap for gap in gaps_of(journey, journey.state()) if gap.rated and not gap.met][:5]
    assert found.title.endswith("CMO, large hospital")
    (bars,) = of_kind(found, Bars)
    assert [(b.level, b.low, b.high, b.target) for b in bars.items] == [
        (g.level, g.low, g.high, g.target) for g in gaps
    ]
    reasons = of_kind(found, Bullets)[0].items
    assert len(reasons) == 5
    assert all("Because you rated yourself" in words(reason).replace("\\", "") for reason in reasons)
    first_page = found.blocks[: next(i for i, b in enumerate(found.blocks) if isinstance(b, Heading) and b.new_page)]
    assert [b.text for b in first_page if isinstance(b, Heading)][-1] == "How sure we are"
    assert any(isinstance(b, Note) and b.kind == "assumption" for b in first_page)


def test_the_key_figures_count_what_is_rated_and_met(journey):
    rated = [gap for gap in gaps_of(journey, journey.state()) if gap.rated]
    figures = {item.label: item.value for item in of_kind(report(journey), KeyFigures)[0].items}
    assert figures["competencies rated"] == "6 of 20"
    assert figures["targets more likely met than not"] == f"{sum(g.met for g in rated)} of 6"
    assert figures["widest gap"] == level_text(max(g.size for g in rated if not g.met))


def test_every_competency_has_its_level_its_target_as_an_assumption_and_what_comes_next(journey):
    entries = {entry.title: entry for entry in of_kind(report(journey), Entry)}
    framework = journey.catalogue.framework
    assert set(entries) == {competency.name for competency in framework.competencies.values()}
    for gap in gaps_of(journey, journey.state()):
        competency = framework.competency(gap.competency)
        entry = entries[competency.name]
        assert f"target {gap.target} (assumption)" in entry.place
        assert (f"level {level_text(gap.level)} (80 %" in entry.place) == gap.rated
        assert "**Evidence that would show it.**" in entry.text


def test_a_competency_that_is_no_part_of_the_work_says_so(journey):
    journey.rate("telemedicine", None, None, not_applicable=True)
    name = journey.catalogue.framework.competency("telemedicine").name
    (entry,) = [entry for entry in of_kind(report(journey), Entry) if entry.title == name]
    assert "Not part of your work" in entry.text


def test_growth_is_drawn_once_two_days_are_on_record(journey):
    assert len(of_kind(report(journey), Figure)) == 2
    later = type(journey)(
        journey.home, journey.catalogue, journey.ledger, lambda: datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    )
    later.rate("financial-acumen", 5, "sure", not_applicable=False)
    assert len(of_kind(report(later), Figure)) == 3
    lines, events = growth_lines(later, {"financial-acumen": 4, "crisis-leadership": 4})
    assert [p.on for p in lines[0].points] == [date(2026, 11, 2), date(2026, 11, 20)]
    assert lines[0].label == "Financial acumen"
    assert lines[0].change > 0
    assert events == ((date(2026, 11, 2), "first rating"),)


def test_the_last_point_of_a_growth_line_is_todays_estimate(journey):
    later = type(journey)(
        journey.home, journey.catalogue, journey.ledger, lambda: datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    )
    later.rate("financial-acumen", 2, "sure", not_applicable=False)
    gap = next(g for g in gaps_of(later, later.state()) if g.competency == "financial-acumen")
    (line,), _ = growth_lines(later, {"financial-acumen": 4})
    assert (line.points[-1].level, line.points[-1].low) == (gap.level, gap.low)


def test_nothing_rated_or_an_unknown_role_is_refused(tmp_path, journey):
    with pytest.raises(LearnerError, match="Rate one"):
        report(learner(tmp_path / "new", {}))
    with pytest.raises(UnknownId):
        report(journey, role="cmo-of-nothing")


def test_the_rows_are_the_ranked_gaps_with_their_marks(journey):
    rows = assessment_rows(journey, journey.state())
    gaps = gaps_of(journey, journey.state())
    assert [row["competency"] for row in rows] == [gap.competency for gap in gaps]
    assert all(tuple(row) == COLUMNS for row in rows)
    assert {row["target_mark"] for row in rows} == {"E"}
    assert rows[0]["level"] == pytest.approx(gaps[0].level, abs=0.0005)


def test_csv_and_json_hold_the_same_rows(journey):
    state = journey.state()
    table = list(csv.DictReader(io.StringIO(assessment_csv(journey, state))))
    values = json.loads(assessment_json(journey, state, today=TODAY))
    assert len(table) == len(values["competencies"]) == 20
    assert [row["competency"] for row in table] == [row["competency"] for row in values["competencies"]]
    assert [float(row["level"]) for row in table] == [row["level"] for row in values["competencies"]]
    assert (values["role"], values["date"]) == ("cmo-hospital-large", "2026-11-21")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "\n=1"])
def test_no_cell_acts_as_a_formula(text):
    assert safe_cell(text) == f"'{text}"
    assert safe_cell(-1.5) == -1.5
    assert safe_cell(True) == "yes"


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_the_pdf_keeps_both_standards_and_its_summary_on_one_page(journey, paper, tmp_path: Path):
    found = report(journey, paper=paper)
    file = export_pdf(found, tmp_path / "r.pdf").file
    assert_both_standards(file)
    sheets = [words(sheet.extract_text()) for sheet in PdfReader(file).pages]
    assert "How sure we are" in sheets[0]
    assert "All competencies against the target" in sheets[1]
    text = words(EXTRACTORS["pypdf"](file))
    headings = [block.text for block in of_kind(found, Heading)]
    assert [heading for heading in headings if heading not in text] == []
