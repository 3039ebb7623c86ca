"""Memos scored by two raters who do not see each other: what each said, where they differ, and what stands in the end.

Everything is read from ``score`` events, in their order. A changed score is a new event. Once a pair of scores has been
laid side by side it stays as it was; what the two then settle together is a third score, by the rater ``agreed``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import Any

from cmo_pathways.cohort.rubric import LEVELS, Calibration, CalibrationMemo, Criterion
from cmo_pathways.errors import LearnerError
from cmo_pathways.ledger import Event

AGREED = "agreed"
"""The rater of a score that two raters settled together."""
OPENED = "scores-opened"
"""Subject of the ``cohort`` event that says which memos lay side by side."""
PAIR = 2
"""Raters of a class."""


@dataclass(frozen=True, slots=True)
class Score:
    """What one rater said of one memo: level [1-4] per criterion, a comment for its author; ``done`` when handed in."""

    memo: str
    rater: str
    levels: Mapping[str, int]
    comment: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Scores:
    """All scores on one rubric; ``raters`` in the order of their first score, without ``agreed``."""

    given: Mapping[tuple[str, str], Score] = field(default_factory=dict)
    raters: tuple[str, ...] = ()
    opened: frozenset[str] = frozenset()

    def of(self, memo: str, rater: str) -> Score:
        """What a rater said of a memo so far; an empty score where nothing was said."""
        return self.given.get((memo, rater_id(rater)), Score(memo, rater, {}))

    def handed_in(self, memo: str) -> tuple[Score, ...]:
        """The scores of a memo that were handed in, in the order of the raters; at most two."""
        found = (self.given.get((memo, rater_id(rater))) for rater in self.raters)
        return tuple(score for score in found if score is not None and score.done)[:PAIR]

    def is_paired(self, memo: str) -> bool:
        """True where two raters have handed in a score of the memo."""
        return len(self.handed_in(memo)) == PAIR


@dataclass(frozen=True, slots=True)
class Settled:
    """The score of a memo that stands: level [1-4, halves where two raters differ by one] per criterion.

    ``raters`` is how many scored it; ``agreed`` names the criteria that were settled by talking; ``comments`` are
    those of the raters, without their names.
    """

    memo: str
    levels: Mapping[str, float]
    raters: int
    agreed: tuple[str, ...]
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One criterion of a calibration memo: the rater's level, the known one and its reason."""

    criterion: Criterion
    yours: int
    known: int
    because: str


def rater_id(name: str) -> str:
    """The rater behind a name as it was typed: blanks and capitals do not matter."""
    return " ".join(name.split()).casefold()


def score_body(
    rater: str, rubric: str, levels: Mapping[str, int], *, comment: str = "", done: bool = False
) -> Mapping[str, Any]:
    """The body of a ``score`` event."""
    name = AGREED if rater == AGREED else check_rater(rater)
    return {"rater": name, "rubric": rubric, "scores": dict(levels), "comment": comment, "done": done}


def check_rater(name: str) -> str:
    """The name of a rater as it is kept. Raises LearnerError where it is empty, too long or stands for both raters."""
    kept = " ".join(name.split())
    if not kept or len(kept) > 80:
        raise LearnerError("Type the name under which you score, 80 letters at most.")
    if kept.casefold() == AGREED:
        raise LearnerError(f'"{kept}" stands for what two raters settled together. Type your own name.')
    return kept


def read_scores(events: Iterable[Event], rubric: str) -> Scores:
    """The scores on a rubric (its id, or ``case``) in these events; what cannot be read is passed over."""
    given: dict[tuple[str, str], Score] = {}
    raters: dict[str, str] = {}
    opened: set[str] = set()
    for event in events:
        if event.kind == "cohort" and event.subject == OPENED and event.body.get("rubric") == rubric:
            memos = event.body.get("memos")
            opened |= {memo for memo in memos if isinstance(memo, str)} if isinstance(memos, list | tuple) else set()
        if event.kind != "score" or event.body.get("rubric") != rubric:
            continue
        score = _score(event)
        id = rater_id(score.rater)
        if id != AGREED:
            raters.setdefault(id, score.rater)
            if event.subject in opened:
                continue  # seen side by side: the pair stays as it was
        given[event.subject, id] = score
    return Scores(given, tuple(raters.values()), frozenset(opened))


def may_score(scores: Scores, rater: str, memos: Iterable[str]) -> bool:
    """True for a rater who has begun on these memos, or where fewer than two have."""
    begun = {id for memo in memos for id in map(rater_id, scores.raters) if (memo, id) in scores.given}
    return rater_id(rater) in begun or len(begun) < PAIR


def left_for(scores: Scores, rater: str, memos: Iterable[str]) -> tuple[str, ...]:
    """The memos that a rater has not handed in yet, in their order."""
    return tuple(memo for memo in memos if not scores.of(memo, rater).done and not scores.is_paired(memo))


def side_by_side(scores: Scores, rater: str, memos: Sequence[str]) -> tuple[str, ...]:
    """The memos whose two scores this rater may see: none before the rater has handed in all that are there."""
    if left_for(scores, rater, memos):
        return ()
    return tuple(memo for memo in memos if scores.is_paired(memo))


def differences(scores: Scores, memo: str, criteria: Sequence[Criterion], *, by: int) -> tuple[Criterion, ...]:
    """The criteria on which the two raters of a memo are at least ``by`` levels apart."""
    pair = scores.handed_in(memo)
    if len(pair) < PAIR:
        return ()
    first, second = (score.levels for score in pair)
    return tuple(
        one for one in criteria if one.id in first and one.id in second and abs(first[one.id] - second[one.id]) >= by
    )


def to_adjudicate(scores: Scores, memo: str, criteria: Sequence[Criterion], *, by: int) -> tuple[Criterion, ...]:
    """The criteria of a memo that the two raters have still to settle."""
    agreed = scores.of(memo, AGREED).levels
    return tuple(one for one in differences(scores, memo, criteria, by=by) if one.id not in agreed)


def settled(scores: Scores, memo: str, criteria: Sequence[Criterion], *, by: int) -> Settled | None:
    """The score that stands, or None before two raters have handed it in and settled where they are far apart.

    A criterion has the level that both settled, else the mean of the two.
    """
    pair = scores.handed_in(memo)
    if len(pair) < PAIR or to_adjudicate(scores, memo, criteria, by=by):
        return None
    agreed = scores.of(memo, AGREED).levels
    levels = {}
    for one in criteria:
        said = [score.levels[one.id] for score in pair if one.id in score.levels]
        if one.id in agreed or said:
            levels[one.id] = float(agreed[one.id]) if one.id in agreed else fmean(said)
    comments = tuple(score.comment.strip() for score in pair if score.comment.strip())
    return Settled(memo, levels, len(pair), tuple(id for id in levels if id in agreed), comments)


def calibration_left(
    scores: Scores, rater: str, calibration: Calibration, *, wanted: int
) -> tuple[CalibrationMemo, ...]:
    """The calibration memos that a rater should still score before the first real one."""
    done = sum(scores.of(memo.id, rater).done for memo in calibration.memos)
    left = [memo for memo in calibration.memos if not scores.of(memo.id, rater).done]
    return tuple(left[: max(0, wanted - done)])


def compare_with_key(score: Score, memo: CalibrationMemo, criteria: Sequence[Criterion]) -> tuple[Compared, ...]:
    """The rater's levels beside the known ones, in the order of the rubric; widest differences are for the reader."""
    return tuple(
        Compared(one, score.levels[one.id], memo.key[one.id].level, memo.key[one.id].because)
        for one in criteria
        if one.id in score.levels and one.id in memo.key
    )


def _score(event: Event) -> Score:
    body = event.body
    levels = body.get("scores")
    comment = body.get("comment")
    kept = {id: level for id, level in levels.items() if level in LEVELS} if isinstance(levels, Mapping) else {}
    return Score(
        event.subject,
        str(body.get("rater", "")),
        {id: int(level) for id, level in kept.items() if isinstance(level, int) and not isinstance(level, bool)},
        comment if isinstance(comment, str) else "",
        body.get("done") is True,
    )
