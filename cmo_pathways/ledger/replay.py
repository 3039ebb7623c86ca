"""What the events add up to: the state of a learner, from the ledger alone.

Events count in the order of the ledger, never by their time, so a clock that was wrong changes nothing. What this
version does not know, or cannot read, is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from cmo_pathways.ledger.event import JSON, Event
from cmo_pathways.ledger.kinds import ERASED
from cmo_pathways.ledger.state import ExportMade, LedgerState, Play, PlayResult, RatingGiven, ScoreGiven, StepHeld


def replay(events: Iterable[Event]) -> LedgerState:
    """The state after these events; the same events always give the same state."""
    state = _Draft()
    for event in events:
        if event.kind == ERASED:
            continue
        if event.kind not in _APART:
            state.count += 1
            state.last_at = event.at
        if event.kind in _LATEST:
            _keep(state, event, event.body)
        handle = _HANDLERS.get(event.kind)
        if handle is not None:
            handle(state, event, event.body)
    return state.done()


Body = Mapping[str, JSON]


@dataclass(slots=True)
class _Draft:
    ratings: dict[str, RatingGiven] = field(default_factory=dict)
    history: list[RatingGiven] = field(default_factory=list)
    importance: dict[str, int] = field(default_factory=dict)
    target: str | None = None
    steps: dict[str, StepHeld] = field(default_factory=dict)
    waived: set[str] = field(default_factory=set)
    profile: dict[str, str] = field(default_factory=dict)
    plays: dict[str, Play] = field(default_factory=dict)
    moves: dict[str, list[Mapping[str, JSON]]] = field(default_factory=dict)
    entries: dict[str, Mapping[str, JSON] | None] = field(default_factory=dict)
    exports: list[ExportMade] = field(default_factory=list)
    last_at: str | None = None
    count: int = 0
    then: list[RatingGiven] = field(default_factory=list)
    latest: dict[str, dict[str, Mapping[str, JSON]]] = field(default_factory=dict)

    def done(self) -> LedgerState:
        """The state as a value that nothing changes any more."""
        return LedgerState(
            ratings=self.ratings,
            rating_history=tuple(self.history),
            importance=self.importance,
            target=self.target,
            steps=self.steps,
            waived=frozenset(self.waived),
            profile=self.profile,
            plays={id_: replace(play, moves=tuple(self.moves[id_])) for id_, play in self.plays.items()},
            entries={id_: entry for id_, entry in self.entries.items() if entry is not None},
            exports=tuple(self.exports),
            last_at=self.last_at,
            count=self.count,
            then_ratings=tuple(self.then),
            latest=self.latest,
        )


def _profile(state: _Draft, event: Event, body: Body) -> None:
    # A subset of the fields is one edit of the form; the others stay.
    state.profile.update({key: value for key, value in body.items() if isinstance(value, str)})


def _target(state: _Draft, event: Event, body: Body) -> None:
    state.target = event.subject


def _rating(state: _Draft, event: Event, body: Body) -> None:
    rating = _rating_of(event, body)
    if rating is not None:
        state.ratings[event.subject] = rating
        state.history.append(rating)


def _then_rating(state: _Draft, event: Event, body: Body) -> None:
    rating = _rating_of(event, body)
    if rating is not None:
        state.then.append(rating)


def _rating_of(event: Event, body: Body) -> RatingGiven | None:
    level = body.get("level")
    if level is not None and _whole(level) is None:
        return None
    return RatingGiven(
        competency=event.subject,
        level=_whole(level),
        sureness=_text(body.get("sureness")) or None,
        not_applicable=body.get("not_applicable") is True,
        framework=_text(body.get("framework")),
        note=_text(body.get("note")),
        at=event.at,
        seq=event.seq,
        course=_text(body.get("course")),
        moment=_text(body.get("moment")),
    )


def _keep(state: _Draft, event: Event, body: Body) -> None:
    # What is taken back goes to the end when it returns.
    kept = state.latest.setdefault(event.kind, {})
    if body.get("removed") is True:
        kept.pop(event.subject, None)
    else:
        kept[event.subject] = {"at": event.at, **body}


def _importance(state: _Draft, event: Event, body: Body) -> None:
    value = _whole(body.get("value"))
    if value is not None:
        state.importance[event.subject] = value


def _step(state: _Draft, event: Event, body: Body) -> None:
    since = _text(body.get("since")) or None
    state.steps[event.subject] = StepHeld(event.subject, body.get("held") is True, since, event.at)


def _waiver(state: _Draft, event: Event, body: Body) -> None:
    (state.waived.add if body.get("waived") is True else state.waived.discard)(event.subject)


def _decision(state: _Draft, event: Event, body: Body) -> None:
    play = _play_of(state, event, body)
    if play is not None and _text(body.get("scene")) and _text(body.get("choice")):
        state.moves[play].append(body)


def _answer(state: _Draft, event: Event, body: Body) -> None:
    play, value = _play_of(state, event, body), body.get("value")
    given = isinstance(value, str) or _number(value) is not None
    if play is not None and given and _text(body.get("scene")) and "choice" not in body:
        state.moves[play].append(body)


def _result(state: _Draft, event: Event, body: Body) -> None:
    play = _play_of(state, event, body)
    if play is None:
        return
    scores = {}
    for competency, score in _block(body.get("scores")).items():
        got, best = (_number(_block(score).get(key)) for key in ("got", "best"))
        if got is not None and best is not None:
            scores[competency] = ScoreGiven(got, best)
    counters = {key: number for key, v in _block(body.get("counters")).items() if (number := _number(v)) is not None}
    steps = body.get("path")
    path = tuple(map(_text, steps)) if isinstance(steps, list | tuple) else ()
    outcome = PlayResult(_text(body.get("ending")), scores, counters, path, event.at)
    state.plays[play] = replace(state.plays[play], result=outcome)


def _entry(state: _Draft, event: Event, body: Body) -> None:
    # A removed entry keeps its place, for the case that it comes back.
    state.entries[event.subject] = None if body.get("removed") is True or not _text(body.get("section")) else body


def _export(state: _Draft, event: Event, body: Body) -> None:
    audience, kind, form, sha256 = (_text(body.get(key)) for key in ("audience", "kind", "format", "sha256"))
    state.exports.append(ExportMade(event.subject, audience, kind, form, sha256, _whole(body.get("pages")), event.at))


_HANDLERS: Mapping[str, Callable[[_Draft, Event, Body], None]] = {
    "profile": _profile,
    "target": _target,
    "rating": _rating,
    "then-rating": _then_rating,
    "importance": _importance,
    "step": _step,
    "waiver": _waiver,
    "decision": _decision,
    "answer": _answer,
    "result": _result,
    "entry": _entry,
    "export": _export,
}
_APART = ("place", "balance")
"""Kinds that are no work: they change no count and no date, so that nothing shown elsewhere tells of them."""
_LATEST = frozenset(
    (
        *("interest", "signals", "evidence", "placement", "intake", "invitation", "feedback"),
        *("activity", "plan", "assumption", "balance", "place"),
        *("share", "withdrawal", "memo-feedback", "session", "cohort"),
    )
)


def _play_of(state: _Draft, event: Event, body: Body) -> str | None:
    play = _text(body.get("play"))
    if not play:
        return None
    if play not in state.plays:
        state.plays[play] = Play(play, event.subject, _text(body.get("version")), (), None)
        state.moves[play] = []
    return play if state.plays[play].case == event.subject else None


def _text(value: JSON) -> str:
    return value if isinstance(value, str) else ""


def _whole(value: JSON) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _number(value: JSON) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _block(value: JSON) -> Mapping[str, JSON]:
    return value if isinstance(value, Mapping) else {}
