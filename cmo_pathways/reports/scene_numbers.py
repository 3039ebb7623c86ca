"""What the printed copies of a case share: the numbers of its scenes, the letters of its choices, its frame."""

from __future__ import annotations

from dataclasses import dataclass

from cmo_pathways.cases import Case, Choice, Scene
from cmo_pathways.reports.words import listed


@dataclass(frozen=True, slots=True)
class Numbers:
    """The place of each scene in the printed copies: scenes that go on have numbers, endings stand apart."""

    scenes: tuple[Scene, ...]
    endings: tuple[Scene, ...]

    def of(self, scene_id: str) -> str:
        """``scene 4``, or ``the last page`` for an ending: which one is not told to the learner."""
        at = next((n for n, scene in enumerate(self.scenes, start=1) if scene.id == scene_id), None)
        return "the last page" if at is None else f"scene {at}"


def numbers_of(case: Case) -> Numbers:
    """The scenes in the order of the file, the one where a play begins first."""
    going = [scene for scene in case.scenes if not scene.ending]
    going.sort(key=lambda scene: scene.id != case.start)
    return Numbers(tuple(going), case.endings)


def letter(at: int) -> str:
    """The letter of a choice, counted from 0."""
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[at]


def id_words(id: str) -> str:
    """An id as words: ``board-trust`` becomes board trust."""
    return id.replace("-", " ")


def guard_words(choice: Choice) -> str:
    """When a choice is open, in words; empty where it always is."""
    return listed([f"{id_words(part.counter)} is {_SIGNS[part.sign]} {part.value}" for part in choice.guard])


def minutes_words(case: Case) -> str:
    """How long the parts of a session are planned to take."""
    planned = case.minutes
    return (
        f"{planned.prebrief} minutes to prepare, {planned.play} to play, {planned.debrief} to talk it over (planned by "
        "the authors)"
    )


_SIGNS = {">=": "at least", "<=": "at most", "==": "exactly", "!=": "not"}
