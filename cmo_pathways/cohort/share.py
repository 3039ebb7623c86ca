"""What a learner hands to an instructor: the value behind a share file.

A share holds what the learner ticked and nothing else. The private balance check, the answers of colleagues and the
learner's ledger id never enter one; ``learner`` is a random token that only serves to tell a newer share from an older
one of the same person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PARTS = ("levels", "ratings", "cases", "memos", "plan", "entries")
"""What can be ticked, in the order of the screen."""


@dataclass(frozen=True, slots=True)
class SharedLevel:
    """The estimate of one competency: level with its 80 % interval [0-5], on the day of the share."""

    competency: str
    level: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SharedRating:
    """A self-rating of a course [level 0-5]: ``moment`` is ``before``, ``after`` or ``then`` (made afterwards)."""

    competency: str
    course: str
    moment: str
    level: int


@dataclass(frozen=True, slots=True)
class SharedPlay:
    """A finished play of a case: its ending, the ids of its path, and points got and possible per competency."""

    play: str
    case: str
    version: str
    at: str
    ending: str
    path: tuple[str, ...]
    scores: Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class SharedMemo:
    """A memo written in a play: the case and the scene that asked for it, and the learner's text."""

    play: str
    case: str
    version: str
    scene: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class SharedActivity:
    """How far an activity of the plan is: ``planned``, ``started``, ``done``, ``late`` or ``dropped``, since a day."""

    activity: str
    status: str
    on: str | None


@dataclass(frozen=True, slots=True)
class SharedEntry:
    """An entry of the portfolio: its id, section and the fields of its body that hold text or numbers."""

    id: str
    section: str
    body: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Share:
    """A learner's consented extract.

    Parameters: id, random, used once; learner, a random token of the person for this course; at, UTC to the second;
    name, as the learner wants to be called (a name or a pseudonym); pseudonym, True where it is not the real name;
    framework, version of the skill map; stage, the step of the career or None; role, the target role or None; parts,
    the ticked parts, in the order of ``PARTS``. A part that was not ticked is empty.
    """

    id: str
    learner: str
    at: str
    name: str
    pseudonym: bool
    framework: str
    stage: str | None
    role: str | None
    parts: tuple[str, ...]
    levels: tuple[SharedLevel, ...] = ()
    ratings: tuple[SharedRating, ...] = ()
    cases: tuple[SharedPlay, ...] = ()
    memos: tuple[SharedMemo, ...] = ()
    plan: tuple[SharedActivity, ...] = ()
    entries: tuple[SharedEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The learner takes shares back: everything of ``learner`` made at or before ``at``."""

    id: str
    learner: str
    at: str
