"""From a learner's ledger to the share that was ticked, and nothing beyond it.

Never in a share: the balance check, answers of colleagues and invitations, notes and sureness of ratings, license
numbers, contact data, rests of imports, and the learner's ledger id.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from cmo_pathways.cohort.share import (
    PARTS,
    Share,
    SharedActivity,
    SharedEntry,
    SharedLevel,
    SharedMemo,
    SharedPlay,
    SharedRating,
)
from cmo_pathways.cohort.share_rules import MOMENTS, STATUSES, is_day, is_slug, is_word, printable
from cmo_pathways.errors import LearnerError, UnknownId

if TYPE_CHECKING:  # reading a folder of shares needs none of these, and they are slow to load
    from cmo_pathways.assess import Estimate
    from cmo_pathways.catalogue import Catalogue
    from cmo_pathways.ledger import JSON, LedgerState, Play

_AT_HOME = (
    *("section", "removed", "acknowledged", "original", "order", "pinned", "excluded", "evidence"),
    *("contact", "number", "document"),
)
"""Fields of an entry that never leave the learner's computer with a share."""
_STAGES = ("training", "practice", "first-leadership", "senior-leadership", "cmo")
_SAID = {"executive": "cmo", "student": "training"}


def extract_share(
    catalogue: Catalogue,
    state: LedgerState,
    estimates: Mapping[str, Estimate],
    *,
    learner: str,
    share_id: str,
    at: str,
    name: str,
    pseudonym: bool,
    parts: Collection[str],
    leave_out: Collection[str] = (),
) -> Share:
    """The share of a learner who ticked these parts.

    ``leave_out`` names single items to keep back: a key of ``item_keys``, the part of it behind the first colon (a
    play, an entry), or ``stage`` or ``role``. Raises UnknownId for a part or an item that is not there, LearnerError
    where there is no name.
    """
    for part in parts:
        if part not in PARTS:
            raise UnknownId("part of a share", part, PARTS)
    called = " ".join(printable(name).split())[:200]
    if not called:
        raise LearnerError("A share needs a name. Give your name, or a pseudonym that your instructor knows.")
    whole = Share(
        id=share_id,
        learner=learner,
        at=at,
        name=called,
        pseudonym=pseudonym,
        framework=catalogue.framework.version,
        stage=_stage(catalogue, state),
        role=state.target,
        parts=tuple(part for part in PARTS if part in parts),
        levels=_levels(estimates) if "levels" in parts else (),
        ratings=_ratings(state) if "ratings" in parts else (),
        cases=tuple(_cases(state)) if "cases" in parts else (),
        memos=tuple(_memos(catalogue, state)) if "memos" in parts else (),
        plan=tuple(_plan(state)) if "plan" in parts else (),
        entries=tuple(_entries(state)) if "entries" in parts else (),
    )
    return without_items(whole, leave_out)


def item_keys(share: Share) -> Mapping[str, tuple[str, ...]]:
    """The keys of the items of each part, in their order, such as ``cases:vacant-list-1`` or ``entries:impact-2``.

    The ratings of one course are one item.
    """
    return {
        "levels": tuple(f"levels:{item.competency}" for item in share.levels),
        "ratings": tuple(dict.fromkeys(f"ratings:{item.course}" for item in share.ratings)),
        "cases": tuple(f"cases:{item.play}" for item in share.cases),
        "memos": tuple(f"memos:{item.play}:{item.scene}" for item in share.memos),
        "plan": tuple(f"plan:{item.activity}" for item in share.plan),
        "entries": tuple(f"entries:{item.id}" for item in share.entries),
    }


def without_items(share: Share, leave_out: Collection[str]) -> Share:
    """The share without these items (see ``extract_share``). Raises UnknownId for one that is not there."""
    keys = [key for part in item_keys(share).values() for key in part]
    gone = {"stage", "role"} & set(leave_out)
    for id in set(leave_out) - gone:
        found = {key for key in keys if id in (key, key.partition(":")[2]) or key.startswith(f"memos:{id}:")}
        if not found:
            raise UnknownId("item in this share", id, keys)
        gone |= found
    return replace(
        share,
        stage=None if "stage" in gone else share.stage,
        role=None if "role" in gone else share.role,
        levels=tuple(item for item in share.levels if f"levels:{item.competency}" not in gone),
        ratings=tuple(item for item in share.ratings if f"ratings:{item.course}" not in gone),
        cases=tuple(item for item in share.cases if f"cases:{item.play}" not in gone),
        memos=tuple(item for item in share.memos if f"memos:{item.play}:{item.scene}" not in gone),
        plan=tuple(item for item in share.plan if f"plan:{item.activity}" not in gone),
        entries=tuple(item for item in share.entries if f"entries:{item.id}" not in gone),
    )


def _stage(catalogue: Catalogue, state: LedgerState) -> str | None:
    """The stage that the learner named, else the highest among the posts held."""
    said = state.of("intake").get("me", {}).get("stage") or state.of("placement").get("me", {}).get("stage")
    if isinstance(said, str) and is_slug(said):
        return _SAID.get(said, said)
    known = catalogue.career.steps
    held = {known[id].stage for id, step in state.steps.items() if step.held and id in known}
    return max(held & set(_STAGES), key=_STAGES.index, default=None)


def _levels(estimates: Mapping[str, Estimate]) -> tuple[SharedLevel, ...]:
    # What only the starting assumption says is no news of this learner, so it stays out.
    return tuple(
        SharedLevel(id, round(found.level, 2), round(found.low, 2), round(found.high, 2))
        for id, found in estimates.items()
        if found.observed > 0
    )


def _ratings(state: LedgerState) -> tuple[SharedRating, ...]:
    last: dict[tuple[str, str, str], int] = {}
    for rating in sorted((*state.rating_history, *state.then_ratings), key=lambda rating: rating.seq):
        course = " ".join(printable(rating.course).split())[:200]
        key = (course, rating.competency, rating.moment or "then")
        last.pop(key, None)
        if course and rating.level is not None and key[2] in MOMENTS:
            last[key] = rating.level
    return tuple(SharedRating(competency, course, moment, last[course, competency, moment])
                 for course, competency, moment in sorted(last, key=_course_order))  # fmt: skip


def _course_order(key: tuple[str, str, str]) -> tuple[str, str, int]:
    return key[0], key[1], MOMENTS.index(key[2])


def _cases(state: LedgerState) -> Iterator[SharedPlay]:
    for play in state.plays.values():
        if (result := play.result) is None or not is_word(play.play):
            continue
        scores = {id: (float(score.got), float(score.best)) for id, score in result.scores.items() if is_slug(id)}
        path = tuple(found for step in result.path if (found := printable(step)[:400]))
        version, ending = _word(play.version), _word(result.ending)
        yield SharedPlay(play.play, play.case, version, result.at, ending, path, scores)


def _memos(catalogue: Catalogue, state: LedgerState) -> Iterator[SharedMemo]:
    for play in state.plays.values():
        if play.result is None or not is_word(play.play):
            continue
        for scene, text in _written(catalogue, play).items():
            if is_word(scene) and (text := printable(text).strip()):
                yield SharedMemo(play.play, play.case, _word(play.version), scene, play.result.at, text)


def _written(catalogue: Catalogue, play: Play) -> Mapping[str, str]:
    """The memos of a play by scene: those on its path, or all where the case is no longer there."""
    from cmo_pathways.cases import resume_play

    case = catalogue.cases.get(play.case)
    if case is not None:
        answers = resume_play(case, play.moves).state.answers
        return {one.scene: str(one.value) for one in answers if one.ask == "memo"}
    moves = [move for move in play.moves if move.get("ask") == "memo"]
    return {str(move["scene"]): str(move.get("value", "")) for move in moves}


def _plan(state: LedgerState) -> Iterator[SharedActivity]:
    told = state.of("activity")
    kept = state.of("plan").get(state.target or "") or next(reversed(list(state.of("plan").values())), {})
    rows = kept.get("activities")
    planned = [row.get("id") for row in rows if isinstance(row, Mapping)] if isinstance(rows, list | tuple) else []
    for id in dict.fromkeys(id for id in (*planned, *told) if isinstance(id, str) and is_slug(id)):
        body = told.get(id, {})
        status, on = body.get("status"), body.get("on")
        known = status if isinstance(status, str) and status in STATUSES else "planned"
        yield SharedActivity(id, known, on if isinstance(on, str) and is_day(on) else None)


def _entries(state: LedgerState) -> Iterator[SharedEntry]:
    for id, body in state.entries.items():
        kept = {key: found for key, value in body.items() if (found := _field(key, value)) is not None}
        yield SharedEntry(id, _word(str(body["section"])), kept)


def _word(text: str) -> str:
    return printable(text)[:200] or "-"


def _field(key: str, value: JSON) -> str | float | tuple[str, ...] | None:
    """The value of a field of an entry as it may be shared; None for what stays at home or holds nothing."""
    if key in _AT_HOME or not 0 < len(key) <= 100 or printable(key) != key:
        return None
    if isinstance(value, list | tuple):
        texts = tuple(found for item in value[:100] if isinstance(item, str) and (found := printable(item).strip()))
        return texts or None
    if isinstance(value, str):
        return printable(value).strip() or None
    return value if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9 else None
