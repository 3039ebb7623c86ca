"""A play as a screen drives it: recorded in the ledger move by move, or kept in memory only. Both play alike."""

from __future__ import annotations

from dataclasses import dataclass, field

from cmo_pathways.cases import Case, PlayState, answer, choose, start_case, take_back
from cmo_pathways.journey import Journey, decide, play_notes, play_so_far, reply, undo


@dataclass(frozen=True, slots=True)
class Recorded:
    """A play of a shipped case; each move is on disk when its verb returns. ``id`` is the play's id in the ledger."""

    journey: Journey
    case: Case
    id: str

    def now(self) -> PlayState:
        """Where the play stands; in a case that was revised, as far as its moves still fit."""
        return play_so_far(self.journey, self.journey.state(), self.case.id, self.id)

    def notes(self) -> tuple[str, ...]:
        """What a revision of the case changed for this play, in a sentence; empty where all still fits."""
        return play_notes(self.journey, self.journey.state(), self.case.id, self.id)

    def decide(self, choice: str) -> None:
        """Take a choice. Raises UnknownId, LearnerError; nothing is recorded then."""
        decide(self.journey, self.case.id, self.id, choice)

    def reply(self, value: str) -> None:
        """Answer the question of the scene. Raises LearnerError; nothing is recorded then."""
        reply(self.journey, self.case.id, self.id, value)

    def take_back(self) -> None:
        """Take the last choice back. Raises LearnerError where the case does not allow it."""
        undo(self.journey, self.case.id, self.id)


@dataclass(slots=True)
class Unrecorded:
    """A play that leaves no trace, for authors who try their case; ``id`` tells it from other plays on a screen."""

    case: Case
    id: str
    _state: PlayState = field(init=False)

    def __post_init__(self) -> None:
        self._state = start_case(self.case)

    def now(self) -> PlayState:
        """Where the play stands."""
        return self._state

    def notes(self) -> tuple[str, ...]:
        """Nothing: no case is revised while it is tried."""
        return ()

    def decide(self, choice: str) -> None:
        """Take a choice. Raises UnknownId, LearnerError."""
        self._state = choose(self.case, self._state, choice)

    def reply(self, value: str) -> None:
        """Answer the question of the scene. Raises LearnerError."""
        self._state = answer(self.case, self._state, value)

    def take_back(self) -> None:
        """Take the last choice back. Raises LearnerError where the case does not allow it."""
        self._state = take_back(self.case, self._state)
