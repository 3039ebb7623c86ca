"""The scenes of a case and every way through it, for authors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from cmo_pathways.cases import Case, PlayState, choose, is_over, open_choices, outcome, start_case
from cmo_pathways.cli.output import counted, paragraph, table

LIMIT = 200
"""So many paths are listed; a case may have thousands."""


@dataclass(frozen=True, slots=True)
class Path:
    """One way through a case: its choices, its ending and grade, points by competency, counters."""

    choices: tuple[str, ...]
    ending: str
    grade: str
    scores: Mapping[str, int]
    counters: Mapping[str, int]


def every_path(case: Case) -> tuple[tuple[Path, ...], bool]:
    """The paths in the author's order, questions passed over, and whether there are more than ``LIMIT``."""
    found = list(islice(_ends(case, start_case(case)), LIMIT + 1))
    return tuple(_path(case, state) for state in found[:LIMIT]), len(found) > LIMIT


def scene_words(case: Case) -> str:
    """Each scene with its choices and where they lead."""
    lines = []
    for scene in case.scenes:
        ending = f" (ending, {scene.ending})" if scene.ending else ""
        asks = " (asks a question)" if scene.question else ""
        lines.append(f"  {scene.id}{ending}{asks}")
        for choice in scene.choices:
            guard = f", when {' and '.join(c.words for c in choice.guard)}" if choice.guard else ""
            lines.append(paragraph(f"{choice.id} -> {choice.to}{guard}", indent=4, mark="- "))
    return "\n".join(lines)


def path_words(case: Case, paths: Sequence[Path], *, more: bool) -> str:
    """Every path with its ending and points; questions count as passed over."""
    head = f"The first {LIMIT} paths" if more else counted(len(paths), "path")
    rows = [
        (f"{place}.", path.grade, *(str(path.scores[name]) for name in case.competencies), ", ".join(path.choices))
        for place, path in enumerate(paths, 1)
    ]
    letters = [chr(ord("A") + at) for at in range(len(case.competencies))]
    key = ", ".join(f"{letter} {name}" for letter, name in zip(letters, case.competencies, strict=True))
    legend = paragraph(f"Points (questions passed over): {key}.", indent=2)
    shown = table(rows, head=("", "Ending", *letters, "Choices"), right=range(2, 2 + len(letters)), indent=2)
    return f"{head}\n{legend}\n{shown}"


def _ends(case: Case, state: PlayState) -> Iterator[PlayState]:
    if is_over(case, state):
        yield state
        return
    for choice in open_choices(case, state):
        yield from _ends(case, choose(case, state, choice.id))


def _path(case: Case, state: PlayState) -> Path:
    result = outcome(case, state)
    scores = {score.competency: score.got for score in result.scores}
    choices = tuple(choice for _, choice in result.path)
    return Path(choices, result.ending, result.grade, scores, dict(result.counters))
