"""Steps out of a resume: the file, what it seems to show, and the learner's word on each before any is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from cmo_pathways.career import Proposal
from cmo_pathways.errors import InputError, LearnerError
from cmo_pathways.interop import read_resume
from cmo_pathways.journey import Journey, intake_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.widgets import blocks as b

_HINT = "A JSON Resume (.json) or the archive that LinkedIn sends (.zip). It is read on this computer and not kept."
_NONE = "Write the steps in by hand below, or choose another file."


@dataclass(frozen=True, slots=True)
class Found:
    """The file that was read, its proposals, those ticked, which of several steps was meant, and how many were kept."""

    file: str = ""
    entries: int = 0
    proposals: tuple[Proposal, ...] = ()
    ticked: frozenset[str] = frozenset()
    meant: Mapping[str, str] = field(default_factory=dict)
    kept: int = 0


def resume_blocks(journey: Journey, state: LedgerState, found: Found) -> list[b.Block]:
    """The place for the file, then one box for each proposal, and the button that records what is ticked."""
    return [b.file("resume", "Resume", hint=_HINT, accept=".json,.zip"), *_outcome(journey, state, found)]


def read_chosen(journey: Journey, value: Any, found: Found) -> Found:
    """The proposals of the chosen file; without one, all stays. Raises LearnerError for a file that is no resume."""
    for file, data in b.chosen_files(value)[:1]:
        try:
            read = read_resume(journey.catalogue.career, data, file, country=intake_of(journey.state()).country)
        except InputError as error:
            raise LearnerError(_sentence(file, error)) from error
        return Found(file, read.entries, read.proposals)
    return found


def say_yes(found: Found, verb: str, step: str, value: Any) -> Found:
    """Tick or clear a proposal (``found``), or say which of several steps is meant (``meant``)."""
    proposal = next((one for one in found.proposals if one.step == step), None)
    if proposal is None:
        return found
    if verb == "found":
        return replace(found, ticked=found.ticked | {step} if value is True else found.ticked - {step})
    return replace(found, meant={**found.meant, step: str(value)}) if value in proposal.choices else found


def record_ticked(journey: Journey, found: Found) -> Found:
    """One step event for each ticked proposal, with its date where one was found.

    Raises LearnerError for no tick, and for a ticked proposal that fits several steps of which none is named.
    """
    state = journey.state()
    ticked = [one for one in found.proposals if one.step in found.ticked and _open(state, one)]
    if not ticked:
        raise LearnerError("No step is ticked. Tick those that are yours, then press again.")
    if vague := next((one for one in ticked if not _meant(state, found, one)), None):
        raise LearnerError(f"\u201c{vague.found}\u201d fits several steps. Say which is meant, then press again.")
    steps: dict[str, str | None] = {}
    for one in ticked:  # two proposals may turn out to mean the same step: the earlier date counts
        step = _meant(state, found, one)
        steps[step] = min(filter(None, (one.since, steps.get(step))), default=None)
    for step, since in steps.items():
        journey.record("step", step, {"held": True, "since": since})
    return Found(found.file, kept=len(steps))


def _outcome(journey: Journey, state: LedgerState, found: Found) -> list[b.Block]:
    if found.kept:
        text = f"{_many(found.kept, 'step')} from {found.file}; you can change or clear each below."
        return [b.note("Recorded.", text)]
    if not found.file:
        return []
    left = [one for one in found.proposals if _open(state, one)]
    if not left:
        what = "every step found is among yours already" if found.proposals else "none names a step in words we know"
        return [b.note("Nothing to add.", f"{_many(found.entries, 'entry')} read in {found.file}; {what}. {_NONE}")]
    said = f"{found.file} seems to show {_many(len(left), 'step')}. Tick those that are yours; nothing is recorded yet."
    rows = [_row(journey, state, one, found) for one in left]
    button = b.button("found-keep", "Record the ticked steps", style="primary")
    return [b.prose(b.words(said)), b.group("found", *rows), b.buttons(button)]


def _row(journey: Journey, state: LedgerState, one: Proposal, found: Found) -> b.Block:
    graph, ticked = journey.catalogue.career, one.step in found.ticked
    several = len(one.choices) > 1
    name = f"{one.found}: one of {len(one.choices)} steps" if several else graph.step(one.step).name
    when = f", {one.since}" if one.since else ", no date found"
    box = b.check(f"found:{one.step}", name + when, value=ticked)
    where = f" in \u201c{one.entry}\u201d" if one.entry != one.found else ""
    why = b.prose(b.quiet(f"Words found: \u201c{one.found}\u201d{where}"))
    choices = [("", "choose one"), *((id, graph.step(id).name) for id in _open(state, one))]
    asked = b.select(f"meant:{one.step}", "Which of them", choices, _meant(state, found, one))
    which = [asked] if ticked and several else []
    return b.group(f"found-{one.step}", box, why, *which)


def _meant(state: LedgerState, found: Found, one: Proposal) -> str:
    """The step that is meant; empty while several fit and the learner has not said which."""
    meant = one.step if len(one.choices) == 1 else found.meant.get(one.step, "")
    return meant if meant in _open(state, one) else ""


def _open(state: LedgerState, one: Proposal) -> tuple[str, ...]:
    """The steps of a proposal that would say something new: a held one only where it has no date and the file has."""
    held = {id: step.since for id in one.choices if (step := state.steps.get(id)) and step.held}
    if one.since in held.values() or (held and one.since is None):
        return ()  # this very entry is among the steps already
    return tuple(id for id in one.choices if not held.get(id))


def _sentence(file: str, error: InputError) -> str:
    first = error.problems[0]
    line = f" (line {first.line})" if first.line else ""
    return f'"{file}" {first.message}{line}.'


def _many(number: int, one: str) -> str:
    return f"{number} {one if number == 1 else one.removesuffix('y') + 'ies' if one.endswith('y') else one + 's'}"
