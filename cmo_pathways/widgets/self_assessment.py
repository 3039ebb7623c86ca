"""The self-assessment: one competency at a time, then the gaps to the target role."""

from __future__ import annotations

from typing import Any

from cmo_pathways.framework import Competency, Role
from cmo_pathways.journey import Journey, target_of
from cmo_pathways.ledger import LedgerState, RatingGiven
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.gaps import gap_blocks, role_options

_SURE = (("guess", "It is a guess"), ("fairly", "Fairly sure"), ("sure", "Sure: I can show evidence"))
_SECONDS_EACH = 45


class SelfAssessment:
    """The screen of lesson 03; every change is an event, the place in the form follows from the events."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._order = tuple(journey.catalogue.framework.competencies)
        self._at = self._first_open(journey.state())

    def view(self) -> dict[str, Any]:
        """The item where the learner is, or the gaps after the last one."""
        state = self._journey.state()
        view = self._item(state) if self._at < len(self._order) else self._gaps(state)
        return {"label": "Self-assessment", "saved": b.saved(state), **view}

    def change(self, name: str, value: Any) -> None:
        """Record a level, a sureness, "not part of my work" or another target role."""
        if name == "target":
            self._journey.aim(str(value))
            return
        id = self._order[self._at]
        state = self._journey.state()
        was = state.ratings.get(id)
        level, sure, skip = (was.level, was.sureness, was.not_applicable) if was else (None, None, False)
        if name == "level":
            level, skip = int(value), False
        elif name == "sureness":
            sure = str(value)
        elif name == "skip":
            skip = bool(value)
            level = None if skip else _last_level(state, id)
        else:
            return
        self._journey.rate(id, level, sure, not_applicable=skip)

    def press(self, name: str) -> None:
        """Move through the form; what is on screen is saved already."""
        if name == "next":
            self._at = min(self._at + 1, len(self._order))
        elif name == "back":
            self._at = max(self._at - 1, 0)
        elif name == "gaps":
            self._at = len(self._order)
        elif name == "first":
            self._at = min(self._first_open(self._journey.state()), len(self._order) - 1)

    def _first_open(self, state: LedgerState) -> int:
        for place, id in enumerate(self._order):
            rating = state.ratings.get(id)
            if rating is None or not (rating.not_applicable or (rating.level is not None and rating.sureness)):
                return place
        return len(self._order)

    def _item(self, state: LedgerState) -> dict[str, Any]:
        framework = self._journey.catalogue.framework
        competency = framework.competency(self._order[self._at])
        role = framework.role(target_of(state))
        rating = state.ratings.get(competency.id)
        level = rating.level if rating else None
        levels = [
            {
                "value": str(name.level),
                "level": name.level,
                "label": name.name,
                "text": competency.levels[name.level].descriptor,
                "target": role.targets[competency.id].level == name.level,
            }
            for name in framework.levels
        ]
        legend = "Which sentence is true of you today?"
        main = [b.choice("level", legend, levels, None if level is None else str(level))]
        sure = b.segment("sureness", "How sure are you?", _SURE, rating.sureness if rating else None)
        skip = b.check("skip", "Not part of my work", value=bool(rating and rating.not_applicable))
        definition = f"{b.words(competency.what_it_is)} {b.quiet(competency.what_it_is_not)}"
        return {
            "page": competency.id,
            "head": self._head(state),
            "blocks": [
                b.title(competency.short),
                b.prose(definition, style="lead"),
                b.split("levels", main, self._aside(competency, role, level)),
                b.group("sure", sure, skip, style="row"),
            ],
            "buttons": self._buttons(),
        }

    def _aside(self, competency: Competency, role: Role, level: int | None) -> list[b.Block]:
        target = role.targets[competency.id]
        shown = level if level else max(1, target.level)
        text = competency.levels[shown]
        lead = f"At level {shown} people see you" if level else f"At the target, level {shown}, people see you"
        why = f"{b.quiet(target.rationale)} {b.assumed('Our assumption')}"
        return [
            b.group("signals", b.title(lead, level=3), b.bullets(text.signals)),
            b.group("evidence", b.title("Evidence that would show it", level=3), b.prose(b.quiet(text.evidence))),
            b.group("why", b.title(f"Why {role.short} asks for {target.level}", level=3), b.prose(why)),
        ]

    def _head(self, state: LedgerState) -> dict[str, Any]:
        framework = self._journey.catalogue.framework
        domain = framework.domain_of(self._order[self._at])
        left = sum(_step_state(state.ratings.get(id)) == "todo" for id in self._order)
        minutes = max(1, round(left * _SECONDS_EACH / 60))
        done = len(self._order) - left
        tail = f"about {minutes} minute{'s' if minutes > 1 else ''} left" if left else "all answered"
        now = self._order[self._at]
        groups = [
            ["now" if id == now else _step_state(state.ratings.get(id)) for id in part.competencies]
            for part in framework.domains
        ]
        return {
            "where": domain.name,
            "domain": domain.id,
            "shape": domain.shape,
            "aside": f"{self._at + 1} of {len(self._order)}, {tail}",
            "groups": groups,
            "spoken": f"{done} of {len(self._order)} rated",
            "done": done,
            "total": len(self._order),
        }

    def _buttons(self) -> list[b.Block]:
        framework = self._journey.catalogue.framework
        items = [] if self._at == 0 else [b.button("back", "Back")]
        if self._at + 1 == len(self._order):
            return [*items, b.button("next", "Show my gaps", style="primary")]
        following = framework.competency(self._order[self._at + 1]).short
        label = f"Next: {following if following.isupper() else _lower_first(following)}"
        return [*items, b.button("next", label, style="primary"), b.button("gaps", "Show my gaps now", style="text")]

    def _gaps(self, state: LedgerState) -> dict[str, Any]:
        left = sum(_step_state(state.ratings.get(id)) == "todo" for id in self._order)
        again = "Change an answer" if self._first_open(state) == len(self._order) else "Go on rating"
        pick = b.select("target", "Target role", role_options(self._journey), target_of(state))
        missing = "" if left == 0 else f"{len(self._order) - left} of {len(self._order)} answered"
        return {
            "page": "gaps",
            "head": {"where": "Your gaps", "aside": missing or "all answered"},
            "blocks": [pick, *gap_blocks(self._journey, state)],
            "buttons": [b.button("first", again, style="outline")],
        }


def _step_state(rating: RatingGiven | None) -> str:
    if rating is None:
        return "todo"
    return "skip" if rating.not_applicable else "done" if rating.level is not None else "todo"


def _last_level(state: LedgerState, competency: str) -> int | None:
    given = [r.level for r in state.rating_history if r.competency == competency and r.level is not None]
    return given[-1] if given else None


def _lower_first(text: str) -> str:
    return text if text[:2].isupper() else text[0].lower() + text[1:]
