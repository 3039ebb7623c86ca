"""How tangled a set of requirements is: the measures of Curricular Analytics, exact and in one pass.

Blocking factor, delay factor, centrality and structural complexity follow Heileman, Abdallah, Slim & Hickman (2018),
"Curricular Analytics: A Framework for Quantifying the Impact of Curricular Reforms and Pedagogical Innovations",
arXiv:1811.09676. Paths are counted, never listed, so the time grows with the number of requirements only.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from cmo_pathways.errors import LearnerError, UnknownId


@dataclass(frozen=True, slots=True)
class CourseMetrics:
    """The measures of one step, all counts of steps.

    ``blocking``: steps that come after it. ``delay``: steps on the longest chain through it. ``centrality``: the
    lengths of all chains from a first to a last step that pass through it in the middle, added up.
    """

    blocking: int
    delay: int
    centrality: int

    @property
    def complexity(self) -> int:
        """Blocking and delay factor together."""
        return self.blocking + self.delay


@dataclass(frozen=True, slots=True)
class CurriculumMetrics:
    """The measures of every step of a plan or curriculum, in the order given, and one of its longest chains."""

    steps: Mapping[str, CourseMetrics]
    longest: tuple[str, ...]

    @property
    def blocking(self) -> int:
        """Sum of the blocking factors."""
        return sum(step.blocking for step in self.steps.values())

    @property
    def delay(self) -> int:
        """Sum of the delay factors."""
        return sum(step.delay for step in self.steps.values())

    @property
    def centrality(self) -> int:
        """Sum of the centralities."""
        return sum(step.centrality for step in self.steps.values())

    @property
    def complexity(self) -> int:
        """Structural complexity: blocking and delay factors of all steps together."""
        return self.blocking + self.delay


def curriculum_metrics(requires: Mapping[str, Collection[str]]) -> CurriculumMetrics:
    """The measures of steps that each require all of the named other ones.

    ``requires`` has an entry for every step, empty where it requires nothing. Raises UnknownId for a requirement that
    is no step, LearnerError where requirements go round in a circle (it is named whole).
    """
    names = list(requires)
    place = {name: n for n, name in enumerate(names)}
    try:
        before = [[place[name] for name in dict.fromkeys(needed)] for needed in requires.values()]
    except KeyError as error:
        raise UnknownId("step", error.args[0], names) from error
    after: list[list[int]] = [[] for _ in names]
    for step, earlier in enumerate(before):
        for origin in earlier:
            after[origin].append(step)
    order = _order(names, before, after)
    later = _later(order, after)
    down, count_down, length_down = _chains(order[::-1], after)
    up, count_up, length_up = _chains(order, before)
    found = {}
    for n, name in enumerate(names):
        between = 0
        if before[n] and after[n]:
            # a chain through n is a part above joined to a part below, which both count n itself
            many = count_up[n] * count_down[n]
            between = length_up[n] * count_down[n] + count_up[n] * length_down[n] - many
        found[name] = CourseMetrics(later[n].bit_count(), up[n] + down[n] - 1, between)
    return CurriculumMetrics(found, tuple(names[n] for n in _longest(after, down)))


def name_cycle(cycle: Sequence[str]) -> str:
    """One sentence that names a whole circle of requirements and what to do."""
    return f"{' > '.join(cycle)} goes round in a circle. Remove one of these requirements."


def _order(names: Sequence[str], before: Sequence[Sequence[int]], after: Sequence[Sequence[int]]) -> list[int]:
    left = [len(earlier) for earlier in before]
    order = [step for step, count in enumerate(left) if not count]
    for step in order:  # grows while it is read
        for other in after[step]:
            left[other] -= 1
            if not left[other]:
                order.append(other)
    if len(order) < len(before):
        try:
            TopologicalSorter(dict(enumerate(before))).prepare()
        except CycleError as error:
            raise LearnerError(name_cycle([names[n] for n in error.args[1]])) from error
    return order


def _later(order: Sequence[int], after: Sequence[Sequence[int]]) -> list[int]:
    """For each step the set of those that come after it, as bits."""
    found = [0] * len(after)
    for step in reversed(order):
        bits = 0
        for other in after[step]:
            bits |= found[other] | 1 << other
        found[step] = bits
    return found


def _chains(order: Sequence[int], ahead: Sequence[Sequence[int]]) -> tuple[list[int], list[int], list[int]]:
    """For each step, of the chains from it to an end: the longest [steps], how many, and their lengths added up."""
    longest, count, length = [1] * len(ahead), [1] * len(ahead), [1] * len(ahead)
    for step in order:
        if ahead[step]:
            top = many = total = 0
            for other in ahead[step]:
                top = longest[other] if longest[other] > top else top
                many += count[other]
                total += length[other]
            longest[step], count[step], length[step] = top + 1, many, many + total
    return longest, count, length


def _longest(after: Sequence[Sequence[int]], down: Sequence[int]) -> list[int]:
    if not down:
        return []
    chain = [down.index(max(down))]
    while after[chain[-1]]:
        chain.append(max(after[chain[-1]], key=down.__getitem__))
    return chain
