"""The steps that a chosen resume seems to show, for the command line and for the screen alike."""

from __future__ import annotations

from dataclasses import dataclass

from cmo_pathways.career import HOME, CareerGraph, Proposal, propose_steps
from cmo_pathways.interop.resume_steps import resume_entries


@dataclass(frozen=True, slots=True)
class ResumeReading:
    """What a file gave: how many ``entries`` were read, and the ``proposals`` in order of the career."""

    entries: int
    proposals: tuple[Proposal, ...]


def read_resume(graph: CareerGraph, data: bytes, file: str, *, country: str = "") -> ResumeReading:
    """The steps that a JSON Resume or a LinkedIn archive seems to show; nothing is recorded.

    Steps of the United States, of no country, and of the learner's ``country`` are looked for. Raises InputError in
    one sentence for a file that is neither, is damaged, locked or too large.
    """
    entries = resume_entries(data, file)
    regions = HOME | ({country} if country else set())
    return ResumeReading(len(entries), propose_steps(graph, entries, regions))
