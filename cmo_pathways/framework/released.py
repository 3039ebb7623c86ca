"""Ids that were released once stay: the register of them, and the check that none is gone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from cmo_pathways.errors import Problem

RELEASED = "data/released-ids.txt"
_HEAD = (
    "# Ids that have been released, one kind and id in each line. Learners' records point to them: none may go.\n"
    "# Written by scripts/release_ids.py, which only adds.\n"
)


def check_released(released_text: str, now: Mapping[str, Collection[str]]) -> tuple[Problem, ...]:
    """Each id of the register that is no longer among the ids of today (by kind), with its line in the register."""
    problems = []
    lines: dict[tuple[str, str], int] = {}
    for line, words in _lines(released_text):
        if len(words) != 2:
            problems.append(_problem(line, "E-RELEASED", f'"{" ".join(words)}" is no kind and id - mend the line'))
            continue
        kind, id = words
        if (kind, id) in lines:
            problems.append(_problem(line, "E-TWICE", f"says the same as line {lines[kind, id]} - remove one"))
        elif id not in now.get(kind, ()):
            message = f'{kind} "{id}" was released and is gone - bring it back; a new meaning takes a new id'
            problems.append(_problem(line, "E-RELEASED", message))
        lines.setdefault((kind, id), line)
    return tuple(problems)


def add_released(released_text: str, now: Mapping[str, Collection[str]]) -> str:
    """The register with the ids of today added, sorted by kind and id; what stands in it stays."""
    kept = {(words[0], words[1]) for _, words in _lines(released_text) if len(words) == 2}
    present = {(kind, id) for kind, ids in now.items() for id in ids}
    return _HEAD + "".join(f"{kind} {id}\n" for kind, id in sorted(kept | present))


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    for line, row in enumerate(text.splitlines(), start=1):
        if row.strip() and not row.startswith("#"):
            yield line, row.split()


def _problem(line: int, code: str, message: str) -> Problem:
    return Problem(RELEASED, line, code, message)
