"""The raters' agreement in a report: one decimal, five fellows, and renewed like every other number."""

from __future__ import annotations

from cmo_pathways.analytics.agreement import Agreement
from cmo_pathways.cohort.agreement_shown import (
    TOO_FEW,
    UNIT,
    agreement_body,
    agreement_shown_before,
    show_agreement,
)
from cmo_pathways.cohort.memo_agreement import FEW, CriterionAgreement, MemoAgreement
from cmo_pathways.ledger import Event


def _found(value: float, memos: int = 12, word: str = "good") -> MemoAgreement:
    one = Agreement("ICC(2,1)", value, 0.4, 0.9, 0.95, memos, 2)
    whole = CriterionAgreement("", "All criteria", memos, 84, 50, 80, one, one, one, one, word)
    return MemoAgreement((whole,), whole, (), 2, 8, 7, 2000, 0.95)


def _authors(names: str) -> dict[str, str]:
    return {name: f"memo-{name}" for name in names}


def test_it_is_shown_to_one_decimal_with_its_sentence_and_day() -> None:
    shown = show_agreement(_found(0.738), _authors("abcdef"), (), on="2026-11-01")
    assert (shown.icc, shown.on) == (0.7, "2026-11-01")
    assert shown.sentence == "Two raters agree well on all criteria"


def test_memos_of_four_fellows_say_nothing_and_no_number() -> None:
    shown = show_agreement(_found(0.738), _authors("abcd"), (), on="2026-11-01")
    assert (shown.icc, shown.sentence) == (None, TOO_FEW)
    few = show_agreement(_found(0.738, memos=6, word=FEW), _authors("abcdef"), (), on="2026-11-01")
    assert (few.icc, few.sentence) == (None, TOO_FEW)


def test_one_more_fellow_or_another_score_does_not_move_it() -> None:
    first = show_agreement(_found(0.7), _authors("abcdef"), (), on="2026-11-01")
    assert show_agreement(_found(0.4), _authors("abcdefg"), (first,), on="2026-11-08") == first
    assert show_agreement(_found(0.4), _authors("abcdef"), (first,), on="2026-11-08") == first
    again = show_agreement(_found(0.4), _authors("abcdefghi"), (first,), on="2026-11-08")
    assert (again.icc, again.on) == (0.4, "2026-11-08")


def test_the_log_keeps_no_token_and_reads_back_as_it_was_written() -> None:
    shown = show_agreement(_found(0.7), _authors("abcdef"), (), on="2026-11-01")
    body = agreement_body(shown)
    event = Event(1, "e1", "2026-11-01T08:00:00Z", "release", UNIT, body)  # type: ignore[arg-type]
    assert "memo-a" not in str(body) and agreement_shown_before([event]) == (shown,)
