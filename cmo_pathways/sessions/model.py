"""What a session is: objectives, cases, a timed agenda in two lengths, a board, questions, and what follows it.

Everything here is plain data of one YAML file. The minutes, the order and the choice of cases are proposals of ours
(assumption); the facts about methods carry their sources.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from cmo_pathways.errors import LearnerError
from cmo_pathways.scale import Mark

Form = Literal["long", "short"]
FORMS: Mapping[Form, int] = {"long": 150, "short": 90}
"""The two lengths of a session [minutes]."""
TALK = 12
"""The longest stretch in which one person talks [minutes]; an assumption of ours."""
SEGMENTS: Mapping[str, str] = {
    "open-poll": "Open and poll",
    "readiness": "Readiness check",
    "frame-case": "Frame the case",
    "small-groups": "Small groups",
    "plenary": "Plenary",
    "break": "Break",
    "second-part": "Second part",
    "debrief": "Debrief",
    "commit": "Commit",
}
"""The segments of every session in their order, with the name that stands in a run of show."""
SECTORS: Mapping[str, str] = {
    "hospital": "Hospital",
    "payer": "Payer",
    "pharma-biotech": "Pharma and biotech",
    "public-health": "Public health",
    "health-tech": "Health technology",
    "global-health": "Global health",
}
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class PreWork:
    """One thing to do before the session, with the time it takes [minutes]."""

    what: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Board:
    """A column of the board: its heading, and what belongs under it by the end."""

    column: str
    holds: str


@dataclass(frozen=True, slots=True)
class Poll:
    """One question to the room with a show of hands, and the options to choose from."""

    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """An item of the readiness check; ``right`` is the place of the right option [counted from 1]."""

    question: str
    options: tuple[str, ...]
    right: int
    why: str
    sources: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        """The letter of the right option: A, B, C."""
        return chr(64 + self.right)


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the run of show: its minutes in both lengths (0 where it is left out), and what happens in it.

    ``talk`` is the longest stretch of one voice [minutes]; ``cues`` are what the facilitator does and says, in order;
    ``board`` is what stands on the board at its end; ``short_form`` says what changes in the short form.
    """

    kind: str
    title: str
    long: int
    short: int
    talk: int
    cues: tuple[str, ...]
    board: str = ""
    short_form: str = ""
    line: int = 0

    def minutes(self, form: Form) -> int:
        """How long it takes in a form [minutes]."""
        return self.long if form == "long" else self.short


@dataclass(frozen=True, slots=True)
class Ask:
    """A question for discussion and what to listen for in the answers."""

    ask: str
    listen: str


@dataclass(frozen=True, slots=True)
class Trap:
    """What usually goes wrong in this session, and what to do then."""

    trap: str
    do: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact about the method of the session with its mark and sources."""

    fact: str
    mark: Mark
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sector:
    """Another lead case for one sector: how it turns the session, and questions that fit this case only."""

    case: str
    turn: str
    asks: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """A whole session; ``file`` is its name as an author sees it, ``lines`` where its keys stand."""

    id: str
    version: str
    title: str
    question: str
    mark: Mark
    objectives: tuple[str, ...]
    primary: tuple[str, ...]
    secondary: tuple[str, ...]
    lead: str
    second: str
    optional: tuple[str, ...]
    sectors: Mapping[str, Sector]
    prework: tuple[PreWork, ...]
    materials: tuple[str, ...]
    board: tuple[Board, ...]
    poll: Poll
    readiness: tuple[Ready, ...]
    agenda: tuple[Segment, ...]
    asks: tuple[Ask, ...]
    traps: tuple[Trap, ...]
    artefact: str
    good: tuple[str, ...]
    after_minutes: int
    memo: str
    facts: tuple[Fact, ...]
    file: str
    lines: Mapping[str, int]

    @property
    def number(self) -> int:
        """Its place in the course, from its id: 3 of ``session-03-when-care-harms``."""
        return int(self.id.split("-")[1])

    @property
    def competencies(self) -> tuple[str, ...]:
        """Primary ones first, then secondary."""
        return self.primary + self.secondary

    @property
    def cases(self) -> tuple[str, ...]:
        """Every case that the session names, once: lead, second, optional, then those of the sectors."""
        named = (self.lead, self.second, *self.optional, *(sector.case for sector in self.sectors.values()))
        return tuple(dict.fromkeys(id for id in named if id))

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source that it cites, once."""
        cited = [id for fact in self.facts for id in fact.sources] + [
            id for item in self.readiness for id in item.sources
        ]
        return tuple(dict.fromkeys(cited))

    @property
    def prework_minutes(self) -> int:
        """How long the pre-work takes in all [minutes]."""
        return sum(part.minutes for part in self.prework)

    def lead_for(self, sector: str) -> str:
        """The lead case for a sector."""
        return self.sectors[sector].case if sector in self.sectors else self.lead

    def asks_for(self, sector: str) -> tuple[Ask, ...]:
        """The questions for discussion where a sector has its own lead case, else those of the session."""
        return self.sectors[sector].asks if sector in self.sectors else self.asks


@dataclass(frozen=True, slots=True)
class Slot:
    """A segment in its place: when it begins, counted from the start, and how long it takes [minutes]."""

    segment: Segment
    begins: int
    minutes: int

    @property
    def ends(self) -> int:
        """When it ends, counted from the start [minutes]."""
        return self.begins + self.minutes


def timetable(session: Session, form: Form) -> tuple[Slot, ...]:
    """The run of show of a session in a form; segments that take no time there are left out."""
    slots: list[Slot] = []
    begins = 0
    for segment in session.agenda:
        minutes = segment.minutes(form)
        if minutes:
            slots.append(Slot(segment, begins, minutes))
            begins += minutes
    return tuple(slots)


def is_clock(text: str) -> bool:
    """True for a time of day such as ``9:05`` or ``13:00``."""
    return _CLOCK.fullmatch(text.strip()) is not None


def clock_words(start: str, minutes: int) -> str:
    """The time of day some minutes after the start: ``clock_words("13:00", 75)`` is ``14:15``.

    Raises LearnerError where the start is no time of day.
    """
    found = _CLOCK.fullmatch(start.strip())
    if found is None:
        raise LearnerError(f'"{start}" is no time of day. Write it as 13:00.')
    hours, rest = divmod(int(found[1]) * 60 + int(found[2]) + minutes, 60)
    return f"{hours % 24:02d}:{rest:02d}"
