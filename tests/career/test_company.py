"""Every kind of activity has a row that says who does it with you; faults of the table are told."""

from __future__ import annotations

from pathlib import Path

from cmo_pathways.career import read_company
from cmo_pathways.career.activity import KINDS
from cmo_pathways.catalogue import load_reference
from cmo_pathways.content import Report

WRONG = Path(__file__).parents[1] / "wrong" / "company"


def test_every_kind_has_its_company_in_words():
    company = load_reference().company
    assert set(company) == set(KINDS)
    assert all(row.with_you and row.mark.assumed for row in company.values())


def test_a_kind_without_a_row_and_a_row_of_no_kind_are_told(tmp_path):
    file = tmp_path / "kinds.csv"
    file.write_text("id,name,with_you,mark\nproject,Project,A sponsor,E\ndancing,Dancing,A partner,E\n")
    report = Report(tmp_path)
    read_company(file, report)
    told = [problem.message for problem in report.problems]
    assert any('"dancing" is no kind' in text for text in told)
    assert any('"coaching" has no row' in text for text in told)


def test_the_broken_twin_yields_exactly_its_problems():
    report = Report(WRONG)
    read_company(WRONG / "kinds.csv", report)
    found = "".join(f"{problem}\n" for problem in report.problems)
    assert found == (WRONG / "expected.txt").read_text(encoding="utf-8")
