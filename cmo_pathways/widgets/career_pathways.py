"""Career pathways: what you hold, the routes to the target role, their time and cost, and what they assume."""

from __future__ import annotations

import re
from typing import Any

from cmo_pathways.career import CareerGraph, Route, RoutePlan, names_in_text
from cmo_pathways.charts import career_map_svg
from cmo_pathways.errors import LearnerError
from cmo_pathways.journey import Journey, routes_of, target_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.scale import level_text
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.gap_activities import gap_activities
from cmo_pathways.widgets.gaps import role_options
from cmo_pathways.widgets.reading_room import Shelf
from cmo_pathways.widgets.route_map import FOLD, route_map

_ASKED = {
    "Degrees and training": ("degree", "degree-management", "residency", "fellowship-leadership"),
    "License and certificates": ("license", "certification", "credential", "program"),
    "Posts, now or in the past": ("role",),
}
_HERE = ("us", "global")
_DATE = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2]))?")


class CareerPathways:
    """The screen of lesson 05."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._chosen = 0
        self._shelf = Shelf(journey.catalogue)
        self._focus = ""

    def view(self) -> dict[str, Any]:
        """The map of the chosen route, the routes side by side, one step in detail, and the form of what is held."""
        state = self._journey.state()
        target = b.select("target", "Target role", role_options(self._journey), target_of(state))
        try:
            plan = routes_of(self._journey, state)
        except LearnerError as error:
            body = [b.note("No route to draw.", str(error))]
        else:
            body = self._routes(plan, state)
        held = sum(step.held for step in state.steps.values())
        return {
            "label": "Career pathways",
            "page": "routes",
            "focus": self._focus,
            "head": {"where": "Career pathways", "aside": f"{held} step{'' if held == 1 else 's'} held"},
            "blocks": [target, *body, b.details("held", "What you hold already", *self._form(state), open=not held)],
            "saved": b.saved(state),
        }

    def change(self, name: str, value: Any) -> None:
        """Choose a route, open a step, record another target, a step held, or when it began."""
        self._focus = ""
        verb, _, what = name.partition(":")
        if verb == "target":
            self._journey.aim(str(value))
        elif verb == "route":
            self._chosen = int(value)
        elif verb == "open" and value != FOLD:
            step = self._journey.catalogue.career.step(str(value)).id
            self._shelf.close()
            self._shelf.read(step)
        elif verb == "read":
            self._shelf.read(str(value))
            self._focus = str(value)
        elif verb == "held":
            self._journey.record("step", what, {"held": bool(value), "since": None})
        elif verb == "since":
            text = str(value).strip()
            if text and not _DATE.fullmatch(text):
                if len(text) < 4:
                    return  # still typing
                raise LearnerError(f'"{text}" is not a date. Write a year such as 2019, or a month such as 2019-07.')
            self._journey.record("step", what, {"held": True, "since": text or None})

    def press(self, name: str) -> None:
        """The pathways have no buttons."""

    def _routes(self, plan: RoutePlan, state: LedgerState) -> list[b.Block]:
        graph = self._journey.catalogue.career
        chosen = min(self._chosen, len(plan.routes) - 1)
        route = plan.routes[chosen]
        nodes, edges = route_map(graph, plan, chosen)
        tabs = [(str(n), name) for n, name in enumerate(_route_names(graph, plan))]
        goal = graph.step(plan.to).name
        middle = level_text(route.years.p50)
        lead = f"Route {chosen + 1} of {len(plan.routes)} shown to {goal}; {plan.alternatives} ways exist in all."
        half = f"Half of the simulated futures take {b.assumed(f'{middle} years')} or less."
        return [
            b.title(_headline(graph, route, chosen)),
            b.prose(f"{b.words(lead)} {half}", style="lead"),
            b.segment("route", "Routes", tabs, str(chosen)),
            {"kind": "map", "name": "open", "svg": career_map_svg(nodes, edges)},
            b.prose(b.because(route.because)),
            *self._page(),
            *gap_activities(self._journey, state),
            b.title("The routes side by side", level=3),
            self._compare(plan),
        ]

    def _compare(self, plan: RoutePlan) -> b.Block:
        graph = self._journey.catalogue.career
        rows = []
        for name, route in zip(_route_names(graph, plan), plan.routes, strict=True):
            years = f"{level_text(route.years.p50)} ({level_text(route.years.p10)} to {level_text(route.years.p90)})"
            share = f"{route.assumed_share:.0%}".replace("%", " %")
            helps = ", ".join(graph.step(id).short for id in route.strengthened_by[:3]) or "nothing recorded"
            rows.append(
                (
                    b.words(name),
                    b.assumed(years),
                    _cost(route),
                    share,
                    b.words(helps),
                )
            )
        columns = (
            "Route",
            "Years: half by (1 in 10, 9 in 10 by)",
            "Published fees",
            "Times assumed",
            "Strengthened by",
        )
        return b.table(columns, rows, numeric=(3,))

    def _page(self) -> list[b.Block]:
        hint = "Select a step on the map to see what it asks for and where that is written."
        return self._shelf.blocks() or [b.prose(b.quiet(hint))]

    def _form(self, state: LedgerState) -> list[b.Block]:
        graph = self._journey.catalogue.career
        near = {*_HERE, graph.step(target_of(state)).region, *(graph.step(id).region for id in state.steps)}
        steps = [step for step in graph.steps.values() if step.region in near and not step.unverified]
        parts: list[b.Block] = [b.prose(b.quiet("A post or degree counts with everything that it required."))]
        for legend, kinds in _ASKED.items():
            fields: list[b.Block] = []
            for step in steps:
                if step.kind not in kinds:
                    continue
                mine = state.steps.get(step.id)
                held = bool(mine and mine.held)
                box = b.check(f"held:{step.id}", step.name, value=held)
                since = (mine.since if mine else None) or ""
                when = [b.field(f"since:{step.id}", "Since (year or month)", since, hint="")] if held else []
                fields.append(b.group(f"own-{step.id}", box, *when))
            many = legend != "Posts, now or in the past"
            parts.append(b.details(legend, legend, b.group(legend, *fields, style="form"), open=not many))
        return parts


def _headline(graph: CareerGraph, route: Route, chosen: int) -> str:
    posts = [step.id for step in route.steps[:-1] if graph.step(step.id).is_role]
    rank = "Your quickest route" if chosen == 0 else "This route"
    return f"{rank} runs through {names_in_text(graph, posts[-3:])}" if posts else f"{rank} leads straight to the post"


def _cost(route: Route) -> str:
    mark = route.cost.mark
    words = route.cost.words if mark is None else f"{route.cost.words} ({mark.words})"
    return b.assumed(words) if mark is not None and mark.assumed else b.words(words)


def _route_names(graph: CareerGraph, plan: RoutePlan) -> list[str]:
    """A short name per route: the posts on it that not every route shares."""
    posts = [[step.id for step in route.steps[:-1] if graph.step(step.id).is_role] for route in plan.routes]
    shared = set(posts[0]).intersection(*posts)
    own = [[post for post in route if post not in shared] for route in posts]
    return [f"{n}: {names_in_text(graph, ids) if ids else 'direct'}" for n, ids in enumerate(own, 1)]
