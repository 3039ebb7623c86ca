"""Faults in the words of a case: numbers without a source, missing feedback, scenes that are hard to read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date

from cmo_pathways.cases.model import Case, Fault, NumberQuestion
from cmo_pathways.cases.reading_grade import reading_grade

_CITATION = re.compile(r"\(([A-Za-z][\w-]*(?:\s*[,;]\s*[A-Za-z][\w-]*)*)\)")
_MEASURED = re.compile(
    r"\d\s*(?:%|percent\b|percentage\b|points?\b|minutes?\b|hours?\b|days?\b|weeks?\b|months?\b|years?\b|patients?\b"
    r"|beds?\b|mg\b|ml\b|USD\b|dollars?\b)|[$€£]\s*\d",
    re.IGNORECASE,
)


def word_faults(case: Case, today: date | None, grade: float) -> Iterator[Fault]:
    """Faults in the words of a case; ``today`` and ``grade`` as in ``check_case``."""
    yield from _sources(case, today)
    yield from _feedback(case)
    yield from _reading(case, grade)


def cited_keys(text: str, known: Collection[str]) -> tuple[str, ...]:
    """The source keys in a text: words in round brackets that are sources, or look like one (a letter and a digit)."""
    keys: list[str] = []
    for group in _CITATION.findall(text):
        parts = [p.strip() for p in re.split("[,;]", group)]
        if any(p in known for p in parts) or all(re.search(r"\d", p) for p in parts):
            keys += [p for p in parts if p not in keys]
    return tuple(keys)


def _sources(case: Case, today: date | None) -> Iterator[Fault]:
    known = {s.key for s in case.sources}
    for source in case.sources:
        month = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])(?:-\d{2})?", source.checked)
        if month is None:
            yield source.line, "E-SOURCE", f'source "{source.key}" has no month of checking - write checked: 2026-11'
        elif today is not None and (today.year - int(month[1])) * 12 + today.month - int(month[2]) > 24:
            message = f'source "{source.key}" was checked {source.checked}, more than 2 years ago - check it again'
            yield source.line, "W-STALE", message
    for line, text in _told(case):
        keys = cited_keys(text, known)
        for key in keys:
            if key not in known:
                yield line, "E-SOURCE", f'source "{key}" is not declared - add it to sources:'
        if not keys and (found := _MEASURED.search(text)):
            told = " ".join(text[max(0, found.start() - 12) : found.end()].split())
            yield line, "E-SOURCE", f'a number without a source ("...{told}") - name its source key, such as (s1)'


def _told(case: Case) -> Iterator[tuple[int, str]]:
    """Feedback and debrief texts with their lines."""
    yield from ((1, text) for text in case.debrief)
    for scene in case.scenes:
        yield from ((c.line, c.feedback) for c in scene.choices)
        yield from ((scene.line, text) for text in scene.debrief)
        if isinstance(scene.question, NumberQuestion):
            yield from ((scene.question.line, r.feedback) for r in (scene.question.right, scene.question.wrong))
        elif scene.question is not None:
            yield scene.question.line, scene.question.model


def _reading(case: Case, highest: float) -> Iterator[Fault]:
    """Scenes that are hard to read; the grade holds for English only."""
    for scene in case.scenes if case.lang.startswith("en") else ():
        if (found := reading_grade(scene.text)) > highest:
            message = f'the text of scene "{scene.id}" reads at grade {found:.0f} - shorter sentences or plainer words'
            yield scene.line, "W-READING", message


def _feedback(case: Case) -> Iterator[Fault]:
    for scene in case.scenes:
        for choice in scene.choices:
            if not choice.feedback:
                yield (
                    choice.line,
                    "E-FEEDBACK",
                    f'choice "{choice.id}" has no feedback - add a line that starts with ">"',
                )
        if isinstance(scene.question, NumberQuestion):
            for name, reply in (("right", scene.question.right), ("wrong", scene.question.wrong)):
                if not reply.feedback:
                    message = f'the {name} number has no feedback - add "{name}:" and a line that starts with ">"'
                    yield scene.question.line, "E-FEEDBACK", message
