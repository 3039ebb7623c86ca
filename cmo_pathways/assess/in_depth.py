"""Signal by signal: three behaviors per level answered with yes, partly or no, and the level they suggest."""

from __future__ import annotations

from collections.abc import Mapping

SIGNAL_ANSWERS = ("yes", "partly", "no")
_WORTH = {"yes": 1.0, "partly": 0.5, "no": 0.0}
_REACHED = 2.0
"""Points [0-3] of the three signals from which a level counts as reached: two yes, or one yes and two partly (E)."""

Answers = Mapping[str, str]


def signal_key(level: int, number: int) -> str:
    """The name of a signal in an answer: ``3.2`` is the second signal of level 3."""
    return f"{level}.{number}"


def is_complete(answers: Answers, level: int) -> bool:
    """True where all three signals of a level are answered."""
    return all(signal_key(level, number) in answers for number in (1, 2, 3))


def is_reached(answers: Answers, level: int) -> bool:
    """True where the answers say that the level is reached; level 0 always is."""
    return level == 0 or sum(_WORTH.get(answers.get(signal_key(level, n), "no"), 0.0) for n in (1, 2, 3)) >= _REACHED


def suggest_level(answers: Answers) -> int | None:
    """The level [0-5] that the answers suggest: the highest that is reached with none below it missed.

    A level without answers below an answered one counts as reached. None where no level is answered in full.
    """
    complete = [level for level in range(1, 6) if is_complete(answers, level)]
    if not complete:
        return None
    missed = [level for level in complete if not is_reached(answers, level)]
    return min(missed) - 1 if missed else max(complete)


def next_level(answers: Answers, first: int) -> int | None:
    """The level [1-5] to ask about next, beginning at ``first``; None where the suggestion is framed on both sides.

    One goes up while levels are reached and down while they are missed, so two or three levels are usually enough.
    """
    suggested = suggest_level(answers)
    if suggested is None:
        return first
    if suggested < 5 and not is_complete(answers, suggested + 1):
        return suggested + 1
    if suggested > 0 and not is_complete(answers, suggested):
        return suggested
    return None
