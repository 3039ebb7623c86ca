"""The texts of the skill map one by one, each with its place and the words that carry its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cmo_pathways.framework.model import Competency, Framework, LevelText

PARTS = ("descriptor", "signals", "examples")


@dataclass(frozen=True, slots=True)
class Passage:
    """A descriptor, signal or example; ``nth`` [counted from 0] is its place in the list, None for a descriptor."""

    competency: str
    level: int
    part: str
    nth: int | None
    text: str

    @property
    def path(self) -> tuple[str | int, ...]:
        """Where it stands in the file of its competency."""
        return ("levels", self.level, self.part, *(() if self.nth is None else (self.nth,)))

    @property
    def words(self) -> str:
        """What it is, for an author: ``a signal of level 3``."""
        return f"{_NAMES[self.part]} of level {self.level}"


def passages(framework: Framework) -> Iterator[Passage]:
    """Every descriptor, signal and example, in the order of the map."""
    for competency in framework.competencies.values():
        yield from _of_competency(competency)


def content_words(text: str) -> frozenset[str]:
    """The words that carry the meaning: lower case, without endings, without the small words of every sentence."""
    return frozenset(_root(word) for word in _WORD.findall(text.lower()) if word not in _SMALL)


def _of_competency(competency: Competency) -> Iterator[Passage]:
    for level, text in enumerate(competency.levels):
        if text.descriptor:
            yield Passage(competency.id, level, "descriptor", None, text.descriptor)
        for part, texts in _lists(text):
            for nth, one in enumerate(texts):
                yield Passage(competency.id, level, part, nth, one)


def _lists(text: LevelText) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (("signals", text.signals), ("examples", text.examples))


def _root(word: str) -> str:
    return next((word[: -len(end)] for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= 4), word)


_NAMES = {"descriptor": "the descriptor", "signals": "a signal", "examples": "an example"}
_WORD = re.compile(r"[a-z0-9]+")
_ENDINGS = ("ing", "ies", "es", "ed", "s", "e")
_SMALL = frozenset(
    """a after an and are as at be been before beside between both but by can could do each for from had has have he
    her his i if in into is it its my no nor not of on one or other others our out over own so such than that the their
    them then they this those to two under up was we were what when where which while who whom whose will with without
    you your""".split()  # noqa: SIM905 - reads better than 90 lines
)
