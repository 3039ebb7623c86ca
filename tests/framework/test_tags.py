from __future__ import annotations

from pathlib import Path

from cmo_pathways.content import Report, content_root
from cmo_pathways.framework import read_framework
from cmo_pathways.framework.tags import read_tags

WRONG = Path(__file__).parents[1] / "wrong" / "tags"
DATA = content_root() / "data" / "framework"


def test_fourteen_tags_stand_beside_the_competencies() -> None:
    report = Report(content_root())
    competencies = read_framework(DATA, Report(content_root())).competencies
    tags = read_tags(DATA / "tags.yaml", report, competencies=competencies)
    assert report.problems == []
    assert len(tags) == 14
    assert not set(tags) & set(competencies)
    assert tags["health-law"].near == ("regulatory-compliance",)


def test_the_broken_twin_yields_exactly_these_problems() -> None:
    report = Report(WRONG)
    read_tags(WRONG / "tags.yaml", report, competencies=("patient-safety",))
    assert "\n".join(map(str, report.problems)) + "\n" == (WRONG / "expected.txt").read_text(encoding="utf-8")
