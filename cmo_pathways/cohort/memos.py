"""The memos of a class as raters see them: numbered, in an order that says nothing, without the names of fellows."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from cmo_pathways.cohort.names import without_degrees
from cmo_pathways.cohort.share import Share, SharedMemo

HIDDEN = "[name]"
"""What stands in a memo where a fellow's name stood."""
_SHORTEST = 3  # [letters] a part of a name that is blanked by itself


@dataclass(frozen=True, slots=True)
class Memo:
    """One memo for raters: nothing in it leads to its author, except what the author wrote beyond names."""

    id: str
    label: str
    case: str
    version: str
    scene: str
    text: str


@dataclass(frozen=True, slots=True)
class Author:
    """Whose memo it is, for feedback and gradebook, never for a rater: token and name as in the share, and the play."""

    learner: str
    name: str
    play: str


@dataclass(frozen=True, slots=True)
class MemoQueue:
    """All memos in the order in which they are scored; ``numbered`` are the ids that ever got a number, in order."""

    memos: tuple[Memo, ...]
    authors: Mapping[str, Author]
    numbered: tuple[str, ...]

    def memo(self, id: str) -> Memo | None:
        """The memo with this id, or None where no share holds it (any more)."""
        return next((memo for memo in self.memos if memo.id == id), None)


def queue_of(shares: Iterable[Share], numbered: Sequence[str], *, salt: str) -> MemoQueue:
    """The memos of these shares.

    Parameters: numbered, the ids that have their number already (memo 1, 2, ...), which they keep for good; salt, a
    secret of the console, so that the order of new memos follows from nothing that a rater knows. A memo that its
    author changed is a new memo; an empty one is none.
    """
    given = tuple(shares)
    found = {memo_id(share, memo): (share, memo) for share in given for memo in share.memos if memo.text.strip()}
    new = sorted(found.keys() - set(numbered), key=lambda id: _digest(salt, id))
    order = (*numbered, *new)
    hide = _hider(name for share in given for name in (share.name, without_degrees(share.name)))
    memos = tuple(_memo(id, number, *found[id], hide) for number, id in enumerate(order, 1) if id in found)
    authors = {id: Author(share.learner, share.name, memo.play) for id, (share, memo) in found.items()}
    return MemoQueue(memos, authors, order)


def memo_id(share: Share, memo: SharedMemo) -> str:
    """The id of a memo in a share: the same for the same words, another one once they change."""
    return f"memo-{_digest(share.learner, memo.play, memo.scene, memo.text)[:20]}"


def without_names(text: str, own: str, others: Iterable[str] = ()) -> str:
    """A text in which names are blanked: the author's own in full or in part, those of others in full.

    A part counts from three letters on and only where it is written with a capital, so that "will" stays "will".
    E-mail addresses are blanked too.
    """
    return _hider(others)(text, own)


def _memo(id: str, number: int, share: Share, memo: SharedMemo, hide: _Hider) -> Memo:
    return Memo(id, f"Memo {number:02d}", memo.case, memo.version, memo.scene, hide(memo.text, share.name))


_HOLE = "\0"
_MAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+")
"""An e-mail address, which nearly always holds a name."""


@dataclass(frozen=True, slots=True)
class _Hider:
    full: re.Pattern[str] | None

    def __call__(self, text: str, own: str) -> str:
        # A hole first and its words last, so that a fellow called "Name" does no harm.
        shown = _MAIL.sub(_HOLE, normalize("NFC", text).replace(_HOLE, ""))
        for pattern in (self.full, _words([own, without_degrees(own)])):
            shown = pattern.sub(_HOLE, shown) if pattern else shown
        words = re.findall(r"\w+", normalize("NFC", without_degrees(own)))
        parts = [part for part in words if len(part) >= _SHORTEST and not part.isdigit()]
        if pattern := _words(parts):
            shown = pattern.sub(lambda found: found[0] if found[0].islower() else _HOLE, shown)
        return shown.replace(_HOLE, HIDDEN)


def _hider(names: Iterable[str]) -> _Hider:
    return _Hider(_words(names))


def _words(names: Iterable[str]) -> re.Pattern[str] | None:
    """Whole names, in any spelling of case and with any blanks between their parts; longest first."""
    known = {" ".join(normalize("NFC", name).split()) for name in names if len(name.strip()) >= _SHORTEST}
    kept = sorted(known, key=len, reverse=True)
    if not kept:
        return None
    spelled = "|".join(r"\s+".join(map(re.escape, name.split())) for name in kept)
    return re.compile(rf"(?<!\w)(?:{spelled})(?!\w)", re.IGNORECASE)


def _digest(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
