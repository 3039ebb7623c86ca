"""Share with your instructor: what is ticked, as whom, everything that the file will hold, and how to take it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cmo_pathways.cohort import PARTS, Share, extract_share, item_keys, without_items
from cmo_pathways.export.share import (
    COPIES,
    ShareWish,
    WrittenShare,
    name_warnings,
    prepare_share,
    share_hits,
    shares_before,
    withdraw_shares,
    write_share,
)
from cmo_pathways.journey import Journey, estimates_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.portfolio import Hit
from cmo_pathways.reports.share import NEVER, PART_NAMES, SharePart, share_head, share_parts
from cmo_pathways.scale import day_words
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.memo_inbox import NAME as FEEDBACK_FILE
from cmo_pathways.widgets.memo_inbox import MemoInbox

_PLACE = "share"
_MIME = "application/json"
_LARGEST = 100_000  # [bytes] of a file that the page also offers as a download; a larger one lies in exports/
_UNNAMED = "-"


class ShareScreen:
    """The last screen of lesson 08; nothing is ticked at first, and what is ticked stays ticked."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        state = journey.state()
        kept = state.of("place").get(_PLACE, {})
        self._wish = ShareWish(
            name=str(kept.get("name") or state.profile.get("name", "")),
            pseudonym=kept.get("pseudonym") is True,
            parts=tuple(part for part in PARTS if part in _texts(kept.get("parts"))),
            leave_out=_texts(kept.get("leave_out")),
            course=str(kept.get("course") or ""),
            acknowledged=_texts(kept.get("acknowledged")),
        )
        self._done: WrittenShare | None = None
        self._asked = ""
        self._inbox = MemoInbox(journey)

    def view(self) -> dict[str, Any]:
        """What can be shared, as whom, what the file will hold, and the shares written before."""
        state = self._journey.state()
        before = shares_before(state)
        whole = self._whole(state)
        share = self._chosen(whole)
        standing = sum(not one.withdrawn for one in before)
        aside = f"{standing} share{'' if standing == 1 else 's'} out" if standing else "nothing shared"
        return {
            "label": "Share with your instructor",
            "page": "share",
            "head": {"where": "Share with your instructor", "aside": aside},
            "blocks": [
                b.title("You decide what your instructor sees"),
                b.prose(b.words(_LEAD), style="lead"),
                b.title("1. What", level=3),
                *self._parts(whole),
                b.title("2. As whom", level=3),
                *self._who(),
                b.title("3. What the file will hold", level=3),
                *self._summary(state, share),
                *self._before(state),
                *self._inbox.blocks(state),
                *self._written(),
            ],
            "buttons": [b.button("write", "Write the file", style="primary")] if self._wish.parts else [],
            "saved": b.saved(state),
        }

    def change(self, name: str, value: Any) -> None:
        """Tick a part, keep an item back, look at a place, or say the name and the course."""
        if name == FEEDBACK_FILE:
            self._inbox.take(value)
            return
        verb, _, what = name.partition(":")
        wish = self._wish
        if verb == "part" and what in PARTS:
            chosen = {*wish.parts, what} if value else set(wish.parts) - {what}
            wish = replace(wish, parts=tuple(part for part in PARTS if part in chosen))
        elif verb == "item":
            wish = replace(wish, leave_out=_toggled(wish.leave_out, what, on=not value))
        elif verb == "seen":
            wish = replace(wish, acknowledged=_toggled(wish.acknowledged, what, on=bool(value)))
        elif name == "pseudonym":
            real = self._journey.state().profile.get("name", "")
            wish = replace(wish, pseudonym=value == "yes", name="" if value == "yes" else real)
        elif name == "name":
            wish = replace(wish, name=str(value))
        elif name == "course":
            wish = replace(wish, course=" ".join(str(value).split()))
        self._wish, self._done, self._asked = wish, None, ""
        self._keep()

    def press(self, name: str) -> None:
        """Write the share, or take back what was shared, after a question. Raises LearnerError, UnsafeExport."""
        verb, _, number = name.partition(":")
        if verb == "write":
            state = self._journey.state()
            share = prepare_share(self._journey, state, self._fitting(self._whole(state)))
            course, seen = self._wish.course, self._wish.acknowledged
            self._done = write_share(self._journey, share, course=course, acknowledged=seen)
        elif verb == "withdraw":
            self._asked = number
        elif verb == "keep":
            self._asked = ""
        elif verb == "back":
            course = self._standing(self._journey.state())[int(number)]
            self._done, self._asked = withdraw_shares(self._journey, course=course), ""

    def _keep(self) -> None:
        wish = self._wish
        lists = {"parts": wish.parts, "leave_out": wish.leave_out, "acknowledged": wish.acknowledged}
        body = {key: list(value) for key, value in lists.items()}
        who = {"name": wish.name, "pseudonym": wish.pseudonym, "course": wish.course}
        self._journey.record("place", _PLACE, {**body, **who})

    def _whole(self, state: LedgerState) -> Share:
        """Everything that there is to tick, under whatever name."""
        return extract_share(
            self._journey.catalogue, state, estimates_of(self._journey, state), learner=_UNNAMED, share_id=_UNNAMED,
            at=f"{self._journey.clock():%Y-%m-%dT%H:%M:%SZ}", name=self._wish.name.strip() or _UNNAMED,
            pseudonym=self._wish.pseudonym, parts=PARTS,
        )  # fmt: skip

    def _fitting(self, whole: Share) -> ShareWish:
        """The wish without items that are gone since, or whose part is not ticked."""
        keys = {key for part in self._wish.parts for key in item_keys(whole)[part]} | {"stage", "role"}
        return replace(self._wish, leave_out=tuple(key for key in self._wish.leave_out if key in keys))

    def _chosen(self, whole: Share) -> Share:
        unticked = [key for part, keys in item_keys(whole).items() if part not in self._wish.parts for key in keys]
        ticked = replace(without_items(whole, unticked), parts=self._wish.parts)
        return without_items(ticked, self._fitting(whole).leave_out)

    def _parts(self, whole: Share) -> list[b.Block]:
        found: list[b.Block] = []
        parts = share_parts(self._journey.catalogue, whole)
        for part in parts:
            if not part.items:
                continue
            ticked = part.id in self._wish.parts
            count = f"{len(part.items)} item{'' if len(part.items) == 1 else 's'}"
            box = b.check(f"part:{part.id}", f"{part.name} ({count})", value=ticked)
            line = b.group(f"line-{part.id}", box, b.prose(b.quiet(part.what)), style="line")
            found.append(b.group(f"part-{part.id}", line, *([self._items(part)] if ticked else [])))
        empty = ", ".join(part.name.lower() for part in parts if not part.items)
        return [*found, *([b.prose(b.quiet(f"Nothing there yet: {empty}."))] if empty else [])]

    def _items(self, part: SharePart) -> b.Block:
        left = sum(item.key in self._wish.leave_out for item in part.items)
        label = f"Read it, or keep something back ({left} kept back)" if left else "Read it, or keep something back"
        rows: list[b.Block] = []
        for item in part.items:
            rows.append(b.check(f"item:{item.key}", item.title, value=item.key not in self._wish.leave_out))
            if item.lines or item.text:
                words = b.words("\n".join((*item.lines, item.text)).strip()).replace("\n", "<br>")
                rows.append(b.details(f"read-{item.key}", "What stands in it", b.prose(words)))
        return b.details(f"items-{part.id}", label, *rows)

    def _who(self) -> list[b.Block]:
        wish = self._wish
        label = "Your pseudonym" if wish.pseudonym else "Your name"
        options = [("no", "My name"), ("yes", "A pseudonym")]
        name = b.field("name", label, wish.name, hint=_NAME)
        course = b.field("course", "Course", wish.course, hint=_COURSE)
        facts = [
            b.check("item:stage", "Say my career stage", value="stage" not in wish.leave_out),
            b.check("item:role", "Say my target role", value="role" not in wish.leave_out),
        ]
        return [
            b.segment("pseudonym", "Write it under", options, "yes" if wish.pseudonym else "no"),
            b.group("who", name, course, style="form"),
            b.group("facts", *facts, style="form"),
        ]  # fmt: skip

    def _summary(self, state: LedgerState, share: Share) -> list[b.Block]:
        if not self._wish.parts:
            return [b.prose(b.quiet("Nothing is ticked yet, so there is nothing to write.")), b.prose(b.words(NEVER))]
        keys = item_keys(share)
        held = [f"{PART_NAMES[part]}: {len(keys[part])}" for part in share.parts]
        gone = [PART_NAMES[part].lower() for part in share.parts if not keys[part]]
        head = [line for line in share_head(self._journey.catalogue, share) if line.partition(": ")[2] != _UNNAMED]
        if not self._wish.name.strip():
            head.insert(0, "A name is missing.")
        hits = share_hits(self._journey, state, share, self._wish.acknowledged)
        warned = [b.note("Before you write it.", text) for text in name_warnings(state, self._wish, share)]
        empty = [b.prose(b.quiet(f"Ticked, with nothing left in it: {', '.join(gone)}."))] if gone else []
        return [b.bullets([*head, *held]), *empty, b.prose(b.words(NEVER)), *warned, *_hit_blocks(hits)]

    def _written(self) -> list[b.Block]:
        done = self._done
        if done is None:
            return []
        shared = isinstance(done.content, Share)
        lead, text = ("The file is written.", _HAND_OVER) if shared else ("The withdrawal is written.", COPIES)
        found = [b.note(lead, f"exports/{done.file.name}. {text}")]
        data = done.file.read_bytes() if done.file.exists() else b""
        if 0 < len(data) < _LARGEST:
            found.append(b.download(f"Download {done.file.name}", done.file.name, data, _MIME))
        return found

    def _standing(self, state: LedgerState) -> list[str]:
        """The courses with a share that was not taken back."""
        return list(dict.fromkeys(one.course for one in shares_before(state) if not one.withdrawn))

    def _before(self, state: LedgerState) -> list[b.Block]:
        before = shares_before(state)
        if not before:
            return []
        newest: set[str] = set()
        rows = []
        for one in before:
            status = "taken back" if one.withdrawn else "replaced by a newer one" if one.learner in newest else "out"
            newest.add(one.learner)
            parts = ", ".join(PART_NAMES.get(part, part).lower() for part in one.parts)
            cells = (day_words(one.at), one.name, one.course or "no course named", parts, status)
            rows.append(tuple(map(b.words, cells)))
        columns = ("Written", "As", "Course", "What", "Now")
        return [b.title("What you shared before", level=3), b.table(columns, rows), *self._take_back(state)]

    def _take_back(self, state: LedgerState) -> list[b.Block]:
        courses = self._standing(state)
        if self._asked.isdecimal() and int(self._asked) < len(courses):
            sure = b.button(f"back:{self._asked}", "Write the withdrawal")
            return [
                b.note("Take back everything that you shared for this course?", COPIES, tone="trouble"),
                b.buttons(sure, b.button("keep", "Keep it shared", style="text")),
            ]
        if not courses:
            return []
        items = [b.button(f"withdraw:{n}", f"Take back {_for(course)}") for n, course in enumerate(courses)]
        return [b.buttons(*items)]


def _for(course: str) -> str:
    return f"what I shared for {course[:60]}" if course else "what I shared"


def _hit_blocks(hits: Mapping[str, tuple[Hit, ...]]) -> list[b.Block]:
    """The places that could name a patient, each with a box to say that it was looked at."""
    rows: list[b.Block] = []
    for found in hits.values():
        for hit in found:
            before, marked, after = (
                b.words(hit.sentence[: hit.start]),
                b.strong(hit.sentence[hit.start : hit.end]),
                b.words(hit.sentence[hit.end :]),
            )
            said = b.quiet(f"{hit.name[:1].upper()}{hit.name[1:]}. {hit.mend}")
            rows += [
                b.prose(f"{before}{marked}{after}", said),
                b.check(f"seen:{hit.code}", "I looked: nobody is named here", value=False),
            ]
    return [b.group("hits", b.prose(b.strong(_LOOK)), *rows, style="hits")] if rows else []


def _toggled(kept: tuple[str, ...], key: str, *, on: bool) -> tuple[str, ...]:
    rest = tuple(one for one in kept if one != key)
    return (*rest, key) if on else rest


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()


_LEAD = (
    "Nothing leaves this computer until you hand over the file. Tick what your instructor may see; open a part to read "
    "every word of it, or to keep single items back."
)
_NAME = "As your instructor will read it."
_COURSE = "Your own word; it stays here."
_HAND_OVER = "Hand it to your instructor as you would any file; you can take it back below."
_LOOK = "Look at these places: they could name a patient."
