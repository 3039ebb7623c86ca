"""Sharing with an instructor: what the screen and the command line call to show, write and withdraw a share."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cmo_pathways.cases import Case
from cmo_pathways.cohort import Share, Withdrawal, extract_share, read_share, share_text
from cmo_pathways.cohort.folder import file_bytes
from cmo_pathways.cohort.share_file import is_ahead
from cmo_pathways.cohort.share_rules import is_moment
from cmo_pathways.errors import ExportError, InputError, LearnerError, UnsafeExport
from cmo_pathways.export.files import write_whole
from cmo_pathways.journey import Journey, estimates_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.portfolio import Allowed, Hit, allowed_of, identifier_hits, text_hits

COPIES = (
    "Copies that were handed out already cannot be called back: this file asks whoever has them to stop counting them. "
    "Hand it to your instructor."
)
"""What a withdrawal can do, and what it cannot."""
_TIME = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class ShareWish:
    """What the learner wants to share.

    ``name`` as the instructor will read it; ``pseudonym``, True where it is not the real name; ``parts`` ticked;
    ``leave_out``, keys of single items; ``course``, the learner's own word for whom the share is meant, which stays in
    the ledger; ``acknowledged``, codes of hits that the learner looked at.
    """

    name: str
    pseudonym: bool
    parts: tuple[str, ...]
    leave_out: tuple[str, ...] = ()
    course: str = ""
    acknowledged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedBefore:
    """A share that was written before: when, as whom, what, into which file; ``withdrawn`` since."""

    id: str
    at: str
    name: str
    pseudonym: bool
    parts: tuple[str, ...]
    file: str
    course: str
    learner: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class WrittenShare:
    """A share, or a withdrawal, that lies on disk and is noted in the ledger."""

    file: Path
    sha256: str
    content: Share | Withdrawal


def prepare_share(journey: Journey, state: LedgerState, wish: ShareWish) -> Share:
    """The share that would be written now; nothing is written. Raises UnknownId, LearnerError."""
    learner = _learner_in(state, wish.course) or secrets.token_hex(16)
    return extract_share(
        journey.catalogue,
        state,
        estimates_of(journey, state),
        learner=learner,
        share_id=secrets.token_hex(8),
        at=_next_time(journey, state, learner),
        name=wish.name,
        pseudonym=wish.pseudonym,
        parts=wish.parts,
        leave_out=wish.leave_out,
    )


def share_hits(
    journey: Journey, state: LedgerState, share: Share, acknowledged: Collection[str] = ()
) -> Mapping[str, tuple[Hit, ...]]:
    """What in the memos and entries of a share could name a patient, by the key of the item.

    Names and numbers that stand in a case are invented, so a memo on that case may repeat them.
    """
    shown = {entry.id: {"acknowledged": state.entries[entry.id].get("acknowledged"), **entry.body, "section":
             entry.section} for entry in share.entries}  # fmt: skip
    found: dict[str, tuple[Hit, ...]] = {}
    people = allowed_of(state.entries, state.profile)
    for memo in share.memos:
        case = journey.catalogue.cases.get(memo.case)
        hits = text_hits(memo.text, _with_case(people, case) if case else people)
        if left := tuple(hit for hit in hits if hit.code not in acknowledged):
            found[f"memos:{memo.play}:{memo.scene}"] = left
    for hit in identifier_hits(shown, people=state.entries):
        if not hit.acknowledged and hit.code not in acknowledged:
            found[f"entries:{hit.entry}"] = (*found.get(f"entries:{hit.entry}", ()), hit)
    return found


def write_share(
    journey: Journey, share: Share, file: Path | None = None, *, course: str, acknowledged: Collection[str] = ()
) -> WrittenShare:
    """Write a share that was shown, by default into ``exports/``, and note it in the ledger.

    Raises UnsafeExport where it could name a patient, ExportError where the file cannot be written or something other
    than a share of this learner lies there, LearnerError where an earlier share is dated ahead, LedgerError.
    """
    state = journey.state()
    if is_ahead(share.at, journey.clock()):
        raise LearnerError(
            f"An earlier share is dated {share.at[:10]}, which is still to come by the clock of this computer. Nothing "
            "was written; set the clock, or if it is right, name another course."
        )
    hits = share_hits(journey, state, share, acknowledged)
    stops = [(key, hit) for key, found in hits.items() for hit in found if hit.blocks]
    if stops:
        raise UnsafeExport([hit for _, hit in stops], len(stops), f"{stops[0][1].name} in {stops[0][0]}")
    told = {"parts": list(share.parts), "course": course, "name": share.name, "pseudonym": share.pseudonym}
    return _written(journey, share, file, state, told)


def withdraw_shares(journey: Journey, file: Path | None = None, *, course: str) -> WrittenShare:
    """Write the file that takes back every share of a course until now, and note it in the ledger.

    Without a file it lies in ``exports/``. Raises LearnerError where nothing was shared, ExportError where the file
    cannot be written or something other than a share of this learner lies there, LedgerError.
    """
    state = journey.state()
    learner = _learner_in(state, course)
    if learner is None:
        known = ", ".join(f'"{name}"' for name in courses_shared(state) if name)
        hint = f" You shared for {known}; name the course." if known else ""
        raise LearnerError(
            f"Nothing was shared yet{' for this course' if known else ''}, so there is nothing to withdraw.{hint}"
        )
    back = Withdrawal(secrets.token_hex(8), learner, _next_time(journey, state, learner))
    return _written(journey, back, file, state, {"course": course})


def shares_before(state: LedgerState) -> tuple[SharedBefore, ...]:
    """The shares written so far, newest first."""
    back: dict[str, str] = {}
    for body in state.of("withdrawal").values():
        back[str(body.get("learner"))] = max(_made(body), back.get(str(body.get("learner")), ""))
    found = [
        SharedBefore(
            id=id, at=_made(body), name=str(body.get("name", "")), pseudonym=body.get("pseudonym") is True,
            parts=tuple(map(str, parts if isinstance(parts := body.get("parts"), list | tuple) else ())),
            file=str(body.get("file", "")), course=str(body.get("course", "")), learner=str(body.get("learner", "")),
            withdrawn=_made(body) <= back.get(str(body.get("learner")), ""),
        )
        for id, body in state.of("share").items()
    ]  # fmt: skip
    return tuple(reversed(found))


def courses_shared(state: LedgerState) -> tuple[str, ...]:
    """The courses for which something was shared, the last one first."""
    return tuple(dict.fromkeys(share.course for share in shares_before(state)))


def name_warnings(state: LedgerState, wish: ShareWish, share: Share) -> tuple[str, ...]:
    """What gives away who is behind a pseudonym, or behind a changed name, one sentence each."""
    found = []
    if share.pseudonym and (share.entries or share.memos):
        found.append(
            "Entries and memos can tell who you are in spite of a pseudonym: entries name your posts and publications."
        )
    names = dict.fromkeys(before.name for before in shares_before(state) if before.course == wish.course)
    other = next((name for name in names if name not in ("", share.name)), "")
    if other:
        found.append(
            f'An earlier share for this course was written as "{other}". Both carry the same random number, so that '
            "the newer one replaces the older one: whoever kept the older file can tell that both are yours."
        )
    return tuple(found)


def _learner_in(state: LedgerState, course: str) -> str | None:
    mine = (share.learner for share in shares_before(state) if share.course == course)
    return next(mine, None) or None


def _next_time(journey: Journey, state: LedgerState, learner: str) -> str:
    """Now, or a second after the last share or withdrawal where the clock of the computer went back.

    What was written for another course while the clock was far ahead does not count.
    """
    now = journey.clock().strftime(_TIME)
    told = (*state.of("share").values(), *state.of("withdrawal").values())
    counts = [body for body in told if body.get("learner") == learner or not is_ahead(_made(body), journey.clock())]
    last = max(map(_made, counts), default="")
    if last < now:
        return now
    return (datetime.fromisoformat(last) + timedelta(seconds=1)).strftime(_TIME)


def _with_case(people: Allowed, case: Case) -> Allowed:
    text = " ".join((case.title, *(scene.text for scene in case.scenes))).lower()
    names = frozenset(re.findall(r"[a-z'-]{3,}", text))
    numbers = frozenset("".join(filter(str.isdigit, found)) for found in re.findall(r"\+?[\d(][\d ().-]{5,}\d", text))
    return Allowed(people.names | names, people.numbers | numbers, people.addresses)


def _made(body: Mapping[str, object]) -> str:
    """The time that the file itself carries, which is never before that of an earlier one."""
    made = str(body.get("made"))
    return made if is_moment(made) else str(body["at"])


def _file_name(content: Share | Withdrawal) -> str:
    """A name for a file: who, or that it takes back, and when; no two files of a learner have the same."""
    who = "withdrawal" if isinstance(content, Withdrawal) else re.sub(r"[^a-z0-9]+", "-", content.name.lower())
    return f"{who.strip('-')[:40] or 'share'}-{content.at[:10]}-{content.at[11:19].replace(':', '')}.share"


def _written(
    journey: Journey, content: Share | Withdrawal, file: Path | None, state: LedgerState, told: Mapping[str, Any]
) -> WrittenShare:
    """A file that the ledger knows of before it has its name: one that nobody knows of could not be taken back."""
    text = share_text(content)
    if read_share(text) != content:
        raise LearnerError("The share could not be written as it was shown. Leave out the last item and try again.")
    data, target = text.encode(), file or journey.home / "exports" / _file_name(content)
    _refuse_foreign(target, state)
    kind, sha256 = "withdrawal" if isinstance(content, Withdrawal) else "share", hashlib.sha256(data).hexdigest()
    body = {**told, "learner": content.learner, "file": target.name, "sha256": sha256, "made": content.at}
    write_whole(target, data, note=lambda: journey.record(kind, content.id, body))
    return WrittenShare(target, sha256, content)


def _refuse_foreign(target: Path, state: LedgerState) -> None:
    """Raise ExportError where the file would take the place of what is no share of this learner."""
    try:
        if not target.is_file():  # what else it may be is said when it is written to
            return
        there = read_share(file_bytes(target))
    except (InputError, OSError):
        raise ExportError(f'"{target}" is no share and was left as it is. Give the share another name.') from None
    mine = {str(body.get("learner")) for kind in ("share", "withdrawal") for body in state.of(kind).values()}
    if there.learner not in mine:
        raise ExportError(f'"{target}" is the share of somebody else and was left as it is. Give yours another name.')
