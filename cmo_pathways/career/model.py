"""The nouns of the career graph: steps, the transitions between them, wildcards, sources. Times in years."""

from __future__ import annotations

from dataclasses import dataclass

from cmo_pathways.scale import Mark, Range

STAGES = ("training", "practice", "first-leadership", "senior-leadership", "cmo", "study")
"""Columns of the map in time order; ``study`` is what strengthens a route from beside it."""

REGIONS = {
    "us": "United States",
    "global": "any country",
    "uk": "United Kingdom",
    "canada": "Canada",
    "germany": "Germany",
    "australia": "Australia",
    "singapore": "Singapore",
    "uae": "United Arab Emirates",
    "china": "China",
    "brazil": "Brazil",
}
HOME = frozenset({"us", "global"})
"""Regions whose steps every route may use; those of another country only where the learner or the goal is there."""

KINDS = (  # noqa: SIM905 - reads better than 15 lines
    "degree exam process license certification training residency fellowship-clinical fellowship-leadership role "
    "degree-management credential society program continuing-education"
).split()

YEARS_ARE = ("length", "band", "cycle", "training-needed")
"""Only a ``length`` adds time; a ``band`` is years after residency at entry, shown for plausibility."""

TYPES = ("requires", "one-of", "usual-requires", "usual-next", "alt", "boost", "during")
HARD = ("requires", "one-of")
WAYS_IN = ("usual-next", "alt")
GROUPED = ("requires", "one-of", "usual-requires")

_INSTANT = ("exam", "license", "certification", "process", "credential", "society", "role")
_EARNING = ("role", "residency", "training", "fellowship-clinical", "fellowship-leadership")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from; ``type`` P = the body that sets the rule, S = somebody who reports it.

    ``checked`` is the month in which we last read it, empty where it is ``cited_only`` (its value is taken over, the
    text was not read). ``printed`` says where it stands if it has no ``url``. A ``background`` source informs the
    content without being cited in it.
    """

    id: str
    title: str
    url: str
    year: str
    type: str
    checked: str
    also_at: tuple[str, ...] = ()
    printed: str = ""
    cited_only: bool = False
    background: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A degree, exam, training, license, credential or role; ``years`` [years] mean what ``years_are`` says.

    ``mark`` is about the existence of the step; every number carries its own. ``also_asks`` names what the step
    asks for beyond the steps of the graph.
    """

    id: str
    name: str
    short: str
    kind: str
    region: str
    stage: str
    years: Range
    years_are: str
    cost: Range
    cost_currency: str
    cost_year: str
    cost_note: str
    also_asks: str
    competencies: tuple[str, ...]
    mark: Mark
    sources: tuple[str, ...]
    note: str

    @property
    def is_role(self) -> bool:
        """True for a post."""
        return self.kind == "role"

    @property
    def lasting(self) -> bool:
        """True if the step counts from its start (a post, a membership), not from its end."""
        return self.kind in ("role", "society")

    @property
    def length(self) -> Range | None:
        """How long the step takes [years], or None where it takes no time or no length is known."""
        return self.years if self.years_are == "length" and self.years.known else None

    @property
    def length_missing(self) -> bool:
        """True where the step takes time but nobody publishes how much: a total with it is "at least"."""
        return self.length is None and self.kind not in _INSTANT

    @property
    def earning(self) -> bool:
        """True for a paid post, in which nobody asks for a fee."""
        return self.kind in _EARNING

    @property
    def unverified(self) -> bool:
        """True for a placeholder that no source confirms."""
        return self.mark is Mark.UNVERIFIED


@dataclass(frozen=True, slots=True)
class Transition:
    """One authored row: what ``origin`` (a step or wildcard) means for ``target``; ``gap`` [years] between them.

    The gap of two roles runs from start to start. Rows of one target that share a ``group`` are alternatives;
    ``only_if`` names a step without which the row does not count; ``opens`` and ``closes`` are the first and last day
    [ISO date] on which this way can be taken, empty where nobody sets one.
    """

    id: str
    origin: str
    target: str
    type: str
    group: str
    only_if: str
    gap: Range
    mark: Mark
    sources: tuple[str, ...]
    note: str
    opens: str = ""
    closes: str = ""

    @property
    def unverified(self) -> bool:
        """True for a row that no source confirms."""
        return self.mark is Mark.UNVERIFIED


MEASURES = ("pass", "again", "attempts", "wait")
"""What a delay measures: chance of passing [0-1], time to the next attempt [years], attempts allowed, wait [years]."""


@dataclass(frozen=True, slots=True)
class Delay:
    """What can hold a route up: a failed attempt, or a post that is not free.

    ``applies_to`` is a step, a kind (``kind:exam``) or the posts of a stage (``stage:cmo``); the narrowest counts.
    """

    id: str
    applies_to: str
    measure: str
    amount: Range
    sources: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A name such as ``residency-*`` for any one of its members."""

    id: str
    name: str
    members: tuple[str, ...]
