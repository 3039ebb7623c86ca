"""Playing a case: each move is checked, recorded, and read back from the ledger."""

from __future__ import annotations

from cmo_pathways.cases import PlayState, Resumed, answer, choose, is_over, outcome, resume_play, take_back
from cmo_pathways.errors import LearnerError
from cmo_pathways.journey.learner import Journey
from cmo_pathways.ledger import LedgerState


def new_play(state: LedgerState, case: str) -> str:
    """The id of the learner's next play of a case: ``this-months-number-2``."""
    return f"{case}-{1 + sum(play.case == case for play in state.plays.values())}"


def play_so_far(journey: Journey, state: LedgerState, case: str, play: str) -> PlayState:
    """Where a play stands, rebuilt from its recorded moves as far as they fit the case. Raises UnknownId."""
    return _resumed(journey, state, case, play).state


def play_notes(journey: Journey, state: LedgerState, case: str, play: str) -> tuple[str, ...]:
    """What a revision of the case changed for a saved play, for the learner; empty where all still fits."""
    return _resumed(journey, state, case, play).notes


def decide(journey: Journey, case: str, play: str, choice: str) -> PlayState:
    """Take a choice, record it, and record the result where it ends the play.

    Raises UnknownId for a case or choice, LearnerError where the choice is closed; nothing is recorded then.
    """
    found = journey.catalogue.case(case)
    before = play_so_far(journey, journey.state(), case, play)
    choose(found, before, choice)
    move = {"play": play, "version": found.version, "scene": before.scene, "choice": choice}
    journey.record("decision", case, move)
    # Read back, because in a case that was revised the decisions made later may fit again from here.
    after = play_so_far(journey, journey.state(), case, play)
    if is_over(found, after):
        journey.record("result", case, {"play": play, **outcome(found, after).as_json()})
    return after


def reply(journey: Journey, case: str, play: str, value: float | str) -> PlayState:
    """Answer the question of the scene and record it; an emptied memo is recorded as empty and so withdrawn.

    Nothing is recorded where nothing changes. Raises UnknownId, LearnerError; nothing is recorded then.
    """
    found = journey.catalogue.case(case)
    before = play_so_far(journey, journey.state(), case, play)
    after = answer(found, before, value)
    was, given = before.answer_in(before.scene), after.answer_in(before.scene)
    if given != was and (told := given or was) is not None:
        move = {"play": play, "version": found.version, "scene": before.scene, "ask": told.ask}
        journey.record("answer", case, {**move, "value": given.value if given else ""})
    return after


def undo(journey: Journey, case: str, play: str) -> PlayState:
    """Take the last choice of a play back and record that.

    Raises UnknownId, LearnerError where the case does not allow it, nothing was chosen, or the play has ended.
    """
    found = journey.catalogue.case(case)
    before = play_so_far(journey, journey.state(), case, play)
    if is_over(found, before):
        raise LearnerError("This play has ended, and its result is recorded. Play it again to take another path.")
    after = take_back(found, before)
    scene, choice = before.path[-1]
    move = {"play": play, "version": found.version, "scene": scene, "choice": choice, "taken_back": True}
    journey.record("decision", case, move)
    return after


def _resumed(journey: Journey, state: LedgerState, case: str, play: str) -> Resumed:
    return resume_play(journey.catalogue.case(case), state.plays[play].moves if play in state.plays else ())
