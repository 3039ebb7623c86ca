"""What ``portfolio`` says before something leaves the computer: identifiers, hints, credentials that run out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date

from cmo_pathways.cli.output import counted, paragraph
from cmo_pathways.errors import LearnerError
from cmo_pathways.journey import Journey, gaps_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.portfolio import (
    NO_GUARANTEE,
    Hint,
    Hit,
    acknowledge,
    consent_problems,
    credentials_due,
    hints_for,
    identifier_hits,
    load_audience,
)
from cmo_pathways.portfolio.identifiers import PROFILE, acknowledged_of

_SHOWN = 8
"""Hints that a terminal shows; --json holds all."""


def record_acknowledged(journey: Journey, codes: Sequence[str]) -> None:
    """Record that the learner looked at these hits. Raises LearnerError for a code that no hit has, LedgerError."""
    state = journey.state()
    hits = {hit.code: hit for hit in identifier_hits(state.entries, state.profile)}
    if strange := [code for code in codes if code not in hits]:
        raise LearnerError(f'No hit has the code "{strange[0]}". The codes stand in "portfolio check".')
    for code in codes:
        hit, state = hits[code], journey.state()
        if hit.entry == PROFILE:
            known = dict.fromkeys((*acknowledged_of(state.profile), code))
            journey.record("profile", "me", {"acknowledged": " ".join(known)})
        else:
            journey.record("entry", hit.entry, acknowledge(state.entries[hit.entry], code))


def safety_values(journey: Journey, state: LedgerState, audience: str, today: date) -> Mapping[str, object]:
    """What the check tells beside faults, as the contract's JSON: identifiers, hints, credentials, consent, notice."""
    hits, hints = identifier_hits(state.entries, state.profile), _hints(journey, state, audience, today)
    due = credentials_due(state.entries, today)
    return {
        "identifiers": hit_values(hits),
        "hints": hints,
        "credentials": [{**asdict(item), "until": item.until.isoformat(), "text": item.sentence} for item in due],
        "consent": [{"entry": id, "text": text} for id, text in consent_problems(state.entries, today)],
        "notice": NO_GUARANTEE,
    }


def safety_lines(journey: Journey, state: LedgerState, audience: str, today: date) -> list[str]:
    """The same in words; identifiers first."""
    lines = hit_lines(identifier_hits(state.entries, state.profile))
    if due := credentials_due(state.entries, today):
        lines += ["", "Credentials", *(paragraph(item.sentence, indent=2, mark="- ") for item in due)]
    if consent := consent_problems(state.entries, today):
        lines += ["", "References", *(paragraph(text, indent=2, mark="- ") for _, text in consent)]
    if hints := _hints(journey, state, audience, today)[:_SHOWN]:
        lines += ["", "What would make it stronger, most useful first"]
        lines += [paragraph(f"{hint.text} {hint.todo}", indent=2, mark="- ") for hint in hints]
    return lines


def hit_values(hits: Sequence[Hit]) -> list[dict[str, object]]:
    """Hits as plain values, with the sentence in which the hit is marked."""
    return [{**asdict(hit), "marked": hit.marked, "blocks": hit.blocks} for hit in hits]


def hit_lines(hits: Sequence[Hit]) -> list[str]:
    """Hits that nobody acknowledged, in their sentences, with what to do; then what this check is not."""
    lines: list[str] = []
    for title, blocks in (("Stops an export: could name a patient", True), ("Look at these before an export", False)):
        found = [hit for hit in hits if hit.blocks == blocks and not hit.acknowledged]
        if found:
            lines += ["", title]
        for hit in found:
            lines.append(paragraph(f"{hit.entry}, {hit.label}: {hit.marked}", indent=2, mark="- "))
            lines.append(paragraph(f"{hit.name}. {hit.why} {hit.mend}", indent=4))
            lines.append(f"    Looked at and harmless: portfolio check --acknowledge {hit.code}")
    known = sum(hit.acknowledged for hit in hits)
    lines += ["", f"{counted(known, 'hit')} acknowledged."] if known else []
    return [*lines, "", paragraph(NO_GUARANTEE)]


def _hints(journey: Journey, state: LedgerState, audience: str, today: date) -> tuple[Hint, ...]:
    framework = journey.catalogue.framework
    return hints_for(
        state.entries,
        reader=load_audience(audience),
        targets={gap.competency: gap.target for gap in gaps_of(journey, state, today=today)},
        names={id: framework.competency(id).short for id in framework.competencies},
        today=today,
    )
