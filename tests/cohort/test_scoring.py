"""Two raters: blind until both are done, frozen once seen side by side, settled together where far apart."""

from __future__ import annotations

import pytest

from cmo_pathways.cohort.rubric import Criterion, load_calibration, load_rubric
from cmo_pathways.cohort.scoring import (
    AGREED,
    OPENED,
    calibration_left,
    check_rater,
    compare_with_key,
    differences,
    left_for,
    may_score,
    read_scores,
    score_body,
    settled,
    side_by_side,
    to_adjudicate,
)
from cmo_pathways.errors import LearnerError
from cmo_pathways.ledger import Event
from cmo_pathways.ledger.event import event_problems

ANCHORS = tuple((n, f"level {n}") for n in (1, 2, 3, 4))
CRITERIA = (Criterion("decision", "Decision", ANCHORS), Criterion("risk", "Risk", ANCHORS))
MEMOS = ("memo-a", "memo-b")


class Book:
    """Events as a ledger would hold them."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def add(self, kind: str, subject: str, body: dict) -> None:
        assert event_problems(kind, subject, body) == ()
        seq = len(self.events) + 1
        self.events.append(Event(seq, f"e{seq}", "2026-11-22T10:00:00Z", kind, subject, body))

    def score(self, memo: str, rater: str, *levels: int, done: bool = True, comment: str = "") -> Book:
        given = dict(zip(("decision", "risk"), levels, strict=False))
        self.add("score", memo, dict(score_body(rater, "decision-memo", given, done=done, comment=comment)))
        return self

    def open(self, *memos: str) -> Book:
        self.add("cohort", OPENED, {"rubric": "decision-memo", "memos": list(memos)})
        return self

    @property
    def scores(self):
        return read_scores(self.events, "decision-memo")


def test_a_rater_sees_nothing_side_by_side_before_handing_in_everything():
    book = Book().score("memo-a", "Ann", 3, 3).score("memo-b", "Ann", 2, 2).score("memo-a", "Bo", 3, 1)
    assert side_by_side(book.scores, "Bo", MEMOS) == ()
    assert left_for(book.scores, "Bo", MEMOS) == ("memo-b",)
    book.score("memo-b", "Bo", 2, 2, done=False)
    assert side_by_side(book.scores, "Bo", MEMOS) == ()
    book.score("memo-b", "Bo", 2, 2)
    assert side_by_side(book.scores, "Bo", MEMOS) == side_by_side(book.scores, "Ann", MEMOS) == MEMOS


def test_the_last_score_of_a_rater_counts_however_the_name_was_typed():
    scores = Book().score("memo-a", "Ann  Lee", 1, 1).score("memo-a", "ann lee", 4, 4).scores
    assert scores.raters == ("Ann Lee",)
    assert scores.of("memo-a", "ANN LEE").levels == {"decision": 4, "risk": 4}


def test_a_pair_that_lay_side_by_side_no_longer_changes():
    book = Book().score("memo-a", "Ann", 3, 3).score("memo-a", "Bo", 1, 3).open("memo-a").score("memo-a", "Bo", 3, 3)
    assert book.scores.of("memo-a", "Bo").levels["decision"] == 1
    book.score("memo-a", AGREED, 2)
    assert book.scores.of("memo-a", AGREED).levels == {"decision": 2}


def test_two_levels_apart_are_settled_by_talking_one_apart_by_the_mean():
    book = Book().score("memo-a", "Ann", 4, 3).score("memo-a", "Bo", 2, 2)
    assert [one.id for one in differences(book.scores, "memo-a", CRITERIA, by=2)] == ["decision"]
    assert settled(book.scores, "memo-a", CRITERIA, by=2) is None
    book.score("memo-a", AGREED, 3)
    assert to_adjudicate(book.scores, "memo-a", CRITERIA, by=2) == ()
    found = settled(book.scores, "memo-a", CRITERIA, by=2)
    assert found is not None
    assert (found.levels, found.agreed, found.raters) == ({"decision": 3.0, "risk": 2.5}, ("decision",), 2)


def test_one_rater_alone_settles_nothing():
    assert settled(Book().score("memo-a", "Ann", 4, 4).scores, "memo-a", CRITERIA, by=2) is None


def test_comments_of_both_go_on_without_names():
    book = Book().score("memo-a", "Ann", 3, 3, comment=" Name the owner. ").score("memo-a", "Bo", 3, 3)
    assert settled(book.scores, "memo-a", CRITERIA, by=2).comments == ("Name the owner.",)


def test_a_third_rater_finds_the_two_places_taken_and_calibration_takes_none():
    book = Book().score("calibration-one", "Cy", 1, 1).score("memo-a", "Ann", 3, 3)
    assert may_score(book.scores, "Bo", MEMOS)
    book.score("memo-b", "Bo", 3, 3, done=False)
    assert not may_score(book.scores, "Cy", MEMOS)
    assert may_score(book.scores, "ann", MEMOS)


def test_scores_of_another_rubric_and_broken_events_are_passed_over():
    book = Book()
    book.add("score", "memo-a", {"rater": "Ann", "rubric": "case", "scores": {"case": 3}, "done": True})
    book.add("score", "memo-b", {"rater": "Ann", "rubric": "decision-memo", "scores": {"risk": 9, "decision": "x"}})
    assert read_scores(book.events, "case").of("memo-a", "Ann").done
    assert book.scores.of("memo-b", "Ann").levels == {}


@pytest.mark.parametrize("name", ["", "  ", "Agreed", "x" * 81])
def test_names_that_cannot_be_a_rater_are_refused(name):
    with pytest.raises(LearnerError):
        check_rater(name)


def test_two_calibration_memos_come_first_and_show_where_the_rater_differs():
    calibration, rubric, book = load_calibration(), load_rubric(), Book()
    assert [memo.id for memo in calibration_left(book.scores, "Ann", calibration, wanted=2)] == [
        "calibration-one",
        "calibration-two",
    ]
    book.score("calibration-one", "Ann", 3, 2)
    left = calibration_left(book.scores, "Ann", calibration, wanted=2)
    assert [memo.id for memo in left] == ["calibration-two"]
    rows = compare_with_key(book.scores.of("calibration-one", "Ann"), calibration.memos[0], rubric.criteria)
    assert [(row.criterion.id, row.yours, row.known) for row in rows] == [("decision", 3, 2), ("risk", 2, 2)]
    assert "no day is set" in rows[0].because.lower() or rows[0].because
    book.score("calibration-two", "Ann", 1, 1)
    assert calibration_left(book.scores, "Ann", calibration, wanted=2) == ()
