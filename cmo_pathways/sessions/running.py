"""A session while it is held: which segment runs, how long it has left, what the room showed by its hands.

A run is plain data that goes into one event and comes back from it, so that a screen reopens where it stood.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from cmo_pathways.errors import LearnerError
from cmo_pathways.sessions.model import FORMS, SECTORS, Form, Poll, Session, Slot, timetable

SMALL = 3
"""Counts of the poll below this number are not exported [hands]."""
MOST_HANDS = 999


@dataclass(frozen=True, slots=True)
class Step:
    """A segment that was begun: its place in the run of show [counted from 0] and when."""

    at: int
    began: datetime


@dataclass(frozen=True, slots=True)
class Running:
    """A session being held: form, start on the clock, sector, every segment begun so far, and its end."""

    form: Form
    starts: str
    sector: str
    steps: tuple[Step, ...]
    ended: datetime | None = None

    @property
    def at(self) -> int:
        """The place of the segment that runs [counted from 0]."""
        return self.steps[-1].at

    @property
    def began(self) -> datetime:
        """When the segment that runs was begun."""
        return self.steps[-1].began


def begin(form: Form, starts: str, sector: str, now: datetime) -> Running:
    """A session whose first segment begins now."""
    return Running(form, starts, sector, (Step(0, now),))


def moved(running: Running, by: int, slots: tuple[Slot, ...], now: datetime) -> Running:
    """The same session one segment on (1) or back (-1); after the last segment it has ended."""
    if running.ended is not None:
        return running if by > 0 else replace(running, ended=None)
    to = running.at + by
    if to >= len(slots):
        return replace(running, ended=now)
    return running if to < 0 else replace(running, steps=(*running.steps, Step(to, now)))


def ends_at(running: Running, slots: tuple[Slot, ...]) -> datetime:
    """When the segment that runs should end, counted from when it was begun."""
    return running.began + timedelta(minutes=slots[running.at].minutes)


def behind(running: Running, slots: tuple[Slot, ...]) -> int:
    """How late the segment that runs was begun, against the plan from the real start [minutes]; early is negative."""
    planned = running.steps[0].began + timedelta(minutes=slots[running.at].begins)
    return round((running.began - planned).total_seconds() / 60)


def minutes_used(running: Running, slots: tuple[Slot, ...], now: datetime) -> tuple[float, ...]:
    """How long each segment took so far, in the order of the run of show [minutes]."""
    used = [0.0] * len(slots)
    until = [step.began for step in running.steps[1:]] + [running.ended or now]
    for step, end in zip(running.steps, until, strict=True):
        used[step.at] += max(0.0, (end - step.began).total_seconds() / 60)
    return tuple(used)


def running_body(running: Running, hands: Mapping[int, int]) -> Mapping[str, Any]:
    """The run and the show of hands as the body of an event."""
    return {
        "form": running.form,
        "starts": running.starts,
        "sector": running.sector,
        "steps": [{"at": step.at, "began": step.began.isoformat()} for step in running.steps],
        "ended": running.ended.isoformat() if running.ended else None,
        "hands": {str(option): count for option, count in sorted(hands.items())},
    }


def running_of(session: Session, body: Mapping[str, Any]) -> Running | None:
    """The run that an event holds; None where there is none, or where the session has changed under it."""
    try:
        form: Form = "short" if body["form"] == "short" else "long"
        steps = tuple(Step(int(step["at"]), datetime.fromisoformat(step["began"])) for step in body["steps"])
        ended = datetime.fromisoformat(body["ended"]) if body.get("ended") else None
        found = Running(form, str(body["starts"]), str(body["sector"]), steps, ended)
    except (KeyError, TypeError, ValueError):
        return None
    fits = all(0 <= step.at < len(timetable(session, form)) for step in steps)
    return found if steps and fits and found.sector in SECTORS and body["form"] in FORMS else None


def hands_of(session: Session, body: Mapping[str, Any]) -> Mapping[int, int]:
    """The show of hands that an event holds: counts by the place of the option [counted from 0]."""
    kept = body.get("hands")
    pairs = kept.items() if isinstance(kept, Mapping) else ()
    options = range(len(session.poll.options))
    return {int(key): count for key, count in pairs if key.isdecimal() and int(key) in options and _is_count(count)}


def hands_typed(text: str) -> int | None:
    """The number of hands that somebody typed, or None for an empty field. Raises LearnerError for anything else."""
    plain = text.strip()
    if not plain:
        return None
    if not plain.isdecimal() or int(plain) > MOST_HANDS:
        raise LearnerError(f'"{plain}" is no number of hands. Give a whole number, such as 7, or leave it empty.')
    return int(plain)


def poll_csv(poll: Poll, hands: Mapping[int, int]) -> str:
    """The show of hands to hand out, without a total; options under 3 hands, none included, say ``under 3``."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(("question", "option", "hands"))
    for at, option in enumerate(poll.options):
        count = hands.get(at)
        shown = "not counted" if count is None else f"under {SMALL}" if count < SMALL else str(count)
        table.writerow((poll.question, option, shown))
    return out.getvalue()


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_HANDS
