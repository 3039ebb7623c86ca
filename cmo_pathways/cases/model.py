"""The words of a case as values: scenes, choices, effects, questions, data. Nothing here reads a file or plays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

BETTER = ("higher", "lower")
ENDINGS = ("poor", "mixed", "strong")  # from worst to best
Fault = tuple[int, str, str]
"""What is wrong with a case: the line, the code, and the message with its mend."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a move changes: ``kind`` is ``competency``, ``counter`` or ``objective``.

    ``sets`` is True for a counter that is put to ``amount`` (``=n``) rather than moved by it.
    """

    kind: str
    name: str
    amount: int = 0
    sets: bool = False


class Parts(NamedTuple):
    """The effects of one move by kind: points, counters (with ``sets``), objectives; sorted once, used at each step."""

    points: tuple[tuple[str, int], ...]
    counts: tuple[tuple[str, int, bool], ...]
    objectives: tuple[str, ...]

    @classmethod
    def of(cls, effects: tuple[Effect, ...]) -> Parts:
        """The parts of some effects, each in the author's order."""
        return cls(
            tuple((e.name, e.amount) for e in effects if e.kind == "competency"),
            tuple((e.name, e.amount, e.sets) for e in effects if e.kind == "counter"),
            tuple(e.name for e in effects if e.kind == "objective"),
        )


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison of a guard: a counter with a whole number (``>=``, ``<=``, ``==``, ``!=``)."""

    counter: str
    sign: str
    value: int

    @property
    def words(self) -> str:
        """The comparison as a reader sees it."""
        return f"{self.counter} {_SIGNS[self.sign]} {self.value}"

    def holds(self, count: int) -> bool:
        """True where the counter's value meets the comparison."""
        if self.sign == ">=":
            return count >= self.value
        if self.sign == "<=":
            return count <= self.value
        return (count == self.value) is (self.sign == "==")


_SIGNS = {">=": "of at least", "<=": "of at most", "==": "of exactly", "!=": "other than"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One way on from a scene, open while every condition of its guard holds."""

    id: str
    text: str
    to: str
    effects: tuple[Effect, ...]
    guard: tuple[Condition, ...]
    feedback: str
    line: int
    parts: Parts = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the effects by kind."""
        object.__setattr__(self, "parts", Parts.of(self.effects))


@dataclass(frozen=True, slots=True)
class Call:
    """A method of ``cmo_pathways.analytics`` with columns and literals, as written by an author; never evaluated."""

    method: str
    columns: tuple[str, ...]
    literals: tuple[str | float, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a right or a wrong number brings."""

    effects: tuple[Effect, ...] = ()
    feedback: str = ""
    parts: Parts = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the effects by kind."""
        object.__setattr__(self, "parts", Parts.of(self.effects))


@dataclass(frozen=True, slots=True)
class NumberQuestion:
    """A question whose right value is computed from a table of the case; ``tolerance`` is in the unit of the answer."""

    question: str
    table: str
    expect: Call | None
    tolerance: float | None
    unit: str
    right: Reply
    wrong: Reply
    line: int


@dataclass(frozen=True, slots=True)
class MemoQuestion:
    """A short text to write, the levels by which it is judged (lowest first) and a model text."""

    question: str
    levels: tuple[tuple[int, str], ...]
    model: str
    line: int


Question = NumberQuestion | MemoQuestion


@dataclass(frozen=True, slots=True)
class Scene:
    """One situation; ``ending`` is ``strong``, ``mixed``, ``poor`` or empty where the play goes on."""

    id: str
    text: str
    choices: tuple[Choice, ...]
    ending: str
    question: Question | None
    reveal: tuple[str, ...]
    debrief: tuple[str, ...]
    facilitator: str
    line: int
    _choices: dict[str, Choice] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep the choices by id; of two with the same id the first counts."""
        object.__setattr__(self, "_choices", {c.id: c for c in reversed(self.choices)})

    def choice(self, choice_id: str) -> Choice | None:
        """The choice with this id, or None."""
        return self._choices.get(choice_id)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement comes from; ``checked`` is the month it was looked up (``2026-11``)."""

    key: str
    title: str
    year: str
    url: str
    checked: str
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """What a ``reveal:`` shows: columns and rows as texts, in the order of the file; ``chart`` says how to draw it.

    ``better`` is the good side of a chart, ``higher`` or ``lower``; empty where neither is.
    """

    name: str
    title: str
    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    labels: str
    chart: Call | None
    generator: str
    seed: int | None
    line: int
    better: str = ""

    def __hash__(self) -> int:
        """Quick, because computed values are kept by table: equal tables share name, file and line."""
        return hash((self.name, self.file, self.line))

    def column(self, name: str) -> tuple[str, ...]:
        """The cells of one column; the caller knows that it is there."""
        at = self.columns.index(name)
        return tuple(row[at] for row in self.rows)


@dataclass(frozen=True, slots=True)
class Minutes:
    """Planned time [minutes]."""

    prebrief: int
    play: int
    debrief: int


@dataclass(frozen=True, slots=True)
class Case:
    """A whole case; ``intro``, ``debrief`` and ``facilitator`` belong to every play of it."""

    id: str
    version: str
    title: str
    lang: str
    licence: str
    fictional: bool
    difficulty: int
    sector: str
    minutes: Minutes
    objectives: tuple[tuple[str, str], ...]
    competencies: tuple[str, ...]
    counters: tuple[tuple[str, int], ...]
    sources: tuple[Source, ...]
    start: str
    tables: tuple[Table, ...]
    weights: tuple[tuple[str, str], ...]
    undo: bool
    replaces: tuple[tuple[str, str], ...]
    intro: str
    debrief: tuple[str, ...]
    facilitator: str
    scenes: tuple[Scene, ...]
    file: str
    lines: tuple[tuple[str, int], ...]
    _scenes: dict[str, Scene] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep the scenes by id; of two with the same id the first counts."""
        object.__setattr__(self, "_scenes", {s.id: s for s in reversed(self.scenes)})

    def __hash__(self) -> int:
        """Quick, because walks are kept by case: equal cases share id, version and file."""
        return hash((self.id, self.version, self.file))

    def scene(self, scene_id: str) -> Scene | None:
        """The scene with this id, or None."""
        return self._scenes.get(scene_id)

    def table(self, name: str) -> Table | None:
        """The table with this name, or None."""
        return next((t for t in self.tables if t.name == name), None)

    def source(self, key: str) -> Source | None:
        """The source with this key, or None."""
        return next((s for s in self.sources if s.key == key), None)

    @property
    def endings(self) -> tuple[Scene, ...]:
        """The scenes that end a play."""
        return tuple(s for s in self.scenes if s.ending)

    def line_of(self, key: str) -> int:
        """The line of a front-matter key, or 1."""
        return dict(self.lines).get(key, 1)
