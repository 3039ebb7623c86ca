"""What an import finds before anything is recorded: records of a file, proposals for the portfolio, the preview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cmo_pathways.errors import Problem
from cmo_pathways.interop.findings import LeftOut

MAX_RECORDS = 5_000
"""Records that are read from one file."""
PROFILE = "profile"
"""The section of a proposal that fills empty fields of the profile rather than adding an entry."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a file as its reader understood it.

    ``fields`` are those of our section; ``rest`` is what they cannot hold, as it stands in the file; ``line`` counts
    from 1 (0 = not known) and ``place`` names the record, such as ``work 3``;
    ``origin`` is the format that it came from at first, where a file of ours tells.
    """

    section: str
    fields: Mapping[str, Any]
    rest: Mapping[str, Any]
    line: int
    place: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave: its format, its records, the rows that are bad, and what was passed over on purpose."""

    format: str
    records: tuple[Record, ...]
    problems: tuple[Problem, ...] = ()
    ignored: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry that an import would add: its section and fields, what they cannot hold, and where it came from.

    ``id`` counts within one preview (``1``, ``2`` ...). ``twin`` is the id of the entry or proposal that says the same
    already, and ``why`` by what it was recognized; both are empty for something new.
    """

    id: str
    section: str
    fields: Mapping[str, Any]
    original: Mapping[str, Any]
    file: str
    line: int
    place: str
    twin: str = ""
    why: str = ""

    @property
    def body(self) -> dict[str, Any]:
        """The body of the event that adds it."""
        own = {} if self.section == PROFILE else {"section": self.section}
        return {**own, **self.fields, **({"original": dict(self.original)} if self.original else {})}

    @property
    def summary(self) -> str:
        """What it holds in one line: title, place and dates, such as ``Chief Medical Officer, Elan (2019)``."""
        title = next((key for key in ("title", "name", "text") if self.fields.get(key)), "")
        keys = dict.fromkeys((title, "organization", "place", "issuer", "venue", "text", "headline"))
        told = [" ".join(str(self.fields[key]).split()) for key in keys if self.fields.get(key)][:2]
        since, until = self.fields.get("start") or self.fields.get("year"), self.fields.get("end")
        dates = f" ({since}{f' to {until}' if until else ''})" if since else ""
        return ", ".join(f"{text[:90]}..." if len(text) > 93 else text for text in told) + dates


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do; nothing is recorded yet.

    ``proposals`` in the order of the files, duplicates among them; ``problems`` are rows and files that cannot be
    used, with line and reason; ``ignored`` was passed over on purpose; ``formats`` are the files by name and what each
    is; ``beside`` counts the columns that are kept with an entry and not printed.
    """

    proposals: tuple[Proposal, ...]
    problems: tuple[Problem, ...]
    ignored: tuple[LeftOut, ...]
    formats: Mapping[str, str]
    beside: Mapping[str, int] = field(default_factory=dict)

    @property
    def fresh(self) -> tuple[str, ...]:
        """The ids of the proposals that are new: what an import adds unless the learner chooses otherwise."""
        return tuple(proposal.id for proposal in self.proposals if not proposal.twin)
