"""Which steps of the career graph a resume seems to hold: proposals with the words found, for the learner to confirm.

Words are compared whole, with the names of the steps and a short list of what resumes write instead. Nothing is
recorded here, and a step that is only meant is not found.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from cmo_pathways.career.graph import CareerGraph
from cmo_pathways.career.model import HOME, Step

SECTIONS = ("work", "education", "certificates")


@dataclass(frozen=True, slots=True)
class ResumeEntry:
    """One line of a resume: its section, its text, and when it began and ended (``2019``, ``2019-07`` or None)."""

    section: str
    text: str
    started: str | None
    ended: str | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A step that an entry seems to show, since when, the words ``found`` in the ``entry``.

    Where several steps fit the same words, ``choices`` names all of them, ``step`` being the first.
    """

    step: str
    since: str | None
    found: str
    entry: str
    choices: tuple[str, ...]


def propose_steps(
    graph: CareerGraph, entries: Iterable[ResumeEntry], regions: Collection[str] = HOME
) -> tuple[Proposal, ...]:
    """The steps of these regions that the entries seem to show, each once with its earliest date, in order of time."""
    phrases = list(_phrases(graph, regions))
    best: dict[str, Proposal] = {}
    for entry in entries:
        for proposal in _proposals(graph, entry, phrases):
            known = best.get(proposal.step)
            if known is None or (proposal.since or "9") < (known.since or "9"):
                best[proposal.step] = proposal
    return tuple(sorted(best.values(), key=lambda one: graph.rank(one.step)))


_KINDS = {
    "work": ("role", "residency", "training", "fellowship-clinical", "fellowship-leadership", "program"),
    "education": (
        "degree",
        "degree-management",
        "residency",
        "fellowship-clinical",
        "fellowship-leadership",
        "program",
    ),
    "certificates": ("credential", "certification", "license", "exam", "society", "degree-management"),
}

_ALSO = {
    "attending-physician": ("attending", "staff physician", "hospitalist", "consultant physician"),
    "board-certification": ("board certified", "diplomate", "board certification"),
    "state-medical-license": ("medical license", "medical licence"),
    "md-degree": ("MD", "M.D.", "doctor of medicine"),
    "do-degree": ("DO", "D.O.", "doctor of osteopathic medicine"),
    "degree-mba": ("MBA", "M.B.A.", "master of business administration"),
    "degree-mha": ("MHA", "MHSA", "master of health administration"),
    "degree-mph": ("MPH", "M.P.H.", "master of public health"),
    "degree-mmm": ("MMM", "master of medical management"),
    "medical-director-service": ("medical director",),
    "associate-cmo": (
        "associate chief medical officer",
        "deputy chief medical officer",
        "assistant chief medical officer",
    ),
    "vpma": ("vice president of medical affairs", "vice president medical affairs", "VP medical affairs"),
    "medical-staff-officer": ("chief of staff", "president of the medical staff"),
    "section-chief": ("section chief", "division chief", "chief of cardiology", "chief of surgery"),
    "department-chair-community": ("department chair", "chief of service", "chair of the department"),
    "quality-improvement-coordinator": ("quality improvement coordinator", "medical quality lead"),
    "pharma-clinical-development-physician": ("medical monitor", "clinical development physician"),
    "cmo-hospital-small": ("chief medical officer", "CMO"),
    "cert-lean-green-belt": ("six sigma green belt", "lean green belt"),
    "cert-lean-black-belt": ("six sigma black belt", "lean black belt"),
}
"""What resumes write for a step, beside its names in the graph."""

_SAME_WORDS = {"cmo-hospital-small": "cmo-"}
"""Steps whose words fit every step with this beginning of its id, so that the learner chooses."""

_ENDS = re.compile(r" (?:residency|fellowship)$")


def _phrases(graph: CareerGraph, regions: Collection[str]) -> Iterator[tuple[str, Step]]:
    for step in graph.steps.values():
        if step.region not in regions or step.unverified:
            continue
        plain = re.sub(r"\([^)]*\)", " ", step.name)
        inside = [
            word for group in re.findall(r"\(([^)]*)\)", step.name) for word in re.findall(r"\b[A-Z]{3,}\b", group)
        ]
        own = inside if step.kind in ("credential", "society", "role") else []
        texts = [step.short, plain, *own, *_ALSO.get(step.id, ())]
        if found := _ENDS.search(step.short):
            subject = step.short[: found.start()]
            person = "resident" if step.kind == "residency" else "fellow"
            texts += [f"{subject} {person}", f"{found[0].strip()} in {subject}", f"{person} in {subject}"]
        for text in dict.fromkeys(texts):
            clean = " ".join(text.split()).strip(" ,")
            if len(clean) > 1:
                yield clean, step


def _proposals(graph: CareerGraph, entry: ResumeEntry, phrases: Iterable[tuple[str, Step]]) -> Iterator[Proposal]:
    kinds = _KINDS.get(entry.section, ())
    hits = [(spot, step) for text, step in phrases if step.kind in kinds for spot in _spots(text, entry.text)]
    for (start, end), step in hits:
        if any(a <= start and end <= b and (a, b) != (start, end) for (a, b), _ in hits):
            continue  # "medical director" inside "associate medical director" of another step
        same = [other.id for (a, b), other in hits if (a, b) == (start, end)]
        if same[0] != step.id:
            continue
        family = _SAME_WORDS.get(step.id)
        alike = [id for id, other in graph.steps.items() if family and id.startswith(family) and other.region in HOME]
        since = entry.started if step.lasting else entry.ended
        yield Proposal(step.id, since, entry.text[start:end], entry.text, tuple(dict.fromkeys([*same, *alike])))


def _spots(phrase: str, text: str) -> Iterator[tuple[int, int]]:
    short = len(phrase.replace(".", "")) <= 4 and phrase.isupper()  # MD, CPE: only in capitals, never inside a word
    flags = 0 if short else re.IGNORECASE
    for found in re.finditer(rf"(?<![\w]){re.escape(phrase)}(?![\w])", text, flags):
        yield found.span()
