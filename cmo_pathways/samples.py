"""The sample physician: an invented learner whose events are lived through the real pipeline, at their own times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from cmo_pathways.cases import answer, choose, current_scene, is_over, start_case
from cmo_pathways.catalogue import Catalogue
from cmo_pathways.content import Record, Report, content_root, read_yaml
from cmo_pathways.errors import ContentError, LearnerError
from cmo_pathways.journey import Journey, decide, new_play, reply
from cmo_pathways.portfolio import audience_ids, check_entry

SAMPLE = Path("data/samples/sample-physician.yaml")
"""Where the sample lies below the content root."""

_PROFILE = ("name", "headline", "location", "email", "phone", "specialty", "statement")
_SURENESS = ("guess", "fairly", "sure")


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that the sample physician did: when, what kind of event, about what, and its values.

    A ``play`` holds ``choices`` and ``answers`` (value by scene) instead of the values of one event.
    """

    at: datetime
    kind: str
    subject: str
    body: Mapping[str, object]
    line: int


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample physician: who this is in words, the day on which the story stops, for whom the dossier is made."""

    about: str
    today: datetime
    audience: str
    deeds: tuple[Deed, ...]


def load_sample() -> Sample:
    """The shipped sample. Raises ContentError where its file is broken."""
    root = content_root()
    report = Report(root)
    sample = read_sample(root / SAMPLE, report)
    if sample is None or report.errors:
        raise ContentError(report.errors)
    return sample


def read_sample(file: Path, report: Report) -> Sample | None:
    """The sample in a file, or None where it is not readable; faults are noted in the report."""
    top = read_yaml(file, report)
    if top is None:
        return None
    top.identifier(), top.integer("version", 1, 1)
    if not top.flag("fictional", False):
        top.problem("E-FICTIONAL", 'a sample is invented and says so - add "fictional: true"', "fictional")
    deeds = tuple(_deed(record) for record in top.records("events"))
    audience = top.choice("audience", audience_ids())
    sample = Sample(top.text("about"), _moment(top, "today"), audience, deeds)
    top.done()
    for before, after in pairwise(deeds):
        if after.at < before.at:
            report.add(file, after.line, "E-ORDER", "lies before the event above it - put the events in order")
    return sample


def check_sample(file: Path, report: Report, catalogue: Catalogue) -> None:
    """Note every fault of a sample, of its form and against the content."""
    sample = read_sample(file, report)
    for deed in sample.deeds if sample else ():
        for sentence in _faults(deed, catalogue):
            report.add(file, deed.line, "E-SAMPLE", sentence)


def live_sample(journey: Journey, sample: Sample) -> Journey:
    """Record all that the sample physician did, each event at its time; gives the journey on the sample's last day.

    Raises LearnerError, LedgerError where an event cannot be recorded.
    """
    for deed in sample.deeds:
        _live(replace(journey, clock=lambda at=deed.at: at), deed)  # type: ignore[misc]
    return replace(journey, clock=lambda: sample.today)


def _live(journey: Journey, deed: Deed) -> None:
    if deed.kind == "target":
        journey.aim(deed.subject)
    elif deed.kind == "rating":
        level, sureness = deed.body["level"], deed.body["sureness"]
        assert isinstance(level, int) and isinstance(sureness, str)
        journey.rate(deed.subject, level, sureness, not_applicable=False)
    elif deed.kind == "play":
        play = new_play(journey.state(), deed.subject)
        for value, is_choice in _moves(journey.catalogue, deed):
            if is_choice:
                decide(journey, deed.subject, play, str(value))
            else:
                reply(journey, deed.subject, play, value)
    else:
        journey.record(deed.kind, deed.subject, deed.body)


def _moves(catalogue: Catalogue, deed: Deed) -> Iterator[tuple[float | str, bool]]:
    """The choices and answers in the order in which the scenes ask for them; LearnerError where one does not fit."""
    case, choices, answers = catalogue.case(deed.subject), deed.body["choices"], deed.body["answers"]
    assert isinstance(choices, tuple) and isinstance(answers, dict)
    state = start_case(case)
    for choice in choices:
        scene = current_scene(case, state).id
        if scene in answers:
            state = answer(case, state, answers[scene])
            yield answers[scene], False
        state = choose(case, state, choice)
        yield choice, True
    if not is_over(case, state):
        raise LearnerError(f'The play of "{case.id}" stops in scene "{state.scene}" - add the choices up to an ending.')


def _deed(record: Record) -> Deed:
    kind = record.choice("kind", tuple(_READERS))
    at = _moment(record, "at")
    subject, body = _READERS[kind](record) if kind in _READERS else ("", {})
    if kind in _READERS:
        record.done()
    return Deed(at, kind, subject, body, record.line)


def _profile(record: Record) -> tuple[str, Mapping[str, object]]:
    return "me", {name: record.text(name) for name in _PROFILE if name in record}


def _target(record: Record) -> tuple[str, Mapping[str, object]]:
    return record.identifier("step"), {}


def _step(record: Record) -> tuple[str, Mapping[str, object]]:
    return record.identifier("step"), {"held": True, "since": record.text("since", "") or None}


def _rating(record: Record) -> tuple[str, Mapping[str, object]]:
    level, sureness = record.integer("level", 0, 5), record.choice("sureness", _SURENESS)
    return record.identifier("competency"), {"level": level, "sureness": sureness}


def _importance(record: Record) -> tuple[str, Mapping[str, object]]:
    return record.identifier("competency"), {"value": record.integer("value", 1, 5)}


def _entry(record: Record) -> tuple[str, Mapping[str, object]]:
    fields = {name: record.text(name) for name in record.keys() if name not in ("at", "kind", "id")}  # noqa: SIM118
    return record.identifier("id"), fields


def _play(record: Record) -> tuple[str, Mapping[str, object]]:
    block = record.record("answers")
    answers = {scene: block.text(scene) for scene in block.keys()}  # noqa: SIM118 - a Record is no mapping
    return record.identifier("case"), {"choices": record.texts("choices"), "answers": answers}


_READERS = {
    "profile": _profile,
    "target": _target,
    "step": _step,
    "rating": _rating,
    "importance": _importance,
    "entry": _entry,
    "play": _play,
}


def _moment(record: Record, key: str) -> datetime:
    text = record.text(key)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        record.problem("E-DATE", f'"{text}" is no time - write it as 2026-11-20T15:30:00Z', key)
        return datetime.max.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _faults(deed: Deed, catalogue: Catalogue) -> Iterator[str]:
    try:
        if deed.kind in ("rating", "importance"):
            catalogue.framework.competency(deed.subject)
        elif deed.kind == "target":
            catalogue.framework.role(deed.subject)
        elif deed.kind == "step":
            catalogue.career.step(deed.subject)
        elif deed.kind == "play":
            tuple(_moves(catalogue, deed))
        elif deed.kind == "entry":
            yield from check_entry(str(deed.body.get("section")), deed.body)
    except LearnerError as error:
        yield str(error)
