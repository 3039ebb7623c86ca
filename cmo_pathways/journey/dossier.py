"""The learner's dossier for one audience, and the plain values that travel inside its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.document import Document, Paper
from cmo_pathways.journey.learner import Journey, target_of
from cmo_pathways.journey.progress import gaps_of, progress_of
from cmo_pathways.ledger import LedgerState, PlayResult, open_ledger
from cmo_pathways.portfolio import (
    CaseEvidence,
    Portfolio,
    Strength,
    build_portfolio,
    fit_portfolio,
    refuse_identifiers,
    rests_on,
    sendable_fields,
)
from cmo_pathways.standing import Gap


def dossier_for(home: Path, *, audience: str, today: date) -> tuple[Document, Mapping[str, Any]]:
    """The learner's dossier as a document value, and what it was made from (to attach to the file).

    Raises LedgerError where there is no ledger, UnknownId for an audience that is not known, UnsafeExport where it
    could name a patient.
    """
    noon = datetime.combine(today, time(12), UTC)
    journey = Journey(home, load_catalogue(), open_ledger(home, create=False), lambda: noon)
    state = journey.state()
    portfolio = dossier_of(journey, state, audience=audience, today=today)
    shown = {id: state.entries[id] for id in portfolio.chosen if id in state.entries}
    refuse_identifiers(shown, state.profile, people=state.entries)
    return portfolio.document, source_of(state, portfolio)


def dossier_of(
    journey: Journey,
    state: LedgerState,
    *,
    audience: str,
    today: date,
    paper: Paper = "letter",
    kind: str = "dossier",
    language: str = "en",
    pages_of: Callable[[Document], int] | None = None,
    cuts: Mapping[str, str] | None = None,
    gaps: Sequence[Gap] | None = None,
) -> Portfolio:
    """The dossier, or a shorter kind of it, of an open journey: document, what was chosen, left out, and is missing.

    ``pages_of`` counts the pages of a document; with it the page budget is kept. ``cuts`` are those of an earlier
    answer and stay as they are, and ``gaps`` those that ``gaps_of`` gave, which is quicker. Raises UnknownId.
    """
    framework = journey.catalogue.framework
    known = gaps_of(journey, state, today=today) if gaps is None else gaps
    rated = sorted((gap for gap in known if gap.rated), key=lambda gap: -gap.level)
    strengths = [Strength(framework.competency(g.competency).short, g.level, g.low, g.high, g.target) for g in rated]
    cases = {play.case: play.result for play in state.plays.values() if play.result and play.case in _titles(journey)}
    until = date.fromisoformat(state.last_at[:10]) if state.last_at else None
    make = partial(
        build_portfolio,
        state.entries,
        audience=audience,
        today=today,
        profile=state.profile,
        strengths=tuple(strengths),
        basis=rests_on(ratings=progress_of(journey, state)["rated"], cases=len(cases), until=until),
        role=framework.role(target_of(state)).short,
        evidence=tuple(_case_evidence(journey, id, result) for id, result in cases.items()),
        paper=paper,
        language=language,
        kind=kind,
        names={id: framework.competency(id).short.lower() for id in framework.competencies},
    )
    if cuts is not None:
        kept = make(cuts=cuts)
        return replace(kept, pages=pages_of(kept.document)) if pages_of else kept
    return fit_portfolio(lambda cuts: make(cuts=cuts), pages_of) if pages_of else make()


def source_of(state: LedgerState, portfolio: Portfolio) -> Mapping[str, Any]:
    """What a dossier shows, as plain values that travel inside its file: the profile and the chosen entries.

    Entries that were left out stay at home, and so do license numbers and the rests of imports: the file goes to
    other people.
    """
    return {
        "format": "cmo-pathways-dossier",
        "version": 1,
        "profile": {key: value for key, value in state.profile.items() if key != "acknowledged"},
        "entries": {id: sendable_fields(state.entries[id]) for id in portfolio.chosen if id in state.entries},
    }


def _titles(journey: Journey) -> Mapping[str, str]:
    return {case.id: case.title for case in journey.catalogue.cases.values()}


def _case_evidence(journey: Journey, id: str, result: PlayResult) -> CaseEvidence:
    name = journey.catalogue.framework.competency
    points = ", ".join(f"{name(c).short.lower()} {score.got} of {score.best}" for c, score in result.scores.items())
    return CaseEvidence(id, journey.catalogue.cases[id].title, result.at[:10], f"Points: {points}.")
