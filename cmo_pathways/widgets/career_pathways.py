"""Career pathways: where you are, the routes to the target role, their time and cost, and what they assume."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cmo_pathways.career import COUNTRIES, Move, Route, RoutePlan, inputs_of
from cmo_pathways.errors import LearnerError
from cmo_pathways.journey import Journey, moves_for, routes_of, target_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.gaps import role_options
from cmo_pathways.widgets.kept import Kept, basis_of
from cmo_pathways.widgets.path_abroad import abroad_blocks
from cmo_pathways.widgets.path_activities import activity_blocks
from cmo_pathways.widgets.path_assumptions import (
    EDIT,
    Draft,
    assumption_blocks,
    draft_of,
    give_back,
    keep_draft,
    typed,
)
from cmo_pathways.widgets.path_compare import compare_blocks
from cmo_pathways.widgets.path_doors import door_blocks
from cmo_pathways.widgets.path_intake import hold, intake_blocks, tell
from cmo_pathways.widgets.path_map import map_blocks
from cmo_pathways.widgets.path_names import route_names
from cmo_pathways.widgets.path_resume import Found, read_chosen, record_ticked, say_yes
from cmo_pathways.widgets.path_time import Asked, Still, kept_numbers, time_blocks
from cmo_pathways.widgets.reading_room import Shelf
from cmo_pathways.widgets.route_map import FOLD

_PLACE = "career-pathways"
_PARTS = {
    "me": "Where I am",
    "map": "Map",
    "compare": "Compare",
    "time": "Time",
    "doors": "Key steps",
    "abroad": "Abroad",
    "grow": "Activities",
}


class CareerPathways:
    """The screen of lesson 05; it opens where the learner left it."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._shelf = Shelf(journey.catalogue)
        self._focus = ""
        self._asked = Asked()
        self._still = Still()
        self._plans, self._abroad = Kept[RoutePlan](), Kept[tuple[Move, ...]]()
        self._draft = Draft()
        self._found = Found()
        state = journey.state()
        place = state.of("place").get(_PLACE, {})
        part, country = place.get("part"), place.get("country")
        self._part = str(part) if part in _PARTS else "map" if _held(state) else "me"
        self._country = str(country) if country in COUNTRIES else "uk"
        self._kind, self._lost = str(place.get("kind") or ""), str(place.get("lost") or "")
        self._chosen, self._other = (_number(place.get(name), n) for n, name in enumerate(("route", "other")))
        step = place.get("open")
        if step in journey.catalogue.career.steps:
            self._shelf.read(str(step))

    def view(self) -> dict[str, Any]:
        """The part that is open, below the target and the parts; a page that was opened stands at its end."""
        state = self._journey.state()
        held = _held(state)
        target = b.select("target", "Target role", role_options(self._journey), target_of(state))
        return {
            "label": "Career pathways",
            "page": "routes",
            "focus": self._focus,
            "head": {"where": "Career pathways", "aside": f"{held} step{'' if held == 1 else 's'} held"},
            "blocks": [
                target,
                b.group("parts", b.segment("part", "Look at", list(_PARTS.items()), self._part), style="tabs"),
                b.group(f"part-{self._part}", *self._body(state), style="part"),
                *self._page(),
            ],
            "saved": b.saved(state),
        }

    def change(self, name: str, value: Any) -> None:
        """Open a part, a route or a step, ask with a slider, or record an answer. Raises LearnerError."""
        self._focus = ""
        verb, _, what = name.partition(":")
        if verb == "target":
            self._journey.aim(str(value))
        elif verb in ("part", "route", "other", "country", "kind", "lost"):
            self._turn(verb, value)
        elif name == "open":
            self._open(str(value))
        elif name == "read":
            self._read(str(value))
        elif verb in ("held", "since"):
            hold(self._journey, verb, what, value)
        elif verb == "resume":
            self._found = read_chosen(self._journey, value, self._found)
        elif verb in ("found", "meant"):
            self._found = say_yes(self._found, verb, what, value)
        elif verb == "me":
            tell(self._journey, self._journey.state(), what, value)
        elif verb == "ask" or name == "by":
            self._ask(what or verb, value)
        elif verb == "number":
            self._draft = typed(self._draft, what, str(value))

    def press(self, name: str) -> None:
        """Keep or leave numbers of the learner's own, leave the sliders, or record the ticked steps of a resume."""
        if name == "ask-reset":
            self._asked = replace(self._asked, sliders=Asked().sliders)
        elif name == "ask-keep":
            self._keep_asked()
        elif name == "found-keep":
            self._found = record_ticked(self._journey, self._found)
        elif name == "number-keep":
            keep_draft(self._journey, self._draft)
            self._draft = Draft()
        elif name == "number-back":
            give_back(self._journey, self._draft.id)
            self._draft = Draft()
        elif name == "number-leave":
            self._draft = Draft()

    def _body(self, state: LedgerState) -> list[b.Block]:
        if self._part == "me":
            return intake_blocks(self._journey, state, self._found)
        if self._part == "abroad":
            return _or_note(lambda: abroad_blocks(self._journey.catalogue.career, self._led(state), self._country))
        if self._part == "grow":
            return activity_blocks(self._journey, state, self._kind)
        return _or_note(lambda: [*_from_nothing(state), *self._routed(state)])

    def _routed(self, state: LedgerState) -> list[b.Block]:
        plan = self._plan(state)
        route = self._route(plan)
        graph, chosen = self._journey.catalogue.career, plan.routes.index(route)
        if self._part == "compare":
            return compare_blocks(self._journey, plan, chosen, min(self._other, len(plan.routes) - 1))
        if self._part == "doors":
            return door_blocks(self._journey, state, plan, self._lost)
        tabs = [(str(n), name) for n, name in enumerate(route_names(graph, plan))]
        pick = b.segment("route", "Routes", tabs, str(chosen))
        if self._part == "time":
            times = time_blocks(self._journey, state, route, self._asked, self._still)
            return [*times[:2], pick, *times[2:], *assumption_blocks(graph, route, self._draft)]
        drawn = map_blocks(self._journey, plan, chosen)
        return [*drawn[:2], pick, *drawn[2:]]

    def _page(self) -> list[b.Block]:
        if self._part == "me":
            return []
        hint = "Select a step on the map to see what it asks for and where that is written."
        return self._shelf.blocks() or ([b.prose(b.quiet(hint))] if self._part == "map" else [])

    def _plan(self, state: LedgerState) -> RoutePlan:
        return self._plans.of(basis_of(self._journey, state), lambda: routes_of(self._journey, state))

    def _led(self, state: LedgerState) -> tuple[Move, ...]:
        return self._abroad.of(basis_of(self._journey, state), lambda: moves_for(self._journey, state))

    def _route(self, plan: RoutePlan) -> Route:
        return plan.routes[min(self._chosen, len(plan.routes) - 1)]

    def _turn(self, verb: str, value: Any) -> None:
        if verb == "part" and value in _PARTS:
            self._part = str(value)
            self._shelf.close()
        elif verb in ("route", "other"):
            at = _number(value, 0)
            self._chosen, self._other = (at, self._other) if verb == "route" else (self._chosen, at)
            self._asked = replace(self._asked, sliders=Asked().sliders)
        elif verb == "country" and value in COUNTRIES:
            self._country = str(value)
        elif verb == "kind":
            self._kind = str(value)
        elif verb == "lost":
            self._lost = str(value)
        self._keep_place()

    def _open(self, id: str) -> None:
        if id == FOLD:
            return
        step = self._journey.catalogue.career.step(id).id
        self._shelf.close()
        self._shelf.read(step)
        self._part = self._part if self._part in ("map", "time") else "map"
        self._keep_place()

    def _read(self, id: str) -> None:
        self._focus = id
        if not id.startswith(EDIT):
            self._shelf.read(id)
            return
        plan = self._plan(self._journey.state())
        inputs = inputs_of(self._journey.catalogue.career, self._route(plan).schedule)
        self._draft = next((draft_of(one) for one in inputs if one.id == id.removeprefix(EDIT)), Draft())

    def _ask(self, what: str, value: Any) -> None:
        sliders = self._asked.sliders
        if what == "by":
            self._asked = replace(self._asked, by=int(value) if str(value).isdigit() else None)
        elif what == "hours":
            self._asked = replace(self._asked, hours=float(value))
        elif what == "pace":
            self._asked = replace(self._asked, sliders=replace(sliders, pace=float(value) / 100))
        elif what == "wait":
            self._asked = replace(self._asked, sliders=replace(sliders, wait=float(value)))
        elif what == "input":
            self._asked = replace(self._asked, sliders=replace(sliders, input=str(value), value=None))
        elif what == "value":
            self._asked = replace(self._asked, sliders=replace(sliders, value=float(value)))

    def _keep_asked(self) -> None:
        route = self._route(self._plan(self._journey.state()))
        for id, value in kept_numbers(self._journey, route.schedule, self._asked.sliders).items():
            self._journey.record("assumption", id, {"value": value})
        self._asked = replace(self._asked, sliders=Asked().sliders)

    def _keep_place(self) -> None:
        career = self._journey.catalogue.career
        step = self._shelf.open if self._shelf.open in career.steps else None
        body = {"part": self._part, "route": self._chosen, "other": self._other, "country": self._country}
        self._journey.record("place", _PLACE, {**body, "kind": self._kind, "lost": self._lost, "open": step})


def _held(state: LedgerState) -> int:
    return sum(step.held for step in state.steps.values())


def _from_nothing(state: LedgerState) -> list[b.Block]:
    """Who has told nothing yet should not take the years from college on for their own."""
    if _held(state):
        return []
    words = "Say under Where I am what you hold; a post counts with everything that it required."
    return [b.note("You hold no step yet, so the routes begin before medical school.", words)]


def _or_note(draw: Any) -> list[b.Block]:
    try:
        found: list[b.Block] = draw()
    except LearnerError as error:
        return [b.note("No route to draw.", str(error))]
    return found


def _number(value: Any, otherwise: int) -> int:
    return int(value) if str(value).isdigit() else otherwise
