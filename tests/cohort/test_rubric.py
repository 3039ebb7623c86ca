"""The rubric, the calibration memos and their check."""

from __future__ import annotations

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.cohort.rubric import (
    CASE_LEVELS,
    Calibration,
    case_criterion,
    check_calibration,
    load_calibration,
    load_rubric,
    read_calibration,
    read_rubric,
)
from cmo_pathways.content import Report


def test_the_rubric_has_seven_criteria_with_four_levels_each():
    rubric = load_rubric()
    assert [one.id for one in rubric.criteria] == [
        "decision",
        "evidence",
        "options",
        "people",
        "risk",
        "money",
        "writing",
    ]
    assert all([level for level, _ in one.anchors] == [1, 2, 3, 4] for one in rubric.criteria)
    assert (rubric.adjudicate, rubric.too_few, rubric.calibrate) == (2, 8, 2)


def test_four_calibration_memos_know_their_score_on_every_criterion_and_on_the_case():
    rubric, calibration = load_rubric(), load_calibration()
    assert len(calibration.memos) == 4
    for memo in calibration.memos:
        assert list(memo.key) == [CASE_LEVELS, *(one.id for one in rubric.criteria)]
        assert len({known.level for known in memo.key.values()}) > 1, "a memo of one level teaches the halo"
    for one in rubric.criteria:
        assert len({memo.key[one.id].level for memo in calibration.memos}) >= 3, one.id


def test_the_case_of_the_calibration_memos_asks_for_that_memo(tmp_path):
    cases, calibration, report = load_catalogue().cases, load_calibration(), Report(tmp_path)
    check_calibration(calibration, cases, tmp_path / "x.yaml", report)
    assert report.problems == []
    assert case_criterion(cases[calibration.case], calibration.scene).anchors[0][0] == 1
    assert case_criterion(cases[calibration.case], "nowhere") is None
    for wrong, code in (
        (Calibration("no-case", "x", ()), "E-CASE"),
        (Calibration(calibration.case, "x", ()), "E-SCENE"),
    ):
        report = Report(tmp_path)
        check_calibration(wrong, cases, tmp_path / "x.yaml", report)
        assert [problem.code for problem in report.problems] == [code]


def test_a_level_between_two_has_no_words():
    decision = load_rubric().criteria[0]
    assert decision.anchor(1) == "No clear choice"
    assert decision.anchor(1.5) == decision.anchor(None) == ""


def test_faults_of_both_files_are_named_together(tmp_path):
    report = Report(tmp_path)
    rubric = tmp_path / "rubric.yaml"
    rubric.write_text(
        "id: r\nversion: 1.0.0\ntitle: R\nmark: P\nadjudicate: 9\ntoo_few: 8\ncalibrate: 2\n"
        "criteria:\n  - {id: case, name: A, levels: [one]}\n  - {id: case, name: B, levels: [a, b, c, d]}\n"
    )
    read_rubric(rubric, report)
    memos = tmp_path / "memos.yaml"
    memos.write_text(
        "id: c\nversion: 1.0.0\nmark: E\nrubric: r\ncase: x\nscene: y\n"
        "memos:\n  - {id: m, text: T, key: {case: {level: 5, because: B}}}\n"
    )
    read_calibration(memos, report, criteria=["decision"])
    codes = [problem.code for problem in report.problems]
    assert sorted(codes) == sorted(["E-RANGE", "E-LEVELS", "E-MARK", "E-TWICE", "E-CRITERION", "E-RANGE", "E-KEY"])
