"""The run-of-show screen: choose a session, start it, see the segment that runs with its time, cue and board."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cmo_pathways.errors import LearnerError
from cmo_pathways.export.session import write_kit
from cmo_pathways.journey import Journey
from cmo_pathways.ledger import LedgerState
from cmo_pathways.reports.session import Run
from cmo_pathways.sessions import SECTORS, Session, clock_words, load_sessions
from cmo_pathways.sessions.model import Form, is_clock
from cmo_pathways.sessions.running import Running, begin, hands_of, hands_typed, moved, running_body, running_of
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.session_parts import ended_blocks, plan_blocks, segment_blocks

_PLACE = "session-room"
_LEAVE = "Leave; the session goes on"
_TYPED = 5
"""A time of day is complete with so many letters."""
_FIRST: Mapping[str, str] = {"form": "long", "starts": "13:00", "sector": "hospital"}


class SessionRoom:
    """The first screen of lesson 10; a session that is being held reopens at the segment that runs."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._sessions = load_sessions()
        self._written = ""

    def view(self) -> dict[str, Any]:
        """The choice of a session, the segment that runs, or how the time was used."""
        state = self._journey.state()
        run = self._run(state)
        running = self._running(state, run.session) if self._place(state).get("open") else None
        if running is None:
            view = self._choice(run)
        elif running.ended is None:
            view = self._segment(state, run, running)
        else:
            view = self._end(state, run, running)
        return {"label": "Session room", "saved": b.saved(state), **view}

    def change(self, name: str, value: Any) -> None:
        """Choose the session, its form, sector and start, or enter the hands of an option."""
        state = self._journey.state()
        if name.startswith("hands-"):
            self._count(state, int(name.removeprefix("hands-")), str(value))
            return
        if name not in ("session", *_FIRST):
            return
        if name == "starts":
            if not is_clock(str(value)) and len(str(value)) < _TYPED:
                return  # still being typed
            value = clock_words(str(value), 0)
        self._written = ""
        self._keep({**self._place(state), name: str(value)})

    def press(self, name: str) -> None:
        """Start, go on, go back, leave, start over, or write the printed kit."""
        state = self._journey.state()
        run = self._run(state)
        now = self._journey.clock()
        running = self._running(state, run.session)
        if name == "start":
            self._record(run.session, begin(run.form, run.starts, run.sector, now), {})
            self._keep({**self._place(state), "open": True})
        elif name == "resume" and running is not None:
            self._keep({**self._place(state), "open": True})
        elif name in ("next", "back") and running is not None:
            on = moved(running, 1 if name == "next" else -1, _held(run, running).slots, now)
            self._record(run.session, on, self._hands(state, run))
        elif name == "leave":
            self._keep({**self._place(state), "open": False})
        elif name == "kit":
            folder = self._journey.home / "exports" / run.session.id
            write_kit(run, self._journey.catalogue, folder, today=now.date())
            self._written = str(folder)

    def _choice(self, run: Run) -> dict[str, Any]:
        state = self._journey.state()
        waiting = self._running(state, run.session)
        under_way = waiting is not None and waiting.ended is None
        return {
            "page": f"choose-{run.session.id}",
            "head": {"where": "Session room", "aside": run.hours},
            # The buttons stand above the run of show, so that the session starts without scrolling.
            "blocks": [
                b.title("Which session, in how many minutes?"),
                self._session_choice(run),
                b.group("asked", *self._controls(run), style="form"),
                b.buttons(*_starts(under_way=under_way), b.button("kit", "Write sheet, script and notebook")),
                *plan_blocks(run, self._journey.catalogue, self._written),
            ],
        }

    def _session_choice(self, run: Run) -> b.Block:
        """A row of its own: in a third of the width most titles are cut."""
        sessions = [(id, f"{found.number}. {found.title}") for id, found in self._sessions.items()]
        return b.select("session", "Session", sessions, run.session.id)

    def _controls(self, run: Run) -> list[b.Block]:
        forms = [("long", "Long, 150 minutes"), ("short", "Short, 90 minutes")]
        sectors = [(id, name) for id, name in SECTORS.items() if id in ("hospital", *run.session.sectors)]
        return [
            b.select("form", "Form", forms, run.form),
            b.select("sector", "Lead case for", sectors, run.sector),
            b.field("starts", "Starts at, such as 13:00", run.starts),
        ]

    def _segment(self, state: LedgerState, run: Run, running: Running) -> dict[str, Any]:
        held = _held(run, running)
        slots = held.slots
        last = running.at + 1 == len(slots)
        following = "End the session" if last else f"Next: {slots[running.at + 1].segment.title}"
        back = [b.button("back", "Back one part")] if running.at else []
        on, leave = b.button("next", following, style="primary"), b.button("leave", _LEAVE, style="text")
        buttons = b.buttons(on, *back, leave)
        return {
            "page": f"{run.session.id}-{len(running.steps)}",
            "wide": True,
            "head": {
                "where": f"Session {run.session.number}: {run.session.title}",
                "aside": f"Part {running.at + 1} of {len(slots)}",
            },
            # The buttons stand above what is folded, so that the next part is in reach without scrolling.
            "blocks": segment_blocks(held, running, self._hands(state, run), buttons, now=self._journey.clock()),
        }

    def _end(self, state: LedgerState, run: Run, running: Running) -> dict[str, Any]:
        return {
            "page": f"{run.session.id}-ended",
            "head": {"where": f"Session {run.session.number}: {run.session.title}", "aside": "Ended"},
            "blocks": ended_blocks(_held(run, running), running, self._hands(state, run)),
            "buttons": [
                b.button("leave", "Choose a session", style="primary"),
                b.button("back", "Back to the last part"),
            ],
        }

    def _count(self, state: LedgerState, option: int, typed: str) -> None:
        run = self._run(state)
        running = self._running(state, run.session)
        if running is None or option not in range(len(run.session.poll.options)):
            raise LearnerError("The session has not started. Start it, then count the hands.")
        hands, count = dict(self._hands(state, run)), hands_typed(typed)
        hands.pop(option, None)
        self._record(run.session, running, hands if count is None else {**hands, option: count})

    def _place(self, state: LedgerState) -> Mapping[str, Any]:
        return state.of("place").get(_PLACE, {})

    def _run(self, state: LedgerState) -> Run:
        """What the place says; what cannot be used falls back to the first session and the usual setting."""
        place = self._place(state)
        session = self._sessions.get(str(place.get("session"))) or next(iter(self._sessions.values()))
        form: Form = "short" if place.get("form", _FIRST["form"]) == "short" else "long"
        sector = str(place.get("sector", _FIRST["sector"]))
        fits = sector in session.sectors or sector == "hospital"
        starts = str(place.get("starts"))
        return Run(session, form, starts if is_clock(starts) else _FIRST["starts"], sector if fits else "hospital")

    def _running(self, state: LedgerState, session: Session) -> Running | None:
        return running_of(session, state.of("session").get(session.id, {}))

    def _hands(self, state: LedgerState, run: Run) -> Mapping[int, int]:
        return hands_of(run.session, state.of("session").get(run.session.id, {}))

    def _record(self, session: Session, running: Running, hands: Mapping[int, int]) -> None:
        self._journey.record("session", session.id, running_body(running, hands))

    def _keep(self, place: Mapping[str, Any]) -> None:
        self._journey.record("place", _PLACE, {key: value for key, value in place.items() if key != "at"})


def _starts(*, under_way: bool) -> tuple[b.Block, ...]:
    """A session that runs comes first: starting over forgets its minutes and its hands."""
    if not under_way:
        return (b.button("start", "Start the session", style="primary"),)
    back = b.button("resume", "Back to the session that is running", style="primary")
    return back, b.button("start", "Start from the beginning")


def _held(run: Run, running: Running) -> Run:
    """The run as it was started, whatever has been chosen since."""
    return Run(run.session, running.form, running.starts, running.sector)
