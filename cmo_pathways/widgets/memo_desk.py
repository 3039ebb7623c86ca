"""What lies before a rater: the memo that is open, those to calibrate with, and those that two raters have scored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cmo_pathways.cohort.gradebook import LAYOUTS
from cmo_pathways.cohort.rubric import (
    CASE_LEVELS,
    CalibrationMemo,
    Criterion,
    case_criterion,
    load_calibration,
    load_rubric,
)
from cmo_pathways.cohort.scoring import calibration_left, left_for, side_by_side
from cmo_pathways.export.class_memos import ClassMemos
from cmo_pathways.journey import Journey


@dataclass(frozen=True, slots=True)
class At:
    """Where the rater is: the part, the name, the memo that is open, and whether its key is shown."""

    part: str = "start"
    rater: str = ""
    memo: str = ""
    key: bool = False
    layout: str = LAYOUTS[0]

    def body(self) -> dict[str, Any]:
        """The place as it is recorded."""
        return {"part": self.part, "rater": self.rater, "memo": self.memo, "key": self.key, "layout": self.layout}


@dataclass(frozen=True, slots=True)
class Desk:
    """The memos of a class before the rater who is at a place of the screen."""

    journey: Journey
    memos: ClassMemos
    at: At

    def to_calibrate(self, *, more: bool = False) -> tuple[CalibrationMemo, ...]:
        """The memos of known score that the rater has yet to score; with ``more`` all there are, not only the usual."""
        calibration = load_calibration()
        wanted = len(calibration.memos) if more else load_rubric().calibrate
        return calibration_left(self.memos.scores, self.at.rater, calibration, wanted=wanted)

    def left(self) -> tuple[str, ...]:
        """The memos of the class that the rater has yet to hand in."""
        return left_for(self.memos.scores, self.at.rater, self.memos.ids)

    def open_memo(self) -> tuple[str, tuple[Criterion, ...]]:
        """The memo that is open, with its criteria: the chosen one, a calibration memo, or the next to score."""
        calibration = load_calibration()
        known = {memo.id for memo in calibration.memos}
        waiting = [memo.id for memo in self.to_calibrate()]
        chosen = self.at.memo if self.at.memo in known or self.at.memo in self.memos.ids else ""
        memo = chosen or next(iter((*waiting, *self.left())), "")
        if memo in known:
            return memo, self._criteria_of_known(calibration.case, calibration.scene)
        found = self.memos.queue.memo(memo)
        return memo, self.memos.criteria_of(found.case, found.scene) if found else ()

    def scored_twice(self) -> tuple[str, ...]:
        """The memos that lie side by side, because two raters have handed them in."""
        return tuple(side_by_side(self.memos.scores, self.at.rater, self.memos.ids))

    def to_settle(self) -> str:
        """The first memo side by side whose score does not stand yet, else the first of all, or nothing."""
        seen, standing = self.scored_twice(), self.memos.standing()
        return next((memo for memo in seen if memo not in standing), seen[0] if seen else "")

    def _criteria_of_known(self, case: str, scene: str) -> tuple[Criterion, ...]:
        if self.memos.rubric != CASE_LEVELS:
            return load_rubric().criteria
        own = case_criterion(self.journey.catalogue.case(case), scene)
        return (own,) if own else ()
