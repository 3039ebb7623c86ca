"""The case studio: the library, the play, the debrief."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cmo_pathways.cases import debrief, is_over
from cmo_pathways.errors import LearnerError
from cmo_pathways.journey import Journey, new_play
from cmo_pathways.ledger import LedgerState
from cmo_pathways.practice import (
    MY_GAPS,
    CaseFilter,
    Recorded,
    add_entry,
    effects_of,
    entry_of,
    next_offer,
    remove_entry,
    shelf_of,
)
from cmo_pathways.reports.words import in_sentence
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.case_debrief import debrief_blocks, effect_blocks, sources_block
from cmo_pathways.widgets.case_library import changed, library_blocks
from cmo_pathways.widgets.case_play import PlayDesk

_PLACE = "case-studio"


class CaseStudio:
    """The screen of lesson 07; it opens where the learner left it: in the library, in a scene, or at a debrief."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        state = journey.state()
        place = state.of("place").get(_PLACE, {})
        kept = place.get("filter")
        self._asked = CaseFilter.of(kept) if isinstance(kept, Mapping) else CaseFilter()
        if self._asked.competency not in ("", MY_GAPS, *journey.catalogue.framework.competencies):
            self._asked = replace(self._asked, competency="")
        self._desk: PlayDesk | None = None
        case, play = place.get("case"), place.get("play")
        if not place:
            case, play = _waiting(state)
        if isinstance(case, str) and isinstance(play, str) and case in journey.catalogue.cases:
            self._desk = self._at(case, play)

    def view(self) -> dict[str, Any]:
        """The library, the scene of the open play, or its debrief."""
        state = self._journey.state()
        if self._desk is None:
            view = self._library(state)
        else:
            try:
                over = is_over(self._desk.play.case, self._desk.play.now())
            except LearnerError as error:
                view = self._broken(str(error))
            else:
                view = self._debrief(state, self._desk) if over else self._desk.view("Leave; the play waits")
        return {"label": "Case studio", "saved": b.saved(state), **view}

    def change(self, name: str, value: Any) -> None:
        """Open a case, set the filter, lean to a choice, type a number, write the memo or mark its level."""
        if name == "read":
            self._open(str(value))
        elif name.startswith("filter-"):
            self._asked = changed(self._asked, name, value)
            self._keep()
        elif name.startswith("memo-level-") and self._desk:
            self._mark(name.removeprefix("memo-level-"), str(value))
        elif self._desk:
            self._desk = self._desk.changed(name, value)

    def press(self, name: str) -> None:
        """Open a case, leave, play again, decide, give the number, or put the case into the portfolio."""
        verb, _, what = name.partition(":")
        if verb == "open":
            self._open(what)
        elif verb == "clear":
            self._asked = CaseFilter(order=self._asked.order)
            self._keep()
        elif verb == "leave":
            self._desk = None
            self._keep()
        elif self._desk and verb == "again":
            case = self._desk.play.case.id
            self._desk = self._at(case, new_play(self._journey.state(), case))
            self._keep()
        elif self._desk and verb == "add":
            add_entry(self._journey, self._desk.play.id)
        elif self._desk and verb == "remove":
            remove_entry(self._journey, self._desk.play.case.id)
        elif self._desk:
            self._desk = self._desk.pressed(name)

    def _open(self, case: str) -> None:
        state = self._journey.state()
        self._journey.catalogue.case(case)
        waiting = [id for id, play in state.plays.items() if play.case == case and play.result is None]
        self._desk = self._at(case, waiting[-1] if waiting else new_play(state, case))
        self._keep()

    def _at(self, case: str, play: str) -> PlayDesk:
        return PlayDesk(Recorded(self._journey, self._journey.catalogue.case(case), play))

    def _keep(self) -> None:
        play = self._desk.play if self._desk else None
        where = {"case": play.case.id, "play": play.id} if play else {"case": None, "play": None}
        self._journey.record("place", _PLACE, {**where, "filter": self._asked.values})

    def _library(self, state: LedgerState) -> dict[str, Any]:
        return {
            "page": "library",
            "wide": True,
            "head": {"where": "Case studio", "aside": "All cases are fictional"},
            "blocks": library_blocks(shelf_of(self._journey, state), self._asked, self._name),
        }

    def _debrief(self, state: LedgerState, desk: PlayDesk) -> dict[str, Any]:
        case, now, play = desk.play.case, desk.play.now(), desk.play.id
        names = {id: in_sentence(self._name(id)) for id in case.competencies}
        found = debrief(case, now, names=names)
        following = next_offer(shelf_of(self._journey, state), case.id)
        entry = entry_of(state, case.id)
        added = entry is not None and entry.get("play") == play
        after = (
            [b.button(f"open:{following.case.id}", f"Next: {following.case.title}", style="primary")]
            if following
            else []
        )
        label = "Put this play into the portfolio instead" if entry else "Add to my portfolio"
        here = b.button("remove", "Take it out of my portfolio") if added else b.button("add", label)
        return {
            "page": f"{play}-debrief",
            "head": {"where": "Debrief", "aside": f"{len(now.path)} decisions"},
            "blocks": [
                *debrief_blocks(case, found, self._name, self._marks(state, play), _feedback(state, play)),
                *effect_blocks(effects_of(self._journey, state, play), self._name),
                sources_block(case),
                *([b.note("In your portfolio.", _EXERCISE)] if added else []),
            ],
            "buttons": [
                *after,
                here,
                b.button("again", "Play again"),
                b.button("leave", "Back to the cases", style="text"),
            ],
        }

    def _broken(self, why: str) -> dict[str, Any]:
        return {
            "page": "broken",
            "head": {"where": "Case studio", "aside": "All cases are fictional"},
            "blocks": [b.title("This play cannot go on"), b.note("The case has changed since.", why)],
            "buttons": [b.button("again", "Play again", style="primary"), b.button("leave", "Back to the cases")],
        }

    def _marks(self, state: LedgerState, play: str) -> Mapping[str, str]:
        kept = state.of("place").get(f"memo-{play}", {}).get("levels")
        return {str(scene): str(level) for scene, level in kept.items()} if isinstance(kept, Mapping) else {}

    def _mark(self, scene: str, level: str) -> None:
        # A judgment of one's own words: it is kept with the page, and no estimate counts it.
        play = self._desk.play.id if self._desk else ""
        levels = {**self._marks(self._journey.state(), play), scene: level}
        self._journey.record("place", f"memo-{play}", {"levels": levels})

    def _name(self, competency: str) -> str:
        return self._journey.catalogue.framework.competency(competency).short


_EXERCISE = (
    "As a case exercise, fictional, with this play as its evidence. Lesson 08 lets you add what you take from it."
)


def _feedback(state: LedgerState, play: str) -> Mapping[str, Mapping[str, Any]]:
    return {str(body.get("scene")): body for body in state.of("memo-feedback").values() if body.get("play") == play}


def _waiting(state: LedgerState) -> tuple[str | None, str]:
    plays = [(play.case, id) for id, play in state.plays.items() if play.result is None]
    return plays[-1] if plays else (None, "")
