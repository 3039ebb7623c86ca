"""A finished case in the portfolio: one entry per case, named as an exercise, with its play as the evidence."""

from __future__ import annotations

from collections.abc import Mapping

from cmo_pathways.cases import is_over
from cmo_pathways.errors import LearnerError, UnknownId
from cmo_pathways.journey import Journey, play_so_far
from cmo_pathways.ledger import JSON, Event, LedgerState

_ENDINGS = {"strong": "A sound ending", "mixed": "A mixed ending", "poor": "A poor ending"}


def entry_id(case: str) -> str:
    """The id of the portfolio entry of a case: there is one for each case, so that none is added twice."""
    return f"case-{case}"


def entry_of(state: LedgerState, case: str) -> Mapping[str, JSON] | None:
    """The portfolio entry of a case, or None."""
    return state.entries.get(entry_id(case))


def add_entry(journey: Journey, play: str) -> Event | None:
    """Record a finished play as a portfolio entry; None where the entry holds this play already.

    A later play of the case takes the place of an earlier one; words that the learner wrote into the entry stay.
    Raises UnknownId for a play that is not there, LearnerError for one that is not finished.
    """
    state = journey.state()
    if play not in state.plays:
        raise UnknownId("play", play, state.plays)
    case = journey.catalogue.case(state.plays[play].case)
    now = play_so_far(journey, state, case.id, play)
    result = state.plays[play].result
    if result is None or not is_over(case, now):
        raise LearnerError("This play is not finished. Play it to its end, then add it.")
    kept = entry_of(state, case.id) or {}
    if kept.get("play") == play:
        return None
    ending = case.scene(now.scene)
    touched = [words for id, words in case.objectives if id in now.objectives]
    names = [_lower(journey.catalogue.framework.competency(id).short) for id in case.competencies]
    body: dict[str, JSON] = {
        "text": f"Practiced here: {'; '.join(_lower(words) for words in touched)}." if touched else "",
        **kept,
        "section": "cases",
        "case": case.id,
        "play": play,
        "title": case.title,
        "year": result.at[:7],
        "ending": _ENDINGS.get(ending.ending if ending else "", "Finished"),
        "practiced": ", ".join(names),
    }
    return journey.record("entry", entry_id(case.id), body)


def remove_entry(journey: Journey, case: str) -> Event | None:
    """Take the entry of a case out of the portfolio; None where there is none. The play itself stays."""
    kept = entry_of(journey.state(), case)
    return journey.record("entry", entry_id(case), {**kept, "removed": True}) if kept else None


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:] if words[1:2].islower() else words
