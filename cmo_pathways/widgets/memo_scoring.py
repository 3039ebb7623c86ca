"""Scoring the memos of a class: blind, by two raters, calibrated first; then side by side, agreement, and feedback."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from cmo_pathways.cohort.gradebook import LAYOUTS, not_on_roster, write_gradebook
from cmo_pathways.cohort.memo_agreement import agreement_of
from cmo_pathways.cohort.roster import Roster, read_roster
from cmo_pathways.cohort.rubric import CASE_LEVELS, Criterion, load_calibration, load_rubric
from cmo_pathways.cohort.scoring import (
    AGREED,
    Score,
    calibration_left,
    check_rater,
    compare_with_key,
    left_for,
    may_score,
    score_body,
    side_by_side,
)
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
    shares_folder,
    write_feedback,
)
from cmo_pathways.export.files import write_whole
from cmo_pathways.journey import Journey
from cmo_pathways.reports.words import counted
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.memo_compare import agreement_blocks, handing_blocks, side_blocks
from cmo_pathways.widgets.memo_pages import key_blocks, scoring_blocks, start_blocks

_PLACE = "memo-scoring"
_SEED = 7
_PARTS = {"score": "Score", "side": "Side by side", "agreement": "Agreement", "hand": "Hand out"}


@dataclass(frozen=True, slots=True)
class _At:
    """Where the rater is: the part, the name, the memo that is open, and whether its key is shown."""

    part: str = "start"
    rater: str = ""
    memo: str = ""
    key: bool = False
    layout: str = LAYOUTS[0]

    def body(self) -> dict[str, Any]:
        return {"part": self.part, "rater": self.rater, "memo": self.memo, "key": self.key, "layout": self.layout}


class MemoScoring:
    """The screen of the instructor console; a fellow's name never stands on it."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        kept = journey.state().of("place").get(_PLACE, {})
        texts = {key: str(kept[key]) for key in ("part", "rater", "memo", "layout") if isinstance(kept.get(key), str)}
        self._at = _At(**texts, key=kept.get("key") is True)
        if self._at.part not in ("start", *_PARTS) or self._at.layout not in LAYOUTS:
            self._at = _At()
        self._shelf = Shelf()
        self._typed = ""
        self._said = ""
        self._done: list[b.Block] = []
        self._roster: tuple[str, Roster] | None = None

    def view(self) -> dict[str, Any]:
        """The page where the rater is."""
        memos = self._memos()
        part = self._at.part if self._at.rater else "start"
        page = {"score": self._score, "side": self._side, "agreement": self._agreement, "hand": self._hand}.get(part)
        view = page(memos) if page else self._start(memos)
        return {"label": "Memo scoring", "saved": b.saved(self._journey.state()), "wide": True, **view}

    def change(self, name: str, value: Any) -> None:
        """Record a level, a comment or a setting."""
        verb, _, what = name.partition(":")
        self._said = ""
        if name == "part" and value in _PARTS:
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
            self._go(_At(layout=self._at.layout))
        elif name == "hand-in":
            self._hand_in(memos)
        elif name == "go-on":
            self._go(replace(self._at, memo="", key=False))
        elif name == "again" and memos.ids:
            self._go(replace(self._at, memo=memos.ids[0], key=False))
        elif name == "calibrate":
            extra = next(memo.id for memo in self._calibration(memos, more=True))
            self._go(replace(self._at, memo=extra, key=False))
        elif name in ("back", "next"):
            self._step(memos, -1 if name == "back" else 1)
        elif name == "feedback":
            self._feedback(memos)
        elif name == "gradebook":
            self._gradebook()

    # what the rater does

    def _begin(self, memos: ClassMemos) -> None:
        rater = check_rater(self._typed)
        if not may_score(memos.scores, rater, memos.ids):
            self._said = "Two raters have begun on these memos. Type your name as you did then."
            return
        keep_numbers(self._journey, memos)
        self._go(replace(self._at, part="score", rater=rater, memo="", key=False))

    def _hand_in(self, memos: ClassMemos) -> None:
        memo, criteria = self._open(memos)
        score = memos.scores.of(memo, self._at.rater)
        missing = [one.name.lower() for one in criteria if one.id not in score.levels]
        if missing:
            raise LearnerError(f"No level yet for {', '.join(missing)}. Choose one for each, then hand in.")
        self._record(memos, memo, score, done=True)
        known = memo in {one.id for one in load_calibration().memos}
        self._go(replace(self._at, memo=memo if known else "", key=known))

    def _write(self, levels: dict[str, int] | None = None, comment: str | None = None) -> None:
        memos = self._memos()
        memo, criteria = self._open(memos)
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
        memo = self._at.memo or self._first_side(memos)
        self._go(replace(self._at, memo=memo))
        agreed = memos.scores.of(memo, AGREED)
        body = score_body(AGREED, memos.rubric, {**agreed.levels, criterion: level}, done=True)
        self._journey.record("score", memo, body)

    def _step(self, memos: ClassMemos, by: int) -> None:
        order = self._seen(memos) if self._at.part == "side" else list(memos.ids)
        here = self._at.memo or (self._first_side(memos) if self._at.part == "side" else self._open(memos)[0])
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

    def _go(self, at: _At) -> None:
        if at != self._at:
            self._at = at
            self._journey.record("place", _PLACE, at.body())

    def _calibration(self, memos: ClassMemos, *, more: bool = False) -> Sequence[Any]:
        calibration = load_calibration()
        wanted = len(calibration.memos) if more else load_rubric().calibrate
        return calibration_left(memos.scores, self._at.rater, calibration, wanted=wanted)

    def _open(self, memos: ClassMemos) -> tuple[str, tuple[Criterion, ...]]:
        """The memo that is open, with its criteria: the chosen one, a calibration memo, or the next to score."""
        calibration = load_calibration()
        known = {memo.id for memo in calibration.memos}
        waiting = [memo.id for memo in self._calibration(memos)]
        left = left_for(memos.scores, self._at.rater, memos.ids)
        chosen = self._at.memo if self._at.memo in known or self._at.memo in memos.ids else ""
        memo = chosen or next(iter((*waiting, *left)), "")
        if memo in known:
            return memo, self._criteria(memos, calibration.case, calibration.scene)
        found = memos.queue.memo(memo)
        return memo, memos.criteria_of(found.case, found.scene) if found else ()

    def _criteria(self, memos: ClassMemos, case: str, scene: str) -> tuple[Criterion, ...]:
        from cmo_pathways.cohort.rubric import case_criterion

        if memos.rubric != CASE_LEVELS:
            return load_rubric().criteria
        own = case_criterion(self._journey.catalogue.case(case), scene)
        return (own,) if own else ()

    def _seen(self, memos: ClassMemos) -> list[str]:
        return list(side_by_side(memos.scores, self._at.rater, memos.ids))

    def _first_side(self, memos: ClassMemos) -> str:
        seen = self._seen(memos)
        standing = memos.standing()
        return next((memo for memo in seen if memo not in standing), seen[0] if seen else "")

    # the pages

    def _start(self, memos: ClassMemos) -> dict[str, Any]:
        state = self._journey.state()
        folder = str(shares_folder(self._journey, state))
        rubric = load_rubric()
        blocks = start_blocks(memos, folder, rubric, self._typed, rubric.calibrate, self._said)
        return {
            "page": "start",
            "head": {"where": "Memo scoring", "aside": "Two raters, no names"},
            "blocks": blocks,
            "buttons": [b.button("begin", "Begin scoring", style="primary")] if memos.ids else [],
        }

    def _score(self, memos: ClassMemos) -> dict[str, Any]:
        memo, criteria = self._open(memos)
        calibration = load_calibration()
        known = next((one for one in calibration.memos if one.id == memo), None)
        if known is not None:
            return self._calibrate(memos, known, criteria)
        found = memos.queue.memo(memo)
        if found is None:
            again = [b.button("again", "See your scores")] if memos.ids else []
            return self._page(memos, "finished", self._finished(memos), again)
        score = memos.scores.of(memo, self._at.rater)
        case = self._journey.catalogue.cases.get(found.case)
        closed = memo in memos.scores.opened
        blocks = scoring_blocks(found.label, case, found.scene, found.text, criteria, score)
        note = [b.note("Handed in.", "You can change it until the scores lie side by side.")] if score.done else []
        note = [b.note("Closed.", "These scores lay side by side, so they stay as they were.")] if closed else note
        label = "Next memo" if closed else "Hand in again" if score.done else "Hand in, next memo"
        buttons = [
            b.button("go-on" if closed else "hand-in", label, style="primary"),
            b.button("back", "Memo before"),
            b.button("next", "Skip"),
        ]
        return self._page(memos, f"memo-{memo}", [*note, *blocks], buttons)

    def _calibrate(self, memos: ClassMemos, known: Any, criteria: tuple[Criterion, ...]) -> dict[str, Any]:
        calibration = load_calibration()
        number = [one.id for one in calibration.memos].index(known.id) + 1
        label = f"Calibration memo {number}"
        score = memos.scores.of(known.id, self._at.rater)
        if self._at.key and score.done:
            more = self._calibration(memos, more=True)
            buttons = [
                b.button("go-on", "Next memo" if self._calibration(memos) else "Go on to the memos", style="primary")
            ]
            if not self._calibration(memos) and more:
                buttons.append(b.button("calibrate", "One more of known score"))
            rows = compare_with_key(score, known, criteria)
            return self._page(memos, f"key-{known.id}", key_blocks(label, known.text, rows), buttons)
        case = self._journey.catalogue.cases.get(calibration.case)
        blocks = scoring_blocks(label, case, calibration.scene, known.text, criteria, score, comment=False)
        lead = b.note("An invented memo of known score.", "Score it as you would a real one; the key follows.")
        return self._page(
            memos, f"memo-{known.id}", [lead, *blocks], [b.button("hand-in", "Compare with the key", style="primary")]
        )

    def _finished(self, memos: ClassMemos) -> list[b.Block]:
        waiting = sum(not memos.scores.is_paired(memo) for memo in memos.ids)
        wait = "waits" if waiting == 1 else "wait"
        words = (
            f"{counted(waiting, 'memo')} {wait} for the second rater. Hand over; "
            "look at Side by side when both are done."
            if waiting
            else "Both raters are done. Look at them side by side."
        )
        return [b.title("You have handed in every memo" if memos.ids else "No memo is left"), b.prose(b.words(words))]

    def _side(self, memos: ClassMemos) -> dict[str, Any]:
        seen = self._seen(memos)
        if not seen:
            return self._page(memos, "side-closed", self._closed(memos), [])
        open_side_by_side(self._journey, memos, seen)
        memo = self._at.memo if self._at.memo in seen else self._first_side(memos)
        found = memos.queue.memo(memo)
        assert found is not None
        case = self._journey.catalogue.cases.get(found.case)
        blocks = side_blocks(
            found, case.title if case else found.case, memos.criteria_of(found.case, found.scene), memos.scores,
            by=load_rubric().adjudicate,
        )  # fmt: skip
        buttons = [b.button("next", "Next memo", style="primary"), b.button("back", "Memo before")] if seen[1:] else []
        return self._page(memos, f"side-{memo}", blocks, buttons)

    def _agreement(self, memos: ClassMemos) -> dict[str, Any]:
        seen = self._seen(memos)
        if not seen:
            return self._page(memos, "agreement-closed", self._closed(memos), [])
        open_side_by_side(self._journey, memos, seen)
        rubric = load_rubric()
        first = memos.queue.memo(seen[0])
        criteria = memos.criteria_of(first.case, first.scene) if first else ()
        found = agreement_of(memos.scores, seen, criteria, too_few=rubric.too_few, seed=_SEED)
        return self._page(memos, "agreement", agreement_blocks(found), [])

    def _hand(self, memos: ClassMemos) -> dict[str, Any]:
        name = self._roster[0] if self._roster else ""
        return self._page(memos, "hand", handing_blocks(memos, self._at.layout, name, self._done), [])

    def _closed(self, memos: ClassMemos) -> list[b.Block]:
        left = len(left_for(memos.scores, self._at.rater, memos.ids))
        words = (
            f"You have {counted(left, 'memo')} to hand in. The other rater's scores stay hidden until then."
            if left
            else "No memo has been handed in by two raters yet."
        )
        return [b.title("Not yet side by side"), b.prose(b.words(words))]

    def _page(self, memos: ClassMemos, page: str, blocks: list[b.Block], buttons: list[b.Block]) -> dict[str, Any]:
        parts = b.segment("part", "Look at", list(_PARTS.items()), self._at.part)
        here = self._open(memos)[0] if self._at.part == "score" else ""
        handed = {memo for memo in memos.ids if memos.scores.of(memo, self._at.rater).done}
        states = ["now" if memo == here else "done" if memo in handed else "todo" for memo in memos.ids]
        spoken = f"{len(handed)} of {len(states)} handed in"
        head: dict[str, Any] = {"where": f"Memo scoring, rater {self._at.rater}", "aside": spoken}
        if 0 < len(states) <= 40:
            head |= {"groups": [states], "spoken": spoken, "done": len(handed), "total": len(states)}
        return {
            "page": page,
            "head": head,
            "blocks": [b.group("parts", parts, style="tabs"), *blocks],
            "buttons": [*buttons, b.button("over", "Hand over to the other rater", style="text")],
        }
