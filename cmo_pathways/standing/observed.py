"""Everything in the ledger that speaks about a level, as observations with their age."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from cmo_pathways.assess import (
    Observation,
    as_one_view,
    from_case,
    from_evidence,
    from_gain,
    from_group,
    from_rating,
    from_signals,
)
from cmo_pathways.catalogue import Catalogue
from cmo_pathways.ledger import JSON, LedgerState
from cmo_pathways.scale import LEVELS, day_words


def observations_of(catalogue: Catalogue, state: LedgerState, *, today: date | None = None) -> tuple[Observation, ...]:
    """All observations of competencies in the skill map; age counts up to ``today``, else to the last event.

    Of several ratings of a competency, plays of a case or reports of a rater group the latest counts.
    """
    ages = _Ages(today or (date.fromisoformat(state.last_at[:10]) if state.last_at else date.min))
    found = (
        *_self_views(catalogue, state, ages),
        *_groups(catalogue, state, ages),
        *_cases(catalogue, state, ages),
        *_evidence(catalogue, state, ages),
        *_gains(catalogue, state, ages),
    )
    known = catalogue.framework.competencies
    return tuple(seen for seen in found if seen.competency in known)


class _Ages:
    """How old a day is [years]; a year or month alone counts from its middle, what cannot be read as new."""

    def __init__(self, today: date) -> None:
        self._today = today

    def of(self, text: JSON) -> float:
        if not isinstance(text, str):
            return 0.0
        parts = {4: f"{text}-07-01", 7: f"{text}-15"}
        try:
            day = date.fromisoformat(parts.get(len(text), text[:10]))
        except ValueError:
            return 0.0
        return max(0.0, (self._today - day).days / 365.25)


def _self_views(catalogue: Catalogue, state: LedgerState, ages: _Ages) -> Iterator[Observation]:
    signals = state.of("signals")
    for id in catalogue.framework.competencies:
        views = []
        rating = state.ratings.get(id)
        if rating is not None and rating.level is not None:
            age, when = ages.of(rating.at), day_words(rating.at)
            views.append(from_rating(id, rating.level, rating.sureness, when, catalogue.constants, age=age))
        body = signals.get(id, {})
        given = body.get("answers") if body.get("framework") == catalogue.framework.version else None
        if isinstance(given, Mapping) and isinstance(at := body.get("at"), str):
            answers = {key: str(answer) for key, answer in given.items()}
            seen = from_signals(id, answers, day_words(at), catalogue.constants, age=ages.of(at))
            views += [seen] if seen else []
        yield from as_one_view(views)


def _groups(catalogue: Catalogue, state: LedgerState, ages: _Ages) -> Iterator[Observation]:
    latest: dict[str, tuple[Mapping[str, JSON], float]] = {}
    for body in sorted(state.of("feedback").values(), key=lambda body: str(body.get("at", ""))):
        groups = body.get("groups")
        age = ages.of(body.get("released") or body.get("at"))
        for group in groups if isinstance(groups, list | tuple) else ():
            if isinstance(group, Mapping) and group.get("suppressed") is not True:
                latest[str(group.get("group", "raters"))] = (group, age)
    for name, (group, age) in latest.items():
        seen = group.get("competencies")
        raters = group.get("n")
        for id, answer in seen.items() if isinstance(seen, Mapping) else ():
            mean, n = (answer.get("mean"), answer.get("n")) if isinstance(answer, Mapping) else (None, None)
            if isinstance(mean, int | float) and isinstance(n, int) and n > 0 and 0 <= mean <= 5:
                size = raters if isinstance(raters, int) else n
                yield from_group(id, name, float(mean), n, size, catalogue.constants, age=age)


def _cases(catalogue: Catalogue, state: LedgerState, ages: _Ages) -> Iterator[Observation]:
    latest = {play.case: play.result for play in state.plays.values() if play.result is not None}
    for id, result in latest.items():
        case = catalogue.cases.get(id)
        if case is None:
            continue
        about = (id, case.title, case.difficulty)
        for competency, score in result.scores.items():
            if score.best > 0:
                points, when = (score.got, score.best), day_words(result.at)
                age = ages.of(result.at)
                yield from_case(competency, about, points, when, catalogue.constants, age=age)


def _evidence(catalogue: Catalogue, state: LedgerState, ages: _Ages) -> Iterator[Observation]:
    # Up to the age that its level names, a piece counts in full.
    for body in state.of("evidence").values():
        level, text, verifier = body.get("level"), body.get("text"), body.get("verifier")
        if isinstance(level, int) and level in LEVELS and level > 0:
            id, named = str(body.get("competency")), verifier if isinstance(verifier, str) else ""
            found = catalogue.framework.competencies.get(id)
            fresh = (found.levels[level].evidence_years if found else None) or 0
            age = max(0.0, ages.of(body.get("date") or body.get("at")) - fresh)
            yield from_evidence(id, level, str(text or ""), named, catalogue.constants, age=age)


def _gains(catalogue: Catalogue, state: LedgerState, ages: _Ages) -> Iterator[Observation]:
    done = {id: ages.of(step.since) for id, step in state.steps.items() if step.held}
    for id, body in state.of("activity").items():
        if body.get("status") == "done":
            done.setdefault(id, ages.of(body.get("on") or body.get("at")))
    for id, age in done.items():
        training = catalogue.training.get(id)
        if training is None:
            continue
        for competency, span in training.gains.items():
            yield from_gain(competency, (id, training.name), span, catalogue.constants, age=age)
