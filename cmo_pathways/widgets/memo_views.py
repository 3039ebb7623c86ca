"""Each page of memo scoring, from what lies before the rater: its head, its blocks and its buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cmo_pathways.cohort.memo_agreement import agreement_of
from cmo_pathways.cohort.rubric import CalibrationMemo, Criterion, load_calibration, load_rubric
from cmo_pathways.cohort.scoring import compare_with_key
from cmo_pathways.export.class_memos import open_side_by_side, shares_folder
from cmo_pathways.reports.words import counted
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.memo_compare import agreement_blocks, handing_blocks, side_blocks
from cmo_pathways.widgets.memo_desk import Desk
from cmo_pathways.widgets.memo_pages import key_blocks, scoring_blocks, start_blocks

PARTS = {"score": "Score", "side": "Side by side", "agreement": "Agreement", "hand": "Hand out"}
_SEED = 7


def start_view(desk: Desk, typed: str, said: str) -> dict[str, Any]:
    """Where a rater begins; ``typed`` is the name so far, ``said`` why it did not do."""
    folder = str(shares_folder(desk.journey, desk.journey.state()))
    rubric = load_rubric()
    return {
        "page": "start",
        "head": {"where": "Memo scoring", "aside": "Two raters, no names"},
        "blocks": start_blocks(desk.memos, folder, rubric, typed, rubric.calibrate, said),
        "buttons": [b.button("begin", "Begin scoring", style="primary")] if desk.memos.ids else [],
    }


def score_view(desk: Desk) -> dict[str, Any]:
    """The memo that is open, beside what it is judged by."""
    memos = desk.memos
    memo, criteria = desk.open_memo()
    known = next((one for one in load_calibration().memos if one.id == memo), None)
    if known is not None:
        return _calibration_view(desk, known, criteria)
    found = memos.queue.memo(memo)
    if found is None:
        again = [b.button("again", "See your scores")] if memos.ids else []
        return _page(desk, "finished", _finished(desk), again)
    score = memos.scores.of(memo, desk.at.rater)
    case = desk.journey.catalogue.cases.get(found.case)
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
    return _page(desk, f"memo-{memo}", [*note, *blocks], buttons)


def side_view(desk: Desk) -> dict[str, Any]:
    """One memo with the scores of both raters; once seen, scores no longer change."""
    memos, seen = desk.memos, desk.scored_twice()
    if not seen:
        return _page(desk, "side-closed", _not_yet(desk), [])
    open_side_by_side(desk.journey, memos, seen)
    memo = desk.at.memo if desk.at.memo in seen else desk.to_settle()
    found = memos.queue.memo(memo)
    assert found is not None
    case = desk.journey.catalogue.cases.get(found.case)
    blocks = side_blocks(
        found, case.title if case else found.case, memos.criteria_of(found.case, found.scene), memos.scores,
        by=load_rubric().adjudicate,
    )  # fmt: skip
    buttons = [b.button("next", "Next memo", style="primary"), b.button("back", "Memo before")] if seen[1:] else []
    return _page(desk, f"side-{memo}", blocks, buttons)


def agreement_view(desk: Desk) -> dict[str, Any]:
    """How far the two raters agree; once seen, scores no longer change."""
    memos, seen = desk.memos, desk.scored_twice()
    if not seen:
        return _page(desk, "agreement-closed", _not_yet(desk), [])
    open_side_by_side(desk.journey, memos, seen)
    first = memos.queue.memo(seen[0])
    criteria = memos.criteria_of(first.case, first.scene) if first else ()
    found = agreement_of(memos.scores, seen, criteria, too_few=load_rubric().too_few, seed=_SEED)
    return _page(desk, "agreement", agreement_blocks(found), [])


def hand_view(desk: Desk, roster: str, done: list[b.Block]) -> dict[str, Any]:
    """What goes back to fellows; ``roster`` is the name of the file chosen, ``done`` what was written just now."""
    return _page(desk, "hand", handing_blocks(desk.memos, desk.at.layout, roster, done), [])


def _calibration_view(desk: Desk, known: CalibrationMemo, criteria: tuple[Criterion, ...]) -> dict[str, Any]:
    calibration = load_calibration()
    number = [one.id for one in calibration.memos].index(known.id) + 1
    label = f"Calibration memo {number}"
    score = desk.memos.scores.of(known.id, desk.at.rater)
    if desk.at.key and score.done:
        waiting, more = desk.to_calibrate(), desk.to_calibrate(more=True)
        buttons = [b.button("go-on", "Next memo" if waiting else "Go on to the memos", style="primary")]
        if not waiting and more:
            buttons.append(b.button("calibrate", "One more of known score"))
        rows = compare_with_key(score, known, criteria)
        return _page(desk, f"key-{known.id}", key_blocks(label, known.text, rows), buttons)
    case = desk.journey.catalogue.cases.get(calibration.case)
    blocks = scoring_blocks(label, case, calibration.scene, known.text, criteria, score, comment=False)
    lead = b.note("An invented memo of known score.", "Score it as you would a real one; the key follows.")
    button = b.button("hand-in", "Compare with the key", style="primary")
    return _page(desk, f"memo-{known.id}", [lead, *blocks], [button])


def _finished(desk: Desk) -> list[b.Block]:
    memos = desk.memos
    waiting = sum(not memos.scores.is_paired(memo) for memo in memos.ids)
    wait = "waits" if waiting == 1 else "wait"
    words = (
        f"{counted(waiting, 'memo')} {wait} for the second rater. Hand over; look at Side by side when both are done."
        if waiting
        else "Both raters are done. Look at them side by side."
    )
    return [b.title("You have handed in every memo" if memos.ids else "No memo is left"), b.prose(b.words(words))]


def _not_yet(desk: Desk) -> list[b.Block]:
    left = len(desk.left())
    words = (
        f"You have {counted(left, 'memo')} to hand in. The other rater's scores stay hidden until then."
        if left
        else "No memo has been handed in by two raters yet."
    )
    return [b.title("Not yet side by side"), b.prose(b.words(words))]


def _page(desk: Desk, page: str, blocks: Sequence[b.Block], buttons: Sequence[Any]) -> dict[str, Any]:
    memos, at = desk.memos, desk.at
    parts = b.segment("part", "Look at", list(PARTS.items()), at.part)
    here = desk.open_memo()[0] if at.part == "score" else ""
    handed = {memo for memo in memos.ids if memos.scores.of(memo, at.rater).done}
    states = ["now" if memo == here else "done" if memo in handed else "todo" for memo in memos.ids]
    spoken = f"{len(handed)} of {len(states)} handed in"
    head: dict[str, Any] = {"where": f"Memo scoring, rater {at.rater}", "aside": spoken}
    if 0 < len(states) <= 40:
        head |= {"groups": [states], "spoken": spoken, "done": len(handed), "total": len(states)}
    return {
        "page": page,
        "head": head,
        "blocks": [b.group("parts", parts, style="tabs"), *blocks],
        "buttons": [*buttons, b.button("over", "Hand over to the other rater", style="text")],
    }
