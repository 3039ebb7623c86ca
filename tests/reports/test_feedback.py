from __future__ import annotations

from pathlib import Path

import pytest
from export.reading import EXTRACTORS, phrases, words
from export.standards import assert_both_standards
from reports.sample import BODY, RATINGS, TODAY, cell, group, hidden, learner, released

from cmo_pathways.analytics.agreement import icc
from cmo_pathways.document import Bullets, Figure, Heading, KeyFigures, Note, Table
from cmo_pathways.errors import LearnerError
from cmo_pathways.export import export_pdf
from cmo_pathways.reports import feedback_report


@pytest.fixture
def journey(tmp_path):
    return learner(tmp_path, RATINGS)


def report(journey, body=BODY, **more):
    return feedback_report(journey, journey.state(), body, today=TODAY, **more)


def of_kind(document, kind):
    return [block for block in document.blocks if isinstance(block, kind)]


def headings(document):
    return [block.text for block in of_kind(document, Heading)]


def test_the_title_is_the_finding(journey):
    found = report(journey)
    assert found.title == (
        "You place yourself higher than others see you in financial acumen, lower in emotional intelligence"
    )
    assert found.author == "Maria Alvarez, MD"
    assert found.kicker == "360 feedback, released November 20, 2026"


def test_page_one_says_how_many_how_far_and_how_sure(journey):
    figures = {item.label: item.value for item in of_kind(report(journey), KeyFigures)[0].items}
    assert figures["raters shown"] == "10"
    assert figures["competencies where you and the others differ beyond chance"] == "2 of 6"
    rows: dict[str, list[int]] = {}
    for shown in BODY["groups"]:
        for id, seen in shown["competencies"].items():
            rows.setdefault(id, []).extend(level for level, n in enumerate(seen["counts"]) for _ in range(n))
    assert len(rows) == 7
    assert figures["reliability of the mean of all raters"] == f"{icc(list(rows.values()), '1,k').value:.2f}"


def test_every_released_count_is_printed_and_nothing_of_a_hidden_group(journey):
    found = report(journey, group_names={"direct-reports": "people who report to you"})
    peers, reports = of_kind(found, Table)[1:]
    assert peers.caption == "Peers: 6 raters, number who gave each level"
    assert reports.caption.startswith("People who report to you: 4 raters")
    assert peers.rows[0] == ("Financial acumen", "6", "2.0", "·", "1", "4", "1", "·", "·")
    assert reports.rows[-1][:2] == ("Executive communication", "withheld")
    assert any(note.title == "Not shown: supervisors and partners" for note in of_kind(found, Note))


def test_comments_are_shown_as_typed_and_by_group(journey, tmp_path):
    found = report(journey)
    file = export_pdf(found, tmp_path / "r.pdf").file
    text = words(EXTRACTORS["pypdf"](file))
    assert "Bring *us* into the budget earlier. # please" in text
    assert "Says what she will do and does it." in text


def test_without_comments_it_says_so(journey):
    found = report(journey, released(group("peers", {"patient-safety": cell(3, 4, 4)})))
    assert any("No comment was released" in getattr(block, "text", "") for block in found.blocks)


def test_the_guide_asks_what_fits_the_pattern(journey):
    titles = [note.title for note in of_kind(report(journey), Note)]
    assert any(t.startswith("Financial acumen: rated higher than others see it (own rating 4.0") for t in titles)
    assert any(t.startswith("Emotional intelligence: others see more") for t in titles)
    assert any(t == "Change management: the groups see it differently (peers 4.2, direct reports 1.8)" for t in titles)
    assert any(t.startswith("Agreement within the uncertainty: crisis leadership") for t in titles)
    assert {"Before the talk", "During the talk", "After the talk"} <= set(headings(report(journey)))


def test_the_guide_names_no_blind_spot_where_there_is_agreement(journey):
    body = released(group("peers", {"patient-safety": cell(4, 4, 3, 4), "crisis-leadership": cell(3, 2, 3, 4)}))
    found = report(journey, body)
    assert not any("rated higher" in note.title for note in of_kind(found, Note))
    assert "agree within the uncertainty" in found.title


def test_a_mean_that_carries_little_is_treated_as_a_question(journey):
    body = released(group("peers", {"patient-safety": cell(1, 5, 3, 4), "crisis-leadership": cell(5, 1, 4, 2)}))
    boxes = [item for block in of_kind(report(journey, body), Bullets) if block.mark == "box" for item in block.items]
    assert any("Treat every number as a question" in item for item in boxes)


def test_a_learner_who_rated_nothing_still_reads_what_others_saw(tmp_path):
    found = report(learner(tmp_path, {}, name=""))
    assert found.title == "No competency has both your rating and that of others yet"
    assert found.author == "Name to be added"


def test_a_report_that_shows_no_group_is_refused(journey):
    with pytest.raises(LearnerError, match="no group"):
        report(journey, released(hidden("peers")))


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_the_pdf_keeps_both_standards_and_reads_in_order(journey, paper, tmp_path: Path):
    found = report(journey, paper=paper)
    file = export_pdf(found, tmp_path / "r.pdf").file
    assert_both_standards(file)
    text = words(EXTRACTORS["pypdf"](file))
    wanted = [words(phrase).replace("\\", "") for phrase in phrases(found) if "](" not in phrase]
    assert len(wanted) > 60
    assert [phrase for phrase in wanted if phrase not in text] == []
    assert of_kind(found, Figure)[0].alt in _alternatives(file)


def _alternatives(file: Path) -> str:
    from pypdf import PdfReader

    found: list[str] = []
    seen: set[int] = set()

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if id(node) in seen:
            return
        seen.add(id(node))
        if isinstance(node, list):
            for item in node:
                walk(item)
        elif isinstance(node, dict):
            if "/Alt" in node:
                found.append(str(node["/Alt"]))
            if "/K" in node:
                walk(node["/K"])

    walk(PdfReader(file).trailer["/Root"]["/StructTreeRoot"])
    return "\n".join(found)
