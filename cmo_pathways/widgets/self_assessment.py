"""The self-assessment: what you answer for, one competency at a time, then the gaps to the target role."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cmo_pathways.assess import Ask, next_level, suggest_level
from cmo_pathways.export.report import WrittenReport
from cmo_pathways.form import answer_state, ask_of, courses_of, free_evidence_id, is_answered
from cmo_pathways.journey import Journey, target_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.widgets import assess_record as record
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.assess_course import course_view, courses_view
from cmo_pathways.widgets.assess_depth import depth_view, evidence_view, level_in_depth, signal_answers
from cmo_pathways.widgets.assess_item import item_blocks
from cmo_pathways.widgets.assess_place import SCREEN, Place, place_in
from cmo_pathways.widgets.assess_start import enough_view, gaps_view, reason_words, start_view
from cmo_pathways.widgets.gaps import save_report

_SECONDS_EACH = 45


class SelfAssessment:
    """The screen of lesson 03; every change is an event, and so is the page on which the learner is."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._order = tuple(journey.catalogue.framework.competencies)
        self._at = place_in(journey.state(), journey.catalogue.framework)
        self._fault = ""
        self._written: WrittenReport | None = None

    def view(self) -> dict[str, Any]:
        """The page where the learner is."""
        state = self._journey.state()
        return {"label": "Self-assessment", "saved": b.saved(state), "page": self._at.key, **self._page(state)}

    def _page(self, state: LedgerState) -> dict[str, Any]:
        journey, at = self._journey, self._at
        if at.page == "item":
            return self._item(state)
        if at.page == "depth":
            return depth_view(journey, state, at.item, at.depth)
        if at.page == "evidence":
            return evidence_view(journey, state, at.evidence, at.item, self._fault)
        if at.page == "enough":
            return enough_view(journey, state, self._ask(state))
        if at.page == "courses":
            return courses_view(state, at.course)
        if at.page == "course":
            return course_view(journey, state, at.course, at.item)
        if at.page == "gaps":
            left = sum(answer_state(state.ratings.get(id)) == "todo" for id in self._order)
            again = "Go on rating" if self._first_open(state) is not None else "Change an answer"
            return gaps_view(journey, state, again=again, left=left, written=self._written)
        return start_view(journey, state)

    def change(self, name: str, value: Any) -> None:
        """Record what was marked, chosen or typed on the page."""
        at, journey = self._at, self._journey
        verb, _, what = name.partition(":")
        if name in ("level", "sureness", "skip", "note"):
            record.record_rating(journey, at.item, name, value)
        elif name in ("importance", "interest"):
            journey.record(name, at.item, {"value": int(value)})
        elif verb == "signal":
            record.record_signal(journey, at.item, what, str(value))
        elif verb == "ev":
            self._fault = record.record_evidence(journey, at.evidence, at.item, what, value)
        elif name in ("before", "after", "then"):
            record.record_around(journey, at.item, at.course, name, int(value))
        elif name == "responsibility":
            journey.record("placement", "me", {"responsibility": int(value)})
        elif name == "target":
            journey.aim(str(value))
        elif name == "course":
            self._go(replace(at, course=str(value)))
        elif name == "competency":
            self._go(replace(at, item=journey.catalogue.framework.competency(str(value)).id))

    def press(self, name: str) -> None:
        """Move through the form; what is on screen is saved already."""
        self._fault, self._written = "", None
        verb, _, what = name.partition(":")
        state = self._journey.state()
        if verb in ("next", "back"):
            self._go(self._beside(state, verb))
        elif verb in ("short", "beyond"):
            self._go(self._asked(state, replace(self._at, mode="short", beyond=verb == "beyond" or self._at.beyond)))
        elif verb in ("all", "first"):
            self._go(self._resumed(state, verb))
        elif verb in ("start", "item", "gaps", "courses"):
            self._go(replace(self._at, page=verb, course="" if verb == "courses" else self._at.course))
        elif verb == "report":
            self._written = save_report(self._journey)
        elif verb == "depth":
            self._in_depth(state, what)
        elif verb == "evidence":
            self._evidence(what)
        elif verb == "course":
            name = self._at.course.strip() if what == "new" else courses_of(state)[int(what)]
            self._go(replace(self._at, page="course", course=name, item=self._at.item or self._order[0]))

    def _go(self, place: Place) -> None:
        if place != self._at:
            self._at = place
            self._journey.record("place", SCREEN, place.body())

    def _ask(self, state: LedgerState, passed: tuple[str, ...] = ()) -> Ask:
        return ask_of(self._journey.catalogue, state, target_of(state), passed)

    def _first_open(self, state: LedgerState) -> str | None:
        return next((id for id in self._order if not is_answered(state.ratings.get(id))), None)

    def _beside(self, state: LedgerState, way: str) -> Place:
        """The page after or before this one, in the order of the form."""
        at = self._at
        order = self._order if at.mode == "all" else at.trail
        if at.page != "item" or at.item not in order:
            return replace(at, page="start")
        index = order.index(at.item) + (1 if way == "next" else -1)
        if index < 0:
            return replace(at, page="start")
        if index < len(order):
            return replace(at, item=order[index], why="")
        return replace(at, page="gaps") if at.mode == "all" else self._asked(state, at)

    def _asked(self, state: LedgerState, at: Place) -> Place:
        """The next question of the short form, the page that says that enough is known, or the gaps."""
        if at.page != "item" and at.trail and answer_state(state.ratings.get(at.trail[-1])) == "todo":
            return replace(at, page="item", item=at.trail[-1])
        found = self._ask(state, at.trail)
        if found.ask is None:
            return replace(at, page="gaps")
        if found.enough and not at.beyond:
            return replace(at, page="enough")
        return replace(at, page="item", item=found.ask, trail=(*at.trail, found.ask), why=reason_words(found, at.trail))

    def _resumed(self, state: LedgerState, verb: str) -> Place:
        left = self._first_open(state)
        if verb == "first" and self._at.mode == "short" and left is not None:
            return self._asked(state, replace(self._at, beyond=True))
        return replace(self._at, page="item", mode="all", item=left or self._order[0], why="")

    def _in_depth(self, state: LedgerState, what: str) -> None:
        at = self._at
        answers = signal_answers(self._journey, state, at.item)
        if what == "take":
            level = suggest_level(answers)
            if level is not None:
                record.record_rating(self._journey, at.item, "level", level)
            self._go(replace(at, page="item"))
        elif what == "on":
            self._go(replace(at, depth=next_level(answers, at.depth) or at.depth))
        else:
            self._go(replace(at, page="depth", depth=level_in_depth(self._journey, state, at.item)))

    def _evidence(self, what: str) -> None:
        verb, _, id = what.partition(":")
        if verb == "add":
            self._go(replace(self._at, page="evidence", evidence=self._new_evidence()))
        elif verb == "edit":
            self._go(replace(self._at, page="evidence", evidence=id))
        elif verb == "remove":
            record.remove_evidence(self._journey, id)
            self._go(replace(self._at, page="item"))

    def _new_evidence(self) -> str:
        return free_evidence_id(self._journey.ledger.events(), self._at.item)

    def _item(self, state: LedgerState) -> dict[str, Any]:
        at = self._at
        why = at.why if at.mode == "short" else ""
        return {
            "head": self._head(state),
            "blocks": item_blocks(self._journey, state, at.item, why),
            "buttons": [
                b.button("back", "Back"),
                b.button("next", self._next_label(), style="primary"),
                b.button("evidence:add", "Add evidence", style="text"),
                b.button("gaps", "Show my gaps now", style="text"),
            ],
        }

    def _next_label(self) -> str:
        at = self._at
        if at.mode == "short":
            return "Next question"
        index = self._order.index(at.item) + 1
        if index == len(self._order):
            return "Show my gaps"
        following = self._journey.catalogue.framework.competency(self._order[index]).short
        return f"Next: {following if following[:2].isupper() else following[0].lower() + following[1:]}"

    def _head(self, state: LedgerState) -> dict[str, Any]:
        framework, now = self._journey.catalogue.framework, self._at.item
        domain = framework.domain_of(now)
        found = {id: answer_state(state.ratings.get(id)) for id in self._order}
        done = sum(one != "todo" for one in found.values())
        groups = [["now" if id == now else found[id] for id in part.competencies] for part in framework.domains]
        return {
            "where": domain.name,
            "domain": domain.id,
            "shape": domain.shape,
            "aside": self._how_far(done),
            "groups": groups,
            "spoken": f"{done} of {len(self._order)} rated",
            "done": done,
            "total": len(self._order),
        }

    def _how_far(self, done: int) -> str:
        left = len(self._order) - done
        if self._at.mode == "short" and left:
            return f"{done} answered; the short form takes about 10"
        minutes = max(1, round(left * _SECONDS_EACH / 60))
        tail = f"about {minutes} minute{'s' if minutes > 1 else ''} left" if left else "all answered"
        return f"{self._order.index(self._at.item) + 1} of {len(self._order)}, {tail}"
