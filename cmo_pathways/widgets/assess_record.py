"""What a change on a page of the self-assessment writes into the ledger: one event each."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

from cmo_pathways.journey import Journey
from cmo_pathways.ledger import LedgerState
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.assess_depth import DATE_HINT, signal_answers


def record_rating(journey: Journey, id: str, name: str, value: Any) -> None:
    """A level, a sureness, "not part of my work", or why the rating changed."""
    state = journey.state()
    was = state.ratings.get(id)
    level, sure, skip = (was.level, was.sureness, was.not_applicable) if was else (None, None, False)
    if name == "level":
        level, skip = int(value), False
    elif name == "sureness":
        sure = str(value)
    elif name == "skip":
        skip = bool(value)
        level = None if skip else _last_level(state, id)
    more = {"note": str(value)} if name == "note" else {}
    journey.rate(id, level, sure, not_applicable=skip, **more)


def record_signal(journey: Journey, id: str, signal: str, answer: str) -> None:
    """The answer to one signal, beside those that were given before."""
    answers = {**signal_answers(journey, journey.state(), id), signal: answer}
    journey.record("signals", id, {"framework": journey.catalogue.framework.version, "answers": answers})


def record_around(journey: Journey, id: str, course: str, moment: str, level: int) -> None:
    """A level before or after a course, or the one that looks back."""
    if moment == "then":
        version = journey.catalogue.framework.version
        journey.record("then-rating", id, {"level": level, "course": course, "framework": version})
        return
    was = journey.state().ratings.get(id)
    sure = was.sureness if was else None
    journey.rate(id, level, sure, not_applicable=False, course=course, moment=moment)


def record_evidence(journey: Journey, evidence: str, id: str, name: str, value: Any) -> str:
    """One field of a piece of evidence; gives why it cannot be kept yet, or nothing."""
    state = journey.state()
    rating = state.ratings.get(id)
    blank = {"competency": id, "text": "", "level": rating.level if rating else None}
    body = {key: held for key, held in state.of("evidence").get(evidence, blank).items() if key != "at"}
    if name == "date" and not _is_day(str(value).strip()):
        return f"Write it like {DATE_HINT}."
    if name == "file":
        for file, content in b.chosen_files(value):
            body |= {"file": file, "sha256": sha256(content).hexdigest()}
    elif name == "level":
        body["level"] = int(value) if value else None
    elif name == "date":
        body["date"] = str(value).strip() or None
    else:
        body[name] = str(value)
    journey.record("evidence", evidence, body)
    return ""


def remove_evidence(journey: Journey, evidence: str) -> None:
    """Take a piece of evidence out of the list; the ledger keeps what it said."""
    body = journey.state().of("evidence").get(evidence)
    if body is not None:
        kept = {key: held for key, held in body.items() if key != "at"}
        journey.record("evidence", evidence, {**kept, "removed": True})


def _last_level(state: LedgerState, competency: str) -> int | None:
    given = [r.level for r in state.rating_history if r.competency == competency and r.level is not None]
    return given[-1] if given else None


def _is_day(text: str) -> bool:
    if not text:
        return True
    try:
        date.fromisoformat({4: f"{text}-01-01", 7: f"{text}-01"}.get(len(text), text))
    except ValueError:
        return False
    return len(text) in (4, 7, 10) and text[:2] in ("19", "20")
