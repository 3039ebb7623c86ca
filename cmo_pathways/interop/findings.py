"""What became of a file on its way between two systems: what was kept, what was left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cmo_pathways.errors import InputError, Problem

_SHOWN = 100


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that a format could not hold, or that we do not read: what, how often, and why."""

    what: str
    count: int
    why: str

    def __str__(self) -> str:
        return f"{self.what} ({self.count:,}): {self.why}"


@dataclass(frozen=True, slots=True)
class Written:
    """A file made for another system: its bytes, what it holds by kind, what it could not hold."""

    data: bytes
    kept: Mapping[str, int]
    left_out: tuple[LeftOut, ...]


@dataclass(slots=True)
class Findings:
    """Collects the problems of one file, so that all of them are told at once."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def error(self, code: str, said: str, line: int = 0) -> None:
        """Note what keeps the file from being used."""
        self.problems.append(Problem(self.file, line, f"E-{code}", said))

    def warn(self, code: str, said: str, line: int = 0) -> None:
        """Note what is odd and does no harm."""
        self.problems.append(Problem(self.file, line, f"W-{code}", said))

    def raise_errors(self) -> None:
        """Raise InputError with every error, or at most the first hundred and their number."""
        found = [problem for problem in self.problems if problem.severity == "error"]
        if not found:
            return
        if len(found) > _SHOWN:
            more = f"has {len(found) - _SHOWN:,} more problems of this sort - is it the right file?"
            found = [*found[:_SHOWN], Problem(self.file, 0, "E-MORE", more)]
        raise InputError(found)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is odd and does no harm."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")


def counted_left_out(found: Iterable[tuple[str, str]]) -> tuple[LeftOut, ...]:
    """Pairs of (what, why) counted: each pair once, in the order of first appearance."""
    counts: dict[tuple[str, str], int] = {}
    for pair in found:
        counts[pair] = counts.get(pair, 0) + 1
    return tuple(LeftOut(what, number, why) for (what, why), number in counts.items())
