"""Scoring the memos of a class: blind, by two raters, calibrated first; then side by side, agreement, and feedback."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cmo_pathways.cohort.gradebook import LAYOUTS, not_on_roster, write_gradebook
from cmo_pathways.cohort.roster import Roster, read_roster
from cmo_pathways.cohort.rubric import load_calibration
from cmo_pathways.cohort.scoring import AGREED, Score, check_rater, may_score, score_body
from cmo_pathways.errors import LearnerError
from cmo_pathways.export.class_memos import (
    FOLDER,
    WAY,
    ClassMemos,
    Shelf,
    class_gradebook,
    class_memos,
    keep_numbers,
    open_side_by_side,
    write_feedback,
)
from cmo_pathways.export.files import write_whole
from cmo_pathways.journey import Journey
from cmo_pathways.reports.words import counted
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.memo_desk import At, Desk
from cmo_pathways.widgets.memo_views import PARTS, agreement_view, hand_view, score_view, side_view, start_view

_PLACE = "memo-scoring"


class MemoScoring:
    """The screen of the instructor console; a fellow's name never stands on it."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        kept = journey.state().of("place").get(_PLACE, {})
        texts = {key: str(kept[key]) for key in ("part", "rater", "memo", "layout") if isinstance(kept.get(key), str)}
        self._at = At(**texts, key=kept.get("key") is True)
        if self._at.part not in ("start", *PARTS) or self._at.layout not in LAYOUTS:
            self._at = At()
        self._shelf = Shelf()
        self._typed = ""
        self._said = ""
        self._done: list[b.Block] = []
        self._roster: tuple[str, Roster] | None = None

    def view(self) -> dict[str, Any]:
        """The page where the rater is."""
        page = self._page(self._desk(self._memos()))  # may record that scores were seen, so it comes first
        return {"label": "Memo scoring", "saved": b.saved(self._journey.state()), "wide": True, **page}

    def change(self, name: str, value: Any) -> None:
        """Record a level, a comment or a setting."""
        verb, _, what = name.partition(":")
        self._said = ""
        if name == "part" and value in PARTS:
            self._go(replace(self._at, part=str(value), memo="", key=False))
        elif name == "folder":
            self._journey.record("cohort", FOLDER, {"path": str(value).strip()})
        elif name == "rubric":
            self._journey.record("cohort", WAY, {"rubric": str(value)})
        elif name == "rater":
            self._typed = str(value)
        elif name == "layout" and value in LAYOUTS:
            self._go(replace(self._at, layout=str(value)))
        elif name == "roster":
            self._take_roster(value)
        elif name == "comment":
            self._write(comment=str(value))
        elif verb == "level":
            self._write(levels={what: int(value)})
        elif verb == "agree":
            self._settle(what, int(value))

    def press(self, name: str) -> None:
        """Begin, hand a memo in, move on, hand over, or write files. Raises LearnerError."""
        self._said, self._done = "", []
        memos = self._memos()
        if name == "begin":
            self._begin(memos)
        elif name == "over":
            self._typed = ""
            self._go(At(layout=self._at.layout))
        elif name == "hand-in":
            self._hand_in(memos)
        elif name == "go-on":
            self._go(replace(self._at, memo="", key=False))
        elif name == "again" and memos.ids:
            self._go(replace(self._at, memo=memos.ids[0], key=False))
        elif name == "calibrate" and (extra := self._desk(memos).to_calibrate(more=True)):
            self._go(replace(self._at, memo=extra[0].id, key=False))
        elif name in ("back", "next"):
            self._step(memos, -1 if name == "back" else 1)
        elif name == "feedback":
            self._feedback(memos)
        elif name == "gradebook":
            self._gradebook()

    def _page(self, desk: Desk) -> dict[str, Any]:
        match desk.at.part if desk.at.rater else "start":
            case "score":
                return score_view(desk)
            case "side":
                return side_view(desk)
            case "agreement":
                return agreement_view(desk)
            case "hand":
                return hand_view(desk, self._roster[0] if self._roster else "", self._done)
        return start_view(desk, self._typed, self._said)

    # what the rater does

    def _begin(self, memos: ClassMemos) -> None:
        rater = check_rater(self._typed)
        if not may_score(memos.scores, rater, memos.ids):
            self._said = "Two raters have begun on these memos. Type your name as you did then."
            return
        keep_numbers(self._journey, memos)
        self._go(replace(self._at, part="score", rater=rater, memo="", key=False))

    def _hand_in(self, memos: ClassMemos) -> None:
        memo, criteria = self._desk(memos).open_memo()
        score = memos.scores.of(memo, self._at.rater)
        missing = [one.name.lower() for one in criteria if one.id not in score.levels]
        if missing:
            raise LearnerError(f"No level yet for {', '.join(missing)}. Choose one for each, then hand in.")
        self._record(memos, memo, score, done=True)
        known = memo in {one.id for one in load_calibration().memos}
        self._go(replace(self._at, memo=memo if known else "", key=known))

    def _write(self, levels: dict[str, int] | None = None, comment: str | None = None) -> None:
        memos = self._memos()
        memo, criteria = self._desk(memos).open_memo()
        score = memos.scores.of(memo, self._at.rater)
        if levels and not {one.id for one in criteria} >= set(levels):
            return
        merged = replace(
            score,
            levels={**score.levels, **(levels or {})},
            comment=score.comment if comment is None else comment,
        )
        self._record(memos, memo, merged, done=score.done)

    def _record(self, memos: ClassMemos, memo: str, score: Score, *, done: bool) -> None:
        if memo in memos.scores.opened:
            raise LearnerError(
                "These scores lay side by side already, so they stay as they were. Settle them together."
            )
        body = score_body(self._at.rater, memos.rubric, score.levels, comment=score.comment, done=done)
        self._journey.record("score", memo, body)

    def _settle(self, criterion: str, level: int) -> None:
        memos = self._memos()
        memo = self._at.memo or self._desk(memos).to_settle()
        self._go(replace(self._at, memo=memo))
        agreed = memos.scores.of(memo, AGREED)
        body = score_body(AGREED, memos.rubric, {**agreed.levels, criterion: level}, done=True)
        self._journey.record("score", memo, body)

    def _step(self, memos: ClassMemos, by: int) -> None:
        desk, side = self._desk(memos), self._at.part == "side"
        order = desk.scored_twice() if side else memos.ids
        here = self._at.memo or (desk.to_settle() if side else desk.open_memo()[0])
        if here in order:
            self._go(replace(self._at, memo=order[(order.index(here) + by) % len(order)], key=False))

    def _feedback(self, memos: ClassMemos) -> None:
        written = write_feedback(self._journey, memos)
        open_side_by_side(self._journey, memos, tuple(memos.standing()))  # what fellows hold no longer changes
        words = f"{counted(len(written), 'file')} in exports. The name of a file tells whose it is."
        self._done = [b.note("Feedback is written.", words)]

    def _gradebook(self) -> None:
        book = class_gradebook(self._journey)
        if not book.rows:
            raise LearnerError("There is no share in the folder yet. Put share files there first.")
        roster = self._roster[1] if self._roster else None
        file = self._journey.home / "exports" / f"gradebook-{self._at.layout}.csv"
        write_whole(file, write_gradebook(book, self._at.layout, roster))
        missing = len(not_on_roster(book, roster)) if roster else 0
        more = f" {counted(missing, 'fellow')} not on the roster." if missing else ""
        words = (
            f"{counted(len(book.rows), 'fellow')}, {counted(len(book.columns), 'column')}: exports/{file.name}.{more}"
        )
        self._done = [b.note("The gradebook is written.", words)]

    def _take_roster(self, value: Any) -> None:
        for name, data in b.chosen_files(value):
            self._roster = (name, read_roster(data, "The roster"))

    # where the rater is

    def _memos(self) -> ClassMemos:
        return class_memos(self._journey, shelf=self._shelf)

    def _desk(self, memos: ClassMemos) -> Desk:
        return Desk(self._journey, memos, self._at)

    def _go(self, at: At) -> None:
        if at != self._at:
            self._at = at
            self._journey.record("place", _PLACE, at.body())
