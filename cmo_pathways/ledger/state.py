"""What the ledger says of a learner: the state that its events add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cmo_pathways.ledger.event import JSON


@dataclass(frozen=True, slots=True)
class RatingGiven:
    """A self-rating: level [0-5, None = not answered] of a competency, in a version of the framework.

    Within a course, ``course`` is its name and ``moment`` says ``before`` or ``after``.
    """

    competency: str
    level: int | None
    sureness: str | None
    not_applicable: bool
    framework: str
    note: str
    at: str
    seq: int
    course: str = ""
    moment: str = ""


@dataclass(frozen=True, slots=True)
class StepHeld:
    """What the learner said last of a career step: held or not, and since when (``2019``, ``2019-07``) if known."""

    step: str
    held: bool
    since: str | None
    at: str


@dataclass(frozen=True, slots=True)
class ScoreGiven:
    """The points of one competency in a play: those got, and the best that a play can reach."""

    got: float
    best: float


@dataclass(frozen=True, slots=True)
class PlayResult:
    """How a play ended: scores per competency, counters, and the path of ids."""

    ending: str
    scores: Mapping[str, ScoreGiven]
    counters: Mapping[str, float]
    path: tuple[str, ...]
    at: str


@dataclass(frozen=True, slots=True)
class Play:
    """One play of a case at a version; ``result`` is None while it goes on.

    ``moves`` are the bodies of its decisions (``scene``, ``choice``) and answers (``scene``, ``ask``, ``value``).
    """

    play: str
    case: str
    version: str
    moves: tuple[Mapping[str, JSON], ...]
    result: PlayResult | None


@dataclass(frozen=True, slots=True)
class ExportMade:
    """A file that was made from the ledger."""

    file: str
    audience: str
    kind: str
    format: str
    sha256: str
    pages: int | None
    at: str


@dataclass(frozen=True, slots=True)
class LedgerState:
    """Everything that a ledger says, by id.

    ``count`` leaves out tombstones; ``last_at`` is the time of the last event; ``entries`` holds the last body of each
    portfolio entry that is not removed, in the order of their first appearance; ``then_ratings`` are ratings made
    afterwards for the time before a course, which never count as today's. The kinds that need no more than their
    last word stand in ``of(kind)``. Where the learner was on a screen (kind ``place``) and
    the private balance check are not counted.
    """

    ratings: Mapping[str, RatingGiven]
    rating_history: tuple[RatingGiven, ...]
    importance: Mapping[str, int]
    target: str | None
    steps: Mapping[str, StepHeld]
    waived: frozenset[str]
    profile: Mapping[str, str]
    plays: Mapping[str, Play]
    entries: Mapping[str, Mapping[str, JSON]]
    exports: tuple[ExportMade, ...]
    last_at: str | None
    count: int
    then_ratings: tuple[RatingGiven, ...] = ()
    latest: Mapping[str, Mapping[str, Mapping[str, JSON]]] = field(default_factory=dict)

    def of(self, kind: str) -> Mapping[str, Mapping[str, JSON]]:
        """The last body of each subject of a kind such as ``evidence`` or ``activity``, without removed ones.

        Each body also carries ``at``, the time of its event, unless it has an ``at`` of its own.
        """
        return self.latest.get(kind, {})
